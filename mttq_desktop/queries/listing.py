"""Lists of any kind: ids by filter and sort, rows by id, counts; a million rows like a hundred."""

import json
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import Integer, Select, and_, column, func, not_, or_, select, table, text
from sqlalchemy.orm import Session

from mttq_desktop.fields import Key, Line, PersonName, Prose
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.records.petitions import PETITION, WAITING, Petition
from mttq_desktop.rules.period import Period
from mttq_desktop.store.search import ID_MASK, facets_of, index_name, match
from mttq_desktop.text.fold import fold, name_sort_key, sort_key

_COMPARED = 80
"""So many letters decide the order of long texts."""


@dataclass(frozen=True)
class Filter:
    """What a list shows. `equals` maps a field (or a many-to-many field) to accepted values.

    `late` keeps records past their due day on `today`; `filled` are fields that must not be empty, `empty` those
    that must; `trash` shows the trash instead.
    """

    text: str = ""
    period: str | None = None
    equals: Mapping[str, tuple[Key | None, ...]] = field(default_factory=dict)
    late: bool | None = None
    due_within: int | None = None
    today: date | None = None
    trash: bool = False
    merged: bool | None = None
    filled: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()

    def having(self, name: str, *values: Key | None) -> "Filter":
        """The same filter with one more condition."""
        return replace(self, equals={**self.equals, name: values})


@dataclass(frozen=True, slots=True)
class Sort:
    """The column to sort by; ties by id, so that the order never jumps; empty values stand last.

    `order` lists the keys of a catalogue as people read their names; without it keys sort as they are.
    """

    name: str | None = None
    descending: bool = True
    order: tuple[Key, ...] = ()


def codes_inside(period: Period) -> tuple[str, ...]:
    """Codes of every period that lies wholly in this one, itself included: quarters first, then halves, years."""
    inside = sorted(period.inside(), key=lambda p: (p.end - p.start, p.start))
    return tuple(p.code for p in inside)


def ids(
    session: Session, kind: Kind[Any], where: Filter, sort: Sort | None = None, limit: int | None = None
) -> "array[int]":
    """Row ids in order, compactly (8 bytes each)."""
    sort = sort or Sort(None, kind.descending)
    if _is_prose(kind, sort.name):
        raw: Any = session.connection().connection.driver_connection
        for name, key in (("reading_key", sort_key), ("name_key", name_sort_key)):
            raw.create_function(name, 1, partial(_key_of, key), deterministic=True)
    statement = _selected(kind, where, sort)
    if limit is not None:
        statement = statement.limit(limit)
    return array("q", session.scalars(statement).all())


def count(session: Session, kind: Kind[Any], where: Filter) -> int:
    """How many records the filter keeps."""
    return int(session.execute(select(func.count()).select_from(_selected(kind, where).subquery())).scalar_one())


def totals(session: Session, kind: Kind[Any], where: Filter, names: Sequence[str]) -> dict[str, int | Decimal]:
    """Exact sums of numbers over everything the filter keeps; amounts with decimals keep them."""
    chosen = _selected(kind, where).subquery()
    sums = (func.sum(kind.column(n), type_=kind.column(n).type) for n in names)
    row = session.execute(select(*sums).where(kind.record.id.in_(select(chosen.c.id)))).one()
    return {name: value or 0 for name, value in zip(names, row, strict=True)}


def records(session: Session, kind: Kind[Any], wanted: Sequence[int]) -> list[Any]:
    """Records in the order of the ids; ids gone meanwhile are left out."""
    found = {r.id: r for r in session.scalars(select(kind.record).where(kind.record.id.in_(wanted)))}
    return [found[i] for i in wanted if i in found]


