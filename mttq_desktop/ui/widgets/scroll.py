"""An area that scrolls up and down."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class Scroll(QScrollArea):
    """Tab passes it by: the fields and buttons inside bring themselves into view, and the area itself has no name."""

    def __init__(self, inside: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if inside is not None:
            inside.setProperty("role", "clear")
            self.setWidget(inside)
