"""A form from field declarations: groups in a grid, problems beside the fields, nothing lost."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.fields import Bad, Field, Place, Prose, YesNo
from mttq_desktop.ui import icons
from mttq_desktop.ui.editors import Editor, editor_for
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.theme import colours
from mttq_desktop.ui.widgets.scroll import into_sight

AUTOSAVE_MS = 250
COLUMNS, FEW_COLUMNS = 4, 2
NARROW = 520
"""Width in pixels below which a form has two columns instead of four."""
_WIDE, _WIDE_WHEN_NARROW, _LONG_CAPTION = 20, 18, 24
"""Fields of this many characters, or with a longer caption, take two columns."""


class GroupLike(Protocol):
    """A titled group of field names, in Tab order (`records.kind.Group`)."""

    @property
    def title(self) -> str:
        """Above the group; empty for none."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the fields."""


class ShownLike(Protocol):
    """A field with its name (`records.kind.Shown`)."""

    @property
    def field(self) -> Field[Any]:
        """Its type."""

    @property
    def required(self) -> bool:
        """Must be filled."""


def needed(shown: ShownLike) -> bool:
    """Must be filled, and can be empty: a tick always says something."""
    return shown.required and not isinstance(shown.field, YesNo)


class FieldBox(QWidget):
    """Caption, editor, and what is wrong, with an icon and in words."""

    def __init__(self, name: str, shown: ShownLike, place: Place) -> None:
        super().__init__()
        self.name, self.shown = name, shown
        self.problem: Problem | None = None
        self.editor: Editor = editor_for(shown.field, place)
        self.caption = QLabel(self._caption())
        self.caption.setProperty("role", "quiet")
        self.caption.setBuddy(self.editor)
        self.caption.setWordWrap(True)
        self.sign, self.words = QLabel(), QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.below = QWidget()
        row = QHBoxLayout(self.below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.sign)
        row.addWidget(self.words, 1)
        self.below.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self.caption, self.editor, self.below):
            column.addWidget(part)
        column.addStretch(1)

    def _caption(self) -> str:
        star = f' <span style="color:{colours().link}">*</span>' if needed(self.shown) else ""
        return f"{escape(self.shown.field.label)}{star}"

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: what was coloured word by word is coloured anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "below"):
            self.caption.setText(self._caption())
            self.tell(self.problem)

    def tell(self, problem: Problem | None) -> None:
        """Show a problem, or none."""
        self.problem = problem
        self.below.setVisible(problem is not None)
        error = problem is not None and problem.is_error
        self.editor.set_problem("" if problem is None else "error" if error else "warning")
        self.editor.box.setAccessibleDescription(problem.message if problem else "")
        if problem is None:
            return
        theme = colours()
        ink = theme.late.ink if error else theme.soon.ink
        self.sign.setPixmap(icons.pixmap(Icon.ERROR if error else Icon.WARNING, ink, 14))
        more = f" Có phải “{problem.proposal}”?" if problem.proposal and problem.proposal not in problem.message else ""
        self.words.setText(problem.message + more)
        self.words.setProperty("role", "error" if error else "warning")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)


