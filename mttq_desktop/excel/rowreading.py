"""One data row: what merges, groups and ditto marks give to its cells, and every value read."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.above import Above
from mttq_desktop.excel.captions import is_mark, is_no_mark
from mttq_desktop.excel.cleaning import DITTO, EMPTY, Cleaned, Cleaner, is_blank, says_nothing, text_of
from mttq_desktop.excel.found import DATA, REJECTED, SKIPPED, FoundRow
from mttq_desktop.excel.groups import Groups
from mttq_desktop.excel.matching import Choice, ColumnMap
from mttq_desktop.excel.places import cell_name
from mttq_desktop.excel.reading import Grid, Raw
from mttq_desktop.excel.repairing import LOST, UNSEEN, before_and_after, repaired, unseen_before_and_after
from mttq_desktop.excel.scanning import ERROR, EXTERNAL, FORMULA, MONTH, NO_VALUE
from mttq_desktop.excel.spec import ColumnSpec, TableSpec
from mttq_desktop.excel.swaps import DaySeen
from mttq_desktop.fields import Bad, Day, UnitOf
from mttq_desktop.text.fold import clean

_MOST_FILLED = 400_000
_DOTS = ".…_/ "
"""Of a form's line to write on."""
Where = tuple[int, int]
Read = Callable[[object], Cleaned]


