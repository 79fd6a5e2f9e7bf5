"""The page of every kind: entered, listed, opened, changed, its parts kept, taken back, offered again after a crash."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mttq_desktop.errors import Refused, Trouble
from mttq_desktop.fields import Coded, Day, Vocabulary
from mttq_desktop.queries.listing import Filter, ids, part_ids
from mttq_desktop.records.dialogues import DIALOGUE, DIALOGUE_ITEM
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.plans import JOINT_TASK
from mttq_desktop.records.register import KINDS, owner_of
from mttq_desktop.records.supervisions import SUPERVISION, SUPERVISION_MEMBER
from mttq_desktop.services.acts import last_undoable, undo
from mttq_desktop.services.records import trash_records
from mttq_desktop.store.database import Database
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.jobs import Jobs
from mttq_desktop.ui.pages.kind_look import Act, Look
from mttq_desktop.ui.pages.kind_page import KindPage
from mttq_desktop.ui.pages.kind_record import KindRecord
from mttq_desktop.ui.part_grid import DAY_WIDTH
from mttq_desktop.ui.table_paint import pill_column
from mttq_desktop.ui.theme import base_font
from tests.every_kind.test_round_trips import samples, typed

TODAY = date(2024, 4, 5)
PATIENCE_MS = 10_000
ENTERED = [k for k in KINDS if not k.catalogue and owner_of(k) is None and not k.name.startswith("petition")]


class Told:
    """A shell that remembers what pages asked of it."""

    def __init__(self) -> None:
        self.toasts: list[str] = []
        self.troubles: list[Trouble] = []

    def open_record(self, kind: Kind[Any], record_id: int, among: Sequence[int] = ()) -> None:
        """Not asked in these tests."""

    def show_page(self, key: str, **args: object) -> None:
        """Not asked in these tests."""

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """What was done."""
        self.toasts.append(text)

    def explain(self, trouble: Trouble) -> None:
        """What went wrong."""
        self.troubles.append(trouble)


@pytest.fixture
def context(store: Database, dressed: QApplication) -> Iterator[Context]:
    """Pages over a data file with its catalogues."""
    jobs = Jobs()
    yield Context(store, jobs, lambda: TODAY, Told())
    assert jobs.stop()


def _page(context: Context, kind: Kind[Any], qtbot: QtBot) -> KindPage:
    page = KindPage(context, Look(kind))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.opened()
    return page


def _fill(page: KindPage, words: Vocabulary) -> None:
    given = {n: v for n, v in samples(page.kind, words).items() if v is not None}
    texts = typed(page.kind, given, words)
    keyed = {n: v for n, v in given.items() if hasattr(page.kind.field(n), "lookup")}
    page.record.form.set_values(texts, keyed)
    page.record.form.dirty = True


def _begun(context: Context, kind: Kind[Any], words: Vocabulary, qtbot: QtBot) -> KindPage:
    """A new record, its fields filled in."""
    page = _page(context, kind, qtbot)
    page.add_new()
    _fill(page, words)
    return page


def _saved(record: KindRecord, qtbot: QtBot) -> None:
    with qtbot.waitSignal(record.did, timeout=PATIENCE_MS):
        record.save()


@pytest.mark.parametrize("kind", ENTERED, ids=lambda k: k.name)
def test_a_record_is_entered_listed_and_opened_again(
    kind: Kind[Any], context: Context, vocabulary: Vocabulary, qtbot: QtBot
) -> None:
    page = _begun(context, kind, vocabulary, qtbot)
    _saved(page.record, qtbot)
    assert page.record.facts is not None
    wanted = page.record.facts.id
    page.show_list()
    page.list.show_every_period(True)
    qtbot.waitUntil(lambda: wanted in page.list.table.model.ids, timeout=PATIENCE_MS)
    page.open_record(wanted, page.list.table.model.ids)
    shown = page.record.draft()
    assert shown.errors == ()
    assert not page.record.dirty
    qtbot.waitUntil(lambda: len(page.record.side.changes.entries) == 1, timeout=PATIENCE_MS)


@pytest.mark.parametrize("kind", ENTERED, ids=lambda k: k.name)
def test_no_title_of_a_column_is_cut(context: Context, qtbot: QtBot, kind: Kind[Any]) -> None:
    page = _page(context, kind, qtbot)
    table = page.list.table
    view, header, metrics = table.view, table.view.horizontalHeader(), QFontMetrics(base_font(bold=True))
    for i, column in enumerate(table.model.columns):
        beside = 18 + (16 if table.model.sort_key == column.key else 0)
        room = QRect(0, 0, header.sectionSize(i) - beside, 10_000)
        taken = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), column.title)
        assert view.isColumnHidden(i) or (taken.width() <= room.width() and taken.height() <= header.height()), column


def test_a_hint_stands_whole_in_the_narrowest_column(qapp: QApplication) -> None:
    metrics, calendar, around = QFontMetrics(base_font()), 24, 20
    hints = {s.field.hint for k in KINDS for s in k.shown.values() if isinstance(s.field, Day)}
    room = DAY_WIDTH - calendar - around
    assert {hint for hint in hints if metrics.horizontalAdvance(hint) > room} == set()


def test_a_new_form_goes_on_to_the_next_and_a_stored_one_is_saved(
    context: Context, vocabulary: Vocabulary, qtbot: QtBot
) -> None:
    page = _begun(context, DIALOGUE, vocabulary, qtbot)
    record = page.record
    shown = [b for b in (record.save_button, record.next_button) if b.isVisible()]
    assert [b.property("strong") for b in shown] == [False, True]
    _saved(record, qtbot)
    shown = [b for b in (record.save_button, record.next_button) if b.isVisible()]
    assert [b.property("strong") for b in shown] == [True]


def test_the_first_wrong_field_is_seen_wherever_the_form_was_scrolled_to(
    context: Context, vocabulary: Vocabulary, qtbot: QtBot
) -> None:
    page = _begun(context, SUPERVISION, vocabulary, qtbot)
    _saved(page.record, qtbot)
    form, bar = page.record.form, page.record.form.verticalScrollBar()
    assert " › " in page.title
    bar.setValue(bar.maximum())
    page.add_new()
    assert (bar.value(), page.title) == (0, SUPERVISION.title)
    bar.setValue(bar.maximum())
    page.record.save()
    assert form.focusWidget() is form.editor("content").box
    assert not form.editor("content").visibleRegion().isEmpty()


def test_what_is_written_in_another_form_says_in_which(context: Context, qtbot: QtBot) -> None:
    page = _page(context, DIALOGUE_ITEM, qtbot)
    page.add_new()
    assert page.current is page.list
    assert isinstance(context.shell, Told)
    assert "hội nghị đối thoại" in context.shell.troubles[0].advice


def test_a_record_in_the_trash_says_so_and_is_taken_back(
    context: Context, vocabulary: Vocabulary, qtbot: QtBot
) -> None:
    page = _begun(context, JOINT_TASK, vocabulary, qtbot)
    _saved(page.record, qtbot)
    assert page.record.facts is not None
    wanted = page.record.facts.id
    trash_records(context.database, JOINT_TASK, [wanted])
    page.open_record(wanted)
    back = next(b for b in page.record.side.findChildren(QPushButton) if b.text() == "Lấy lại từ thùng rác")
    with qtbot.waitSignal(page.record.did, timeout=PATIENCE_MS):
        back.click()
    page.open_record(wanted)
    assert not page.record.facts.deleted
    assert page.record.form.isEnabled()


def test_a_day_nobody_knows_yet_is_left_empty(context: Context, qtbot: QtBot) -> None:
    page = _page(context, JOINT_TASK, qtbot)
    page.add_new()
    assert page.record.form.values()["ends_on"] == ""


def test_members_of_a_team_are_kept_with_it_and_counted(
    context: Context, vocabulary: Vocabulary, qtbot: QtBot
) -> None:
    page = _begun(context, SUPERVISION, vocabulary, qtbot)
    grid = page.record.grids[SUPERVISION_MEMBER.name]
    for name, role in (("Trần Văn Mẫu", "TRD"), ("Lê Thị Thử", "TV")):
        row = grid.add_row()
        row.editors["name"].set_text(name)
        row.editors["title"].set_text("Phó Chủ tịch")
        row.editors["role"].pick(role)
    _saved(page.record, qtbot)
    facts = page.record.facts
    assert facts is not None
    assert [v["name"] for _, v in facts.parts[SUPERVISION_MEMBER.name]] == ["Trần Văn Mẫu", "Lê Thị Thử"]
    assert facts.values["heads"] == 1
    grid.remove(grid.rows[0])
    _saved(page.record, qtbot)
    facts = page.record.facts
    assert facts is not None
    assert facts.values["heads"] == 0
    with context.database.reading() as session:
        done = last_undoable(session)
    assert done is not None
    undo(context.database, done.id)
    with context.database.reading() as session:
        assert len(part_ids(session, SUPERVISION.part(SUPERVISION_MEMBER.name), facts.id)) == 2


def test_a_row_in_trouble_is_told_below_it_and_nothing_is_written(
    context: Context, vocabulary: Vocabulary, qtbot: QtBot
) -> None:
    page = _begun(context, DIALOGUE, vocabulary, qtbot)
    row = page.record.grids[DIALOGUE_ITEM.name].add_row()
    row.editors["field"].set_text("lĩnh vực không có")
    page.record.save()
    assert row.below.isVisibleTo(page)
    assert "nội dung ý kiến" in row.below.text()
    assert row.editors["field"].box.property("problem") == "error"
    with context.database.reading() as session:
        assert list(ids(session, DIALOGUE, Filter())) == []


def test_a_step_that_is_not_allowed_says_what_is_missing(
    context: Context, vocabulary: Vocabulary, qtbot: QtBot
) -> None:
    page = _begun(context, SUPERVISION, vocabulary, qtbot)
    for name in ("recommended_on", "letter_number", "concluded_on", "conclusion_number", "reported_on"):
        page.record.form.set_value(name, "")
    _saved(page.record, qtbot)
    assert page.record.facts is not None
    assert SUPERVISION.steps is not None
    states = SUPERVISION.steps.states
    why = SUPERVISION.steps.flow.refusal(states("LV"), states("HT"), page.record.facts.values)
    assert "báo cáo kết quả" in why


def test_what_was_typed_is_offered_after_a_crash(context: Context, vocabulary: Vocabulary, qtbot: QtBot) -> None:
    page = _page(context, DIALOGUE, qtbot)
    page.add_new()
    page.record.form.set_value("topic", "Đối thoại về đất đai")
    row = page.record.grids[DIALOGUE_ITEM.name].add_row()
    row.editors["content"].set_text("Sửa đường liên thôn")
    page.record.form.dirty = True
    page.record.drafts.keep(None)
    page.record.drafts.wait()
    again = _page(context, DIALOGUE, qtbot)
    assert again.banner.isVisibleTo(again)
    again.add_new()
    assert again.record.form.editor("topic").text() == "Đối thoại về đất đai"
    assert again.record.grids[DIALOGUE_ITEM.name].rows[0].editors["content"].text() == "Sửa đường liên thôn"
    again.record.throw_away()
    again.record.drafts.wait()
    third = _page(context, DIALOGUE, qtbot)
    assert not third.banner.isVisibleTo(third)


def test_what_stands_in_the_way_of_an_act_is_told(context: Context, qtbot: QtBot) -> None:
    def refuse(*_: object) -> None:
        raise Refused("Các ý kiến này đã được trả lời.", "Chọn ý kiến còn để ngỏ.")

    page = _page(context, DIALOGUE, qtbot)
    Act("refuse", "Làm", refuse).run(context, page, [1])
    shell = context.shell
    assert isinstance(shell, Told)
    assert [t.message for t in shell.troubles] == ["Các ý kiến này đã được trả lời."]


@pytest.mark.parametrize("kind", [k for k in ENTERED if k.state is not None], ids=lambda k: k.name)
def test_states_stand_whole_in_their_column_and_in_sight(kind: Kind[Any], context: Context, qtbot: QtBot) -> None:
    page = _page(context, kind, qtbot)
    source = page.list.make_source(Filter())
    field = kind.field(kind.state or "")
    assert isinstance(field, Coded)
    (column,) = [c for c in source.columns if c.key == kind.state]
    labels = [e.label for e in field.lookup(context.vocabulary).entries]
    assert not [label for label in labels if pill_column([label]) > column.width]
    assert not column.hidden
