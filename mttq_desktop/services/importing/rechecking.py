"""Correcting a row in the preview: a typed value, a word taught, a column renamed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.cleaning import Cleaner, Setting
from mttq_desktop.excel.spec import ColumnSpec, Hints
from mttq_desktop.fields import Coded, Field, Key, Link
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.services.importing.near import find_likes, forget_likes, is_long
from mttq_desktop.services.importing.previewing import look_up
from mttq_desktop.services.importing.previewing import preview as preview_again
from mttq_desktop.services.importing.readers import Readers
from mttq_desktop.services.importing.row import Outcome, RowPreview
from mttq_desktop.services.importing.sameness import renewed
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database

_BOUNDS = Hints()


def recheck(
    database: Database, preview: FilePreview, sheet: SheetPreview, row: RowPreview, name: str, text: str
) -> None:
    """Read a typed text into one field of a row, in place; the whole file is settled anew."""
    assert sheet.spec is not None
    put(preview, sheet, row, sheet.spec.column(name), text)
    resettle(database, preview)
    if sheet.kind is None or name != sheet.kind.likeness:
        return
    if is_long(sheet):
        forget_likes(sheet, row)
    else:
        with database.reading() as session:
            find_likes(session, [preview], preview.beside)


def teach(database: Database, preview: FilePreview, sheet: SheetPreview, row: RowPreview, name: str, key: Key) -> int:
    """What the word in a row's cell means, for every row that writes it so, and for files to come.

    Returns how many rows were understood by it.
    """
    assert sheet.spec is not None
    column = sheet.spec.column(name)
    word = row.texts.get(name, "")
    lookup = _lookup_name(column.field)
    if not word or lookup is None:
        return 0
    preview.learned[lookup, word] = key
    label = column.field.lookup(preview.vocabulary).label(key)  # type: ignore[attr-defined]  # Coded and Link have one
    helped = 0
    for table in preview.tables:
        for other in table.rows.told:
            if other.texts.get(name) == word:
                put(preview, table, other, column, label, words=word)
                helped += 1
    resettle(database, preview)
    return helped


def remap(
    database: Database, preview: FilePreview, sheet: SheetPreview, columns: Mapping[int, str], hints: Hints,
    progress: Progress | None = None, readers: Readers | None = None,
) -> FilePreview:  # fmt: skip
    """The file read anew with other meanings of its columns (column number → field, "" for none)."""
    corrected = {**preview.corrected, sheet.name: {**preview.corrected.get(sheet.name, {}), **columns}}
    hints = replace(hints, columns=corrected)
    (made,) = preview_again(database, [preview.path], hints, progress, readers=readers, beside=preview.beside)
    made.learned.update(preview.learned)
    return made


def _lookup_name(field: Field[Any]) -> str | None:
    if isinstance(field, Coded):
        return field.codes
    return field.target if isinstance(field, Link) else None


def put(
    preview: FilePreview, sheet: SheetPreview, row: RowPreview, column: ColumnSpec, text: str, words: str = ""
) -> None:
    """Read a typed text into one field of a row; the file is not settled anew."""
    sheet.rows.keep(row)
    cleaned = Cleaner(column, _setting(preview, sheet), sheet.columns.get(column.name, "")).words(text)
    cell = sheet.cell(row.number, column.name)
    problems = [p for p in row.problems if p.field != column.name]
    problems += [replace(p, cell=cell) for p in cleaned.problems]
    row.values.pop(column.name, None)
    row.folded = ""
    row.worked = tuple(n for n in row.worked if n != column.name)
    row.edited = (*(n for n in row.edited if n != column.name), column.name)
    if cleaned.value is not None:
        row.values[column.name] = cleaned.value
    if column.as_sent and (words or cleaned.words):
        row.values[column.as_sent] = words or cleaned.words
    if cleaned.value is None and not cleaned.problems and column.strict:
        problems.append(Problem("missing", f"Thiếu {column.field.label.lower()}.", Severity.ERROR, column.name, cell))
    row.problems = tuple(problems)
    row.texts = {**row.texts, column.name: text} if cleaned.problems else _without(row.texts, column.name)


def _without(texts: Mapping[str, str], name: str) -> dict[str, str]:
    return {n: t for n, t in texts.items() if n != name}


def _setting(preview: FilePreview, sheet: SheetPreview) -> Setting:
    on = Period.parse(sheet.period).start if sheet.period else None
    return Setting(preview.vocabulary, sheet.unit, on, _BOUNDS.earliest, _BOUNDS.latest)


def clear_blanks(database: Database, preview: FilePreview, on: bool) -> None:
    """What cells left empty mean from now on: that stored values are cleared, or that they are kept."""
    preview.clear_blanks = on
    resettle(database, preview)


def resettle(database: Database, preview: FilePreview) -> None:
    """Give every row its outcome anew: the store, or the row itself, is another one now."""
    for table in preview.tables:
        for row in table.rows.told:
            if not row.is_data:
                continue
            fresh = renewed(row)
            if errors := [p for p in fresh.problems if p.is_error]:
                fresh.outcome, fresh.reason = Outcome.REJECTED, errors[0].code
            if fresh != row:
                table.rows.keep(row)
                _refresh(row, fresh)
    with database.reading() as session:
        look_up(session, preview)


def _refresh(row: RowPreview, fresh: RowPreview) -> None:
    """Rows keep being the same objects, so that a view may hold them."""
    row.outcome, row.reason, row.problems = fresh.outcome, fresh.reason, fresh.problems
    row.changes, row.record, row.ruled = fresh.changes, fresh.record, fresh.ruled
