"""Questions of the import: records a row may be, earlier batches, remembered layouts, who has sent."""

import json
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Select, func, select, tuple_
from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.queries.listing import targets_of
from mttq_desktop.queries.petitions import among
from mttq_desktop.records.base import Base
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.office import ANSWERS, Act, ImportBatch, Journal, LearnedMapping
from mttq_desktop.records.petitions import Petition, PetitionBatch

_PROBE, _TOGETHER = 500, 2_000
_PAIRS = 200
_PACKED = 16_384


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as stored now, for comparing with a row."""

    id: int
    values: Mapping[str, Any]
    import_batch: int | None
    deleted: bool
    uid: str = ""


def stored_by_fingerprint(session: Session, kind: Kind[Any], prints: Sequence[int]) -> Iterator[tuple[int, Stored]]:
    """(fingerprint, record) for every record whose text says one of these, many-to-many values too."""
    table, pairs = kind.table.c, [p.name for p in kind.pairs]
    for start in range(0, len(prints), _PROBE):
        wanted = prints[start : start + _PROBE]
        statement = _compared(kind).add_columns(table.fingerprint).where(table.fingerprint.in_(wanted))
        rows = session.execute(statement).all()
        records = with_targets(session, kind, [_stored(kind, row) for row in rows], pairs)
        yield from zip((row.fingerprint for row in rows), records, strict=True)


def known_fingerprints(session: Session, kind: Kind[Any], prints: Sequence[int]) -> set[int]:
    """Those of the fingerprints that any record has; one value goes to SQLite instead of thousands."""
    table = kind.table.c
    asked = func.json_each(json.dumps(list(prints))).table_valued("value")
    mine = select(table.fingerprint).where(table.fingerprint.in_(select(asked.c.value)))
    return set(session.scalars(mine.distinct()))


def stored_by(
    session: Session, kind: Kind[Any], names: Sequence[str], wanted: Iterable[tuple[Any, ...]], pairs: Sequence[str]
) -> Iterator[Stored]:
    """Records whose named columns hold one of the value tuples, with these many-to-many values."""
    for rows in _matching(session, kind, _compared(kind), names, wanted):
        yield from with_targets(session, kind, [_stored(kind, row) for row in rows], pairs)


def texts_by(
    session: Session, kind: Kind[Any], names: Sequence[str], wanted: Iterable[tuple[Any, ...]], more: Sequence[str]
) -> Iterator[tuple[int, Sequence[Any]]]:
    """(id, the named columns and `more`) of records whose named columns hold one of the value tuples."""
    table = kind.table.c
    statement = select(table.id, *(table[n] for n in (*names, *more)))
    for rows in _matching(session, kind, statement, names, wanted):
        yield from ((row[0], row[1:]) for row in rows)


def _matching(
    session: Session, kind: Kind[Any], statement: Select[Any], names: Sequence[str], wanted: Iterable[tuple[Any, ...]]
) -> Iterator[Sequence[Any]]:
    """What it reads of records whose named columns hold one of the value tuples, some at a time."""
    table = kind.table.c
    for filled, some in _by_pattern(wanted).items():
        given = [table[n] for n, is_given in zip(names, filled, strict=True) if is_given]
        empty = [table[n].is_(None) for n, is_given in zip(names, filled, strict=True) if not is_given]
        for start in range(0, len(some), _PAIRS):
            same = [tuple_(*given).in_(some[start : start + _PAIRS])] if given else []
            # one place may have had very many records
            yield from session.connection().execute(statement.where(*same, *empty)).partitions(_TOGETHER)


def _by_pattern(wanted: Iterable[tuple[Any, ...]]) -> dict[tuple[bool, ...], list[tuple[Any, ...]]]:
    """Value tuples by which of their places are filled: NULL equals nothing in SQL."""
    found: dict[tuple[bool, ...], dict[tuple[Any, ...], None]] = {}
    for values in wanted:
        pattern = tuple(v is not None for v in values)
        found.setdefault(pattern, {})[tuple(v for v in values if v is not None)] = None
    return {pattern: list(some) for pattern, some in found.items()}


def with_targets(
    session: Session, kind: Kind[Any], records: Sequence[Stored], names: Sequence[str]
) -> Iterator[Stored]:
    """The records with what their many-to-many fields hold."""
    for start in range(0, len(records), _TOGETHER):
        some = records[start : start + _TOGETHER]
        ids = [s.id for s in some]
        pairs = {name: targets_of(session, kind, name, ids) for name in names}
        for record in some:
            targets = {name: by_owner[record.id] for name, by_owner in pairs.items() if record.id in by_owner}
            yield replace(record, values={**record.values, **targets}) if targets else record


def stored_by_uid(session: Session, kind: Kind[Any], uids: Sequence[str]) -> dict[str, Stored]:
    """Records by their identity, many-to-many values too."""
    table, found = kind.table.c, dict[str, Stored]()
    for start in range(0, len(uids), _PROBE):
        wanted = table.uid.in_(uids[start : start + _PROBE])
        rows = session.execute(_compared(kind).add_columns(table.uid).where(wanted))
        some = [replace(_stored(kind, row), uid=row.uid) for row in rows]
        found |= {s.uid: s for s in with_targets(session, kind, some, [p.name for p in kind.pairs])}
    return found


@dataclass(frozen=True, slots=True)
class Holder:
    """A record that has a number of a person."""

    id: int
    label: str


def holders_of(session: Session, kind: Kind[Any], name: str, numbers: Iterable[str]) -> dict[str, list[Holder]]:
    """Records that are not in the trash and have one of these numbers of persons, by number."""
    table, wanted = kind.table.c, sorted(set(numbers))
    label = table[kind.label] if kind.label else table.id
    found: dict[str, list[Holder]] = {}
    for start in range(0, len(wanted), _PROBE):
        some = table[name].in_(wanted[start : start + _PROBE])
        for number, record, said in session.execute(
            select(table[name], table.id, label).where(some, table.deleted_on.is_(None)).order_by(table.id)
        ):
            found.setdefault(number, []).append(Holder(record, str(said)))
    return found


def living(session: Session, kind: Kind[Any], wanted: Iterable[int]) -> set[int]:
    """Of these records, those that are not in the trash."""
    record = kind.record
    return set(session.scalars(select(record.id).where(among(record.id, wanted), record.deleted_on.is_(None))))


def _compared(kind: Kind[Any]) -> Select[Any]:
    table = kind.table.c
    return select(table.id, table.import_batch, table.deleted_on, *(table[n] for n in _own_names(kind)))


def _stored(kind: Kind[Any], row: Any) -> Stored:
    id_, batch, deleted, *values = row
    return Stored(id_, dict(zip(_own_names(kind), values, strict=False)), batch, deleted is not None)


@cache
def _own_names(kind: Kind[Any]) -> tuple[str, ...]:
    return tuple(n for n in kind.shown if kind.pair(n) is None)


def last_act(session: Session) -> int:
    """The newest act of the store: what was compared with an older one may not hold any more."""
    return session.scalar(select(func.max(Act.id))) or 0


def batches_of_file(session: Session, sha256: str) -> list[ImportBatch]:
    """Batches that took in the very same file, or a sheet of it, and were not undone; the newest first."""
    statement = select(ImportBatch).where(ImportBatch.sha256 == sha256, ImportBatch.undone_on.is_(None))
    return list(session.scalars(statement.order_by(ImportBatch.id.desc())))


@dataclass(frozen=True, slots=True)
class Told:
    """What was noticed in a row of a sheet, or of the whole sheet (no row, no outcome)."""

    sheet: str
    row: int | None
    outcome: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of every row of one batch, packed as it was when it was written."""

    file_name: str
    sha256: str
    packed: bytes

    def rows(self) -> Iterator[tuple[str, int | None, str, Sequence[Problem]]]:
        """(sheet, row, outcome, problems) of every row; first, without a row, what was noticed of a sheet."""
        sheet = ""
        for row, outcome, problems, many in map(json.loads, self._lines()):
            if row is None:
                sheet = outcome
                yield sheet, None, "", list(map(_problem, problems))
                continue
            noticed = list(map(_problem, problems))
            yield from ((sheet, row + i, outcome, noticed) for i in range(many))

    def problems(self) -> Iterator[Told]:
        """Everything that was noticed."""
        for sheet, row, outcome, problems in self.rows():
            yield from (Told(sheet, row, outcome, p) for p in problems)

    def _lines(self) -> Iterator[bytes]:
        """Unpacked some at a time: a large batch says much."""
        unpacker, left = zlib.decompressobj(), b""
        for start in range(0, len(self.packed), _PACKED):
            *lines, left = (left + unpacker.decompress(self.packed[start : start + _PACKED])).split(b"\n")
            yield from lines


