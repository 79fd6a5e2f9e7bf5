"""Pages of plans and meetings driven like a person: hiệp thương, progress, the tree, conclusions, the board."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from mttq_desktop.errors import Trouble
from mttq_desktop.queries import programme as programme_queries
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.queries.meetings import open_items
from mttq_desktop.queries.plans import tasks
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.lower_levels import JOINT_INSPECTION, TRAINING, LocalProgramme
from mttq_desktop.records.meetings import JOINT_MEETING, JointMeeting
from mttq_desktop.records.plans import JOINT_PLAN, JOINT_TASK, TASK_PROPOSAL, Decision, JointTask, TaskProposal
from mttq_desktop.records.programme import PROGRAMME, PROGRAMME_SECTION
from mttq_desktop.services.practice_duties import fill_duties
from mttq_desktop.services.practice_duties import meetings as practice_meetings
from mttq_desktop.services.practice_duties import plans as practice_plans
from mttq_desktop.store.database import Database
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.jobs import Jobs
from mttq_desktop.ui.pages import meeting_page, plan_page
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_page import KindPage
from mttq_desktop.ui.pages.level_board import BoardPage
from mttq_desktop.ui.pages.meeting_acts import LookAtDialog, begin_look, opening
from mttq_desktop.ui.pages.plan_acts import CarryDialog, DecideDialog, of_chosen
from mttq_desktop.ui.pages.plan_progress import ProgressPage
from mttq_desktop.ui.pages.plan_year import YearPage
from mttq_desktop.ui.pages.programme_acts import OnDayDialog, begin_next_period
from mttq_desktop.ui.pages.programme_tree import SectionTree
from mttq_desktop.ui.part_grid import PartGrid
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog

TODAY = date(2024, 4, 5)
PATIENCE_MS = 10_000


class Told:
    """A shell that remembers what pages asked of it."""

    def __init__(self) -> None:
        self.toasts: list[str] = []
        self.undo: Callable[[], object] | None = None
        self.troubles: list[Trouble] = []
        self.opened: list[tuple[str, int]] = []

    def open_record(self, kind: Kind[Any], record_id: int, among: Sequence[int] = ()) -> None:
        """A record was to be shown."""
        self.opened.append((kind.name, record_id))

    def show_page(self, key: str, **args: object) -> None:
        """Not asked in these tests."""

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """What was done."""
        self.toasts.append(text)
        self.undo = undo

    def explain(self, trouble: Trouble) -> None:
        """What went wrong."""
        self.troubles.append(trouble)


@pytest.fixture
def told() -> Told:
    """What pages asked."""
    return Told()


@pytest.fixture(scope="module")
def filled(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice plans and meetings, written once and copied for each test."""
    path = tmp_path_factory.mktemp("plans") / empty_store.name
    shutil.copy(empty_store, path)
    database = Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
    with database.reading() as session:
        words = vocabulary(session)
    with database.writing("test", "Thực hành") as writing:
        fill_duties(writing, words, 7, TODAY, [practice_plans.fill, practice_meetings.fill])
    database.close()
    return path


@pytest.fixture
def context(filled: Path, tmp_path: Path, dressed: QApplication, told: Told) -> Iterator[Context]:
    """Pages over the practice plans and meetings."""
    path = tmp_path / "plans" / filled.name
    path.parent.mkdir()
    shutil.copy(filled, path)
    database = Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
    jobs = Jobs()
    yield Context(database, jobs, lambda: TODAY, told)
    assert jobs.stop()
    database.close()


def _family(make: Callable[[Context], FamilyPage], context: Context, qtbot: QtBot) -> FamilyPage:
    page = make(context)
    qtbot.addWidget(page)
    page.resize(1138, 700)
    page.show()
    page.opened()
    return page


def _kind_page(family: FamilyPage, kind: Kind[Any]) -> KindPage:
    family.choose(kind.name)
    page = family.current
    assert isinstance(page, KindPage)
    return page


def _listed(page: KindPage, qtbot: QtBot) -> list[int]:
    page.list.show_every_period(True)
    qtbot.waitUntil(lambda: len(page.list.table.model.ids) > 0, timeout=PATIENCE_MS)
    return list(page.list.table.model.ids)


def _count(context: Context, record: Any, *where: Any) -> int:
    with context.database.reading() as session:
        return int(session.scalar(select(func.count()).select_from(record).where(*where)) or 0)


@pytest.mark.parametrize(("make", "members"), [(plan_page.make, 6), (meeting_page.make, 7)])
def test_every_page_of_the_family_opens(
    make: Callable[[Context], FamilyPage], members: int, context: Context, qtbot: QtBot, told: Told
) -> None:
    family = _family(make, context, qtbot)
    assert len(family.members) == members
    for key in family.members:
        family.choose(key)
        assert family.pills.current == key
        if isinstance(family.current, KindPage):
            wanted = _listed(family.current, qtbot)
            family.current.open_record(wanted[0], wanted)
            assert family.current.record.facts is not None
    assert told.troubles == []


