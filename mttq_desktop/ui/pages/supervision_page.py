"""Giám sát: its lists and records."""

from mttq_desktop.records.recommendations import RECOMMENDATION
from mttq_desktop.records.supervisions import PEOPLE_SUPERVISION, SUPERVISION
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member

TITLE = "Giám sát"
SUPERVISION_LOOK = Look(SUPERVISION, help_page="giam-sat")
RECOMMENDATION_LOOK = Look(RECOMMENDATION, help_page="giam-sat")
PEOPLE_SUPERVISION_LOOK = Look(PEOPLE_SUPERVISION, help_page="giam-sat")


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, SUPERVISION_LOOK, "Cuộc giám sát"),
        member(context, RECOMMENDATION_LOOK, "Kiến nghị theo dõi"),
        member(context, PEOPLE_SUPERVISION_LOOK, "Ban TTND, Ban GSĐTCĐ"),
    )
    return FamilyPage(TITLE, members, "giam-sat")
