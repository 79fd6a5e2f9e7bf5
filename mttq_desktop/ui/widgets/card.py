"""Quiet boxes: cards with a heading, tiles with one figure."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.elided import ElidedLabel


class SectionHeader(QWidget):
    """A heading, a quieter remark beside it, and acts at the right; where room is short the remark gives way first."""

    def __init__(self, title: str, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.remark = ElidedLabel(), ElidedLabel()
        self.title.setProperty("role", "heading")
        self.remark.setProperty("role", "quiet")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.addWidget(self.title)
        self._row.addWidget(self.remark, 1)
        self.remark.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.tell(title, remark)

    def add_act(self, widget: QWidget) -> None:
        """A button at the right."""
        self._row.addWidget(widget)

    def tell(self, title: str, remark: str = "") -> None:
        """Other words."""
        self.title.setText(title)
        self.remark.setText(remark)


class Card(QFrame):
    """A white box with rounded corners; put things into `body`."""

    def __init__(self, title: str = "", remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 12, 14, 14)
        self.body.setSpacing(8)
        self.header = SectionHeader(title, remark)
        self.body.addWidget(self.header)
        self.header.setVisible(bool(title))
        self.setAccessibleName(title)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Below what is there already."""
        if isinstance(part, QWidget):
            self.body.addWidget(part, stretch)
        else:
            self.body.addLayout(part, stretch)


class StatTile(QFrame):
    """One figure with its name and a remark; opens the records behind it."""

    opened = Signal()

    def __init__(
        self, name: str, figure: str = "–", remark: str = "", tone: Tone = Tone.PLAIN,
        act: Callable[[], object] | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("role", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor if act else Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if act else Qt.FocusPolicy.NoFocus)
        self.name, self.figure, self.remark = QLabel(name), QLabel(), QLabel()
        self.name.setProperty("role", "quiet")
        self.remark.setProperty("role", "quiet")
        self.remark.setWordWrap(True)
        self.figure.setProperty("role", "figure")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(0)
        for part in (self.name, self.figure, self.remark):
            column.addWidget(part)
        column.addStretch(1)
        self._tone = tone
        if act is not None:
            self.opened.connect(lambda *_: act())
        self.tell(figure, remark, tone)

    def tell(self, figure: str, remark: str = "", tone: Tone | None = None) -> None:
        """Another figure."""
        self._tone = tone or self._tone
        self.figure.setText(figure)
        self.figure.setProperty("tone", self._tone.value)
        self.figure.style().unpolish(self.figure)
        self.figure.style().polish(self.figure)
        self.remark.setText(remark)
        self.setAccessibleName(f"{self.name.text()}: {figure} {remark}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
