"""Figures typed over counted ones: which stand in a column, and what follows for sums.

A figure is typed for an organisation, a unit as it stood at the period's end, or both. Where a column is wider than
that (a unit of today gathers two of then), the column is what was counted plus what the typing changed: sums stay
exact in every view, and what was counted stays beside.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.indicators.model import By, Value, number
from mttq_desktop.queries.rollup import Standpoint
from mttq_desktop.records.office import Act
from mttq_desktop.records.periodic import FigureState, Override
from mttq_desktop.rules.period import Period

Key = int | None
ADDED = "Cộng theo số ghi đè của từng đơn vị."
SHARED = "Tính từ số ghi đè."
YEARS = "Cộng theo số ghi đè của từng năm."
FOLLOWS = (ADDED, SHARED, YEARS)
"""Notes of figures that only follow from typed ones."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A figure typed over the counted one, why, by whom and when; `record` is 0 for one that only follows.

    `counted` is what records said when it was typed.
    """

    value: Value
    note: str
    record: int = 0
    who: str = ""
    at: datetime | None = None
    counted: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """What one figure was typed for."""

    code: str
    organisation: Key
    unit: Key


Overrides = Mapping[Own, Typed]


def typed_over(session: Session, period: Period, codes: Sequence[str]) -> dict[Own, Typed]:
    """Everything typed over figures of a period; of several for the same the last counts."""
    o = Override
    statement = (
        select(o.indicator, o.organisation_id, o.unit_id, o.state, o.value, o.note, o.id, Act.who, Act.at, o.counted)
        .outerjoin(Act, Act.id == func.coalesce(o.changed_by, o.made_by))
        .where(o.deleted_on.is_(None), o.period == period.code, o.indicator.in_(codes)).order_by(o.id)
    )  # fmt: skip
    return {
        Own(code, organisation, unit): Typed(Value(FigureState(state), value), note, record, who or "", at, counted)
        for code, organisation, unit, state, value, note, record, who, at, counted in session.execute(statement)
    }


@dataclass(frozen=True)
class Columns:
    """The columns of a table: organisations, or units as they are seen; `organisation` narrows a table of units.

    `count` says what records count for one organisation, one unit as of the period's end, or both.
    """

    by: By
    period: Period
    seen: Standpoint | None
    organisation: Key
    count: Callable[[Own], Value]

    def column(self, own: Own) -> Key:
        """Where a typed figure belongs; None for one of the whole."""
        if self.by is By.ORGANISATION or self.seen is None:
            return own.organisation
        return self.seen.target(own.unit)

    def whole(self, own: Own) -> bool:
        """Typed for the sum of all columns."""
        return own.organisation == self.organisation and own.unit is None if self.by is By.UNIT else own == Own(
            own.code, None, None
        )

    def coarse(self, own: Own) -> bool:
        """Typed for a whole organisation (or unit), not for a part of it."""
        if self.by is By.ORGANISATION:
            return own.organisation is not None and own.unit is None
        return own.unit is not None and own.organisation == self.organisation

    def fine(self, own: Own) -> bool:
        """Typed for a part of a column only: of a unit one organisation, or the other way round."""
        both = own.organisation is not None and own.unit is not None
        return both and not self.coarse(own) and self.organisation in (None, own.organisation)

    def exact(self, own: Own, key: Key) -> bool:
        """The column is just what the figure was typed for."""
        if self.by is By.ORGANISATION or self.seen is None or own.unit is None or key is None:
            return True
        units = self.seen.units
        then = units.gathered(own.unit, units.own_view(own.unit), self.period.end)
        return set(self.seen.gathered(key)) == set(then)


@dataclass(frozen=True, slots=True)
class Shown:
    """What typing makes of one column: the figure itself, or by how much it moves the counted one."""

    typed: Typed | None = None
    moved: Decimal | None = None
    names: tuple[str, ...] = ()

    def over(self, counted: Value) -> Typed:
        """As it stands over the counted figure."""
        if self.typed is not None:
            return self.typed
        return Typed(number((counted.amount or Decimal(0)) + (self.moved or Decimal(0))), "; ".join(self.names))


def shown(code: str, typed: Overrides, columns: Columns, *, adds: bool) -> dict[Key, Shown]:
    """Columns of one indicator that typing touches; figures that do not add up only where they were typed."""
    mine = [(own, over) for own, over in typed.items() if own.code == code]
    coarse = {own: over for own, over in mine if columns.coarse(own)}
    found: dict[Key, Shown] = {}
    moves: dict[Key, list[tuple[Own, Typed]]] = defaultdict(list)
    for own, over in coarse.items():
        key = columns.column(own)
        if columns.exact(own, key):
            found[key] = Shown(over)
        else:
            moves[key].append((own, over))
    for own, over in mine:
        if columns.fine(own) and not _covered(own, coarse, columns):
            moves[columns.column(own)].append((own, over))
    if adds:
        found |= {key: _moved(several, columns) for key, several in moves.items() if key not in found}
    return found


def _covered(own: Own, coarse: Iterable[Own], columns: Columns) -> bool:
    """The whole of which this is a part was typed as well."""
    part = replace(own, unit=None) if columns.by is By.ORGANISATION else replace(own, organisation=columns.organisation)
    return part in set(coarse)


def _moved(several: Sequence[tuple[Own, Typed]], columns: Columns) -> Shown:
    moved = Decimal(0)
    for own, over in several:
        moved += (over.value.amount or 0) - (columns.count(own).amount or 0)
    return Shown(None, moved, tuple(f"Gồm số ghi đè: {over.note}" for _, over in several))


def whole_of(code: str, typed: Overrides, columns: Columns) -> Typed | None:
    """What was typed for the sum of all columns."""
    return next((over for own, over in typed.items() if own.code == code and columns.whole(own)), None)


