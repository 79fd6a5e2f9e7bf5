"""Rows that belong to a record, in its form: one row of editors for each, a new one by Enter or the button.

The grid shows some fields of the part; the others are reached by opening the row in a form of its own. Editors
are those of the form, so typing with UniKey, lists and problems beside the field are the same here and there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.errors import Problem
from mttq_desktop.fields import Bad, Coded, Day, Field, Link, Place, Prose, Several
from mttq_desktop.records.kind import Part
from mttq_desktop.services.keeping import Draft, PartRow, checked, judged
from mttq_desktop.store.rows import defaults_of
from mttq_desktop.ui.buttons import Button, IconButton
from mttq_desktop.ui.editors import Editor, ProseEditor, editor_for
from mttq_desktop.ui.form import needed
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.part_dialog import PartDialog
from mttq_desktop.ui.widgets.scroll import into_sight

_LEAST_WIDTH, DAY_WIDTH, _CHOICE_WIDTH = 64, 140, 132
"""Pixels: a day stands whole beside its button, the beginning of a choice beside its arrow."""


@dataclass
class GridRow:
    """One row: the record behind it (None for a new one), values of fields outside the grid, its editors."""

    record_id: int | None
    rest: dict[str, Any]
    editors: dict[str, Editor]
    below: QLabel
    acts: QWidget
    problems: tuple[Problem, ...] = field(default=())
    first_rest: Mapping[str, Any] = field(default_factory=dict)
    first_texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def typed(self) -> bool:
        """Somebody wrote something here; what a new row began with does not count."""
        said = any(e.text().strip() not in ("", "Không", self.first_texts.get(n)) for n, e in self.editors.items())
        return self.record_id is not None or self.rest != self.first_rest or said


class PartGrid(QWidget):
    """The rows of one part. `touched` comes with every change by the person, `open_asked` with a record's id."""

    touched = Signal()
    open_asked = Signal(int)

    def __init__(self, part: Part, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part, self.place = part, place
        self.rows: list[GridRow] = []
        self.owner: Mapping[str, Any] = {}
        self.empty = QLabel(f"Chưa có {part.kind.one} nào.")
        self.empty.setProperty("role", "quiet")
        self.add_button = Button(f"Thêm {part.kind.one}", icon=Icon.ADD, act=self.add_row)
        self._lay_out()

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addWidget(self.empty)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._head()

    def _head(self) -> None:
        for at, name in enumerate(self.part.shown):
            shown = self.part.kind.shown[name]
            label = QLabel(shown.field.label + (" *" if needed(shown) else ""))
            label.setProperty("role", "quiet")
            label.setWordWrap(True)
            self._grid.addWidget(label, 0, at, Qt.AlignmentFlag.AlignBottom)
            self._grid.setColumnStretch(at, max(1, shown.field.width))
            self._grid.setColumnMinimumWidth(at, _least(shown.field))

    # ── rows ─────────────────────────────────────────────────────────────────

    def show_rows(self, rows: Sequence[tuple[int | None, Mapping[str, Any]]], owner: Mapping[str, Any]) -> None:
        """Show these rows (record id and values by field) instead; `owner` are the values of the record above."""
        self.clear()
        self.owner = owner
        for record_id, values in rows:
            self._append(record_id, values)
        self._tell_empty()

    def clear(self) -> None:
        """No rows."""
        for row in self.rows:
            self._drop(row)
        self.rows.clear()
        self._tell_empty()

    def add_row(self) -> GridRow:
        """An empty row; the keyboard goes to its first field."""
        row = self._append(None, self._begun())
        row.first_rest = dict(row.rest)
        row.first_texts = {n: e.text() for n, e in row.editors.items()}
        self._tell_empty()
        row.editors[self.part.shown[0]].setFocus()
        into_sight(row.editors[self.part.shown[0]])
        self.touched.emit()
        return row

    def _begun(self) -> dict[str, Any]:
        """What a new row holds before anything is typed: the columns' own defaults."""
        kind = self.part.kind
        return {n: v for n, v in defaults_of(kind.table).items() if n in kind.form and v is not None}

    def put_back(self, texts: Mapping[str, str]) -> GridRow:
        """A row as it was typed before a crash (see `texts`)."""
        row = self.add_row()
        for name, text in texts.items():
            if name in row.editors:
                row.editors[name].set_text(text)
            elif text.strip() and name in self.part.kind.shown:
                row.rest[name] = self.part.kind.field(name).parse(text, self.place)
        return row

    def remove(self, row: GridRow) -> None:
        """The row goes; a stored one lies in the trash after saving."""
        self.rows.remove(row)
        self._drop(row)
        self._tell_empty()
        self.touched.emit()

    def _append(self, record_id: int | None, values: Mapping[str, Any]) -> GridRow:
        rest = {n: v for n, v in values.items() if n not in self.part.shown and v not in (None, ())}
        editors = {n: self._editor(n) for n in self.part.shown}
        row = GridRow(record_id, rest, editors, QLabel(), QWidget())
        self._fill(row, values)
        self._lay(row)
        self.rows.append(row)
        return row

    def _editor(self, name: str) -> Editor:
        editor = editor_for(self.part.kind.field(name), self.place)
        if isinstance(editor, ProseEditor):
            editor.least = 1
            editor.grow()
        editor.edited.connect(self.touched)
        editor.box.installEventFilter(self)
        return editor

    def _fill(self, row: GridRow, values: Mapping[str, Any]) -> None:
        words = self.place.vocabulary
        for name, editor in row.editors.items():
            if (value := values.get(name)) in (None, ()):
                continue
            kept = self.part.kind.field(name)
            editor.set_text(kept.format(value, words))
            if hasattr(kept, "lookup"):
                editor.pick(value)

    def _lay(self, row: GridRow) -> None:
        at = self._grid.rowCount()
        for column, editor in enumerate(row.editors.values()):
            self._grid.addWidget(editor, at, column, Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout(row.acts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        more = f"Mở {self.part.kind.one} để ghi đủ"
        line.addWidget(IconButton(Icon.OPEN, more, lambda: self.open(row)))
        line.addWidget(IconButton(Icon.CLOSE, f"Bỏ {self.part.kind.one} này", lambda: self.remove(row)))
        self._grid.addWidget(row.acts, at, len(row.editors), Qt.AlignmentFlag.AlignTop)
        row.below.setProperty("role", "error")
        row.below.setWordWrap(True)
        row.below.hide()
        self._grid.addWidget(row.below, at + 1, 0, 1, len(row.editors))

    def _drop(self, row: GridRow) -> None:
        for widget in (*row.editors.values(), row.below, row.acts):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _tell_empty(self) -> None:
        self.empty.setVisible(not self.rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the last row begins the next one; not in texts of several lines."""
        enter = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _plain_enter(event)
        last = self.rows[-1].editors.values() if self.rows else ()
        if enter and any(e.box is watched and not isinstance(e.field, Prose) for e in last):
            self.add_row()
            return True
        return False

    # ── one row in a form of its own ─────────────────────────────────────────

    def open(self, row: GridRow) -> None:
        """Every field of the row in a form."""
        dialog = PartDialog(self.part, self.place, self.values_of(row)[0], self)
        dialog.accepted.connect(lambda: self._take(row, dialog.values))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self.dialog = dialog

    def _take(self, row: GridRow, values: Mapping[str, Any]) -> None:
        row.rest = {n: v for n, v in values.items() if n not in row.editors and v not in (None, ())}
        for editor in row.editors.values():
            editor.set_text("")
        self._fill(row, values)
        self.touched.emit()

    # ── reading ──────────────────────────────────────────────────────────────

    def values_of(self, row: GridRow) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """What stands in a row, and what could not be read."""
        values = {**self.part.begun(self.owner), **row.rest}
        problems: list[Problem] = []
        for name, editor in row.editors.items():
            if (key := editor.picked()) is not None:
                values[name] = key
                continue
            text = editor.text()
            try:
                values[name] = editor.field.parse(text, self.place) if text.strip() else None
            except Bad as bad:
                p = bad.problem
                problems.append(Problem(p.code, p.message, p.severity, name, None, p.proposal))
        return values, tuple(problems)

    def read(self, owner: Mapping[str, Any]) -> tuple[PartRow, ...]:
        """Every row somebody wrote in, checked; what is wrong is shown below the row."""
        self.owner = owner
        typed, words = [r for r in self.rows if r.typed], self.place.vocabulary
        drafts = [self._draft(row) for row in typed]
        read = judged(self.part, owner, [PartRow(d, r.record_id) for d, r in zip(drafts, typed, strict=True)], words)
        for row, told in zip(typed, read, strict=True):
            row.problems = told.draft.problems
            self._tell(row)
        return read

    def _draft(self, row: GridRow) -> Draft:
        values, problems = self.values_of(row)
        return checked(self.part.kind, values, self.place.vocabulary, problems)

    def _tell(self, row: GridRow) -> None:
        wrong = {p.field for p in row.problems if p.is_error}
        doubtful = {p.field for p in row.problems} - wrong
        for name, editor in row.editors.items():
            editor.set_problem("error" if name in wrong else "warning" if name in doubtful else "")
        row.below.setText(" ".join(dict.fromkeys(p.message for p in row.problems)))
        row.below.setProperty("role", "error" if wrong else "warning")
        row.below.style().unpolish(row.below)
        row.below.style().polish(row.below)
        row.below.setVisible(bool(row.problems))

    def focus_first_problem(self) -> bool:
        """The keyboard goes to the first field in trouble."""
        for row in self.rows:
            for name, editor in row.editors.items():
                if any(p.field == name and p.is_error for p in row.problems):
                    editor.setFocus()
                    into_sight(editor)
                    return True
            if any(p.is_error for p in row.problems):
                self.open(row)
                return True
        return False

    def texts(self) -> list[dict[str, str]]:
        """Raw texts as typed, for the draft that outlives a crash."""
        words, kind = self.place.vocabulary, self.part.kind
        return [
            {n: kind.field(n).format(v, words) for n, v in row.rest.items() if n in kind.shown}
            | {n: e.text() for n, e in row.editors.items()}
            for row in self.rows if row.typed
        ]  # fmt: skip

    def set_place(self, place: Place) -> None:
        """Other catalogues, or another day they must be valid on."""
        self.place = place
        for row in self.rows:
            for editor in row.editors.values():
                editor.set_place(place)


def _least(field: Field[Any]) -> int:
    if isinstance(field, Day):
        return DAY_WIDTH
    return _CHOICE_WIDTH if isinstance(field, Coded | Link | Several) else _LEAST_WIDTH


def _plain_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
