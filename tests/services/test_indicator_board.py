"""Indicators by unit of today and of then, typed figures in both: sums exact, old names printed, notes kept."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.indicators import MISSING, NONE, By, number
from mttq_desktop.queries.indicators.overriding import Own, Typed
from mttq_desktop.queries.rollup import Choice, Units
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM
from mttq_desktop.records.catalogue import Succession
from mttq_desktop.records.periodic import PERIODIC_REPORT, Override
from mttq_desktop.rules.period import Period
from mttq_desktop.services.indicator_board import IndicatorBoard, Overriding, board, in_words, take_back, type_over
from mttq_desktop.services.keeping import PartRow, checked, keep
from mttq_desktop.store.database import Database
from tests.makers import organisation, unit

YEAR = Period.parse("2024")
THEN, MERGED, ABOLISHED = date(2024, 12, 30), date(2025, 3, 1), date(2025, 9, 1)
ITEMS = (("HND", "Xã Quế Lộc", 10), ("MTTQ", "Xã Phước Ninh", 7), ("HND", "Xã Quế Phú", 20),
         ("MTTQ", "Xã Đại Hiệp", 40), ("MTTQ", "Huyện Đại Lộc", 3), ("MTTQ", None, 5))  # fmt: skip


@pytest.fixture
def works(store: Database, vocabulary: Vocabulary) -> Database:
    """Works of 2024 in two communes and at the level of a district, one of them nowhere: 85 in all."""
    with store.writing("test", "Thêm") as writing:
        for code, place, funds in ITEMS:
            values = {"campaign": "NTM", "content": f"Đường {place}", "organisation_id": organisation(vocabulary, code),
                      "unit_id": _unit(vocabulary, place) if place else None, "period": "2024-Q2",
                      "funds": funds}  # fmt: skip
            keep(writing, checked(CAMPAIGN_ITEM, values, vocabulary), vocabulary)
    return store


def _unit(words: Vocabulary, name: str) -> int:
    return unit(words, name, date(2024, 6, 1))


def _board(store: Database, choice: Choice, today: date, **more: Any) -> IndicatorBoard:
    with store.reading() as session:
        return board(session, YEAR, today, By.UNIT, choice, **more)


def _lines(found: IndicatorBoard, code: str = "A02") -> dict[str, int]:
    return {r.name: int(r.cell.shown.amount) for r in found.rows(code) if r.cell.shown.amount}


def _type(store: Database, value: int, unit_id: int | None, organisation_id: int | None = None, **more: Any) -> None:
    own = Own(more.get("code", "A02"), organisation_id, unit_id)
    type_over(store, YEAR, Overriding(own, number(value), "Báo cáo giấy"), THEN)


def test_a_record_prints_its_old_district_and_counts_for_what_it_became(works: Database) -> None:
    then = {"Huyện Nông Sơn": 17, "Huyện Quế Sơn": 20, "Huyện Đại Lộc": 43, "Chưa ghi đơn vị": 5, "Tổng số": 85}
    for today in (THEN, MERGED, ABOLISHED):
        assert _lines(_board(works, Choice.THEN, today)) == then
    assert _lines(_board(works, Choice.NOW, MERGED)) == {
        "Huyện Quế Sơn": 37, "Huyện Đại Lộc": 43, "Chưa ghi đơn vị": 5, "Tổng số": 85,
    }  # fmt: skip
    now = _board(works, Choice.NOW, ABOLISHED)
    lines = _lines(now)
    assert sum(v for name, v in lines.items() if name != "Tổng số") == lines["Tổng số"] == 85
    # Records of a whole district have no commune: they keep their place under the name of their time.
    assert lines["Huyện Đại Lộc (đến 30/6/2025)"] == 3
    assert now.seen is not None
    assert len(now.seen.keys) == 78
    with works.reading() as session:
        units = Units.read(session)
    assert {units.name(k) for k in now.seen.keys} >= {n for n in lines if n.startswith(("Xã", "Phường"))}


@pytest.mark.parametrize("choice", list(Choice))
@pytest.mark.parametrize("today", [THEN, MERGED, ABOLISHED])
def test_a_commune_split_between_two_counts_once(works: Database, choice: Choice, today: date) -> None:
    with works.reading() as session:
        units = Units.read(session)
        words = read_vocabulary(session)
    old = _unit(words, "Xã Đại Hiệp")
    (became,) = units.after[old]
    other = next(u.id for u in units.on(ABOLISHED, "commune") if u.id != became)
    with works.writing("test", "Một phần sang xã khác") as writing:
        writing.session.add(Succession(old_id=old, new_id=other, on_day=date(2025, 7, 1), whole=False, basis="Thử"))
    lines = _lines(_board(works, choice, today))
    whole = lines.pop("Tổng số")
    assert sum(lines.values()) == whole == 85
    assert units.name(other) not in lines


def test_a_typed_figure_stands_in_its_district_and_moves_the_one_it_became(
    works: Database, vocabulary: Vocabulary
) -> None:
    _type(works, 100, _unit(vocabulary, "Huyện Nông Sơn"))
    then, now = _board(works, Choice.THEN, MERGED), _board(works, Choice.NOW, MERGED)
    assert _lines(then)["Huyện Nông Sơn"] == 100
    assert _lines(then)["Tổng số"] == _lines(now)["Tổng số"] == 85 - 17 + 100
    assert _lines(now)["Huyện Quế Sơn"] == 20 + 100
    row = next(r for r in now.rows("A02") if r.name == "Huyện Quế Sơn")
    assert row.cell.counted == number(37)
    assert row.cell.typed is not None
    assert "Báo cáo giấy" in row.cell.typed.note
    assert "Theo huyện cũ" in row.why_not
    (typed,) = (r for r in then.rows("A02") if r.cell.typed is not None and r.cell.typed.record)
    assert typed.why_not == ""
    assert typed.cell.typed is not None
    assert (typed.cell.typed.who, typed.cell.typed.counted) == ("người thử", Decimal(17))
    later = _board(works, Choice.NOW, ABOLISHED)
    assert _lines(later)["Tổng số"] == 168


def test_a_part_of_a_line_typed_moves_the_line_until_the_line_is_typed(works: Database, vocabulary: Vocabulary) -> None:
    farmers, front = organisation(vocabulary, "HND"), organisation(vocabulary, "MTTQ")
    district = _unit(vocabulary, "Huyện Quế Sơn")
    _type(works, 25, district, farmers)
    assert _lines(_board(works, Choice.THEN, THEN))["Huyện Quế Sơn"] == 25
    assert _lines(_board(works, Choice.THEN, THEN, organisation=farmers)) == {
        "Huyện Nông Sơn": 10, "Huyện Quế Sơn": 25, "Tổng số": 35,
    }  # fmt: skip
    assert _lines(_board(works, Choice.THEN, THEN, organisation=front))["Tổng số"] == 55
    with works.reading() as session:
        bodies = board(session, YEAR, THEN, By.ORGANISATION, Choice.THEN)
    assert _lines(bodies)["Hội Nông dân tỉnh"] == 35
    assert _lines(bodies)["Tổng số"] == 90
    _type(works, 60, district)
    assert _lines(_board(works, Choice.THEN, THEN))["Huyện Quế Sơn"] == 60
    _type(works, 500, None)
    assert _lines(_board(works, Choice.THEN, THEN))["Tổng số"] == 500


def test_shares_follow_what_is_typed_and_do_not_add_up(works: Database, vocabulary: Vocabulary) -> None:
    _type(works, 40, _unit(vocabulary, "Huyện Quế Sơn"), code="A12")
    _type(works, 10, _unit(vocabulary, "Huyện Quế Sơn"), code="A14")
    _type(works, 50, _unit(vocabulary, "Huyện Nông Sơn"), code="A15")
    now = _board(works, Choice.NOW, MERGED)
    assert {r.name: r.cell.shown for r in now.rows("A15") if r.cell.typed} == {
        "Huyện Quế Sơn": number(25), "Tổng số": number(25),
    }  # fmt: skip


def test_typing_asks_for_a_reason_and_a_figure_and_is_taken_back(works: Database, vocabulary: Vocabulary) -> None:
    own = Own("A02", None, _unit(vocabulary, "Huyện Đại Lộc"))
    with pytest.raises(Refused, match="lý do"):
        type_over(works, YEAR, Overriding(own, number(1), "  "), THEN)
    with pytest.raises(Refused, match="Chưa ghi số"):
        type_over(works, YEAR, Overriding(own, MISSING, "x"), THEN)
    first = type_over(works, YEAR, Overriding(own, number(1), "x"), THEN)
    again = type_over(works, YEAR, Overriding(own, NONE, "Xác nhận không có"), THEN)
    with works.reading() as session:
        (kept,) = session.query(Override)
        assert (first, again) == (kept.id, kept.id)
        assert (kept.state, kept.value, kept.counted) == ("none", None, Decimal(43))
    (row,) = (r for r in _board(works, Choice.THEN, THEN).rows("A02") if r.name == "Huyện Đại Lộc")
    assert row.cell.shown == NONE
    assert row.cell.typed is not None
    assert in_words(row.cell.typed.value) == "không có"
    take_back(works, Typed(NONE, "", kept.id))
    assert _lines(_board(works, Choice.THEN, THEN))["Huyện Đại Lộc"] == 43


def test_reports_of_joined_districts_stand_together(works: Database, vocabulary: Vocabulary) -> None:
    with works.writing("test", "Báo cáo") as writing:
        for name, value in (("Huyện Nông Sơn", 4), ("Huyện Quế Sơn", 6)):
            kind = PERIODIC_REPORT.part("report_figure").kind
            figure = checked(kind, {"indicator": "A02", "state": "value", "value": Decimal(value)}, vocabulary)
            values = {"unit_id": _unit(vocabulary, name), "period": "2024", "version": 1, "state": "DUYET",
                      "received_on": date(2024, 11, 20)}  # fmt: skip
            keep(writing, checked(PERIODIC_REPORT, values, vocabulary), vocabulary,
                 parts={"report_figure": [PartRow(figure)]})  # fmt: skip
    def told(choice: Choice) -> dict[str, Decimal | None]:
        rows = _board(works, choice, MERGED).rows("A02")
        return {r.name: r.cell.reported.amount for r in rows if r.cell.reported.amount}

    assert told(Choice.THEN) == {"Huyện Nông Sơn": 4, "Huyện Quế Sơn": 6, "Tổng số": 10}
    assert told(Choice.NOW) == {"Huyện Quế Sơn": 10, "Tổng số": 10}


def test_the_whole_table_has_every_indicator_and_line(works: Database, vocabulary: Vocabulary) -> None:
    _type(works, 100, _unit(vocabulary, "Huyện Nông Sơn"))
    table = _board(works, Choice.THEN, THEN).as_table()
    assert len(table.captions) == 3 + 18 + 1 + 3
    rows = {row[1]: dict(zip(table.captions, row, strict=True)) for row in table.rows}
    assert len(rows) == len(table.rows) > 61
    assert (rows["A02"]["Huyện Nông Sơn"], rows["A02"]["Chưa ghi đơn vị"], rows["A02"]["Tổng số"]) == (100, 5, 168)
    assert rows["A02"]["Cùng kỳ năm trước"] is None, "nothing was kept then"
    assert rows["A05"]["Tổng số"] is None
    assert rows["C01"]["Huyện Nông Sơn"] == "-"


@pytest.mark.parametrize(("reports", "whole"), [
    ((("Huyện Nông Sơn", "2024", 4), ("Huyện Quế Sơn", "2024", 6)), 10),
    ((("Huyện Nông Sơn", "2024", 4), ("Huyện Quế Sơn", "2024", 6), ("Huyện Quế Sơn", "2025-H1", 11)), 11),
    ((("Huyện Nông Sơn", "2024", 4), ("Huyện Đại Lộc", "2025-H1", 8), ("Xã Đại Lộc", "2025", 3)), 7),
])  # fmt: skip
def test_a_standing_number_of_a_unit_is_not_told_again_by_what_it_became(
    store: Database, vocabulary: Vocabulary, reports: tuple[tuple[str, str, int], ...], whole: int
) -> None:
    kind = PERIODIC_REPORT.part("report_figure").kind
    with store.writing("test", "Báo cáo") as writing:
        for name, period, value in reports:
            day = Period.parse(period).end
            figure = checked(kind, {"indicator": "A05", "state": "value", "value": Decimal(value)}, vocabulary)
            values = {"unit_id": unit(vocabulary, name, day), "period": period, "version": 1, "state": "DUYET",
                      "received_on": day}  # fmt: skip
            keep(writing, checked(PERIODIC_REPORT, values, vocabulary), vocabulary,
                 parts={"report_figure": [PartRow(figure)]})  # fmt: skip
    with store.reading() as session:
        found = board(session, Period.parse("2025"), date(2026, 1, 10), By.UNIT, Choice.NOW)
    assert found.table.lines["A05"].total.cumulative == number(whole)
