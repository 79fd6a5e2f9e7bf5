"""What is seen before there is something to see: the window's shapes, and a page's, without words."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from mttq_desktop.ui.theme import SIDEBAR_WIDTH, Colours, colours

HEADER, FOOT = 46, 26
_EDGE = 20


class FirstSight(QWidget):
    """The window before its parts are made: plain frames, so that Qt paints them without calling Python.

    One letter of text would load a font (7 ms), one brush Qt's whole namespace (15 ms).
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        roles = ("side", "strip", "foot", "card", "card", "card", "card", "card")
        self._frames = [self._frame(role) for role in roles]
        self.fit(window.size())

    def _frame(self, role: str) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("role", role)
        return frame

    def fit(self, size: QSize) -> None:
        """Lay the shapes out for a size of the window."""
        wide, tall = size.width(), size.height()
        self.setGeometry(0, 0, wide, tall)
        left, top = SIDEBAR_WIDTH + 1 + _EDGE, HEADER + 14
        tile, side = (wide - left - _EDGE - 36) // 4, SIDEBAR_WIDTH + 1
        tiles = [(left + i * (tile + 12), top, tile, 94) for i in range(4)]
        spots = [(0, 0, side, tall - FOOT), (side, 0, wide - side, HEADER), (0, tall - FOOT, wide, FOOT), *tiles]
        spots.append((left, top + 108, wide - left - _EDGE, tall - FOOT - top - 124))
        for frame, spot in zip(self._frames, spots, strict=True):
            frame.setGeometry(*spot)


class Skeleton(QWidget):
    """In a page's place until the page is made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Đang mở trang")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shapes of a page."""
        painter = QPainter(self)
        draw_page(painter, colours(), QRectF(self.rect()))
        painter.end()


def draw_page(painter: QPainter, theme: Colours, room: QRectF) -> None:
    """Four tiles and a list, empty."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.line))
    painter.setBrush(QColor(theme.surface))
    left, top = room.left() + _EDGE + 0.5, room.top() + 14.5
    width, height = room.width() - 2 * _EDGE, room.height() - 30
    tile = (width - 36) / 4
    for i in range(4):
        painter.drawRoundedRect(QRectF(left + i * (tile + 12), top, tile, 94), 8, 8)
    painter.drawRoundedRect(QRectF(left, top + 108, width, height - 108), 8, 8)
    for row in range(max(0, int((height - 150) // 33))):
        wide = width * (0.5 + 0.07 * (row % 4))
        painter.fillRect(QRectF(left + 16, top + 132 + row * 33, wide, 9), QColor(theme.hover))
