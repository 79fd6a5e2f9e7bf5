"""What the programme asks for every year, and what of it no record shows yet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.dialogues import communes_without
from mttq_desktop.records.deadlines import DeadlineRule
from mttq_desktop.records.dialogues import QD218, Dialogue
from mttq_desktop.records.meetings import JointMeeting
from mttq_desktop.records.office import Letter
from mttq_desktop.records.party_feedback import PartyFeedbackRound
from mttq_desktop.records.plans import JointPlan
from mttq_desktop.records.supervisions import Supervision
from mttq_desktop.rules.closing import closings
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.versions import in_force

AHEAD_DAYS = 60
"""So many days before its last day a yearly duty is shown."""
_LOOK_BACK_MONTHS = 3
"""In the first months of a year the last one's gaps are shown still."""
_TOLD_BY = "D08"
"""The report on supervision, by which HĐND and UBND are told."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One duty of a year, or of a part of it, that no record shows; `count` says how many are missing."""

    code: str
    subject: str
    period: Period
    due: date
    count: int = 1

    @property
    def year(self) -> int:
        """The year it is owed for."""
        return self.period.year


def gaps(session: Session, today: date) -> tuple[Gap, ...]:
    """Yearly duties not done yet whose last day has passed or is near, the earliest first."""
    years = [today.year - 1, today.year] if today.month <= _LOOK_BACK_MONTHS else [today.year]
    found = [gap for year in years for gap in _of_year(session, year, today + timedelta(days=AHEAD_DAYS))]
    return tuple(sorted(found, key=lambda g: g.due))


def _of_year(session: Session, year: int, until: date) -> list[Gap]:
    found = []
    for code, missing in _MISSING.items():
        for rule, period, due in _owed(session, code, year):
            if due <= until and (n := missing(session, period)):
                found.append(Gap(code, rule.subject, period, due, n))
    return found


def _owed(session: Session, code: str, year: int) -> list[tuple[DeadlineRule, Period, date]]:
    """The rule in force on each last day, the part of the year it closes, and that day.

    A rule with several closing days asks for each part; one that counts days counts them from the first of January.
    """
    r = DeadlineRule
    versions = session.scalars(select(r).where(r.code == code, r.deleted_on.is_(None)).order_by(r.valid_from)).all()
    found = []
    for rule in versions:
        days = closings(rule.closing, year) if rule.closing else _counted(rule, year)
        found += [(rule, p, d) for p, d in days.items() if in_force(versions, d) is rule]
    return found


def _counted(rule: DeadlineRule, year: int) -> dict[Period, date]:
    return {Period(year, "Y"): date(year, 1, 1) + timedelta(days=rule.days or 0)}


def _none(session: Session, *conditions: ColumnElement[bool]) -> int:
    return 0 if session.scalar(select(func.count()).where(*conditions)) else 1


def _no_plan(session: Session, period: Period) -> int:
    return _none(session, JointPlan.year == period.year, JointPlan.deleted_on.is_(None))


def _no_supervision_plan(session: Session, period: Period) -> int:
    """The plan of the next year, which is issued in the last quarter (NQLT 403/2017, Điều 3.3)."""
    return _none(session, Supervision.year == period.year + 1, Supervision.deleted_on.is_(None))


def _not_told(session: Session, period: Period) -> int:
    """HĐND and UBND hear the results each half-year (Luật MTTQ, Điều 30.1): a report on supervision up to its end."""
    told = select(Letter.period).where(Letter.document == _TOLD_BY, Letter.deleted_on.is_(None))
    ends = {Period.parse(code).end for code in session.scalars(told) if code}
    return 0 if period.end in ends else 1


def _no_meeting(session: Session, period: Period) -> int:
    held = JointMeeting.held_on.between(period.start, period.end)
    return _none(session, held, JointMeeting.deleted_on.is_(None))


def _no_feedback(session: Session, period: Period) -> int:
    return _none(session, PartyFeedbackRound.year == period.year, PartyFeedbackRound.deleted_on.is_(None))


def _no_dialogue(session: Session, period: Period) -> int:
    return _none(session, Dialogue.held_on.between(period.start, period.end), Dialogue.purpose == QD218,
                 Dialogue.level == "province", Dialogue.deleted_on.is_(None))  # fmt: skip


def _communes(session: Session, period: Period) -> int:
    return len(communes_without(session, period.year))


_MISSING: dict[str, Callable[[Session, Period], int]] = {
    "plan_year": _no_plan, "gs_plan": _no_supervision_plan, "gs_report_6m": _not_told, "meet_year": _no_meeting,
    "gopy_year": _no_feedback, "dt_tinh": _no_dialogue, "dt_xa": _communes,
}  # fmt: skip
