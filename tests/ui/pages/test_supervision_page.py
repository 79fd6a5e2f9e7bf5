"""Giám sát and Phản biện: the plan of the year, recommendations acted on, cards beside the records, figures."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from mttq_desktop.errors import Trouble
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.listing import Filter, ids
from mttq_desktop.queries.supervisions import plan
from mttq_desktop.records.criticism import SOCIAL_CRITICISM
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.recommendations import RECOMMENDATION, Recommendation, Stage
from mttq_desktop.records.supervisions import SUPERVISION, Supervision
from mttq_desktop.rules.chain import Standing
from mttq_desktop.rules.period import Period
from mttq_desktop.services.acts import last_undoable, undo
from mttq_desktop.services.practice_duties import criticism, fill_duties, supervision
from mttq_desktop.store.database import Database
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.jobs import Jobs
from mttq_desktop.ui.pages import criticism_page, supervision_page
from mttq_desktop.ui.pages.chain_card import ChainCard
from mttq_desktop.ui.pages.criticism_acts import SentDialog, TakenDialog, begin_sent, begin_taken
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_page import KindPage
from mttq_desktop.ui.pages.people_totals import PeopleTotalsPage
from mttq_desktop.ui.pages.recommendation_acts import (
    AgainDialog,
    AnswerDialog,
    RemindDialog,
    SendDialog,
    begin_again,
    begin_answer,
    begin_reminder,
    begin_send,
    remind_all,
)
from mttq_desktop.ui.pages.recommendation_cards import FromSourceCard, RecommendationCard
from mttq_desktop.ui.pages.supervision_plan import SupervisionPlanPage
from mttq_desktop.ui.pages.supervision_plan_acts import AdjustDialog, CancelDialog, begin_adjust, begin_cancel

TODAY = date(2024, 4, 5)
PATIENCE_MS = 10_000


class Told:
    """A shell that remembers what pages asked of it."""

    def __init__(self) -> None:
        self.toasts: list[str] = []
        self.troubles: list[Trouble] = []
        self.opened: list[tuple[Kind[Any], int]] = []
        self.shown: list[tuple[str, dict[str, object]]] = []

    def open_record(self, kind: Kind[Any], record_id: int, among: Sequence[int] = ()) -> None:
        """Which record was asked for."""
        self.opened.append((kind, record_id))

    def show_page(self, key: str, **args: object) -> None:
        """Which page was asked for."""
        self.shown.append((key, args))

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """What was done."""
        self.toasts.append(text)

    def explain(self, trouble: Trouble) -> None:
        """What went wrong."""
        self.troubles.append(trouble)


@pytest.fixture(scope="module")
def filled(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file with the practice supervisions and drafts, made once for these tests."""
    path = tmp_path_factory.mktemp("supervision") / empty_store.name
    path.write_bytes(empty_store.read_bytes())
    database = Database.open(path, "người thử")
    with database.reading() as session:
        words = read_vocabulary(session)
    with database.writing("practice", "Nạp") as writing:
        fill_duties(writing, words, 2024, TODAY, (supervision.fill, criticism.fill))
    database.close()
    return path


@pytest.fixture
def context(filled: Path, tmp_path: Path, dressed: QApplication) -> Iterator[Context]:
    """Pages over a copy of that data file."""
    path = tmp_path / filled.name
    path.write_bytes(filled.read_bytes())
    database, jobs = Database.open(path, "người thử"), Jobs()
    yield Context(database, jobs, lambda: TODAY, Told())
    assert jobs.stop()
    database.close()


def told(context: Context) -> Told:
    assert isinstance(context.shell, Told)
    return context.shell


def family(context: Context, make: Callable[[Context], FamilyPage], qtbot: QtBot) -> FamilyPage:
    page = make(context)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.set_period(Period(2024, "Q1"))
    page.show()
    page.opened()
    return page


def some(context: Context, of: Kind[Any], **equals: object) -> list[int]:
    with context.database.reading() as session:
        return sorted(ids(session, of, Filter(equals={n: (v,) for n, v in equals.items()})))  # type: ignore[misc]


def stages(context: Context, wanted: Sequence[int]) -> list[str]:
    with context.database.reading() as session:
        return [session.get_one(Recommendation, i).stage for i in wanted]


def shown_plan(page: FamilyPage, qtbot: QtBot) -> SupervisionPlanPage:
    page.choose("plan")
    found = page.current
    assert isinstance(found, SupervisionPlanPage)
    qtbot.waitUntil(lambda: found.plan is not None and len(found.table.model.ids) > 0, timeout=PATIENCE_MS)
    return found


# ── the plan of the year ─────────────────────────────────────────────────────


