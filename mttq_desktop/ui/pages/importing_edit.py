"""An editor laid over one cell of the table: the field's own, with its catalogue; Enter takes, Esc gives up."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget

from mttq_desktop.fields import Field, Line, Place, Prose, Several, YesNo
from mttq_desktop.ui.editors import Editor, editor_for
from mttq_desktop.ui.popup import ChoicePopup


class CellEditor(QWidget):
    """`taken` carries the text and the key that was picked (None for typed words); `given_up` comes on Esc.

    Leaving a cell that was typed into takes it, as in Excel; leaving an untouched one gives up.
    """

    taken = Signal(str, object)
    given_up = Signal()

    def __init__(self, field: Field[Any], place: Place, text: str) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.editor: Editor = editor_for(_one_line(field), place)
        self.editor.set_text(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.editor)
        self.setFocusProxy(self.editor)
        self._touched = self._entered = self._done = False
        self.editor.edited.connect(self._touch)
        self.editor.left.connect(self._left)
        for child in self.editor.findChildren(QWidget):
            child.installEventFilter(self)

    @classmethod
    def over(
        cls, view: QAbstractItemView, index: QModelIndex, field: Field[Any], place: Place, text: str
    ) -> "CellEditor":
        """Lay an editor over a cell and put the keyboard into it."""
        made = cls(field, place, text)
        view.setIndexWidget(index, made)
        made.editor.setFocus()
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes also what was not touched (a proposal); Esc gives up."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self._offering():
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._entered = True
        elif event.key() == Qt.Key.Key_Escape:
            self._give_up()
            return True
        return False

    def _offering(self) -> bool:
        popup = self.editor.findChild(ChoicePopup)
        return isinstance(popup, ChoicePopup) and popup.isVisible()

    def _touch(self) -> None:
        self._touched = True

    def _left(self) -> None:
        if not (self._touched or self._entered):
            self._give_up()
        elif not self._done:
            self._done = True
            self.taken.emit(self.editor.text(), self.editor.picked())

    def _give_up(self) -> None:
        if not self._done:
            self._done = True
            self.given_up.emit()


def _one_line(field: Field[Any]) -> Field[Any]:
    """In a cell, prose and lists are typed on one line."""
    if isinstance(field, Prose | Several | YesNo):
        return Line(label=field.label, hint=field.hint, longest=20_000)
    return field