def batch_outcomes(session: Session, batch_id: int) -> Outcomes | None:
    """The outcomes of a batch as they were when it was written."""
    batch = session.get(ImportBatch, batch_id)
    return Outcomes(batch.file_name, batch.sha256, batch.outcomes or b"") if batch is not None else None


def _problem(raw: Sequence[Any]) -> Problem:
    return Problem(raw[0], raw[1], Severity(raw[2]), raw[3], raw[4], raw[5])


def batches(session: Session, kind: str | None = None, period: str | None = None) -> list[ImportBatch]:
    """Imports, newest first."""
    statement = select(ImportBatch).where(ImportBatch.deleted_on.is_(None)).order_by(ImportBatch.id.desc())
    if kind:
        statement = statement.where(ImportBatch.kind == kind)
    if period:
        statement = statement.where(ImportBatch.period == period)
    return list(session.scalars(statement))


def brought_by(session: Session, found: Sequence[ImportBatch]) -> dict[int, str]:
    """Who took in each of these workbooks."""
    acts = {b.made_by: b.id for b in found if b.made_by is not None}
    rows = session.execute(select(Act.id, Act.who).where(Act.id.in_(acts))) if acts else ()
    return {acts[act]: who for act, who in rows}


def batch_of_act(session: Session, act: int) -> ImportBatch | None:
    """The workbook that an act took in."""
    return session.scalar(select(ImportBatch).where(ImportBatch.made_by == act).limit(1))