def test_several_waiting_proposals_are_accepted_at_once(context: Context, qtbot: QtBot, told: Told) -> None:
    family = _family(plan_page.make, context, qtbot)
    page = _kind_page(family, TASK_PROPOSAL)
    page.list.choose_view("waiting")
    qtbot.waitUntil(lambda: len(page.list.table.model.ids) == 3, timeout=PATIENCE_MS)
    before = _count(context, JointTask, JointTask.deleted_on.is_(None))
    page.list.table.view.selectAll()
    dialog = of_chosen(Decision.ACCEPTED)(context, page.list)
    assert isinstance(dialog, DecideDialog)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.act_done, timeout=PATIENCE_MS):
        dialog.try_it()
    assert _count(context, JointTask, JointTask.deleted_on.is_(None)) == before + 3
    assert _count(context, TaskProposal, TaskProposal.decision == "CHO") == 0
    assert told.toasts[-1].startswith("Đã đồng ý 3 đề xuất")
    assert told.undo is not None
    told.undo()
    assert _count(context, TaskProposal, TaskProposal.decision == "CHO") == 3


def test_refusing_without_a_reason_is_told_beside_the_field(context: Context, qtbot: QtBot) -> None:
    with context.database.reading() as session:
        waiting = session.scalars(select(TaskProposal.id).where(TaskProposal.decision == "CHO")).first()
    parent = QWidget()
    qtbot.addWidget(parent)
    assert waiting is not None
    dialog = DecideDialog(context, Decision.REFUSED, [waiting], parent)
    dialog.try_it()
    assert dialog.form.editor("reason").box.property("problem") == "error"
    dialog.form.set_values({"reason": "Trùng nội dung", "day": "05/4/2024"})
    with qtbot.waitSignal(dialog.act_done, timeout=PATIENCE_MS):
        dialog.try_it()
    assert _count(context, TaskProposal, TaskProposal.reason == "Trùng nội dung") == 1


def test_a_new_proposal_in_the_plan_needs_no_decision(context: Context, qtbot: QtBot) -> None:
    family = _family(plan_page.make, context, qtbot)
    page = _kind_page(family, JOINT_PLAN)
    wanted = _listed(page, qtbot)
    page.open_record(wanted[0], wanted)
    grid = page.record.grids[TASK_PROPOSAL.name]
    rows = len(grid.rows)
    empty, row = grid.add_row(), grid.add_row()
    assert not empty.typed
    row.editors["organisation_id"].pick(context.vocabulary.target("organisation").by_code["HND"][0].key)
    row.editors["content"].set_text("Nội dung mới đề xuất")
    row.editors["content"].edited.emit()
    with qtbot.waitSignal(page.record.did, timeout=PATIENCE_MS):
        page.record.save()
    assert len(page.record.grids[TASK_PROPOSAL.name].rows) == rows + 1
    assert _count(context, TaskProposal, TaskProposal.content == "Nội dung mới đề xuất",
                  TaskProposal.decision == "CHO") == 1  # fmt: skip


def test_progress_is_typed_by_keyboard_and_kept_in_one_act(context: Context, qtbot: QtBot, told: Told) -> None:
    family = _family(plan_page.make, context, qtbot)
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
    with context.database.reading() as session:
        done = {t.id: t for t in tasks(session, 2024)}[first.line.id]
    assert (done.state, done.finished_on) == ("XONG", TODAY)
    assert not page.grid.dirty


