"""Writing one previewed file: one act, all or nothing, with batch, sheet and row kept on every record."""

import json
import zlib
from dataclasses import dataclass
from typing import Any

from mttq_desktop.errors import Refused
from mttq_desktop.excel.found import encode_problem
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.importing import last_act
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.office import ImportBatch
from mttq_desktop.services.importing import learning, originals
from mttq_desktop.services.importing.model import Choices, FilePreview, Outcome, Result, RowPreview, SheetPreview
from mttq_desktop.services.importing.newrows import NewRows, Rows
from mttq_desktop.services.importing.previewing import blocking
from mttq_desktop.services.importing.rechecking import resettle
from mttq_desktop.services.importing.speed import unhurried
from mttq_desktop.services.keeping import checked, keep, next_number
from mttq_desktop.services.work import Progress
from mttq_desktop.store.bulk import insert_columns
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.store.search import bulk_insert

_NO_CHOICES = Choices()
_CHUNK = 2_000


@dataclass(frozen=True)
class _Plan:
    """What will be written: new records, and changes to records that are there."""

    kind: Kind[Any]
    sheets: tuple[SheetPreview, ...]
    new: list[tuple[SheetPreview, RowPreview]]
    changed: list[tuple[SheetPreview, RowPreview]]


def write(
    database: Database, preview: FilePreview, choices: Choices = _NO_CHOICES, progress: Progress | None = None
) -> Result:
    """Write a file as previewed. Refuses while a question is open; writes nothing when nothing is new."""
    progress = progress or Progress()
    _look_again(database, preview)
    plan = _plan(preview, choices)
    if preview.earlier is not None and not plan.new and not plan.changed:
        return Result(preview.earlier, None, preview.counts)
    with unhurried(), database.writing("import", f"Nhập “{preview.path.name}”") as writing:
        batch = _batch(writing, preview, plan)
        numbers = _insert(writing, plan, batch, preview.vocabulary, progress)
        _change(writing, plan, batch, preview.vocabulary, progress)
        learning.remember(writing, preview, plan.sheets)
        progress.check()
    originals.keep_original(database, preview)
    return Result(batch, writing.act, preview.counts, *(numbers or ("", "")))


def _look_again(database: Database, preview: FilePreview) -> None:
    """What came into the store since the file was looked at must not come in twice."""
    with database.reading() as session:
        same = last_act(session) == preview.seen_act
    if not same and not preview.refused:
        resettle(database, preview)


def _plan(preview: FilePreview, choices: Choices) -> _Plan:
    if preview.refused:
        raise Refused(f"Không nhập được “{preview.path.name}”.", preview.problems[0].message, tuple(preview.problems))
    sheets = tuple(s for s in preview.tables if choices.sheets is None or s.name in choices.sheets)
    if not sheets:
        raise Refused(f"“{preview.path.name}” không có bảng nào để nhập.", "Chọn trang khác, hoặc xem lại loại tệp.")
    if open_questions := blocking(preview, sheets):
        first = open_questions[0]
        raise Refused(f"Chưa nhập được “{preview.path.name}”: {first.message}", "", tuple(open_questions))
    kinds = {id(s.kind): s.kind for s in sheets}
    if len(kinds) > 1:
        raise Refused("Tệp có nhiều loại bảng.", "Chọn từng trang để nhập riêng.")
    kind = sheets[0].kind
    assert kind is not None
    chosen = [(s, r) for s in sheets for r in s.rows]
    new = [(s, r) for s, r in chosen if _takes_new(s, r, choices)]
    changed = [(s, r) for s, r in chosen if r.changes and choices.take.get((s.name, r.number), choices.accept_changes)]
    return _Plan(kind, sheets, new, changed)


def _takes_new(sheet: SheetPreview, row: RowPreview, choices: Choices) -> bool:
    wanted = choices.take.get((sheet.name, row.number))
    if row.outcome is Outcome.NEW:
        return wanted is not False
    return row.outcome is Outcome.DUPLICATE and wanted is True


