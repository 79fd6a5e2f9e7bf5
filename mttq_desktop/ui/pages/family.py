"""A page of several kinds that belong together: pills above, one page of a kind below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mttq_desktop.records.kind import Kind
from mttq_desktop.rules.period import Period
from mttq_desktop.store.changes import Changes
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.page import Page


@dataclass(frozen=True)
class Member:
    """One page of the family, made when it is first shown; `kind` is what records of it the shell opens there."""

    key: str
    title: str
    make: Callable[[], Page]
    kind: Kind[Any] | None = None


class FamilyPage(Page):
    """Several pages in one; the first is in front at first."""

    def __init__(self, title: str, members: Sequence[Member], help_page: str = "") -> None:
        super().__init__(title)
        self.name, self.help_page = title, help_page
        self.members = {m.key: m for m in members}
        self.period: Period | None = None
        self._made: dict[str, Page] = {}
        self._counts: dict[str, int] = {}
        self.pills = ViewPills()
        self.pills.set_views([View(m.key, m.title) for m in members])
        self.pills.chosen.connect(self.choose)
        self.stack = QStackedWidget()
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 20, 0)
        row.addWidget(self.pills)
        self._above = QWidget()
        self._above.setLayout(row)
        self._above.setVisible(len(members) > 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        column.addWidget(self.stack, 1)
        self._bring(members[0].key)

    def member(self, key: str) -> Page:
        """One of the pages, made now if it was never shown."""
        if key not in self._made:
            page = self.members[key].make()
            self._made[key] = page
            self.stack.addWidget(page)
            page.counted.connect(lambda n: self._count(key, n))
            page.titled.connect(lambda title: self._titled(page, title))
            if self.period is not None:
                page.set_period(self.period)
        return self._made[key]

    @property
    def current(self) -> Page:
        """The page in front."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def choose(self, key: str) -> None:
        """Bring another page to the front, if the one there may be left."""
        before = next(k for k, p in self._made.items() if p is self.current)
        if key != before and not self.current.may_leave():
            self.pills.choose(before)
            return
        self._bring(key)
        self.current.opened()

    def _bring(self, key: str) -> None:
        self.pills.choose(key)
        page = self.member(key)
        self.stack.setCurrentWidget(page)
        self.help_page = page.help_page or self.help_page
        self.set_title(page.title if " › " in page.title else self.name)

    def _count(self, key: str, count: object) -> None:
        self._counts[key] = int(count) if isinstance(count, int) else 0
        self.counted.emit(sum(self._counts.values()) or None)

    def _titled(self, page: Page, title: str) -> None:
        if page is self.stack.currentWidget():
            self.set_title(title if " › " in title else self.name)

    # ── the frame ────────────────────────────────────────────────────────────

    def go(self, kind: Kind[Any] | None = None, member: str = "", **args: Any) -> None:
        """Called by the shell: a record of one of the kinds, or a page by its key."""
        key = member or next((m.key for m in self.members.values() if m.kind is kind), "") or next(iter(self.members))
        if key in self.members and self.current.may_leave():
            self._bring(key)
            go = getattr(self.current, "go", None)
            if go is not None:
                go(kind=kind, **args)
            else:
                self.current.opened()

    def opened(self) -> None:
        """In front again."""
        self.current.opened()

    def add_new(self) -> None:
        """Ctrl+N."""
        self.current.add_new()

    def search(self, text: str) -> None:
        """Everything of the page in front that fits the words."""
        self.current.search(text)

    def refresh(self, changes: Changes) -> None:
        """Every page that was made hears the news."""
        for page in self._made.values():
            page.refresh(changes)

    def set_period(self, period: Period) -> None:
        """The working period is another one."""
        self.period = period
        for page in self._made.values():
            page.set_period(period)

    def may_leave(self) -> bool:
        """The page in front may have something unsaved."""
        return self.current.may_leave()

    def go_back(self) -> bool:
        """Alt+←."""
        return self.current.go_back()
