"""The page of periodic reports: the board, a report typed by keyboard in three states, sent back, accepted."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from mttq_desktop.queries.expected import Expected, Standing
from mttq_desktop.queries.indicators import MISSING, NONE, Value, number
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM
from mttq_desktop.records.periodic import PERIODIC_REPORT
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.services.periodic import (
    Arrival,
    TypedFigure,
    board,
    figure_text,
    open_sheet,
    read_figure,
    receive,
    save_figures,
)
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.periodic import PeriodicPage
from mttq_desktop.ui.pages.periodic_acts import ReceiveDialog, SendBackDialog
from mttq_desktop.ui.pages.periodic_board import mark_of
from mttq_desktop.ui.pages.periodic_grid import COUNTED, DIFFERENCE, LABEL, NOTE, REPORTED, FigureGrid
from mttq_desktop.ui.theme import Tone
from tests import makers
from tests.ui.conftest import TypeIn
from tests.ui.pages.conftest import PATIENCE_MS, Clerk

YEAR = Period.parse("2023")
FARMERS = "Hội Nông dân tỉnh"


@pytest.fixture
def page(clerk: Clerk) -> PeriodicPage:
    """The page at the report whose closing day passed last: the year 2023."""
    clerk.window.open_page(entries.PERIODIC)
    family = clerk.window.page(entries.PERIODIC)
    assert isinstance(family, FamilyPage)
    page = family.current
    assert isinstance(page, PeriodicPage)
    clerk.wait(lambda: page.board.chosen() is not None and not page.board.table.model.busy)
    return page


def sender(clerk: Clerk, name: str = FARMERS) -> Expected:
    with clerk.store.reading() as session:
        return next(s for s in board(session, YEAR, clerk.context.today()).senders if s.name == name)


def came(clerk: Clerk, name: str = FARMERS) -> int:
    return receive(clerk.store, sender(clerk, name), Arrival(date(2023, 11, 20), "7/BC-HND"))


def choose(clerk: Clerk, page: PeriodicPage, name: str = FARMERS) -> None:
    assert page.board.board is not None
    place = next(i for i, s in enumerate(page.board.board.senders) if s.name == name)
    clerk.wait(lambda: not page.board.table.model.busy and place in page.board.table.model.ids)
    page.board.table.select_id(place)
    clerk.wait(lambda: (one := page.board.chosen()) is not None and one.name == name)


def opened(clerk: Clerk, page: PeriodicPage, report: int) -> FigureGrid:
    page.open_report(report)
    clerk.wait(lambda: page.report.sheet is not None and page.report.sheet.report.id == report)
    return page.report.grid


def at(grid: FigureGrid, code: str, column: int = REPORTED) -> None:
    for row in range(grid.rowCount()):
        item = grid.item(row, LABEL)
        if item is not None and item.data(int(Qt.ItemDataRole.UserRole)) == code:
            grid.setCurrentCell(row, column)
            return
    raise AssertionError(code)


def text(grid: FigureGrid, code: str, column: int = REPORTED) -> str:
    at(grid, code, column)
    item = grid.currentItem()
    assert item is not None
    return item.text()


def put(grid: FigureGrid, code: str, words: str, column: int = REPORTED) -> None:
    at(grid, code, column)
    item = grid.currentItem()
    assert item is not None
    item.setText(words)


def kept(clerk: Clerk, report: int, code: str) -> Value:
    with clerk.store.reading() as session:
        return open_sheet(session, report, clerk.context.today()).line(code).reported


# ── three states as typed ──


@pytest.mark.parametrize(("typed", "value"), [
    ("1.234", number(1234)), (" 12,5 ", read_figure("12,5")), ("0", number(0)), ("-", NONE), ("–", NONE),
    ("Không có", NONE), ("", MISSING), ("   ", MISSING),
])  # fmt: skip
def test_a_figure_as_people_type_it(typed: str, value: Value) -> None:
    assert read_figure(typed) == value
    assert read_figure(figure_text(value)) == value


# ── the board ──


def test_the_board_tells_who_is_missing_and_receives_a_report(clerk: Clerk, page: PeriodicPage) -> None:
    assert page.board.said.text() == "0 / 24 nơi đã gửi · hạn gửi 27/11/2023"
    assert page.board.chosen() is not None
    choose(clerk, page)
    assert not page.board.look.isEnabled()
    page.board.open_or_receive()
    assert isinstance(page.board.dialog, ReceiveDialog)
    page.board.dialog.form.set_values({"received_on": "20/11/2023", "number": "7/BC-HND"})
    clerk.finish(page.board.dialog)
    clerk.wait(lambda: page.board.said.text().startswith("1 / 24"))
    assert sender(clerk).standing is Standing.RECEIVED
    page.board.choose("received")
    clerk.wait(lambda: len(page.board.table.model.ids) == 1)
    clerk.undo(lambda: sender(clerk).standing is Standing.MISSING)


def test_pills_of_senders(clerk: Clerk) -> None:
    missing = sender(clerk)
    came(clerk)
    assert (mark_of(missing).text, mark_of(missing).tone) == ("Chưa gửi, quá hạn", Tone.LATE)
    assert mark_of(sender(clerk)).tone is Tone.WAITING


def test_names_of_those_that_have_not_sent_are_copied(clerk: Clerk, page: PeriodicPage) -> None:
    came(clerk)
    clerk.wait(lambda: page.board.said.text().startswith("1 / 24"))
    page.board.copy.click()
    names = QGuiApplication.clipboard().text().splitlines()
    assert len(names) == 23
    assert FARMERS not in names


def test_a_report_is_accepted_from_the_board_and_stays_chosen(clerk: Clerk, page: PeriodicPage) -> None:
    with clerk.qtbot.waitSignal(page.board.table.loaded, timeout=PATIENCE_MS):
        came(clerk)
    choose(clerk, page)
    clerk.wait(page.board.accept.isEnabled)
    with clerk.qtbot.waitSignal(page.board.table.loaded, timeout=PATIENCE_MS):
        page.board.accept.click()
    assert sender(clerk).standing is Standing.ACCEPTED
    clerk.wait(lambda: (one := page.board.chosen()) is not None and one.name == FARMERS)
    assert not page.board.accept.isEnabled()


# ── one report ──


def test_figures_are_typed_in_three_states_and_saved(clerk: Clerk, page: PeriodicPage) -> None:
    report = came(clerk)
    save_figures(clerk.store, report, {"A03": TypedFigure(number(5))})
    grid = opened(clerk, page, report)
    for code, words in (("A01", "1.234"), ("A02", "không có"), ("A03", "")):
        put(grid, code, words)
    assert [text(grid, c) for c in ("A01", "A02", "A03")] == ["1.234", "-", ""]
    assert page.report.save.text() == "Lưu 3 chỗ sửa   Ctrl+S"
    page.report.save.click()
    clerk.wait(lambda: kept(clerk, report, "A03") == MISSING)
    assert (kept(clerk, report, "A01"), kept(clerk, report, "A02")) == (number(1234), NONE)
    clerk.wait(lambda: not page.report.save.isEnabled())


def test_a_remark_is_typed_beside_its_figure_and_saved(clerk: Clerk, page: PeriodicPage) -> None:
    report = came(clerk)
    save_figures(clerk.store, report, {"A03": TypedFigure(number(5), "cũ")})
    grid = opened(clerk, page, report)
    assert text(grid, "A03", NOTE) == "cũ"
    put(grid, "A03", "  gồm   công trực tiếp ", NOTE)
    put(grid, "A03", "7")
    put(grid, "A02", "chưa quyết toán", NOTE)
    put(grid, "A01", "thử", NOTE)
    put(grid, "A01", "", NOTE)
    assert page.report.save.text() == "Lưu 2 chỗ sửa   Ctrl+S"
    page.report.save.click()
    clerk.wait(lambda: kept(clerk, report, "A03") == number(7))
    with clerk.store.reading() as session:
        lines = {line.code: line.note for line in open_sheet(session, report, clerk.context.today()).lines}
    assert [lines[code] for code in ("A01", "A02", "A03")] == [None, "chưa quyết toán", "gồm công trực tiếp"]


def test_letters_typed_into_a_cell_and_enter_goes_down(clerk: Clerk, page: PeriodicPage, type_in: TypeIn) -> None:
    grid = opened(clerk, page, came(clerk))
    at(grid, "A07")
    grid.setFocus()
    clerk.press(Qt.Key.Key_4)
    clerk.wait(lambda: bool(grid.findChildren(QLineEdit)))
    editor = grid.findChildren(QLineEdit)[0]
    type_in(editor, "2")
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: grid.code == "A11")
    assert text(grid, "A07") == "42"
    clerk.press(Qt.Key.Key_Delete)
    assert text(grid, "A07") == ""
    assert page.report.pending() == 0


def test_what_is_no_number_is_told_and_not_saved(clerk: Clerk, page: PeriodicPage) -> None:
    report = came(clerk)
    grid = opened(clerk, page, report)
    put(grid, "A01", "mười hai")
    assert "không phải là số" in page.report.hint.text()
    assert page.report.pending() == 0
    page.report.accept.click()
    assert "không phải là số" in page.report.hint.text()
    assert sender(clerk).standing is Standing.RECEIVED
    put(grid, "A01", "12")
    assert page.report.pending() == 1


def test_reported_stands_beside_counted_and_opens_the_records(clerk: Clerk, page: PeriodicPage) -> None:
    words = clerk.context.vocabulary
    values = {"campaign": "NTM", "content": "Đường hoa", "organisation_id": makers.organisation(words, "HND"),
              "period": "2023-Q3", "funds": 5}  # fmt: skip
    with clerk.store.writing("test", "Thêm") as writing:
        item = keep(writing, checked(CAMPAIGN_ITEM, values, words), words)
    grid = opened(clerk, page, came(clerk))
    assert text(grid, "A01", COUNTED) == "1"
    put(grid, "A01", "4")
    assert text(grid, "A01", DIFFERENCE) == "+3"
    at(grid, "A01", COUNTED)
    grid.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: page.report.rows is not None)
    rows = page.report.rows
    assert rows is not None
    clerk.wait(lambda: list(rows.table.model.ids) == [item])
    assert "1 phần việc" in rows.windowTitle() or rows.kind is CAMPAIGN_ITEM
    rows.reject()


def test_counted_figures_are_filled_in(clerk: Clerk, page: PeriodicPage) -> None:
    words = clerk.context.vocabulary
    makers.petitions(clerk.store, words, 3, period="2023-Q4", received_on=date(2023, 11, 1))
    report = came(clerk)
    grid = opened(clerk, page, report)
    page.report.prefill.click()
    clerk.wait(lambda: kept(clerk, report, "B11") == number(3))
    clerk.wait(lambda: text(grid, "B11") == "3")


def test_words_are_kept_when_the_page_is_left(clerk: Clerk, page: PeriodicPage) -> None:
    report = came(clerk)
    opened(clerk, page, report)
    page.report.choose("words")
    page.report.words.boxes["UD"].setPlainText("Đúng tiến độ đã thống nhất")
    assert page.report.pending() == 1
    clerk.press(Qt.Key.Key_Escape)
    assert page.current is page.board

    def stored() -> dict[str, str]:
        with clerk.store.reading() as session:
            return dict(open_sheet(session, report, clerk.context.today()).texts)

    clerk.wait(lambda: stored() == {"UD": "Đúng tiến độ đã thống nhất"})


def test_a_report_is_sent_back_with_its_reason_and_the_words_for_the_sender(clerk: Clerk, page: PeriodicPage) -> None:
    opened(clerk, page, came(clerk))
    page.report.back.click()
    dialog = page.report.dialog
    assert isinstance(dialog, SendBackDialog)
    dialog.form.set_value("returned_reason", "Thiếu số liệu hộ nghèo.")
    dialog.words.click()
    assert "Thiếu số liệu hộ nghèo." in QGuiApplication.clipboard().text()
    clerk.finish(dialog)
    clerk.wait(lambda: page.report.reason.text() == "Lý do trả lại: Thiếu số liệu hộ nghèo.")
    assert sender(clerk).standing is Standing.RETURNED
    assert not page.report.accept.isEnabled()


def test_an_accepted_report_is_closed_until_opened_again(clerk: Clerk, page: PeriodicPage) -> None:
    report = came(clerk)
    grid = opened(clerk, page, report)
    put(grid, "A01", "9")
    page.report.accept.click()
    clerk.wait(lambda: page.report.sheet is not None and page.report.sheet.accepted)
    assert kept(clerk, report, "A01") == number(9)
    at(grid, "A01")
    clerk.press(Qt.Key.Key_Delete)
    assert text(grid, "A01") == "9"
    assert page.report.accept.accessibleName() == "Mở lại"
    page.report.accept.click()
    clerk.wait(lambda: sender(clerk).standing is Standing.RECEIVED)


def test_the_shell_opens_a_report_and_earlier_versions_can_be_looked_at(clerk: Clerk, page: PeriodicPage) -> None:
    first = came(clerk)
    second = came(clerk)
    clerk.context.shell.open_record(PERIODIC_REPORT, second)
    clerk.wait(lambda: page.report.versions.count() == 2)
    page.report.versions.setCurrentIndex(1)
    clerk.wait(lambda: page.report.sheet is not None and page.report.sheet.report.id == first)
    assert not page.report.accept.isEnabled()
    assert page.title == f"Báo cáo định kỳ › {FARMERS}, năm 2023"
