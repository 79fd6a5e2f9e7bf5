"""Pages of meetings and lower levels driven like a person: conclusions, the board, figures that disagree."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from mttq_desktop.queries.meetings import open_items
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.lower_levels import JOINT_INSPECTION, TRAINING, LocalProgramme
from mttq_desktop.records.meetings import JOINT_MEETING, JointMeeting
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages import meeting_page
from mttq_desktop.ui.pages.level_board import BoardPage
from mttq_desktop.ui.pages.meeting_acts import LookAtDialog, begin_look, opening
from tests.ui.pages.practising import PATIENCE_MS, TODAY, Told, count, in_front, kind_page, listed


def test_conclusions_are_looked_at_in_the_newest_meeting(planning: Context, qtbot: QtBot, told: Told) -> None:
    card = opening(planning)
    assert card is not None
    qtbot.addWidget(card)
    with planning.database.reading() as session:
        newest = session.scalars(select(JointMeeting.id).order_by(JointMeeting.held_on.desc())).first()
        waiting = open_items(session, TODAY)
    assert newest is not None
    assert len(waiting) == 4
    family = in_front(meeting_page.make, planning, qtbot)
    page = kind_page(family, JOINT_MEETING)
    dialog = begin_look(planning, page, [newest])
    assert isinstance(dialog, LookAtDialog)
    row = dialog.grid.rows[-1]
    row.editors["state"].pick("XONG")
    row.editors["result"].set_text("Đã xong tại kỳ họp")
    with qtbot.waitSignal(dialog.act_done, timeout=PATIENCE_MS):
        dialog.try_it()
    assert told.toasts[-1].startswith("Đã kiểm điểm")
    with planning.database.reading() as session:
        (seen,) = (i for i in open_items(session, TODAY, newest) if i.id == row.line.id)
    assert (seen.state, seen.looked_at, seen.result) == ("XONG", newest, "Đã xong tại kỳ họp")


def test_chosen_districts_are_written_down_as_signed(planning: Context, qtbot: QtBot, told: Told) -> None:
    family = in_front(meeting_page.make, planning, qtbot)
    family.choose("board")
    page = family.current
    assert isinstance(page, BoardPage)
    qtbot.waitUntil(lambda: len(page.table.model.ids) == 18, timeout=PATIENCE_MS)
    assert page.card.header.remark.text() == "đã ký 16/18 đơn vị, 89%"
    page._choose_view("not")
    qtbot.waitUntil(lambda: len(page.table.model.ids) == 2, timeout=PATIENCE_MS)
    page.table.view.selectAll()
    dialog = page.write()
    assert dialog is not None
    dialog.form.set_values({"signed_on": "12/3/2024"})
    with qtbot.waitSignal(dialog.act_done, timeout=PATIENCE_MS):
        dialog.try_it()
    assert told.toasts[-1] == "Đã ghi 2 đơn vị đã ký chương trình"
    assert count(planning, LocalProgramme, LocalProgramme.signed_on == date(2024, 3, 12)) == 2
    page.day.set_text("01/02/2025")
    page.choose_level("commune")
    qtbot.waitUntil(lambda: len(page.standings) == 233, timeout=PATIENCE_MS)
    page.day.set_text("hôm nào")
    page.reload()
    assert page.wrong.text()


@pytest.mark.parametrize(
    ("kind", "words"),
    [(TRAINING, "nhưng cộng theo tổ chức là"), (JOINT_INSPECTION, "Đoàn chưa có Trưởng đoàn.")],
    ids=lambda v: getattr(v, "name", ""),
)
def test_figures_that_do_not_agree_are_told_beside_the_form(
    kind: Kind[Any], words: str, planning: Context, qtbot: QtBot
) -> None:
    page = kind_page(in_front(meeting_page.make, planning, qtbot), kind)
    told = []
    for record in listed(page, qtbot):
        page.open_record(record)
        told += [label.text() for label in page.record.side.findChildren(QLabel) if label.property("role") == "warning"]
    assert any(words in t for t in told)
