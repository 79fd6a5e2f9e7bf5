"""Hài lòng NTM: its lists and records."""

from mttq_desktop.records.surveys import SATISFACTION_SURVEY
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member

TITLE = "Hài lòng NTM"
SATISFACTION_SURVEY_LOOK = Look(SATISFACTION_SURVEY, help_page="hai-long")


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, SATISFACTION_SURVEY_LOOK, "Hài lòng NTM"),
    )
    return FamilyPage(TITLE, members, "hai-long")
