"""The table as a whole: sums agree, typed figures stand over counted ones, reports stand beside, units by date."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.indicators import BY_CODE, MISSING, By, Table, counted, number, table
from mttq_desktop.queries.indicators.model import Scope, Sum, Value
from mttq_desktop.queries.rollup import Units, View
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM
from mttq_desktop.records.dialogues import DIALOGUE
from mttq_desktop.records.households import HOUSEHOLD_SUPPORT, HouseholdSupport
from mttq_desktop.records.periodic import FigureState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import checked, keep, restore, trash
from mttq_desktop.store.database import Database
from tests.makers import organisation, unit
from tests.queries.indicators.province import Province

TODAY = date(2024, 7, 5)
HALF = Period.parse("2024-H1")
SCOPES = {"counted": Scope.PERIOD, "last_year": Scope.LAST_YEAR}
SUMS = [code for code, one in BY_CODE.items() if isinstance(one, Sum)]


def organisations(words: Vocabulary) -> list[int]:
    return [organisation(words, c) for c in ("MTTQ", "LDLD", "HND", "DTN", "LHPN", "CCB")]


def by_organisation(session: Session, **given: Any) -> Table:
    return table(session, HALF, TODAY, By.ORGANISATION, organisations(read_vocabulary(session)), **given)


@pytest.mark.parametrize("period", ["2024-Q1", "2024-H1", "2024", "2020-2025", "2023"])
@pytest.mark.parametrize("view", list(View))
def test_columns_of_a_sum_add_up_to_the_whole(province: Database, period: str, view: View) -> None:
    with province.reading() as session:
        districts = [u.id for u in Units.read(session).on(TODAY, "district")]
        found = (
            by_organisation(session),
            table(session, Period.parse(period), TODAY, By.UNIT, districts, view=view, codes=SUMS),
        )
    for one in found:
        for code in SUMS:
            line = one.lines[code]
            if line.cells:
                for scope in ("counted", "cumulative", "last_year"):
                    amounts = [getattr(cell, scope).amount for cell in line.cells.values()]
                    added = None if None in amounts else sum(amounts)
                    assert added == getattr(line.total, scope).amount, (code, scope)


def test_years_before_the_file_was_kept_and_years_to_come_say_nothing(province: Database) -> None:
    """A kind begins with its first record; one that was never needed begins when half of the kinds had."""
    with province.reading() as session:

        def state(code: str, period: str, scope: str = "counted") -> FigureState:
            found = table(session, Period.parse(period), TODAY, By.ORGANISATION, (), codes=[code])
            single = counted(session, code, Period.parse(period), TODAY, scope=SCOPES[scope])
            value: Value = getattr(found.lines[code].total, scope)
            assert single.counted == value
            return value.state

        assert state("A41", "2021") == state("C15", "2021") == state("E05.3", "2021") == FigureState.MISSING
        assert state("A41", "2025") == state("E05.3", "2025") == FigureState.MISSING
        assert state("A41", "2023") == FigureState.VALUE
        assert state("A41", "2023", "last_year") == state("A15", "2021") == FigureState.MISSING


def test_a_file_without_records_counts_nought(store: Database) -> None:
    with store.reading() as session:
        found = table(session, HALF, TODAY, By.ORGANISATION, (), codes=["A01"])
    assert found.lines["A01"].total.shown == found.lines["A01"].total.last_year == number(0)


def test_what_goes_to_the_trash_is_not_counted_and_comes_back(changing: Database) -> None:
    def supports() -> tuple[int, ...]:
        with changing.reading() as session:
            return tuple(int(counted(session, c, HALF, TODAY).value or 0) for c in ("A17", "A18", "A19"))

    with changing.reading() as session:
        (house,) = session.query(HouseholdSupport.id).filter_by(type="NHA", value=50_000_000).one()
    with changing.writing("test", "Xóa") as writing:
        trash(writing, HOUSEHOLD_SUPPORT, [house])
    assert supports() == (2, 20_500_000, 0)
    with changing.writing("test", "Khôi phục") as writing:
        restore(writing, HOUSEHOLD_SUPPORT, [house])
    assert supports() == (2, 70_500_000, 1)


def test_a_typed_figure_stands_over_the_counted_one_with_its_note(changing: Database) -> None:
    with changing.reading() as session:
        words = read_vocabulary(session)
    with changing.writing("test", "Ghi đè") as writing:
        Province(writing, words).override("A12", 5, organisation_id=organisation(words, "HND"))
    with changing.reading() as session:
        found = by_organisation(session)
        one = counted(session, "A12", HALF, TODAY, organisation=organisation(words, "HND"))
    farmers = found.lines["A12"].at(organisation(words, "HND"))
    assert (farmers.counted, farmers.shown) == (number(1), number(5))
    assert farmers.typed is not None
    assert farmers.typed.note == "Theo báo cáo giấy"
    assert found.lines["A12"].total.shown == number(6)
    assert found.lines["A12"].total.counted == number(2)
    assert found.lines["A15"].at(organisation(words, "HND")).shown == number(20)
    assert found.lines["A15"].total.shown == number(Decimal("16.67"))
    assert one.value == 5
    assert (one.counted, one.note) == (number(1), "Theo báo cáo giấy")


def test_a_typed_total_is_not_touched_by_its_parts(changing: Database) -> None:
    with changing.reading() as session:
        words = read_vocabulary(session)
    with changing.writing("test", "Ghi đè") as writing:
        province = Province(writing, words)
        province.override("A01", 9)
        province.override("A01", 4, organisation_id=province.front)
    with changing.reading() as session:
        line = by_organisation(session).lines["A01"]
    assert (line.total.shown, line.total.counted) == (number(9), number(3))


def test_what_a_body_reports_stands_beside_what_was_counted(province: Database) -> None:
    with province.reading() as session:
        words = read_vocabulary(session)
        farmers = organisation(words, "HND")
        found = by_organisation(session)
    cell = found.lines["A01"].at(farmers)
    assert (cell.reported, cell.counted, cell.difference) == (number(3), number(2), number(1))
    assert found.lines["A06"].at(farmers).reported.state is FigureState.NONE
    assert found.lines["A02"].at(farmers).reported == MISSING
    assert found.lines["A21"].at(organisation(words, "MTTQ")).reported == MISSING  # received, not yet accepted
    assert found.lines["A01"].total.change == number(2)


def test_only_the_indicators_asked_for_are_counted(province: Database) -> None:
    with province.reading() as session:
        found = by_organisation(session, codes=["A15", "B11"])
    assert list(found.lines) == ["A15", "B11"]
    assert found.lines["A15"].total.counted == number(50)


def test_what_is_planned_for_tomorrow_has_not_happened(province: Database) -> None:
    year = Period.parse("2024")
    with province.reading() as session:
        assert counted(session, "C11", year, TODAY).value == 2
        assert counted(session, "C11", year, date(2024, 12, 31)).value == 3


# ── units by date ──


def test_a_record_of_an_old_commune_counts_for_what_it_became(changing: Database) -> None:
    """Nông Sơn went into Quế Sơn on 01/01/2025; on 01/7/2025 districts ended."""
    with changing.reading() as session:
        words, units = read_vocabulary(session), Units.read(session)
    old = [u for u in units.on(date(2024, 6, 1), "commune") if units.name(u.parent or 0) == "Huyện Nông Sơn"]
    with changing.writing("test", "Thêm") as writing:
        province = Province(writing, words)
        for commune in old:
            province.put(CAMPAIGN_ITEM, campaign="NTM", content=f"Cầu {commune.name}", period="2024-Q2",
                         organisation_id=province.front, unit_id=commune.id)  # fmt: skip
    nong_son, que_son = unit(words, "Huyện Nông Sơn"), unit(words, "Huyện Quế Sơn")
    with changing.reading() as session:
        then = counted(session, "A01", HALF, TODAY, unit=nong_son)
        later = counted(session, "A01", HALF, TODAY, unit=que_son, on=date(2025, 8, 1))
        now = {units.target(u.id, View.CURRENT, date(2025, 8, 1)) for u in old}
        each = [counted(session, "A01", HALF, TODAY, unit=u, view=View.CURRENT, on=date(2025, 8, 1)) for u in now]
    assert then.value == later.value == len(old) == 6
    assert sum(one.value or 0 for one in each) == 6


def test_233_communes_become_78_each_inside_one_former_district(province: Database) -> None:
    with province.reading() as session:
        units = Units.read(session)
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    old, new = units.on(last, "commune"), units.on(first, "commune")
    became = {u.id: units.target(u.id, View.CURRENT, first) for u in old}
    assert (len(old), len(new)) == (233, 78)
    assert set(became.values()) == {u.id for u in new}
    for before, after in became.items():
        assert units.target(before, View.DISTRICT, first) == units.target(after, View.DISTRICT, first)
    assert {units.target(u.id, View.DISTRICT, first) for u in new} == {u.id for u in units.on(last, "district")}


@pytest.mark.parametrize(("on", "districts", "communes"), [
    (date(2021, 1, 1), 18, 241), (date(2024, 12, 31), 18, 241), (date(2025, 1, 1), 17, 233), (date(2025, 7, 1), 0, 78),
])  # fmt: skip
def test_units_of_a_day(province: Database, on: date, districts: int, communes: int) -> None:
    with province.reading() as session:
        units = Units.read(session)
    assert (len(units.on(on, "district")), len(units.on(on, "commune"))) == (districts, communes)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_unit_of_any_day_has_one_place_on_any_other(province: Database, data: st.DataObject) -> None:
    with province.reading() as session:
        units = Units.read(session)
    days = st.dates(date(2020, 2, 1), date(2026, 12, 31))
    written, asked = data.draw(days), data.draw(days)
    commune = data.draw(st.sampled_from(units.on(written, "commune")))
    district = units.versions[units.target(commune.id, View.DISTRICT, asked)]
    assert district.level == "district"
    assert district.stands(min(asked, date(2025, 6, 30)))
    if asked >= written:
        current = units.versions[units.target(commune.id, View.CURRENT, asked)]
        assert current.level == "commune"
        assert current.stands(asked)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(funds=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 10**10)), min_size=1, max_size=12))
def test_every_view_of_units_keeps_the_sum(changing: Database, funds: list[tuple[int, int]]) -> None:
    with changing.reading() as session:
        words, units = read_vocabulary(session), Units.read(session)
        before = counted(session, "A02", HALF, TODAY).value or 0
    communes = units.on(date(2024, 6, 1), "commune")
    with changing.writing("test", "Thêm") as writing:
        for place, money in funds:
            values = {"campaign": "NTM", "content": "Đường", "period": "2024-Q2", "funds": money,
                      "organisation_id": organisation(words, "CCB"), "unit_id": communes[place].id}  # fmt: skip
            keep(writing, checked(CAMPAIGN_ITEM, values, words), words)
    with changing.reading() as session:
        for view, on in ((View.RECORDED, TODAY), (View.DISTRICT, TODAY), (View.DISTRICT, date(2025, 9, 1)),
                         (View.CURRENT, date(2025, 9, 1))):  # fmt: skip
            line = table(session, HALF, TODAY, By.UNIT, [], view=view, on=on, codes=["A02"]).lines["A02"]
            assert line.total.counted.amount == before + sum(m for _, m in funds)
            assert sum(c.counted.amount or 0 for c in line.cells.values()) == line.total.counted.amount


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=6))
def test_what_was_asked_is_answered_at_once_later_or_open(
    changing: Database, asked: list[tuple[int, int]]
) -> None:
    with changing.reading() as session:
        words = read_vocabulary(session)
    with changing.writing("test", "Thêm") as writing:
        for opinions, answered in asked:
            values = {"topic": "Nước sạch", "purpose": "QD218", "level": "province", "type": "DX", "chair_role": "BT",
                      "audience": "ND", "held_on": date(2024, 4, 4), "mode": "TRUCTIEP", "opinions": opinions,
                      "answered_at_once": min(opinions, answered)}  # fmt: skip
            keep(writing, checked(DIALOGUE, values, words), words)
    with changing.reading() as session:
        whole, *parts = (counted(session, c, HALF, TODAY).value or 0 for c in ("C13", "C14.1", "C14.2", "C14.3"))
    assert sum(parts) == whole
