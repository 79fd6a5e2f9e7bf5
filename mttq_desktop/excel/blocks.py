"""Many plain data rows at once, column by column.

Nearly all rows of a workbook have nothing to tell but their values. Reading these by columns, each distinct value
once, and sending them by columns halves what a row costs; a row with anything peculiar in it is read alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from mttq_desktop.excel.cleaning import DITTO, EMPTY, Cleaned, Cleaner
from mttq_desktop.excel.found import Found, PlainRows
from mttq_desktop.excel.groups import Groups
from mttq_desktop.excel.matching import ColumnMap
from mttq_desktop.excel.reading import Grid, Line, Raw
from mttq_desktop.excel.rowreading import RowReader
from mttq_desktop.excel.spec import TableSpec
from mttq_desktop.excel.swaps import DaySeen


class BlockReader:
    """Reads blocks of data rows of one table; `usable` is False for tables whose rows depend on each other."""

    def __init__(
        self, grid: Grid, columns: ColumnMap, spec: TableSpec, cleaners: Mapping[str, Cleaner], groups: Groups,
        reader: RowReader,
    ) -> None:  # fmt: skip
        self._spec, self._groups, self._reader = spec, groups, reader
        self._columns = [(cleaners[n], at) for n, at in columns.columns.items()]
        self._width = max((at for _, at in self._columns), default=-1) + 1
        self._needed = {c.name for c in reader.demanded if c.required or columns.place(c.name) is not None}
        self._peculiar = grid.marks.hidden_rows | {row for row, _ in grid.marks.cells}
        peculiar = any(c.column.into or c.column.state[0] for c, _ in self._columns)
        alone = columns.choices or columns.own or reader.fills or peculiar
        self.usable = not alone and not spec.numbered and self._needed <= columns.columns.keys()

    def read(self, lines: Sequence[Line]) -> Iterator[Found]:
        """The plain rows of the block together, then the others."""
        if any(True for _ in self._groups.values()):
            yield from (self._reader.read(*line) for line in lines)
            return
        values, odd = self._read_columns(lines)
        if len(odd) < len(lines):
            yield self._plain(lines, values, odd)
        for i in sorted(odd):
            if i and i - 1 not in odd:
                self._follow(lines, i - 1)
            yield self._reader.read(*lines[i])
        if len(lines) - 1 not in odd:
            self._follow(lines, len(lines) - 1)

    def _follow(self, lines: Sequence[Line], at: int) -> None:
        self._reader.follow(*lines[at], lines[at - 1][1] if at else None)

    def _read_columns(self, lines: Sequence[Line]) -> tuple[dict[str, list[Cleaned]], set[int]]:
        """Every column's values, and the places of the rows that are to be read alone."""
        odd = {i for i, (number, _) in enumerate(lines) if number in self._peculiar} if self._peculiar else set()
        read: dict[str, list[Cleaned]] = {}
        rows = _as_wide([cells for _, cells in lines], self._width)
        for cleaner, at in self._columns:
            raws, name = list(map(itemgetter(at), rows)), cleaner.column.name
            if raws.count("") < len(raws):
                cleaned = read[name] = cleaner.read_all(raws)
                odd.update(i for i, c in enumerate(cleaned) if c.problems or c.legacy or c is DITTO)
            if name in self._needed:
                odd.update(i for i, c in enumerate(read.get(name) or [EMPTY] * len(raws)) if c.value is None)
        return read, odd

    def _plain(self, lines: Sequence[Line], read: Mapping[str, Sequence[Cleaned]], odd: set[int]) -> PlainRows:
        kept = [i for i in range(len(lines)) if i not in odd]
        made = PlainRows([lines[i][0] for i in kept])
        for cleaner, at in self._columns:
            column = cleaner.column
            if column.name not in read:
                continue
            cleaned = [read[column.name][i] for i in kept] if odd else read[column.name]
            made.columns[column.name] = [c.value for c in cleaned]
            if column.as_sent:
                made.columns[column.as_sent] = [c.words or None for c in cleaned]
            if column.name == self._spec.day:
                self._reader.days += [_day(n, at, c) for n, c in zip(made.numbers, cleaned, strict=True) if c.value]
        return made


def _as_wide(rows: Sequence[Sequence[Raw]], width: int) -> Sequence[Sequence[Raw]]:
    """Only in text files are rows of one table not equally long."""
    if min(map(len, rows)) >= width:
        return rows
    return [[*cells, *[""] * (width - len(cells))] for cells in rows]


def _day(number: int, at: int, cleaned: Cleaned) -> DaySeen:
    day: Any = cleaned.value
    return DaySeen(number, at, day, cleaned.real_day)