def test_a_figure_of_the_plan_shows_its_supervisions(context: Context, qtbot: QtBot) -> None:
    page = shown_plan(family(context, supervision_page.make, qtbot), qtbot)
    assert page.plan is not None
    assert "31/12/2024 (NQLT 403/2017, Điều 3.3)" in page.remark.text()
    assert page.heading.text() == "Kế hoạch giám sát năm 2024"
    matrix, chair = page.matrix, page.plan.chairs[0]
    for column, figure in enumerate(matrix.figures, 1):
        cell = matrix.item(0, column)
        assert cell is not None
        assert (cell.text() or "0") == str(len(figure.ids(page.plan, chair)))
    column = 1 + [f.title for f in matrix.figures].index("Quý II")
    matrix.setCurrentCell(0, column)
    wanted = page.plan.ids(chair, quarter=2)
    qtbot.waitUntil(lambda: sorted(page.table.model.ids) == sorted(wanted), timeout=PATIENCE_MS)
    assert page.shown.text() == f"Ủy ban MTTQ Việt Nam tỉnh · Quý II/2024 – {len(wanted)} cuộc"
    page.table.sort_by("chair_id")
    page.whole.click()
    qtbot.waitUntil(lambda: len(page.table.model.ids) == len(page.plan.rows if page.plan else ()), timeout=PATIENCE_MS)
    page.open_record(wanted[0])
    page.add_new()
    assert told(context).opened == [(SUPERVISION, wanted[0])]
    assert told(context).shown[0][0] == "supervision"


def test_what_is_not_done_is_copied_from_the_page(context: Context, qtbot: QtBot) -> None:
    page = shown_plan(family(context, supervision_page.make, qtbot), qtbot)
    assert page.plan is not None
    left = len(page.plan.unfinished)
    assert page.carry.text() == f"Chép {left} cuộc chưa xong sang 2025"
    menu = QMenu(page)
    page.table.view.selectRow(0)
    page.fill_menu(menu)
    assert "Hủy khỏi kế hoạch…" in [a.text() for a in menu.actions()]
    page.carry.click()
    qtbot.waitUntil(lambda: bool(told(context).toasts), timeout=PATIENCE_MS)
    with context.database.reading() as session:
        assert len(plan(session, 2025).rows) == left
    page.turn(1)
    qtbot.waitUntil(lambda: page.heading.text().endswith("2025"), timeout=PATIENCE_MS)
    page.turn(1)
    qtbot.waitUntil(lambda: page.heading.text().endswith("2026"), timeout=PATIENCE_MS)
    assert not page.carry.isEnabled()


def test_the_plan_is_changed_and_left_only_with_a_reason(context: Context, qtbot: QtBot) -> None:
    (chosen, *_) = some(context, SUPERVISION, state="KH")
    page = family(context, supervision_page.make, qtbot)
    dialog = begin_adjust(context, page, [chosen])
    assert isinstance(dialog, AdjustDialog)
    dialog.try_it()
    assert told(context).toasts == []
    dialog.form.set_value("timing", "Quý IV")
    dialog.form.set_value("plan_reason", "Dời do mưa lũ")
    with qtbot.waitSignal(dialog.act_done, timeout=PATIENCE_MS):
        dialog.try_it()
    second = begin_cancel(context, page, [chosen])
    assert isinstance(second, CancelDialog)
    second.form.set_value("plan_reason", "Trùng thanh tra")
    with qtbot.waitSignal(second.act_done, timeout=PATIENCE_MS):
        second.try_it()
    with context.database.reading() as session:
        row = session.get_one(Supervision, chosen)
        assert (row.timing, row.state, row.plan_reason) == ("Quý IV", "HUY", "Trùng thanh tra")


# ── recommendations ──────────────────────────────────────────────────────────


def test_recommendations_of_every_source_and_year_stand_on_one_page(context: Context, qtbot: QtBot) -> None:
    page = family(context, supervision_page.make, qtbot)
    page.choose(RECOMMENDATION.name)
    found = page.current
    assert isinstance(found, KindPage)
    every = some(context, RECOMMENDATION)
    qtbot.waitUntil(lambda: len(found.list.table.model.ids) == len(every), timeout=PATIENCE_MS)
    for stage in Stage:
        found.list.choose_view(stage.name.lower())
        wanted = some(context, RECOMMENDATION, stage=stage.value)
        qtbot.waitUntil(lambda w=wanted: sorted(found.list.table.model.ids) == w, timeout=PATIENCE_MS)  # type: ignore[misc]
        assert wanted
    offers = {a.key: fitting for a, fitting in found.list.offers(every)}
    assert sorted(offers["remind"]) == some(context, RECOMMENDATION, stage="CHO")
    assert sorted(offers["send"]) == some(context, RECOMMENDATION, stage="NHAP")


