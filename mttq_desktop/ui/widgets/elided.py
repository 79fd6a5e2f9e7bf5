"""A line of words that gives way in a narrow window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

_LEAST = 60


class ElidedLabel(QLabel):
    """What does not fit ends in “…”; the whole of it is the tip."""

    def setText(self, text: str) -> None:
        """Other words."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Never wider than there is room."""
        whole = super().minimumSizeHint()
        return QSize(min(_LEAST, whole.width()), whole.height())

    @property
    def shown(self) -> str:
        """The words as they are seen."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As many of the words as there is room for."""
        painter = QPainter(self)
        self.style().drawItemText(
            painter, self.contentsRect(), int(self.alignment().value), self.palette(), self.isEnabled(), self.shown,
            self.foregroundRole(),
        )  # fmt: skip
        painter.end()
