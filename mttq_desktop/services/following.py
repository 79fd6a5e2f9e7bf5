"""What follows from a record, worked out in one place after every writing: sums over parts, state, due days.

Nothing else writes these columns. A deadline's rule is the version in force on the day it is counted from;
when rules or holidays change, `renew` counts the open days of a kind anew.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.orm import Session

from mttq_desktop.queries.catalogues import calendar
from mttq_desktop.queries.deadlines import Event, Rules, events, rule_on, rules
from mttq_desktop.queries.petitions import among
from mttq_desktop.records.catalogue import AUTHORITY, HOLIDAY
from mttq_desktop.records.deadlines import DEADLINE_RULE, DueDay
from mttq_desktop.records.duties import Deadline, ReadOff
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.recommendations import RECOMMENDATION
from mttq_desktop.records.register import EVERY_KIND
from mttq_desktop.records.surveys import SATISFACTION_SURVEY, THRESHOLD
from mttq_desktop.rules.term import due
from mttq_desktop.services import recommendation_days, survey_verdicts
from mttq_desktop.store.database import Writing
from mttq_desktop.text.days import Calendar

Settle = Callable[[Writing, Sequence[int], Rules, Calendar], None]
OWN: Mapping[str, Settle] = {
    RECOMMENDATION.name: recommendation_days.settle, SATISFACTION_SURVEY.name: survey_verdicts.settle,
}  # fmt: skip
"""What a duty works out by itself into the columns its kind `follows`: after the sums, before the due days."""

_RULES = "rules"
_PUT_OFF = "put off"
_READ_FOR_RULES = {DEADLINE_RULE.table.name, HOLIDAY.table.name}


class Counting(NamedTuple):
    """What due days are counted by."""

    rules: Rules
    days: Calendar


_TOGETHER = 5_000
"""Records whose consequences are worked out at a time: a workbook may bring any number of them."""


@contextmanager
def put_off(writing: Writing) -> Iterator[None]:
    """What follows from many records is worked out once, at the end: first of those that belong to others."""
    waiting: dict[str, set[int]] = {}
    writing.session.info[_PUT_OFF] = waiting
    try:
        yield
    finally:
        del writing.session.info[_PUT_OFF]
    for kind in sorted(EVERY_KIND, key=lambda k: not owners(k)):
        refresh(writing, kind, sorted(waiting.get(kind.name, ())))


def follows(kind: Kind[Any]) -> bool:
    """True when anything follows from a record of the kind."""
    return bool(kind.rollups or kind.read_off or kind.deadlines or kind.steps)


def refresh(writing: Writing, kind: Kind[Any], ids: Iterable[int]) -> None:
    """Work out anew what follows from these records."""
    wanted = array("q", ids)
    if not wanted or not follows(kind):
        return
    writing.session.flush()
    waiting = writing.session.info.get(_PUT_OFF)
    if waiting is not None:
        waiting.setdefault(kind.name, set()).update(wanted)
        return
    for start in range(0, len(wanted), _TOGETHER):
        _work_out(writing, kind, wanted[start : start + _TOGETHER])
    for known in list(writing.session.identity_map.values()):
        if isinstance(known, kind.record):
            writing.session.expire(known)


def _work_out(writing: Writing, kind: Kind[Any], ids: Sequence[int]) -> None:
    _sum_up(writing, kind, ids)
    _read_off(writing, kind, ids)
    _settle_state(writing, kind, ids)
    if kind.deadlines:
        _count(writing, kind, ids)


def renew_after(writing: Writing, catalogue: Kind[Any]) -> None:
    """What was counted by a catalogue is counted anew: its entries are others now."""
    renew(writing, next((kinds for known, kinds in _COUNTED_BY if known is catalogue), ()))


_COUNTED_BY: tuple[tuple[Kind[Any], Sequence[Kind[Any]]], ...] = (
    (DEADLINE_RULE, EVERY_KIND), (HOLIDAY, EVERY_KIND), (AUTHORITY, EVERY_KIND), (THRESHOLD, (SATISFACTION_SURVEY,)),
)


def renew(writing: Writing, kinds: Sequence[Kind[Any]] = EVERY_KIND) -> None:
    """Count every due day anew."""
    for kind in (k for k in kinds if k.deadlines):
        refresh(writing, kind, writing.session.scalars(select(kind.record.id)).all())


def owners(kind: Kind[Any]) -> tuple[tuple[Kind[Any], str], ...]:
    """Kinds whose parts are of this kind, with the column that holds the owner's id."""
    return _owners().get(kind.name, ())


@cache
def _owners() -> dict[str, tuple[tuple[Kind[Any], str], ...]]:
    found: dict[str, tuple[tuple[Kind[Any], str], ...]] = {}
    for owner in EVERY_KIND:
        for part in owner.parts:
            found[part.kind.name] = (*found.get(part.kind.name, ()), (owner, part.owner.key))
    return found


def owners_of(session: Session, kind: Kind[Any], ids: Iterable[int]) -> list[tuple[Kind[Any], set[int]]]:
    """The records that these belong to, kind by kind."""
    wanted = list(ids)
    found = []
    for owner, column in owners(kind) if wanted else ():
        key = kind.column(column)
        statement = select(key).where(among(kind.record.id, wanted), key.is_not(None)).distinct()
        found.append((owner, set(session.scalars(statement))))
    return found