def _batch(writing: Writing, preview: FilePreview, plan: _Plan) -> int:
    units = {s.unit for s in plan.sheets}
    periods = {s.period or None for s in plan.sheets}
    mapping = {s.name: {"layout": s.layout, "columns": s.columns, "places": s.places} for s in plan.sheets}
    counts = dict(sum((s.counts for s in plan.sheets), start=type(preview.counts)()))
    batch = ImportBatch(
        file_name=preview.path.name, sha256=preview.sha256, size=preview.size, kind=plan.kind.name, at=writing.at,
        sender_unit=units.pop() if len(units) == 1 else None, period=periods.pop() if len(periods) == 1 else None,
        counts=json.dumps({**counts, "written": len(plan.new), "changed_written": len(plan.changed)}),
        mapping=json.dumps(mapping, ensure_ascii=False), outcomes=_outcomes(preview),
    )  # fmt: skip
    writing.session.add(batch)
    writing.session.flush()
    return batch.id


def _outcomes(preview: FilePreview) -> bytes:
    """Every row's outcome and problems, for showing the batch again and for the copy that goes back."""
    sheets = [
        [s.name, [[r.number, r.outcome, r.reason, [encode_problem(p) for p in r.problems]] for r in s.rows],
         [encode_problem(p) for p in s.problems]]
        for s in preview.sheets
    ]  # fmt: skip
    return zlib.compress(json.dumps(sheets, ensure_ascii=False).encode("utf-8"), 1)


def _insert(
    writing: Writing, plan: _Plan, batch: int, vocabulary: Vocabulary, progress: Progress
) -> tuple[str, str] | None:
    if not plan.new:
        return None
    kind, rows = plan.kind, plan.new
    numbers = _numbers(writing, kind, rows)
    made = NewRows(kind, vocabulary, writing.act, batch)
    with bulk_insert(writing.connection, kind, writing.act):
        for start in range(0, len(rows), _CHUNK):
            progress.report(start, len(rows), "Đang ghi")
            some = rows[start : start + _CHUNK]
            insert_columns(writing.connection, kind.table, made.columns(some, numbers[start : start + _CHUNK]))
    _insert_pairs(writing, kind, rows)
    given = [n for n in numbers if n]
    return (given[0], given[-1]) if given else None


def _numbers(writing: Writing, kind: Kind[Any], rows: Rows) -> list[str | None]:
    """Fresh numbers for all rows, one reservation for each series."""
    if kind.series is None:
        return [None] * len(rows)
    found: list[str | None] = [None] * len(rows)
    by_series: dict[str, list[int]] = {}
    writers: dict[str, Any] = {}
    known: dict[str, tuple[str, Any]] = {}
    for i, (_, row) in enumerate(rows):
        period = str(row.values.get(kind.period or ""))
        if period not in known:
            known[period] = kind.series(row.values)
        series, writers[series] = known[period]
        by_series.setdefault(series, []).append(i)
    for series, places in by_series.items():
        first = next_number(writing, series, len(places))
        for n, i in enumerate(places):
            found[i] = writers[series](first + n)
    return found


def _insert_pairs(writing: Writing, kind: Kind[Any], rows: Rows) -> None:
    """Many-to-many values; the new rows' ids are found by the act that made them."""
    wanted = [p for p in kind.pairs if any(r.values.get(p.name) for _, r in rows)]
    if not wanted:
        return
    found = writing.connection.exec_driver_sql(
        f"SELECT import_sheet, import_row, id FROM {kind.table.name} WHERE made_by = ?", (writing.act,)
    )
    ids = {(sheet, number): made for sheet, number, made in found}
    for pair in wanted:
        pairs = [
            (ids[sheet.name, row.number], target, i)
            for sheet, row in rows for i, target in enumerate(row.values.get(pair.name) or ())
        ]  # fmt: skip
        writing.connection.exec_driver_sql(
            f"INSERT INTO {pair.table.name} (owner_id, target_id, position) VALUES (?, ?, ?)", pairs
        )


def _change(writing: Writing, plan: _Plan, batch: int, vocabulary: Vocabulary, progress: Progress) -> None:
    kind = plan.kind
    for i, (sheet, row) in enumerate(plan.changed):
        if i % 100 == 0:
            progress.report(i, len(plan.changed), "Đang cập nhật")
        assert row.record is not None
        record = writing.session.get_one(kind.record, row.record)
        record.import_batch, record.import_sheet, record.import_row = batch, sheet.name, row.number
        stored = {n: getattr(record, n) for n in kind.shown if kind.pair(n) is None}
        news = {name: new for name, (_, new) in row.changes.items()}
        given = checked(kind, {**stored, **news}, vocabulary)
        keep(writing, given, vocabulary, row.record)
