"""Góp ý: its lists and records."""

from mttq_desktop.records.party_feedback import PARTY_FEEDBACK_ROUND, SECRETS_WARNING
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member

TITLE = "Góp ý"
PARTY_FEEDBACK_ROUND_LOOK = Look(PARTY_FEEDBACK_ROUND, help_page="gop-y", remark=SECRETS_WARNING)


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, PARTY_FEEDBACK_ROUND_LOOK, "Góp ý"),
    )
    return FamilyPage(TITLE, members, "gop-y")
