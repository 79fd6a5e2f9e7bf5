"""The page of any kind: its list, and in front of it one record, new or stored."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mttq_desktop.errors import Refused
from mttq_desktop.records.kind import Kind
from mttq_desktop.rules.period import Period
from mttq_desktop.services.drafts import Typed, unfinished
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.family import Member
from mttq_desktop.ui.pages.kind_drafts import said
from mttq_desktop.ui.pages.kind_list import KindList
from mttq_desktop.ui.pages.kind_look import Look, say_done
from mttq_desktop.ui.pages.kind_record import KindRecord
from mttq_desktop.ui.pages.listing_views import how_to_add
from mttq_desktop.ui.pages.undoing import Done
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.banner import Banner


class KindPage(Page):
    """List and record of one kind; the record's page is built when first asked for."""

    def __init__(self, context: Context, look: Look) -> None:
        super().__init__(look.kind.title)
        self.context, self.look, self.kind = context, look, look.kind
        self.help_page = look.help_page
        self.period: Period | None = None
        self._record: KindRecord | None = None
        self._offered = False
        self.banner = Banner()
        self._around = QWidget()
        above = QVBoxLayout(self._around)
        above.setContentsMargins(20, 12, 20, 0)
        above.addWidget(self.banner)
        self._around.hide()
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._around)
        column.addWidget(self.stack, 1)
        self.list = KindList(context, look)
        self.list.entry_asked.connect(self.add_new)
        self.list.opened_record.connect(self.open_record)
        self.list.counted.connect(self.counted)
        self.stack.addWidget(self.list)

    @property
    def record(self) -> KindRecord:
        """One record in its form."""
        if self._record is None:
            self._record = KindRecord(self.context, self.look)
            self._record.closed.connect(self.show_list)
            self._record.did.connect(self._did)
            self._record.titled.connect(self.set_title)
            if self.period is not None:
                self._record.set_period(self.period)
            self.stack.addWidget(self._record)
        return self._record

    @property
    def current(self) -> Page:
        """List or record, whichever is in front."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    # ── going ────────────────────────────────────────────────────────────────

    def _bring(self, page: Page) -> None:
        self._around.hide()
        self.stack.setCurrentWidget(page)
        self.set_title(page.title)

    def show_list(self) -> None:
        """Back to the list, at the record that was looked at."""
        facts = self._record.facts if self._record is not None else None
        self._bring(self.list)
        self.list.opened()
        if facts is not None:
            self.list.table.select_id(facts.id)

    def open_record(self, record_id: int, among: Sequence[int] = ()) -> None:
        """One record; `among` is the list around it."""
        if self.current.may_leave():
            self.record.show_record(record_id, among)
            self._bring(self.record)

    def add_new(self) -> None:
        """Ctrl+N: an empty form, or what was left unfinished; what is written in another form says in which."""
        if elsewhere := how_to_add(self.kind):
            told = f"{self.kind.one.capitalize()} không có phiếu riêng để thêm."
            self.context.shell.explain(Refused(told, elsewhere))
        elif self.current.may_leave():
            self.record.begin(self._left_over())
            self._bring(self.record)

    def go(
        self, record: int | None = None, among: Sequence[int] = (), kind: Kind[Any] | None = None, view: str = "",
        **others: object,
    ) -> None:  # fmt: skip
        """Called by the shell: a record, "new", or a view of the list."""
        if record is not None:
            self.open_record(record, among)
        elif view == "new":
            self.add_new()
        else:
            self.show_list()
            if view in self.list.views:
                self.list.choose_view(view)

    def _did(self, done: Done) -> None:
        say_done(self.context, done)

    # ── what was left unfinished ─────────────────────────────────────────────

    def _left_over(self) -> Typed | None:
        found = unfinished(self.context.database)
        return next((t for t in found if t.kind == self.kind.name and t.record_id is None and said(t)), None)

    def _offer_draft(self) -> None:
        left = self._left_over()
        if left is None:
            return
        self._around.show()
        told = f"Có phiếu {self.kind.one} gõ dở lúc {left.saved_at:%H:%M} ngày {short(left.saved_at.date())}."
        self.banner.tell(told, "Chưa ghi vào sổ.", Tone.WAITING, "Mở lại", self.add_new)

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again; a form left unfinished is offered once."""
        self.current.opened()
        if not self._offered:
            self._offered = True
            self._offer_draft()

    def search(self, text: str) -> None:
        """Every record with these words."""
        if self.current.may_leave():
            self.show_list()
            self.list.search(text)

    def refresh(self, changes: Changes) -> None:
        """Both hear the news."""
        self.list.refresh(changes)
        if self._record is not None:
            self._record.refresh(changes)

    def set_period(self, period: Period) -> None:
        """The working period is another one."""
        self.period = period
        self.list.set_period(period)
        if self._record is not None:
            self._record.set_period(period)

    def may_leave(self) -> bool:
        """The view in front may have something unsaved."""
        return self.current.may_leave()

    def go_back(self) -> bool:
        """Alt+←: from the record to the list, then to the page before."""
        return self.current.go_back()


def member(context: Context, look: Look, title: str = "") -> Member:
    """The page of a kind as one of a family."""
    return Member(look.kind.name, title or look.kind.title, partial(KindPage, context, look), look.kind)
