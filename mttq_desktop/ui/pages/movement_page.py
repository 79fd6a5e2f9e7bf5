"""Vận động, hộ nghèo: its lists and records, and what they come to by organisation."""

from functools import partial

from PySide6.QtWidgets import QWidget

from mttq_desktop.fields import Link, UnitOf
from mttq_desktop.queries import campaigns, households
from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.campaigns import (
    CAMPAIGN_ITEM,
    INITIATIVE,
    VIETNAMESE_GOODS,
    CampaignItem,
    Initiative,
    VietnameseGoodsActivity,
)
from mttq_desktop.records.households import HOUSEHOLD, Progress
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.act_dialog import run
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.households_acts import ACTS
from mttq_desktop.ui.pages.households_card import LIKENESS, HouseholdCard, locked
from mttq_desktop.ui.pages.households_year_end import YearEndDialog
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member
from mttq_desktop.ui.pages.listing_views import ListView, also
from mttq_desktop.ui.pages.tally_page import TallyView, line_of, tally_member

TITLE = "Vận động, hộ nghèo"
HELP = "van-dong"


def _standing(key: str, title: str, *codes: Progress) -> ListView:
    """Households whose latest result is one of these."""
    narrow = partial(_having, name="progress", codes=tuple(c.value for c in codes))
    return ListView(key, title, narrow, f"Không có hộ nào “{title.lower()}”", "Kết quả của năm gần nhất quyết định.")


def _having(where: Filter, name: str, codes: tuple[str, ...]) -> Filter:
    return also(where, name, *codes)


def _year_end(context: Context, parent: QWidget) -> None:
    run(context, YearEndDialog(context, parent))


HOUSEHOLD_LOOK = Look(
    HOUSEHOLD, help_page=HELP, acts=ACTS, card=HouseholdCard, near=LIKENESS, locked=locked,
    views=(
        _standing("helped", "Đang giúp", Progress.HELPED, Progress.REGISTERED, Progress.NOT_REACHED),
        _standing("registered", "Đã đăng ký", Progress.REGISTERED),
        _standing("out", "Đã thoát nghèo", Progress.ABOVE_POOR, Progress.LASTING),
        _standing("lasting", "Bền vững", Progress.LASTING),
        _standing("back", "Tái nghèo", Progress.FALLEN_BACK),
    ),
    summed=(("members", "nhân khẩu"), ("support_value", "đồng hỗ trợ")),
    extra=(("Kết quả cuối năm…", _year_end),), waiting=("back",),
)  # fmt: skip


def _campaign(key: str, title: str, *codes: str) -> ListView:
    narrow = partial(_having, name="campaign", codes=codes)
    return ListView(key, title, narrow, "Chưa có phần việc nào của cuộc vận động này", "Nhấn Ctrl+N để thêm.")


CAMPAIGN_ITEM_LOOK = Look(
    CAMPAIGN_ITEM, help_page=HELP,
    views=(_campaign("ntm", "NTM – ĐTVM", "NTM"), _campaign("poor", "Vì người nghèo", "VNN"),
           _campaign("local", "Phong trào khác", "DP", "HANGVIET", "DKST")),
    summed=(("funds", "đồng"), ("workdays", "ngày công"), ("land", "m² đất")),
)  # fmt: skip
VIETNAMESE_GOODS_LOOK = Look(
    VIETNAMESE_GOODS, help_page=HELP,
    summed=(("sessions", "buổi, phiên, điểm"), ("people", "lượt người"), ("turnover", "đồng")),
)  # fmt: skip
INITIATIVE_LOOK = Look(INITIATIVE, help_page=HELP, summed=(("value", "đồng làm lợi"),))


_ORGANISATION = Link(label="Tổ chức", target="organisation")
_UNIT = UnitOf(label="Đơn vị")
_GOODS = VietnameseGoodsActivity
TALLIES = (
    TallyView("households", "Hộ nghèo, cận nghèo", HOUSEHOLD, households.board, _ORGANISATION, yearly=True),
    TallyView("households_units", "Hộ nghèo theo đơn vị", HOUSEHOLD, households.board_by_commune, _UNIT, yearly=True),
    TallyView("campaigns", "Phần việc", CAMPAIGN_ITEM,
              campaigns.by(CampaignItem.organisation_id, campaigns.CAMPAIGN_COLUMNS), _ORGANISATION),
    TallyView("by_campaign", "Phần việc theo cuộc vận động", CAMPAIGN_ITEM,
              campaigns.by(CampaignItem.campaign, campaigns.CAMPAIGN_COLUMNS), line_of(CampaignItem.campaign)),
    TallyView("campaigns_units", "Phần việc theo đơn vị", CAMPAIGN_ITEM,
              campaigns.by(CampaignItem.unit_id, campaigns.CAMPAIGN_COLUMNS), _UNIT),
    TallyView("goods", "Hàng Việt", VIETNAMESE_GOODS,
              campaigns.by(_GOODS.organisation_id, campaigns.GOODS_COLUMNS), _ORGANISATION),
    TallyView("by_activity", "Hàng Việt theo hoạt động", VIETNAMESE_GOODS,
              campaigns.by(_GOODS.activity, campaigns.GOODS_COLUMNS), line_of(_GOODS.activity)),
    TallyView("initiatives", "Sáng kiến", INITIATIVE,
              campaigns.by(Initiative.organisation_id, campaigns.INITIATIVE_COLUMNS), _ORGANISATION, yearly=True),
)  # fmt: skip


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, HOUSEHOLD_LOOK, "Hộ nghèo, cận nghèo"),
        member(context, CAMPAIGN_ITEM_LOOK, "Công trình, phần việc"),
        member(context, VIETNAMESE_GOODS_LOOK, "Hàng Việt Nam"),
        member(context, INITIATIVE_LOOK, "Đoàn kết sáng tạo"),
        tally_member(context, "tally", "Bảng tổng hợp", TALLIES, HELP),
    )
    return FamilyPage(TITLE, members, HELP)
