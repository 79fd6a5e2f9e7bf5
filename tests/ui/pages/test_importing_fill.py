"""Communes typed once a group are put into the empty rows below in one press, and out again."""

from pathlib import Path

from PySide6.QtCore import Qt

from mttq_desktop.services.importing import Outcome
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.importing import ImportingPage
from mttq_desktop.ui.pages.importing_lines import ALL, PROBLEMS
from tests.excel.books import row, saved, workbook
from tests.ui.pages.driving import Person, drop, texts


def _read_as(page: ImportingPage) -> list[str]:
    source = page.sheet.source
    assert source is not None
    return [texts(cells)[2] for cells in source.rows(range(len(source.lines))).values()]


def test_communes_named_once_a_group_are_filled_in_one_press(office: Person, tmp_path: Path) -> None:
    page = office.open(entries.IMPORTING, ImportingPage)
    drop(page, saved(workbook([row(1), row(2, commune=None), row(3, commune=None)]), tmp_path))
    office.until(lambda: page.job is None)
    (loaded,) = page.files
    assert _read_as(page) == ["Xã Quế Phú?"] * 2
    assert page.sheet.fill.isVisible()
    page.sheet.fill.click()
    assert (loaded.counts()[Outcome.NEW], page.sheet.fill.isVisible()) == (3, False)
    assert office.toasts() == ["Đã điền 2 ô trống theo dòng trên."]
    office.press(office.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (loaded.counts()[Outcome.NEW], page.sheet.fill.isVisible()) == (1, True)


def test_what_is_told_of_rows_stands_in_sight_without_scrolling(office: Person, tmp_path: Path) -> None:
    office.window.resize(1366, 768)
    page = office.open(entries.IMPORTING, ImportingPage)
    drop(page, saved(workbook([row(1), row(2, commune=None), row(3, subject="Môi trường")]), tmp_path))
    office.until(lambda: page.job is None)
    for view in (ALL, Outcome.SKIPPED, PROBLEMS):
        page.sheet.choose(view)
        office.until(lambda: page.sheet.table.view.model().rowCount() > 0)
        assert not page.sheet.table.view.horizontalScrollBar().maximum(), view
    page.sheet.choose(ALL)
    assert page.sheet.source is not None
    assert page.sheet.source.columns[-1].key == "why"