class RowReader:
    """Reads the data rows of one table, in order."""

    def __init__(
        self, grid: Grid, last_header: int, columns: ColumnMap, spec: TableSpec, cleaners: Mapping[str, Cleaner],
        groups: Groups,
    ) -> None:  # fmt: skip
        self.days: list[DaySeen] = []
        self.legacy = 0
        self._spec, self._columns, self._groups, self._cleaners = spec, columns, groups, cleaners
        self._hidden, self._marks = grid.marks.hidden_rows, grid.marks.cells
        self._readers = [(spec.column(n), at, cleaners[n].read) for n, at in columns.columns.items()]
        self._readers.sort(key=lambda r: bool(r[0].into or r[0].kept_in))  # what is added to a note comes after it
        self.demanded = [c for c in spec.columns if c.strict and c.name not in spec.given]
        places = [(cleaners[c.name], at) for c, at, _ in self._readers if c.strict and isinstance(c.field, UnitOf)]
        self.places_above = Above(places)
        self._units = groups.units
        self._filled = _filled_down(grid, last_header)
        self._merged: dict[int, tuple[Raw, int]] = {}
        self._above: Sequence[Raw] = ()
        self._above_from: dict[int, int] = {}
        self._from: dict[int, int] = {}
        self._last = 0

    def read(self, number: int, cells: Sequence[Raw]) -> FoundRow:
        """The row with its values and problems; errors reject it."""
        row, written = FoundRow(number, DATA), cells
        self._from = {}
        if number in self._hidden:
            row.problems.append(Problem("hidden_row", f"Dòng {number} đang bị ẩn trong tệp.", Severity.WARNING))
        if self._filled:
            cells = self._fill(row, cells)
        cells = self._fields(row, cells)
        for name, choices in self._columns.choices.items():
            self._choose(row, self._spec.column(name), choices, cells)
        self._from_groups(row)
        self._demand(row)
        if self._columns.own is not None:
            self._columns.own.sign(row, written)
        if self._unfilled(row):
            row.outcome, row.reason = SKIPPED, "unfilled"
        elif row.problems and (first := next((p for p in row.problems if p.is_error), None)) is not None:
            row.outcome, row.reason = REJECTED, first.code
        self.places_above.see(number, cells, self._above)
        self._above, self._above_from, self._last = cells, self._from, number
        return row

    @property
    def fills(self) -> bool:
        """True when vertically merged cells give values to the rows below them."""
        return bool(self._filled)

    def goes_on(self, number: int) -> bool:
        """True for a row to which cells merged from the last data row give values."""
        tops = {self._filled.get((number, at)) for _, at, _ in self._readers} - {None, number} if self._filled else ()
        return any(top <= self._last for top in tops if top is not None)

    def follow(self, number: int, cells: Sequence[Raw], before: Sequence[Raw] | None = None) -> None:
        """A plain row was read elsewhere, `before` it another one: the next row's ditto marks mean it."""
        self.places_above.see(number, cells, self._above if before is None else before)
        self._above, self._above_from, self._last = cells, {}, number

    def _fields(self, row: FoundRow, cells: Sequence[Raw]) -> Sequence[Raw]:
        """Every column that holds a field, as quickly as a row without peculiarities allows."""
        width, day = len(cells), self._spec.day
        for column, at, read in self._readers:
            raw = cells[at] if at < width else ""
            cleaned = read(raw)
            if cleaned is DITTO:
                cells, raw, cleaned = self._ditto(row, column, at, cells, read)
                width = len(cells)
            if self._marks and self._marked(row, column, at, raw):
                continue
            if column.state[0]:
                cleaned = self._stated(row, column, cleaned, raw)
            if cleaned is EMPTY:
                continue
            if cleaned.problems or cleaned.legacy or column.into or column.name == day:
                self._put(row, column, cleaned, raw, at)
                continue
            if cleaned.value is not None:
                row.values[column.name] = cleaned.value
            if cleaned.words and column.as_sent:
                row.values[column.as_sent] = cleaned.words
        return cells

    def _stated(self, row: FoundRow, column: ColumnSpec, cleaned: Cleaned, raw: Raw) -> Cleaned:
        """The value, or EMPTY where a dash or words stand instead and say what the column of states would."""
        name, valued = column.state
        if cleaned.value is not None:
            row.values.setdefault(name, valued)
            return cleaned
        text = clean(text_of(repaired(raw)[0]))
        if not text.strip(_DOTS):
            return cleaned
        with suppress(Bad):
            state = self._spec.column(name).field.parse(text, self._cleaners[name].setting.place)
            row.values.setdefault(name, state)
            return EMPTY
        return cleaned

    def _unfilled(self, row: FoundRow) -> bool:
        """A line of the form that was left as it came."""
        names = self._spec.filled_in
        return bool(names) and not row.uid and not any(n in row.values or n in row.texts for n in names)

    def _fill(self, row: FoundRow, cells: Sequence[Raw]) -> Sequence[Raw]:
        """The cells with what vertically merged cells above give."""
        made = list(cells)
        for column, at, _ in self._readers:
            top = self._filled.get((row.number, at))
            if top is None:
                continue
            raw = made[at] if at < len(made) else ""
            if top == row.number:
                self._merged[at] = (raw, top)
            elif is_blank(raw) and self._merged.get(at, ("", 0))[1] == top:
                made.extend([""] * (at + 1 - len(made)))
                made[at] = self._merged[at][0]
                self._from[at] = top
                if not is_blank(made[at]):
                    row.problems.append(_noticed("value_from_merged_cell", column, row.number, at))
        return made

    def _ditto(
        self, row: FoundRow, column: ColumnSpec, at: int, cells: Sequence[Raw], read: Read
    ) -> tuple[Sequence[Raw], Raw, Cleaned]:
        """The row above once more; a ditto mark with nothing above it means nothing."""
        raw = self._above[at] if at < len(self._above) else ""
        cleaned = read(raw)
        if cleaned is DITTO:
            raw, cleaned = "", EMPTY
        self._from[at] = self._above_from.get(at, self._last)
        row.problems.append(_noticed("ditto", column, row.number, at))
        return [*cells[:at], raw, *cells[at + 1 :]], raw, cleaned

    def _marked(self, row: FoundRow, column: ColumnSpec, at: int, raw: Raw) -> bool:
        """True when an error, a formula without a stored value or a mere month leaves the cell without a value."""
        marks = self._marks.get((self._from.get(at, row.number), at))
        if not marks:
            return False
        for mark, detail in marks:
            if mark in (ERROR, NO_VALUE):
                row.problems.append(_no_value(mark, detail, column, row.number, at))
                row.texts[column.name] = detail
                return True
            if mark == MONTH and isinstance(column.field, Day) and isinstance(raw, date) and raw.day == 1:
                row.problems.append(_only_month(raw, column, row.number, at))
                row.texts[column.name] = f"{raw:%m/%Y}"
                return True
        row.problems += [_noticed(m, column, row.number, at) for m, _ in marks if m in (FORMULA, EXTERNAL)]
        return False

    def _put(self, row: FoundRow, column: ColumnSpec, cleaned: Cleaned, raw: Raw, at: int) -> None:
        if cleaned.legacy:
            self.legacy += cleaned.legacy != UNSEEN
            row.problems.append(_legacy(cleaned, column, row.number, at, raw, self._groups.lean))
        if cleaned.problems:
            cell = cell_name(row.number, at)
            row.problems += [replace(p, cell=cell) for p in cleaned.problems]
            row.texts[column.name] = clean(text_of(repaired(raw)[0]))[:300]
        if cleaned.value is not None:
            self._value(row, column, cleaned.value)
            if column.name == self._spec.day:
                self.days.append(DaySeen(row.number, at, cleaned.value, cleaned.real_day))
        if cleaned.words and column.as_sent:
            row.values[column.as_sent] = cleaned.words
        elif cleaned.words and column.kept_in and cleaned.value is None:
            self._line(row, column.kept_in, f"{column.field.label}: {cleaned.words}")

    def _value(self, row: FoundRow, column: ColumnSpec, value: Any) -> None:
        if not column.into:
            row.values[column.name] = value
            return
        name, implied = column.implies
        if name:
            if column.into in row.values:
                message = f"{column.field.label}: ghi ở cả hai cột; chỉ được một."
                row.problems.append(Problem("conflicting_marks", message, Severity.ERROR, column.into))
            row.values |= {column.into: value, name: implied}
            return
        self._line(row, column.into, f"{column.field.label}: {value}")

    def _line(self, row: FoundRow, name: str, line: str) -> None:
        row.values[name] = f"{row.values[name]}\n{line}" if name in row.values else line

    def _choose(self, row: FoundRow, column: ColumnSpec, choices: Sequence[Choice], cells: Sequence[Raw]) -> None:
        """The one column of several that is marked; whatever is no mark is told."""
        filled = [x for x in choices if x.column < len(cells) and not says_nothing(cells[x.column])]
        marked = [x for x in filled if is_mark(cells[x.column])]
        odd = [x for x in filled if x not in marked and not is_no_mark(cells[x.column])]
        for x in odd:
            self._no_mark(row, column, x, cells[x.column])
        if marked and not (odd and column.strict):
            self._choice(row, column, marked)

    def _no_mark(self, row: FoundRow, column: ColumnSpec, choice: Choice, raw: Raw) -> None:
        severity = Severity.ERROR if column.strict else Severity.WARNING
        cell = cell_name(row.number, choice.column)
        said = clean(text_of(repaired(raw)[0]))[:60]
        message = f"{column.field.label}: dưới “{choice.words}” ghi “{said}”, không phải dấu x."
        row.problems.append(Problem("bad_mark", message, severity, column.name, cell))

    def _choice(self, row: FoundRow, column: ColumnSpec, marked: Sequence[Choice]) -> None:
        choice, at = marked[0], marked[0].column
        if len(marked) > 1 and column.into:
            self._put(row, column, Cleaned(", ".join(x.words for x in marked)), "", at)
        elif len(marked) > 1 and column.apart:
            self._line(row, column.kept_in, f"{column.field.label}: {', '.join(x.words for x in marked)}")
        elif len(marked) > 1:
            words = ", ".join(f"“{x.words}”" for x in marked)
            severity = Severity.ERROR if column.strict else Severity.WARNING
            message = f"{column.field.label}: đánh dấu nhiều cột ({words}); chỉ được một."
            row.problems.append(Problem("conflicting_marks", message, severity, column.name, cell_name(row.number, at)))
        elif choice.code is not None:
            words_kept = choice.words if column.as_sent else None
            value = choice.words if column.into else choice.code
            self._put(row, column, Cleaned(value, words_kept), choice.words, at)
        else:
            self._put(row, column, self._cleaners[column.name].words(choice.words), choice.words, at)

    def _from_groups(self, row: FoundRow) -> None:
        refused = {p.field for p in row.problems if p.severity is not Severity.FACT} if row.problems else ()
        for column, cleaned, where in self._groups.values():
            if column.name in row.values or column.name in refused or row.values.get(column.as_sent):
                self._beside_group(row, column, cleaned, where)
                continue
            row.problems.append(_from_group(column, where))
            self._put(row, column, cleaned, cleaned.words or "", where[1])

    def _beside_group(self, row: FoundRow, column: ColumnSpec, cleaned: Cleaned, where: Where) -> None:
        """A row that names another place than the line above it: one of the two is wrong."""
        mine, units = row.values.get(column.name), self._units
        if not where[0] or not isinstance(column.field, UnitOf) or mine is None or cleaned.value is None:
            return
        if cleaned.value not in (mine, units.district_of(mine)) and mine != units.district_of(cleaned.value):
            at = self._columns.place(column.name)
            cell = cell_name(row.number, at) if at is not None else None
            message = f"{column.field.label}: dòng ghi {units.label(mine)}, dòng nhóm {where[0]} ghi khác."
            row.problems.append(Problem("inconsistent", message, Severity.WARNING, column.name, cell))

    def _demand(self, row: FoundRow) -> None:
        for column in self.demanded:
            if column.name in row.values or any(p.field == column.name and p.is_error for p in row.problems):
                continue
            at = self._columns.place(column.name)
            if column.required or at is not None:
                cell = cell_name(row.number, at) if at is not None else None
                row.problems.append(self._missing(column, cell))

    def _missing(self, column: ColumnSpec, cell: str | None) -> Problem:
        """Of a place that its group names in its first row, the proposal is that one."""
        label, top = column.field.label.lower(), self.places_above.top(column.name)
        message = f"Thiếu {label}."
        if top is not None:  # the question first: what follows is cut in a narrow column
            message = f"Như dòng {top.row}? Thiếu {label}; dòng {top.row} ghi “{top.words}”."
        return Problem("missing", message, Severity.ERROR, column.name, cell, top.words if top else None)


