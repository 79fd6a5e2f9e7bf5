"""Workbooks with several sheets of data, and long ones, in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from sqlalchemy import func, select

from mttq_desktop.records.households import Household
from mttq_desktop.records.petitions import Petition
from mttq_desktop.services.importing import Outcome
from mttq_desktop.ui import entries
from mttq_desktop.ui.buttons import PressButton
from mttq_desktop.ui.pages import importing_work
from mttq_desktop.ui.pages.importing import ImportingPage
from mttq_desktop.ui.pages.importing_lines import PROBLEMS
from mttq_desktop.ui.pages.importing_state import Stage
from tests.excel.books import HEAD, TITLE, fill, row, saved, workbook
from tests.services.importing.test_gifts import HEAD as HOUSEHOLD_HEAD
from tests.services.importing.test_gifts import TITLE as HOUSEHOLD_TITLE
from tests.services.importing.test_gifts import household
from tests.ui.pages.driving import Person, drop, words_of


@pytest.fixture
def page(office: Person) -> ImportingPage:
    """The page, open on an empty book."""
    return office.open(entries.IMPORTING, ImportingPage)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Petitions of two communes on two sheets, poor households on a third."""
    book = workbook([row(1), row(2)], name="Quế Phú")
    fill(book.create_sheet("Quế Mỹ"), [*TITLE, HEAD, row(3, commune="Xã Quế Mỹ")])
    fill(book.create_sheet("Hộ nghèo"), [*HOUSEHOLD_TITLE, HOUSEHOLD_HEAD, household(1, "", "")])
    return saved(book, tmp_path, "que_son.xlsx")


def _read(office: Person, page: ImportingPage, path: Path) -> None:
    drop(page, path)
    office.until(lambda: page.job is None)


def _pills(page: ImportingPage, name: str) -> list[PressButton]:
    return [b for b in page.sheet.findChildren(PressButton) if b.isVisible() and b.text().startswith(name)]


def _take(page: ImportingPage, office: Person, name: str) -> None:
    """Press the sheet's name, then write."""
    office.until(lambda: len(_pills(page, name)) == 1)
    _pills(page, name)[0].click()
    assert page.sheet.loaded is not None
    assert [s.name for s in page.sheet.loaded.chosen] == [name]
    page.write()
    office.until(lambda: page.job is None)


def _offered(page: ImportingPage) -> list[str]:
    return [button.text() for button in page.sheet.banner.findChildren(QAbstractButton)]


def _kept(office: Person) -> tuple[int | None, ...]:
    with office.context.database.reading() as session:
        return tuple(session.scalar(select(func.count()).select_from(table)) for table in (Petition, Household))


def test_the_sheets_left_out_are_taken_in_one_after_the_other(office: Person, page: ImportingPage, book: Path) -> None:
    _read(office, page, book)
    assert page.files[0].stage is Stage.ASKING
    assert "Tệp có 3 trang dữ liệu, có thể lặp lại nhau. Nhập trang nào trước?" in words_of(page.sheet.banner)
    _take(page, office, "Quế Phú")
    assert _kept(office) == (2, 0)
    assert "Các dòng của tệp: mới 2, bỏ qua" in words_of(page.sheet.banner), "those of the sheets taken in"
    for name, kept in (("Quế Mỹ", (3, 0)), ("Hộ nghèo", (3, 1))):
        assert "Nhập trang còn lại" in _offered(page)
        page.sheet.others_asked.emit()
        office.until(lambda: page.job is None)
        loaded = page.sheet.loaded
        assert loaded is not None
        assert "Quế Phú" not in loaded.sheets
        if name == "Quế Mỹ":
            assert "Tệp còn 2 trang dữ liệu, có thể lặp lại nhau" in words_of(page.sheet.banner)
            assert "“Quế Mỹ”, “Hộ nghèo”: bấm" in words_of(page.sheet.banner)
        else:
            assert any("“Quế Phú” của tệp này đã nhập" in p.message for p in loaded.warnings)
        _take(page, office, name)
        assert _kept(office) == kept
    assert page.sheet.loaded is not None
    assert page.sheet.loaded.left == []
    assert "Nhập trang còn lại" not in _offered(page)
    _read(office, page, book)
    assert [p.message for p in page.files[-1].preview.problems] == ["Tệp này đã nhập ngày 05/4/2024, lần nhập số 3."]


def test_a_long_file_is_compared_anew_while_the_window_lives(
    office: Person, page: ImportingPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing_work, "LARGE", 2)
    _read(office, page, saved(workbook([row(1), row(2, day="31/02/2024"), row(3)]), tmp_path))
    (loaded,) = page.files
    line = page.sheet.line(0)
    page.sheet.corrected.emit(line, "28/02/2024", None)
    assert page.job is not None
    assert not page.waiting.stop.isVisible(), "rows would be left half compared"
    page.sheet.corrected.emit(line, "27/02/2024", None)
    assert office.toasts() == ["Đang so lại với sổ. Chờ xong rồi sửa tiếp."]
    office.until(lambda: page.job is None)
    assert loaded.counts()[Outcome.NEW] == 3
    office.press(office.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: page.job is None)
    assert loaded.counts()[Outcome.NEW] == 2
    page.sheet.choose(PROBLEMS)
    again = page.sheet.line(0)
    assert again is not None
    assert again.row.texts == {"received_on": "31/02/2024"}
