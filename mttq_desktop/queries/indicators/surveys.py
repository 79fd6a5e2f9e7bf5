"""Surveys judged by the thresholds of their day (A34, A35): per unit the latest survey of each form counts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.indicators.model import Atom, Reading, Window
from mttq_desktop.queries.petitions import among
from mttq_desktop.records.surveys import SatisfactionSurvey as Survey
from mttq_desktop.records.surveys import SurveyAnswer, Threshold
from mttq_desktop.rules.thresholds import Answered, Ballots, Bounds, Verdict, verdict

_HAMLETS = "KDC"


@dataclass(frozen=True, slots=True)
class Judged:
    """One survey with its verdict."""

    id: int
    unit: int
    form: str
    hamlet: str | None
    on: date
    verdict: Verdict


def bounds_on(session: Session) -> Callable[[str, date], Bounds | None]:
    """The threshold of a form on a day; the newest version that is in force wins."""
    t = Threshold
    columns = (t.form, t.valid_from, t.valid_to, t.household_share, t.overall_share, t.item_share, t.basis, t.confirmed)
    rows = session.execute(select(*columns).where(t.deleted_on.is_(None)).order_by(t.valid_from.desc())).all()

    def found(form: str, on: date) -> Bounds | None:
        for row in rows:
            if row.form == form and row.valid_from <= on and (row.valid_to is None or on <= row.valid_to):
                shares = row.household_share, row.overall_share, row.item_share
                return Bounds(*shares, row.basis or "", row.confirmed)
        return None

    return found


def judged(session: Session, first: date, last: date) -> list[Judged]:
    """Every live survey that began on these days."""
    return _judged(session, Survey.deleted_on.is_(None), Survey.starts_on.between(first, last))


def judged_ones(session: Session, ids: Sequence[int]) -> list[Judged]:
    """These surveys."""
    return _judged(session, among(Survey.id, ids))


def _judged(session: Session, *which: ColumnElement[bool]) -> list[Judged]:
    s = Survey
    columns = (s.id, s.unit_id, s.form, s.hamlet, s.starts_on, s.households, s.chosen, s.ballots_in, s.ballots_valid)
    rows = session.execute(select(*columns).where(*which).order_by(s.starts_on, s.id))
    answers, bounds = _answers(session, *which), bounds_on(session)
    found = []
    for i, unit, form, hamlet, on, households, chosen, returned, valid in rows:
        ballots = Ballots(households, chosen, returned, valid, answers.get(i, ()))
        found.append(Judged(i, unit, form, hamlet, on, verdict(ballots, bounds(form, on))))
    return found


def _answers(session: Session, *which: ColumnElement[bool]) -> dict[int, list[Answered]]:
    a, s = SurveyAnswer, Survey
    statement = (
        select(a.survey_id, a.question, a.overall, a.satisfied).join(s, s.id == a.survey_id)
        .where(a.deleted_on.is_(None), *which)
    )  # fmt: skip
    found: dict[int, list[Answered]] = {}
    for survey, question, overall, satisfied in session.execute(statement):
        found.setdefault(survey, []).append(Answered(question, overall, satisfied))
    return found


def lowest(reading: Reading, window: Window) -> Iterator[Atom]:
    """The lowest share of one content in each survey."""
    for one in reading.once(judged, window.first, window.last):
        if (share := one.verdict.lowest.of_valid) is not None:
            yield Atom(None, one.unit, share, one.id)


def passed(reading: Reading, window: Window) -> Iterator[Atom]:
    """Units all of whose latest surveys passed."""
    return _units(reading, window, wanted=True)


def failed(reading: Reading, window: Window) -> Iterator[Atom]:
    """Units one of whose latest surveys did not pass."""
    return _units(reading, window, wanted=False)


def _units(reading: Reading, window: Window, *, wanted: bool) -> Iterator[Atom]:
    """Units by verdict, with the survey that decided; those that cannot be judged are in neither."""
    latest = {
        (one.unit, one.form, one.hamlet): one
        for one in reading.once(judged, window.first, window.last)
        if one.form != _HAMLETS and one.verdict.passed is not None
    }
    by_unit: dict[int, list[Judged]] = {}
    for one in latest.values():
        by_unit.setdefault(one.unit, []).append(one)
    for unit, them in by_unit.items():
        failures = [one for one in them if not one.verdict.passed]
        if bool(failures) is not wanted:
            yield Atom(None, unit, Decimal(1), (failures or them)[0].id)
