"""Rows of a workbook as lines of a table: problems cell by cell, changes field by field, rows as they are."""

from abc import abstractmethod
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, overload

from mttq_desktop.errors import Problem
from mttq_desktop.fields import Vocabulary
from mttq_desktop.services.importing import (
    OUTCOME_LABELS,
    REASON_LABELS,
    Brief,
    Outcome,
    RowPreview,
    Seen,
    SheetPreview,
    is_notice,
)
from mttq_desktop.ui.pages.importing_state import Loaded
from mttq_desktop.ui.table import Cell, CellKind, Column, Mark
from mttq_desktop.ui.theme import Tone

_TONES = {
    Outcome.NEW: Tone.DONE, Outcome.CHANGED: Tone.SOON, Outcome.UNCHANGED: Tone.PLAIN, Outcome.DUPLICATE: Tone.PLAIN,
    Outcome.REJECTED: Tone.LATE, Outcome.SKIPPED: Tone.PLAIN,
}  # fmt: skip
PROBLEMS, CHANGES, NEAR, NOTICES, ALL = "problems", "changes", "near", "notices", "all"
VIEWS = (
    (PROBLEMS, "Lỗi"), (CHANGES, "Thay đổi"), (NEAR, "Gần giống"), (Outcome.NEW.value, "Mới"), (NOTICES, "Lưu ý"),
    (Outcome.DUPLICATE.value, "Trùng"), (Outcome.UNCHANGED.value, "Không đổi"), (Outcome.SKIPPED.value, "Bỏ qua"),
    (ALL, "Tất cả"),
)  # fmt: skip
NOUNS = {PROBLEMS: "ô lỗi", CHANGES: "trường thay đổi", NEAR: "dòng gần giống", NOTICES: "lưu ý"}
TICKED, EMPTY = "☑", "☐"
_SHOWN_FIELDS, _BESIDE_NOTES = 4, 2
"""Fields beside the text: so many fit on a small screen, and with a column of notes."""
_WIDE = 160


@dataclass(frozen=True)
class Line:
    """One line: the row it is about, and the field and problem where it is about one."""

    sheet: SheetPreview
    row: RowPreview
    field: str | None = None
    problem: Problem | None = None

    @property
    def editable(self) -> bool:
        """A value of the row can be typed anew here."""
        if self.field is None or self.sheet.spec is None or not self.row.is_data:
            return False
        return any(c.name == self.field for c in self.sheet.spec.columns)


class _Lines(Sequence[Line]):
    """Lines each made when it is asked for."""

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        places = range(len(self))[at]
        return self._line(places) if isinstance(places, int) else [self._line(i) for i in places]

    @abstractmethod
    def _line(self, at: int) -> Line:
        """The line at a place."""


class RowLines(_Lines):
    """A line for every row, or for those of one outcome, each made when it is asked for."""

    def __init__(self, sheets: Sequence[SheetPreview], outcome: Outcome | None) -> None:
        self._parts = [(s, s.rows.places if outcome is None else s.rows.places_of(outcome)) for s in sheets]
        self._starts = [0, *accumulate(len(places) for _, places in self._parts)]
        self.seen = Seen()
        for sheet in sheets:
            self.seen.join(sheet.rows.seen(outcome))

    def __len__(self) -> int:
        return self._starts[-1]

    def _line(self, at: int) -> Line:
        part = bisect_right(self._starts, at) - 1
        sheet, places = self._parts[part]
        return Line(sheet, sheet.rows.row(places[at - self._starts[part]]))


class ManyLines(_Lines):
    """Several lines for each row that has something to tell, each made when it is asked for."""

    def __init__(
        self, sheets: Sequence[SheetPreview], many: Callable[[Brief], int],
        made: Callable[[SheetPreview, RowPreview], Sequence[Line]],
    ) -> None:  # fmt: skip
        self._sheets, self._made = sheets, made
        self._of, self._places, self._within = array("H"), array("q"), array("H")
        for at, sheet in enumerate(sheets):
            for place, brief in sheet.rows.told_briefs():
                if lines := many(brief):
                    self._of.extend([at] * lines)
                    self._places.extend([place] * lines)
                    self._within.extend(range(lines))

    def __len__(self) -> int:
        return len(self._places)

    def _line(self, at: int) -> Line:
        """A row corrected meanwhile may have fewer lines: then its last, or the row by itself."""
        sheet = self._sheets[self._of[at]]
        row = sheet.rows.row(self._places[at])
        lines = self._made(sheet, row) or (Line(sheet, row),)
        return lines[min(self._within[at], len(lines) - 1)]


