"""Writing one previewed file: one act, all or nothing, with batch, sheet and row kept on every record."""

import json
import zlib
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Any

from mttq_desktop.errors import Refused
from mttq_desktop.excel.found import encode_problem
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.importing import ids_made_by, last_act
from mttq_desktop.queries.listing import part_counts, targets_of
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.records.office import ImportBatch
from mttq_desktop.services import following
from mttq_desktop.services.importing import learning, originals
from mttq_desktop.services.importing.beside import beside_rows
from mttq_desktop.services.importing.joining import join
from mttq_desktop.services.importing.model import Choices, FilePreview, Result, SheetPreview
from mttq_desktop.services.importing.newrows import Chosen, NewRows, Numbering
from mttq_desktop.services.importing.previewing import blocking
from mttq_desktop.services.importing.rechecking import resettle
from mttq_desktop.services.importing.row import Outcome, RowPreview
from mttq_desktop.services.importing.speed import unhurried
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.services.work import Progress
from mttq_desktop.store.bulk import insert_columns
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.store.search import AT_ONCE, bulk_insert

_NO_CHOICES, _ALL_CHANGES = Choices(), Choices(accept_changes=True)
_CHUNK, _PIECES = 2_000, 4
"""Rows written at a time at least; pieces by which the search index grows by a file of some thousand rows."""


@dataclass(frozen=True)
class _Plan:
    """What will be written: new records, and changes to records that are there; `parts` belong to these."""

    kind: Kind[Any]
    sheets: tuple[SheetPreview, ...]
    new: list[Chosen]
    changed: list[Chosen]
    part: Part | None = None
    parts: tuple["_Plan", ...] = ()

    @property
    def written(self) -> int:
        """How many new records."""
        return sum(map(len, self.new))

    @property
    def changes(self) -> int:
        """How many records are changed."""
        return sum(map(len, self.changed))

    @property
    def idle(self) -> bool:
        """True when there is nothing to write."""
        return not self.written and not self.changes and all(p.idle for p in self.parts)

    @property
    def all_sheets(self) -> tuple[SheetPreview, ...]:
        """The chosen sheets, those of parts too."""
        return (*self.sheets, *(s for p in self.parts for s in p.sheets))

    @property
    def counts(self) -> Counter[str]:
        """Rows of the chosen sheets by outcome."""
        return sum((s.counts for s in self.all_sheets), start=Counter[str]())


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
        touched = _consequent(writing, plan.kind)
        for owners, part in (*((plan, part) for part in plan.parts), *_beside(writing, plan)):
            touched.extend(_write_part(writing, owners, part, batch, preview.vocabulary, progress))
        following.refresh(writing, plan.kind, touched)
        merged = _join(writing, plan, choices, preview.sha256)
        learning.remember(writing, preview, plan.all_sheets)
        progress.check()
    preview.written = True
    originals.keep_original(database, preview)
    return Result(batch, writing.act, plan.counts, *(numbers or ("", "")), merged=merged)


def _join(writing: Writing, plan: _Plan, choices: Choices, sha256: str) -> int:
    if not choices.merge:
        return 0
    return join(writing, plan.new, choices, _ids_by_place(writing, plan.kind, plan.new), sha256)


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
    new = [chosen for s in sheets if (chosen := _new(s, choices))]
    changed = [chosen for s in sheets if (chosen := _changed(s, choices))]
    return _Plan(kind, sheets, new, changed, sheets[0].part)


def _changed(sheet: SheetPreview, choices: Choices) -> Chosen:
    """Rows of a sheet whose changes are taken over."""
    rows = sheet.rows
    return Chosen(sheet, array("q", (
        place for place, brief in rows.told_briefs()
        if brief.changes and choices.take.get((sheet.name, rows.number(place)), choices.accept_changes)
    )))  # fmt: skip


