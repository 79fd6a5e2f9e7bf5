"""Writing one previewed file: one act, all or nothing, with batch, sheet and row kept on every record."""

import json
import zlib
from dataclasses import dataclass, replace
from typing import Any

from mttq_desktop.errors import Refused
from mttq_desktop.excel.found import encode_problem
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.importing import ids_made_by, last_act
from mttq_desktop.queries.listing import part_ids, targets_of
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.records.office import ImportBatch
from mttq_desktop.services import following
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
from mttq_desktop.store.rows import defaults_of
from mttq_desktop.store.search import bulk_insert

_NO_CHOICES = Choices()
_CHUNK = 2_000


@dataclass(frozen=True)
class _Plan:
    """What will be written: new records, and changes to records that are there; `parts` belong to these."""

    kind: Kind[Any]
    sheets: tuple[SheetPreview, ...]
    new: list[tuple[SheetPreview, RowPreview]]
    changed: list[tuple[SheetPreview, RowPreview]]
    part: Part | None = None
    parts: tuple["_Plan", ...] = ()

    @property
    def idle(self) -> bool:
        """True when there is nothing to write."""
        return not self.new and not self.changed and all(p.idle for p in self.parts)

    @property
    def all_sheets(self) -> tuple[SheetPreview, ...]:
        """The chosen sheets, those of parts too."""
        return (*self.sheets, *(s for p in self.parts for s in p.sheets))


def write(
    database: Database, preview: FilePreview, choices: Choices = _NO_CHOICES, progress: Progress | None = None
) -> Result:
    """Write a file as previewed. Refuses while a question is open; writes nothing when nothing is new."""
    progress = progress or Progress()
    _look_again(database, preview)
    plan = _plan(preview, choices)
    if preview.earlier is not None and plan.idle:
        return Result(preview.earlier, None, preview.counts)
    with unhurried(), database.writing("import", f"Nhập “{preview.path.name}”") as writing:
        batch = _batch(writing, preview, plan)
        numbers = _insert(writing, plan, batch, preview.vocabulary, progress)
        _change(writing, plan, batch, preview.vocabulary, progress)
        touched = set(ids_made_by(writing.session, plan.kind, writing.act))
        for part in plan.parts:
            touched |= _write_part(writing, plan, part, batch, preview.vocabulary, progress)
        following.refresh(writing, plan.kind, touched)
        learning.remember(writing, preview, plan.all_sheets)
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
    leading = tuple(s for s in sheets if s.part is None)
    if len({id(s.kind) for s in leading}) != 1:
        raise Refused("Tệp có nhiều loại bảng.", "Chọn từng trang để nhập riêng.")
    plan = _of_sheets(leading, choices)
    written = {id(r) for _, r in plan.new}
    parts = (_of_sheets((s,), choices) for s in sheets if s.part is not None)
    return replace(plan, parts=tuple(replace(p, new=[n for n in p.new if _has_owner(n[1], written)]) for p in parts))


def _of_sheets(sheets: tuple[SheetPreview, ...], choices: Choices) -> _Plan:
    kind = sheets[0].kind
    assert kind is not None
    chosen = [(s, r) for s in sheets for r in s.rows]
    new = [(s, r) for s, r in chosen if _takes_new(s, r, choices)]
    changed = [(s, r) for s, r in chosen if r.changes and choices.take.get((s.name, r.number), choices.accept_changes)]
    return _Plan(kind, sheets, new, changed, sheets[0].part)


def _has_owner(row: RowPreview, written: set[int]) -> bool:
    """True for a row of a part whose record is in the store, or comes with the same file."""
    return row.owner is not None and (row.owner.record is not None or id(row.owner) in written)


def _takes_new(sheet: SheetPreview, row: RowPreview, choices: Choices) -> bool:
    wanted = choices.take.get((sheet.name, row.number))
    if row.outcome is Outcome.NEW:
        return wanted is not False
    return row.outcome is Outcome.DUPLICATE and wanted is True


def _batch(writing: Writing, preview: FilePreview, plan: _Plan) -> int:
    units = {s.unit for s in plan.sheets}
    periods = {s.period or None for s in plan.sheets}
    mapping = {s.name: {"layout": s.layout, "columns": s.columns, "places": s.places} for s in plan.all_sheets}
    counts = dict(sum((s.counts for s in plan.all_sheets), start=type(preview.counts)()))
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
    known: dict[Any, tuple[str, Any]] = {}
    for i, (_, row) in enumerate(rows):
        said = row.values.get(kind.period) if kind.period else None
        if said is None or said not in known:
            known[said] = kind.series({**defaults_of(kind.table), **row.values})
        series, writers[series] = known[said]
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
    ids = _ids_by_place(writing, kind)
    for pair in wanted:
        pairs = [
            (ids[sheet.name, row.number], target, i)
            for sheet, row in rows for i, target in enumerate(row.values.get(pair.name) or ())
        ]  # fmt: skip
        writing.connection.exec_driver_sql(
            f"INSERT INTO {pair.table.name} (owner_id, target_id, position) VALUES (?, ?, ?)", pairs
        )


def _ids_by_place(writing: Writing, kind: Kind[Any]) -> dict[tuple[str, int], int]:
    """Records made by this act, by the sheet and row they came from."""
    found = writing.connection.exec_driver_sql(
        f"SELECT import_sheet, import_row, id FROM {kind.table.name} WHERE made_by = ?", (writing.act,)
    )
    return {(sheet, number): made for sheet, number, made in found}


def _write_part(
    writing: Writing, owners: _Plan, plan: _Plan, batch: int, vocabulary: Vocabulary, progress: Progress
) -> set[int]:
    """Rows of a part, after those their records have already; returns the records they belong to."""
    assert plan.part is not None
    made, column = _ids_by_place(writing, owners.kind), plan.part.owner.key
    fresh = {id(r): made[s.name, r.number] for s, r in owners.new}
    last: dict[int, int] = {}
    for _, row in plan.new:
        assert row.owner is not None
        owner = fresh.get(id(row.owner), row.owner.record)
        assert owner is not None
        last.setdefault(owner, len(part_ids(writing.session, plan.part, owner)) - 1)
        last[owner] += 1
        row.values |= {column: owner, "position": last[owner]}
    _insert(writing, plan, batch, vocabulary, progress)
    _change(writing, plan, batch, vocabulary, progress)
    following.refresh(writing, plan.kind, ids_made_by(writing.session, plan.kind, writing.act))
    return set(last)


def _change(writing: Writing, plan: _Plan, batch: int, vocabulary: Vocabulary, progress: Progress) -> None:
    kind = plan.kind
    for i, (sheet, row) in enumerate(plan.changed):
        if i % 100 == 0:
            progress.report(i, len(plan.changed), "Đang cập nhật")
        assert row.record is not None
        record = writing.session.get_one(kind.record, row.record)
        stored = {n: getattr(record, n) for n in kind.shown if kind.pair(n) is None}
        for pair in kind.pairs:
            stored[pair.name] = targets_of(writing.session, kind, pair.name, [row.record]).get(row.record, ())
        record.import_batch, record.import_sheet, record.import_row = batch, sheet.name, row.number
        news = {name: new for name, (_, new) in row.changes.items()}
        given = checked(kind, {**stored, **news}, vocabulary)
        others = {p.name for p in kind.pairs} - news.keys()
        kept = {n: v for n, v in given.values.items() if n not in others}
        keep(writing, replace(given, values=kept), vocabulary, row.record)
