"""Many tasks below each other, each with its state, day and result to type: written in one go by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.fields import Bad, Place
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.progress import DONE_ON, Progress
from mttq_desktop.ui.editors import Editor, ProseEditor, editor_for
from mttq_desktop.ui.pages.chain_card import words
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.widgets.pill import Pill

_WIDTHS = (4, 2, 2, 4)
_LEAST = (200, 140, 140, 180)


@dataclass(frozen=True, slots=True)
class Line:
    """One task: its words, who leads and when, how it stands, what is written so far."""

    id: int
    content: str
    remark: str
    mark: Mark | None
    state: str
    done_on: date | None
    result: str


@dataclass
class _Row:
    line: Line
    editors: dict[str, Editor]
    below: QLabel
    first: dict[str, str]

    @property
    def changed(self) -> bool:
        return any(e.text().strip() != self.first[n].strip() for n, e in self.editors.items())


class ProgressGrid(QWidget):
    """Groups of tasks. Enter goes to the same field of the next task, Ctrl+↑ and Ctrl+↓ everywhere.

    `touched` comes with every change by the person.
    """

    touched = Signal()

    def __init__(self, kind: Kind[Any], place: Place) -> None:
        super().__init__()
        self.kind, self.place = kind, place
        self.names = ("state", DONE_ON[kind.name], "result")
        self.rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inside = QWidget()
        self._column.addWidget(self._inside)
        self._column.addStretch(1)

    def show_groups(self, groups: Sequence[tuple[str, Sequence[Line]]], place: Place) -> None:
        """Show these tasks under their headings instead."""
        self.place = place
        self.rows = []
        self._column.removeWidget(self._inside)
        self._inside.deleteLater()
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for column, (stretch, least) in enumerate(zip(_WIDTHS, _LEAST, strict=True)):
            grid.setColumnStretch(column, stretch)
            grid.setColumnMinimumWidth(column, least)
        self._head(grid)
        for title, lines in groups:
            if title:
                grid.addWidget(words(title, "heading"), grid.rowCount(), 0, 1, len(_WIDTHS))
            for line in lines:
                self.rows.append(self._row(grid, line))
        self._column.insertWidget(0, self._inside)

    def _head(self, grid: QGridLayout) -> None:
        captions = ("Nội dung", *(self.kind.field(n).label for n in self.names))
        for column, caption in enumerate(captions):
            grid.addWidget(words(caption, "quiet"), 0, column)

    def _row(self, grid: QGridLayout, line: Line) -> _Row:
        at = grid.rowCount()
        grid.addWidget(_told(line), at, 0, Qt.AlignmentFlag.AlignTop)
        editors = {n: self._editor(n, line) for n in self.names}
        for column, editor in enumerate(editors.values(), 1):
            grid.addWidget(editor, at, column, Qt.AlignmentFlag.AlignTop)
        below = words("", "error")
        below.hide()
        grid.addWidget(below, at + 1, 1, 1, len(self.names))
        self._fill(editors, line)
        return _Row(line, editors, below, {n: e.text() for n, e in editors.items()})

    def _editor(self, name: str, line: Line) -> Editor:
        editor = editor_for(self.kind.field(name), self.place)
        if isinstance(editor, ProseEditor):
            editor.least = 1
            editor.grow()
        label = self.kind.field(name).label
        editor.box.setAccessibleName(f"{label}: {line.content[:60]}")
        editor.edited.connect(self.touched)
        editor.box.installEventFilter(self)
        return editor

    def _fill(self, editors: dict[str, Editor], line: Line) -> None:
        editors["state"].pick(line.state)
        if line.done_on is not None:
            day = DONE_ON[self.kind.name]
            editors[day].set_text(self.kind.field(day).format(line.done_on, self.place.vocabulary))
        editors["result"].set_text(line.result)

    # ── keyboard ─────────────────────────────────────────────────────────────

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Ctrl+↓ and Ctrl+↑ go from task to task in the same field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = _step(event)
        for at, row in enumerate(self.rows):
            for name, editor in row.editors.items():
                if editor.box is watched and step and not (isinstance(editor, ProseEditor) and _enter(event)):
                    return self._go(at + step, name)
        return False

    def _go(self, at: int, name: str) -> bool:
        if 0 <= at < len(self.rows):
            self.rows[at].editors[name].setFocus()
        return True

    # ── reading ──────────────────────────────────────────────────────────────

    @property
    def dirty(self) -> bool:
        """Something typed is not stored yet."""
        return any(r.changed for r in self.rows)

    def read(self) -> tuple[Progress, ...] | None:
        """What was changed; None when something cannot be read (it says so below the row)."""
        found, good = [], True
        for row in (r for r in self.rows if r.changed):
            values, wrong = self._values(row)
            row.below.setText(" ".join(wrong))
            row.below.setVisible(bool(wrong))
            if wrong and good:
                row.editors["state"].setFocus()
            good = good and not wrong
            found.append(Progress(row.line.id, values.get("state", row.line.state), values.get("result") or "",
                                  values.get(DONE_ON[self.kind.name])))  # fmt: skip
        return tuple(found) if good else None

    def _values(self, row: _Row) -> tuple[dict[str, Any], list[str]]:
        values: dict[str, Any] = {}
        wrong = []
        for name, editor in row.editors.items():
            text = editor.text()
            picked = editor.picked()
            try:
                values[name] = picked if picked is not None else self._parsed(name, text)
            except Bad as bad:
                wrong.append(bad.problem.message)
            editor.set_problem("error" if wrong and name not in values else "")
        if values.get("state") == "XONG" and not values.get("result"):
            wrong.append("Đã hoàn thành thì ghi kết quả thực hiện.")
        return values, wrong

    def _parsed(self, name: str, text: str) -> Any:
        if not text.strip():
            if name == "state":
                raise Bad("missing", "Cần ghi trạng thái.")
            return None
        return self.kind.field(name).parse(text, self.place)


def _told(line: Line) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(2)
    column.addWidget(words(line.content, ""))
    row = QHBoxLayout()
    if line.mark is not None:
        row.addWidget(Pill(line.mark))
    row.addWidget(words(line.remark, "small"), 1)
    column.addLayout(row)
    return block


def _enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _step(event: QKeyEvent) -> int:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    if control and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        return 1 if event.key() == Qt.Key.Key_Down else -1
    return 1 if _enter(event) and not control else 0
