"""Editors for catalogues: found by typing without tones, one value or several as chips."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from mttq_desktop.fields import (
    Bad,
    Coded,
    CodedSeveral,
    Entry,
    Field,
    Key,
    Link,
    PeriodOf,
    Place,
    Several,
    UnitOf,
    Year,
)
from mttq_desktop.rules.period import Period
from mttq_desktop.text.fold import fold, nfc
from mttq_desktop.ui.buttons import IconButton, PressButton, literal
from mttq_desktop.ui.editors import Editor, LineEditor
from mttq_desktop.ui.flow import FlowLayout
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.popup import Choice, ChoicePopup

PAUSE_MS = 250
_MOST = 60


def choices_for(field: Field[Any], words: str, place: Place) -> list[Choice]:
    """What a field offers for the words typed so far, on the day of the place."""
    if isinstance(field, PeriodOf):
        return _periods(words, place)
    if isinstance(field, Year):
        first = place.on.year if place.on else 2025
        return [c for y in range(first + 1, first - 8, -1) if words.strip() in (c := Choice(y, str(y), "")).text]
    if isinstance(field, Coded | CodedSeveral | Link | Several):
        found = list(field.lookup(place.vocabulary).suggest(words, place.on, _MOST * 5))
        if isinstance(field, UnitOf):
            found = [e for e in found if field.level is None or e.level == field.level]
            found.sort(key=lambda e: place.within is not None and place.within not in (e.parent, e.key))
        return [Choice(e.key, e.label, _remark(e, place)) for e in found[:_MOST]]
    return []


def choice_of(field: Field[Any], key: Key, place: Place) -> Choice | None:
    """One value of a catalogue as it is offered; None for a field without one, or an unknown value."""
    entry = field.lookup(place.vocabulary).by_key.get(key) if isinstance(field, Coded | Link | Several) else None
    return Choice(entry.key, entry.label, _remark(entry, place)) if entry is not None else None


def _remark(entry: Entry, place: Place) -> str:
    if entry.parent is not None and entry.parent in place.vocabulary.units.by_key:
        return place.vocabulary.units.label(entry.parent)
    return entry.short if entry.short != entry.label else ""


def _periods(words: str, place: Place) -> list[Choice]:
    year = place.on.year if place.on else 2024
    parts = ("Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", "Y")
    periods = [Period(y, part) for y in (year, year - 1, year + 1) for part in parts]
    wanted = fold(words)
    named = [Choice(p.code, p.label[0].upper() + p.label[1:], p.code) for p in periods]
    return [c for c in named if wanted in fold(c.text) or wanted in fold(c.detail)]


class _Finder(QObject):
    """The list below a line edit: offered after a pause in typing, or at once by Alt+↓ or ↓."""

    chosen = Signal(object)

    def __init__(self, line: QLineEdit, offer: Callable[[str], list[Choice]]) -> None:
        super().__init__(line)
        self._line, self._offer = line, offer
        self._popup: ChoicePopup | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(lambda: self.open(nfc(line.text())))
        line.textEdited.connect(lambda _: self._pause.start())
        line.installEventFilter(self)

    @property
    def popup(self) -> ChoicePopup:
        """The list, made when first needed."""
        if self._popup is None:
            self._popup = ChoicePopup(self._line)
            self._popup.chosen.connect(self.chosen)
            self._popup.taking.connect(self._catch_up)
        return self._popup

    def open(self, words: str = "") -> None:
        """Offer what fits the words; everything for no words."""
        self._pause.stop()
        self.popup.offer(self._offer(words), select_first=bool(words))

    def _catch_up(self) -> None:
        """Who goes on before the pause is over must not get what fitted fewer letters."""
        if self._pause.isActive():
            self.open(nfc(self._line.text()))

    def close(self) -> None:
        """Put the list away."""
        self._pause.stop()
        if self._popup is not None:
            self._popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↓ opens the whole list; who types and goes on at once is not followed by a list."""
        if event.type() == QEvent.Type.FocusOut:
            self._pause.stop()
        shown = self._popup is not None and self._popup.isVisible()
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and not shown and event.key() == Qt.Key.Key_Down:  # type: ignore[attr-defined]  # a QKeyEvent
            self.open()
            return True
        return False


