"""Where one is in a job of several steps: 1 Chọn tệp · 2 Hiểu cột · …"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mttq_desktop.ui.buttons import PressButton, literal


class StepBar(QWidget):
    """Numbered steps; those already reached can be gone back to."""

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Các bước")
        self.titles = tuple(titles)
        self.current = self.reached = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons = [self._button(number, title) for number, title in enumerate(titles)]
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.go(0)

    def _button(self, number: int, title: str) -> QPushButton:
        button = PressButton(literal(f"{number + 1}  {title}"), self)
        button.setProperty("role", "pill")
        button.setCheckable(True)
        button.clicked.connect(partial(self._clicked, number))
        return button

    def go(self, step: int, reached: int | None = None) -> None:
        """Show that this step is at hand; `reached` limits which later ones may be opened again."""
        self.current = step
        self.reached = max(step, self.reached) if reached is None else reached
        for number, button in enumerate(self.buttons):
            button.setChecked(number == step)
            button.setEnabled(number <= self.reached)
            state = "đang làm" if number == step else "đã qua" if number < step else "chưa tới"
            button.setAccessibleName(f"Bước {number + 1}: {self.titles[number]}, {state}")

    def _clicked(self, number: int, _on: bool = True) -> None:
        self.go(self.current, self.reached)
        if number != self.current:
            self.chosen.emit(number)
