"""The one search over everything: words with or without tones, numbers, names."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from mttq_desktop.text.fold import nfc
from mttq_desktop.ui import icons
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.theme import colours

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from mttq_desktop.ui.popup import Choice, ChoicePopup

PAUSE_MS = 250
"""UniKey sends backspaces and letters; only a pause means that a word stands."""


class SearchBox(QLineEdit):
    """Asks after a pause in typing; shows the hits it is given below.

    `asked` wants `show_hits` to be called; `chosen` names the key of a hit; `entered` asks for a whole list;
    `left` gives the keyboard back to the page. Esc takes the words away, then leaves.
    """

    asked = Signal(str)
    chosen = Signal(object)
    entered = Signal(str)
    left = Signal()

    def __init__(self, hint: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(False)
        self._icon: QAction | None = None
        self._popup: ChoicePopup | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(lambda _: self._pause.start())
        self.returnPressed.connect(self._enter)

    @property
    def words(self) -> str:
        """What is typed, composed, without blanks at the ends."""
        return nfc(self.text()).strip()

    def show_icons(self) -> None:
        """The window has been seen; put the looking glass in."""
        picture = icons.picture(Icon.SEARCH, colours().quiet)
        if self._icon is None:
            self._icon = self.addAction(picture, QLineEdit.ActionPosition.LeadingPosition)
        self._icon.setIcon(picture)

    def show_hits(self, words: str, hits: "Sequence[Choice]") -> None:
        """Hits for these words; late ones for other words are thrown away."""
        if words == self.words and self.hasFocus():
            self.popup().offer(hits)

    def popup(self) -> "ChoicePopup":
        """The list below, made when first needed."""
        if self._popup is None:
            from mttq_desktop.ui.popup import ChoicePopup

            self._popup = ChoicePopup(self)
            self._popup.chosen.connect(lambda choice: self.chosen.emit(choice.key))
        return self._popup

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Esc, once the list below is away."""
        if event.matches(QKeySequence.StandardKey.Cancel):
            self._give_up()
        else:
            super().keyPressEvent(event)

    def _give_up(self) -> None:
        self._pause.stop()
        if self.text():
            self.clear()
        else:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """A new theme paints the icon anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_icon", None) is not None:
            self.show_icons()

    def _ask(self) -> None:
        if len(self.words) >= 2:
            self.asked.emit(self.words)
        elif self._popup is not None:
            self._popup.hide()

    def _enter(self) -> None:
        self._pause.stop()
        if self._popup is not None:
            self._popup.hide()
        self.entered.emit(self.words)
