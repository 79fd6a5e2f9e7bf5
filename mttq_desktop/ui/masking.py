"""A person's identity number in a form: only its last digits, until somebody asks for the rest."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from mttq_desktop.fields import Bad, Field, Place
from mttq_desktop.ui.buttons import IconButton
from mttq_desktop.ui.editors import LineEditor
from mttq_desktop.ui.icons import Icon

_SHOW, _HIDE = "Hiện cả số", "Che số"


class MaskedEditor(LineEditor):
    """What stands in the record is masked and cannot be typed over; the eye shows it, and it can be changed then."""

    def __init__(self, field: Field[Any], place: Place, parent: QWidget | None = None) -> None:
        super().__init__(field, place, parent)
        self._kept: str | None = None
        self.eye = IconButton(Icon.EYE, _SHOW, self.toggle, inner=True, parent=self.line)
        self.eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.line.setTextMargins(0, 0, 24, 0)
        self.line.installEventFilter(self)
        self._dress()

    @property
    def masked(self) -> bool:
        """Only the last digits can be seen."""
        return self._kept is not None

    def text(self) -> str:
        """The whole number, masked or not."""
        return self._kept if self._kept is not None else super().text()

    def set_text(self, text: str) -> None:
        """A number that can be read is masked; anything else stands as it is."""
        self._kept = text if text.strip() and self._glimpse(text) else None
        super().set_text(self._glimpse(text) if self._kept is not None else text)
        self._dress()

    def toggle(self) -> None:
        """Show the whole number, or mask it again."""
        text = self.text()
        if self.masked:
            self._kept = None
            super().set_text(text)
        else:
            self.set_text(text)
        self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the eye at the right end."""
        if event.type() == QEvent.Type.Resize:
            self.eye.move(self.line.width() - 28, (self.line.height() - 24) // 2)
        return False

    def _glimpse(self, text: str) -> str:
        try:
            value = self.field.parse(text, self.place)
        except Bad:
            return ""
        return self.field.glimpse(value, self.place.vocabulary)

    def _dress(self) -> None:
        self.line.setReadOnly(self.masked)
        words = _SHOW if self.masked else _HIDE
        self.eye.setToolTip(words)
        self.eye.setAccessibleName(f"{words}: {self.field.label}")
        self.eye.setVisible(bool(self.text().strip()))
