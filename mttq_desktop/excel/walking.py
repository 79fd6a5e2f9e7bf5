"""Down the rows of one table: fills what merges, groups and ditto marks mean, reads every value once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel import classify as kinds
from mttq_desktop.excel.cleaning import EMPTY, Cleaned, Cleaner, Setting, is_blank, is_ditto, repaired, text_of
from mttq_desktop.excel.found import DATA, REJECTED, SKIPPED, FoundRow
from mttq_desktop.excel.groups import Groups
from mttq_desktop.excel.header import Header, is_column_numbers
from mttq_desktop.excel.matching import ColumnMap
from mttq_desktop.excel.places import cell_name
from mttq_desktop.excel.reading import Grid, Line, Raw
from mttq_desktop.excel.scanning import ERROR, EXTERNAL, FORMULA, NO_VALUE
from mttq_desktop.excel.spec import ColumnSpec, TableSpec
from mttq_desktop.excel.swaps import DaySeen
from mttq_desktop.excel.totals import Sums
from mttq_desktop.fields import Prose, Whole
from mttq_desktop.text.fold import clean

_MOST_FILLED = 400_000
Where = tuple[int, int]


class Walker:
    """Walks one table once, row by row, in order."""

    def __init__(self, grid: Grid, header: Header, columns: ColumnMap, spec: TableSpec, setting: Setting) -> None:
        self.grid, self.header, self.columns, self.spec = grid, header, columns, spec
        self.cleaners = {c.name: Cleaner(c, setting) for c in spec.columns}
        self.groups = Groups(spec, self.cleaners, setting, columns.names)
        self.sums = Sums()
        self.legacy = 0
        self.days: list[DaySeen] = []
        self._mapped = [(spec.column(n), c) for n, c in columns.columns.items()]
        self._places = frozenset(c for _, c in self._mapped) | {x.column for xs in columns.choices.values() for x in xs}
        self._prose = frozenset(c for spec_, c in self._mapped if isinstance(spec_.field, Prose) and spec_.required)
        self._numbers = [(spec_.name, c) for spec_, c in self._mapped if isinstance(spec_.field, Whole)]
        given = (spec.sender, spec.period)
        self._demanded = [c for c in spec.columns if c.strict and c.name not in given]
        self._filled = _filled_down(grid, header.last)
        self._merged: dict[int, tuple[Raw, Where]] = {}
        self._last: dict[int, tuple[Raw, Where]] = {}
        self._pending: list[tuple[int, Sequence[Raw], kinds.Seen]] = []
        self._signing = False
        self._totals = self._subtotals = 0

    def rows(self, lines: Iterable[Line]) -> Iterator[FoundRow]:
        """Every row below the header that is not empty, with its outcome."""
        fresh = True
        for number, cells in lines:
            if not any(c != "" for c in cells):
                continue
            if fresh and is_column_numbers(cells):
                yield FoundRow(number, SKIPPED, "column_numbers")
                continue
            fresh = fresh and all(is_blank(c) for c in cells)
            yield from self._row(number, cells)
        yield from self._flush_end()

    def _row(self, number: int, cells: Sequence[Raw]) -> Iterator[FoundRow]:
        seen = kinds.classify(cells, self.columns, self.header, self._places, self._prose)
        if self._signing and seen.kind == kinds.DATA and seen.filled < 3:
            seen = kinds.Seen(kinds.SIGNATURE, seen.label, seen.filled)
        if seen.kind == kinds.DATA:
            self._signing = False
            yield from self._flush_groups()
            yield self._data(number, cells)
        elif seen.kind in (kinds.LONE, kinds.SUBTOTAL, kinds.NOTE) and not self._signing:
            self._pending.append((number, cells, seen))
        elif seen.kind == kinds.TOTAL:
            yield from self._flush_sums()
            self._totals += 1
            yield FoundRow(number, SKIPPED, "total", problems=self.sums.check(number, cells, whole=True))
        elif seen.kind in (kinds.SIGNATURE, kinds.LONE, kinds.NOTE, kinds.SUBTOTAL):
            yield from self._flush_end()
            self._signing = True
            yield FoundRow(number, SKIPPED, "signature")
        else:
            yield FoundRow(number, SKIPPED, seen.kind)

    def _flush_groups(self) -> Iterator[FoundRow]:
        """Lone rows with data below are group headings."""
        for number, cells, seen in self._pending:
            if seen.kind == kinds.LONE:
                self.groups.enter(number, cells, self.columns.ordinal)
                yield FoundRow(number, SKIPPED, "group")
            else:
                yield self._sum_or_note(number, cells, seen)
        self._pending.clear()

    def _flush_sums(self) -> Iterator[FoundRow]:
        for number, cells, seen in self._pending:
            if seen.kind == kinds.LONE:
                yield FoundRow(number, SKIPPED, "group")
            else:
                yield self._sum_or_note(number, cells, seen)
        self._pending.clear()

    def _sum_or_note(self, number: int, cells: Sequence[Raw], seen: kinds.Seen, *, last: bool = False) -> FoundRow:
        if seen.kind == kinds.NOTE:
            return FoundRow(number, SKIPPED, "note")
        only = last and not self._totals and not self._subtotals
        self._subtotals += 1
        problems = self.sums.check(number, cells, whole=only)
        return FoundRow(number, SKIPPED, "total" if only else "subtotal", problems=problems)

    def _flush_end(self) -> Iterator[FoundRow]:
        """Lone rows with no data below are remarks."""
        for number, cells, seen in self._pending:
            if seen.kind == kinds.LONE:
                yield FoundRow(number, SKIPPED, "note")
            else:
                yield self._sum_or_note(number, cells, seen, last=True)
        self._pending.clear()

    def _data(self, number: int, cells: Sequence[Raw]) -> FoundRow:
        row = FoundRow(number, DATA)
        if number in self.grid.marks.hidden_rows:
            row.problems.append(Problem("hidden_row", f"Dòng {number} đang bị ẩn trong tệp.", Severity.WARNING))
        for column, at in self._mapped:
            self._field(row, column, at, cells)
        for name, choices in self.columns.choices.items():
            marked = [x for x in choices if x.column < len(cells) and not is_blank(cells[x.column])]
            self._choice(row, self.spec.column(name), marked, choices[0].column)
        self._from_groups(row)
        self._demand(row)
        self.sums.add([(c, row.values[n]) for n, c in self._numbers if n in row.values])
        if any(p.is_error for p in row.problems):
            row.outcome = REJECTED
            row.reason = next(p.code for p in row.problems if p.is_error)
        return row

    def _field(self, row: FoundRow, column: ColumnSpec, at: int, cells: Sequence[Raw]) -> None:
        raw, where, facts = self._effective(row.number, at, cells)
        marks = self.grid.marks.cells.get(where)
        if marks and (stop := self._marked(column, marks, row.number, at)):
            row.problems.append(stop)
            row.texts[column.name] = next((d for m, d in marks if m == ERROR), "")
            return
        cleaned = self.cleaners[column.name].read(raw)
        if cleaned is EMPTY:
            return
        if facts:
            row.problems.append(Problem(facts, _FACTS[facts], Severity.FACT, column.name, cell_name(row.number, at)))
        if marks:
            row.problems += [_fact(m, column, row.number, at) for m, _ in marks if m in (FORMULA, EXTERNAL)]
        self._put(row, column, cleaned, raw, at)

    def _effective(self, number: int, at: int, cells: Sequence[Raw]) -> tuple[Raw, Where, str]:
        """The raw value of a cell, where it really stands, and how it came down there."""
        raw = cells[at] if at < len(cells) else ""
        where = (number, at)
        top = self._filled.get(where)
        if top is not None:
            if top == number:
                self._merged[at] = (raw, where)
            elif is_blank(raw) and at in self._merged and self._merged[at][1][0] == top:
                raw, where = self._merged[at]
                self._last[at] = (raw, where)
                return raw, where, "" if is_blank(raw) else "value_from_merged_cell"
        if is_ditto(raw) and at in self._last:
            raw, where = self._last[at]
            return raw, where, "ditto"
        self._last[at] = (raw, where)
        return raw, where, ""

    def _marked(self, column: ColumnSpec, marks: list[tuple[str, str]], number: int, at: int) -> Problem | None:
        """An error value or a formula without a stored value: no value at all."""
        severity = Severity.ERROR if column.strict else Severity.WARNING
        cell, label = cell_name(number, at), column.field.label
        for mark, detail in marks:
            if mark == ERROR:
                message = f"{label}: ô {cell} mang lỗi {detail or 'công thức'} của Excel."
                return Problem(ERROR, message, severity, column.name, cell)
            if mark == NO_VALUE:
                message = f"{label}: ô {cell} là công thức chưa có kết quả lưu sẵn; mở bằng Excel rồi lưu lại."
                return Problem(NO_VALUE, message, severity, column.name, cell)
        return None

    def _put(self, row: FoundRow, column: ColumnSpec, cleaned: Cleaned, raw: Raw, at: int) -> None:
        if cleaned.legacy:
            self.legacy += 1
            row.problems.append(_legacy(cleaned, column, row.number, at))
        if cleaned.problems:
            cell = cell_name(row.number, at)
            row.problems += [replace(p, cell=cell) for p in cleaned.problems]
            row.texts[column.name] = clean(text_of(repaired(raw)[0]))[:300]
        if cleaned.value is not None:
            self._value(row, column, cleaned.value)
            if column.name == self.spec.day:
                self.days.append(DaySeen(row.number, at, cleaned.value, cleaned.real_day))
        if cleaned.words and column.as_sent:
            row.values[column.as_sent] = cleaned.words

    def _value(self, row: FoundRow, column: ColumnSpec, value: Any) -> None:
        if not column.into:
            row.values[column.name] = value
            return
        line = f"{column.field.label}: {value}"
        row.values[column.into] = f"{row.values[column.into]}\n{line}" if column.into in row.values else line

    def _choice(self, row: FoundRow, column: ColumnSpec, marked: Sequence[Any], at: int) -> None:
        if not marked:
            return
        at = marked[0].column
        if len(marked) > 1:
            words = ", ".join(f"“{x.words}”" for x in marked)
            severity = Severity.ERROR if column.strict else Severity.WARNING
            message = f"{column.field.label}: đánh dấu nhiều cột ({words}); chỉ được một."
            row.problems.append(Problem("conflicting_marks", message, severity, column.name, cell_name(row.number, at)))
            return
        choice = marked[0]
        if choice.code is not None:
            self._put(row, column, Cleaned(choice.code, choice.words if column.as_sent else None), "x", at)
        else:
            self._put(row, column, self.cleaners[column.name].words(choice.words), choice.words, at)

    def _from_groups(self, row: FoundRow) -> None:
        refused = {p.field for p in row.problems if p.severity is not Severity.FACT}
        for column, cleaned, where in self.groups.values():
            if column.name in row.values or column.name in refused or row.values.get(column.as_sent):
                continue
            message = f"{column.field.label} lấy từ dòng nhóm {where[0]}."
            row.problems.append(Problem("value_from_group", message, Severity.FACT, column.name, cell_name(*where)))
            self._put(row, column, cleaned, cleaned.words or "", where[1])

    def _demand(self, row: FoundRow) -> None:
        wrong = {p.field for p in row.problems if p.is_error}
        for column in self._demanded:
            if column.name in row.values or column.name in wrong:
                continue
            at = self.columns.place(column.name)
            if column.required or at is not None:
                cell = cell_name(row.number, at) if at is not None else None
                message = f"Thiếu {column.field.label.lower()}."
                row.problems.append(Problem("missing", message, Severity.ERROR, column.name, cell))


_FACTS = {
    "value_from_merged_cell": "Giá trị lấy từ ô gộp phía trên.", "ditto": "Ghi “nt”: lấy theo dòng trên.",
    FORMULA: "Giá trị do công thức tính ra.", EXTERNAL: "Công thức nối sang tệp khác; giá trị lấy lúc tệp được lưu.",
}  # fmt: skip


def _fact(mark: str, column: ColumnSpec, number: int, at: int) -> Problem:
    name = None if mark == EXTERNAL else column.name
    return Problem(mark, _FACTS[mark], Severity.FACT, name, cell_name(number, at))


def _legacy(cleaned: Cleaned, column: ColumnSpec, number: int, at: int) -> Problem:
    sure = cleaned.legacy == "legacy_text_repaired"
    message = "Đã đổi chữ phông cũ (TCVN3, VNI) sang Unicode." if sure else "Có thể là chữ phông cũ; hãy xem lại."
    return Problem(cleaned.legacy, message, Severity.WARNING, column.name, cell_name(number, at))


def _filled_down(grid: Grid, last_header: int) -> dict[Where, int]:
    """(row, column) → top row, for the first column of every vertical merge below the header."""
    found: dict[Where, int] = {}
    for m in grid.merges:
        if m.bottom > m.top > last_header and len(found) < _MOST_FILLED:
            found.update({(r, m.left): m.top for r in range(m.top, min(m.bottom, m.top + 5_000) + 1)})
    return found
