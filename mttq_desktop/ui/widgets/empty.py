"""What an empty place says: what belongs here, and how to begin."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.ui import icons
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.theme import colours

_WIDTH = 420
"""Longer lines are hard to read."""


class EmptyState(QWidget):
    """An icon, one sentence, a hint, and perhaps the act that begins."""

    def __init__(
        self, title: str = "Chưa có gì ở đây", hint: str = "", act_text: str = "",
        act: Callable[[], object] | None = None, icon: Icon = Icon.NOTE, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._icon = icon
        self._act: Callable[[], object] | None = None
        self._picture, self._title, self._hint = QLabel(), QLabel(), QLabel()
        self._title.setProperty("role", "heading")
        self._hint.setProperty("role", "quiet")
        self._hint.setWordWrap(True)
        self._hint.setMaximumWidth(_WIDTH)
        self.button = Button("", act=self._do)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        for part in (self._picture, self._title, self._hint, self.button):
            if isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            if part is self._hint:
                column.addLayout(_in_the_middle(part))
            else:
                column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.tell(title, hint, act_text, act)

    def tell(self, title: str, hint: str, act_text: str = "", act: Callable[[], object] | None = None) -> None:
        """Say something else."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._act = act
        self.button.setText(act_text)
        self.button.setAccessibleName(act_text)
        self.button.setVisible(bool(act_text))
        self.setAccessibleName(f"{title}. {hint}")

    def showEvent(self, event: object) -> None:
        """The icon is loaded when first seen."""
        self._paint_icon()

    def changeEvent(self, event: QEvent) -> None:
        """A new theme paints the icon anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._paint_icon()

    def _paint_icon(self) -> None:
        self._picture.setPixmap(icons.pixmap(self._icon, colours().quiet, 40))

    def _do(self) -> None:
        if self._act is not None:
            self._act()


def _in_the_middle(part: QWidget) -> QHBoxLayout:
    """As wide as the place allows and the part's own limit, the rest at both sides."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(part, 1_000)
    row.addStretch(1)
    return row
