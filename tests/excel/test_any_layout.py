"""Lists laid out at random: no row is lost silently, no wrong value is taken in silently.

MTTQ_LAYOUTS=2000 reads that many instead of the few of every run.
"""

import os
from collections import Counter
from typing import Any

import pytest

from mttq_desktop.errors import Severity
from mttq_desktop.excel.found import FoundRow, FoundSheet
from mttq_desktop.excel.reading import open_book
from mttq_desktop.excel.spec import Hints, Request
from mttq_desktop.excel.understanding import read_sheets
from mttq_desktop.fields import Vocabulary
from mttq_desktop.services.tables import every_spec
from mttq_desktop.store.database import Database
from tests.excel.made.layouts import Made, day, make
from tests.services.importing.truth import comparable

_SEEDS = range(int(os.environ.get("MTTQ_LAYOUTS", "60")))
_BATCH = 20


@pytest.fixture
def request_(store: Database, vocabulary: Vocabulary) -> Request:
    with store.reading() as session:
        return Request("bieu.xlsx", every_spec(session), vocabulary, Hints())


@pytest.mark.parametrize("first", _SEEDS[::_BATCH])
def test_no_row_is_lost_and_no_value_wrong(request_: Request, first: int) -> None:
    wrong, told = [], Counter[str]()
    for seed in _SEEDS[first : first + _BATCH]:
        made = make(seed)
        sheet = next(s for s in _read(made, request_) if s.name == made.sheet)
        wrong += [f"{seed} {made.kind}: {w}" for w in _wrong(made, sheet, request_.vocabulary)]
        told[_sort_of(made, sheet)] += 1
    assert wrong == []
    assert told["understood"] >= 0.8 * told.total(), told


def _read(made: Made, request: Request) -> list[FoundSheet]:
    found = []
    for reading in read_sheets(open_book(made.data, request.limits), request, made.name):
        for piece in reading.rows:
            reading.info.rows += [piece] if isinstance(piece, FoundRow) else piece.rows()
        by_number = {r.number: r for r in reading.info.rows}
        for number, problem in reading.late:
            by_number[number].problems.append(problem)
        found.append(reading.info)
    return found


def _sort_of(made: Made, sheet: FoundSheet) -> str:
    if any(p.is_error for p in sheet.problems):
        return "asked"
    good = sum(r.outcome == "data" for r in sheet.rows)
    return "understood" if good * 10 >= 9 * len(made.truth) else "rejected"


def _wrong(made: Made, sheet: FoundSheet, vocabulary: Vocabulary) -> list[str]:
    """Everything taken in that is not so, or left out without a word."""
    numbers = [r.number for r in sheet.rows]
    found = [f"row {n} listed {c} times" for n, c in Counter(numbers).items() if c > 1]
    found += [f"row {n} vanished" for n in made.truth if n not in numbers]
    if any(p.is_error for p in sheet.problems):
        return found
    if sheet.kind != made.kind:
        return [*found, f"taken for {sheet.kind or 'nothing'}"]
    unread = any(p.code in ("unknown_column", "missing_column") for p in sheet.problems)
    rows = {r.number: r for r in sheet.rows}
    for number, means in made.truth.items():
        row = rows.get(number)
        if row is None:
            continue
        if row.outcome == "skipped":
            found.append(f"row {number} skipped as {row.reason}")
        elif row.outcome == "data":
            found += [f"row {number}: {w}" for w in _wrong_values(row, means, vocabulary, unread)]
    extra = [r.number for r in sheet.rows if r.outcome == "data" and r.number not in made.truth]
    return found + [f"row {n} is no record" for n in extra]


def _wrong_values(row: FoundRow, means: dict[str, Any], vocabulary: Vocabulary, unread: bool) -> list[str]:
    doubted = {p.field for p in row.problems if p.severity is not Severity.FACT}
    found = []
    for name, meant in means.items():
        mine = _plain(row.values.get(name), name, vocabulary)
        theirs = comparable(meant) if isinstance(meant, str) else day(meant)
        if mine == theirs or name in doubted or (mine is None and unread):
            continue
        if isinstance(mine, str) and isinstance(theirs, str) and mine.casefold() == theirs.casefold():
            continue
        found.append(f"{name} is {mine!r}, not {theirs!r}")
    return found


def _plain(value: Any, name: str, vocabulary: Vocabulary) -> Any:
    if value is None:
        return None
    if name in ("commune_id", "unit_id"):
        return comparable(vocabulary.units.label(value))
    if name.endswith("_id"):
        return comparable(vocabulary.target("organisation").by_key[value].code)
    return comparable(value) if isinstance(value, str) else day(value)
