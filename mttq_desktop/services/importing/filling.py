"""Places that a group of rows names only in its first one, put into the empty cells below when the person says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from mttq_desktop.errors import Problem
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.services.importing.rechecking import put, resettle
from mttq_desktop.services.importing.row import RowPreview
from mttq_desktop.store.database import Database

_LOOKED_AT = 2_000
"""Faulty rows of a sheet among which a proposal is looked for before it is offered to take them all."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell that was filled, and what had been said of its row."""

    sheet: SheetPreview
    row: RowPreview
    field: str
    problems: tuple[Problem, ...]


def may_be_filled(sheets: Sequence[SheetPreview]) -> bool:
    """True when empty cells of these sheets likely mean what stands above them."""
    return any(True for sheet in sheets for row in islice(_faulty(sheet), _LOOKED_AT) for _ in _proposed(row))


def fill_from_above(database: Database, preview: FilePreview, sheets: Sequence[SheetPreview]) -> list[Filled]:
    """Fill all of them, and settle the file anew."""
    found = [(s, row, p) for s in sheets for row in _faulty(s) for p in _proposed(row)]
    done = [_fill(preview, sheet, row, problem) for sheet, row, problem in found]
    resettle(database, preview)
    return done


def empty_again(database: Database, preview: FilePreview, filled: Sequence[Filled]) -> None:
    """Take it back: the cells are empty, their rows wait for the person's word as before."""
    for one in filled:
        one.sheet.rows.keep(one.row)
        one.row.values.pop(one.field, None)
        one.row.problems = one.problems
    resettle(database, preview)


def _faulty(sheet: SheetPreview) -> Iterator[RowPreview]:
    return (sheet.rows.row(place) for place, brief in sheet.rows.told_briefs() if brief.errors)


def _proposed(row: RowPreview) -> Iterator[Problem]:
    return (p for p in row.problems if p.code == "missing" and p.proposal and p.field)


def _fill(preview: FilePreview, sheet: SheetPreview, row: RowPreview, problem: Problem) -> Filled:
    assert sheet.spec is not None
    assert problem.field is not None
    before = row.problems
    put(preview, sheet, row, sheet.spec.column(problem.field), problem.proposal or "")
    return Filled(sheet, row, problem.field, before)
