"""Vận động, hộ nghèo: its lists and records."""

from mttq_desktop.records.campaigns import CAMPAIGN_ITEM, INITIATIVE, VIETNAMESE_GOODS
from mttq_desktop.records.households import HOUSEHOLD
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member

TITLE = "Vận động, hộ nghèo"
HOUSEHOLD_LOOK = Look(HOUSEHOLD, help_page="van-dong")
CAMPAIGN_ITEM_LOOK = Look(CAMPAIGN_ITEM, help_page="van-dong")
VIETNAMESE_GOODS_LOOK = Look(VIETNAMESE_GOODS, help_page="van-dong")
INITIATIVE_LOOK = Look(INITIATIVE, help_page="van-dong")


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, HOUSEHOLD_LOOK, "Hộ nghèo, cận nghèo"),
        member(context, CAMPAIGN_ITEM_LOOK, "Công trình, phần việc"),
        member(context, VIETNAMESE_GOODS_LOOK, "Hàng Việt Nam"),
        member(context, INITIATIVE_LOOK, "Đoàn kết sáng tạo"),
    )
    return FamilyPage(TITLE, members, "van-dong")
