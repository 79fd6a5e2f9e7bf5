"""What a page promises to the frame, and how the frame is told of it without building it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mttq_desktop.ui.icons import Icon

if TYPE_CHECKING:
    from mttq_desktop.rules.period import Period
    from mttq_desktop.store.changes import Changes


class Page(QWidget):
    """One page of the window.

    `titled` changes the frame's heading; `counted` the number beside the page in the sidebar.
    """

    titled = Signal(str)
    counted = Signal(object)
    help_page = ""
    """Name of the manual's page for F1."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.setAccessibleName(title)

    @property
    def title(self) -> str:
        """The frame's heading while this page is shown."""
        return self._title

    def set_title(self, title: str) -> None:
        """Change the frame's heading."""
        self._title = title
        self.setAccessibleName(title)
        self.titled.emit(title)

    def opened(self) -> None:
        """The page has come to the front; put the focus where work begins."""

    def refresh(self, changes: Changes) -> None:
        """Something was written; fetch again what it touches."""

    def search(self, text: str) -> None:
        """The person asked to see everything of this page that fits the words."""

    def set_period(self, period: Period) -> None:
        """The working period is another one."""

    def add_new(self) -> None:
        """Ctrl+N."""

    def go_back(self) -> bool:
        """Alt+←: True when the page had something of its own to go back to."""
        return False

    def may_leave(self) -> bool:
        """False keeps the person here (after asking): something typed would be lost."""
        return True


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page as the sidebar lists it; `factory` is called when it is first opened.

    An empty `group` stands alone: before the first group, or after the last one.
    """

    key: str
    title: str
    icon: Icon
    group: str
    factory: Callable[[], QWidget]
    count: int | None = None
    count_word: str = "việc chờ"