class ChoiceEditor(LineEditor):
    """One value of a catalogue. Keeps the key of what was picked, so that two places of one name stay apart."""

    def __init__(self, field: Field[Any], place: Place, parent: QWidget | None = None) -> None:
        super().__init__(field, place, parent)
        self._key: object | None = None
        self._finder = _Finder(self.line, lambda words: choices_for(self.field, words, self.place))
        self._finder.chosen.connect(self._take)
        self.line.textEdited.connect(lambda _: self._forget())
        self.button = IconButton(Icon.DOWN, "Mở danh sách (↓)", self._open, inner=True, parent=self.line)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line.setTextMargins(0, 0, 22, 0)
        self.line.installEventFilter(self)

    def picked(self) -> object | None:
        """The key of what was picked."""
        return self._key

    def pick(self, key: object) -> None:
        """Show a catalogue's entry by its key."""
        self._key = key
        self.line.setText(self.field.format(key, self.place.vocabulary))
        self.line.setCursorPosition(0)
        self.line.setToolTip(self._where(key))

    def set_text(self, text: str) -> None:
        """A text that was typed once; its entry is looked for."""
        super().set_text(text)
        self._key = None
        self.tidy()

    def tidy(self) -> None:
        """A text that means one entry is shown as that entry."""
        text = self.text().strip()
        if self._key is not None or not text:
            return
        try:
            self.pick(self.field.parse(text, self.place))
        except Bad:
            return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the button at the right end."""
        if event.type() == QEvent.Type.Resize:
            self.button.move(self.line.width() - 27, (self.line.height() - 24) // 2)
        return False

    def _where(self, key: object) -> str:
        lookup = getattr(self.field, "lookup", None)
        entry = lookup(self.place.vocabulary).by_key.get(key) if lookup else None
        return ", ".join(t for t in (entry.label, _remark(entry, self.place)) if t) if entry else ""

    def _open(self) -> None:
        self.line.setFocus()
        self._finder.open()

    def _forget(self) -> None:
        self._key = None
        self.edited.emit()

    def _take(self, choice: Choice) -> None:
        self.pick(choice.key)
        self.edited.emit()
        self.left.emit()


class _Chip(PressButton):
    """One chosen value; a click, Delete or Backspace takes it away; letters are meant for the line."""

    removed = Signal(object)
    typed = Signal(object)
    passed = Signal(int)

    def __init__(self, key: Key, text: str) -> None:
        super().__init__(literal(f"{text}  ✕"))
        self.key, self.words = key, text
        self.setProperty("role", "chip")
        self.setAccessibleName(f"Bỏ {text}")
        self.setToolTip(f"Bỏ {text}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(lambda: self.removed.emit(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes; arrows walk along the chips."""
        steps = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self)
        elif event.key() in steps:
            self.passed.emit(steps[event.key()])
        elif event.text().strip() and event.text().isprintable():
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)