def refresh_owners(writing: Writing, kind: Kind[Any], ids: Iterable[int]) -> None:
    """What follows for the records that these belong to."""
    if not owners(kind):
        return
    for owner, wanted in owners_of(writing.session, kind, ids):
        refresh(writing, owner, wanted)


def _sum_up(writing: Writing, kind: Kind[Any], ids: Sequence[int]) -> None:
    if not kind.rollups:
        return
    table = kind.table
    values = {r.into.key: r.value for r in kind.rollups}
    writing.session.execute(update(table).where(among(table.c.id, ids)).values(values))


def _read_off(writing: Writing, kind: Kind[Any], ids: Sequence[int]) -> None:
    """Columns that a pure rule reads off the rows of a part."""
    session, table = writing.session, kind.table
    for read_off in kind.read_off:
        rows = _rows_by_owner(session, read_off, ids)
        for own in _plain(session, select(table).where(among(table.c.id, ids))):
            found = read_off.rule(own, rows.get(own["id"], ()))
            if changed := {n: v for n, v in found.items() if v != own[n]}:
                session.execute(update(table).where(table.c.id == own["id"]).values(changed))


def _rows_by_owner(session: Session, read_off: ReadOff, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    table, key = read_off.owner.class_.__table__, read_off.owner.key
    statement = select(table).where(among(read_off.owner, ids), table.c.deleted_on.is_(None)).order_by(table.c.id)
    found: dict[int, list[dict[str, Any]]] = {}
    for row in _plain(session, statement):
        found.setdefault(row[key], []).append(row)
    return found


def _plain(session: Session, statement: Select[Any]) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in session.execute(statement).mappings()]


def _settle_state(writing: Writing, kind: Kind[Any], ids: Sequence[int]) -> None:
    steps = kind.steps
    if steps is None or steps.derive is None or kind.state is None:
        return
    names = [c.key for c in kind.table.columns]
    for row in writing.session.execute(select(kind.table).where(among(kind.table.c.id, ids))).mappings():
        values = {n: row[n] for n in names}
        state = steps.derive(values)
        if state is not None and state.value != values[kind.state]:
            changed = update(kind.table).where(kind.table.c.id == values["id"])
            writing.session.execute(changed.values({kind.state: state.value}))


def _count(writing: Writing, kind: Kind[Any], ids: Sequence[int]) -> None:
    known, days = _counted_by(writing)
    if (settle := OWN.get(kind.name)) is not None:
        settle(writing, ids, known, days)
    _count_days(writing, kind, ids, known, days)


def _counted_by(writing: Writing) -> Counting:
    """The rules and the calendar, read once in an act that writes neither."""
    known = writing.session.info.get(_RULES)
    if known is None or writing.touched & _READ_FOR_RULES:
        known = writing.session.info[_RULES] = Counting(rules(writing.session), calendar(writing.session))
    assert isinstance(known, Counting)
    return known


def _count_days(writing: Writing, kind: Kind[Any], ids: Sequence[int], known: Rules, days: Calendar) -> None:
    session = writing.session
    session.execute(delete(DueDay).where(DueDay.kind == kind.name, among(DueDay.record_id, ids)))
    nearest: dict[int, date] = {}
    rows = []
    for deadline in kind.deadlines:
        for event in events(session, kind, deadline, ids):
            if (row := _due_row(kind, deadline, event, known, days)) is None:
                continue
            rows.append(row)
            if event.done is None:
                nearest[event.record_id] = min(nearest.get(event.record_id, date.max), row["due_on"])
    if rows:
        session.execute(insert(DueDay), rows)
    _keep_nearest(writing, kind, ids, nearest)


def _due_row(
    kind: Kind[Any], deadline: Deadline, event: Event, known: Rules, days: Calendar
) -> dict[str, Any] | None:
    """The due day of one event, or None where the deadline does not apply or its rule is not in force."""
    if event.start is None or not event.applies:
        return None
    row: dict[str, Any] = {"kind": kind.name, "record_id": event.record_id, "code": deadline.code,
                           "done_on": event.done, "who": event.who}  # fmt: skip
    if deadline.due is not None:
        return row | {"due_on": event.start, "start_on": None, "rule_id": None}
    rule = rule_on(known, deadline.code, event.start)
    if rule is None:
        return None
    counted = due(event.start, rule.term, days)
    return row | {"due_on": counted.day, "start_on": event.start, "rule_id": rule.id}


def _keep_nearest(writing: Writing, kind: Kind[Any], ids: Sequence[int], nearest: dict[int, date]) -> None:
    if kind.due is None:
        return
    table = kind.table
    column = table.c[kind.due]
    emptied = update(table).where(among(table.c.id, [i for i in ids if i not in nearest]), column.is_not(None))
    writing.session.execute(emptied.values({kind.due: None}))
    for record_id, day in nearest.items():
        changed = update(table).where(table.c.id == record_id, column.is_distinct_from(day))
        writing.session.execute(changed.values({kind.due: day}))
