"""Pages of plans and of the programme driven like a person: hiệp thương, progress, a year, the tree."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from mttq_desktop.queries import programme as programme_queries
from mttq_desktop.queries.plans import tasks
from mttq_desktop.records.plans import JOINT_PLAN, JOINT_TASK, TASK_PROPOSAL, Decision, JointTask, TaskProposal
from mttq_desktop.records.programme import PROGRAMME, PROGRAMME_SECTION
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages import meeting_page, plan_page
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_page import KindPage
from mttq_desktop.ui.pages.plan_acts import CarryDialog, DecideDialog, of_chosen
from mttq_desktop.ui.pages.plan_progress import ProgressPage
from mttq_desktop.ui.pages.plan_year import YearPage
from mttq_desktop.ui.pages.programme_acts import OnDayDialog, begin_next_period
from mttq_desktop.ui.pages.programme_tree import SectionTree
from mttq_desktop.ui.part_grid import PartGrid
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog
from tests.ui.pages.practising import PATIENCE_MS, TODAY, Told, count, in_front, kind_page, listed


@pytest.mark.parametrize(("make", "members"), [(plan_page.make, 6), (meeting_page.make, 7)])
def test_every_page_of_the_family_opens(
    make: Callable[[Context], FamilyPage], members: int, planning: Context, qtbot: QtBot, told: Told
) -> None:
    family = in_front(make, planning, qtbot)
    assert len(family.members) == members
    for key in family.members:
        family.choose(key)
        assert family.pills.current == key
        if isinstance(family.current, KindPage):
            wanted = listed(family.current, qtbot)
            family.current.open_record(wanted[0], wanted)
            assert family.current.record.facts is not None
    assert told.troubles == []


def test_several_waiting_proposals_are_accepted_at_once(planning: Context, qtbot: QtBot, told: Told) -> None:
    family = in_front(plan_page.make, planning, qtbot)
    page = kind_page(family, TASK_PROPOSAL)
    page.list.choose_view("waiting")
    qtbot.waitUntil(lambda: len(page.list.table.model.ids) == 3, timeout=PATIENCE_MS)
    before = count(planning, JointTask, JointTask.deleted_on.is_(None))
    page.list.table.view.selectAll()
    dialog = of_chosen(Decision.ACCEPTED)(planning, page.list)
    assert isinstance(dialog, DecideDialog)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.act_done, timeout=PATIENCE_MS):
        dialog.try_it()
    assert count(planning, JointTask, JointTask.deleted_on.is_(None)) == before + 3
    assert count(planning, TaskProposal, TaskProposal.decision == "CHO") == 0
    assert told.toasts[-1].startswith("Đã đồng ý 3 đề xuất")
    assert told.undo is not None
    told.undo()
    assert count(planning, TaskProposal, TaskProposal.decision == "CHO") == 3


def test_refusing_without_a_reason_is_told_beside_the_field(planning: Context, qtbot: QtBot) -> None:
    with planning.database.reading() as session:
        waiting = session.scalars(select(TaskProposal.id).where(TaskProposal.decision == "CHO")).first()
    parent = QWidget()
    qtbot.addWidget(parent)
    assert waiting is not None
    dialog = DecideDialog(planning, Decision.REFUSED, [waiting], parent)
    dialog.try_it()
    assert dialog.form.editor("reason").box.property("problem") == "error"
    dialog.form.set_values({"reason": "Trùng nội dung", "day": "05/4/2024"})
    with qtbot.waitSignal(dialog.act_done, timeout=PATIENCE_MS):
        dialog.try_it()
    assert count(planning, TaskProposal, TaskProposal.reason == "Trùng nội dung") == 1


def test_a_new_proposal_in_the_plan_needs_no_decision(planning: Context, qtbot: QtBot) -> None:
    family = in_front(plan_page.make, planning, qtbot)
    page = kind_page(family, JOINT_PLAN)
    wanted = listed(page, qtbot)
    page.open_record(wanted[0], wanted)
    grid = page.record.grids[TASK_PROPOSAL.name]
    rows = len(grid.rows)
    empty, row = grid.add_row(), grid.add_row()
    assert not empty.typed
    row.editors["organisation_id"].pick(planning.vocabulary.target("organisation").by_code["HND"][0].key)
    row.editors["content"].set_text("Nội dung mới đề xuất")
    row.editors["content"].edited.emit()
    with qtbot.waitSignal(page.record.did, timeout=PATIENCE_MS):
        page.record.save()
    assert len(page.record.grids[TASK_PROPOSAL.name].rows) == rows + 1
    assert count(planning, TaskProposal, TaskProposal.content == "Nội dung mới đề xuất",
                  TaskProposal.decision == "CHO") == 1  # fmt: skip


def test_progress_is_typed_by_keyboard_and_kept_in_one_act(planning: Context, qtbot: QtBot, told: Told) -> None:
    family = in_front(plan_page.make, planning, qtbot)
    family.choose("progress")
    page = family.current
    assert isinstance(page, ProgressPage)
    first, second = page.grid.rows[:2]
    first.editors["state"].setFocus()
    QTest.keyClick(first.editors["state"].box, Qt.Key.Key_Return)
    assert family.focusWidget() is second.editors["state"].box
    QTest.keyClick(second.editors["result"].box, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert family.focusWidget() is first.editors["result"].box
    first.editors["result"].set_text("")
    first.editors["state"].pick("XONG")
    assert page.grid.read() is None
    assert "kết quả" in first.below.text()
    first.editors["result"].set_text("Đã giúp 40 hộ")
    second.editors["result"].set_text("Đang làm ở ba huyện")
    page.save()
    qtbot.waitUntil(lambda: len(told.toasts) > 0, timeout=PATIENCE_MS)
    assert told.toasts[-1] == "Đã ghi tiến độ 2 nhiệm vụ"
    with planning.database.reading() as session:
        done = {t.id: t for t in tasks(session, 2024)}[first.line.id]
    assert (done.state, done.finished_on) == ("XONG", TODAY)
    assert not page.grid.dirty


def test_leaving_typed_progress_is_asked_about(
    planning: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = in_front(plan_page.make, planning, qtbot)
    family.choose("progress")
    page = family.current
    assert isinstance(page, ProgressPage)
    page.grid.rows[0].editors["result"].set_text("Gõ dở")
    answers = iter([False, True])
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *args, **kinds: next(answers))
    assert not page.may_leave()
    assert page.grid.dirty
    assert page.may_leave()
    assert not page.grid.dirty


def test_a_year_shows_the_tasks_behind_its_figures(planning: Context, qtbot: QtBot, told: Told) -> None:
    family = in_front(plan_page.make, planning, qtbot)
    family.choose("year")
    page = family.current
    assert isinstance(page, YearPage)
    qtbot.waitUntil(lambda: len(page.by_heading.model.ids) == 5, timeout=PATIENCE_MS)
    source = page.sources[page.by_heading]
    assert int(source.sums()["late"]) == 2
    page.by_heading.view.selectRow(0)
    qtbot.waitUntil(lambda: len(page.tasks.model.ids) == source.tallies[0].total, timeout=PATIENCE_MS)
    page.tasks.opened.emit(page.tasks.model.ids[0])
    assert told.opened == [(JOINT_TASK.name, page.tasks.model.ids[0])]


def test_last_years_rest_is_offered_for_the_next_plan(planning: Context, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert not CarryDialog(planning, 2024, parent).strong.isEnabled()
    dialog = CarryDialog(planning, 2025, parent)
    with qtbot.waitSignal(dialog.act_done, timeout=PATIENCE_MS):
        dialog.try_it()
    with planning.database.reading() as session:
        assert len(tasks(session, 2025)) > 10


def _tree(planning: Context, qtbot: QtBot) -> tuple[KindPage, SectionTree]:
    page = kind_page(in_front(plan_page.make, planning, qtbot), PROGRAMME)
    wanted = listed(page, qtbot)
    page.open_record(wanted[0], wanted)
    grid = page.record.grids[PROGRAMME_SECTION.name]
    assert isinstance(grid, SectionTree)
    return page, grid


def _codes(planning: Context) -> list[tuple[str, str | None, str]]:
    with planning.database.reading() as session:
        current = programme_queries.current(session, TODAY)
        assert current is not None
        return [(s.code, s.parent, s.title) for s in programme_queries.sections(session, current)]


def test_the_tree_is_moved_extended_and_kept(planning: Context, qtbot: QtBot) -> None:
    page, grid = _tree(planning, qtbot)
    before = _codes(planning)
    grid.tree.setCurrentItem(grid._items[id(grid.rows[3])])
    assert grid.current is grid.rows[3]
    grid.shift(-1)
    row = grid.add_below()
    assert row is not None
    row.editors["title"].set_text("Mục con mới")
    with qtbot.waitSignal(page.record.did, timeout=PATIENCE_MS):
        page.record.save()
    after = _codes(planning)
    assert [a[0] for a in after] == ["I", "II", "II.1", "II.1.1", "II.2", "II.3", "II.4", "III", "III.1", "III.2",
                                    "III.3"]  # fmt: skip
    assert after[2][2] == before[3][2]
    assert after[4][2] == before[2][2]
    assert after[3] == ("II.1.1", "II.1", "Mục con mới")


def test_a_section_with_others_under_it_stays(planning: Context, qtbot: QtBot) -> None:
    _, grid = _tree(planning, qtbot)
    grid.tree.setCurrentItem(grid._items[id(grid.rows[1])])
    assert not grid.drop_button.isEnabled()
    count = len(grid.rows)
    grid.drop_current()
    assert len(grid.rows) == count
    grid.tree.setCurrentItem(grid._items[id(grid.rows[-1])])
    grid.drop_current()
    assert len(grid.rows) == count - 1


def test_a_tree_left_unfinished_comes_back_as_a_tree(planning: Context, qtbot: QtBot) -> None:
    page, grid = _tree(planning, qtbot)
    texts = grid.texts()
    fresh = SectionTree(PROGRAMME.part(PROGRAMME_SECTION.name), planning.place())
    qtbot.addWidget(fresh)
    for row in texts:
        fresh.put_back(row)
    assert [t["parent"] for t in fresh.texts()] == [t["parent"] for t in texts]
    assert [t["code"] for t in fresh.texts()] == [t["code"] for t in texts]
    assert isinstance(grid, PartGrid)
    assert not page.record.dirty


def test_the_text_is_read_as_of_a_day_and_the_next_period_begins(planning: Context, qtbot: QtBot, told: Told) -> None:
    with planning.database.reading() as session:
        current = programme_queries.current(session, TODAY)
    assert current is not None
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = OnDayDialog(planning, current, parent)
    assert "II.4. Phối hợp thực hiện hoạt động giám sát" in dialog.text.toPlainText()
    dialog.day.set_text("không phải ngày")
    dialog.show_day()
    assert dialog.wrong.text()
    made = begin_next_period(planning, parent, [current])
    assert told.opened == [(PROGRAMME.name, made)]
    assert begin_next_period(planning, parent, [current]) is None
    assert "Đã có Chương trình" in told.troubles[-1].message
