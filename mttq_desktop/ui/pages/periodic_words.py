"""The narrative of one report, section by section."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from mttq_desktop.fields import Lookup

_HIGH = 92


class ReportWords(QScrollArea):
    """One box a section; `changed` comes when something was typed."""

    changed = Signal()

    def __init__(self, sections: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.boxes: dict[str, QPlainTextEdit] = {}
        self._kept: Mapping[str, str] = {}
        inside = QWidget()
        inside.setProperty("role", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for entry in sections.entries:
            column.addLayout(self._box(str(entry.key), entry.label))
        column.addStretch(1)
        self.setWidget(inside)

    def _box(self, section: str, title: str) -> QVBoxLayout:
        label, box = QLabel(title), QPlainTextEdit()
        label.setProperty("role", "heading")
        label.setBuddy(box)
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
