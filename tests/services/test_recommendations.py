"""Recommendations sent, urged, answered, supervised again; their due days with reasons; all of it taken back."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.deadlines import of_record
from mttq_desktop.queries.listing import Filter, ids
from mttq_desktop.queries.recommendations import of_source, origin, unanswered
from mttq_desktop.records.catalogue import AUTHORITY, HOLIDAY
from mttq_desktop.records.criticism import SOCIAL_CRITICISM
from mttq_desktop.records.deadlines import DEADLINE_RULE, DeadlineRule
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.recommendations import RECOMMENDATION, Recommendation
from mttq_desktop.records.supervisions import SUPERVISION, Supervision
from mttq_desktop.rules.period import Period
from mttq_desktop.services.acts import last_undoable, undo
from mttq_desktop.services.catalogues import save_entry
from mttq_desktop.services.keeping import PartRow, amend, checked, keep
from mttq_desktop.services.recommendations import (
    Answer,
    Letter,
    plan_reminders,
    record_answer,
    remind,
    send,
    supervise_again,
)
from mttq_desktop.services.reports import write_report
from mttq_desktop.services.reports.sending import send_out, urging
from mttq_desktop.store.backup import check_ours
from mttq_desktop.store.database import Database
from mttq_desktop.text.dates import short
from mttq_desktop.text.days import Calendar
from tests.makers import authority, organisation

TODAY = date(2024, 4, 5)
SENT = date(2024, 3, 1)
SCHOOLS, ROADS = "Sở Giáo dục và Đào tạo", "Sở Giao thông vận tải"


def kept(store: Database, vocabulary: Vocabulary, bodies: tuple[str, ...] = (SCHOOLS,), **given: Any) -> list[int]:
    """A supervision with one recommendation for each body; returns the recommendations."""
    values = {"year": 2024, "content": "Giám sát thu chi đầu năm học", "form": "HT2", "level": "province",
              "chair_id": organisation(vocabulary, "MTTQ")} | given  # fmt: skip
    rows = [
        PartRow(checked(RECOMMENDATION, {"source": "GS", "content": f"Rà soát các khoản thu {n}", "result": "CHUA",
                                         "authority_id": authority(vocabulary, body)}, vocabulary))
        for n, body in enumerate(bodies)
    ]  # fmt: skip
    with store.writing("test", "Thêm") as writing:
        owner = keep(writing, checked(SUPERVISION, values, vocabulary), vocabulary, parts={RECOMMENDATION.name: rows})
    with store.reading() as session:
        return [f.id for f in of_source(session, Recommendation.supervision_id, owner)]


def one(store: Database, record_id: int) -> Recommendation:
    with store.reading() as session:
        return session.get_one(Recommendation, record_id)


def test_the_days_of_the_rule_count_and_say_why(store: Database, vocabulary: Vocabulary) -> None:
    (ident,) = kept(store, vocabulary)
    assert (one(store, ident).stage, one(store, ident).answer_due_on) == ("NHAP", None)
    send(store, [ident], Letter(SENT, "21/MTTQ-BTT"), TODAY, vocabulary)
    found = one(store, ident)
    assert (found.stage, found.letter_number, found.due_on) == ("CHO", "21/MTTQ-BTT", None)
    assert found.answer_due_on == date(2024, 4, 1)
    assert found.next_due_on == date(2024, 4, 1)
    assert found.due_reason is not None
    assert "30 ngày" in found.due_reason
    assert "NQLT 403/2017, Điều 23.2" in found.due_reason
    with store.reading() as session:
        ((deadline, due, done),) = of_record(session, RECOMMENDATION, ident, Calendar())
    assert (deadline.code, due.day, done) == ("gs_reply", date(2024, 4, 1), None)
    assert due.reasons == tuple(found.due_reason.splitlines())


def test_a_day_asked_for_counts_before_the_authority_s_days(store: Database, vocabulary: Vocabulary) -> None:
    (ident,) = kept(store, vocabulary)
    send(store, [ident], Letter(SENT, due_on=date(2024, 3, 15)), TODAY, vocabulary)
    found = one(store, ident)
    assert found.answer_due_on == date(2024, 3, 15)
    assert "yêu cầu trả lời" in str(found.due_reason)


def test_people_s_boards_have_the_days_of_the_law(store: Database, vocabulary: Vocabulary) -> None:
    (ident,) = kept(store, vocabulary, form="HT3")
    send(store, [ident], Letter(SENT), TODAY, vocabulary)
    found = one(store, ident)
    assert found.answer_due_on == date(2024, 3, 18)
    assert "dân chủ ở cơ sở" in str(found.due_reason)


@pytest.mark.parametrize("catalogue", ["authority", "holiday", "rule"])
def test_changed_catalogues_count_anew(store: Database, vocabulary: Vocabulary, catalogue: str) -> None:
    (ident,) = kept(store, vocabulary, form="HT3" if catalogue == "rule" else "HT1")
    send(store, [ident], Letter(SENT), TODAY, vocabulary)
    with store.reading() as session:
        kinds: dict[str, Kind[Any]] = {"authority": AUTHORITY, "holiday": HOLIDAY, "rule": DEADLINE_RULE}
        kind = kinds[catalogue]
        if catalogue == "authority":
            row = session.get_one(kind.record, authority(vocabulary, SCHOOLS))
            changes: dict[str, Any] = {"reply_days": 10, "reply_working": True}
        elif catalogue == "rule":
            row = session.query(kind.record).filter_by(code="btt_reply").one()
            changes = {"days": 20}
        else:
            row, changes = None, {"day": date(2024, 4, 1), "name": "Nghỉ bù thử", "kind": "holiday",
                                  "confirmed": True}  # fmt: skip
        values = {n: getattr(row, n) for n in kind.columns} if row is not None else {}
        row_id = row.id if row is not None else None
    save_entry(store, checked(kind, values | changes, vocabulary), vocabulary, row_id)
    wanted = {"authority": date(2024, 3, 15), "holiday": date(2024, 4, 2), "rule": date(2024, 3, 21)}
    assert one(store, ident).answer_due_on == wanted[catalogue]
    assert one(store, ident).next_due_on == wanted[catalogue]
    if catalogue == "authority":
        assert f"số ngày trả lời của {SCHOOLS}" in str(one(store, ident).due_reason)


def test_answers_on_a_draft_have_days_of_their_own(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Thời hạn") as writing:
        writing.session.query(DeadlineRule).filter_by(code="pb_reply").one().days = 20
    (on_draft,), (other,) = kept(store, vocabulary), kept(store, vocabulary)
    with store.writing("test", "Nguồn") as writing:
        writing.session.get_one(Recommendation, on_draft).source = "PB"
    send(store, [on_draft, other], Letter(SENT), TODAY, vocabulary)
    assert one(store, on_draft).answer_due_on == date(2024, 3, 21)
    assert one(store, other).answer_due_on == date(2024, 4, 1)


def test_what_was_sent_is_not_sent_again_and_not_on_a_day_to_come(store: Database, vocabulary: Vocabulary) -> None:
    (ident,) = kept(store, vocabulary)
    with pytest.raises(Refused, match="ở tương lai"):
        send(store, [ident], Letter(date(2024, 4, 6)), TODAY, vocabulary)
    with pytest.raises(Refused, match="trước ngày gửi"):
        send(store, [ident], Letter(SENT, due_on=date(2024, 2, 1)), TODAY, vocabulary)
    send(store, [ident], Letter(SENT), TODAY, vocabulary)
    with pytest.raises(Refused, match="đã gửi ngày 01/3/2024"):
        send(store, [ident], Letter(SENT), TODAY, vocabulary)


def test_one_reminder_an_authority_each_with_a_new_day(store: Database, vocabulary: Vocabulary) -> None:
    ids = kept(store, vocabulary, (SCHOOLS, ROADS, SCHOOLS))
    send(store, ids, Letter(SENT), TODAY, vocabulary)
    with store.reading() as session:
        first, second = plan_reminders(session, TODAY)
    assert (first.authority, first.times, len(first.items), first.latest) == (SCHOOLS, 1, 2, 4)
    assert second.authority == ROADS
    assert remind(store, [replace(first, number="45/MTTQ-BTT"), second], vocabulary).reminders == 3
    found = one(store, ids[0])
    assert (found.reminders, found.answer_due_on, found.last_reminded_on) == (1, first.new_due.day, TODAY)
    assert "Đôn đốc lần 1 ngày 05/4/2024 tại văn bản số 45/MTTQ-BTT" in str(found.due_reason)
    with store.reading() as session:
        assert plan_reminders(session, TODAY) == ()
        assert [p.times for p in plan_reminders(session, TODAY, ids)] == [2, 2]
        assert {d.code for d, _, _ in of_record(session, RECOMMENDATION, ids[0], Calendar())} == {
            "gs_reply", "gs_escalate",
        }  # fmt: skip


def test_silence_told_above_ends_that_duty(store: Database, vocabulary: Vocabulary) -> None:
    (ident,) = kept(store, vocabulary)
    send(store, [ident], Letter(SENT), TODAY, vocabulary)
    for day in (date(2024, 4, 5), date(2024, 4, 26)):
        with store.reading() as session:
            (letter,) = plan_reminders(session, day, [ident])
        above = "Ban Thường trực cấp trên" if letter.times == 2 else None
        remind(store, [replace(letter, escalated_to=above)], vocabulary)
    assert letter.above is not None
    assert letter.above.day == date(2024, 4, 25)
    found = one(store, ident)
    assert (found.reminders, found.escalated_on) == (2, date(2024, 4, 26))
    with store.reading() as session:
        days = {d.code: done for d, _, done in of_record(session, RECOMMENDATION, ident, Calendar())}
    assert days == {"gs_reply": None, "gs_escalate": date(2024, 4, 26)}


def test_an_answer_for_several_and_a_later_look(store: Database, vocabulary: Vocabulary) -> None:
    ids = kept(store, vocabulary, (SCHOOLS, SCHOOLS))
    answer = Answer(date(2024, 3, 20), "DANG", "77/SGDĐT-VP", "Đang chỉ đạo các trường rà soát.")
    with pytest.raises(Refused, match="chưa gửi"):
        record_answer(store, ids, answer, TODAY, vocabulary)
    send(store, ids, Letter(SENT), TODAY, vocabulary)
    with pytest.raises(Refused, match="đứng trước ngày gửi"):
        record_answer(store, ids, replace(answer, day=date(2024, 2, 20)), TODAY, vocabulary)
    with pytest.raises(Refused, match="giải trình"):
        record_answer(store, ids, replace(answer, result="KTT"), TODAY, vocabulary)
    with pytest.raises(Refused, match="chưa được trả lời"):
        supervise_again(store, ids, TODAY, "Đã trả lại tiền thu sai", "XONG", TODAY, vocabulary)
    record_answer(store, ids, answer, TODAY, vocabulary)
    assert [one(store, i).stage for i in ids] == ["TRALOI", "TRALOI"]
    assert one(store, ids[0]).next_due_on is None
    supervise_again(store, ids[:1], TODAY, "Đã trả lại tiền thu sai", "XONG", TODAY, vocabulary)
    found = one(store, ids[0])
    assert (found.stage, found.again_on, found.again_note) == ("XONG", TODAY, "Đã trả lại tiền thu sai")
    with store.reading() as session:
        assert unanswered(session, ids) == []


def test_the_source_follows_and_every_act_is_taken_back(store: Database, vocabulary: Vocabulary) -> None:
    days = {"reported_on": date(2024, 2, 20), "recommended_on": date(2024, 2, 28)}
    (ident,) = kept(store, vocabulary, (SCHOOLS,), form="HT1", **days)
    with store.reading() as session:
        source = origin(session, ident)
        assert source is not None
        assert (source.kind, source.number) == (SUPERVISION, "GS-2024-01")

    def state() -> tuple[str, int]:
        with store.reading() as session:
            record = session.get_one(Supervision, source.id)
            return record.state, record.open_recommendations

    assert state() == ("TD", 1)
    send(store, [ident], Letter(SENT), TODAY, vocabulary)
    with store.reading() as session:
        letters = plan_reminders(session, TODAY, [ident])
    remind(store, letters, vocabulary)
    record_answer(store, [ident], Answer(TODAY, "XONG"), TODAY, vocabulary)
    assert state() == ("KN", 0)
    seen = []
    for _ in range(3):
        with store.reading() as session:
            done = last_undoable(session)
        assert done is not None
        undo(store, done.id)
        found = one(store, ident)
        seen.append((found.stage, found.reminders, found.answer_due_on))
    assert seen == [("CHO", 1, letters[0].new_due.day), ("CHO", 0, date(2024, 4, 1)), ("NHAP", 0, None)]
    assert state() == ("TD", 1)


def test_a_recommendation_may_come_from_criticism_or_from_nowhere(store: Database, vocabulary: Vocabulary) -> None:
    values = {"kind": "PB", "title": "Dự thảo Nghị quyết thử", "draft_type": "NQ", "issuer": "HDND",
              "form": "PB1", "level": "province",
              "drafter_id": authority(vocabulary, ROADS), "chair_id": organisation(vocabulary, "MTTQ"),
              "received_on": SENT}  # fmt: skip
    row = {"source": "PB", "content": "Bổ sung đánh giá tác động", "authority_id": authority(vocabulary, ROADS),
           "result": "CHUA"}  # fmt: skip
    parts = {RECOMMENDATION.name: [PartRow(checked(RECOMMENDATION, row, vocabulary))]}
    with store.writing("test", "Thêm") as writing:
        owner = keep(writing, checked(SOCIAL_CRITICISM, values, vocabulary), vocabulary, parts=parts)
        alone = keep(writing, checked(RECOMMENDATION, row, vocabulary), vocabulary)
    with store.reading() as session:
        (found,) = of_source(session, Recommendation.criticism_id, owner)
        source = origin(session, found.id)
        assert source is not None
        assert (source.kind, source.id) == (SOCIAL_CRITICISM, owner)
        assert origin(session, alone) is None


def test_one_not_sent_yet_is_found_and_once_sent_only_once(store: Database, vocabulary: Vocabulary) -> None:
    """Without its day it must not take any free place of the index, from which it would never go again."""
    first, second = kept(store, vocabulary, bodies=(SCHOOLS, ROADS))
    with store.reading() as session:
        assert set(ids(session, RECOMMENDATION, Filter(text="rà soát"))) == {first, second}
    with store.writing("test", "Gửi") as writing:
        amend(writing, RECOMMENDATION, second, {"sent_on": SENT}, vocabulary)
    with store.reading() as session:
        assert sorted(ids(session, RECOMMENDATION, Filter(text="rà soát"))) == sorted([first, second])
    store.settle()
    assert check_ours(store.path).sound


def test_a_reminder_is_a_numbered_letter_in_word_and_taken_back_whole(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    ids = kept(store, vocabulary, (SCHOOLS, ROADS, SCHOOLS))
    send(store, ids, Letter(SENT, "21/MTTQ-BTT"), TODAY, vocabulary)
    with store.reading() as session:
        planned = plan_reminders(session, TODAY)
    assert [p.proposed for p in planned] == ["01/MTTQ-BTT", "02/MTTQ-BTT"]
    written = send_out(store, urging(planned, vocabulary), tmp_path, TODAY)
    assert sorted(p.name for p in written.paths) == [
        "01-MTTQ-BTT Công văn đôn đốc kiến nghị lần 1 Sở Giáo dục và Đào tạo 05.04.2024.docx",
        "02-MTTQ-BTT Công văn đôn đốc kiến nghị lần 1 Sở Giao thông vận tải 05.04.2024.docx",
    ]
    (text,) = (" ".join(lines_of(p)) for p in written.paths if "Giáo dục" in p.name)
    assert "kiến nghị qua giám sát tại Văn bản số 21/MTTQ-BTT ngày 01/3/2024" in text
    assert "Rà soát các khoản thu 0" in text
    assert "01/4/2024" in text
    with store.reading() as session:
        last = last_undoable(session)
    assert last is not None
    assert last.what == "Đôn đốc 2 cơ quan trả lời 3 kiến nghị – 2 công văn 01/MTTQ-BTT … 02/MTTQ-BTT"
    undo(store, last.id)
    assert [one(store, i).reminders for i in ids] == [0, 0, 0]
    with store.reading() as session:
        assert [p.times for p in plan_reminders(session, TODAY)] == [1, 1]
    drafts = write_report(store, "D06K", Period(2024, "Q1"), tmp_path / "thao", TODAY)
    assert (len(drafts.paths), drafts.draft) == (2, True)
    acted = write_report(store, "D06K", Period(2024, "Q1"), tmp_path / "act", TODAY, act=True)
    again = write_report(store, "D06K", Period(2024, "Q1"), tmp_path / "lai", TODAY)
    assert (len(again.paths), again.draft, again.letters) == (2, False, acted.letters)


def test_the_second_letter_counts_from_the_day_the_first_one_set(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    ids = kept(store, vocabulary)
    send(store, ids, Letter(SENT), TODAY, vocabulary)
    with store.reading() as session:
        first = plan_reminders(session, TODAY)
    remind(store, first, vocabulary)
    later = first[0].new_due.day + timedelta(5)
    with store.reading() as session:
        second = plan_reminders(session, later)
    assert [(p.times, p.latest) for p in second] == [(2, 5)]
    (path,) = send_out(store, urging(second, vocabulary), tmp_path, later).paths
    text = " ".join(lines_of(path))
    assert "(lần 2)" in text
    assert short(first[0].new_due.day) in text
    assert "Thường trực HĐND tỉnh (b/cáo)" in text


def lines_of(path: Path) -> list[str]:
    """Every paragraph of a Word file, those of its tables too."""
    opened = docx.Document(str(path))
    cells = (c.text for t in opened.tables for r in t.rows for c in r.cells)
    return [*(p.text for p in opened.paragraphs), *cells]


def test_the_reminders_pass_the_independent_check(
    store: Database, vocabulary: Vocabulary, tmp_path: Path, shared: Path
) -> None:
    ids = kept(store, vocabulary, (SCHOOLS, *(ROADS,) * 10))
    send(store, ids, Letter(SENT, "21/MTTQ-BTT"), TODAY, vocabulary)
    with store.reading() as session:
        planned = plan_reminders(session, TODAY)
    above = [replace(p, escalated_to="Ủy ban Trung ương MTTQ Việt Nam") for p in planned]
    paths = send_out(store, urging(above, vocabulary), tmp_path, TODAY).paths
    checker = shared / "checks" / "check_docx.py"
    found = subprocess.run(
        [sys.executable, str(checker), "--profile", "nd30", *map(str, paths)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout + found.stderr
