"""One editor for each kind of field. None of them changes the text while it is being typed.

UniKey sends backspaces and corrected letters; a widget that writes into the text between them ruins it.
Texts are composed (NFC) when read, put in order when the person leaves the field.
"""

from datetime import date
from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCalendarWidget,
    QCheckBox,
    QHBoxLayout,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mttq_desktop.fields import (
    Bad,
    Clock,
    Coded,
    CodedSeveral,
    Day,
    Field,
    IdNumber,
    Link,
    Measure,
    PeriodOf,
    Place,
    Prose,
    Several,
    Whole,
    YesNo,
)
from mttq_desktop.text.dates import read_date, short
from mttq_desktop.text.fold import nfc
from mttq_desktop.ui.buttons import IconButton
from mttq_desktop.ui.icons import Icon, picture
from mttq_desktop.ui.theme import colours
from mttq_desktop.ui.widgets.line import Line

_LINES_AT_FIRST, _LINES_AT_MOST = 3, 12
_AROUND_TEXT = 20
"""Border, padding and the document's own margin, above and below together."""


class Editor(QWidget):
    """A field on screen: raw text in and out; `edited` at every change by the person."""

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field[Any], place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.place = field, place

    @property
    def box(self) -> QWidget:
        """The widget that takes the keyboard and shows problems."""
        return self

    def text(self) -> str:
        """What is typed, composed."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Put a text in, as the programme (no `edited`)."""
        raise NotImplementedError

    def picked(self) -> object | None:
        """The key of a choice that was picked from a list and not typed over since."""
        return None

    def pick(self, key: object) -> None:
        """Put a choice in by its key."""

    def set_place(self, place: Place) -> None:
        """Other catalogues, or another day they must be valid on."""
        self.place = place

    def set_problem(self, severity: str) -> None:
        """"error", "warning", or an empty word."""
        box = self.box
        if box.property("problem") != severity:
            box.setProperty("problem", severity)
            box.style().unpolish(box)
            box.style().polish(box)


class LineEditor(Editor):
    """One line; numbers are put in order when the person leaves."""

    def __init__(self, field: Field[Any], place: Place, parent: QWidget | None = None) -> None:
        super().__init__(field, place, parent)
        self.line = Line(self)
        self.line.setAccessibleName(field.label)
        self.line.setPlaceholderText(field.hint)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.line.editingFinished.connect(self._leave)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)
        self.row.addWidget(self.line)
        self.setFocusProxy(self.line)

    @property
    def box(self) -> QWidget:
        """The line."""
        return self.line

    def text(self) -> str:
        """What is typed, composed."""
        return nfc(self.line.text())

    def set_text(self, text: str) -> None:
        """Put a text in, from its beginning."""
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def _leave(self) -> None:
        self.tidy()
        self.left.emit()

    def tidy(self) -> None:
        """Write numbers and periods as people see them, once they can be read."""
        text = self.text()
        field: Field[Any] = self.field
        if not isinstance(self.field, Whole | Measure | Clock | PeriodOf | Day) or not text.strip():
            return
        try:
            tidy = field.format(field.parse(text, self.place), self.place.vocabulary)
        except Bad:
            return
        if tidy != text:
            self.line.setText(tidy)


