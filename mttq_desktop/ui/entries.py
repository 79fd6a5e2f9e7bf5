"""Pages of the window in their order; each is imported when it is first opened."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.page import PageEntry

if TYPE_CHECKING:
    from mttq_desktop.ui.desk import Desk

TODAY, PETITIONS, IMPORTING, REPORTS = "today", "petitions", "importing", "reports"
CATALOGUES, SETTINGS = "catalogues", "settings"
_RECEIVING, _DIRECTING = "TIẾP NHẬN", "TỔNG HỢP"
Factory = Callable[["Desk"], QWidget]


def _start(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages.start import StartPage

    return StartPage(desk.context)


def _petitions(desk: "Desk") -> QWidget:
    from mttq_desktop.ui.pages.petitions import PetitionsPage

    return PetitionsPage(desk.context)


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
    (IMPORTING, "Nhập từ Excel", Icon.EXCEL, _RECEIVING, _importing, "nơi chưa gửi"),
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
