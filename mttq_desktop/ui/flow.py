"""A layout that sets things side by side and breaks lines like a paragraph."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then the next line; an item that stretches takes what is left of its line."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, line_gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Called by addWidget."""
        self._items.append(item)

    def insert(self, place: int, widget: QWidget) -> None:
        """Put a widget before others."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """None past the end, as Qt wants it."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # as above
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Only as large as needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """More lines when narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at this width."""
        return self._place(QRect(0, 0, width, 0), only_measure=True)

    def setGeometry(self, rect: QRect) -> None:
        """Lay everything out."""
        super().setGeometry(rect)
        self._place(rect, only_measure=False)

    def sizeHint(self) -> QSize:
        """Everything on one line."""
        shown = [i.sizeHint() for i in self._items if not i.isEmpty()]
        left, top, right, bottom = self._margins()
        width = sum(s.width() for s in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width + left + right, max((s.height() for s in shown), default=0) + top + bottom)

    def minimumSize(self) -> QSize:
        """The widest item alone."""
        shown = [i.minimumSize() for i in self._items if not i.isEmpty()]
        left, top, right, bottom = self._margins()
        width = max((s.width() for s in shown), default=0)
        return QSize(width + left + right, max((s.height() for s in shown), default=0) + top + bottom)

    def _margins(self) -> tuple[int, int, int, int]:
        m = self.contentsMargins()
        return m.left(), m.top(), m.right(), m.bottom()

    def _place(self, rect: QRect, only_measure: bool) -> int:
        left, top, right, bottom = self._margins()
        room = rect.adjusted(left, top, -right, -bottom)
        y = room.top()
        for line in self._lines(room.width()):
            height = max(i.sizeHint().height() for i in line)
            if not only_measure:
                self._place_line(line, QRect(room.left(), y, room.width(), height))
            y += height + self._line_gap
        return max(0, y - self._line_gap - rect.top()) + bottom if self._items else top + bottom

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        x = 0
        for item in (i for i in self._items if not i.isEmpty()):
            grows = bool(item.expandingDirections() & Qt.Orientation.Horizontal)
            wide = (item.minimumSize() if grows else item.sizeHint()).width()
            if lines and x + wide <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
                x = 0
            x += wide + self._gap
        return lines

    def _place_line(self, line: list[QLayoutItem], room: QRect) -> None:
        x = room.left()
        for item in line:
            size = item.sizeHint()
            last = item is line[-1] and bool(item.expandingDirections() & Qt.Orientation.Horizontal)
            width = room.right() + 1 - x if last else min(size.width(), room.right() + 1 - x)
            y = room.top() + (room.height() - size.height()) // 2
            item.setGeometry(QRect(QPoint(x, y), QSize(width, size.height())))
            x += width + self._gap
