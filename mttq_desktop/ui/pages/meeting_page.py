"""Họp, tập huấn, kiểm tra: its lists and records."""

from mttq_desktop.records.lower_levels import JOINT_INSPECTION, LOCAL_PROGRAMME, TRAINING
from mttq_desktop.records.meetings import JOINT_MEETING, RESOLUTION
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member

TITLE = "Họp, tập huấn, kiểm tra"
JOINT_MEETING_LOOK = Look(JOINT_MEETING, help_page="hop")
RESOLUTION_LOOK = Look(RESOLUTION, help_page="hop")
TRAINING_LOOK = Look(TRAINING, help_page="hop")
JOINT_INSPECTION_LOOK = Look(JOINT_INSPECTION, help_page="hop")
LOCAL_PROGRAMME_LOOK = Look(LOCAL_PROGRAMME, help_page="hop")


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, JOINT_MEETING_LOOK, "Họp liên tịch"),
        member(context, RESOLUTION_LOOK, "Nội dung thống nhất"),
        member(context, TRAINING_LOOK, "Tập huấn chung"),
        member(context, JOINT_INSPECTION_LOOK, "Kiểm tra chung"),
        member(context, LOCAL_PROGRAMME_LOOK, "Chương trình cấp dưới"),
    )
    return FamilyPage(TITLE, members, "hop")
