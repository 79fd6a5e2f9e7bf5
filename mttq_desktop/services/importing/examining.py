"""The rules that a kind itself has for its records, applied to the rows of a workbook."""

from collections.abc import Mapping
from typing import Any

from mttq_desktop.errors import Problem
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.importing.beside import settle_beside
from mttq_desktop.services.importing.model import SheetPreview
from mttq_desktop.services.importing.row import Outcome, RowPreview
from mttq_desktop.services.importing.supposing import suppose
from mttq_desktop.store.rows import defaults_of


def apply_rules(
    sheet: SheetPreview, row: RowPreview, vocabulary: Vocabulary, stored: Mapping[str, Any] | None = None
) -> bool:
    """Note what the kind's rules say of a row, against the record it changes if there is one; True when it rejects.

    Tables that say their own sender are read by these rules already.
    """
    assert sheet.kind is not None
    assert sheet.spec is not None
    if sheet.spec.asks:
        return False
    if stored is None:
        settle_beside(sheet, row, vocabulary)
    told = _begin(sheet, row, vocabulary) if stored is None else []
    news = {n: new for n, (_, new) in row.changes.items()} if stored is not None else row.values
    whole = {**(stored if stored is not None else defaults_of(sheet.kind.table)), **news}
    wrong = {p.field for p in row.problems if p.is_error}
    found = [p for check in sheet.kind.checks for p in check(whole, vocabulary) if p.field not in wrong]
    row.ruled = (*told, *(_placed(sheet, row, p) for p in found))
    row.problems = (*row.problems, *row.ruled)
    first = next((p for p in row.ruled if p.is_error), None)
    if first is not None:
        row.outcome, row.reason, row.changes = Outcome.REJECTED, row.reason or first.code, {}
    elif row.outcome is not Outcome.REJECTED and stored is None:
        _work_out(sheet.kind, row)
    return first is not None


def _begin(sheet: SheetPreview, row: RowPreview, vocabulary: Vocabulary) -> list[Problem]:
    """Forget what was worked out before; suppose anew what other words of the row tell."""
    for name in row.worked:
        row.values.pop(name, None)
    told = suppose(sheet, row, vocabulary)
    row.worked = tuple(p.field for p in told if p.field)
    return told


def _work_out(kind: Kind[Any], row: RowPreview) -> None:
    """Fill what follows from other values (days from "Quý II"), anew each time."""
    before = {n for n, v in row.values.items() if v is not None}
    if kind.prepare is not None:
        kind.prepare(row.values)
    row.worked += tuple(n for n, v in row.values.items() if v is not None and n not in before)


def _placed(sheet: SheetPreview, row: RowPreview, problem: Problem) -> Problem:
    cell = sheet.cell(row.number, problem.field or "")
    return Problem(problem.code, problem.message, problem.severity, problem.field, cell, problem.proposal)
