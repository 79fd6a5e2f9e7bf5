"""Ý kiến, kiến nghị: the list, one petition, entry, repeats and the board of senders, one in front of another."""


from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from mttq_desktop.rules.period import Period
from mttq_desktop.store.changes import Changes
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.entries import IMPORTING
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.petitions_entry import EntryPage
from mttq_desktop.ui.pages.petitions_list import PetitionList
from mttq_desktop.ui.pages.petitions_record import RecordPage

TITLE = "Ý kiến, kiến nghị"


class PetitionsPage(Page):
    """One page of the frame made of several; each is built when first asked for."""

    help_page = "petitions"

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE)
        self.context = context
        self.period: Period | None = None
        self._made: dict[str, Page] = {}
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.list = PetitionList(context)
        self._add("list", self.list)
        self.list.entry_asked.connect(self.add_new)
        self.list.board_asked.connect(lambda: context.shell.show_page(IMPORTING))
        self.list.repeats.hide()
        self.list.opened_record.connect(lambda record, among: self.go(record))

    def _add(self, key: str, page: Page) -> None:
        self._made[key] = page
        self.stack.addWidget(page)
        page.counted.connect(self.counted)
        page.titled.connect(self._titled)
        if self.period is not None:
            page.set_period(self.period)

    # ── entry ────────────────────────────────────────────────────────────────

    @property
    def entry(self) -> EntryPage:
        """The form, built when first asked for."""
        if "entry" not in self._made:
            entry = EntryPage(self.context)
            entry.closed.connect(self.show_list)
            self._add("entry", entry)
        page = self._made["entry"]
        assert isinstance(page, EntryPage)
        return page

    @property
    def record(self) -> RecordPage:
        """One stored petition, built when first asked for."""
        if "record" not in self._made:
            record = RecordPage(self.context)
            record.closed.connect(self.show_list)
            record.open_asked.connect(self.go)
            self._add("record", record)
        page = self._made["record"]
        assert isinstance(page, RecordPage)
        return page

    def add_new(self) -> None:
        """Ctrl+N: an empty form, or what was left unfinished."""
        if self.current.may_leave():
            self.entry.begin()
            self._bring(self.entry)

    def go(self, record: int | None = None, **others: object) -> None:
        """Show one petition; without one, the list."""
        if record is None:
            self.show_list()
        elif self.current.may_leave():
            self.record.edit(record)
            self._bring(self.record)

    def show_list(self) -> None:
        """Back to the list."""
        self._bring(self.list)

    def _bring(self, page: Page) -> None:
        self.stack.setCurrentWidget(page)
        self.set_title(page.title)
        page.opened()

    @property
    def current(self) -> Page:
        """The view in front."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def _titled(self, title: str) -> None:
        if self.sender() is self.current:
            self.set_title(title)

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again."""
        self.current.opened()

    def refresh(self, changes: Changes) -> None:
        """Every view that was made hears the news."""
        for page in self._made.values():
            page.refresh(changes)

    def set_period(self, period: Period) -> None:
        """The working period is another one."""
        self.period = period
        for page in self._made.values():
            page.set_period(period)

    def may_leave(self) -> bool:
        """The view in front may have something unsaved."""
        return self.current.may_leave()


