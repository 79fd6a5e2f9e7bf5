"""A page of several parts: their names at the left, the chosen one at the right, each made when first shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mttq_desktop.ui.widgets.scroll import Scroll

_NAV_WIDTH = 236


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its key, its name, and how it is made."""

    key: str
    title: str
    make: Callable[[], QWidget]


class Sections(QWidget):
    """Names and parts; `shown` carries the key of the part that came to the front."""

    shown = Signal(str)

    def __init__(self, name: str, parts: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts = {part.key: part for part in parts}
        self._made: dict[str, QWidget] = {}
        self.allows: Callable[[], bool] = lambda: True
        self.nav = QListWidget()
        self.nav.setAccessibleName(name)
        self.nav.setFixedWidth(_NAV_WIDTH)
        self.nav.setProperty("role", "nav")
        for part in parts:
            item = QListWidgetItem(part.title)
            item.setData(Qt.ItemDataRole.UserRole, part.key)
            item.setSizeHint(QSize(0, 34))
            self.nav.addItem(item)
        self.stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(12)
        row.addWidget(self.nav)
        row.addWidget(self.stack, 1)
        self.nav.currentRowChanged.connect(self._choose)

    @property
    def current(self) -> str:
        """Key of the part in front."""
        return next((key for key, part in self._made.items() if part is self.stack.currentWidget()), "")

    def part(self, key: str) -> QWidget:
        """A part, made now if it was never shown."""
        if key not in self._made:
            self._made[key] = self.parts[key].make()
            self.stack.addWidget(self._made[key])
        return self._made[key]

    def made(self) -> tuple[QWidget, ...]:
        """Parts made so far."""
        return tuple(self._made.values())

    def go(self, key: str) -> None:
        """Bring a part to the front."""
        self.nav.setCurrentRow(list(self.parts).index(key))

    def _choose(self, row: int) -> None:
        wanted = list(self.parts)[row]
        if wanted == self.current:
            return
        if self.current and not self.allows():
            self.nav.blockSignals(True)
            self.nav.setCurrentRow(list(self.parts).index(self.current))
            self.nav.blockSignals(False)
            return
        self.stack.setCurrentWidget(self.part(wanted))
        self.shown.emit(wanted)


def scrolled(*parts: QWidget) -> QScrollArea:
    """Cards one below the other, scrolled where the screen is low."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 6, 0)
    column.setSpacing(12)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return Scroll(inside)


def filled(*parts: QWidget) -> QScrollArea:
    """One below the other, the last with the room that is left; a low screen scrolls them all."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part, int(part is parts[-1]))
    return Scroll(inside)


def inset(part: QWidget) -> QWidget:
    """Away from the edges of its card."""
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(20, 0, 10, 0)
    column.addWidget(part)
    return around


def pillar(width: int, *parts: QWidget) -> QVBoxLayout:
    """Parts of one width, one below the other; the last takes the room that is left."""
    column = QVBoxLayout()
    column.setSpacing(10)
    for part in parts:
        part.setFixedWidth(width)
        column.addWidget(part, int(part is parts[-1]))
    return column
