"""The narrative of one report, section by section."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

_HIGH = 92


class ReportWords(QScrollArea):
    """One box a section; `changed` comes when something was typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.boxes: dict[str, QPlainTextEdit] = {}
        self._parts: tuple[tuple[str, str], ...] = ()
        self._kept: Mapping[str, str] = {}

    def ask_for(self, parts: Sequence[tuple[str, str]]) -> None:
        """The sections of this report, key and title; a report on another period may have others."""
        if tuple(parts) == self._parts:
            return
        self._parts, self.boxes = tuple(parts), {}
        inside = QWidget()
        inside.setProperty("role", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for section, title in parts:
            column.addLayout(self._box(section, title))
        column.addStretch(1)
        self.setWidget(inside)

    def _box(self, section: str, title: str) -> QVBoxLayout:
        label, box = QLabel(title), QPlainTextEdit()
        label.setProperty("role", "heading")
        label.setBuddy(box)
        label.setWordWrap(True)
        box.setAccessibleName(title)
        box.setTabChangesFocus(True)
        box.setFixedHeight(_HIGH)
        box.textChanged.connect(self.changed)
        self.boxes[section] = box
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(box)
        return column

    def show_texts(self, texts: Mapping[str, str], *, closed: bool) -> None:
        """The words kept; `closed` while the report is accepted."""
        self._kept = dict(texts)
        for section, box in self.boxes.items():
            box.blockSignals(True)
            box.setPlainText(texts.get(section, ""))
            box.setReadOnly(closed)
            box.blockSignals(False)

    def pending(self) -> dict[str, str]:
        """Sections typed since they were kept."""
        now = {section: box.toPlainText().strip() for section, box in self.boxes.items()}
        return {section: text for section, text in now.items() if text != self._kept.get(section, "").strip()}
