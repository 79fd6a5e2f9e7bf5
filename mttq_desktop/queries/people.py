"""What the people's boards of communes did: figures of many periods, none of them added twice.

A commune may send its quarters and the year as well: the longer period stands for the shorter ones it overlaps.
A district that sends one line for all its communes stands for theirs in the same time.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.queries.rollup import Choice, Standpoint, Units
from mttq_desktop.records.supervisions import PeopleSupervision
from mttq_desktop.rules.overlap import apart
from mttq_desktop.rules.period import Period

FIGURES = ("times", "cases", "money", "land", "recommended")


@dataclass(frozen=True, slots=True)
class Told:
    """One line of figures as it was sent."""

    id: int
    unit: int
    period: Period
    figures: Mapping[str, Decimal | int | None]


@dataclass(frozen=True, slots=True)
class Counts:
    """One figure of one line that is added up."""

    told: Told
    figure: str
    amount: Decimal


def lines(session: Session, codes: Sequence[str]) -> tuple[Told, ...]:
    """Every line sent for these periods."""
    p = PeopleSupervision
    statement = (
        select(p.id, p.unit_id, p.period, *(getattr(p, name) for name in FIGURES))
        .where(p.deleted_on.is_(None), p.period.in_(codes)).order_by(p.id)
    )  # fmt: skip
    return tuple(
        Told(i, unit, Period.parse(code), dict(zip(FIGURES, figures, strict=True)))
        for i, unit, code, *figures in session.execute(statement)
    )


def counts(session: Session, codes: tuple[str, ...]) -> tuple[Counts, ...]:
    """Everything that is added up over these periods."""
    return tuple(counting(lines(session, codes), Units.read(session)))


def counting(told: Sequence[Told], units: Units) -> Iterator[Counts]:
    """What of the lines is added up, figure by figure: a line that says nothing of a figure stands for none."""
    days = sorted({day for one in told for day in (one.period.start, one.period.end)})
    related = {unit: _related(unit, days, units) for unit in {one.unit for one in told}}
    for figure in FIGURES:
        saying = [one for one in told if one.figures[figure] is not None]
        by_unit: dict[int, list[Told]] = defaultdict(list)
        for one in apart(saying, lambda o: o.unit, lambda o: o.period):
            by_unit[one.unit].append(one)
        for unit, own in by_unit.items():
            others = [o for near in related[unit] for o in by_unit.get(near, ())]
            yield from (
                Counts(one, figure, Decimal(one.figures[figure] or 0))
                for one in own if not any(_stands_for(other, one, units) for other in others)
            )  # fmt: skip


def _related(unit: int, days: Sequence[date], units: Units) -> set[int]:
    """What the unit was and became on these days, and its districts."""
    return {place(unit, day) for place in (units.standing, units.district) for day in days} - {unit}


def _stands_for(other: Told, one: Told, units: Units) -> bool:
    """A longer line of what the commune became (or was), or the line of its district for that time or more."""
    if not other.period.holds(one.period):
        return False
    day = one.period.end
    if units.versions[other.unit].level == "district" and units.versions[one.unit].level == "commune":
        return units.district(one.unit, day) == units.standing(other.unit, day)
    then = (units.standing(one.unit, other.period.start), units.standing(one.unit, other.period.end))
    return other.period != one.period and other.unit in then


@dataclass(frozen=True, slots=True)
class UnitTotals:
    """What people's boards of one line did; `communes` have sent figures, of `expected` ones."""

    unit_id: int | None
    name: str
    communes: int
    expected: int
    figures: Mapping[str, Decimal]
    ids: tuple[int, ...]

    def of(self, figure: str) -> Decimal:
        """One sum; what nobody told is nought."""
        return self.figures.get(figure, Decimal(0))


def totals(session: Session, period: Period, choice: Choice, today: date) -> tuple[UnitTotals, ...]:
    """Figures of a period by the units of a choice: those that told something, in the order of their codes."""
    units = Units.read(session)
    seen = units.seen(choice, period, today)
    told = lines(session, codes_inside(period))
    sums: dict[int | None, dict[str, Decimal]] = defaultdict(dict)
    ids: dict[int | None, list[int]] = defaultdict(list)
    for one in counting(told, units):
        own = sums[seen.target(one.told.unit)]
        own[one.figure] = own.get(one.figure, Decimal(0)) + one.amount
        ids[seen.target(one.told.unit)].append(one.told.id)
    sent = {t.unit for t in told}
    return tuple(
        UnitTotals(key, seen.name(key), *_communes(seen, key, sent, period), sums[key], tuple(dict.fromkeys(ids[key])))
        for key in seen.lines(sums) if key in sums
    )  # fmt: skip


def _communes(seen: Standpoint, key: int | None, sent: Set[int], period: Period) -> tuple[int, int]:
    """How many communes of a line told something, and how many it has on the last day of the period."""
    if key is None:
        return 0, 0
    own = [u for u in seen.gathered(key) if seen.units.versions[u].level == "commune"]
    there = [u for u in own if seen.units.versions[u].stands(period.end)]
    told = {seen.units.standing(u, period.end) for u in own if u in sent}
    return len(told), len(there)