def lines_of(loaded: Loaded, view: str) -> Sequence[Line]:
    """Lines under one pill."""
    if view == PROBLEMS:
        return ManyLines(loaded.chosen, lambda b: b.errors if b.outcome is Outcome.REJECTED else 0, _errors)
    if view == NOTICES:
        return ManyLines(loaded.chosen, lambda b: b.notices, _notices)
    if view == NEAR:
        return [Line(s, r) for s, r in loaded.likes()]
    if view == CHANGES:
        return ManyLines(loaded.chosen, lambda b: b.changes if b.outcome is Outcome.CHANGED else 0, _changes)
    return RowLines(loaded.chosen, None if view == ALL else Outcome(view))


def counts_of(loaded: Loaded) -> dict[str, int]:
    """How many lines or rows stand under each pill."""
    counts = loaded.counts()
    found = {outcome.value: counts[outcome.value] for outcome in Outcome}
    sums = [s.rows.sums() for s in loaded.chosen]
    return found | {
        PROBLEMS: counts[Outcome.REJECTED], CHANGES: counts[Outcome.CHANGED], NEAR: sum(s.liked for s in sums),
        NOTICES: sum(s.notices for s in sums), ALL: counts.total(),
    }  # fmt: skip


def _errors(sheet: SheetPreview, row: RowPreview) -> list[Line]:
    return [Line(sheet, row, p.field, p) for p in row.problems if p.is_error]


def _notices(sheet: SheetPreview, row: RowPreview) -> list[Line]:
    return [Line(sheet, row, p.field, p) for p in row.problems if is_notice(p)]


def _changes(sheet: SheetPreview, row: RowPreview) -> list[Line]:
    return [Line(sheet, row, name) for name in row.changes]


_PROBLEM_COLUMNS = (
    Column("cell", "Ô", 78, sortable=False, bold=True),
    Column("sent", "Trong tệp", 106, sortable=False),
    Column("read", "Hiểu là", 140, sortable=False),
    Column("why", "Vì sao", 220, stretch=True, sortable=False),
    Column("act", "Xử lý", 158, CellKind.PILL, sortable=False),
)
_CHANGE_COLUMNS = (
    Column("tick", "Nhận", 56, sortable=False),
    Column("row", "Dòng", 56, CellKind.NUMBER, sortable=False),
    Column("field", "Trường", 150, sortable=False),
    Column("old", "Trong sổ", 200, sortable=False),
    Column("read", "Tệp ghi", 200, stretch=True, sortable=False),
)


_NEAR_COLUMNS = (
    Column("merge", "Quyết định", 112, CellKind.PILL, sortable=False),
    Column("row", "Dòng", 56, CellKind.NUMBER, sortable=False),
    Column("said", "Trong tệp", 250, sortable=False),
    Column("like", "Gần giống", 190, stretch=True, sortable=False),
    Column("likeness", "Giống", 60, CellKind.NUMBER, sortable=False),
)
_DECISIONS: Mapping[bool | None, Mark] = {
    True: Mark("Ghi và gộp", Tone.DONE), False: Mark("Ghi riêng", Tone.PLAIN), None: Mark("Chưa chọn", Tone.SOON),
}  # fmt: skip
_DECIDED: Mapping[bool | None, Mark] = {
    True: Mark("Đã gộp", Tone.DONE), False: Mark("Đã ghi riêng", Tone.PLAIN), None: Mark("Ở Gộp trùng", Tone.SOON),
}  # fmt: skip
"""Once the file is written; what nobody decided waits among all petitions."""


