"""The day by which a recommendation must be answered, kept with its reasons; `following` asks after every writing."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import update

from mttq_desktop.queries.deadlines import Rules, rule_on, term_on
from mttq_desktop.queries.recommendations import Asked, asked, urgings
from mttq_desktop.records.recommendations import Recommendation, Source
from mttq_desktop.records.supervisions import BY_PEOPLE
from mttq_desktop.rules.answering import answer_due
from mttq_desktop.rules.term import Term
from mttq_desktop.store.database import Writing
from mttq_desktop.text.days import Calendar

PEOPLE_RULE = "btt_reply"
"""Recommendations of people's boards have days of their own in law."""
USUAL, ON_DRAFTS = "gs_reply", "pb_reply"
"""What authorities without days of their own have, and for what was said of a draft."""


def settle(writing: Writing, ids: Sequence[int], known: Rules, days: Calendar) -> None:
    """Work out the answer's due day of these recommendations."""
    urged = urgings(writing.session, ids)
    for item in asked(writing.session, ids):
        found = answer_due(item.sent_on, item.asked_for, term_of(item, known), days, urged.get(item.id, ()))
        day, reason = (found.day, "\n".join(found.reasons)) if found else (None, None)
        if (day, reason) != (item.due_on, item.reason):
            changed = update(Recommendation).where(Recommendation.id == item.id)
            writing.session.execute(changed.values(answer_due_on=day, due_reason=reason))


def term_of(item: Asked, known: Rules) -> Term:
    """The authority's own days, else the rule's; those of the law for what a people's board asked."""
    day = item.sent_on or date.max
    if item.form == BY_PEOPLE and (rule := rule_on(known, PEOPLE_RULE, day)) is not None:
        return rule.term
    usual = ON_DRAFTS if item.source == Source.CRITICISM else USUAL
    return item.term or term_on(known, usual, day)
