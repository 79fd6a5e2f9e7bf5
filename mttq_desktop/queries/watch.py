"""The office's watch: what is due, late and missing today, and the charts of the working period.

A chart is counted and opened by the same conditions, so that a bar of 37 opens 37 rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.records.office import Act
from mttq_desktop.records.petition_flow import SETTLED
from mttq_desktop.records.petitions import WAITING, Forwarding, Petition, PetitionState, Reminder
from mttq_desktop.rules.period import Period

_MONTHS_AT_LEAST, _MONTHS_AT_MOST = 6, 12


class Chart(StrEnum):
    """What a chart counts by."""

    MONTH = "month"
    FIELD = "field"
    STATE = "state"
    SENDER = "sender"
    ON_TIME = "on_time"


class Stage(StrEnum):
    """Series of the chart by month: how far a petition has come."""

    ANSWERED = "answered"
    UNDER_WAY = "under_way"
    LATE = "late"


class Kept(StrEnum):
    """Bars of the chart of due days, one forwarding each."""

    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    WAITING = "waiting"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a chart: one key, and one series of it or (None) all."""

    chart: Chart
    key: str
    series: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many petitions (or forwardings) a slice counts."""

    key: str
    series: str
    n: int


def counts(session: Session, chart: Chart, period: Period, today: date) -> tuple[Count, ...]:
    """Every part of a chart that is not empty, largest first within the chart's own order."""
    key, series = _key(chart, today), _series(chart, today)
    statement = _rows(chart, period, select(key, series, func.count())).group_by(key, series)
    found = [Count(str(k or ""), str(s), int(n)) for k, s, n in session.execute(statement)]
    return tuple(sorted(found, key=lambda c: (-c.n, c.key)))


def behind(session: Session, part: Slice, period: Period, today: date) -> tuple[int, ...]:
    """The petitions of a slice."""
    key = _key(part.chart, today)
    wanted = key.is_(None) if part.key == "" else key == part.key
    statement = _rows(part.chart, period, select(Petition.id)).where(wanted).distinct().order_by(Petition.id)
    if part.series is not None:
        statement = statement.where(_series(part.chart, today) == part.series)
    return tuple(session.scalars(statement))


def months(period: Period) -> tuple[str, ...]:
    """ "2023-10" … "2024-03": the half-year (for longer periods up to a year) that ends with the period."""
    last = period.end.year * 12 + period.end.month - 1
    inside = last - (period.start.year * 12 + period.start.month - 1) + 1
    how_many = min(_MONTHS_AT_MOST, max(_MONTHS_AT_LEAST, inside))
    return tuple(f"{m // 12}-{m % 12 + 1:02d}" for m in range(last - how_many + 1, last + 1))


def _rows(chart: Chart, period: Period, statement: Select[Any]) -> Select[Any]:
    p = Petition
    chosen = statement.select_from(p).where(p.deleted_on.is_(None))
    if chart is not Chart.SENDER:
        chosen = chosen.where(p.merged_into_id.is_(None))
    if chart is Chart.MONTH:
        year, month = months(period)[0].split("-")
        return chosen.where(p.received_on.between(date(int(year), int(month), 1), period.end))
    if chart is Chart.ON_TIME:
        f = Forwarding
        chosen = chosen.join(f, f.petition_id == p.id).where(f.deleted_on.is_(None), f.returned_on.is_(None))
    return chosen.where(p.period.in_(codes_inside(period)))


def _key(chart: Chart, today: date) -> ColumnElement[Any]:
    p = Petition
    match chart:
        case Chart.MONTH:
            return func.strftime("%Y-%m", p.received_on)
        case Chart.FIELD:
            return cast(p.field, String)
        case Chart.STATE:
            return cast(p.state, String)
        case Chart.SENDER:
            unit = literal("u").concat(cast(p.sender_unit_id, String))
            organisation = literal("o").concat(cast(p.organisation_id, String))
            return case((p.sender_unit_id.is_not(None), unit), else_=organisation)
        case Chart.ON_TIME:
            return _kept(today)


def _series(chart: Chart, today: date) -> ColumnElement[Any]:
    p = Petition
    if chart is not Chart.MONTH:
        return literal("")
    answered = [s.value for s in (*SETTLED, PetitionState.TOLD)]
    late = and_(p.state.in_([s.value for s in WAITING]), p.due_on < today)
    return case(
        (p.state.in_(answered), Stage.ANSWERED.value), (late, Stage.LATE.value), else_=Stage.UNDER_WAY.value
    )


def _kept(today: date) -> ColumnElement[Any]:
    """An answer is measured by the first due day, one still awaited by the last that a reminder set."""
    f, r = Forwarding, Reminder
    moved = (
        select(r.new_due_on).where(r.forwarding_id == f.id, r.deleted_on.is_(None), r.new_due_on.is_not(None))
        .order_by(r.round.desc(), r.id.desc()).limit(1).correlate(f).scalar_subquery()
    )  # fmt: skip
    return case(
        (f.answered_on <= f.due_on, Kept.IN_TIME.value), (f.answered_on.is_not(None), Kept.TOO_LATE.value),
        (func.coalesce(moved, f.due_on) < today, Kept.OVERDUE.value), else_=Kept.WAITING.value,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happened:
    """One act since the last time."""

    id: int
    what: str
    at: Any
    who: str


QUIET_ORIGINS = ("start", "period", "views", "backup", "usb-copy")


def since(session: Session, act: int, limit: int = 30) -> Sequence[Happened]:
    """What was done after an act, newest first; small acts of the window itself are left out."""
    statement = (
        select(Act.id, Act.what, Act.at, Act.who)
        .where(Act.id > act, Act.origin.not_in(QUIET_ORIGINS), Act.undone_by.is_(None))
        .order_by(Act.id.desc()).limit(limit)
    )  # fmt: skip
    return [Happened(i, what, at, who) for i, what, at, who in session.execute(statement)]


def last_act(session: Session) -> int:
    """The newest act of the data file."""
    return int(session.scalar(select(func.max(Act.id))) or 0)
