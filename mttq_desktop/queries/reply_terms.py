"""How many days each authority has to answer petitions: its own, else those of the rule in force."""

from datetime import date

from sqlalchemy.orm import Session

from mttq_desktop.queries.deadlines import rules, term_on
from mttq_desktop.queries.petitions import asked
from mttq_desktop.rules.term import Term

USUAL = "kn_reply_default"
"""The rule for authorities that have no days of their own."""


def reply_terms(session: Session, day: date) -> dict[int, Term]:
    """The term of every authority for a letter of that day, by row id."""
    usual = term_on(rules(session), USUAL, day)
    return {
        body.id: usual if body.days is None else Term(body.days, body.working, body.basis)
        for body in asked(session).values()
    }  # fmt: skip
