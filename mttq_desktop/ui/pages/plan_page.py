"""Kế hoạch liên tịch: its lists and records."""

from mttq_desktop.records.plans import JOINT_PLAN, JOINT_TASK
from mttq_desktop.records.programme import PROGRAMME
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member

TITLE = "Kế hoạch liên tịch"
JOINT_PLAN_LOOK = Look(JOINT_PLAN, help_page="ke-hoach")
JOINT_TASK_LOOK = Look(JOINT_TASK, help_page="ke-hoach")
PROGRAMME_LOOK = Look(PROGRAMME, help_page="ke-hoach")


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, JOINT_PLAN_LOOK, "Kế hoạch năm"),
        member(context, JOINT_TASK_LOOK, "Nhiệm vụ"),
        member(context, PROGRAMME_LOOK, "Chương trình"),
    )
    return FamilyPage(TITLE, members, "ke-hoach")