class LinesSource:
    """Lines under one pill as a table wants them; ids are places in the list."""

    def __init__(self, loaded: Loaded, view: str, lines: Sequence[Line]) -> None:
        self.loaded, self.view, self.lines = loaded, view, lines
        self.vocabulary: Vocabulary = loaded.preview.vocabulary
        self.fields = self._fields()
        self.columns: Sequence[Column] = tuple(self._columns())

    def _fields(self) -> tuple[str, ...]:
        """Fields worth a column of their own: those that say something in one of the lines."""
        sheets = self.loaded.chosen
        if self.view in (PROBLEMS, CHANGES, NEAR, NOTICES) or not sheets or sheets[0].spec is None:
            return ()
        seen = self.lines.seen.values if isinstance(self.lines, RowLines) else {}
        differing = {name for name, values in seen.items() if len(values) > 1}  # from headings above the rows, say
        there = {name for s in sheets for name in s.columns} & seen.keys() | differing
        columns = (c for c in sheets[0].spec.columns if not c.into and c.unit_level != "district")
        names = [c.name for c in columns if c.name in there]
        likeness = sheets[0].kind.likeness if sheets[0].kind else None
        most = _BESIDE_NOTES if self._noted else _SHOWN_FIELDS
        chosen = [n for n in names if n != likeness][:most]
        return (*chosen, *([likeness] if likeness in names else []))

    @property
    def _noted(self) -> bool:
        return isinstance(self.lines, RowLines) and self.lines.seen.noted

    def _columns(self) -> Iterator[Column]:
        if self.view in (PROBLEMS, NOTICES):
            yield from _PROBLEM_COLUMNS
            return
        if self.view == CHANGES:
            yield from _CHANGE_COLUMNS
            return
        if self.view == NEAR:
            yield from _NEAR_COLUMNS
            return
        if self.view in (Outcome.NEW, Outcome.DUPLICATE) and self.loaded.result is None:
            yield Column("tick", "Ghi", 50, sortable=False)
        yield Column("row", "Dòng", 56, CellKind.NUMBER, sortable=False)
        if self.view == ALL:
            yield Column("outcome", "Kết quả", 96, CellKind.PILL, sortable=False)
        sheet = self.loaded.chosen[0] if self.loaded.chosen else None
        for name in self.fields:
            assert sheet is not None
            assert sheet.spec is not None
            wide = sheet.kind is not None and name == sheet.kind.likeness
            label = sheet.spec.column(name).field.label
            yield Column(name, label, _WIDE if wide else _width(label), stretch=wide, sortable=False)
        if self._noted:
            yield Column("why", "Ghi chú", 200, stretch=not self.fields, sortable=False)

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """Places of the lines."""
        n = len(self.lines)
        return array("q", range(min(n, limit) if limit else n))

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Cells of some lines."""
        return {i: [self._cell(self.lines[i], c.key) for c in self.columns] for i in ids if i < len(self.lines)}

    def sums(self) -> Mapping[str, str]:
        """Nothing to sum."""
        return {}

    def in_full(self, line: Line) -> str:
        """Everything about a line that its cells may have to cut: why, old and new, or the whole text of the row."""
        if line.problem is not None:
            return f"{self.place(line)}: {line.problem.message}"
        if self.view == CHANGES:
            return f"{self.label(line)}, trong sổ: {self.old(line)}\nTệp ghi: {self.read(line)}"
        notes = () if self.view == NEAR else self._notes(line)
        told = " ".join(part for part in (f"Dòng {line.row.number}:", self.said(line), *notes) if part)
        return f"{told}\nGần giống {self.like(line)}" if self.view == NEAR else told

    def _notes(self, line: Line) -> Iterator[str]:
        yield from (p.message for p in line.row.problems)
        if line.row.reason:
            yield f"({REASON_LABELS.get(line.row.reason, line.row.reason)})"

    # ── cells ────────────────────────────────────────────────────────────────

    def _cell(self, line: Line, key: str) -> Cell:
        make = _CELLS.get(key)
        return make(self, line) if make else self.value(line.row, line.sheet, key)

    def value(self, row: RowPreview, sheet: SheetPreview, name: str) -> str:
        """A value as people see it, or the text that stands in the cell."""
        value = row.values.get(name)
        if value is None or sheet.spec is None or (sheet.kind and name not in (*sheet.kind.shown, *sheet.spec.names)):
            return row.texts.get(name, "")
        return sheet.field(name).format(value, self.vocabulary)

    def tick(self, line: Line) -> str:
        """Whether the row will be written."""
        return TICKED if self.loaded.takes(line.sheet, line.row) else EMPTY

    def place(self, line: Line) -> str:
        """The cell in Excel's own words, or the row."""
        problem = line.problem
        return problem.cell if problem and problem.cell else f"dòng {line.row.number}"

    def sent(self, line: Line) -> str:
        """What stands in the file."""
        if line.field is None:
            return ""
        return line.row.texts.get(line.field) or self.value(line.row, line.sheet, line.field)

    def read(self, line: Line) -> str:
        """What it is taken for."""
        if self.view == CHANGES and line.field is not None:
            return self._shown(line, line.row.changes[line.field][1])
        proposal = line.problem.proposal if line.problem else None
        unread = line.field not in line.row.values and (proposal or line.field in line.row.texts)
        if line.field is None or unread:
            return f"{proposal}?" if proposal else "—"
        return self.value(line.row, line.sheet, line.field) or "—"

    def old(self, line: Line) -> str:
        """What the record says now."""
        return self._shown(line, line.row.changes[line.field][0]) if line.field else ""

    def _shown(self, line: Line, value: Any) -> str:
        if value is None or line.field is None:
            return "(trống)"
        return line.sheet.field(line.field).format(value, self.vocabulary)

    def said(self, line: Line) -> str:
        """The longest text of the row."""
        kind = line.sheet.kind
        return self.value(line.row, line.sheet, kind.likeness) if kind is not None and kind.likeness else ""

    def like(self, line: Line) -> str:
        """What it likely says again."""
        found = line.row.like
        return f"{found.where}: {found.content}" if found is not None else ""

    def likeness(self, line: Line) -> str:
        """How much so."""
        return f"{line.row.like.likeness}%" if line.row.like is not None else ""

    def merge(self, line: Line) -> Mark:
        """What becomes of the two, or became of them."""
        if self.loaded.result is not None and not self.loaded.takes(line.sheet, line.row):
            return Mark("Không ghi")
        decided = self.loaded.merges(line.sheet, line.row)
        return (_DECISIONS if self.loaded.result is None else _DECIDED)[decided]

    def label(self, line: Line) -> str:
        """The field's caption."""
        known = line.field is not None and line.sheet.kind is not None and line.sheet.spec is not None
        return line.sheet.field(line.field).label if known and line.field else line.field or ""

    def why(self, line: Line) -> str:
        """Why, in Vietnamese."""
        if line.problem is not None:
            return line.problem.message
        if line.row.problems:
            return line.row.problems[0].message
        return REASON_LABELS.get(line.row.reason or "", line.row.reason or "")

    def act(self, line: Line) -> Mark:
        """What can be done about it here."""
        if self.loaded.result is not None:
            return Mark("Gửi lại nơi gửi" if line.problem and line.problem.is_error else "")
        if line.problem is not None and line.problem.proposal and line.editable:
            return Mark("Nhận cách hiểu này", Tone.WAITING)
        if line.editable:
            return Mark("Sửa tại đây", Tone.WAITING)
        return Mark("Sửa trong tệp" if line.problem and line.problem.is_error else "")


def _width(label: str) -> int:
    """Room for most captions; the longest are cut."""
    return max(120, min(130, 8 * len(label) + 16))


_CELLS: dict[str, Callable[[LinesSource, Line], Cell]] = {
    "tick": LinesSource.tick, "row": lambda source, line: str(line.row.number), "cell": LinesSource.place,
    "sent": LinesSource.sent, "read": LinesSource.read, "why": LinesSource.why, "act": LinesSource.act,
    "old": LinesSource.old, "field": LinesSource.label, "said": LinesSource.said, "like": LinesSource.like,
    "likeness": LinesSource.likeness, "merge": LinesSource.merge,
    "outcome": lambda source, line: Mark(OUTCOME_LABELS[line.row.outcome], _TONES[line.row.outcome]),
}  # fmt: skip
