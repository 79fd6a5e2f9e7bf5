"""What the window tells of a file beside its errors: columns, tables, totals, empty cells, help given."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.importing import ImportingPage
from mttq_desktop.ui.pages.importing_lines import CHANGES, NOTICES
from tests.excel.books import row, saved, workbook
from tests.services.importing.test_gifts import book, household
from tests.ui.pages.driving import Person, drop, texts


@pytest.fixture
def page(office: Person) -> ImportingPage:
    return office.open(entries.IMPORTING, ImportingPage)


def _lines(page: ImportingPage) -> list[list[str]]:
    source = page.sheet.source
    assert source is not None
    return [texts(cells) for cells in source.rows(range(len(source.lines))).values()]


def _take_in(office: Person, page: ImportingPage, path: Path) -> None:
    drop(page, path)
    office.until(lambda: page.job is None)


def _write(office: Person, page: ImportingPage) -> None:
    office.press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: page.job is None)


def test_warnings_of_a_table_stand_above_its_rows(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    rows = [[*row(n), "đã nộp"] for n in range(1, 4)] + [["", "Tổng cộng", "", "", "", 9]]
    _take_in(office, page, saved(workbook(rows), tmp_path))
    assert page.sheet.banner.isVisible()
    assert page.sheet.banner.title.text().startswith("Cột I không có tên cột")
    acts = [b.text() for b in page.sheet.banner.findChildren(QPushButton) if b.text()]
    assert acts == ["Xem các cột…"]
    page.sheet.choose(NOTICES)
    assert any("Dòng cộng ghi 9" in cell for line in _lines(page) for cell in line)


def test_a_list_that_says_there_are_none(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    said = [None, None, None, None, None, "Trong quý không có ý kiến, kiến nghị"]
    _take_in(office, page, saved(workbook([said]), tmp_path))
    assert [f.mark.text for f in page.files] == ["không có kiến nghị"]
    page.sheet.choose(NOTICES)
    office.until(page.sheet.in_full.text)
    assert "nút “Không có kiến nghị…”" in page.sheet.in_full.text()


def test_empty_cells_keep_or_clear(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    _take_in(office, page, saved(workbook([row(1), row(2)]), tmp_path))
    _write(office, page)
    _take_in(office, page, saved(workbook([row(1, result=None), row(2)]), tmp_path, "lai.xlsx"))
    page.list.setCurrentRow(1)
    assert page.sheet.blanks.text() == "Xóa theo 1 ô trống"
    page.sheet.blanks.click()
    office.until(lambda: page.job is None)
    page.sheet.choose(CHANGES)
    ((*_, old, new),) = _lines(page)
    assert (old, new) == ("Chưa trả lời", "(trống)")
    assert page.sheet.blanks.text() == "Giữ giá trị cũ ở ô trống"


def test_help_given_to_a_household_stands_among_the_changes(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    _take_in(office, page, book(tmp_path, household(1, "Vốn", 12)))
    _write(office, page)
    _take_in(office, page, book(tmp_path, household(1, "Vốn", 15), name="lai.xlsx"))
    page.list.setCurrentRow(1)
    page.sheet.choose(CHANGES)
    ((_, _, field, old, new),) = _lines(page)
    assert (field, old, new) == ("Giá trị giúp đỡ (đồng)", "12.000.000", "15.000.000")
