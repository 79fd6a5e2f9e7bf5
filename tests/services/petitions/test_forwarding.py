"""From forwarding to telling: letters, due days, reminders, answers, notices, and the states that follow."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import calendar
from mttq_desktop.queries.petitions import authorities_of
from mttq_desktop.records.catalogue import AUTHORITY, Authority
from mttq_desktop.records.deadlines import DEADLINE_RULE, DeadlineRule
from mttq_desktop.records.office import Letter
from mttq_desktop.records.petitions import Forwarding, PetitionState, Reminder
from mttq_desktop.services.catalogues import save_entry
from mttq_desktop.services.keeping import checked
from mttq_desktop.services.petitions.feedback import plan_feedback, tell
from mttq_desktop.services.petitions.forwarding import Plan, forward, plan_forwarding, return_petition
from mttq_desktop.services.petitions.lateness import due_soon, late, promised, why_due
from mttq_desktop.services.petitions.merging import merge, unmerge
from mttq_desktop.services.petitions.reminding import Step, plan_reminders, remind
from mttq_desktop.services.petitions.replies import assess, correct_reply, record_reply, remove_reply
from mttq_desktop.services.petitions.sorting import carry_over, consolidate, file_away
from mttq_desktop.services.settings import set_one
from mttq_desktop.store.database import Database
from tests.makers import an_answer, authority, forwarded, organisation, petitions, read, unit

DAY = date(2024, 4, 5)
ROADS, LAND = "Sở Giao thông vận tải", "Sở Tài nguyên và Môi trường"


def plan(store: Database, ids: list[int], day: date = DAY) -> Plan:
    with store.reading() as session:
        return plan_forwarding(session, ids, day)


def test_one_letter_per_authority_with_due_day_and_reasons(store: Database, vocabulary: Vocabulary) -> None:
    roads, land = authority(vocabulary, ROADS), authority(vocabulary, LAND)
    one = petitions(store, vocabulary, 3, authorities=(roads,))
    both = petitions(store, vocabulary, 2, authorities=(land, roads))
    found = plan(store, one + both)
    assert [(x.authority, len(x.petition_ids)) for x in found.letters] == [(ROADS, 5), (LAND, 2)]
    assert [x.proposed for x in found.letters] == ["01/MTTQ-BTT", "02/MTTQ-BTT"]
    assert found.letters[0].due_on == date(2024, 5, 6)  # 05/5 is a Sunday
    assert "Chủ nhật" in found.letters[0].due_reason
    made = forward(store, found.letters)
    assert made.forwardings == 7
    with store.reading() as session:
        letters = session.scalars(select(Letter).order_by(Letter.ordinal)).all()
        assert [(x.document, x.number, x.authority_id, x.period) for x in letters] == [
            ("D05", "01/MTTQ-BTT", roads, "2024-Q1"), ("D05", "02/MTTQ-BTT", land, "2024-Q1")]  # fmt: skip
    assert {p.state for p in read(store, *one, *both)} == {PetitionState.FORWARDED}
    assert {p.due_on for p in read(store, *one, *both)} == {date(2024, 5, 6)}


def test_a_letters_number_and_due_day_can_be_changed(store: Database, vocabulary: Vocabulary) -> None:
    from dataclasses import replace

    ids = petitions(store, vocabulary, 2, authorities=(authority(vocabulary, ROADS),))
    (letter,) = plan(store, ids).letters
    with store.reading() as session:
        sooner = letter.within(10, True, calendar(session), "quy chế phối hợp")
    assert sooner.due_on == date(2024, 4, 22)  # 18/4 is Giỗ Tổ, two weekends lie between
    assert "Giỗ Tổ" in sooner.due_reason
    changed = replace(sooner.due(date(2024, 4, 30), "theo đề nghị của Sở").without(ids[1]), number="117/MTTQ-BTT")
    forward(store, [changed])
    first, second = read(store, *ids)
    assert (first.due_on, second.state) == (date(2024, 4, 30), PetitionState.NEW)
    (next_letter,) = plan(store, ids[1:]).letters
    assert next_letter.proposed == "118/MTTQ-BTT"
    with pytest.raises(Refused, match="Số 117/MTTQ-BTT đã dùng"):
        forward(store, [replace(next_letter, number="117/MTTQ-BTT")])
    with pytest.raises(Refused, match="trước ngày chuyển"):
        forward(store, [next_letter.due(date(2024, 4, 1))])


def test_the_rule_in_force_gives_the_term_of_authorities_without_days_of_their_own(
    store: Database, vocabulary: Vocabulary
) -> None:
    ids = petitions(store, vocabulary, 1, authorities=(authority(vocabulary, ROADS), authority(vocabulary, LAND)))
    with store.reading() as session:
        rule = session.query(DeadlineRule).filter_by(code="kn_reply_default").one()
        values = {n: getattr(rule, n) for n in DEADLINE_RULE.form}
        own = session.get_one(Authority, authority(vocabulary, LAND))
        body = {n: getattr(own, n) for n in AUTHORITY.columns} | {"reply_days": 5, "basis": "Quy chế của Sở"}
    newer = values | {"days": 15, "working": True, "valid_from": date(2024, 4, 1), "basis": "Quy chế mới"}
    save_entry(store, checked(DEADLINE_RULE, newer, vocabulary), vocabulary)
    save_entry(store, checked(AUTHORITY, body, vocabulary), vocabulary, own.id)

    def due(day: date) -> dict[str, tuple[date, bool]]:
        with store.reading() as session:
            letters = plan_forwarding(session, ids, day).letters
        return {x.authority: (x.due_on, "Quy chế mới" in x.due_reason) for x in letters}

    assert due(date(2024, 3, 29)) == {ROADS: (date(2024, 5, 2), False), LAND: (date(2024, 4, 3), False)}
    assert due(date(2024, 4, 1)) == {ROADS: (date(2024, 4, 23), True), LAND: (date(2024, 4, 8), False)}


def test_petitions_without_authority_or_already_waiting_are_left_out_with_the_reason(
    store: Database, vocabulary: Vocabulary
) -> None:
    roads = authority(vocabulary, ROADS)
    (sent,) = forwarded(store, vocabulary, 1, DAY, ROADS)
    (nowhere,) = petitions(store, vocabulary, 1)
    (other,) = petitions(store, vocabulary, 1, authorities=(roads,))
    (merged,) = petitions(store, vocabulary, 1, authorities=(roads,))
    merge(store, other, [merged])
    found = plan(store, [sent, nowhere, other, merged])
    assert [x.petition_ids for x in found.letters] == [(other,)]
    reasons = {x.petition_id: x.reason for x in found.left_out}
    assert "đang chờ trả lời" in reasons[sent]
    assert "Chưa ghi cơ quan" in reasons[nowhere]
    assert "đã gộp" in reasons[merged]


def test_another_authority_may_stand_in_and_is_named_on_the_petition(store: Database, vocabulary: Vocabulary) -> None:
    land = authority(vocabulary, LAND)
    ids = petitions(store, vocabulary, 2)
    with store.reading() as session:
        found = plan_forwarding(session, ids, DAY, authorities=[land])
    forward(store, found.letters)
    with store.reading() as session:
        assert authorities_of(session, ids) == dict.fromkeys(ids, (land,))


def test_after_a_department_is_joined_its_successor_is_asked(store: Database, vocabulary: Vocabulary) -> None:
    ids = petitions(store, vocabulary, 1, authorities=(authority(vocabulary, ROADS),))
    (letter,) = plan(store, ids, date(2025, 4, 7)).letters
    assert letter.authority == "Sở Xây dựng"


def test_answered_only_when_all_have_answered_and_due_is_the_earliest_still_open(
    store: Database, vocabulary: Vocabulary
) -> None:
    roads, land = authority(vocabulary, ROADS), authority(vocabulary, LAND)
    (wanted,) = petitions(store, vocabulary, 1, authorities=(roads, land))
    first, second = plan(store, [wanted]).letters
    forward(store, [first.due(date(2024, 4, 20)), second.due(date(2024, 5, 20))])
    assert read(store, wanted)[0].due_on == date(2024, 4, 20)
    record_reply(store, [wanted], an_answer(first.authority_id, day=date(2024, 4, 12)), date(2024, 4, 15))
    (now,) = read(store, wanted)
    assert (now.state, now.due_on) == (PetitionState.FORWARDED, date(2024, 5, 20))
    record_reply(
        store, [wanted], an_answer(second.authority_id, day=date(2024, 4, 18), reply_class="DX_LT"), date(2024, 4, 20)
    )
    (now,) = read(store, wanted)
    assert (now.state, now.due_on) == (PetitionState.IN_PROGRESS, None)


@pytest.mark.parametrize(
    ("reply_class", "state"),
    [("GTCCTT", PetitionState.ANSWERED), ("DGQ", PetitionState.DONE), ("DGQ_VB", PetitionState.DONE),
     ("DXXGQ", PetitionState.IN_PROGRESS), ("DX_NL", PetitionState.IN_PROGRESS), ("CGQ", PetitionState.ANSWERED)],
)  # fmt: skip
def test_the_class_of_the_answer_gives_the_state(
    store: Database, vocabulary: Vocabulary, reply_class: str, state: PetitionState
) -> None:
    ids = forwarded(store, vocabulary, 2, DAY, ROADS)
    record_reply(store, ids, an_answer(authority(vocabulary, ROADS), reply_class=reply_class), date(2024, 4, 20))
    assert [p.state for p in read(store, *ids)] == [state, state]


def test_an_answer_to_the_root_answers_all_merged_and_each_sender_is_told(
    store: Database, vocabulary: Vocabulary
) -> None:
    roads, farmers, women = (authority(vocabulary, ROADS), organisation(vocabulary, "HND"),
                             organisation(vocabulary, "LHPN"))  # fmt: skip
    root, own = petitions(store, vocabulary, 2, organisation_id=farmers, authorities=(roads,))
    (other,) = petitions(store, vocabulary, 1, organisation_id=women, authorities=(roads,))
    merge(store, root, [own, other])
    forward(store, plan(store, [root]).letters)
    record_reply(store, [other], an_answer(roads, reply_class="DGQ"), date(2024, 4, 20))
    assert [p.state for p in read(store, root, own, other)] == [
        PetitionState.DONE, PetitionState.MERGED, PetitionState.MERGED]  # fmt: skip
    with store.reading() as session:
        notices = plan_feedback(session, date(2024, 5, 2))
    assert [(n.organisation_id, n.petition_ids) for n in notices] == [(farmers, (root, own)), (women, (other,))]
    tell(store, notices[:1])
    assert read(store, root)[0].state == PetitionState.DONE
    with store.reading() as session:
        (left,) = plan_feedback(session, date(2024, 5, 2))
    tell(store, [left])
    assert read(store, root)[0].state == PetitionState.TOLD
    with store.reading() as session:
        assert plan_feedback(session, date(2024, 5, 3)) == ()
    record_reply(store, [root], an_answer(roads, day=date(2024, 6, 1), reply_class="DGQ_TTKT"), date(2024, 6, 3))
    assert read(store, root)[0].state == PetitionState.DONE
    with store.reading() as session:
        assert len(plan_feedback(session, date(2024, 6, 5))) == 2


def test_a_district_is_told_what_names_no_organisation(store: Database, vocabulary: Vocabulary) -> None:
    district, roads = unit(vocabulary, "Huyện Đại Lộc"), authority(vocabulary, ROADS)
    ids = petitions(store, vocabulary, 2, organisation_id=None, sender_unit_id=district, authorities=(roads,))
    more = petitions(store, vocabulary, 1, sender_unit_id=district, authorities=(roads,))
    forward(store, plan(store, ids + more).letters)
    record_reply(store, ids + more, an_answer(roads), date(2024, 4, 20))
    with store.reading() as session:
        notices = plan_feedback(session, DAY)
        assert [(n.addressee, n.petition_ids) for n in notices] == [
            ("Hội Nông dân tỉnh", tuple(more)), ("Ủy ban MTTQ Việt Nam huyện Đại Lộc", tuple(ids))]  # fmt: skip
        (whole,) = plan_feedback(session, DAY, unit=district)
        assert (whole.addressee, whole.petition_ids) == ("Ủy ban MTTQ Việt Nam huyện Đại Lộc", (*ids, *more))


def test_the_ladder_of_reminders_each_with_its_own_deadline(store: Database, vocabulary: Vocabulary) -> None:
    ids = forwarded(store, vocabulary, 3, date(2024, 3, 1), ROADS, due=date(2024, 3, 29))
    record_reply(store, ids[2:], an_answer(authority(vocabulary, ROADS), day=date(2024, 3, 20)), date(2024, 3, 25))
    today, dues = date(2024, 4, 5), []
    for times, step in ((1, Step.FIRST), (2, Step.COPIES), (3, Step.LEADERS), (4, Step.LEADERS)):
        with store.reading() as session:
            (letter,) = plan_reminders(session, today)
        assert (letter.times, letter.step, letter.petition_ids) == (times, step, tuple(ids[:2]))
        remind(store, [letter])
        (first, *_) = read(store, *ids)
        assert (first.state, first.due_on) == (PetitionState.REMINDED, letter.new_due_on)
        with store.reading() as session:
            assert plan_reminders(session, today) == ()
        dues.append(letter.new_due_on)
        today = letter.new_due_on + timedelta(days=1)
    assert dues == sorted(set(dues))
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Reminder)) == 8
        assert session.scalar(select(func.max(Forwarding.reminders))) == 4
        forwarding = session.scalar(select(Forwarding.id).where(Forwarding.petition_id == ids[0]))
        assert forwarding is not None
        assert [line[:12] for line in why_due(session, forwarding)][-1] == "Đôn đốc lần "
    with pytest.raises(Refused, match="Không có kiến nghị nào quá hạn"):
        remind(store, [])


def test_late_in_two_grades_and_due_soon(store: Database, vocabulary: Vocabulary) -> None:
    ids = forwarded(store, vocabulary, 1, date(2024, 2, 1), ROADS, due=date(2024, 3, 1))
    ids += forwarded(store, vocabulary, 1, date(2024, 2, 1), LAND, due=date(2024, 4, 1))
    ids += forwarded(store, vocabulary, 2, date(2024, 3, 1), ROADS, due=date(2024, 4, 10))
    with store.reading() as session:
        found = late(session, DAY)
        assert [(x.forwarding.petition_id, x.words) for x in found] == [
            (ids[0], "Quá hạn lâu (35 ngày)"), (ids[1], "Quá hạn 4 ngày")]  # fmt: skip
        assert [f.petition_id for f in due_soon(session, DAY)] == ids[2:]
        assert late(session, date(2024, 3, 1)) == []
        assert [x.forwarding.petition_id for x in late(session, DAY, authority(vocabulary, LAND))] == [ids[1]]


def test_an_authority_gives_back_what_is_not_its_business(store: Database, vocabulary: Vocabulary) -> None:
    roads, land = authority(vocabulary, ROADS), authority(vocabulary, LAND)
    (wanted,) = forwarded(store, vocabulary, 1, DAY, ROADS)
    with pytest.raises(Refused, match="không đang chờ cơ quan này"):
        return_petition(store, [wanted], land, date(2024, 4, 10))
    with pytest.raises(Refused, match="trước ngày chuyển"):
        return_petition(store, [wanted], roads, date(2024, 4, 1))
    return_petition(store, [wanted], roads, date(2024, 4, 10))
    assert (read(store, wanted)[0].state, read(store, wanted)[0].due_on) == (PetitionState.RETURNED, None)
    with store.reading() as session:
        again = plan_forwarding(session, [wanted], date(2024, 4, 12), authorities=[land])
    forward(store, again.letters)
    assert read(store, wanted)[0].state == PetitionState.FORWARDED


def test_an_answer_is_refused_when_it_answers_nothing(store: Database, vocabulary: Vocabulary) -> None:
    roads, land = authority(vocabulary, ROADS), authority(vocabulary, LAND)
    (fresh,) = petitions(store, vocabulary, 1, authorities=(roads,))
    with pytest.raises(Refused, match="Chưa chuyển cơ quan nào"):
        record_reply(store, [fresh], an_answer(roads), date(2024, 4, 20))
    (sent,) = forwarded(store, vocabulary, 1, DAY, ROADS)
    with pytest.raises(Refused, match="chưa chuyển đến cơ quan này"):
        record_reply(store, [sent], an_answer(land), date(2024, 4, 20))
    with pytest.raises(Refused, match="trước ngày chuyển 05/4/2024"):
        record_reply(store, [sent], an_answer(roads, day=date(2024, 4, 4)), date(2024, 4, 20))
    with pytest.raises(Refused, match="tương lai"):
        record_reply(store, [sent], an_answer(roads, day=date(2024, 4, 21)), date(2024, 4, 20))
    with pytest.raises(Refused, match="Cần ghi nội dung trả lời"):
        record_reply(store, [sent], an_answer(roads, content=" "), date(2024, 4, 20))


def test_an_answer_by_the_department_that_took_over_counts(store: Database, vocabulary: Vocabulary) -> None:
    (sent,) = forwarded(store, vocabulary, 1, date(2025, 2, 3), ROADS)
    building = authority(vocabulary, "Sở Xây dựng", date(2025, 4, 1))
    record_reply(store, [sent], an_answer(building, day=date(2025, 4, 1)), date(2025, 4, 2))
    assert read(store, sent)[0].state == PetitionState.ANSWERED


def test_an_answer_can_be_corrected_and_taken_away(store: Database, vocabulary: Vocabulary) -> None:
    roads = authority(vocabulary, ROADS)
    (sent,) = forwarded(store, vocabulary, 1, DAY, ROADS)
    (reply,) = record_reply(store, [sent], an_answer(roads), date(2024, 4, 20))
    assess(store, [reply], "CHUNG")
    correct_reply(store, reply, an_answer(roads, reply_class="DGQ"), date(2024, 4, 20))
    assert read(store, sent)[0].state == PetitionState.DONE
    remove_reply(store, reply)
    assert (read(store, sent)[0].state, read(store, sent)[0].due_on) == (PetitionState.FORWARDED, date(2024, 5, 6))
    with pytest.raises(Refused, match="Không còn trả lời"):
        remove_reply(store, reply)


def test_promised_days_come_up_until_made_good(store: Database, vocabulary: Vocabulary) -> None:
    roads = authority(vocabulary, ROADS)
    (sent,) = forwarded(store, vocabulary, 1, DAY, ROADS)
    promise = an_answer(roads, reply_class="DX_LT", expected_on=date(2024, 6, 10))
    record_reply(store, [sent], promise, date(2024, 4, 20))
    with store.reading() as session:
        assert promised(session, date(2024, 6, 1)) == []
        assert [p.petition_id for p in promised(session, date(2024, 6, 5))] == [sent]
    record_reply(store, [sent], an_answer(roads, day=date(2024, 6, 12), reply_class="DGQ"), date(2024, 6, 15))
    with store.reading() as session:
        assert promised(session, date(2024, 6, 20)) == []


def test_carrying_over_enters_the_petition_anew_in_the_next_period(store: Database, vocabulary: Vocabulary) -> None:
    from mttq_desktop.rules.period import Period

    roads = authority(vocabulary, ROADS)
    old, waiting = petitions(store, vocabulary, 2, authorities=(roads,))
    forward(store, plan(store, [waiting]).letters)
    made = carry_over(store, [old], Period(2024, "Q2"))
    before, after = read(store, old, made[old])
    assert before.state == PetitionState.NEXT_PERIOD
    assert (after.number, after.period, after.repeated_from_id) == ("KN-2024-Q2-0001", "2024-Q2", old)
    assert (after.state, after.content) == (PetitionState.CONSOLIDATED, before.content)
    with store.reading() as session:
        assert authorities_of(session, [after.id]) == {after.id: (roads,)}
    with pytest.raises(Refused, match="vẫn được theo dõi tiếp"):
        carry_over(store, [waiting], Period(2024, "Q2"))
    with pytest.raises(Refused, match="Chọn một kỳ sau"):
        carry_over(store, [made[old]], Period(2024, "Q2"))


def test_a_filed_petition_goes_nowhere_until_opened_again(store: Database, vocabulary: Vocabulary) -> None:
    (wanted,) = petitions(store, vocabulary, 1, authorities=(authority(vocabulary, ROADS),))
    file_away(store, [wanted])
    assert plan(store, [wanted]).letters == ()
    consolidate(store, [wanted])
    assert len(plan(store, [wanted]).letters) == 1


def test_unmerging_after_the_answer_leaves_the_answer_with_the_root(store: Database, vocabulary: Vocabulary) -> None:
    roads = authority(vocabulary, ROADS)
    root, other = petitions(store, vocabulary, 2, authorities=(roads,))
    merge(store, root, [other])
    forward(store, plan(store, [root]).letters)
    record_reply(store, [root], an_answer(roads), date(2024, 4, 20))
    unmerge(store, [other])
    assert [p.state for p in read(store, root, other)] == [PetitionState.ANSWERED, PetitionState.NEW]


def test_the_office_chooses_its_own_term_for_reminders(store: Database, vocabulary: Vocabulary) -> None:
    set_one(store, reminder_days=15, reminder_working=False)
    forwarded(store, vocabulary, 1, date(2024, 3, 1), ROADS, due=date(2024, 3, 29))
    with store.reading() as session:
        (letter,) = plan_reminders(session, date(2024, 4, 5))
    assert letter.new_due_on == date(2024, 4, 22)  # 20/4 is a Saturday
    with pytest.raises(Refused, match="từ 0 đến 365"):
        set_one(store, reminder_days=400)