def test_leaving_typed_progress_is_asked_about(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = _family(plan_page.make, context, qtbot)
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


def test_a_year_shows_the_tasks_behind_its_figures(context: Context, qtbot: QtBot, told: Told) -> None:
    family = _family(plan_page.make, context, qtbot)
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


def test_last_years_rest_is_offered_for_the_next_plan(context: Context, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert not CarryDialog(context, 2024, parent).strong.isEnabled()
    dialog = CarryDialog(context, 2025, parent)
    with qtbot.waitSignal(dialog.act_done, timeout=PATIENCE_MS):
        dialog.try_it()
    with context.database.reading() as session:
        assert len(tasks(session, 2025)) > 10


def _tree(context: Context, qtbot: QtBot) -> tuple[KindPage, SectionTree]:
    page = _kind_page(_family(plan_page.make, context, qtbot), PROGRAMME)
    wanted = _listed(page, qtbot)
    page.open_record(wanted[0], wanted)
    grid = page.record.grids[PROGRAMME_SECTION.name]
    assert isinstance(grid, SectionTree)
    return page, grid


def _codes(context: Context) -> list[tuple[str, str | None, str]]:
    with context.database.reading() as session:
        current = programme_queries.current(session, TODAY)
        assert current is not None
        return [(s.code, s.parent, s.title) for s in programme_queries.sections(session, current)]


def test_the_tree_is_moved_extended_and_kept(context: Context, qtbot: QtBot) -> None:
    page, grid = _tree(context, qtbot)
    before = _codes(context)
    grid.tree.setCurrentItem(grid._items[id(grid.rows[3])])
    assert grid.current is grid.rows[3]
    grid.shift(-1)
    row = grid.add_below()
    assert row is not None
    row.editors["title"].set_text("Mục con mới")
    with qtbot.waitSignal(page.record.did, timeout=PATIENCE_MS):
        page.record.save()
    after = _codes(context)
    assert [a[0] for a in after] == ["I", "II", "II.1", "II.1.1", "II.2", "II.3", "II.4", "III", "III.1", "III.2",
                                    "III.3"]  # fmt: skip
    assert after[2][2] == before[3][2]
    assert after[4][2] == before[2][2]
    assert after[3] == ("II.1.1", "II.1", "Mục con mới")


def test_a_section_with_others_under_it_stays(context: Context, qtbot: QtBot) -> None:
    _, grid = _tree(context, qtbot)
    grid.tree.setCurrentItem(grid._items[id(grid.rows[1])])
    assert not grid.drop_button.isEnabled()
    count = len(grid.rows)
    grid.drop_current()
    assert len(grid.rows) == count
    grid.tree.setCurrentItem(grid._items[id(grid.rows[-1])])
    grid.drop_current()
    assert len(grid.rows) == count - 1


def test_a_tree_left_unfinished_comes_back_as_a_tree(context: Context, qtbot: QtBot) -> None:
    page, grid = _tree(context, qtbot)
    texts = grid.texts()
    fresh = SectionTree(PROGRAMME.part(PROGRAMME_SECTION.name), context.place())
    qtbot.addWidget(fresh)
    for row in texts:
        fresh.put_back(row)
    assert [t["parent"] for t in fresh.texts()] == [t["parent"] for t in texts]
    assert [t["code"] for t in fresh.texts()] == [t["code"] for t in texts]
    assert isinstance(grid, PartGrid)
    assert not page.record.dirty


def test_the_text_is_read_as_of_a_day_and_the_next_period_begins(context: Context, qtbot: QtBot, told: Told) -> None:
    with context.database.reading() as session:
        current = programme_queries.current(session, TODAY)
    assert current is not None
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = OnDayDialog(context, current, parent)
    assert "II.4. Phối hợp thực hiện hoạt động giám sát" in dialog.text.toPlainText()
    dialog.day.set_text("không phải ngày")
    dialog.show_day()
    assert dialog.wrong.text()
    made = begin_next_period(context, parent, [current])
    assert told.opened == [(PROGRAMME.name, made)]
    assert begin_next_period(context, parent, [current]) is None
    assert "Đã có Chương trình" in told.troubles[-1].message


def test_conclusions_are_looked_at_in_the_newest_meeting(context: Context, qtbot: QtBot, told: Told) -> None:
    card = opening(context)
    assert card is not None
    qtbot.addWidget(card)
    with context.database.reading() as session:
        newest = session.scalars(select(JointMeeting.id).order_by(JointMeeting.held_on.desc())).first()
        waiting = open_items(session, TODAY)
    assert newest is not None
    assert len(waiting) == 4
    family = _family(meeting_page.make, context, qtbot)
    page = _kind_page(family, JOINT_MEETING)
    dialog = begin_look(context, page, [newest])
    assert isinstance(dialog, LookAtDialog)
    row = dialog.grid.rows[-1]
    row.editors["state"].pick("XONG")
    row.editors["result"].set_text("Đã xong tại kỳ họp")
    with qtbot.waitSignal(dialog.act_done, timeout=PATIENCE_MS):
        dialog.try_it()
    assert told.toasts[-1].startswith("Đã kiểm điểm")
    with context.database.reading() as session:
        (seen,) = (i for i in open_items(session, TODAY, newest) if i.id == row.line.id)
    assert (seen.state, seen.looked_at, seen.result) == ("XONG", newest, "Đã xong tại kỳ họp")


def test_chosen_districts_are_written_down_as_signed(context: Context, qtbot: QtBot, told: Told) -> None:
    family = _family(meeting_page.make, context, qtbot)
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
    assert _count(context, LocalProgramme, LocalProgramme.signed_on == date(2024, 3, 12)) == 2
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
    kind: Kind[Any], words: str, context: Context, qtbot: QtBot
) -> None:
    page = _kind_page(_family(meeting_page.make, context, qtbot), kind)
    told = []
    for record in _listed(page, qtbot):
        page.open_record(record)
        told += [label.text() for label in page.record.side.findChildren(QLabel) if label.property("role") == "warning"]
    assert any(words in t for t in told)