class ProseEditor(Editor):
    """Several lines; the box grows with the text, Tab leaves it. `least` lines stand at first."""

    def __init__(self, field: Field[Any], place: Place, parent: QWidget | None = None) -> None:
        super().__init__(field, place, parent)
        self.least = _LINES_AT_FIRST
        self.area = QPlainTextEdit(self)
        self.area.setAccessibleName(field.label)
        self.area.setPlaceholderText(field.hint)
        self.area.setTabChangesFocus(True)
        self._quiet = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.setFocusProxy(self.area)
        self.area.textChanged.connect(self._changed)
        self.area.document().documentLayout().documentSizeChanged.connect(lambda _: self.grow())
        self.area.installEventFilter(self)
        self.grow()

    @property
    def box(self) -> QWidget:
        """The area."""
        return self.area

    def text(self) -> str:
        """What is typed, composed."""
        return nfc(self.area.toPlainText())

    def set_text(self, text: str) -> None:
        """Put a text in."""
        self._quiet = True
        self.area.setPlainText(text)
        self._quiet = False

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def grow(self) -> None:
        """As high as the text, between the least and twelve lines."""
        lines = max(self.least, min(_LINES_AT_MOST, round(self.area.document().size().height())))
        height = ceil(lines * QFontMetricsF(self.area.font()).lineSpacing()) + _AROUND_TEXT
        if self.area.height() != height:
            self.area.setFixedHeight(height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the box; another width makes other lines."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        elif event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self.grow)
        return False


class DayEditor(LineEditor):
    """A plain line for 5/3/2024, 05032024 or 5-3-24, and a calendar beside it (Alt+↓)."""

    def __init__(self, field: Field[Any], place: Place, parent: QWidget | None = None) -> None:
        super().__init__(field, place, parent)
        self._calendar: QCalendarWidget | None = None
        self.button = IconButton(Icon.CALENDAR, "Mở lịch (Alt+↓)", self.open_calendar, inner=True, parent=self.line)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line.setTextMargins(0, 0, 24, 0)
        self.line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the button at the right end; Alt+↓ opens the calendar."""
        if watched is not self.line:
            return self._leaves_calendar(event)
        if event.type() == QEvent.Type.Resize:
            self.button.move(self.line.width() - 28, (self.line.height() - 24) // 2)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _alt_down(event):
            self.open_calendar()
            return True
        return False

    def _leaves_calendar(self, event: QEvent) -> bool:
        """The days of Qt's calendar keep Esc for themselves."""
        escapes = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if self._calendar is None or not escapes or event.type() != QEvent.Type.KeyPress:
            return False
        self._calendar.hide()
        return True

    def open_calendar(self) -> QCalendarWidget:
        """Show the calendar at the day that is typed."""
        self._calendar = self._calendar or self._made()
        _dress(self._calendar)
        if (day := read_date(self.text()).day or self.place.on) is not None:
            self._calendar.setSelectedDate(day)  # type: ignore[arg-type]  # PySide takes Python's dates
        self._calendar.resize(QSize(330, 260))
        self._calendar.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        self._calendar.show()
        self._calendar.setFocus()
        return self._calendar

    def _made(self) -> QCalendarWidget:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlags(Qt.WindowType.Popup)
        calendar.setLocale(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setAccessibleName(f"Lịch: {self.field.label}")
        for days in calendar.findChildren(QAbstractItemView):
            days.installEventFilter(self)
        calendar.activated.connect(self._take)
        calendar.clicked.connect(self._take)
        return calendar

    def _take(self, chosen: object) -> None:
        day = chosen.toPython()  # type: ignore[attr-defined]  # a QDate
        assert isinstance(day, date)
        assert self._calendar is not None
        self._calendar.hide()
        self.line.setText(short(day))
        self.edited.emit()
        self.left.emit()


class YesNoEditor(Editor):
    """A tick."""

    def __init__(self, field: Field[Any], place: Place, parent: QWidget | None = None) -> None:
        super().__init__(field, place, parent)
        self.tick = QCheckBox("Có", self)
        self.tick.setAccessibleName(field.label)
        self.tick.setProperty("role", "field")
        self.tick.clicked.connect(lambda _: self.edited.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tick)
        self.setFocusProxy(self.tick)

    def text(self) -> str:
        """Có or Không."""
        return "Có" if self.tick.isChecked() else "Không"

    def set_text(self, text: str) -> None:
        """Tick for anything that means yes."""
        try:
            self.tick.setChecked(bool(self.field.parse(text, self.place)))
        except Bad:
            self.tick.setChecked(False)


def _dress(calendar: QCalendarWidget) -> None:
    """In the theme's colours; Qt's own red of the week's end cannot be read on a dark ground."""
    end_of_week = QTextCharFormat()
    end_of_week.setForeground(QColor(colours().late.ink))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, end_of_week)
    for name, icon, words in (("prev", Icon.LEFT, "Tháng trước"), ("next", Icon.RIGHT, "Tháng sau")):
        button = calendar.findChild(QToolButton, f"qt_calendar_{name}month")
        if isinstance(button, QToolButton):
            button.setIcon(picture(icon, colours().quiet))
            button.setAccessibleName(words)


def _alt_down(event: QKeyEvent) -> bool:
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return alt and event.key() == Qt.Key.Key_Down


def editor_for(field: Field[Any], place: Place, parent: QWidget | None = None) -> Editor:
    """The editor of a field type."""
    from mttq_desktop.ui.choosing import ChoiceEditor, CodesEditor, SeveralEditor
    from mttq_desktop.ui.masking import MaskedEditor

    match field:
        case IdNumber():
            return MaskedEditor(field, place, parent)
        case Prose():
            return ProseEditor(field, place, parent)
        case Day():
            return DayEditor(field, place, parent)
        case YesNo():
            return YesNoEditor(field, place, parent)
        case Several():
            return SeveralEditor(field, place, parent)
        case CodedSeveral():
            return CodesEditor(field, place, parent)
        case Coded() | Link() | PeriodOf():
            return ChoiceEditor(field, place, parent)
        case _:
            return LineEditor(field, place, parent)