_NOTICED = {
    "value_from_merged_cell": "Giá trị lấy từ ô gộp phía trên.", "ditto": "Ghi “nt”: lấy theo dòng trên.",
    FORMULA: "Giá trị do công thức tính ra.", EXTERNAL: "Công thức nối sang tệp khác; giá trị lấy lúc tệp được lưu.",
}  # fmt: skip


def _from_group(column: ColumnSpec, where: Where) -> Problem:
    if not where[0]:
        message = f"{column.field.label} lấy từ tiêu đề hoặc tên trang."
        return Problem("value_from_sheet_title", message, Severity.FACT, column.name)
    message = f"{column.field.label} lấy từ dòng nhóm {where[0]}."
    return Problem("value_from_group", message, Severity.FACT, column.name, cell_name(*where))


def _noticed(code: str, column: ColumnSpec, number: int, at: int) -> Problem:
    name = None if code == EXTERNAL else column.name
    return Problem(code, _NOTICED[code], Severity.FACT, name, cell_name(number, at))


def _no_value(mark: str, detail: str, column: ColumnSpec, number: int, at: int) -> Problem:
    severity = Severity.ERROR if column.strict else Severity.WARNING
    cell, label = cell_name(number, at), column.field.label
    message = f"{label}: ô {cell} là công thức chưa có kết quả lưu sẵn; mở bằng Excel rồi lưu lại."
    if mark == ERROR:
        message = f"{label}: ô {cell} mang lỗi {detail or 'công thức'} của Excel."
    return Problem(mark, message, severity, column.name, cell)


