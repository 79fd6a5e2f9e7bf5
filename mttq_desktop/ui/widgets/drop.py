"""A place to drop files, or to choose them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.ui import icons
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.theme import colours


class DropArea(QFrame):
    """`dropped` carries paths of files and folders; suffixes (".xlsx") limit files, none takes all."""

    dropped = Signal(object)

    def __init__(
        self, title: str, hint: str = "", suffixes: Sequence[str] = (),
        acts: Sequence[tuple[str, Callable[[], object]]] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(f"{title}. {hint}")
        self.suffixes = tuple(s.casefold() for s in suffixes)
        self._picture, words, small = QLabel(), QLabel(title), QLabel(hint)
        words.setProperty("role", "heading")
        small.setProperty("role", "quiet")
        small.setWordWrap(True)
        small.setVisible(bool(hint))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(6)
        column.addStretch(1)
        for part in (self._picture, words, small):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addLayout(self._buttons(acts))
        column.addStretch(1)

    def _buttons(self, acts: Sequence[tuple[str, Callable[[], object]]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for number, (text, act) in enumerate(acts):
            row.addWidget(Button(text, strong=number == 0, act=act))
        row.addStretch(1)
        return row

    def paths_of(self, event: QDropEvent) -> tuple[Path, ...]:
        """What is dragged that can be taken."""
        found = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        return tuple(p for p in found if not self.suffixes or p.is_dir() or p.suffix.casefold() in self.suffixes)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say whether it can be taken."""
        if self.paths_of(event):
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Calm again."""
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        self._mark(False)
        if paths := self.paths_of(event):
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def showEvent(self, event: object) -> None:
        """The icon is loaded when first seen."""
        self._paint_icon()

    def changeEvent(self, event: QEvent) -> None:
        """A new theme paints the icon anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._paint_icon()

    def _paint_icon(self) -> None:
        self._picture.setPixmap(icons.pixmap(Icon.DROP, colours().quiet, 40))

    def _mark(self, active: bool) -> None:
        self.setProperty("active", active)
        self.style().unpolish(self)
        self.style().polish(self)