def layouts(session: Session) -> dict[str, list[tuple[str, str, dict[str, str], dict[str, str]]]]:
    """Remembered answers by layout, (sender, kind, column → field, contradiction → answer) each, the last one last."""
    record = LearnedMapping
    statement = select(record).where(record.deleted_on.is_(None)).order_by(record.changed_by, record.id)
    found: dict[str, list[tuple[str, str, dict[str, str], dict[str, str]]]] = {}
    for row in session.scalars(statement):
        columns = json.loads(row.mapping)
        answers = columns.pop(ANSWERS, {})
        found.setdefault(row.layout, []).append((row.sender, row.kind, columns, answers))
    return found


@dataclass(frozen=True, slots=True)
class Before:
    """A record that an earlier file of the same sender and period brought in."""

    id: int
    row: int | None
    batch: int
    file_name: str


def brought_before(session: Session, kind: Kind[Any], sender: int, period: str) -> Iterator[Before]:
    """Records that stand in the store because an earlier file of this sender and period said them, in no order."""
    record, batch = kind.record, ImportBatch
    files = select(batch.id, batch.file_name).where(
        batch.kind == kind.name, batch.sender_unit == sender, batch.period == period, batch.undone_on.is_(None)
    )
    names = {file.id: file.file_name for file in session.execute(files)}
    # joined, SQLite would index all records first
    mine = select(record.id, record.import_row, record.import_batch).where(
        record.import_batch.in_(names), record.deleted_on.is_(None)
    )
    for rows in session.execute(mine).partitions(_TOGETHER):
        yield from (Before(id_, row, by, names[by]) for id_, row, by in rows)


def brought_in(session: Session, kind: Kind[Any], batch: int) -> list[int]:
    """Ids of the records that carry this batch (brought in by it, or changed by it last)."""
    record = kind.record
    statement = select(record.id).where(record.import_batch == batch, record.deleted_on.is_(None))
    return list(session.scalars(statement.order_by(record.import_sheet, record.import_row)))


