"""Hài lòng NTM: its lists and records, with the verdict beside each."""

from dataclasses import replace
from functools import partial

from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.surveys import SATISFACTION_SURVEY, SurveyVerdict
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member
from mttq_desktop.ui.pages.listing_views import ListView, also
from mttq_desktop.ui.pages.surveys_card import SurveyCard

TITLE = "Hài lòng NTM"
HELP = "hai-long"


def _at(where: Filter, codes: tuple[str, ...]) -> Filter:
    return also(where, "level", *codes)


def _level(key: str, title: str, *codes: str) -> ListView:
    return ListView(key, title, partial(_at, codes=codes), "Chưa có cuộc lấy ý kiến nào ở cấp này",
                    "Nhấn Ctrl+N để thêm.")  # fmt: skip


def _failed(where: Filter) -> Filter:
    return also(where, "verdict", SurveyVerdict.FAILED.value)


def _unreported(where: Filter) -> Filter:
    return replace(where, empty=(*where.empty, "reported_on"))


SATISFACTION_SURVEY_LOOK = Look(
    SATISFACTION_SURVEY, help_page=HELP, card=SurveyCard, first={"level": "XA", "form": "P1", "mode": "TT"},
    views=(
        _level("communes", "Xã, khu dân cư", "XA", "KDC"), _level("districts", "Huyện, tỉnh", "HUYEN", "TINH"),
        ListView("failed", "Chưa đạt ngưỡng", _failed, "Không cuộc nào chưa đạt ngưỡng",
                 "Cuộc lấy ý kiến chưa đạt ngưỡng của ngày lấy ý kiến hiện ở đây."),
        ListView("unreported", "Chưa báo cáo kết quả", _unreported, "Cuộc nào cũng đã báo cáo kết quả",
                 "Cuộc lấy ý kiến chưa có ngày báo cáo hiện ở đây."),
    ),
    summed=(("ballots_out", "phiếu phát ra"), ("ballots_in", "thu về"),
            ("ballots_valid", "hợp lệ")),
)  # fmt: skip


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    return FamilyPage(TITLE, (member(context, SATISFACTION_SURVEY_LOOK, TITLE),), HELP)
