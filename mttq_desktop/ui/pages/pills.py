"""A row of pills that stands for a combo box: parts of a document, documents of a page."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from mttq_desktop.ui.buttons import PressButton, literal
from mttq_desktop.ui.flow import FlowLayout


class Pills(QWidget):
    """One of several, as a combo box would have it; the first is chosen."""

    currentIndexChanged = Signal(int)

    def __init__(self, name: str, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.group = QButtonGroup(self)
        flow = FlowLayout(self)
        for number, title in enumerate(titles):
            button = PressButton(literal(title))
            button.setCheckable(True)
            button.setProperty("role", "pill")
            self.group.addButton(button, number)
            flow.addWidget(button)
        self.group.button(0).setChecked(True)
        self.group.idClicked.connect(self.currentIndexChanged)

    def currentIndex(self) -> int:
        """Which one is chosen."""
        return self.group.checkedId()

    def setCurrentIndex(self, index: int) -> None:
        """Choose one, and tell."""
        self.group.button(index).setChecked(True)
        self.currentIndexChanged.emit(index)

    def rename(self, index: int, title: str) -> None:
        """Other words for one of them."""
        self.group.button(index).setText(literal(title))
