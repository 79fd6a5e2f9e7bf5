"""Counting in sets: one statement for all measures over the same rows, whatever windows are asked for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, null, or_, select, true
from sqlalchemy.orm import Session

from mttq_desktop.queries.indicators.model import (
    Adds,
    Atom,
    By,
    Distinct,
    Measure,
    Reading,
    Rows,
    Scope,
    Sum,
    Value,
    Window,
    Worked,
    number,
)
from mttq_desktop.records.periodic import FigureState

Key = int | None
Windows = Mapping[Scope, Window]


@dataclass(frozen=True, slots=True)
class Narrow:
    """Only records of this organisation, or of these versions of a unit (None among them: those that name none)."""

    organisation: int | None = None
    units: tuple[int | None, ...] | None = None

    def over(self, rows: Rows) -> ColumnElement[bool]:
        """As a condition on the rows."""
        parts: list[ColumnElement[bool]] = []
        if self.organisation is not None:
            parts.append(rows.organisation == self.organisation)
        if self.units is not None:
            named = rows.unit.in_([u for u in self.units if u is not None])
            parts.append(or_(named, rows.unit.is_(None)) if None in self.units else named)
        return and_(true(), *parts)

    def holds(self, atom: Atom) -> bool:
        """The same for an atom."""
        if self.organisation is not None and atom.organisation != self.organisation:
            return False
        return self.units is None or atom.unit in self.units


EVERYTHING = Narrow()


class Gathered:
    """What one measure found in one window, key by key; joins keys without counting anything twice."""

    def __init__(self, adds: Adds = Adds.SUM) -> None:
        self.adds = adds
        self.sums: dict[Key, Decimal | int] = {}
        self.once: dict[Key, dict[Any, int]] | None = None
        self.whole: Value | None = None
        """The figure over all where it is not the sum of the keys."""

    def add(self, key: Key, amount: Decimal | int) -> None:
        """One more sum (or value to compare) for a key."""
        held = self.sums.get(key)
        if held is None:
            self.sums[key] = amount
        else:
            self.sums[key] = min(held, amount) if self.adds is Adds.LEAST else held + amount

    def add_once(self, key: Key, what: Any, weight: int) -> None:
        """One thing that counts once for a key, and once in all."""
        if self.once is None:
            self.once = {}
        self.once.setdefault(key, {})[what] = weight

    def moved(self, target: Mapping[Key, Key]) -> "Gathered":
        """The same under other keys: units of a view instead of those recorded."""
        other = Gathered(self.adds)
        other.whole = self.whole
        if self.once is not None:
            other.once = {}
        for key, amount in self.sums.items():
            other.add(target[key], amount)
        for key, things in (self.once or {}).items():
            for what, weight in things.items():
                other.add_once(target[key], what, weight)
        return other

    @property
    def keys(self) -> set[Key]:
        """Keys that have anything."""
        return {*self.sums, *(self.once or {})}

    def at(self, key: Key) -> Value:
        """The figure of one key: 0 where nothing was counted, missing where nothing was reported."""
        if self.once is not None:
            return number(sum(self.once.get(key, {}).values()))
        return self._value([self.sums[key]] if key in self.sums else [])

    def total(self) -> Value:
        """The figure over all keys."""
        if self.whole is not None:
            return self.whole
        if self.once is not None:
            whole: dict[Any, int] = {}
            for things in self.once.values():
                whole.update(things)
            return number(sum(whole.values()))
        return self._value(list(self.sums.values()))

    def _value(self, amounts: Sequence[Decimal | int]) -> Value:
        if amounts:
            return number(min(amounts) if self.adds is Adds.LEAST else sum(amounts))
        empty = {Adds.SUM: number(0), Adds.LEAST: Value(FigureState.NONE), Adds.REPORTED: Value(FigureState.MISSING)}
        return empty[self.adds]


Tally = dict[tuple[str, Scope], Gathered]


def tally(
    session: Session, measures: Iterable[Measure], windows: Windows, by: By | None, narrow: Narrow = EVERYTHING
) -> Tally:
    """Every measure in every window, by organisation, by recorded unit, or (None) over all."""
    found: Tally = {}
    reading = Reading(session)
    sums: dict[Rows, list[Sum]] = defaultdict(list)
    once: dict[tuple[Rows, Any], list[Distinct]] = defaultdict(list)
    for measure in measures:
        if isinstance(measure, Sum):
            sums[measure.rows].append(measure)
        elif isinstance(measure, Distinct):
            once[measure.rows, measure.key].append(measure)
        else:
            _work(reading, measure, windows, by, narrow, found)
    for rows, them in sums.items():
        _add_up(session, rows, them, windows, by, narrow, found)
    for (rows, key), several in once.items():
        _count_once(session, rows, key, several, windows, by, narrow, found)
    return found


def _dimension(rows: Rows, by: By | None) -> Any:
    column = {None: None, By.ORGANISATION: rows.organisation, By.UNIT: rows.unit}[by]
    return null() if column is None else column


def _add_up(
    session: Session, rows: Rows, measures: Sequence[Sum], windows: Windows, by: By | None, narrow: Narrow, found: Tally
) -> None:
    dimension = _dimension(rows, by).label("dimension")
    inside = {scope: rows.within(window) for scope, window in windows.items()}
    wanted = [(m, scope) for m in measures for scope in windows]
    columns = [func.sum(case((and_(inside[scope], m.where), m.amount))) for m, scope in wanted]
    statement = (
        select(dimension, *columns).select_from(rows.start)
        .where(rows.live, or_(*inside.values()), narrow.over(rows)).group_by(dimension)
    )  # fmt: skip
    for m, scope in wanted:
        found[m.code, scope] = Gathered()
    for key, *amounts in session.execute(statement):
        for (m, scope), amount in zip(wanted, amounts, strict=True):
            if amount is not None:
                found[m.code, scope].add(key, amount)


def _count_once(
    session: Session, rows: Rows, key: Any, measures: Sequence[Distinct], windows: Windows, by: By | None,
    narrow: Narrow, found: Tally,
) -> None:  # fmt: skip
    dimension = _dimension(rows, by).label("dimension")
    inside = {scope: rows.within(window) for scope, window in windows.items()}
    wanted = [(m, scope) for m in measures for scope in windows]
    columns = [func.max(case((and_(inside[s], m.where), literal(1) if m.weight is None else m.weight)))
               for m, s in wanted]  # fmt: skip
    once = key.label("once")
    statement = (
        select(dimension, once, *columns).select_from(rows.start)
        .where(rows.live, or_(*inside.values()), narrow.over(rows)).group_by(dimension, once)
    )  # fmt: skip
    for m, scope in wanted:
        found[m.code, scope] = Gathered()
        found[m.code, scope].once = {}
    for place, what, *weights in session.execute(statement):
        for (m, scope), weight in zip(wanted, weights, strict=True):
            if weight is not None:
                found[m.code, scope].add_once(place, what, weight)


def _work(
    reading: Reading, measure: Worked, windows: Windows, by: By | None, narrow: Narrow, found: Tally
) -> None:
    for scope, window in windows.items():
        gathered = found[measure.code, scope] = Gathered(measure.adds)
        atoms = [a for a in measure.atoms(reading, window) if narrow.holds(a)]
        if measure.adds is Adds.REPORTED:
            atoms = _of_reports(gathered, atoms, by)
        for atom in atoms:
            gathered.add(_place(atom, by), atom.amount)


def _of_reports(gathered: Gathered, atoms: list[Atom], by: By | None) -> list[Atom]:
    """Both levels may report the same thing: the province is what units say, or else what organisations say."""
    below = [a for a in atoms if a.unit is not None]
    chosen = below or atoms
    if chosen:
        gathered.whole = number(sum(a.amount for a in chosen))
    if by is By.ORGANISATION:
        return [a for a in atoms if a.organisation is not None]
    return below if by is By.UNIT else chosen


def _place(atom: Atom, by: By | None) -> Key:
    return {None: None, By.ORGANISATION: atom.organisation, By.UNIT: atom.unit}[by]


def behind(
    session: Session, measure: Measure, window: Window, narrow: Narrow = EVERYTHING, reading: Reading | None = None
) -> tuple[int, ...]:
    """Ids of the records that a figure counts, each once; `reading` keeps what several measures ask."""
    if isinstance(measure, Worked):
        atoms = (a for a in measure.atoms(reading or Reading(session), window) if narrow.holds(a))
        return tuple(dict.fromkeys(a.record for a in atoms if a.record))
    rows = measure.rows
    statement = (
        select(rows.record).select_from(rows.start)
        .where(rows.live, rows.within(window), measure.where, narrow.over(rows)).distinct().order_by(rows.record)
    )  # fmt: skip
    if isinstance(measure, Sum) and measure.value is not None:
        statement = statement.where(func.coalesce(measure.value, 0) != 0)
    return tuple(session.scalars(statement))
