"""The board of senders: who has sent, who has nothing to send, who is late; and templates for the silent."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from mttq_desktop.queries.board import Sender, Sending
from mttq_desktop.ui.pages.petitions_batches import BatchesPage, CoverDialog, state_of
from mttq_desktop.ui.theme import Tone
from tests import makers
from tests.ui.pages.conftest import Clerk

Enter = Callable[..., int]


@pytest.fixture
def page(clerk: Clerk) -> BatchesPage:
    """The board of the quarter."""
    clerk.page.list.senders.click()
    board = clerk.page.board
    clerk.wait(lambda: board.board is not None)
    return board


def _sender(page: BatchesPage, name: str) -> Sender:
    assert page.board is not None
    return next(s for s in page.board.senders if s.name == name)


def _choose(clerk: Clerk, page: BatchesPage, name: str) -> None:
    assert page.board is not None
    place = page.board.senders.index(_sender(page, name))
    clerk.wait(lambda: place in page.table.model.ids)
    page.table.select_id(place)
    clerk.wait(lambda: [s.name for s in page.chosen()] == [name])


def _finish(clerk: Clerk, dialog: CoverDialog | None) -> None:
    assert dialog is not None
    clerk.finish(dialog)


def test_a_sender_with_nothing_to_report_is_recorded(clerk: Clerk, page: BatchesPage) -> None:
    assert _sender(page, "Huyện Đại Lộc").state is Sending.NOT_SENT
    _choose(clerk, page, "Huyện Đại Lộc")
    page.none.click()
    _finish(clerk, page.dialog)
    clerk.wait(lambda: _sender(page, "Huyện Đại Lộc").state is Sending.NONE)
    page.choose("none")
    clerk.wait(lambda: len(page.table.model.ids) == 1)
    clerk.undo(lambda: _sender(page, "Huyện Đại Lộc").state is Sending.NOT_SENT)


def test_a_letter_that_came_late_is_told_apart(clerk: Clerk, page: BatchesPage, enter: Enter) -> None:
    district = makers.unit(clerk.context.vocabulary, "Huyện Đại Lộc")
    enter(organisation_id=None, sender_unit_id=district, period="2023-Q4", received_on=date(2023, 12, 2))
    clerk.window.period_chooser.set_period(type(clerk.window.period).parse("2023-Q4"))
    clerk.wait(lambda: page.board is not None and page.board.period.code == "2023-Q4")
    _choose(clerk, page, "Huyện Đại Lộc")
    page.letter.click()
    assert page.dialog is not None
    page.dialog.form.set_value("received_on", "20/01/2024")
    _finish(clerk, page.dialog)
    clerk.wait(lambda: _sender(page, "Huyện Đại Lộc").state is Sending.LATE)
    silent = _sender(page, "Huyện Quế Sơn")
    assert state_of(silent).text == "Chưa gửi, quá ngày chốt"
    assert state_of(silent).tone is Tone.LATE
    page.choose("late")
    clerk.wait(lambda: len(page.table.model.ids) == len(clerk_late(page)))


def clerk_late(page: BatchesPage) -> list[Sender]:
    """Senders that are late."""
    assert page.board is not None
    return [s for s in page.board.senders if s.late]


def test_the_petitions_of_a_sender_open_from_the_board(clerk: Clerk, page: BatchesPage, enter: Enter) -> None:
    district = makers.unit(clerk.context.vocabulary, "Huyện Đại Lộc")
    made, _ = enter(organisation_id=None, sender_unit_id=district), enter(content="Đề nghị xây chợ")
    clerk.wait(lambda: _sender(page, "Huyện Đại Lộc").petitions == 1)
    _choose(clerk, page, "Huyện Đại Lộc")
    assert not page.none.isEnabled(), "it has sent petitions"
    page.look.click()
    assert clerk.page.list.isVisible()
    clerk.wait_for_rows(made)


def test_names_of_the_silent_are_copied(clerk: Clerk, page: BatchesPage) -> None:
    page.copy_missing()
    names = QGuiApplication.clipboard().text().splitlines()
    assert "Huyện Đại Lộc" in names
    assert len(names) == 18 + 5, "our own body sends nothing to itself"
    assert str(len(names)) in clerk.toast()


def test_templates_are_written_for_the_chosen_district(clerk: Clerk, page: BatchesPage, tmp_path: Path) -> None:
    _choose(clerk, page, "Huyện Đại Lộc")
    page.write_templates_to(tmp_path)
    clerk.wait(lambda: not clerk.program.jobs.busy)
    assert [f.name for f in tmp_path.glob("*.xlsx")] == ["Kiến nghị Huyện Đại Lộc 2024-Q1.xlsx"]