class SeveralEditor(Editor):
    """Several values as chips in one frame, then a line for the next; ";" or Enter takes what is typed."""

    def __init__(self, field: Field[Any], place: Place, parent: QWidget | None = None) -> None:
        super().__init__(field, place, parent)
        self.frame = QFrame(self)
        self.frame.setProperty("role", "field")
        self.line = QLineEdit()
        self.line.setProperty("role", "bare")
        self.line.setAccessibleName(field.label)
        self.line.setPlaceholderText(field.hint)
        self.line.setMinimumWidth(72)
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._chips: list[_Chip] = []
        self._flow = FlowLayout(self.frame, gap=4, line_gap=4)
        self._flow.setContentsMargins(5, 3, 5, 3)
        self._flow.addWidget(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setFocusProxy(self.line)
        self._finder = _Finder(self.line, self._offer)
        self._finder.chosen.connect(lambda choice: self._add(choice.key, told=True))
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.line.installEventFilter(self)

    @property
    def box(self) -> QWidget:
        """The frame."""
        return self.frame

    @property
    def keys(self) -> tuple[Key, ...]:
        """What the chips stand for, in their order."""
        return tuple(chip.key for chip in self._chips)

    def text(self) -> str:
        """Chips and what is still typed, with ";" between."""
        typed = nfc(self.line.text()).strip()
        return "; ".join([*(chip.words for chip in self._chips), *([typed] if typed else [])])

    def picked(self) -> object | None:
        """The keys, unless something typed is still unknown."""
        return self.keys if self._chips and not self.line.text().strip() else None

    def pick(self, key: object) -> None:
        """Show these entries."""
        self._clear()
        assert isinstance(key, tuple)
        for one in key:
            self._add(one)

    def set_text(self, text: str) -> None:
        """Texts with ";" between; unknown ones stay in the line."""
        self._clear()
        self.line.setText("; ".join(w for w in (p.strip() for p in text.split(";")) if w and not self._take(w)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """";" and Enter take what is typed; Backspace or ← in the empty line goes to the last chip."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._focus(event.type() == QEvent.Type.FocusIn)
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere goes to the line."""
        self.line.setFocus()

    def _key(self, event: QKeyEvent) -> bool:
        taking = event.text() == ";" or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if taking and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            typed = nfc(self.line.text()).strip()
            return bool(typed) and self._take(typed, told=True)
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Left) and not self.line.text() and self._chips:
            self._chips[-1].setFocus()
            return True
        return False

    def _focus(self, inside: bool) -> None:
        self.frame.setProperty("active", inside)
        self.frame.style().unpolish(self.frame)
        self.frame.style().polish(self.frame)
        if not inside:
            typed = nfc(self.line.text()).strip()
            if typed:
                self._take(typed, told=True)
            self.left.emit()

    def _offer(self, words: str) -> list[Choice]:
        return [c for c in choices_for(self.field, words, self.place) if c.key not in self.keys]

    def _take(self, word: str, told: bool = False) -> bool:
        try:
            found = self._parsed(word)
        except Bad:
            return False
        for key in found:
            self._add(key, told)
        return True

    def _parsed(self, word: str) -> tuple[Key, ...]:
        found: tuple[Key, ...] = self.field.parse(word, self.place)
        return found

    def _chip_words(self, key: Key) -> str:
        return self.field.format((key,), self.place.vocabulary)

    def _add(self, key: Key, told: bool = False) -> None:
        if key not in self.keys:
            chip = _Chip(key, self._chip_words(key))
            chip.removed.connect(self._remove)
            chip.passed.connect(self._walk)
            chip.typed.connect(self._type)
            self._flow.insert(len(self._chips), chip)
            self._chips.append(chip)
        self._finder.close()
        self._settle()
        if told:
            self.line.clear()
            self.edited.emit()

    def _remove(self, chip: _Chip) -> None:
        self._chips.remove(chip)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self.line.setFocus()
        self._settle()
        self.edited.emit()

    def _type(self, event: QKeyEvent) -> None:
        """UniKey takes a letter back to correct it: on a chip that would take the chip."""
        self.line.setFocus()
        QApplication.sendEvent(self.line, event)

    def _walk(self, step: int) -> None:
        places = [chip.hasFocus() for chip in self._chips]
        to = places.index(True) + step if True in places else 0
        (self._chips[to] if 0 <= to < len(self._chips) else self.line).setFocus()

    def _clear(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips.clear()
        self.line.clear()
        self._settle()

    def _settle(self) -> None:
        self.line.setPlaceholderText("" if self._chips else self.field.hint)
        self._flow.invalidate()
        self.updateGeometry()


class CodesEditor(SeveralEditor):
    """Several values of a code list as chips; the field keeps them as one text."""

    def picked(self) -> object | None:
        """The codes as the field keeps them."""
        keys = super().picked()
        return ";".join(str(k) for k in keys) if isinstance(keys, tuple) else None

    def pick(self, key: object) -> None:
        """Show these codes."""
        super().pick(tuple(str(key).split(";")))

    def _parsed(self, word: str) -> tuple[Key, ...]:
        return tuple(self.field.parse(word, self.place).split(";"))

    def _chip_words(self, key: Key) -> str:
        return self.field.format(str(key), self.place.vocabulary)
