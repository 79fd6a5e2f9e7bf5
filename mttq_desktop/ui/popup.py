"""A list below a line edit that never takes the keyboard: typing with UniKey goes on undisturbed.

QCompleter and the editable combo box write into the text while it is being typed; this does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)  # fmt: skip
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mttq_desktop.ui.theme import base_font, colours

Index = QModelIndex | QPersistentModelIndex
_CHOICE = int(Qt.ItemDataRole.UserRole)
_MOST_ROWS = 9
_ROW = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list: what it stands for, its words, and a quieter remark at the right."""

    key: object
    text: str
    detail: str = ""


class Choices(QAbstractListModel):
    """The lines shown now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices: tuple[Choice, ...] = ()

    def put(self, choices: Sequence[Choice]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.choices = tuple(choices)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many lines."""
        return 0 if parent.isValid() else len(self.choices)

    def data(self, index: Index, role: int = 0) -> object:
        """Words for eyes and for screen readers."""
        choice = self.choices[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return choice.text
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"{choice.text}, {choice.detail}" if choice.detail else choice.text
        return choice if role == _CHOICE else None


class _Lines(QStyledItemDelegate):
    """Words at the left, the remark at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows of 30 pixels, as wide as the words need."""
        choice: Choice = index.data(_CHOICE)
        metrics = option.fontMetrics  # type: ignore[attr-defined]  # the stubs leave out the option's fields
        return QSize(metrics.horizontalAdvance(f"{choice.text}    {choice.detail}") + 28, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        choice: Choice = index.data(_CHOICE)
        theme = colours()
        rect: QRect = option.rect  # type: ignore[attr-defined]  # as above
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]  # as above
            painter.fillRect(rect, QColor(theme.soft))
        room = rect.adjusted(10, 0, -10, 0)
        painter.setFont(base_font(9))
        painter.setPen(QColor(theme.quiet))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, choice.detail)
        taken = painter.fontMetrics().horizontalAdvance(choice.detail) + 12 if choice.detail else 0
        painter.setFont(base_font())
        painter.setPen(QColor(theme.text))
        width = room.width() - taken
        words = painter.fontMetrics().elidedText(choice.text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class ChoicePopup(QListView):
    """The list itself: arrows, Enter and Esc are taken from the line edit it belongs to.

    `taking` comes before a line is taken by Enter or Tab, so that the list fits the words as they stand.
    """

    chosen = Signal(object)
    taking = Signal()

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Gợi ý")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.lines = Choices(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Lines(self))
        self.clicked.connect(lambda index: self._choose(index.row()))
        self.entered.connect(self.setCurrentIndex)
        self._line = edit
        edit.installEventFilter(self)

    def offer(self, choices: Sequence[Choice], select_first: bool = False) -> None:
        """Show these lines below the edit, or nothing when there are none."""
        self.lines.put(choices)
        if not choices:
            self.hide()
            return
        self.setCurrentIndex(self.lines.index(0 if select_first else -1))
        self._place(len(choices))
        self.show()
        self.raise_()

    def _place(self, count: int) -> None:
        below = self._line
        wanted = self.sizeHintForColumn(0) + 24
        width = max(below.width(), min(wanted, 560))
        height = min(count, _MOST_ROWS) * _ROW + 4
        screen = below.screen().availableGeometry()
        corner = below.mapToGlobal(QPoint(0, below.height() + 2))
        if corner.y() + height > screen.bottom():
            corner.setY(below.mapToGlobal(QPoint(0, 0)).y() - height - 2)
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - width)))
        self.setGeometry(QRect(corner, QSize(width, height)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys for the list are taken; everything else stays with the text."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and self.isVisible() and isinstance(event, QKeyEvent):
            return self._take(event)
        if kind == QEvent.Type.ShortcutOverride and self.isVisible() and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Move):
            self.hide()
        return False

    def _take(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self.taking.emit()
        row = self.currentIndex().row()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in steps:
            last = self.lines.rowCount() - 1
            self.setCurrentIndex(self.lines.index(max(0, min(last, row + steps[Qt.Key(key)]))))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self._choose(row)
            return True
        if key == Qt.Key.Key_Tab and row >= 0:
            self._choose(row)
            return False
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False

    def _choose(self, row: int) -> None:
        self.hide()
        if 0 <= row < len(self.lines.choices):
            self.chosen.emit(self.lines.choices[row])
