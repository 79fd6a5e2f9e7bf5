"""The answer to "vì sao?": a few sentences in a small popup that Esc or a click closes."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

_WIDTH = 400


class Reasons(QFrame):
    """Sentences below the words that asked for them."""

    def __init__(self, title: str, lines: Sequence[str], asked: QWidget) -> None:
        super().__init__(asked, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(" ".join([title, *lines]))
        self.setFixedWidth(_WIDTH)
        self.lines = tuple(lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        head = QLabel(title)
        head.setProperty("role", "heading")
        column.addWidget(head)
        for line in lines:
            words = QLabel(line)
            words.setWordWrap(True)
            column.addWidget(words)

    @classmethod
    def below(cls, asked: QWidget, title: str, lines: Sequence[str]) -> "Reasons":
        """Open below (or above) the widget that asked, inside the screen."""
        made = cls(title, lines, asked)
        height = max(made.sizeHint().height(), made.heightForWidth(_WIDTH))
        made.resize(_WIDTH, height)
        corner = asked.mapToGlobal(QPoint(0, asked.height() + 4))
        screen = asked.screen().availableGeometry()
        if corner.y() + height > screen.bottom():
            corner.setY(asked.mapToGlobal(QPoint(0, 0)).y() - height - 4)
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - _WIDTH)))
        made.move(corner)
        made.show()
        made.setFocus()
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any of the keys that mean "read"."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.close()
        else:
            super().keyPressEvent(event)
