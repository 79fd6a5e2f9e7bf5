"""Periodic reports: who owes one for a period and by which day, what came, what is late or missing (C18).

The six organisations and the units below report: districts while they stand on the closing day (18, from
2025 17), communes after 01/7/2025. Closing days are a rule of days that the office changes ("10/6; 25/11").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.catalogues import calendar
from mttq_desktop.queries.rollup import Units
from mttq_desktop.records.catalogue import Organisation
from mttq_desktop.records.deadlines import DeadlineRule
from mttq_desktop.records.periodic import PeriodicReport, ReportState
from mttq_desktop.rules.closing import closings
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.versions import in_force
from mttq_desktop.text.days import Calendar

RULE = "rep_6m"
Sender = tuple[int | None, int | None]
"""An organisation, or a unit."""


class Standing(StrEnum):
    """Where one body's report stands."""

    AWAITED = "awaited"
    MISSING = "missing"
    RECEIVED = "received"
    RETURNED = "returned"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Version:
    """One sending."""

    id: int
    version: int
    state: str
    received_on: date | None
    due_on: date | None
    number: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Expected:
    """One body and its report of one period; `versions` with the latest, which counts, last."""

    organisation_id: int | None
    unit_id: int | None
    name: str
    period: Period
    due_on: date
    standing: Standing
    late: bool
    versions: tuple[Version, ...] = ()
    expected: bool = True

    @property
    def latest(self) -> Version | None:
        """The sending that counts."""
        return self.versions[-1] if self.versions else None

    @property
    def report_id(self) -> int | None:
        """The record of the latest sending."""
        return self.versions[-1].id if self.versions else None

    @property
    def received(self) -> bool:
        """Something came, be it returned since."""
        return self.standing not in (Standing.AWAITED, Standing.MISSING)

    @property
    def received_on(self) -> date | None:
        """The day of the first sending: it decides whether the body was in time."""
        return min((v.received_on for v in self.versions if v.received_on), default=None)


@dataclass(frozen=True, slots=True)
class ClosingRule:
    """One version of the rule of closing days."""

    text: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, eq=False)
class Senders:
    """Who may have to report, and the rules of closing days; read once for any number of periods."""

    organisations: tuple[tuple[int, str, date, date | None], ...]
    units: Units
    rules: tuple[ClosingRule, ...]
    days: Calendar

    @classmethod
    def read(cls, session: Session) -> "Senders":
        """From the catalogues."""
        o, r = Organisation, DeadlineRule
        bodies = (
            select(o.id, o.short_name, o.valid_from, o.valid_to).where(o.deleted_on.is_(None)).order_by(o.position)
        )
        rules = (
            select(func.coalesce(r.closing, ""), r.valid_from, r.valid_to)
            .where(r.code == RULE, r.deleted_on.is_(None)).order_by(r.valid_from)
        )  # fmt: skip
        return cls(
            tuple((i, name, first, last) for i, name, first, last in session.execute(bodies)), Units.read(session),
            tuple(ClosingRule(*row) for row in session.execute(rules)), calendar(session),
        )  # fmt: skip

    def periods(self, year: int) -> dict[Period, date]:
        """Periods reported on in a year, with the day by which reports must come (moved off days off)."""
        found: dict[Period, date] = {}
        for rule in self.rules:
            held = {p: d for p, d in closings(rule.text, year).items() if in_force(self.rules, d) is rule}
            found.update({p: self.days.on_or_after(d) for p, d in held.items()})
        return found

    def owing(self, period: Period, due: date) -> list[tuple[Sender, str]]:
        """Organisations in force at the period's end, then districts (communes, where there are none) of the day."""
        bodies: list[tuple[Sender, str]] = [
            ((i, None), name) for i, name, first, last in self.organisations
            if first <= period.end and (last is None or last >= period.end)
        ]  # fmt: skip
        below = self.units.on(due, "district") or self.units.on(due, "commune")
        return bodies + [((None, u.id), u.name) for u in below]

    def name(self, sender: Sender) -> str:
        """Whoever sent, expected or not."""
        organisation, unit = sender
        if unit is not None:
            return self.units.name(unit)
        return next((name for i, name, _, _ in self.organisations if i == organisation), "")


def expected(session: Session, period: Period, today: date) -> tuple[Expected, ...]:
    """Every body in its order, then those that sent without being asked; empty for a period nobody reports on."""
    senders = Senders.read(session)
    due = senders.periods(period.end.year).get(period)
    return () if due is None else _board(session, {period: due}, today, senders)


def expected_within(
    session: Session, period: Period, first: date, today: date, senders: Senders, own: bool = True
) -> tuple[Expected, ...]:
    """The bodies of a period's `own` report; for other periods of every report inside that anybody sent."""
    years = range(first.year, period.end.year + 1)
    known = {p: due for year in years for p, due in senders.periods(year).items()}
    if own and first == period.start and period in known:
        return _board(session, {period: known[period]}, today, senders)
    inside = {p: due for p, due in known.items() if first <= p.start and p.end <= period.end}
    return _board(session, inside, today, senders, only_sent=True)


def _board(
    session: Session, due: dict[Period, date], today: date, senders: Senders, *, only_sent: bool = False
) -> tuple[Expected, ...]:
    """`only_sent` leaves out periods before this file was kept: nobody's report of them is here."""
    sent = _sent(session, list(due)) if due else {}
    kept = {code for code, _ in sent}
    found: list[Expected] = []
    for period, day in sorted(due.items()):
        if only_sent and period.code not in kept:
            continue
        owing = senders.owing(period, day)
        mine = {sender: versions for (p, sender), versions in sent.items() if p == period.code}
        found += [_one(s, name, period, day, mine.get(s, ()), today) for s, name in owing]
        asked = {s for s, _ in owing}
        found += [
            _one(s, senders.name(s), period, day, versions, today, expected=False)
            for s, versions in mine.items() if s not in asked and any(v.received_on for v in versions)
        ]  # fmt: skip
    return tuple(found)


def _one(
    sender: Sender, name: str, period: Period, due: date, versions: Sequence[Version], today: date, *,
    expected: bool = True,
) -> Expected:  # fmt: skip
    given = [v.due_on for v in versions if v.due_on]
    due = given[-1] if given else due
    first = min((v.received_on for v in versions if v.received_on), default=None)
    standing = _standing(versions, due, today)
    late = first > due if first is not None else today > due
    return Expected(*sender, name, period, due, standing, late, tuple(versions), expected)


def _standing(versions: Sequence[Version], due: date, today: date) -> Standing:
    came = [v for v in versions if v.received_on is not None]
    if not came:
        return Standing.MISSING if today > due else Standing.AWAITED
    states = {ReportState.RETURNED: Standing.RETURNED, ReportState.ACCEPTED: Standing.ACCEPTED}
    return states.get(ReportState(versions[-1].state), Standing.RECEIVED)


def _sent(session: Session, periods: Sequence[Period]) -> dict[tuple[str, Sender], list[Version]]:
    r = PeriodicReport
    statement = (
        select(r.period, r.organisation_id, r.unit_id, r.id, r.version, r.state, r.received_on, r.due_on, r.number,
               r.returned_reason)
        .where(r.deleted_on.is_(None), r.period.in_([p.code for p in periods])).order_by(r.version, r.id)
    )  # fmt: skip
    found: dict[tuple[str, Sender], list[Version]] = {}
    for period, organisation, unit, *version in session.execute(statement):
        sender = (None, unit) if unit is not None else (organisation, None)
        found.setdefault((period, sender), []).append(Version(*version))
    return found

