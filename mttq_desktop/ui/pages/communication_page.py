"""Tuyên truyền: its lists and records."""

from mttq_desktop.records.campaigns import COMMUNICATION
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member

TITLE = "Tuyên truyền"
COMMUNICATION_LOOK = Look(COMMUNICATION, help_page="tuyen-truyen")


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, COMMUNICATION_LOOK, "Tuyên truyền"),
    )
    return FamilyPage(TITLE, members, "tuyen-truyen")
