"""A row beside a record: what says the same, what the row says differently."""

from collections.abc import Mapping
from typing import Any

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.spec import OWNER, ColumnSpec, TableSpec
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.importing.model import SheetPreview
from mttq_desktop.services.importing.row import Outcome, RowPreview
from mttq_desktop.text.fold import tone_key


def mark(row: RowPreview, outcome: Outcome, reason: str, message: str) -> None:
    row.outcome, row.reason = outcome, reason
    row.problems = (*row.problems, Problem(reason, message, Severity.WARNING))


def said(value: Any) -> Any:
    """A text as a reader takes it: spaces, capitals and the place of the tone do not count."""
    return tone_key(value) if isinstance(value, str) else value


def alike(value: Any, stored: Any) -> bool:
    """Equal, or the same words."""
    return bool(value == stored or (isinstance(value, str) and said(value) == said(stored)))


def changes(
    sheet: SheetPreview, kind: Kind[Any], values: Mapping[str, Any], stored: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """{field: (old, new)} for what the sheet says differently; an empty cell changes nothing.

    A coded field is compared by the sender's own words where these are kept: the office may have
    corrected the code since.
    """
    assert sheet.spec is not None
    found: dict[str, tuple[Any, Any]] = {}
    for column in sheet.spec.columns:
        if column.into or column.apart or column.name == OWNER:
            continue
        if column.as_sent:
            _changed_words(found, sheet.spec, column.name, column.as_sent, values, stored)
        elif (new := values.get(column.name)) is not None and not alike(new, stored.get(column.name)):
            found[column.name] = (stored.get(column.name), new)
        elif new is None and _says_none(column, values) and (old := stored.get(column.name)) is not None:
            found[column.name] = (old, None)
    return found


def _says_none(column: ColumnSpec, values: Mapping[str, Any]) -> bool:
    """The row says in words that there is no value."""
    name, valued = column.state
    return values.get(name) not in (None, valued)


def _changed_words(
    found: dict[str, tuple[Any, Any]], spec: TableSpec, name: str, words: str, values: Mapping[str, Any],
    stored: Mapping[str, Any],
) -> None:  # fmt: skip
    new = values.get(words)
    if new is None or alike(new, stored.get(words)):
        return
    found[words] = (stored.get(words), new)
    if values.get(name) is not None:
        found[name] = (stored.get(name), values[name])


def blanks(sheet: SheetPreview, row: RowPreview, stored: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """{field: (old, None)} for cells the sheet leaves empty, of columns that may be empty.

    In a list or template of ours only a cell that was emptied by hand counts.
    """
    assert sheet.spec is not None
    doubted = {p.field for p in row.problems if p.severity is not Severity.FACT}
    found: dict[str, tuple[Any, Any]] = {}
    for column in sheet.spec.columns:
        if column.into or column.apart or column.strict or column.name not in sheet.places or column.name in doubted:
            continue
        if row.uid and column.name not in row.edited:
            continue
        names = [n for n in (column.name, column.as_sent) if n]
        if all(row.values.get(n) is None for n in names):
            found |= {n: (old, None) for n in names if (old := stored.get(n)) is not None and old != ()}
    return found
