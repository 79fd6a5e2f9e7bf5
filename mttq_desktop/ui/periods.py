"""The chooser of the working period: a year and its parts, or the whole span of the programme."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mttq_desktop.rules.period import Period
from mttq_desktop.ui.buttons import IconButton, PressButton
from mttq_desktop.ui.icons import Icon

_PARTS = (
    ("Q1", "Quý I", 0, 0), ("Q2", "Quý II", 0, 1), ("Q3", "Quý III", 1, 0), ("Q4", "Quý IV", 1, 1),
    ("H1", "6 tháng đầu", 2, 0), ("H2", "6 tháng cuối", 2, 1), ("9M", "9 tháng", 3, 0), ("Y", "Cả năm", 3, 1),
)  # fmt: skip


class PeriodPanel(QFrame):
    """The opened chooser: ‹ year ›, eight parts, and spans given by the programme."""

    chosen = Signal(object)

    def __init__(self, period: Period, spans: Sequence[Period], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._period, self._year = period, period.year
        self._title = QLabel()
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title.setProperty("role", "heading")
        grid = QGridLayout()
        grid.addWidget(IconButton(Icon.LEFT, "Năm trước", lambda: self._turn(-1)), 0, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._title, 0, 0, 1, 2)
        grid.addWidget(IconButton(Icon.RIGHT, "Năm sau", lambda: self._turn(1)), 0, 1, Qt.AlignmentFlag.AlignRight)
        self._parts = {part: self._button(name, part) for part, name, _, _ in _PARTS}
        for part, _, row, column in _PARTS:
            grid.addWidget(self._parts[part], row + 1, column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(10, 10, 10, 10)
        outer.addLayout(grid)
        for span in spans:
            outer.addWidget(self._span(span))
        self._turn(0)

    def _button(self, name: str, part: str) -> QPushButton:
        button = _pill(name, self)
        button.setMinimumWidth(118)
        button.clicked.connect(lambda: self._choose(Period(self._year, part)))
        return button

    def _span(self, span: Period) -> QPushButton:
        button = _pill(span.label.capitalize(), self)
        button.setChecked(span == self._period)
        button.clicked.connect(lambda: self._choose(span))
        return button

    def _turn(self, by: int) -> None:
        self._year = min(2100, max(1990, self._year + by))
        self._title.setText(f"Năm {self._year}")
        for part, button in self._parts.items():
            button.setChecked(Period(self._year, part) == self._period)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp and PgDn turn the year."""
        turns = {int(Qt.Key.Key_PageUp): -1, int(Qt.Key.Key_PageDown): 1}
        if event.key() in turns:
            self._turn(turns[event.key()])
        else:
            super().keyPressEvent(event)

    def _choose(self, period: Period) -> None:
        self.chosen.emit(period)
        self.close()

    def showEvent(self, event: object) -> None:
        """The keyboard begins at the period in force."""
        button = self._parts.get(self._period.part)
        (button or self._parts["Y"]).setFocus()


def _pill(text: str, parent: QWidget) -> QPushButton:
    button = PressButton(text, parent)
    button.setCheckable(True)
    button.setProperty("role", "pill")
    return button


class PeriodChooser(PressButton):
    """The working period, on a button that opens the chooser."""

    changed = Signal(object)

    def __init__(self, period: Period, spans: Sequence[Period] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._period, self._spans = period, tuple(spans)
        self.setMinimumWidth(128)
        self.setProperty("role", "chooser")
        self.clicked.connect(self.open_panel)
        self._show()

    @property
    def period(self) -> Period:
        """The period in force."""
        return self._period

    def set_period(self, period: Period) -> None:
        """Put another period in force, and tell."""
        if period != self._period:
            self._period = period
            self._show()
            self.changed.emit(period)

    def set_spans(self, spans: Sequence[Period]) -> None:
        """The spans of the programmes known now."""
        self._spans = tuple(spans)

    def open_panel(self) -> PeriodPanel:
        """Show the chooser below the button."""
        panel = PeriodPanel(self._period, self._spans, self)
        panel.chosen.connect(self.set_period)
        panel.adjustSize()
        right = self.mapToGlobal(QPoint(self.width(), self.height() + 4))
        panel.move(right.x() - panel.width(), right.y())
        panel.show()
        return panel

    def _show(self) -> None:
        label = self._period.label
        words = label[0].upper() + label[1:]
        self.setText(f"{words}  ▾")
        self.setToolTip("Kỳ làm việc; mọi trang theo kỳ này")
        self.setAccessibleName(f"Kỳ làm việc: {words}")
