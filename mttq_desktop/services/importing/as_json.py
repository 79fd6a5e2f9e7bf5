"""The preview or result of an import as plain data for --json (EXCHANGE: command line)."""

from collections.abc import Mapping, Sequence
from typing import Any

from mttq_desktop.errors import Problem
from mttq_desktop.fields import JsonValue, Vocabulary
from mttq_desktop.services.importing.model import FilePreview, Result, SheetPreview
from mttq_desktop.services.importing.row import RowPreview

Results = Mapping[int, Result]
"""Results by the file's place in the list; files without one were only looked at."""


def as_json(previews: Sequence[FilePreview], results: Results | None = None) -> dict[str, Any]:
    """{"files": […]}: dates as ISO, codes as keys, units by full name, missing as null."""
    results = results or {}
    return {"files": [_file(p, results.get(i)) for i, p in enumerate(previews)]}


def _file(preview: FilePreview, result: Result | None) -> dict[str, Any]:
    status = "refused" if preview.refused else "imported" if result is not None else "previewed"
    return {
        "path": str(preview.path), "sha256": preview.sha256 or None, "status": status,
        "batch": result.batch if result else None, "problems": [_problem(p) for p in preview.problems],
        "sheets": [_sheet(s, preview.vocabulary) for s in preview.sheets], "counts": dict(preview.counts),
    }  # fmt: skip


def _sheet(sheet: SheetPreview, vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "name": sheet.name, "kind": sheet.kind.name if sheet.kind else None,
        "unit": vocabulary.units.label(sheet.unit) if sheet.unit is not None else None,
        "period": sheet.period or None, "header_rows": list(sheet.header_rows), "columns": dict(sheet.columns),
        "problems": [_problem(p) for p in sheet.problems],
        "rows": [_row(r, sheet, vocabulary) for r in sheet.rows], "counts": dict(sheet.counts),
    }  # fmt: skip


def _row(row: RowPreview, sheet: SheetPreview, vocabulary: Vocabulary) -> dict[str, Any]:
    made: dict[str, Any] = {"row": row.number, "outcome": row.outcome.value, "reason": row.reason}
    if row.is_data:
        made["values"] = {n: _plain(sheet, n, row.values.get(n), vocabulary) for n in _names(sheet)}
    else:
        made["values"] = {}
    made["changes"] = {n: [_plain(sheet, n, v, vocabulary) for v in pair] for n, pair in row.changes.items()}
    made["problems"] = [_problem(p) for p in row.problems]
    return made


def _names(sheet: SheetPreview) -> list[str]:
    assert sheet.spec is not None
    names = [n for c in sheet.spec.columns if not c.into for n in (c.name, c.as_sent) if n]
    return list(dict.fromkeys(names))


def _plain(sheet: SheetPreview, name: str, value: Any, vocabulary: Vocabulary) -> JsonValue:
    if value is None:
        return None
    return sheet.field(name).plain(value, vocabulary)


def _problem(p: Problem) -> dict[str, str | None]:
    return {
        "severity": p.severity.value, "code": p.code, "field": p.field, "cell": p.cell, "message": p.message,
        "proposal": p.proposal,
    }  # fmt: skip
