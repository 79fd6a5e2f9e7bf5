"""Phản biện: its lists and records."""

from mttq_desktop.records.criticism import SOCIAL_CRITICISM
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member

TITLE = "Phản biện"
SOCIAL_CRITICISM_LOOK = Look(SOCIAL_CRITICISM, help_page="phan-bien")


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, SOCIAL_CRITICISM_LOOK, "Phản biện"),
    )
    return FamilyPage(TITLE, members, "phan-bien")
