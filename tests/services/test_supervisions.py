"""Supervisions: every legal day by table, the plan changed and carried over with reasons, figures by district."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import calendar
from mttq_desktop.queries.deadlines import of_record
from mttq_desktop.queries.indicators import counted
from mttq_desktop.queries.people import FIGURES, UnitTotals, totals
from mttq_desktop.queries.rollup import Choice, Units
from mttq_desktop.queries.supervisions import last_days, plan
from mttq_desktop.records.criticism import SOCIAL_CRITICISM
from mttq_desktop.records.deadlines import DEADLINE_RULE, DeadlineRule
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.supervisions import (
    PEOPLE_SUPERVISION,
    SUPERVISION,
    SUPERVISION_MEMBER,
    SUPERVISION_SESSION,
    Supervision,
)
from mttq_desktop.rules.period import Period
from mttq_desktop.services.acts import last_undoable, undo
from mttq_desktop.services.catalogues import save_entry
from mttq_desktop.services.criticism import Taken, record_taken, send
from mttq_desktop.services.keeping import PartRow, Parts, checked, keep
from mttq_desktop.services.records import move_record
from mttq_desktop.services.supervisions import adjust, cancel, carry_over
from mttq_desktop.store.database import Database
from tests.makers import authority, organisation, unit

TODAY = date(2024, 4, 5)
ROADS = "Sở Giao thông vận tải"


def kept(
    store: Database, vocabulary: Vocabulary, of: Kind[Any] = SUPERVISION, parts: Parts | None = None, **given: Any
) -> int:
    values = {
        SUPERVISION.name: {"year": 2024, "content": "Giám sát bảo trì đường nông thôn", "form": "HT2",
                           "level": "province"},
        SOCIAL_CRITICISM.name: {"kind": "PB", "title": "Dự thảo Nghị quyết thử", "draft_type": "NQ", "issuer": "HDND",
                                "form": "PB1", "level": "province", "received_on": date(2024, 2, 1)},
        PEOPLE_SUPERVISION.name: {"period": "2024-Q1", "times": 2},
    }[of.name]  # fmt: skip
    if "chair_id" in of.shown:
        values |= {"chair_id": organisation(vocabulary, "MTTQ")}
    if "drafter_id" in of.shown:
        values |= {"drafter_id": authority(vocabulary, ROADS)}
    with store.writing("test", "Thêm") as writing:
        return keep(writing, checked(of, values | given, vocabulary), vocabulary, parts=parts)


def session_on(vocabulary: Vocabulary, *days: date) -> Parts:
    rows = [{"held_on": day, "place": "Trụ sở Sở", "body": ROADS} for day in days]
    return {SUPERVISION_SESSION.name: [PartRow(checked(SUPERVISION_SESSION, r, vocabulary)) for r in rows]}


def due_days(store: Database, kind: Kind[Any], ident: int) -> dict[str, tuple[date, date | None]]:
    with store.reading() as session:
        days = of_record(session, kind, ident, calendar(session))
    return {deadline.code: (due.day, done) for deadline, due, done in days}


DAY = date(2024, 5, 6)
"""A Monday after the holidays of 30/4 and 01/5; 29/4 was off and worked for on Saturday 04/5."""


@pytest.mark.parametrize(
    ("kind", "given", "sessions", "wanted"),
    [
        (SUPERVISION, {}, (), {}),
        (SUPERVISION, {}, (date(2024, 5, 20), DAY),
         {"gs_notify": (date(2024, 4, 19), None), "gs_target_report": (date(2024, 4, 26), None)}),
        (SUPERVISION, {"notified_on": date(2024, 4, 1)}, (DAY,),
         {"gs_notify": (date(2024, 4, 19), date(2024, 4, 1)), "gs_target_report": (date(2024, 4, 26), None)}),
        (SUPERVISION, {"decision_number": "1/QĐ", "ended_on": date(2024, 4, 14)}, (),
         {"gs_report": (date(2024, 5, 2), None)}),
        (SUPERVISION, {"form": "HT3"}, (DAY,), {"btt_plan": (date(2024, 4, 25), None)}),
        (SUPERVISION, {"form": "HT1", "ended_on": date(2024, 4, 14)}, (DAY,), {}),
        (SUPERVISION, {"form": "HT4"}, (DAY,), {}),
        (SOCIAL_CRITICISM, {"submitted_on": date(2024, 2, 20)}, (),
         {"pb_draft": (date(2024, 2, 5), date(2024, 2, 1))}),
        (SOCIAL_CRITICISM, {"submitted_on": date(2024, 2, 26)}, (),
         {"pb_draft": (date(2024, 2, 7), date(2024, 2, 1))}),
        (SOCIAL_CRITICISM, {"sent_on": date(2024, 3, 1), "held_on": date(2024, 2, 28)}, (),
         {"pb_reply": (date(2024, 4, 1), None), "pb_held": (date(2024, 2, 28), date(2024, 3, 1))}),
        (SOCIAL_CRITICISM, {"kind": "GY", "sent_on": date(2024, 3, 1), "submitted_on": date(2024, 2, 2)}, (), {}),
    ],
)  # fmt: skip
def test_the_days_of_the_law(
    store: Database, vocabulary: Vocabulary, kind: Kind[Any], given: dict[str, Any], sessions: tuple[date, ...],
    wanted: dict[str, tuple[date, date | None]],
) -> None:  # fmt: skip
    parts = session_on(vocabulary, *sessions) if sessions else None
    assert due_days(store, kind, kept(store, vocabulary, kind, parts, **given)) == wanted


def test_a_new_version_of_a_rule_counts_from_its_own_day(store: Database, vocabulary: Vocabulary) -> None:
    old = kept(store, vocabulary, parts=session_on(vocabulary, date(2024, 6, 28)))
    new = kept(store, vocabulary, parts=session_on(vocabulary, date(2024, 8, 1)))
    with store.reading() as session:
        row = session.query(DeadlineRule).filter_by(code="gs_notify").one()
        values = {n: getattr(row, n) for n in DEADLINE_RULE.columns}
    save_entry(store, checked(DEADLINE_RULE, values | {"valid_to": date(2024, 6, 30)}, vocabulary), vocabulary, row.id)
    later = values | {"days": -20, "working": True, "valid_from": date(2024, 7, 1)}
    save_entry(store, checked(DEADLINE_RULE, later, vocabulary), vocabulary)
    assert due_days(store, SUPERVISION, old)["gs_notify"][0] == date(2024, 6, 13)
    assert due_days(store, SUPERVISION, new)["gs_notify"][0] == date(2024, 7, 4)


@pytest.mark.parametrize(
    ("code", "wanted"),
    [("gs_plan", (date(2024, 12, 31),)), ("gs_report_6m", (date(2024, 6, 30), date(2024, 12, 31))), ("nothing", ())],
)
def test_yearly_duties_have_last_days(store: Database, code: str, wanted: tuple[date, ...]) -> None:
    with store.reading() as session:
        days, basis = last_days(session, code, 2024)
    assert days == wanted
    assert bool(basis) == bool(wanted)


def test_a_team_begins_with_a_decision_and_exactly_one_head(store: Database, vocabulary: Vocabulary) -> None:
    ident = kept(store, vocabulary, decision_number="12/QĐ-MTTQ-BTT")
    assert SUPERVISION.steps is not None
    working = SUPERVISION.steps.states("LV")

    def team(*roles: str) -> None:
        rows = [PartRow(checked(SUPERVISION_MEMBER, {"name": "Trần Văn Mẫu", "title": "Phó Chủ tịch", "role": r},
                                vocabulary)) for r in roles]  # fmt: skip
        with store.reading() as session:
            row = session.get_one(Supervision, ident)
            values = {n: getattr(row, n) for n in ("year", "content", "form", "chair_id", "level", "decision_number")}
        with store.writing("test", "Sửa") as writing:
            keep(writing, checked(SUPERVISION, values, vocabulary), vocabulary, ident,
                 parts={SUPERVISION_MEMBER.name: rows})  # fmt: skip

    for roles in ((), ("TRD", "TRD"), ("PTD", "TV")):
        team(*roles)
        with pytest.raises(Refused, match="đúng một trưởng đoàn"):
            move_record(store, SUPERVISION, ident, working, vocabulary)
    team("TRD", "TV", "TK")
    assert move_record(store, SUPERVISION, ident, working, vocabulary).startswith("Đang giám sát")
    team("TV")
    with store.reading() as session:
        assert session.get_one(Supervision, ident).state == "QD"


def test_what_was_agreed_is_changed_only_with_a_reason(store: Database, vocabulary: Vocabulary) -> None:
    ident = kept(store, vocabulary, timing="Quý II")
    changes = {"timing": "Quý III", "chair_id": organisation(vocabulary, "HND")}
    with pytest.raises(Refused, match="lý do"):
        adjust(store, ident, changes, "  ", vocabulary)
    adjust(store, ident, changes, "Dời do mưa lũ", vocabulary)
    with store.reading() as session:
        row = session.get_one(Supervision, ident)
        assert (row.timing, row.planned_from, row.planned_to) == ("Quý III", date(2024, 7, 1), date(2024, 9, 30))
        assert (row.plan_reason, row.chair_id) == ("Dời do mưa lũ", changes["chair_id"])
    assert cancel(store, [ident], "Trùng thanh tra", vocabulary) == 1
    with pytest.raises(Refused, match="đã hủy"):
        adjust(store, ident, changes, "Làm lại", vocabulary)
    with store.reading() as session:
        row = session.get_one(Supervision, ident)
        assert (row.state, row.plan_reason) == ("HUY", "Trùng thanh tra")


def test_a_cancelled_one_owes_nothing(store: Database, vocabulary: Vocabulary) -> None:
    ident = kept(store, vocabulary, parts=session_on(vocabulary, DAY))
    assert due_days(store, SUPERVISION, ident)
    cancel(store, [ident], "Trùng thanh tra", vocabulary)
    assert due_days(store, SUPERVISION, ident) == {}
    with store.reading() as session:
        assert session.get_one(Supervision, ident).next_due_on is None


def test_what_is_not_done_goes_over_once_and_comes_back(store: Database, vocabulary: Vocabulary) -> None:
    partners = (organisation(vocabulary, "HND"), organisation(vocabulary, "CCB"))
    open_ = kept(store, vocabulary, timing="Quý II/2024", partners=partners)
    kept(store, vocabulary, form="HT1", reported_on=date(2024, 3, 1))
    cancelled = kept(store, vocabulary)
    cancel(store, [cancelled], "Trùng thanh tra", vocabulary)
    with store.reading() as session:
        assert plan(session, 2024).unfinished == [open_]
    assert carry_over(store, 2024, vocabulary) == 1
    with store.reading() as session:
        (copied,) = plan(session, 2025).ids()
        row = session.get_one(Supervision, copied)
        assert (row.number, row.year, row.state, row.carried_from_id) == ("GS-2025-01", 2025, "DK", open_)
        assert (row.timing, row.planned_to) == ("Quý II/2025", date(2025, 6, 30))
        assert plan(session, 2024).unfinished == []
    with pytest.raises(Refused, match="không còn cuộc giám sát nào"):
        carry_over(store, 2024, vocabulary)
    with store.reading() as session:
        done = last_undoable(session)
    assert done is not None
    undo(store, done.id)
    with store.reading() as session:
        assert plan(session, 2025).rows == ()
        assert plan(session, 2024).unfinished == [open_]


def test_the_plan_counts_by_chair_form_quarter_and_state(store: Database, vocabulary: Vocabulary) -> None:
    front, farmers = organisation(vocabulary, "MTTQ"), organisation(vocabulary, "HND")
    first = kept(store, vocabulary, timing="Quý II")
    second = kept(store, vocabulary, timing="Quý IV", form="HT1", chair_id=farmers)
    third = kept(store, vocabulary, form="HT1", chair_id=farmers, reported_on=date(2024, 3, 1))
    kept(store, vocabulary, year=2023)
    with store.reading() as session:
        found = plan(session, 2024)
    assert found.chairs[0] == front
    assert len(found.chairs) == 6
    assert found.ids() == [first, second, third]
    assert found.ids(farmers) == [second, third]
    assert found.ids(form="HT1", quarter=4) == [second]
    assert found.ids(quarter=2) == [first]
    assert found.ids(states=["BC"]) == [third]


def boards(store: Database, period: str, choice: Choice = Choice.THEN, today: date = DAY) -> dict[str, UnitTotals]:
    with store.reading() as session:
        return {t.name: t for t in totals(session, Period.parse(period), choice, today)}


def test_people_s_boards_are_summed_by_the_district_of_the_day(store: Database, vocabulary: Vocabulary) -> None:
    kind = PEOPLE_SUPERVISION
    for name, figures in (("Xã Quế Mỹ", {"times": 3, "cases": 1, "money": 2_000_000, "land": Decimal("120.5")}),
                          ("Xã Quế Phú", {"times": 2, "recommended": 4}), ("Xã Tam Thanh", {"times": 1})):  # fmt: skip
        kept(store, vocabulary, kind, unit_id=unit(vocabulary, name), **figures)
    kept(store, vocabulary, kind, unit_id=unit(vocabulary, "Xã Quế Phú"), period="2023-Q4", times=9)
    found = boards(store, "2024-Q1")
    son = found["Huyện Quế Sơn"]
    assert (son.communes, [son.of(f) for f in FIGURES]) == (2, [5, 1, 2_000_000, Decimal("120.5"), 4])
    assert son.expected == 13
    assert len(son.ids) == 2
    assert found["Thành phố Tam Kỳ"].of("times") == 1
    assert sum(d.of("times") for d in boards(store, "2024").values()) == 6


def test_a_year_of_a_commune_stands_for_its_quarters_figure_by_figure(
    store: Database, vocabulary: Vocabulary
) -> None:
    commune = unit(vocabulary, "Xã Đại Hiệp")
    for period, times, money in (("2024-Q1", 2, 7), ("2024-Q2", 3, None), ("2024-H1", 4, None), ("2024", 9, None),
                                 ("2024", 1, None)):  # fmt: skip
        kept(store, vocabulary, PEOPLE_SUPERVISION, unit_id=commune, period=period, times=times, money=money)
    (year,), (half,) = boards(store, "2024").values(), boards(store, "2024-H1").values()
    assert [year.of("times"), year.of("money"), year.communes] == [10, 7, 1]
    assert [half.of("times"), half.of("money")] == [4, 7]
    with store.reading() as session:
        counts = [counted(session, c, Period.parse("2024"), DAY).value for c in ("D06.1", "D06.3")]
    assert counts == [10, 7]


def test_a_line_of_a_district_stands_for_those_of_its_communes(store: Database, vocabulary: Vocabulary) -> None:
    for name, period, times in (("Huyện Đại Lộc", "2024-H1", 20), ("Xã Đại Hiệp", "2024-Q1", 3),
                                ("Xã Đại Hiệp", "2023-Q4", 5), ("Xã Quế Phú", "2024-Q1", 2)):  # fmt: skip
        kept(store, vocabulary, PEOPLE_SUPERVISION, unit_id=unit(vocabulary, name), period=period, times=times)
    assert {n: t.of("times") for n, t in boards(store, "2024-H1").items()} == {"Huyện Đại Lộc": 20, "Huyện Quế Sơn": 2}
    assert boards(store, "2023")["Huyện Đại Lộc"].of("times") == 5


def test_communes_that_became_one_count_side_by_side_until_it_tells_the_year(
    store: Database, vocabulary: Vocabulary
) -> None:
    old, later = date(2025, 3, 1), date(2025, 12, 20)
    for name in ("Xã Đại Hiệp", "Xã Đại Nghĩa", "Xã Đại Hòa", "Xã Đại An"):
        kept(store, vocabulary, PEOPLE_SUPERVISION, unit_id=unit(vocabulary, name, old), period="2025-Q1", times=3)
    kept(store, vocabulary, PEOPLE_SUPERVISION, unit_id=unit(vocabulary, "Xã Đại Hiệp", old), period="2025-H1", times=7)
    assert boards(store, "2025", Choice.THEN, later)["Huyện Đại Lộc"].of("times") == 16
    now = boards(store, "2025", Choice.NOW, later)
    assert sum(t.of("times") for t in now.values()) == 16
    assert "Huyện Đại Lộc" not in now
    with store.reading() as session:
        units = Units.read(session)
    became = units.standing(unit(vocabulary, "Xã Đại Hiệp", old), later)
    kept(store, vocabulary, PEOPLE_SUPERVISION, unit_id=became, period="2025", times=11)
    gone = sum(units.standing(unit(vocabulary, n, old), later) == became for n in ("Xã Đại Nghĩa", "Xã Đại Hòa",
                                                                                  "Xã Đại An"))  # fmt: skip
    after = boards(store, "2025", Choice.NOW, later)
    assert sum(t.of("times") for t in after.values()) == 11 + 3 * (3 - gone)


def test_criticism_is_sent_then_answered(store: Database, vocabulary: Vocabulary) -> None:
    ident = kept(store, vocabulary, SOCIAL_CRITICISM)
    taken = Taken(date(2024, 3, 20), "TT1P", "88/TTr-SGTVT")

    def stage() -> tuple[str, date | None]:
        with store.reading() as session:
            row = session.get_one(SOCIAL_CRITICISM.record, ident)
            return row.stage, row.next_due_on

    assert stage() == ("LAYYK", None)
    with pytest.raises(Refused, match="chưa có văn bản phản biện"):
        record_taken(store, ident, taken, TODAY, vocabulary)
    with pytest.raises(Refused, match="ở tương lai"):
        send(store, ident, date(2024, 4, 6), None, TODAY, vocabulary)
    with pytest.raises(Refused, match="trước ngày nhận dự thảo"):
        send(store, ident, date(2024, 1, 6), None, TODAY, vocabulary)
    send(store, ident, date(2024, 3, 1), "21/MTTQ-BTT", TODAY, vocabulary)
    assert stage() == ("CHO", date(2024, 4, 1))
    with pytest.raises(Refused, match="đã có văn bản"):
        send(store, ident, date(2024, 3, 2), None, TODAY, vocabulary)
    record_taken(store, ident, taken, TODAY, vocabulary)
    assert stage() == ("TRALOI", None)
