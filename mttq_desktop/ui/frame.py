"""The window: pages at the left, title, search and period above, state below.

What is seen first is drawn with the least; icons and the first page come after the first paint.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from mttq_desktop.rules.period import Period
from mttq_desktop.ui.jobs import Jobs
from mttq_desktop.ui.page import Page, PageEntry
from mttq_desktop.ui.periods import PeriodChooser
from mttq_desktop.ui.searchbox import SearchBox
from mttq_desktop.ui.sidebar import Sidebar
from mttq_desktop.ui.skeleton import Skeleton
from mttq_desktop.ui.statusbar import StatusBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from mttq_desktop.store.changes import Changes
    from mttq_desktop.ui.widgets.toast import Toast

NARROW_BELOW = 1100
"""Window width under which the sidebar shows icons alone."""


@dataclass(frozen=True, slots=True)
class Office:
    """Whose program this is, above the pages."""

    name: str = "Mặt trận Tổ quốc"
    programme: str = "Chương trình phối hợp 2020–2025"


class MainWindow(QMainWindow):
    """The frame around the pages. `painted` comes once, after the first paint."""

    painted = Signal()
    page_opened = Signal(str)
    period_changed = Signal(object)
    search_asked = Signal(str)
    search_entered = Signal(str)
    hit_chosen = Signal(object)
    help_asked = Signal(str)
    closing = Signal()

    def __init__(
        self, entries: Sequence[PageEntry], period: Period, office: Office | None = None,
        spans: Sequence[Period] = (), jobs: Jobs | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.jobs = jobs or Jobs(self)
        self.entries = {e.key: e for e in entries}
        self._pages: dict[str, QWidget] = {}
        self._back: list[str] = []
        self._seen = False
        self._wanted = entries[0].key if entries else ""
        self._build(entries, period, office or Office(), spans)
        self._bind_keys(entries)
        self.resize(QSize(1366, 768))
        self.setMinimumSize(760, 480)

    # ── building ─────────────────────────────────────────────────────────────

    def _build(self, entries: Sequence[PageEntry], period: Period, office: Office, spans: Sequence[Period]) -> None:
        self.sidebar = Sidebar(entries)
        self.sidebar.opened.connect(self.open_page)
        self.heading = QLabel()
        self.heading.setProperty("role", "title")
        self.search_box = SearchBox("Tìm mọi hồ sơ, không cần dấu · Ctrl+K", "Tìm mọi hồ sơ")
        self.search_box.setFixedWidth(320)
        self.search_box.asked.connect(self.search_asked)
        self.search_box.entered.connect(self.search_entered)
        self.search_box.chosen.connect(self.hit_chosen)
        self.period_chooser = PeriodChooser(period, spans)
        self.period_chooser.changed.connect(self._pass_period)
        self.status = StatusBar(self.jobs)
        self.skeleton = Skeleton()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.skeleton)
        self._side = self._left(office)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._side)
        middle.addLayout(_column(self._header(), self.stack), 1)
        outer = _column(None, self.status)
        outer.insertLayout(0, middle, 1)
        body = QWidget()
        body.setLayout(outer)
        self.setCentralWidget(body)
        self.set_office(office)

    def _left(self, office: Office) -> QFrame:
        side = QFrame()
        side.setProperty("role", "side")
        self._office = QLabel()
        self._office.setProperty("role", "heading")
        self._programme = QLabel()
        self._programme.setProperty("role", "small")
        words = QVBoxLayout()
        words.setContentsMargins(16, 12, 8, 8)
        words.setSpacing(0)
        words.addWidget(self._office)
        words.addWidget(self._programme)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(words)
        column.addWidget(self.sidebar, 1)
        return side

    def _header(self) -> QFrame:
        header = QFrame()
        header.setProperty("role", "strip")
        header.setFixedHeight(46)
        row = QHBoxLayout(header)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.heading, 1)
        row.addWidget(self.search_box)
        row.addWidget(self.period_chooser)
        return header

    def _bind_keys(self, entries: Sequence[PageEntry]) -> None:
        self._key("Ctrl+K", self.focus_search)
        self._key("F1", self._ask_help)
        self._key("Ctrl+N", self._add_new)
        self._key("Alt+Left", self.go_back)
        self._key("F5", lambda: self._for_page(lambda page: page.opened()))
        self._key("F6", self.sidebar.setFocus)
        for number, entry in enumerate(entries[:9], 1):
            self._key(f"Alt+{number}", partial(self.open_page, entry.key))

    def _key(self, keys: str, act: "Callable[[], object]") -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    # ── pages ────────────────────────────────────────────────────────────────

    @property
    def current_key(self) -> str:
        """The page in front ("" before the first one)."""
        return self.sidebar.current if self._pages else ""

    @property
    def current_page(self) -> QWidget | None:
        """The widget in front."""
        return self._pages.get(self.current_key)

    def page(self, key: str) -> QWidget:
        """A page, made now if it was never opened."""
        if key not in self._pages:
            made = self.entries[key].factory()
            self._pages[key] = made
            self.stack.addWidget(made)
            if isinstance(made, Page):
                self._listen(key, made)
        return self._pages[key]

    def _listen(self, key: str, page: Page) -> None:
        page.titled.connect(lambda title: self._titled(key, title))
        page.counted.connect(lambda count: self.set_count(key, count))
        page.set_period(self.period_chooser.period)

    def open_page(self, key: str, remember: bool = True) -> bool:
        """Bring a page to the front; False when the present one would not let go."""
        if not self._seen:
            self._wanted = key
            return True
        here = self.current_page
        if isinstance(here, Page) and key != self.current_key and not here.may_leave():
            return False
        if remember and self.current_key and key != self.current_key:
            self._back.append(self.current_key)
        self._show(key)
        return True

    def _show(self, key: str) -> None:
        page = self.page(key)
        self.sidebar.set_current(key)
        self.stack.setCurrentWidget(page)
        self._titled(key, page.title if isinstance(page, Page) else self.entries[key].title)
        if isinstance(page, Page):
            page.opened()
        self.page_opened.emit(key)

    def go_back(self) -> None:
        """Alt+←: the page before."""
        if self._back:
            self.open_page(self._back.pop(), remember=False)

    def refresh(self, changes: "Changes") -> None:
        """Tell every page made so far that something was written."""
        for page in self._pages.values():
            if isinstance(page, Page):
                page.refresh(changes)

    def _for_page(self, act: "Callable[[Page], object]") -> None:
        if isinstance(self.current_page, Page):
            act(self.current_page)

    def _titled(self, key: str, title: str) -> None:
        if key == self.sidebar.current:
            self.heading.setText(title)
            self.setWindowTitle(f"{title} – {self._office.text()}")

    # ── what others tell the frame ───────────────────────────────────────────

    def set_office(self, office: Office) -> None:
        """Whose program this is."""
        self._office.setText(office.name)
        self._programme.setText(office.programme)
        self.setWindowTitle(office.name)

    def set_count(self, key: str, count: int | None) -> None:
        """The number beside a page in the sidebar."""
        self.sidebar.set_count(key, count)

    @property
    def period(self) -> Period:
        """The working period."""
        return self.period_chooser.period

    def toast(self, text: str, undo: "Callable[[], object] | None" = None) -> "Toast":
        """A short message over the foot of the page, with Hoàn tác where that is possible."""
        from mttq_desktop.ui.widgets.toast import Toast

        return Toast.over(self.stack, text, undo)

    # ── keys ─────────────────────────────────────────────────────────────────

    def focus_search(self) -> None:
        """Ctrl+K."""
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    def _ask_help(self) -> None:
        page = self.current_page
        self.help_asked.emit(page.help_page if isinstance(page, Page) else "")

    def _add_new(self) -> None:
        self._for_page(lambda page: page.add_new())

    def _pass_period(self, period: Period) -> None:
        for page in self._pages.values():
            if isinstance(page, Page):
                page.set_period(period)
        self.period_changed.emit(period)

    # ── Qt ───────────────────────────────────────────────────────────────────

    def event(self, event: QEvent) -> bool:
        """The first paint is noticed here."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and not getattr(self, "_seen", True):
            self._seen = True
            QTimer.singleShot(0, self._after_first_paint)
        return done

    def _after_first_paint(self) -> None:
        self.painted.emit()
        self.sidebar.show_icons()
        self.search_box.show_icons()
        if self._wanted:
            self.open_page(self._wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows keep the icons of the sidebar."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        self.sidebar.set_narrow(narrow)
        self._office.setVisible(not narrow)
        self._programme.setVisible(not narrow)
        self.search_box.setFixedWidth(220 if narrow else 320)
        self.sidebar.fit(self.height() - 90)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A page with something unsaved may keep the window open; jobs are stopped."""
        here = self.current_page
        if isinstance(here, Page) and not here.may_leave():
            event.ignore()
            return
        self.closing.emit()
        self.jobs.stop()
        event.accept()


def _column(*parts: QWidget | None) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        if part is not None:
            column.addWidget(part, 1 if isinstance(part, QStackedWidget) else 0)
    return column
