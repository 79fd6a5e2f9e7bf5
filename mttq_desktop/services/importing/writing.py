"""Writing one previewed file: one act, all or nothing, with batch, sheet and row kept on every record."""

import json
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
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
from mttq_desktop.services.importing.beside import beside_rows
from mttq_desktop.services.importing.joining import join
from mttq_desktop.services.importing.model import Choices, FilePreview, Result, SheetPreview
from mttq_desktop.services.importing.newrows import Chosen, NewRows
from mttq_desktop.services.importing.previewing import blocking
from mttq_desktop.services.importing.rechecking import resettle
from mttq_desktop.services.importing.row import Outcome, RowPreview
from mttq_desktop.services.importing.rows import Rows
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
    new: list[Chosen]
    changed: list[tuple[SheetPreview, RowPreview]]
    part: Part | None = None
    parts: tuple["_Plan", ...] = ()

    @property
    def written(self) -> int:
        """How many new records."""
        return sum(map(len, self.new))

    @property
    def idle(self) -> bool:
        """True when there is nothing to write."""
        return not self.written and not self.changed and all(p.idle for p in self.parts)

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
        for part in (*plan.parts, *_beside(writing, plan)):
            touched |= _write_part(writing, plan, part, batch, preview.vocabulary, progress)
        following.refresh(writing, plan.kind, touched)
        merged = _join(writing, plan, choices, preview.sha256)
        learning.remember(writing, preview, plan.all_sheets)
        progress.check()
    preview.written = True
    originals.keep_original(database, preview)
    return Result(batch, writing.act, preview.counts, *(numbers or ("", "")), merged=merged)


def _join(writing: Writing, plan: _Plan, choices: Choices, sha256: str) -> int:
    if not choices.merge:
        return 0
    return join(writing, plan.new, choices, _ids_by_place(writing, plan.kind), sha256)


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
    parts = [_of_sheets((s,), choices) for s in sheets if s.part is not None]
    written = {id(r) for c in plan.new for r in c.rows()} if parts else set()
    return replace(plan, parts=tuple(replace(p, new=[_owned(c, written) for c in p.new]) for p in parts))


def _of_sheets(sheets: tuple[SheetPreview, ...], choices: Choices) -> _Plan:
    kind = sheets[0].kind
    assert kind is not None
    told = [(s, r) for s in sheets for r in s.rows.told]
    new = [chosen for s in sheets if (chosen := _new(s, choices))]
    changed = [(s, r) for s, r in told if r.changes and choices.take.get((s.name, r.number), choices.accept_changes)]
    return _Plan(kind, sheets, new, changed, sheets[0].part)


def _new(sheet: SheetPreview, choices: Choices) -> Chosen:
    """Rows of a sheet that become new records; a plain one does unless it was left out."""
    rows = sheet.rows
    left = {number for (name, number), wanted in choices.take.items() if name == sheet.name and not wanted}
    return Chosen(sheet, array("q", (
        p for p in rows.places
        if (rows.number(p) not in left if rows.is_plain(p) else _takes_new(sheet, rows.row(p), choices))
    )))  # fmt: skip


def _owned(chosen: Chosen, written: Collection[int]) -> Chosen:
    """Rows of a part whose record is in the store, or comes with the same file."""
    rows = zip(chosen.places, chosen.rows(), strict=True)
    kept = (p for p, r in rows if r.owner is not None and (r.owner.record is not None or id(r.owner) in written))
    return Chosen(chosen.sheet, array("q", kept))


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
        counts=json.dumps({**counts, "written": plan.written, "changed_written": len(plan.changed)}),
        mapping=json.dumps(mapping, ensure_ascii=False), outcomes=_outcomes(preview),
    )  # fmt: skip
    writing.session.add(batch)
    writing.session.flush()
    return batch.id


def _outcomes(preview: FilePreview) -> bytes:
    """Every row's outcome and problems, for showing the batch again and for the copy that goes back."""
    sheets = [[s.name, _row_outcomes(s.rows), [encode_problem(p) for p in s.problems]] for s in preview.sheets]
    return zlib.compress(json.dumps(sheets, ensure_ascii=False).encode("utf-8"), 1)


