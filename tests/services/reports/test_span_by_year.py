"""D02: in every row the total is what the columns of the years say, by the row's own rule, typed figures included."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from mttq_desktop.paths import resources
from mttq_desktop.queries.indicators import number
from mttq_desktop.queries.indicators.overriding import Own
from mttq_desktop.rules.period import Period
from mttq_desktop.services.indicator_board import Overriding, type_over
from mttq_desktop.services.reports import Drawn, behind, previews
from mttq_desktop.store.database import Database
from mttq_desktop.word.model import GroupRow, Table
from tests.services.reports.raw import rows

TODAY = date(2024, 4, 5)
SPAN = Period.parse("2020-2025")
_LINES = (resources() / "codes" / "indicators.csv").read_text(encoding="utf-8").splitlines()
LISTED = {line["code"]: line for line in csv.DictReader(_LINES)}
ONCE = ("A11", "A12", "A13", "A14", "A16", "A17", "A31", "B17", "B18", "C01", "E02.1")
"""A household, a unit, a letter that is there in several years counts once in the span."""
PARTS = {"A15": ("A14", "A12"), "B14.2": ("B14.1", "B13"), "D05.2": ("D05.1", "D04")}
"""Shares whose parts stand in the table themselves."""
TYPED = (
    ("2022", "A01", 40), ("2022", "A05", 120), ("2022", "A11", 200), ("2023", "A12", 100), ("2023", "A14", 75),
    ("2022", "A21", 5_000_000_000), ("2022", "A34", 61), ("2022", "A35.1", 4), ("2022", "B13", 400),
    ("2022", "B14.1", 300), ("2022", "C15", 90), ("2024", "C15", 200), ("2022", "D04", 8), ("2022", "D05.1", 6),
    ("2022", "D06.1", 350), ("2022", "E04", 12), ("2022", "E05.1", 45), ("2023", "E05.2", 9),
)  # fmt: skip
Cells = Mapping[str, tuple[list[Decimal | None], Decimal | None]]


@pytest.fixture(scope="module")
def province(practice_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The practice province, to be typed into."""
    path = tmp_path_factory.mktemp("span") / practice_file.name
    path.write_bytes(practice_file.read_bytes())
    database = Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
    yield database
    database.close()


@pytest.fixture(scope="module")
def counted(province: Database) -> Drawn:
    """Before anything is typed."""
    return previews(province, "D02", SPAN, TODAY)[0]


@pytest.fixture(scope="module")
def typed(province: Database, counted: Drawn) -> Drawn:
    """With figures typed for single years."""
    assert counted.figures.counts
    for year, code, amount in TYPED:
        over = Overriding(Own(code, None, None), number(amount), "Báo cáo giấy")
        type_over(province, Period.parse(year), over, TODAY)
    return previews(province, "D02", SPAN, TODAY)[0]


def cells(drawn: Drawn) -> Cells:
    """Years and total of every indicator, as printed."""
    codes = {r["label"]: code for code, r in LISTED.items()}
    table = drawn.document.annexes[0].parts[0]
    assert isinstance(table, Table)
    lines = [row for row in table.rows if not isinstance(row, GroupRow)]
    return {codes[row[1]]: ([amount(c) for c in row[3:9]], amount(row[9])) for row in lines}


def amount(cell: str) -> Decimal | None:
    """1.234,5* as a number."""
    plain = cell.rstrip("*").replace(".", "").replace(",", ".")
    return Decimal(plain) if plain not in ("", "-") else None


def by_rule(code: str, found: Cells, once: Mapping[str, Decimal]) -> Decimal | None:
    """The total that the columns say; of what counts once the one given."""
    told = [n for n in found[code][0] if n is not None]
    if code in PARTS:
        part, whole = (found[c][1] for c in PARTS[code])
        return None if not whole or part is None else (part * 100 / whole).quantize(Decimal("0.01"))
    if code in ONCE:
        return once[code]
    if not told:
        return None
    return {"last": told[-1], "min": min(told)}.get(LISTED[code]["adds"], sum(told, Decimal(0)))


@pytest.mark.parametrize("code", [c for c in LISTED if c not in ("A33", "D02")])
def test_the_total_is_what_the_years_say(code: str, counted: Drawn, typed: Drawn) -> None:
    before, after = cells(counted), cells(typed)
    by_year = {c: zip(after[c][0], before[c][0], strict=True) for c in ONCE}
    moved = {c: (before[c][1] or Decimal(0)) + sum((n or 0) - (was or 0) for n, was in by_year[c]) for c in ONCE}
    assert after[code][1] == by_rule(code, after, moved)
    assert before[code][1] == by_rule(code, before, {c: before[c][1] or Decimal(0) for c in ONCE})


def test_what_counts_once_is_more_than_any_year_and_no_more_than_all(counted: Drawn) -> None:
    found = cells(counted)
    for code in ONCE:
        told = [n for n in found[code][0] if n is not None]
        assert max(told) <= (found[code][1] or 0) <= sum(told)


def test_shares_of_hidden_parts_lie_between_those_of_the_years(counted: Drawn) -> None:
    for code in ("A33", "D02"):
        told = [n for n in cells(counted)[code][0] if n is not None]
        assert min(told) <= (cells(counted)[code][1] or 0) <= max(told)


def test_a_year_of_the_span_counts_every_report_that_came_in_it(province: Database, counted: Drawn) -> None:
    came = [r for r in rows(province, "periodic_report") if r["received_on"] and r["period"].startswith("2023")]
    in_time = sum(r["received_on"] <= r["due_on"] for r in came)
    found = cells(counted)
    assert (found["E05.1"][0][3], found["E05.2"][0][3]) == (in_time, len(came) - in_time)
    (own,) = previews(province, "D01", Period.parse("2023"), TODAY)
    assert own.figures.counts["E05.1"] < in_time


def test_the_records_behind_a_figure_of_a_year_are_as_many_as_it_tells(province: Database, counted: Drawn) -> None:
    for key in ("E05.1/y2023", "C15", "E04"):
        found = behind(province, counted, key, SPAN, TODAY)
        assert found is not None
        assert len(found.ids) == counted.figures.counts[key]
    assert cells(counted)["C15"][1] == cells(counted)["C15"][0][4]
    assert cells(counted)["E04"][0][5] is None


def test_a_figure_typed_for_the_span_stays(province: Database, typed: Drawn) -> None:
    assert typed.figures.counts
    made = Overriding(Own("A01", None, None), number(777), "Tổng kết giai đoạn")
    type_over(province, SPAN, made, TODAY)
    (drawn,) = previews(province, "D02", SPAN, TODAY)
    assert cells(drawn)["A01"][1] == 777
