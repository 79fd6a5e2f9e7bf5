"""Đối thoại: its lists and records."""

from mttq_desktop.records.dialogues import DIALOGUE, DIALOGUE_ITEM
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member

TITLE = "Đối thoại"
DIALOGUE_LOOK = Look(DIALOGUE, help_page="doi-thoai")
DIALOGUE_ITEM_LOOK = Look(DIALOGUE_ITEM, help_page="doi-thoai")


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, DIALOGUE_LOOK, "Hội nghị"),
        member(context, DIALOGUE_ITEM_LOOK, "Ý kiến, cam kết"),
    )
    return FamilyPage(TITLE, members, "doi-thoai")
