"""What the page of imports is doing at the moment, with Hủy beside."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from mttq_desktop.ui.buttons import LinkButton


class Waiting(QWidget):
    """Shown while something is done."""

    def __init__(self, stop: Callable[[], None]) -> None:
        super().__init__()
        self.words, self.bar = QLabel(), QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = LinkButton("Hủy", stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.hide()

    def begin(self, title: str, *, can_stop: bool) -> None:
        """Something begins; what would leave rows half compared cannot be stopped."""
        self.tell(0, None, title)
        self.stop.setVisible(can_stop)
        self.show()

    def tell(self, done: int, whole: int | None, text: str) -> None:
        """How far it is; without a whole the bar only moves."""
        self.words.setText(text)
        self.bar.setRange(0, whole or 0)
        self.bar.setValue(done)
