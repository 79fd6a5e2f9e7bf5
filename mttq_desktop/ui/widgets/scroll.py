"""An area that scrolls up and down."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget


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


class Rest(QStackedWidget):
    """Pages that take the room that is left, and scroll by themselves: they ask for so much and no more."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least

    def hasHeightForWidth(self) -> bool:
        """No page asks for more by being narrow."""
        return False

    def sizeHint(self) -> QSize:
        """As wide as its pages."""
        return QSize(super().sizeHint().width(), self._least)

    def minimumSizeHint(self) -> QSize:
        """Below this a page is of no use."""
        return QSize(super().minimumSizeHint().width(), self._least)
