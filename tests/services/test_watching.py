"""The office's watch: what is late, due and missing, in the order of its days, and as things to do."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.board import Sending
from mttq_desktop.queries.watch import Chart, Kept, Slice, behind, counts
from mttq_desktop.rules.period import Period
from mttq_desktop.services.petitions.batches import Cover, board, record_batch, record_none_to_report
from mttq_desktop.services.petitions.reminding import plan_reminders, remind
from mttq_desktop.services.petitions.replies import record_reply
from mttq_desktop.services.reports import write_report
from mttq_desktop.services.watching import Task, TaskKind, tasks, to_do, watch
from mttq_desktop.store.database import Database
from tests.makers import an_answer, authority, forwarded, petitions, read

Q1 = Period(2024, "Q1")
TODAY = date(2024, 4, 5)
ROADS = "Sở Giao thông vận tải"


def _tasks(store: Database, vocabulary: Vocabulary, today: date = TODAY, *kinds: TaskKind) -> list[Task]:
    with store.reading() as session:
        found = tasks(session, vocabulary, Q1, today, board(session, Q1, today))
    return [t for t in found if not kinds or t.kind in kinds]


def test_late_answers_come_first_and_say_since_when(store: Database, vocabulary: Vocabulary) -> None:
    late = forwarded(store, vocabulary, 2, date(2024, 2, 26), ROADS, date(2024, 3, 27))
    soon = forwarded(store, vocabulary, 1, date(2024, 3, 8), ROADS, date(2024, 4, 9))
    forwarded(store, vocabulary, 1, date(2024, 4, 4), ROADS, date(2024, 5, 6))

    found = _tasks(store, vocabulary, TODAY, TaskKind.PETITION)

    assert [(t.ids, t.due, t.days, t.late) for t in found] == [
        ((late[0],), date(2024, 3, 27), -9, True), ((late[1],), date(2024, 3, 27), -9, True),
        ((soon[0],), date(2024, 4, 9), 4, False),
    ]  # fmt: skip
    assert {t.who for t in found} == {"Sở GTVT"}


def test_late_answers_of_one_authority_are_one_reminder(store: Database, vocabulary: Vocabulary) -> None:
    late = forwarded(store, vocabulary, 2, date(2024, 2, 26), ROADS, date(2024, 3, 27))
    older = forwarded(store, vocabulary, 1, date(2024, 1, 26), ROADS, date(2024, 2, 26))
    alone = forwarded(store, vocabulary, 1, date(2024, 2, 26), "Sở Y tế", date(2024, 3, 28))

    done = to_do(_tasks(store, vocabulary, TODAY, TaskKind.PETITION))

    assert [(t.kind, t.who, t.ids) for t in done] == [
        (TaskKind.REMIND, "Sở GTVT", (*older, *late)), (TaskKind.REMIND, "Sở Y tế", tuple(alone)),
    ]  # fmt: skip
    assert done[0].text == "Đôn đốc 3 kiến nghị quá hạn, lâu nhất 39 ngày"
    assert done[1].text.startswith("Đôn đốc KN-2024-Q1-")


def test_a_promised_day_is_watched_and_an_answer_not_told_waits(store: Database, vocabulary: Vocabulary) -> None:
    ids = forwarded(store, vocabulary, 2, date(2024, 3, 1), ROADS)
    answer = an_answer(authority(vocabulary, ROADS), day=date(2024, 4, 1), reply_class="DX_LT",
                       expected_on=date(2024, 4, 8))  # fmt: skip
    record_reply(store, ids, answer, TODAY)

    promised = _tasks(store, vocabulary, TODAY, TaskKind.PROMISE)
    (telling,) = _tasks(store, vocabulary, TODAY, TaskKind.TELL)

    assert [(t.due, t.days, t.ids) for t in promised] == [(date(2024, 4, 8), 3, (i,)) for i in ids]
    assert (telling.who, telling.text, set(telling.ids)) == (
        "Hội Nông dân tỉnh", "Thông báo kết quả trả lời 2 kiến nghị", set(ids),
    )  # fmt: skip
    assert _tasks(store, vocabulary, TODAY - timedelta(days=5), TaskKind.PROMISE) == []


def test_silent_senders_are_missing_once_the_quarter_is_over(store: Database, vocabulary: Vocabulary) -> None:
    petitions(store, vocabulary, 2)
    assert _tasks(store, vocabulary, Q1.end, TaskKind.SENDER) == []

    before = _tasks(store, vocabulary, TODAY, TaskKind.SENDER)
    assert "Hội Nông dân tỉnh" not in {t.who for t in before}
    assert "Huyện Quế Sơn" in {t.who for t in before}
    assert {(t.text, t.due) for t in before} == {("Chưa gửi ý kiến, kiến nghị Quý I/2024", date(2024, 4, 5))}

    with store.reading() as session:
        senders = {s.name: s for s in board(session, Q1, TODAY).senders}
    record_none_to_report(store, Q1, senders["Huyện Quế Sơn"], Cover(date(2024, 4, 4), "12/BC-MTTQ"))
    record_batch(store, Q1, senders["Huyện Phú Ninh"], Cover(date(2024, 4, 9)))
    with store.reading() as session:
        after = {s.name: s for s in board(session, Q1, date(2024, 4, 10)).senders}
    assert (after["Huyện Quế Sơn"].state, after["Huyện Quế Sơn"].late) == (Sending.NONE, False)
    assert after["Huyện Phú Ninh"].late
    gone = {t.who for t in before} - {t.who for t in _tasks(store, vocabulary, TODAY, TaskKind.SENDER)}
    assert gone == {"Huyện Quế Sơn", "Huyện Phú Ninh"}


def test_the_quarterly_report_is_wanted_until_it_has_a_number(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    petitions(store, vocabulary, 1)
    assert len(_tasks(store, vocabulary, TODAY, TaskKind.REPORT)) == 1
    assert _tasks(store, vocabulary, Q1.end, TaskKind.REPORT) == []
    write_report(store, "D04", Q1, tmp_path / "bc.docx", TODAY)
    assert _tasks(store, vocabulary, TODAY, TaskKind.REPORT) == []


def test_what_was_done_since_the_last_look(store: Database, vocabulary: Vocabulary) -> None:
    with store.reading() as session:
        first = watch(session, vocabulary, Q1, TODAY, None)
    assert first.news == ()
    petitions(store, vocabulary, 1)
    with store.reading() as session:
        second = watch(session, vocabulary, Q1, TODAY, first.last_act)
        third = watch(session, vocabulary, Q1, TODAY, second.last_act)
    assert [n.what for n in second.news] == ["Thêm kiến nghị"]
    assert third.news == ()


@pytest.mark.parametrize(("days", "late"), [(None, False), (0, False), (-1, True)])
def test_late_is_past_the_day(days: int | None, late: bool) -> None:
    assert Task(TaskKind.REPORT, "", "", days=days).late is late


def test_the_chart_of_due_days_agrees_with_what_is_late_after_a_reminder(
    store: Database, vocabulary: Vocabulary
) -> None:
    (one,) = forwarded(store, vocabulary, 1, date(2024, 2, 1), ROADS)

    def bars() -> dict[str, int]:
        with store.reading() as session:
            return {c.key: c.n for c in counts(session, Chart.ON_TIME, Q1, TODAY)}

    assert bars() == {Kept.OVERDUE: 1}
    with store.reading() as session:
        letters = plan_reminders(session, TODAY)
    remind(store, letters)
    assert (read(store, one)[0].due_on or TODAY) > TODAY
    assert bars() == {Kept.WAITING: 1}
    with store.reading() as session:
        assert behind(session, Slice(Chart.ON_TIME, Kept.WAITING), Q1, TODAY) == (one,)
