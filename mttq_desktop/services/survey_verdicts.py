"""Whether a survey reaches the threshold of its day, kept with it for lists; `following` asks after every writing."""

from collections.abc import Sequence

from sqlalchemy import update

from mttq_desktop.queries.deadlines import Rules
from mttq_desktop.queries.indicators.surveys import judged_ones
from mttq_desktop.records.surveys import SatisfactionSurvey, SurveyVerdict
from mttq_desktop.store.database import Writing
from mttq_desktop.text.days import Calendar


def settle(writing: Writing, ids: Sequence[int], known: Rules, days: Calendar) -> None:
    """Judge these surveys anew; only verdicts that changed are written."""
    survey = SatisfactionSurvey
    for one in judged_ones(writing.session, ids):
        found = SurveyVerdict.of(one.verdict.passed).value
        changed = update(survey).where(survey.id == one.id, survey.verdict.is_distinct_from(found))
        writing.session.execute(changed.values(verdict=found))