def _new(sheet: SheetPreview, choices: Choices) -> Chosen:
    """Rows of a sheet that become new records; a plain one does unless it was left out."""
    rows = sheet.rows
    left = {number for (name, number), wanted in choices.take.items() if name == sheet.name and not wanted}
    if not left and not any(_takes_new(sheet, place, choices) for place in rows.told_places):
        return Chosen(sheet, rows.plain)
    return Chosen(sheet, array("q", (
        p for p in rows.places
        if (rows.number(p) not in left if rows.is_plain(p) else _takes_new(sheet, p, choices))
    )))  # fmt: skip


def _owned(chosen: Chosen, written: Collection[int]) -> Chosen:
    """Rows of a part whose record is in the store, or comes with the same file."""
    rows = zip(chosen.places, chosen.rows(), strict=True)
    kept = (p for p, r in rows if r.owner is not None and (r.owner.record is not None or id(r.owner) in written))
    return Chosen(chosen.sheet, array("q", kept))


def _takes_new(sheet: SheetPreview, place: int, choices: Choices) -> bool:
    wanted, outcome = choices.take.get((sheet.name, sheet.rows.number(place))), sheet.rows.brief(place).outcome
    if outcome is Outcome.NEW:
        return wanted is not False
    return outcome is Outcome.DUPLICATE and wanted is True


def _batch(writing: Writing, preview: FilePreview, plan: _Plan) -> int:
    units = {s.unit for s in plan.sheets}
    periods = {s.period or None for s in plan.sheets}
    mapping = {s.name: {"layout": s.layout, "columns": s.columns, "places": s.places} for s in plan.all_sheets}
    batch = ImportBatch(
        file_name=preview.path.name, sha256=preview.sha256, size=preview.size, kind=plan.kind.name, at=writing.at,
        sender_unit=units.pop() if len(units) == 1 else None, period=periods.pop() if len(periods) == 1 else None,
        counts=json.dumps({**plan.counts, "written": plan.written, "changed_written": plan.changes}),
        mapping=json.dumps(mapping, ensure_ascii=False), outcomes=_outcomes(preview),
    )  # fmt: skip
    writing.session.add(batch)
    writing.session.flush()
    return batch.id


def _outcomes(preview: FilePreview) -> bytes:
    """Every row's outcome and problems, for the copy that goes back: a line of JSON each, see `Outcomes`."""
    packer = zlib.compressobj(1)
    packed = bytearray()
    for told in chain.from_iterable(map(_told_lines, preview.sheets)):
        packed += packer.compress(json.dumps(told, ensure_ascii=False).encode("utf-8") + b"\n")
    return bytes(packed + packer.flush())


def _told_lines(sheet: SheetPreview) -> Iterator[tuple[int | None, str, list[Any], int]]:
    """(row, outcome, problems, 1) of each row; plain rows that follow each other are one of so many."""
    yield None, sheet.name, [encode_problem(p) for p in sheet.problems], 0
    rows = sheet.rows
    for plain, places in groupby(rows.places, rows.is_plain):
        if plain:
            yield from ((first, Outcome.NEW, [], many) for first, many in _runs(map(rows.number, places)))
            continue
        for row in map(rows.row, places):
            yield row.number, row.outcome, [encode_problem(p) for p in row.problems], 1


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(first, how many) of numbers that follow each other without a gap."""
    first = last = None
    for number in numbers:
        if last is not None and first is not None and number != last + 1:
            yield first, last - first + 1
            first = number
        first, last = number if first is None else first, number
    if last is not None and first is not None:
        yield first, last - first + 1


def _insert(
    writing: Writing, plan: _Plan, batch: int, vocabulary: Vocabulary, progress: Progress
) -> tuple[str, str] | None:
    if not plan.written:
        return None
    kind, every = plan.kind, plan.written
    numbering = Numbering(writing, kind, _parts(plan.new))
    made, done = NewRows(kind, vocabulary, writing.act, batch), 0
    with bulk_insert(writing.connection, kind, progress.check) as index:
        for some in _parts(plan.new, _together(every)):
            progress.report(done, every, "Đang ghi")
            columns = made.columns(some, numbering.next(some))
            index.wait()
            insert_columns(writing.connection, kind.table, columns)
            del columns  # before the next ones are made
            index.begin()
            done += len(some)
    _insert_pairs(writing, kind, plan.new)
    return numbering.given


def _consequent(writing: Writing, kind: Kind[Any]) -> "array[int]":
    """New records of which something follows."""
    return ids_made_by(writing.session, kind, writing.act) if following.follows(kind) else array("q")


def _insert_pairs(writing: Writing, kind: Kind[Any], new: Sequence[Chosen]) -> None:
    """Many-to-many values; the new records' ids rise in the order in which they were written."""
    if not any(any(chosen.column(pair.name)) for pair in kind.pairs for chosen in new):
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


