"""The files at hand at the left: who sent it, its name, and how it stands."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mttq_desktop.ui.pages.importing_state import Loaded
from mttq_desktop.ui.table_model import Index
from mttq_desktop.ui.table_paint import draw_pill
from mttq_desktop.ui.theme import base_font, colours

_LOADED = int(Qt.ItemDataRole.UserRole)
_HEIGHT = 50


class _FilePainter(QStyledItemDelegate):
    """Two lines and a pill."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows of 50 pixels."""
        return QSize(0, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One file."""
        loaded: Loaded = index.data(_LOADED)
        theme = colours()
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the option's fields
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.soft))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        mark = loaded.mark
        wide = QFontMetricsF(base_font(9, bold=True)).horizontalAdvance(mark.text) + 20
        spot = QRectF(rect.right() - wide - 8, rect.top(), wide, rect.height())
        draw_pill(painter, theme, spot, mark.text, mark.tone)
        room = rect.adjusted(12, 6, -round(wide) - 18, -6)
        half = room.height() // 2
        lines = ((loaded.sender, base_font(10), theme.text), (loaded.path.name, base_font(9), theme.quiet))
        for number, (text, font, ink) in enumerate(lines):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            line = QRect(room.left(), room.top() + number * half, room.width(), half)
            words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class FileList(QListWidget):
    """`chosen` carries the file that came to the front."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Các tệp đang xem")
        self.setItemDelegate(_FilePainter(self))
        self.setMinimumWidth(250)
        self.currentRowChanged.connect(self._changed)

    def show_files(self, files: Sequence[Loaded], current: int = 0) -> None:
        """Show these files."""
        self.blockSignals(True)
        self.clear()
        for loaded in files:
            item = QListWidgetItem()
            item.setData(_LOADED, loaded)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{loaded.sender}, {loaded.path.name}, {loaded.mark.text}")
            item.setToolTip(str(loaded.path))
            self.addItem(item)
        self.blockSignals(False)
        self.setCurrentRow(min(current, len(files) - 1))

    @property
    def current(self) -> Loaded | None:
        """The file in front."""
        row = self.currentRow()
        found = self.item(row).data(_LOADED) if 0 <= row < self.count() else None
        return found if isinstance(found, Loaded) else None

    def repaint_marks(self) -> None:
        """Something about the files changed."""
        for row in range(self.count()):
            item = self.item(row)
            loaded: Loaded = item.data(_LOADED)
            words = f"{loaded.sender}, {loaded.path.name}, {loaded.mark.text}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.viewport().update()

    def _changed(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self.item(row).data(_LOADED))
