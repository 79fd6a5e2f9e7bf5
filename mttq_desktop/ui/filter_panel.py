"""The opened filter of one field: type to find, tick several, counts beside each."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mttq_desktop.fields import Field, Key, Place, YesNo
from mttq_desktop.text.fold import fold
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.choosing import PAUSE_MS, choice_of, choices_for
from mttq_desktop.ui.popup import Choice
from mttq_desktop.ui.widgets.ticked import show_ticks

_KEY = Qt.ItemDataRole.UserRole
_NONE = "chưa ghi"


class FilterPanel(QFrame):
    """Choices of one field. `changed` carries the ticked values, in the order of the list."""

    changed = Signal(object)

    def __init__(
        self, field: Field[Any], place: Place, chosen: tuple[Key | None, ...], counts: Mapping[Key | None, int],
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._field, self._place, self._counts = field, place, counts
        self._chosen = list(chosen)
        self.finder = QLineEdit()
        self.finder.setPlaceholderText("Gõ để tìm, không cần dấu")
        self.finder.setAccessibleName(f"Tìm trong {field.label}")
        self.list = QListWidget()
        self.list.setAccessibleName(field.label)
        self.list.setProperty("role", "inside")
        show_ticks(self.list)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.finder)
        column.addWidget(self.list)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.fill)
        self.finder.textEdited.connect(lambda _: self._pause.start())
        self.finder.installEventFilter(self)
        self.list.itemChanged.connect(self._ticked)
        self.list.itemActivated.connect(self._toggle)
        self.fill()
        self.resize(340, min(420, 72 + 28 * max(3, self.list.count())))
        self.finder.setFocus()

    def fill(self) -> None:
        """What fits the words typed; ticked values stand first while nothing is typed."""
        self._pause.stop()
        words = self.finder.text()
        offered = self._offered(words)
        if not words:
            offered.sort(key=lambda c: (c.key not in self._chosen, -self._counts.get(_key(c), 0)))
        self.list.blockSignals(True)
        self.list.clear()
        for choice in offered:
            self.list.addItem(self._item(choice))
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def _offered(self, words: str) -> list[Choice]:
        if isinstance(self._field, YesNo):
            found = [Choice(1, "Có"), Choice(0, "Không")]
        else:
            anywhen = Place(self._place.vocabulary, None, self._place.within)
            found = choices_for(self._field, words, anywhen)
            if not words:
                found = [*self._counted_but(found, anywhen), *found]
        if fold(words) in fold(_NONE):
            found.append(Choice(None, f"({_NONE})"))
        return found

    def _counted_but(self, found: list[Choice], place: Place) -> list[Choice]:
        """A long catalogue is offered in part; values that occur in the list are offered all the same."""
        known = {c.key for c in found}
        missed = (choice_of(self._field, k, place) for k in self._counts if k is not None and k not in known)
        return [c for c in missed if c is not None]

    def _item(self, choice: Choice) -> QListWidgetItem:
        count = self._counts.get(_key(choice))
        remark = f"  ·  {whole(count)}" if count is not None else ""
        where = f"  ({choice.detail})" if choice.detail else ""
        item = QListWidgetItem(f"{choice.text}{where}{remark}")
        item.setData(_KEY, choice.key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if choice.key in self._chosen else Qt.CheckState.Unchecked)
        return item

    def _toggle(self, item: QListWidgetItem) -> None:
        on = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _ticked(self, item: QListWidgetItem) -> None:
        key: Key | None = item.data(_KEY)
        if item.checkState() is Qt.CheckState.Checked and key not in self._chosen:
            self._chosen.append(key)
        elif item.checkState() is not Qt.CheckState.Checked and key in self._chosen:
            self._chosen.remove(key)
        self.changed.emit(tuple(self._chosen))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list while the words are typed; Enter ticks and closes, Ctrl+Enter only ticks."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self.fill()
            if (item := self.list.currentItem()) is not None:
                self._toggle(item)
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.close()
            return True
        return False


def _key(choice: Choice) -> Key | None:
    key = choice.key
    return key if isinstance(key, int | str) else None
