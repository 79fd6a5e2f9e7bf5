"""The window: pages at the left, title, search and period above, state below.

What is seen first are plain shapes (`skeleton.FirstSight`). The parts are made right after the first paint,
or when somebody asks for one of them: loading Qt's namespace and styling forty widgets cost as much again
as the smallest window. So nothing here is imported from Qt that the first paint does not need.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from mttq_desktop.rules.period import Period
from mttq_desktop.ui.page import Page, PageEntry
from mttq_desktop.ui.skeleton import FirstSight

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QResizeEvent
    from PySide6.QtWidgets import QLabel, QStackedWidget

    from mttq_desktop.store.changes import Changes
    from mttq_desktop.ui.frame_parts import FrameParts
    from mttq_desktop.ui.jobs import Jobs
    from mttq_desktop.ui.periods import PeriodChooser
    from mttq_desktop.ui.searchbox import SearchBox
    from mttq_desktop.ui.sidebar import Sidebar
    from mttq_desktop.ui.statusbar import StatusBar
    from mttq_desktop.ui.widgets.toast import Toast

NARROW_BELOW = 1100
"""Window width under which the sidebar shows icons alone."""


@dataclass(frozen=True, slots=True)
class Office:
    """Whose program this is, above the pages."""

    name: str = "Mặt trận Tổ quốc"
    programme: str = "Chương trình phối hợp"


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
        spans: Sequence[Period] = (), jobs: "Jobs | None" = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.entries = {e.key: e for e in entries}
        self.office = office or Office()
        self._first_period, self._spans, self._jobs = period, tuple(spans), jobs
        self._made: FrameParts | None = None
        self._pages: dict[str, QWidget] = {}
        self._back: list[str] = []
        self._seen = False
        self._wanted = entries[0].key if entries else ""
        self._sight: FirstSight | None = None
        self.setWindowTitle(self.office.name)
        self.resize(QSize(1366, 768))
        self.setMinimumSize(760, 480)
        self._sight = FirstSight(self)

    # ── parts ────────────────────────────────────────────────────────────────

    @property
    def parts(self) -> "FrameParts":
        """Everything around the pages, made when first needed."""
        if self._made is None:
            from mttq_desktop.ui.frame_parts import FrameParts

            self._made = FrameParts(self, tuple(self.entries.values()), self._first_period, self._spans)
            self.setCentralWidget(self._made)
            self._drop_sight()
            self._made.fit(self.size())
            self.set_office(self.office)
        return self._made

    def _drop_sight(self) -> None:
        if self._sight is not None:
            self._sight.hide()
            self._sight.deleteLater()
            self._sight = None

    @property
    def jobs(self) -> "Jobs":
        """The queue of longer work."""
        if self._jobs is None:
            from mttq_desktop.ui.jobs import Jobs

            self._jobs = Jobs(self)
        return self._jobs

    @property
    def sidebar(self) -> "Sidebar":
        """The list of pages."""
        return self.parts.sidebar

    @property
    def heading(self) -> "QLabel":
        """The page's title."""
        return self.parts.heading

    @property
    def search_box(self) -> "SearchBox":
        """The one search."""
        return self.parts.search_box

    @property
    def period_chooser(self) -> "PeriodChooser":
        """The working period's button."""
        return self.parts.period_chooser

    @property
    def status(self) -> "StatusBar":
        """The foot."""
        return self.parts.status

    @property
    def stack(self) -> "QStackedWidget":
        """Where pages lie."""
        return self.parts.stack

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
        page.set_period(self.period)

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
        """Alt+←: what the page itself was before, then the page before."""
        here = self.current_page
        if isinstance(here, Page) and here.go_back():
            return
        if self._back:
            self.open_page(self._back.pop(), remember=False)

    def refresh(self, changes: "Changes") -> None:
        """Tell every page made so far that something was written."""
        for page in self._pages.values():
            if isinstance(page, Page):
                page.refresh(changes)

    def for_page(self, act: "Callable[[Page], object]") -> None:
        """Do something with the page in front, if it is one of ours."""
        if isinstance(self.current_page, Page):
            act(self.current_page)

    def _titled(self, key: str, title: str) -> None:
        if key == self.sidebar.current:
            self.heading.setText(title)
            self.setWindowTitle(f"{title} – {self.office.name}")

    # ── what others tell the frame ───────────────────────────────────────────

    def set_office(self, office: Office) -> None:
        """Whose program this is."""
        self.office = office
        self.setWindowTitle(office.name)
        if self._made is not None:
            self._made.set_office(office.name, office.programme)

    def set_count(self, key: str, count: int | None) -> None:
        """The number beside a page in the sidebar."""
        self.sidebar.set_count(key, count)

    @property
    def period(self) -> Period:
        """The working period."""
        return self._first_period if self._made is None else self._made.period_chooser.period

    def pass_period(self, period: Period) -> None:
        """Another working period, for every page made so far."""
        for page in self._pages.values():
            if isinstance(page, Page):
                page.set_period(period)
        self.period_changed.emit(period)

    def toast(self, text: str, undo: "Callable[[], object] | None" = None) -> "Toast":
        """A short message at the foot of the window, with Hoàn tác where that is possible."""
        from mttq_desktop.ui.widgets.toast import Toast

        return Toast.over(self.parts, text, undo)

    def ask_help(self) -> None:
        """F1: the manual's page of this screen."""
        page = self.current_page
        self.help_asked.emit(page.help_page if isinstance(page, Page) else "")

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
        self.parts.show_icons()
        if self._wanted:
            self.open_page(self._wanted)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Narrow windows keep the icons of the sidebar."""
        super().resizeEvent(event)
        if self._made is not None:
            self._made.fit(self.size())
        elif self._sight is not None:
            self._sight.fit(self.size())

    def closeEvent(self, event: "QCloseEvent") -> None:
        """A page with something unsaved may keep the window open; jobs are stopped."""
        here = self.current_page if self._pages else None
        if isinstance(here, Page) and not here.may_leave():
            event.ignore()
            return
        self.closing.emit()
        if self._jobs is not None:
            self._jobs.stop()
        event.accept()