def test_sent_urged_answered_and_looked_at_again_from_dialogs(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    page = family(context, supervision_page.make, qtbot)
    (draft,) = some(context, RECOMMENDATION, stage="NHAP")
    sending = begin_send(context, page, [draft])
    assert isinstance(sending, SendDialog)
    sending.form.set_value("sent_on", "1/3/2024")
    with qtbot.waitSignal(sending.act_done, timeout=PATIENCE_MS):
        sending.try_it()
    urging = begin_reminder(context, page, [draft])
    assert isinstance(urging, RemindDialog)
    urging._take(0, urging.heads()[4].edit, "99/MTTQ-BTT")  # type: ignore[arg-type]
    urging._take(0, urging.heads()[5].edit, "1/1/2024")  # type: ignore[arg-type]
    assert "trước ngày đôn đốc" in urging.trouble.text()
    urging._take(0, urging.heads()[5].edit, "20/4/2024")  # type: ignore[arg-type]
    urging._take(0, urging.heads()[6].edit, "Ủy ban Trung ương")  # type: ignore[arg-type]
    urging.folder = tmp_path
    with qtbot.waitSignal(urging.act_done, timeout=PATIENCE_MS):
        urging.try_it()
    with context.database.reading() as session:
        row = session.get_one(Recommendation, draft)
        assert (row.reminders, row.answer_due_on, row.escalated_on) == (1, date(2024, 4, 20), TODAY)
    assert [p.name[:14] for p in tmp_path.glob("*.docx")] == ["99-MTTQ-BTT Cô"]
    answering = begin_answer(context, page, [draft])
    assert isinstance(answering, AnswerDialog)
    answering.form.editor("result").pick("KTT")
    answering.try_it()
    qtbot.waitUntil(answering.trouble.isVisible, timeout=PATIENCE_MS)
    assert "giải trình" in answering.trouble.text()
    answering.form.editor("result").pick("DANG")
    with qtbot.waitSignal(answering.act_done, timeout=PATIENCE_MS):
        answering.try_it()
    again = begin_again(context, page, [draft])
    assert isinstance(again, AgainDialog)
    again.form.editor("result").pick("XONG")
    again.form.set_value("again_note", "Đã mở khám thứ Bảy")
    with qtbot.waitSignal(again.act_done, timeout=PATIENCE_MS):
        again.try_it()
    assert stages(context, [draft]) == ["XONG"]
    assert len(told(context).toasts) == 4


def test_all_that_is_late_is_urged_in_one_act_and_taken_back(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    page = family(context, supervision_page.make, qtbot)
    dialog = remind_all(context, page)
    assert isinstance(dialog, RemindDialog)
    late = [i for letter in dialog.letters for i in letter.ids]
    assert late
    dialog.folder = tmp_path
    assert len({x.authority_id for x in dialog.letters}) == len(dialog.letters)
    assert all("Đã được gửi Mặt trận cấp trên" in " ".join(dialog.why(x)[1]) for x in dialog.letters)
    with qtbot.waitSignal(dialog.act_done, timeout=PATIENCE_MS):
        dialog.try_it()
    assert "Đã đôn đốc" in told(context).toasts[0]
    assert len(list(tmp_path.rglob("*.docx"))) == len(dialog.letters)
    empty = remind_all(context, page)
    assert isinstance(empty, RemindDialog)
    assert empty.letters == []
    assert "Không có cơ quan nào" in empty.about.text()
    empty.reject()
    with context.database.reading() as session:
        done = last_undoable(session)
    assert done is not None
    undo(context.database, done.id)
    again = remind_all(context, page)
    assert isinstance(again, RemindDialog)
    assert [i for letter in again.letters for i in letter.ids] == late
    again.reject()


def test_source_and_recommendation_lead_to_each_other(context: Context, qtbot: QtBot) -> None:
    page = family(context, supervision_page.make, qtbot)
    with context.database.reading() as session:
        owner = session.query(Supervision).filter_by(number="GS-2023-03").one().id
    page.go(SUPERVISION, record=owner)
    found = page.current
    assert isinstance(found, KindPage)
    card = found.record.side.findChild(FromSourceCard)
    assert card is not None
    marks = [card.mark(f).text for f in card.found]
    assert "Xong" in marks
    assert "Không tiếp thu" in marks
    assert any(m.startswith("Quá hạn") for m in marks)
    card.open(card.found[0].id)
    assert told(context).opened == [(RECOMMENDATION, card.found[0].id)]
    urged = next(f.id for f in card.found if card.mark(f).text.startswith("Quá hạn"))
    page.go(RECOMMENDATION, record=urged)
    other = page.current
    assert isinstance(other, KindPage)
    back = other.record.side.findChild(RecommendationCard)
    assert back is not None
    back.open_source()
    assert told(context).opened[-1] == (SUPERVISION, owner)


# ── cards, figures, criticism ────────────────────────────────────────────────


def test_the_chain_stands_beside_a_supervision(context: Context, qtbot: QtBot) -> None:
    page = family(context, supervision_page.make, qtbot)
    with context.database.reading() as session:
        ident = session.query(Supervision).filter_by(number="GS-2024-04").one().id
    page.go(SUPERVISION, record=ident)
    found = page.current
    assert isinstance(found, KindPage)
    card = found.record.side.findChild(ChainCard)
    assert card is not None
    assert [x.standing for x in card.links[:4]] == [Standing.DONE, Standing.DONE, Standing.LATE, Standing.LATER]
    assert card.links[5].missing == "ngày kết thúc làm việc"
    assert found.record.side.findChildren(ChainCard) == [card]


def test_people_s_boards_are_summed_under_their_districts(context: Context, qtbot: QtBot) -> None:
    page = family(context, supervision_page.make, qtbot)
    page.choose("people_totals")
    found = page.current
    assert isinstance(found, PeopleTotalsPage)
    qtbot.waitUntil(lambda: len(found.rows) == 18, timeout=PATIENCE_MS)
    total = found.table.item(18, 2)
    assert total is not None
    assert total.text() == str(sum(r.of("times") for r in found.rows))
    assert "chưa có số liệu" in found.remark.text()
    page.set_period(Period(2022, "Q1"))
    qtbot.waitUntil(lambda: found.rows == () and found.table.rowCount() == 0, timeout=PATIENCE_MS)
    assert "Chưa có số liệu" in found.remark.text()


def test_criticism_and_plain_comments_are_counted_apart(context: Context, qtbot: QtBot) -> None:
    page = family(context, criticism_page.make, qtbot).current
    assert isinstance(page, KindPage)
    page.list.show_every_period(True)
    for view, code in (("criticism", "PB"), ("comment", "GY")):
        page.list.choose_view(view)
        wanted = some(context, SOCIAL_CRITICISM, kind=code)
        qtbot.waitUntil(lambda w=wanted: sorted(page.list.table.model.ids) == w, timeout=PATIENCE_MS)  # type: ignore[misc]
    waiting = some(context, SOCIAL_CRITICISM, kind="PB", stage="CHO")
    page.list.choose_view("waiting")
    qtbot.waitUntil(lambda: sorted(page.list.table.model.ids) == waiting, timeout=PATIENCE_MS)


def test_a_late_draft_warns_and_the_five_points_are_counted(context: Context, qtbot: QtBot) -> None:
    page = family(context, criticism_page.make, qtbot).current
    assert isinstance(page, KindPage)
    with context.database.reading() as session:
        late = session.query(SOCIAL_CRITICISM.record).filter_by(number="PB-2024-02").one().id
    page.open_record(late)
    said = " ".join(label.text() for label in page.record.side.findChildren(type(page.record.remark)))
    assert "Dự thảo đến chậm 8 ngày" in said
    assert "đã ghi 3/5" in said
    assert "5 ý kiến: 0 tiếp thu" in said
    taking = begin_taken(context, page, [late])
    assert isinstance(taking, TakenDialog)
    taking.form.editor("result").pick("TT1P")
    with qtbot.waitSignal(taking.act_done, timeout=PATIENCE_MS):
        taking.try_it()
    (gathering, *_) = some(context, SOCIAL_CRITICISM, stage="LAYYK")
    sending = begin_sent(context, page, [gathering])
    assert isinstance(sending, SentDialog)
    with qtbot.waitSignal(sending.act_done, timeout=PATIENCE_MS):
        sending.try_it()
    assert late in some(context, SOCIAL_CRITICISM, stage="TRALOI")
    assert gathering in some(context, SOCIAL_CRITICISM, stage="CHO")


def test_practice_records_stand_in_every_state(context: Context, vocabulary: Vocabulary) -> None:
    assert SUPERVISION.steps is not None
    states = {s.value for s in SUPERVISION.steps.states if some(context, SUPERVISION, state=s.value)}
    assert states == {s.value for s in SUPERVISION.steps.states} - {"KN"}
    assert all(some(context, RECOMMENDATION, stage=s.value) for s in Stage)
    assert {e.key for e in vocabulary.codes["supervision_form"].entries if some(context, SUPERVISION, form=e.key)} == {
        "HT1", "HT2", "HT3", "HT4",
    }  # fmt: skip
