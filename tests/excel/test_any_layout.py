"""Lists laid out at random: no row is lost silently, no wrong value is taken in silently.

MTTQ_LAYOUTS=2000 reads that many instead of the few of every run.
"""

import os
from collections import Counter
from collections.abc import Iterator
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
from tests.excel.made.families import Doubtful
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
    _check(request_, first, as_csv=False)


@pytest.mark.parametrize("first", _SEEDS[::_BATCH])
def test_nor_where_only_the_values_are_left(request_: Request, first: int) -> None:
    _check(request_, first, as_csv=True)


def _check(request: Request, first: int, *, as_csv: bool) -> None:
    """A text file knows no merged cells: what stood in them may be missing, but nothing else."""
    wrong, told = [], Counter[str]()
    for seed in _SEEDS[first : first + _BATCH]:
        made = make(seed)
        data, name = (made.as_csv(), "CSV") if as_csv else (made.data, made.sheet)
        sheet = next(s for s in _read(data, request, made.name) if s.name == name)
        lost = made.merged if as_csv else set[int]()
        wrong += [f"{seed} {made.kind}: {w}" for w in _wrong(made, sheet, request.vocabulary, lost)]
        told[_sort_of(made, sheet)] += 1
    assert wrong == []
    assert told["asked"] <= 0.1 * told.total(), told


def _read(data: bytes, request: Request, name: str) -> list[FoundSheet]:
    found = []
    for reading in read_sheets(open_book(data, request.limits), request, name):
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
    return "understood"


def _wrong(made: Made, sheet: FoundSheet, vocabulary: Vocabulary, lost: set[int]) -> list[str]:
    """Everything taken in that is not so, or left out without a word."""
    numbers = [r.number for r in sheet.rows]
    found = [f"row {n} listed {c} times" for n, c in Counter(numbers).items() if c > 1]
    found += [f"row {n} vanished" for n in made.filled() if n not in numbers]
    if any(p.is_error for p in sheet.problems):
        return found
    if sheet.kind != made.kind:
        return [*found, f"taken for {sheet.kind or 'nothing'}"]
    unread = any(p.code in ("unknown_column", "missing_column") for p in sheet.problems)
    rows = {r.number: r for r in sheet.rows}
    for number, means in made.truth.items():
        row = rows[number]
        if number in lost:
            means = {n: v for n, v in means.items() if n not in ("commune_id", "unit_id")}
        if row.outcome == "skipped":
            found.append(f"row {number} skipped as {row.reason}")
        elif row.outcome == "rejected" and number not in lost and not _has_doubt(means):
            found.append(f"row {number} is rejected without need: {row.reason}")
        elif row.outcome == "data":
            found += [f"row {number}: {w}" for w in _wrong_values(row, means, vocabulary, unread)]
    extra = [r.number for r in sheet.rows if r.outcome == "data" and r.number not in made.truth]
    made.sums = {n: wrong & sheet.places.keys() for n, wrong in made.sums.items()}
    told = {p.field for p in sheet.problems if p.code == "guessed_column"}
    found += [
        f"{name} is read from a column nobody knows"
        for name, at in sheet.places.items()
        if at in made.strangers and name not in told
    ]
    return found + [f"row {n} is no record" for n in extra] + list(_wrong_sums(made, rows))


def _has_doubt(means: dict[str, Any]) -> bool:
    return any(isinstance(meant, Doubtful) for meant in means.values())


def _wrong_sums(made: Made, rows: dict[int, FoundRow]) -> Iterator[str]:
    for number, wrong in made.sums.items():
        told = any(p.code == "total_mismatch" for p in rows[number].problems)
        if rows[number].outcome == "skipped" and told != bool(wrong):
            yield f"total in row {number} {'is not told' if wrong else 'is told wrongly'}"


def _wrong_values(row: FoundRow, means: dict[str, Any], vocabulary: Vocabulary, unread: bool) -> list[str]:
    doubted = {p.field for p in row.problems if p.severity is not Severity.FACT}
    doubted |= {"bodies_text" for name in doubted if name == "bodies"}  # the sender's words of one column
    found = []
    for name, meant in means.items():
        mine = _plain(row.values.get(name), name, vocabulary)
        if name in doubted or (mine is None and unread):
            continue
        if isinstance(meant, Doubtful):
            found.append(f"{name} is {mine!r} without a doubt")
            continue
        theirs = comparable(meant) if isinstance(meant, str) else day(meant)
        if not _alike(mine, theirs):
            found.append(f"{name} is {mine!r}, not {theirs!r}")
    return found


def _alike(mine: Any, theirs: Any) -> bool:
    both_words = isinstance(mine, str) and isinstance(theirs, str)
    return bool(mine == theirs or (both_words and mine.casefold() == theirs.casefold()))


def _plain(value: Any, name: str, vocabulary: Vocabulary) -> Any:
    if value is None:
        return None
    if name in ("commune_id", "unit_id"):
        return comparable(vocabulary.units.label(value))
    if name == "drafter_id":
        return comparable(vocabulary.target("authority").label(value))
    if name.endswith("_id"):
        return comparable(vocabulary.target("organisation").by_key[value].code)
    return comparable(value) if isinstance(value, str) else day(value)