def values(session: Session, kind: Kind[Any], wanted: Sequence[int], names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Values of the named fields, in the order of the ids, with the id first."""
    own = [n for n in names if kind.pair(n) is None]
    statement = select(kind.record.id, *(kind.column(n) for n in own)).where(kind.record.id.in_(wanted))
    rows = {r[0]: dict(zip(own, r[1:], strict=True)) for r in session.execute(statement)}
    for name in (n for n in names if kind.pair(n) is not None):
        for owner, targets in targets_of(session, kind, name, wanted).items():
            rows.get(owner, {})[name] = targets
    return [(i, *(rows[i].get(n) for n in names)) for i in wanted if i in rows]


def uids_of(session: Session, kind: Kind[Any], wanted: Sequence[int]) -> dict[int, str]:
    """The identity of each record across offices, by id."""
    record = kind.record
    rows = session.execute(select(record.id, record.uid).where(record.id.in_(wanted)))
    return {row.id: row.uid for row in rows}


def targets_of(session: Session, kind: Kind[Any], name: str, owners: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Targets of a many-to-many field by owner, in their order."""
    pair = kind.pair(name)
    assert pair is not None, name
    columns = pair.table.c
    statement = (
        select(columns.owner_id, columns.target_id)
        .where(columns.owner_id.in_(owners))
        .order_by(columns.owner_id, columns.position)
    )
    found: dict[int, list[int]] = {}
    for owner, target in session.execute(statement):
        found.setdefault(owner, []).append(target)
    return {owner: tuple(targets) for owner, targets in found.items()}


def part_ids(session: Session, part: Part, owner: int) -> list[int]:
    """The rows of one part of a record, in their order."""
    record = part.kind.record
    live = record.deleted_on.is_(None)
    order = [part.kind.table.c.position, record.id] if "position" in part.kind.table.c else [record.id]
    return list(session.scalars(select(record.id).where(part.owner == owner, live).order_by(*order)))


def part_counts(session: Session, part: Part, owners: Iterable[int]) -> dict[int, int]:
    """How many rows of one part each of these records has, those without any left out."""
    record = part.kind.record
    mine = part.owner.in_(select(func.json_each(json.dumps(sorted(owners))).table_valued("value").c.value))
    statement = select(part.owner, func.count()).where(mine, record.deleted_on.is_(None)).group_by(part.owner)
    return {owner: int(n) for owner, n in session.execute(statement)}


def parts_of(session: Session, part: Part, owners: Sequence[int]) -> dict[int, list[int]]:
    """The rows of one part by owner, in their order."""
    record = part.kind.record
    order = [part.kind.table.c.position, record.id] if "position" in part.kind.table.c else [record.id]
    statement = select(part.owner, record.id).where(part.owner.in_(owners), record.deleted_on.is_(None))
    found: dict[int, list[int]] = {}
    for owner, row in session.execute(statement.order_by(part.owner, *order)):
        found.setdefault(owner, []).append(row)
    return found


def facets(session: Session, kind: Kind[Any], where: Filter, name: str) -> dict[Key | None, int]:
    """How many records the filter keeps for each value of one field (that field's own condition left out)."""
    open_filter = replace(where, equals={k: v for k, v in where.equals.items() if k != name})
    chosen = _selected(kind, open_filter).subquery()
    pair = kind.pair(name)
    value = pair.table.c.target_id if pair else kind.column(name)
    source = pair.table.c.owner_id if pair else kind.record.id
    statement = select(value, func.count()).where(source.in_(select(chosen.c.id))).group_by(value)
    return {key: int(n) for key, n in session.execute(statement)}


def _selected(kind: Kind[Any], where: Filter, sort: Sort | None = None) -> Select[int]:
    """Ids that the filter keeps, from the search index where it can answer, else from the table."""
    words = "" if where.trash or not kind.searched else match(kind, where.text, _facets(kind, where))
    return _from_index(kind, where, words, sort) if words else _from_table(kind, where, sort)


def _facets(kind: Kind[Any], where: Filter) -> list[tuple[str, tuple[Key | None, ...]]]:
    found = [(n, v) for n, v in where.equals.items() if n in facets_of(kind)]
    if where.period and kind.period:
        found.append((kind.period, codes_inside(Period.parse(where.period))))
    if where.merged is not None and "merged_into_id" in kind.flags:
        found.append(("merged_into_id", (0 if where.merged else None,)))
    return found


def _from_index(kind: Kind[Any], where: Filter, words: str, sort: Sort | None) -> Select[int]:
    index = table(index_name(kind), column("rowid", Integer))
    ident = index.c.rowid.op("&")(ID_MASK)
    statement = select(ident.label("id")).where(text(f"{index.name} MATCH :words").bindparams(words=words))
    conditions = _beside_the_index(kind, where)
    by_day = sort is None or sort.name in (None, kind.day)
    if conditions or not by_day:
        statement = statement.join(kind.table, kind.record.id == ident).where(*conditions)
    if sort is None:
        return statement
    return _sorted(statement, [index.c.rowid], sort) if by_day else _by_column(kind, statement, sort, sort.name or "")


def _from_table(kind: Kind[Any], where: Filter, sort: Sort | None) -> Select[int]:
    record = kind.record
    trashed = record.deleted_on.is_not(None) if where.trash else record.deleted_on.is_(None)
    statement = select(record.id).where(trashed, *_beside_the_index(kind, where))
    if where.trash:
        statement = statement.where(*(record.folded.contains(w, autoescape=True) for w in fold(where.text).split()))
        statement = statement.where(*(_equals(kind, n, v) for n, v in _facets(kind, where) if n not in kind.flags))
    if sort is None:
        return statement
    name = sort.name or kind.day
    return _sorted(statement, [record.id], sort) if name is None else _by_column(kind, statement, sort, name)


def _by_column(kind: Kind[Any], statement: Select[int], sort: Sort, name: str) -> Select[int]:
    key = _sort_key(kind, name)
    if sort.order:
        place = func.json_each(json.dumps(sort.order)).table_valued("key", "value")
        ranks = select(place.c.key.label("rank"), place.c.value).cte("ranks").prefix_with("MATERIALIZED")
        statement = statement.outerjoin(ranks, ranks.c.value == key)
        key = ranks.c.rank
    return _sorted(statement, [key, kind.record.id], sort)


def _sorted(statement: Select[int], keys: list[Any], sort: Sort) -> Select[int]:
    *first, last = (k.desc() if sort.descending else k.asc() for k in keys)
    return statement.order_by(*(k.nulls_last() for k in first), last)


def _beside_the_index(kind: Kind[Any], where: Filter) -> list[Any]:
    conditions = [_has_target(kind, n, v) for n, v in where.equals.items() if kind.pair(n) is not None]
    words = facets_of(kind)
    conditions += [_equals(kind, n, v) for n, v in where.equals.items() if kind.pair(n) is None and n not in words]
    conditions += [_is_filled(kind, n) for n in where.filled] + [not_(_is_filled(kind, n)) for n in where.empty]
    conditions += _in_period(kind, where)
    return conditions + (_lateness(where) if kind is PETITION else _owing(kind, where))


def _in_period(kind: Kind[Any], where: Filter) -> list[Any]:
    """The working period of a kind that has no period of its own: its year, else its day."""
    if where.period is None or kind.period is not None:
        return []
    period = Period.parse(where.period)
    if kind.year is not None:
        return [kind.column(kind.year).between(period.start.year, period.end.year)]
    if kind.day is not None:
        return [kind.column(kind.day).between(period.start, period.end)]
    return []


def _owing(kind: Kind[Any], where: Filter) -> list[Any]:
    """Records by their nearest open due day."""
    if kind.due is None or where.today is None or (where.late is None and where.due_within is None):
        return []
    column_ = kind.column(kind.due)
    if where.due_within is not None:
        return [column_.between(where.today, date.fromordinal(where.today.toordinal() + where.due_within))]
    return [column_ < where.today if where.late else or_(column_.is_(None), column_ >= where.today)]


def _has_target(kind: Kind[Any], name: str, wanted: tuple[Key | None, ...]) -> Any:
    pair = kind.pair(name)
    assert pair is not None, name
    given = [w for w in wanted if w is not None]
    some = kind.record.id.in_(select(pair.table.c.owner_id).where(pair.table.c.target_id.in_(given)))
    none = kind.record.id.not_in(select(pair.table.c.owner_id))
    return or_(some, none) if None in wanted else some


def _is_filled(kind: Kind[Any], name: str) -> Any:
    pair = kind.pair(name)
    return kind.record.id.in_(select(pair.table.c.owner_id)) if pair else kind.column(name).is_not(None)


def _equals(kind: Kind[Any], name: str, wanted: tuple[Key | None, ...]) -> Any:
    column_, given = kind.column(name), [w for w in wanted if w is not None]
    return or_(column_.in_(given), column_.is_(None)) if None in wanted else column_.in_(given)


def _lateness(where: Filter) -> list[Any]:
    if where.today is None or (where.late is None and where.due_within is None):
        return []
    waiting = Petition.state.in_([s.value for s in WAITING])
    if where.due_within is not None:
        last = date.fromordinal(where.today.toordinal() + where.due_within)
        return [waiting, Petition.due_on.between(where.today, last)]
    late = and_(waiting, Petition.due_on < where.today)
    return [late if where.late else not_(late)]


def _sort_key(kind: Kind[Any], name: str) -> Any:
    pair = kind.pair(name)
    if pair is None:
        return _read(kind, name) if _is_prose(kind, name) else kind.column(name)
    columns = pair.table.c
    first = select(columns.target_id).where(columns.owner_id == kind.record.id).order_by(columns.position).limit(1)
    return first.correlate(kind.table).scalar_subquery()


def _is_prose(kind: Kind[Any], name: str | None) -> bool:
    """Words of people, which stand in Vietnamese order; numbers of documents stand as they are written."""
    return name is not None and name != kind.number and isinstance(kind.field(name), Line | Prose)


def _read(kind: Kind[Any], name: str) -> Any:
    key = func.name_key if isinstance(kind.field(name), PersonName) else func.reading_key
    return key(kind.column(name))


def _key_of(key: Callable[[str], str], text: str | None) -> str | None:
    return None if text is None else key(text[:_COMPARED])