def _row_outcomes(rows: Rows) -> list[list[Any]]:
    """[row, outcome, reason, problems, 1] of each row; plain rows that follow each other are one entry of so many."""
    found: list[list[Any]] = []
    for plain, places in groupby(rows.places, rows.is_plain):
        if plain:
            found += [[first, Outcome.NEW, None, [], many] for first, many in _runs(map(rows.number, places))]
        else:
            told = map(rows.row, places)
            found += [[r.number, r.outcome, r.reason, [encode_problem(p) for p in r.problems], 1] for r in told]
    return found


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(first, how many) of numbers that follow each other without a gap."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        (_, first), *others = run
        yield first, len(others) + 1


def _insert(
    writing: Writing, plan: _Plan, batch: int, vocabulary: Vocabulary, progress: Progress
) -> tuple[str, str] | None:
    if not plan.written:
        return None
    kind, every = plan.kind, plan.written
    numbers = _numbers(writing, kind, plan.new)
    made, done = NewRows(kind, vocabulary, writing.act, batch), 0
    with bulk_insert(writing.connection, kind, progress.check):
        for some in _parts(plan.new):
            progress.report(done, every, "Đang ghi")
            insert_columns(writing.connection, kind.table, made.columns(some, numbers[done : done + len(some)]))
            done += len(some)
    _insert_pairs(writing, kind, plan.new)
    given = [n for n in numbers if n]
    return (given[0], given[-1]) if given else None


def _numbers(writing: Writing, kind: Kind[Any], new: Sequence[Chosen]) -> list[str | None]:
    """Fresh numbers for all rows, one reservation for each series."""
    found: list[str | None] = [None] * sum(map(len, new))
    for series, (written, places) in _series(kind, new).items():
        first = next_number(writing, series, len(places))
        for n, i in enumerate(places):
            found[i] = written(first + n)
    return found


def _series(kind: Kind[Any], new: Sequence[Chosen]) -> dict[str, tuple[Any, list[int]]]:
    """The series that rows are numbered in, by their period: how a number is written, and which rows."""
    found: dict[str, tuple[Any, list[int]]] = {}
    known: dict[Any, tuple[str, Any]] = {}
    if kind.series is None:
        return found
    every = ((c, i, period) for c in new for i, period in enumerate(c.column(kind.period or "")))
    for place, (chosen, i, period) in enumerate(every):
        if period is None or period not in known:
            known[period] = kind.series({**defaults_of(kind.table), **chosen.values(i)})
        series, written = known[period]
        found.setdefault(series, (written, []))[1].append(place)
    return found


def _insert_pairs(writing: Writing, kind: Kind[Any], new: Sequence[Chosen]) -> None:
    """Many-to-many values; the new records' ids rise in the order in which they were written."""
    if not kind.pairs:
        return
    made = f"SELECT id FROM {kind.table.name} WHERE made_by = ? ORDER BY id"
    ids = array("q", writing.connection.exec_driver_sql(made, (writing.act,)).scalars())[-sum(map(len, new)) :]
    done = 0
    for some in _parts(new):
        for pair in kind.pairs:
            given = zip(ids[done : done + len(some)], some.column(pair.name), strict=True)
            pairs = [(owner, target, i) for owner, targets in given for i, target in enumerate(targets or ())]
            if pairs:
                statement = f"INSERT INTO {pair.table.name} (owner_id, target_id, position) VALUES (?, ?, ?)"
                writing.connection.exec_driver_sql(statement, pairs)
        done += len(some)


def _parts(new: Sequence[Chosen]) -> Iterator[Chosen]:
    return (part for chosen in new for part in chosen.parts(_CHUNK))


def _beside(writing: Writing, plan: _Plan) -> Iterator[_Plan]:
    """Rows of parts that the list tells beside its records."""
    for sheet in plan.sheets:
        new = (r for chosen in plan.new if chosen.sheet is sheet for r in chosen.rows())
        changed = [r for s, r in plan.changed if s is sheet]
        if (made := beside_rows(writing.session, sheet, new, changed, writing.at.date())) is not None:
            yield _of_sheets((made,), Choices(accept_changes=True))


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
    fresh = {id(r): made[c.sheet.name, r.number] for c in owners.new for r in c.rows()}
    last: dict[int, int] = {}
    for row in (r for c in plan.new for r in c.rows()):
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
        news = {name: new for name, (_, new) in row.changes.items() if name in kind.shown}
        given = checked(kind, {**stored, **news}, vocabulary)
        others = {p.name for p in kind.pairs} - news.keys()
        kept = {n: v for n, v in given.values.items() if n not in others}
        keep(writing, replace(given, values=kept), vocabulary, row.record)
