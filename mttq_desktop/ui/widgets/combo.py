"""A closed list to pick from, with the arrow that the stylesheet takes from Qt's own."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from mttq_desktop.ui import icons
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.theme import colours

_ARROW = 16


class Combo(QComboBox):
    """Long lines are cut in the box, never widen the window."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then the arrow at its right."""
        super().paintEvent(event)
        painter = QPainter(self)
        spot = QRectF(self.width() - _ARROW - 8, (self.height() - _ARROW) / 2, _ARROW, _ARROW)
        icons.draw(painter, spot, Icon.DOWN, colours().quiet)
        painter.end()
