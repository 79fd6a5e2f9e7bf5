"""Dated happenings, newest first: the day at the left, what happened beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mttq_desktop.ui.buttons import LinkButton


@dataclass(frozen=True, slots=True)
class Happening:
    """One line: `detail` stands below in quiet letters, `acts` are links (word, what to do)."""

    when: str
    text: str
    detail: str = ""
    acts: tuple[tuple[str, Callable[[], object]], ...] = ()


class Timeline(QWidget):
    """The lines; replaced as a whole."""

    def __init__(self, day_width: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day_width = day_width
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._lines: QWidget | None = None
        self.happenings: tuple[Happening, ...] = ()

    def show_happenings(self, happenings: Sequence[Happening]) -> None:
        """Show these instead."""
        self.happenings = tuple(happenings)
        if self._lines is not None:
            self._column.removeWidget(self._lines)
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = QWidget()
        grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, self._day_width)
        grid.setColumnStretch(1, 1)
        for row, happening in enumerate(happenings):
            grid.addWidget(_label(happening.when, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_words(happening), row, 1)
        self._column.addWidget(self._lines)


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def _words(happening: Happening) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    for text, role in ((happening.text, ""), (happening.detail, "small")):
        if text:
            label = _label(text, role)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
    for word, act in happening.acts:
        link = LinkButton(word, act)
        link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
    return block
