"""The page "Báo cáo định kỳ": the board of senders, and in front of it one report."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from mttq_desktop.records.kind import Kind
from mttq_desktop.records.periodic import OVERRIDE, PERIODIC_REPORT
from mttq_desktop.store.changes import Changes
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.family import FamilyPage, Member
from mttq_desktop.ui.pages.indicator_page import IndicatorPage
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import KindPage
from mttq_desktop.ui.pages.periodic_board import PeriodicBoard
from mttq_desktop.ui.pages.periodic_report import PeriodicReportPage
from mttq_desktop.ui.pages.undoing import Done, take_back


class PeriodicPage(Page):
    """Board and report; the report's page is made when first asked for."""

    help_page = "bao-cao-dinh-ky"

    def __init__(self, context: Context) -> None:
        super().__init__("Báo cáo định kỳ")
        self.context = context
        self._report: PeriodicReportPage | None = None
        self.board = PeriodicBoard(context)
        self.board.report_asked.connect(self.open_report)
        self.board.did.connect(self._did)
        self.board.counted.connect(self.counted)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.board)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.go_back)

    @property
    def report(self) -> PeriodicReportPage:
        """One report."""
        if self._report is None:
            self._report = PeriodicReportPage(self.context)
            self._report.closed.connect(self.show_board)
            self._report.did.connect(self._did)
            self._report.titled.connect(self._titled)
            self.stack.addWidget(self._report)
        return self._report

    @property
    def current(self) -> Page:
        """Board or report, whichever is in front."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def _titled(self, title: str) -> None:
        if self.current is self._report:
            self.set_title(title)

    def _bring(self, page: Page) -> None:
        self.stack.setCurrentWidget(page)
        self.set_title(page.title)
        page.opened()

    def show_board(self) -> None:
        """Back to all senders."""
        self._bring(self.board)

    def open_report(self, report_id: int) -> None:
        """One report in front."""
        self.report.show_report(report_id)
        self._bring(self.report)

    def go(
        self, record: int | None = None, among: Sequence[int] = (), kind: Kind[Any] | None = None, **others: object
    ) -> None:
        """Called by the shell: one report, or the board."""
        if record is not None:
            self.open_report(record)
        else:
            self.show_board()

    def _did(self, done: Done) -> None:
        shell, database = self.context.shell, self.context.database
        shell.toast(done.text, (lambda: shell.toast(take_back(database, done))) if done.acts else None)

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again."""
        self.current.opened()

    def refresh(self, changes: Changes) -> None:
        """Both look at what was written."""
        self.board.refresh(changes)
        if self._report is not None:
            self._report.refresh(changes)

    def add_new(self) -> None:
        """Ctrl+N: a report came."""
        self.show_board()
        self.board.add_new()

    def may_leave(self) -> bool:
        """What was typed into a report is saved on the way."""
        return self.current.may_leave()

    def go_back(self) -> bool:
        """Alt+← and Esc: from a report to the board."""
        return self.current is self._report and self.current.go_back()


def make(context: Context) -> FamilyPage:
    """The page of the window: who reports, and what all figures come to."""
    typed = Look(OVERRIDE, help_page=PeriodicPage.help_page)
    members = (
        Member("reports", "Nơi báo cáo", lambda: PeriodicPage(context), PERIODIC_REPORT),
        Member("indicators", "Chỉ tiêu", lambda: IndicatorPage(context), OVERRIDE),
        Member("overrides", "Số đã ghi đè", lambda: KindPage(context, typed)),
    )
    return FamilyPage("Báo cáo định kỳ", members, PeriodicPage.help_page)