def _together(every: int) -> int:
    """How many rows are written at a time: the index grows by a piece each time, and few are searched faster."""
    return min(AT_ONCE, max(_CHUNK, every // _PIECES + 1))


def _parts(new: Sequence[Chosen], most: int = _CHUNK) -> Iterator[Chosen]:
    return (part for chosen in new for part in chosen.parts(most))


def _beside(writing: Writing, plan: _Plan) -> Iterator[tuple[_Plan, _Plan]]:
    """(rows, what the list tells beside them for a part), some rows at a time."""
    today = writing.at.date()
    for some in _parts(plan.new):
        if (made := beside_rows(writing.session, some.sheet, some.rows(), (), today)) is not None:
            yield replace(plan, new=[some]), _of_sheets((made,), _ALL_CHANGES)
    for some in _parts(plan.changed):
        if (made := beside_rows(writing.session, some.sheet, (), list(some.rows()), today)) is not None:
            yield replace(plan, new=[]), _of_sheets((made,), _ALL_CHANGES)


def _ids_by_place(writing: Writing, kind: Kind[Any], new: Iterable[Chosen]) -> dict[tuple[str, int], int]:
    """Records made by this act of some rows, by the sheet and row they came from."""
    found: dict[tuple[str, int], int] = {}
    statement = (
        f"SELECT import_row, id FROM {kind.table.name} "
        "WHERE made_by = ? AND import_sheet = ? AND import_row BETWEEN ? AND ?"
    )
    for chosen in new:
        if numbers := chosen.numbers():
            given = (writing.act, chosen.sheet.name, min(numbers), max(numbers))
            rows = writing.connection.exec_driver_sql(statement, given)
            found |= {(chosen.sheet.name, number): made for number, made in rows}
    return found


def _write_part(
    writing: Writing, owners: _Plan, plan: _Plan, batch: int, vocabulary: Vocabulary, progress: Progress
) -> set[int]:
    """Rows of a part, after those their records have already; returns the records they belong to."""
    assert plan.part is not None
    made, column = _ids_by_place(writing, owners.kind, owners.new), plan.part.owner.key
    fresh = {id(r): made[c.sheet.name, r.number] for c in owners.new for r in c.rows()}
    rows = [(c.sheet, r, _owner(r, fresh)) for c in plan.new for r in c.rows()]
    before = part_counts(writing.session, plan.part, {owner for _, _, owner in rows})
    last: dict[int, int] = {}
    for sheet, row, owner in rows:
        last[owner] = last.get(owner, before.get(owner, 0) - 1) + 1
        sheet.rows.keep(row)
        row.values |= {column: owner, "position": last[owner]}
    _insert(writing, plan, batch, vocabulary, progress)
    _change(writing, plan, batch, vocabulary, progress)
    following.refresh(writing, plan.kind, _consequent(writing, plan.kind))
    return set(last)


def _owner(row: RowPreview, fresh: Mapping[int, int]) -> int:
    """The record that a part's row belongs to, made by this act or kept before."""
    assert row.owner is not None
    owner = fresh.get(id(row.owner), row.owner.record)
    assert owner is not None
    return owner


def _change(writing: Writing, plan: _Plan, batch: int, vocabulary: Vocabulary, progress: Progress) -> None:
    kind = plan.kind
    for i, (sheet, row) in enumerate((c.sheet, r) for c in plan.changed for r in c.rows()):
        if i % 100 == 0:
            progress.report(i, plan.changes, "Đang cập nhật")
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