def record_from(session: Session, kind: Kind[Any], sha256: str, sheet: str, row: int) -> int | None:
    """The record that a row of a file taken in before has become."""
    record, batch = kind.record, ImportBatch
    statement = (
        select(record.id).join(batch, record.import_batch == batch.id)
        .where(batch.sha256 == sha256, batch.undone_on.is_(None), record.deleted_on.is_(None))
        .where(record.import_sheet == sheet, record.import_row == row).order_by(record.id.desc()).limit(1)
    )  # fmt: skip
    found: int | None = session.scalar(statement)
    return found


@dataclass(frozen=True, slots=True)
class Made:
    """A record that an act brought in: how a person knows it, and which act changed it last."""

    id: int
    name: str
    changed_by: int | None


def made_by(session: Session, kind: Kind[Any], act: int) -> list[Made]:
    """Records that an act brought in."""
    record = kind.record
    number = getattr(record, kind.number) if kind.number else record.id
    statement = select(record.id, number, record.changed_by).where(record.made_by == act).order_by(record.id)
    some = session.execute(statement).partitions(_TOGETHER)
    return [Made(i, str(n or i), changed) for rows in some for i, n, changed in rows]


def ids_made_by(session: Session, kind: Kind[Any], act: int) -> "array[int]":
    """Ids of the records that an act brought in, rising."""
    table = kind.table.c
    found = session.connection().execute(select(table.id).where(table.made_by == act).order_by(table.id))
    return array("q", found.scalars())


def before_images(session: Session, kind: Kind[Any], act: int) -> list[tuple[int, dict[str, Any]]]:
    """(record id, values before) of every record an act changed."""
    statement = select(Journal.row_id, Journal.before).where(
        Journal.act_id == act, Journal.table_name == kind.table.name, Journal.operation == "U"
    )
    return [(row_id, json.loads(before)) for row_id, before in session.execute(statement.order_by(Journal.id.desc()))]


def leaned_on(session: Session, kind: Kind[Any], act: int) -> set[int]:
    """Of the records an act brought in, those that others point to (letters, replies, merged petitions)."""
    found: set[int] = set()
    own = kind.table.alias()
    pairs = {p.table.name for p in kind.pairs}
    for table in Base.metadata.tables.values():
        for key in table.constraints:
            if not isinstance(key, ForeignKeyConstraint) or table.name in pairs:
                continue
            if key.referred_table is kind.table:
                column = key.columns.values()[0]
                pointing = select(column).join(own, own.c.id == column).where(own.c.made_by == act)
                found |= set(session.scalars(pointing.distinct()))
    return found


@dataclass(frozen=True, slots=True)
class Sent:
    """What one unit has sent for a period."""

    batch: int
    unit: int | None
    file_name: str
    at: datetime
    counts: Mapping[str, int]


def sent(session: Session, kind: str, periods: Sequence[str]) -> list[Sent]:
    """Imports of these periods that were not undone, newest first."""
    statement = select(ImportBatch).where(
        ImportBatch.kind == kind, ImportBatch.period.in_(periods), ImportBatch.undone_on.is_(None)
    )
    rows = session.scalars(statement.order_by(ImportBatch.id.desc()))
    return [Sent(r.id, r.sender_unit, r.file_name, r.at, json.loads(r.counts)) for r in rows]


def nothing_to_report(session: Session, periods: Sequence[str]) -> set[int]:
    """Units that wrote "không có kiến nghị" for one of these periods."""
    statement = select(PetitionBatch.sender_unit_id).where(
        PetitionBatch.period.in_(periods), PetitionBatch.none_to_report, PetitionBatch.deleted_on.is_(None)
    )
    return {u for u in session.scalars(statement) if u is not None}


def petitions_by_sender(session: Session, periods: Sequence[str]) -> dict[int, int]:
    """How many petitions each unit has in these periods, however they came in."""
    statement = (
        select(Petition.sender_unit_id, func.count())
        .where(Petition.period.in_(periods), Petition.deleted_on.is_(None), Petition.sender_unit_id.is_not(None))
        .group_by(Petition.sender_unit_id)
    )
    return {unit: count for unit, count in session.execute(statement) if unit is not None}
