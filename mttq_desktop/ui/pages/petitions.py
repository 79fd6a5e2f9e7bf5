"""Ý kiến, kiến nghị: the list, one petition, entry, repeats and the board of senders, one in front of another."""

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mttq_desktop.queries.board import Sender
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.petitions import PETITION_BATCH
from mttq_desktop.rules.period import Period
from mttq_desktop.store.changes import Changes
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.petitions_batches import BatchesPage
from mttq_desktop.ui.pages.petitions_drafts import Drafts
from mttq_desktop.ui.pages.petitions_entry import EntryPage
from mttq_desktop.ui.pages.petitions_list import PetitionList
from mttq_desktop.ui.pages.petitions_record import RecordPage
from mttq_desktop.ui.pages.petitions_repeats import RepeatsPage
from mttq_desktop.ui.pages.undoing import Done, take_back
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.banner import Banner

TITLE = "Ý kiến, kiến nghị"
LIST, ENTRY, RECORD, REPEATS, BOARD = "list", "entry", "record", "repeats", "board"
P = TypeVar("P", bound=Page)


class PetitionsPage(Page):
    """One page of the frame made of several; each is built when first asked for."""

    help_page = "kien-nghi"

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE)
        self.context = context
        self.period: Period | None = None
        self._made: dict[str, Page] = {}
        self._offered = False
        self.banner = Banner()
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._around = QWidget()
        above = QVBoxLayout(self._around)
        above.setContentsMargins(20, 12, 20, 0)
        above.addWidget(self.banner)
        self._around.hide()
        column.addWidget(self._around)
        column.addWidget(self.stack, 1)
        self.list = self._add(LIST, PetitionList(context))
        self.list.entry_asked.connect(self.add_new)
        self.list.repeats_asked.connect(lambda: self.bring(self.repeats))
        self.list.board_asked.connect(lambda: self.bring(self.board))
        self.list.opened_record.connect(self.open_record)

    def _add(self, key: str, page: P) -> P:
        self._made[key] = page
        self.stack.addWidget(page)
        page.counted.connect(self.counted)
        page.titled.connect(lambda title: self._titled(page, title))
        if self.period is not None:
            page.set_period(self.period)
        return page

    # ── the views, made when first asked for ─────────────────────────────────

    @property
    def entry(self) -> EntryPage:
        """The form of a new petition."""
        if (made := self._made.get(ENTRY)) is None:
            made = self._add(ENTRY, EntryPage(self.context))
            made.closed.connect(self.show_list)
            made.saved.connect(self._entered)
            made.did.connect(self._did)
        assert isinstance(made, EntryPage)
        return made

    @property
    def record(self) -> RecordPage:
        """One petition."""
        if (made := self._made.get(RECORD)) is None:
            made = self._add(RECORD, RecordPage(self.context))
            made.closed.connect(self.show_list)
            made.open_asked.connect(self.open_record)
            made.did.connect(self._did)
        assert isinstance(made, RecordPage)
        return made

    @property
    def repeats(self) -> RepeatsPage:
        """Likely repeats."""
        if (made := self._made.get(REPEATS)) is None:
            made = self._add(REPEATS, RepeatsPage(self.context))
            made.closed.connect(self.show_list)
            made.found.connect(self.list.show_repeats)
            made.did.connect(self._did)
        assert isinstance(made, RepeatsPage)
        return made

    @property
    def board(self) -> BatchesPage:
        """Who has sent."""
        if (made := self._made.get(BOARD)) is None:
            made = self._add(BOARD, BatchesPage(self.context))
            made.closed.connect(self.show_list)
            made.petitions_asked.connect(self._show_sender)
            made.did.connect(self._did)
        assert isinstance(made, BatchesPage)
        return made

    # ── going ────────────────────────────────────────────────────────────────

    @property
    def current(self) -> Page:
        """The view in front."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def bring(self, page: Page) -> None:
        """Bring one of the views to the front."""
        self.banner.clear()
        self._around.hide()
        self.stack.setCurrentWidget(page)
        self.help_page = page.help_page or "kien-nghi"
        self.set_title(page.title)
        page.opened()

    def show_list(self) -> None:
        """Back to the list, at the record that was looked at."""
        shown = self.record.facts if self.current is self._made.get(RECORD) else None
        self.bring(self.list)
        if shown is not None:
            self.list.table.select_id(shown.id)

    def open_record(self, petition_id: int, among: Sequence[int] | None = None) -> None:
        """One petition; `among` is the list around it."""
        self.record.show_record(petition_id, among)
        self.bring(self.record)

    def go(
        self, record: int | None = None, among: Sequence[int] = (), kind: Kind[Any] | None = None, view: str = "",
        **others: object,
    ) -> None:  # fmt: skip
        """Called by the shell: a record, or a view ("new", "repeats", "board", or a pill of the list)."""
        if kind is PETITION_BATCH or view == BOARD:
            self.bring(self.board)
        elif record is not None:
            self.open_record(record, among)
        elif view == "new":
            self.add_new()
        elif view == REPEATS:
            self.bring(self.repeats)
        else:
            self.bring(self.list)
            if view in self.list.views:
                self.list.choose_view(view)

    def _entered(self, petition_id: int) -> None:
        self.bring(self.list)
        self.list.show_new(petition_id)

    def _show_sender(self, sender: Sender) -> None:
        name = "organisation_id" if sender.organisation_id is not None else "sender_unit_id"
        keys = (sender.organisation_id,) if sender.organisation_id is not None else sender.unit_ids
        self.list.bar.set_chosen({name: keys} | ({"sender_unit_id": (None,)} if name == "organisation_id" else {}))
        self.bring(self.list)
        self.list.choose_view("all")

    # ── what was done ────────────────────────────────────────────────────────

    def _did(self, done: Done) -> None:
        shell, database = self.context.shell, self.context.database
        shell.toast(done.told, (lambda: shell.toast(take_back(database, done))) if done.acts else None)

    def _titled(self, page: Page, title: str) -> None:
        if page is self.current:
            self.set_title(title)

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again; a form left unfinished by a crash is offered once."""
        self.current.opened()
        if not self._offered:
            self._offered = True
            self._offer_draft()

    def _offer_draft(self) -> None:
        left = Drafts(self.context, self).left_over()
        if left is None:
            return
        self._around.show()
        said = f"Có phiếu kiến nghị gõ dở lúc {left.said}, chưa ghi vào sổ."
        self.banner.tell(said, left.words, Tone.WAITING, "Mở lại", self.add_new)

    def add_new(self) -> None:
        """Ctrl+N: an empty form, or what was left unfinished."""
        if self.current is self.entry or self.current.may_leave():
            self.entry.begin()
            self.bring(self.entry)

    def search(self, text: str) -> None:
        """Every petition with these words."""
        if self.current.may_leave():
            self.bring(self.list)
            self.list.search(text)

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

    def go_back(self) -> bool:
        """Alt+←: from any view back to the list, then to the page before."""
        return self.current.go_back()
