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
from mttq_desktop.records.party_feedback import PartyFeedbackRound
from mttq_desktop.records.plans import JointPlan
from mttq_desktop.records.supervisions import Supervision

AHEAD_DAYS = 60
"""So many days before its last day a yearly duty is shown."""
_LOOK_BACK_MONTHS = 3
"""In the first months of a year the last one's gaps are shown still."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One duty of a year that no record shows; `count` says how many are missing where there are several."""

    code: str
    subject: str
    year: int
    due: date
    count: int = 1


def gaps(session: Session, today: date) -> tuple[Gap, ...]:
    """Yearly duties not done yet whose last day has passed or is near, the earliest first."""
    years = [today.year - 1, today.year] if today.month <= _LOOK_BACK_MONTHS else [today.year]
    found = [gap for year in years for gap in _of_year(session, year)]
    return tuple(sorted((g for g in found if g.due <= today + timedelta(days=AHEAD_DAYS)), key=lambda g: g.due))


def _of_year(session: Session, year: int) -> list[Gap]:
    found = []
    for code, missing in _MISSING.items():
        rule = _rule(session, code, date(year, 1, 1))
        if rule is not None and (n := missing(session, year)):
            found.append(Gap(code, rule.subject, year, _last_day(rule, year), n))
    return found


def _rule(session: Session, code: str, on: date) -> DeadlineRule | None:
    r = DeadlineRule
    statement = select(r).where(r.code == code, r.deleted_on.is_(None), r.valid_from <= on)
    return session.scalar(statement.where((r.valid_to.is_(None)) | (r.valid_to >= on)).order_by(r.valid_from.desc()))


def _last_day(rule: DeadlineRule, year: int) -> date:
    """The rule's closing day in that year; a rule that counts days counts them from the first of January."""
    if rule.closing:
        day, month = rule.closing.split(";")[-1].strip().split("/")
        return date(year, int(month), int(day))
    return date(year, 1, 1) + timedelta(days=rule.days or 0)


def _none(session: Session, *conditions: ColumnElement[bool]) -> int:
    return 0 if session.scalar(select(func.count()).where(*conditions)) else 1


def _no_plan(session: Session, year: int) -> int:
    return _none(session, JointPlan.year == year, JointPlan.deleted_on.is_(None))


def _no_supervision_plan(session: Session, year: int) -> int:
    """The plan of the next year, which is issued in the last quarter (NQLT 403/2017, Điều 3.3)."""
    return _none(session, Supervision.year == year + 1, Supervision.deleted_on.is_(None))


def _no_meeting(session: Session, year: int) -> int:
    return _none(session, JointMeeting.held_on.between(date(year, 1, 1), date(year, 12, 31)),
                 JointMeeting.deleted_on.is_(None))  # fmt: skip


def _no_feedback(session: Session, year: int) -> int:
    return _none(session, PartyFeedbackRound.year == year, PartyFeedbackRound.deleted_on.is_(None))


def _no_dialogue(session: Session, year: int) -> int:
    return _none(session, Dialogue.held_on.between(date(year, 1, 1), date(year, 12, 31)), Dialogue.purpose == QD218,
                 Dialogue.level == "province", Dialogue.deleted_on.is_(None))  # fmt: skip


def _communes(session: Session, year: int) -> int:
    return len(communes_without(session, year))


_MISSING: dict[str, Callable[[Session, int], int]] = {
    "plan_year": _no_plan, "gs_plan": _no_supervision_plan, "meet_year": _no_meeting, "gopy_year": _no_feedback,
    "dt_tinh": _no_dialogue, "dt_xa": _communes,
}  # fmt: skip
