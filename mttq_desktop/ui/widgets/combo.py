"""A closed list to pick from, with the arrow that the stylesheet takes from Qt's own."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QToolTip, QWidget

from mttq_desktop.ui import icons
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.theme import colours

_ARROW = 16
_AROUND_WORDS, _WIDEST = 36, 560


class Combo(QComboBox):
    """Long lines end in “…” in the box and never widen the window; the list below shows the whole of them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box with what it has room for, then the arrow at its right."""
        option, painter = QStyleOptionComboBox(), QStylePainter(self)
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shown  # type: ignore[attr-defined]  # the stubs leave out the option's fields
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        spot = QRectF(self.width() - _ARROW - 8, (self.height() - _ARROW) / 2, _ARROW, _ARROW)
        icons.draw(painter, spot, Icon.DOWN, colours().quiet)
        painter.end()

    @property
    def shown(self) -> str:
        """The chosen words as they are seen."""
        room = self.width() - _ARROW - _AROUND_WORDS
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)

    def showPopup(self) -> None:
        """The list, as wide as its words."""
        words = (self.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(self.count()))
        self.view().setMinimumWidth(min(max(words, default=0) + _AROUND_WORDS, _WIDEST))
        super().showPopup()

    def event(self, event: QEvent) -> bool:
        """A pointer over words that are cut is told all of them."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.shown != self.currentText():
            QToolTip.showText(event.globalPos(), self.currentText(), self)
            return True
        return super().event(event)
