"""A line edit that shows when its words go on."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QToolTip

_BESIDE = 2
"""Pixels Qt itself leaves at both ends of the words."""


class Line(QLineEdit):
    """While nobody types in it, words that do not fit end in “…”; the whole of them is the tip."""

    @property
    def room(self) -> QRect:
        """Where the words stand."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return inside.marginsRemoved(self.textMargins()).adjusted(_BESIDE, 0, -_BESIDE, 0)

    @property
    def shown(self) -> str:
        """The words as they are seen while nobody types."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.room.width())

    @property
    def too_long(self) -> bool:
        """True when there is no room for all of them."""
        return self.shown != self.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own line, unless its words do not fit."""
        if self.hasFocus() or not self.too_long:
            super().paintEvent(event)
            return
        option, painter = QStyleOptionFrame(), QPainter(self)
        self.initStyleOption(option)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.room, int(self.alignment().value) | Qt.AlignmentFlag.AlignVCenter, self.shown)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """A pointer over words that are cut is told all of them."""
        untold = event.type() == QEvent.Type.ToolTip and not self.toolTip() and self.too_long
        if untold and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)
