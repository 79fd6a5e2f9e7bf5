"""A state as a word on its soft ground."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mttq_desktop.ui.table_model import Mark
from mttq_desktop.ui.table_paint import PILL_HEIGHT, draw_pill
from mttq_desktop.ui.theme import base_font, colours


class Pill(QWidget):
    """One state; read out by screen readers."""

    def __init__(self, mark: Mark | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = mark or Mark("")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.show_mark(self.mark)

    def show_mark(self, mark: Mark) -> None:
        """Another state."""
        self.mark = mark
        self.setAccessibleName(mark.text)
        self.setVisible(bool(mark.text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the word."""
        width = QFontMetricsF(base_font(9, bold=True)).horizontalAdvance(self.mark.text)
        return QSize(round(width) + 19, PILL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The word on its ground."""
        painter = QPainter(self)
        draw_pill(painter, colours(), QRectF(self.rect()), self.mark.text, self.mark.tone)
        painter.end()
