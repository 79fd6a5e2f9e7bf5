"""Pages of the window in their order; each is imported when it is first opened."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.page import PageEntry

if TYPE_CHECKING:
    from mttq_desktop.ui.desk import Desk

TODAY, PETITIONS, IMPORTING, REPORTS = "today", "petitions", "importing", "reports"
SUPERVISION, CRITICISM, DIALOGUE, MOVEMENT, SURVEY = "supervision", "criticism", "dialogue", "movement", "survey"
COMMUNICATION, FEEDBACK, PLAN, MEETING = "communication", "feedback", "plan", "meeting"
PERIODIC = "periodic"
CATALOGUES, SETTINGS = "catalogues", "settings"
_RECEIVING, _WATCHING, _MOVING, _DIRECTING = "TIẾP NHẬN", "GIÁM SÁT, PHẢN BIỆN", "PHONG TRÀO", "TỔNG HỢP"
Factory = Callable[["Desk"], QWidget]


def _start(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages.start import StartPage

    return StartPage(desk.context)


def _petitions(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages.petitions import PetitionsPage

    return PetitionsPage(desk.context)


def _supervision(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages import supervision_page

    return supervision_page.make(desk.context)


def _criticism(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages import criticism_page

    return criticism_page.make(desk.context)


def _dialogue(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages import dialogue_page

    return dialogue_page.make(desk.context)


def _movement(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages import movement_page

    return movement_page.make(desk.context)


def _survey(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages import survey_page

    return survey_page.make(desk.context)


def _communication(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages import communication_page

    return communication_page.make(desk.context)


def _feedback(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages import feedback_page

    return feedback_page.make(desk.context)


def _plan(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages import plan_page

    return plan_page.make(desk.context)


def _meeting(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages import meeting_page

    return meeting_page.make(desk.context)


def _periodic(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages import periodic

    return periodic.make(desk.context)


def _importing(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages.importing import ImportingPage

    return ImportingPage(desk.context)


def _reports(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages.reports import ReportsPage

    return ReportsPage(desk.context)


def _catalogues(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages.catalogues import CataloguesPage

    return CataloguesPage(desk.context)


def _settings(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages.settings import SettingsPage

    return SettingsPage(desk.context, desk.keeper)


_PAGES: tuple[tuple[str, str, Icon, str, Factory, str], ...] = (
    (TODAY, "Hôm nay", Icon.TODAY, "", _start, "việc cần làm"),
    (PETITIONS, "Ý kiến, kiến nghị", Icon.PETITIONS, _RECEIVING, _petitions, "việc chờ"),
    (IMPORTING, "Nhập từ Excel", Icon.EXCEL, _RECEIVING, _importing, "huyện, xã chưa gửi"),
    (SUPERVISION, "Giám sát", Icon.SUPERVISION, _WATCHING, _supervision, "việc quá hạn"),
    (CRITICISM, "Phản biện", Icon.CRITICISM, _WATCHING, _criticism, "việc quá hạn"),
    (DIALOGUE, "Đối thoại", Icon.DIALOGUE, _WATCHING, _dialogue, "việc quá hạn"),
    (FEEDBACK, "Góp ý", Icon.OPINIONS, _WATCHING, _feedback, "việc quá hạn"),
    (MOVEMENT, "Vận động, hộ nghèo", Icon.HOUSEHOLDS, _MOVING, _movement, "việc chờ"),
    (SURVEY, "Hài lòng NTM", Icon.SATISFACTION, _MOVING, _survey, "việc quá hạn"),
    (COMMUNICATION, "Tuyên truyền", Icon.COMMUNICATION, _MOVING, _communication, "việc chờ"),
    (PLAN, "Kế hoạch liên tịch", Icon.PLANS, _DIRECTING, _plan, "việc quá hạn"),
    (MEETING, "Họp, tập huấn, kiểm tra", Icon.MEETINGS, _DIRECTING, _meeting, "việc quá hạn"),
    (PERIODIC, "Báo cáo định kỳ", Icon.INBOX, _DIRECTING, _periodic, "báo cáo chờ"),
    (REPORTS, "Báo cáo", Icon.REPORTS, _DIRECTING, _reports, "văn bản cần làm"),
    (CATALOGUES, "Danh mục", Icon.CATALOGUES, "", _catalogues, "việc chờ"),
    (SETTINGS, "Cài đặt", Icon.SETTINGS, "", _settings, "việc chờ"),
)


def entries(desk: Callable[[], "Desk"]) -> tuple[PageEntry, ...]:
    """The sidebar's entries; `desk` is asked when a page is made."""
    return tuple(
        PageEntry(key, title, icon, group, lambda make=make: make(desk()), count_word=word)  # type: ignore[misc]
        for key, title, icon, group, make, word in _PAGES
    )


def page_of(kind_name: str) -> str:
    """The page on which records of a kind are shown; catalogues and what has no page of its own stand in Danh mục."""
    return next((key for key, names in _KINDS.items() if kind_name in names), CATALOGUES)


_KINDS = {
    PETITIONS: ("petition", "petition_batch"),
    SUPERVISION: ("supervision", "recommendation", "people_supervision"),
    CRITICISM: ("social_criticism",),
    DIALOGUE: ("dialogue", "dialogue_item"),
    FEEDBACK: ("party_feedback_round",),
    MOVEMENT: ("household", "campaign_item", "vietnamese_goods_activity", "initiative"),
    SURVEY: ("satisfaction_survey",),
    COMMUNICATION: ("communication",),
    PLAN: ("joint_plan", "task_proposal", "joint_task", "programme"),
    PERIODIC: ("periodic_report", "indicator_override"),
    MEETING: ("joint_meeting", "resolution", "training", "joint_inspection", "inspection_visit", "local_programme"),
}
"""Kinds by the page that shows them; names, so that the window opens without loading the records."""
_YEARLY = {
    "plan_year": PLAN, "gs_plan": SUPERVISION, "gs_report_6m": REPORTS, "meet_year": MEETING, "gopy_year": FEEDBACK,
    "dt_tinh": DIALOGUE, "dt_xa": DIALOGUE,
}  # fmt: skip


def page_of_duty(code: str) -> str:
    """The page on which a yearly duty is done, by the code of its rule."""
    return _YEARLY.get(code, TODAY)
