"""Lines of a list with a heading and a quieter text of up to two lines below it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextOption
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mttq_desktop.ui.theme import base_font, colours

Index = QModelIndex | QPersistentModelIndex
HEADING = int(Qt.ItemDataRole.UserRole) + 1
_PAD = 10
_LINES = 2


class TwoLines(QStyledItemDelegate):
    """Reads the heading from the role `HEADING`; the item's own text is for screen readers, and the lines below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A heading and two lines."""
        bold, plain = QFontMetrics(base_font(bold=True)), QFontMetrics(base_font())
        return QSize(120, bold.height() + _LINES * plain.lineSpacing() + 2 * _PAD + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One item, with a line below it."""
        theme = colours()
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the option's fields
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]  # as above
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(theme.soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.line))
        room = rect.adjusted(_PAD + 2, _PAD, -_PAD, -_PAD)
        painter.setFont(base_font(bold=True))
        painter.setPen(QColor(theme.text))
        metrics = painter.fontMetrics()
        heading = metrics.elidedText(str(index.data(HEADING)), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, heading)
        painter.setFont(base_font())
        painter.setPen(QColor(theme.quiet))
        below = QRectF(room.adjusted(0, metrics.height() + 2, 0, 0))
        option_ = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        option_.setWrapMode(QTextOption.WrapMode.WordWrap)
        painter.setClipRect(below)
        painter.drawText(below, str(index.data()), option_)
        painter.restore()


def two_line_list(name: str) -> QListWidget:
    """A list drawn so."""
    made = QListWidget()
    made.setAccessibleName(name)
    made.setItemDelegate(TwoLines(made))
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
    return made
