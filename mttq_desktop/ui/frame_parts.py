"""Everything around the pages: sidebar, header, foot, and the keys of the window."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from mttq_desktop.rules.period import Period
from mttq_desktop.ui.page import PageEntry
from mttq_desktop.ui.periods import PeriodChooser
from mttq_desktop.ui.searchbox import SearchBox
from mttq_desktop.ui.sidebar import Sidebar
from mttq_desktop.ui.skeleton import FOOT, HEADER, Skeleton
from mttq_desktop.ui.statusbar import StatusBar
from mttq_desktop.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from mttq_desktop.ui.frame import MainWindow

L = TypeVar("L", QVBoxLayout, QHBoxLayout)
_HINT, _SHORT_HINT = "Tìm mọi hồ sơ, không cần dấu · Ctrl+K", "Tìm mọi hồ sơ · Ctrl+K"


class FrameParts(QWidget):
    """The central widget of the window."""

    def __init__(
        self, window: "MainWindow", entries: Sequence[PageEntry], period: Period, spans: Sequence[Period]
    ) -> None:
        super().__init__(window)
        self.window_of = window
        self.sidebar = Sidebar(entries)
        self.sidebar.opened.connect(window.open_page)
        self.heading = ElidedLabel()
        self.heading.setProperty("role", "title")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.search_box = SearchBox(_HINT, "Tìm mọi hồ sơ")
        self.search_box.asked.connect(window.search_asked)
        self.search_box.entered.connect(window.search_entered)
        self.search_box.chosen.connect(window.hit_chosen)
        self.search_box.left.connect(self._leave_search)
        self._before: QWidget | None = None
        self.period_chooser = PeriodChooser(period, spans)
        self.period_chooser.changed.connect(window.pass_period)
        self.status = StatusBar(window.jobs)
        self.stack = QStackedWidget()
        self.stack.addWidget(Skeleton())
        self._lay_out()
        self._bind_keys(entries)

    def _lay_out(self) -> None:
        right = _tight(QVBoxLayout())
        right.addWidget(self._header())
        right.addWidget(self.stack, 1)
        middle = _tight(QHBoxLayout())
        middle.addWidget(self._left())
        middle.addLayout(right, 1)
        outer = _tight(QVBoxLayout(self))
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)

    def _left(self) -> QFrame:
        side = QFrame()
        side.setProperty("role", "side")
        self._office, self._programme = QLabel(), QLabel()
        self._office.setProperty("role", "heading")
        self._programme.setProperty("role", "small")
        words = _tight(QVBoxLayout())
        words.setContentsMargins(16, 12, 8, 8)
        words.addWidget(self._office)
        words.addWidget(self._programme)
        column = _tight(QVBoxLayout(side))
        column.addLayout(words)
        column.addWidget(self.sidebar, 1)
        return side

    def _header(self) -> QFrame:
        header = QFrame()
        header.setProperty("role", "strip")
        header.setFixedHeight(HEADER)
        row = QHBoxLayout(header)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.heading, 1)
        row.addWidget(self.search_box)
        row.addWidget(self.period_chooser)
        return header

    def _bind_keys(self, entries: Sequence[PageEntry]) -> None:
        window = self.window_of
        self._key("Ctrl+K", self.focus_search)
        self._key("F1", window.ask_help)
        self._key("Ctrl+N", lambda: window.for_page(lambda page: page.add_new()))
        self._key("Alt+Left", window.go_back)
        self._key("F5", lambda: window.for_page(lambda page: page.opened()))
        self._key("F6", self.sidebar.setFocus)
        for number, entry in enumerate(entries[:9], 1):
            self._key(f"Alt+{number}", partial(window.open_page, entry.key))

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self.window_of).activated.connect(act)

    def focus_search(self) -> None:
        """Ctrl+K; Esc leads back to where the keyboard was."""
        if (before := self.window_of.focusWidget()) is not self.search_box:
            self._before = before
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    def _leave_search(self) -> None:
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self.window_of.for_page(lambda page: page.opened())

    def set_office(self, name: str, programme: str) -> None:
        """Whose program this is."""
        self._office.setText(name)
        self._programme.setText(programme)

    def show_icons(self) -> None:
        """The window has been seen; load the icons now."""
        self.sidebar.show_icons()
        self.search_box.show_icons()

    def fit(self, size: QSize) -> None:
        """Narrow windows keep the icons of the sidebar; low ones have lower rows."""
        from mttq_desktop.ui.frame import NARROW_BELOW

        narrow = size.width() < NARROW_BELOW
        self.sidebar.set_narrow(narrow)
        self._office.setVisible(not narrow)
        self._programme.setVisible(not narrow)
        self.search_box.setFixedWidth(220 if narrow else 320)
        self.search_box.setPlaceholderText(_SHORT_HINT if narrow else _HINT)
        self.sidebar.fit(size.height() - HEADER - FOOT - 18)


def _tight(layout: L) -> L:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout
