"""Letters to several bodies recorded in one act: everything of a period that can be forwarded, urged or told."""

from collections.abc import Callable
from datetime import date

from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.rules.period import Period
from mttq_desktop.services import recommendations
from mttq_desktop.services.petitions.feedback import plan_feedback, tell
from mttq_desktop.services.petitions.forwarding import forward, plan_forwarding
from mttq_desktop.services.petitions.reminding import plan_reminders, remind
from mttq_desktop.services.reports.drawing import Paper
from mttq_desktop.services.reports.letters import of_period
from mttq_desktop.services.reports.recommendation_letters import late_within
from mttq_desktop.store.database import Database

ORIGIN = "reports"
Issue = Callable[[Database, Period, date], None]


def forward_all(database: Database, period: Period, today: date) -> None:
    """Everything that can go to its authority."""
    with database.reading() as session:
        letters = plan_forwarding(session, of_period(Paper(session, today), period), today).letters
    if letters:
        forward(database, letters, ORIGIN)


def remind_all(database: Database, period: Period, today: date) -> None:
    """Every petition that is late today."""
    with database.reading() as session:
        letters = plan_reminders(session, today, ids=of_period(Paper(session, today), period))
    if letters:
        remind(database, letters, ORIGIN)


def tell_all(database: Database, period: Period, today: date) -> None:
    """Every answer nobody told its sender yet."""
    with database.reading() as session:
        notices = plan_feedback(session, today, period=period.code)
    if notices:
        tell(database, notices, ORIGIN)


def remind_of_recommendations(database: Database, period: Period, today: date) -> None:
    """Every recommendation that is late today."""
    with database.reading() as session:
        letters, words = late_within(Paper(session, today), period), vocabulary(session)
    if letters:
        recommendations.remind(database, letters, words)
