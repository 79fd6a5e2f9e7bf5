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


def into_sight(widget: QWidget) -> None:
    """Scroll every area around a widget until it is seen: a keyboard set by the program does not do that.

    What was just told beside a field may have moved it, so places are found anew first.
    """
    around = widget.parentWidget()
    while around is not None:
        inside = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and inside is not None:
            if (layout := inside.layout()) is not None:
                layout.activate()
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
