"""Everything of a period that can be forwarded, urged or told now: the letters of one act, planned."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.rules.period import Period
from mttq_desktop.services.petitions.feedback import plan_feedback
from mttq_desktop.services.petitions.forwarding import plan_forwarding
from mttq_desktop.services.petitions.reminding import plan_reminders
from mttq_desktop.services.reports.drawing import Paper
from mttq_desktop.services.reports.letters import of_period
from mttq_desktop.services.reports.recommendation_letters import late_within
from mttq_desktop.services.reports.sending import Outgoing, forwarding, reminding, telling, urging

ORIGIN = "reports"
Issue = Callable[[Session, Period, date], Outgoing | None]


def forward_all(session: Session, period: Period, today: date) -> Outgoing | None:
    """Everything that can go to its authority."""
    letters = plan_forwarding(session, of_period(Paper(session, today), period), today).letters
    return forwarding(letters) if letters else None


def remind_all(session: Session, period: Period, today: date) -> Outgoing | None:
    """Every petition that is late today."""
    letters = plan_reminders(session, today, ids=of_period(Paper(session, today), period))
    return reminding(letters) if letters else None


def tell_all(session: Session, period: Period, today: date) -> Outgoing | None:
    """Every answer nobody told its sender yet."""
    notices = plan_feedback(session, today, period=period.code)
    return telling(notices) if notices else None


def remind_of_recommendations(session: Session, period: Period, today: date) -> Outgoing | None:
    """Every recommendation that is late today."""
    letters = late_within(Paper(session, today), period)
    return urging(letters, vocabulary(session)) if letters else None
