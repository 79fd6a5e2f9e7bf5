"""Figures that bodies reported: of each sender and period the latest accepted version counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.indicators.model import Atom, Found, Reading, Value, Window
from mttq_desktop.queries.rollup import Units
from mttq_desktop.records.periodic import FigureState, PeriodicReport, ReportFigure, ReportState
from mttq_desktop.rules.overlap import apart
from mttq_desktop.rules.period import Period

TYPED = ("A05", "A06", "A07", "A21")
"""Indicators that no record of ours counts: they are known from reports only."""
Sender = tuple[int | None, int | None]
"""An organisation, or a unit."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One reported figure and the report it stands in."""

    sender: Sender
    period: Period
    value: Value
    report: int


def latest_reports() -> Select[tuple[int]]:
    """Ids of the accepted report of each sender and period with the highest version."""
    r = PeriodicReport
    place = func.row_number().over(
        partition_by=(r.period, r.organisation_id, r.unit_id), order_by=(r.version.desc(), r.id.desc())
    )
    ranked = (
        select(r.id, place.label("place")).where(r.deleted_on.is_(None), r.state == ReportState.ACCEPTED.value)
    ).subquery()
    return select(ranked.c.id).where(ranked.c.place == 1)


def reported(session: Session, codes: Sequence[str], periods: Sequence[str]) -> dict[str, list[Reported]]:
    """Accepted figures of these indicators in these periods."""
    f, r = ReportFigure, PeriodicReport
    statement = (
        select(f.indicator, r.organisation_id, r.unit_id, r.period, f.state, f.value, r.id)
        .join(r, r.id == f.report_id)
        .where(f.deleted_on.is_(None), f.indicator.in_(codes), r.period.in_(periods), r.id.in_(latest_reports()))
        .order_by(r.period, r.id, f.position)
    )  # fmt: skip
    found: dict[str, list[Reported]] = {}
    for code, organisation, unit, period, state, value, report in session.execute(statement):
        figure = Value(FigureState(state), value)
        found.setdefault(code, []).append(Reported((organisation, unit), Period.parse(period), figure, report))
    return found


def last_reported(code: str) -> Found:
    """Each sender's newest figure inside the window."""

    def atoms(reading: Reading, window: Window) -> Iterator[Atom]:
        newest: dict[Sender, Reported] = {}
        for one in _numbers(reading, code, window):
            held = newest.get(one.sender)
            if held is None or (held.period.end, held.period.start) <= (one.period.end, one.period.start):
                newest[one.sender] = one
        return map(_atom, _not_taken_over(list(newest.values()), reading.once(Units.read)))

    return atoms


def _not_taken_over(newest: Sequence[Reported], units: Units) -> Iterator[Reported]:
    """A unit that went into another one is told of by that one as soon as it reports; so is a district by communes."""
    for one in newest:
        later = (o for o in newest if o.period.end > one.period.end and o.sender != one.sender)
        if not any(_took_over(o, one, units) for o in later):
            yield one


def _took_over(later: Reported, one: Reported, units: Units) -> bool:
    heir, unit, day = later.sender[1], one.sender[1], later.period.end
    if heir is None or unit is None:
        return False
    became = units.standing(unit, day)
    below = units.versions[heir].level == "commune" and units.versions[unit].level == "district"
    return heir == became or (below and units.district(heir, day) == became)


def sum_reported(code: str) -> Found:
    """Each sender's figures added up; a report of a longer period stands for the shorter ones inside it."""

    def atoms(reading: Reading, window: Window) -> Iterator[Atom]:
        numbers = _numbers(reading, code, window)
        return map(_atom, apart(numbers, lambda one: one.sender, lambda one: one.period))

    return atoms


def _numbers(reading: Reading, code: str, window: Window) -> list[Reported]:
    found = reading.once(reported, TYPED, window.codes).get(code, [])
    return [one for one in found if one.value.amount is not None]


def _atom(one: Reported) -> Atom:
    return Atom(*one.sender, one.value.amount or Decimal(0), one.report)
