"""A heading with a few figures below, each named at its left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget


class FiguresBlock(QWidget):
    """Names and figures; both may be words."""

    def __init__(self, title: str, lines: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = tuple(lines)
        head = QLabel(title)
        head.setProperty("role", "heading")
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (name, figure) in enumerate(lines):
            for column, (text, role) in enumerate(((name, "quiet"), (figure, ""))):
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setProperty("role", role)
                label.setWordWrap(True)
                grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(6)
        column_.addWidget(head)
        column_.addLayout(grid)