class Form(QScrollArea):
    """Editors of a kind's fields.

    `touched` names the field at once; `changed` comes 250 ms after the last touch, for saving as typed.
    """

    changed = Signal()
    touched = Signal(str)
    left = Signal(str)

    def __init__(
        self, groups: Sequence[GroupLike], fields: Mapping[str, ShownLike], place: Place, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.place = place
        self.fields = {n: fields[n] for g in groups for n in g.names}
        self.boxes = {n: FieldBox(n, shown, place) for n, shown in self.fields.items()}
        self.dirty = False
        self._pause = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._pause.timeout.connect(self.changed)
        self._groups, self._titles = tuple(groups), [_group_title(g.title) for g in groups]
        self._columns, self._most = 0, 0
        self._lay_out()
        self._connect()

    # ── building ─────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "clear")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._arrange(COLUMNS)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        inside.installEventFilter(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        boxes = list(self.boxes.values())
        for before, after in pairwise(boxes):
            QWidget.setTabOrder(before.editor, after.editor)

    def _arrange(self, columns: int) -> None:
        """Set every field into so many columns; the order of Tab stays.

        Qt must throw the old places away itself: one that Python still holds keeps the widget's news for itself,
        and the new place believes the height it was told first.
        """
        if columns == self._columns:
            return
        self._columns, grid = columns, self._grid
        grid.setRowStretch(grid.rowCount() - 1, 0)
        for widget in (*self._titles, *self.boxes.values()):
            grid.removeWidget(widget)
        for i in range(COLUMNS):
            grid.setColumnStretch(i, 1 if i < columns else 0)
            grid.setColumnMinimumWidth(i, 90 if i < columns else 0)
        row = 0
        for group, title in zip(self._groups, self._titles, strict=True):
            if group.title and len(self._groups) > 1:
                grid.addWidget(title, row, 0, 1, columns)
                row += 1
            row = self._fill(group.names, row)
        grid.setRowStretch(row, 1)

    def _fill(self, names: Iterable[str], row: int) -> int:
        column = 0
        for name in names:
            span = span_of(self.fields[name].field, self._columns)
            if column + span > self._columns:
                row, column = row + 1, 0
            self._grid.addWidget(self.boxes[name], row, column, 1, span)
            column += span
        return row + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow panel has two columns, so that nothing is cut at its right edge."""
        super().resizeEvent(event)
        self._arrange(COLUMNS if self.width() >= NARROW else FEW_COLUMNS)
        self._hold()

    def hold_whole(self, most: int) -> None:
        """Keep room for all fields and their problems, up to so many pixels (in a dialog)."""
        self._most = most
        self._hold()

    def _hold(self) -> None:
        if self._most:
            height = self._grid.totalHeightForWidth(self.viewport().width())
            self.setMinimumHeight(min(self._most, max(height, self._grid.totalMinimumSize().height())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fields that grew, or problems that came, need more room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._hold()
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        for name, box in self.boxes.items():
            box.editor.edited.connect(lambda n=name: self._touch(n))
            box.editor.left.connect(lambda n=name: self._leave(n))

    def _touch(self, name: str) -> None:
        self.dirty = True
        self.touched.emit(name)
        self._pause.start()

    def _leave(self, name: str) -> None:
        """A field that cannot be read says so when the person goes on; an empty one may wait."""
        _, problem = self._read_one(name)
        self.boxes[name].tell(problem)
        self.left.emit(name)

    # ── texts in and out ─────────────────────────────────────────────────────

    def editor(self, name: str) -> Editor:
        """The editor of a field."""
        return self.boxes[name].editor

    def values(self) -> dict[str, str]:
        """Raw texts as typed, by field."""
        return {name: box.editor.text() for name, box in self.boxes.items()}

    def picked(self) -> dict[str, object]:
        """Keys of catalogue entries picked from lists; they say more than their texts."""
        found = {name: box.editor.picked() for name, box in self.boxes.items()}
        return {name: key for name, key in found.items() if key is not None}

    def set_values(self, texts: Mapping[str, str], picked: Mapping[str, object] | None = None) -> None:
        """Put texts (and picked keys) in; fields that are not named become empty. The form is clean then."""
        for name, box in self.boxes.items():
            box.editor.set_text(texts.get(name, ""))
            if picked and name in picked:
                box.editor.pick(picked[name])
            box.tell(None)
        self.clean()

    def set_value(self, name: str, text: str) -> None:
        """Put one text in."""
        self.boxes[name].editor.set_text(text)

    def clean(self) -> None:
        """What stands here is saved."""
        self._pause.stop()
        self.dirty = False

    def lock(self, reasons: Mapping[str, str]) -> None:
        """Fields that follow from elsewhere cannot be typed; each says why. All others can."""
        for name, box in self.boxes.items():
            why = reasons.get(name, "")
            if why or not box.editor.isEnabled():
                box.editor.setEnabled(not why)
                box.editor.setToolTip(why)
                box.editor.box.setAccessibleDescription(why)

    def set_place(self, place: Place) -> None:
        """Other catalogues, another day, or another sender's district."""
        self.place = place
        for box in self.boxes.values():
            box.editor.set_place(place)

    # ── reading and problems ─────────────────────────────────────────────────

    def read(self) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """Values of every field (None for an empty one), and what could not be read. Shows nothing."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name in self.boxes:
            value, problem = self._read_one(name)
            if problem is None:
                values[name] = value
            else:
                problems.append(problem)
        return values, tuple(problems)

    def _read_one(self, name: str) -> tuple[Any, Problem | None]:
        editor = self.boxes[name].editor
        if (key := editor.picked()) is not None:
            return key, None
        text = editor.text()
        try:
            return (self.fields[name].field.parse(text, self.place) if text.strip() else None), None
        except Bad as bad:
            p = bad.problem
            return None, Problem(p.code, p.message, p.severity, name, None, p.proposal)

    def check(self) -> tuple[Problem, ...]:
        """Read everything, demand what must be filled, and show it all beside the fields."""
        values, found = self.read()
        missing = [
            Problem("missing", f"Cần ghi {shown.field.label.lower()}.", Severity.ERROR, name)
            for name, shown in self.fields.items()
            if shown.required and name in values and values[name] in (None, "", ())
        ]
        problems = (*found, *missing)
        self.show_problems(problems)
        return problems

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Show each beside its field, errors before warnings; those of no field here come back."""
        by_field: dict[str, Problem] = {}
        others: list[Problem] = []
        for problem in sorted(problems, key=lambda p: not p.is_error):
            if problem.field in self.boxes and problem.field is not None:
                by_field.setdefault(problem.field, problem)
            else:
                others.append(problem)
        for name, box in self.boxes.items():
            box.tell(by_field.get(name))
        return tuple(others)

    def focus_first_problem(self) -> bool:
        """Put the keyboard on the first field in trouble."""
        for box in self.boxes.values():
            if box.editor.box.property("problem") == "error":
                box.editor.setFocus()
                into_sight(box)
                return True
        return False

    def show_top(self) -> None:
        """From its first field."""
        self.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        """Put the keyboard on the first empty field, or the first one."""
        self.show_top()
        boxes = list(self.boxes.values())
        empty = next((b for b in boxes if not b.editor.text().strip()), boxes[0])
        empty.editor.setFocus()
        into_sight(empty)


def span_of(field: Field[Any], columns: int = COLUMNS) -> int:
    """How many of the columns a field takes."""
    if isinstance(field, Prose) and field.width > _WIDE * 2:
        return columns
    wide = _WIDE if columns == COLUMNS else _WIDE_WHEN_NARROW
    return 2 if field.width >= wide or len(field.label) > _LONG_CAPTION else 1


def _group_title(text: str) -> QWidget:
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 4, 0, 0)
    row.setSpacing(10)
    words = QLabel(text)
    words.setProperty("role", "group")
    rule = QFrame()
    rule.setProperty("role", "rule")
    rule.setFixedHeight(1)
    row.addWidget(words)
    row.addWidget(rule, 1)
    return head