def _only_month(day: date, column: ColumnSpec, number: int, at: int) -> Problem:
    cell, label = cell_name(number, at), column.field.label
    message = f"{label}: ô {cell} chỉ hiện {day:%m/%Y}, thiếu ngày (Excel tự ghi ngày 01); cần đủ ngày, tháng, năm."
    return Problem(MONTH, message, Severity.ERROR, column.name, cell)


def _legacy(cleaned: Cleaned, column: ColumnSpec, number: int, at: int, raw: Raw, lean: str | None) -> Problem:
    cell = cell_name(number, at)
    if cleaned.legacy == UNSEEN:
        message = f"Đã bỏ ký tự ẩn (¦): {unseen_before_and_after(str(repaired(raw)[0]))}."
        return Problem(UNSEEN, message, Severity.FACT, column.name, cell)
    if cleaned.legacy == LOST:
        message = "Chữ có dấu đã mất, chỉ còn dấu “?”; hỏi nơi gửi bản gốc."
        return Problem(LOST, message, Severity.WARNING, column.name, cell)
    sure = cleaned.legacy == "legacy_text_repaired"
    told = "Đã đổi chữ phông cũ sang Unicode" if sure else "Có thể là chữ phông cũ; hãy xem lại"
    message = f"{told}: {before_and_after(str(raw), lean)}."
    return Problem(cleaned.legacy, message, Severity.WARNING, column.name, cell)


def _filled_down(grid: Grid, last_header: int) -> dict[Where, int]:
    """(row, column) → top row, for the first column of every vertical merge below the header."""
    found: dict[Where, int] = {}
    for m in grid.merges:
        if m.bottom > m.top > last_header and len(found) < _MOST_FILLED:
            found.update({(r, m.left): m.top for r in range(m.top, min(m.bottom, m.top + 5_000) + 1)})
    return found
