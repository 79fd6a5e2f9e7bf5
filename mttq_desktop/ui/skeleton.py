"""What stands in a page's place until it is made: grey shapes, no words that would flicker."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mttq_desktop.ui.theme import colours


class Skeleton(QWidget):
    """Four tiles and a list, empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Đang mở trang")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shapes of a page."""
        theme = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.line))
        painter.setBrush(QColor(theme.surface))
        width, height = self.width() - 40, self.height() - 30
        tile = (width - 36) / 4
        for i in range(4):
            painter.drawRoundedRect(QRectF(20.5 + i * (tile + 12), 14.5, tile, 94), 8, 8)
        painter.drawRoundedRect(QRectF(20.5, 122.5, width, height - 108), 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.hover))
        for row in range(max(0, int((height - 150) // 33))):
            painter.drawRoundedRect(QRectF(36, 146 + row * 33, width * (0.5 + 0.07 * (row % 4)), 10), 5, 5)
