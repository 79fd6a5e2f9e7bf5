"""Down the rows of one table: tells data from headings, totals, notes and signatures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel import classify as kinds
from mttq_desktop.excel.blocks import BlockReader
from mttq_desktop.excel.captions import Known
from mttq_desktop.excel.cleaning import Cleaner, Setting, is_blank, text_of
from mttq_desktop.excel.found import SKIPPED, Found, FoundRow
from mttq_desktop.excel.groups import Groups
from mttq_desktop.excel.header import Header, is_column_numbers, is_header
from mttq_desktop.excel.matching import ColumnMap
from mttq_desktop.excel.places import cell_name
from mttq_desktop.excel.reading import Grid, Line, Raw
from mttq_desktop.excel.repairing import repaired
from mttq_desktop.excel.rowreading import RowReader
from mttq_desktop.excel.spec import ORDINAL, TableSpec
from mttq_desktop.excel.totals import Sums, number_in
from mttq_desktop.fields import Coded, Measure, Money, Prose, Vocabulary, Whole
from mttq_desktop.text.fold import clean, fold

_TOGETHER = 1_000
_NONE_SENT = re.compile(r"\bkhong (?:co|phat sinh|ghi nhan)(?: \w+){0,3} (?:y kien|kien nghi|phan anh)\b")
_MERGED_INTO = (kinds.DATA, kinds.LONE, kinds.NOTE, kinds.SIGNATURE)
Pending = tuple[int, Sequence[Raw], kinds.Seen]


class Walker:
    """Walks one table once, row by row, in order; `another` is the header of the next table, where it stops."""

    def __init__(
        self, grid: Grid, header: Header, columns: ColumnMap, spec: TableSpec, setting: Setting, known: Known, *,
        ours: bool = False,
    ) -> None:  # fmt: skip
        captions = {n: header.caption(at) for n, at in columns.columns.items()}
        cleaners = {c.name: Cleaner(c, setting, captions.get(c.name, "")) for c in spec.columns}
        self.groups = Groups(spec, cleaners, setting, columns.names)
        self.reader = RowReader(grid, header.last, columns, spec, cleaners, self.groups)
        mapped = [(spec.column(n), at) for n, at in columns.columns.items()]
        places = {at for _, at in mapped} | {x.column for xs in columns.choices.values() for x in xs}
        prose = {at for column, at in mapped if isinstance(column.field, Prose) and column.required}
        self._classify = kinds.Classifier(
            header, columns.ordinal, frozenset(places), frozenset(prose), known, _choices(spec, setting.vocabulary)
        )
        self._numbers = [(column.name, at) for column, at in mapped if isinstance(column.field, Whole)]
        self._ordinal, self._own = columns.ordinal, columns.own
        needed = {c.name for c in spec.columns if c.strict}
        self._needed = {at for column, at in mapped if column.name in needed}
        self._needed |= {x.column for name, xs in columns.choices.items() if name in needed for x in xs}
        self._needed |= {columns.ordinal} if columns.ordinal is not None else set()
        self._known, self._below = known, header.last + 1
        self._noted = [at for column, at in mapped if column.into and not column.implies[0]]
        words = {at for column, at in mapped if not isinstance(column.field, Measure | Whole) and not column.into}
        amounts = {at: cleaners[c.name].caption for c, at in mapped if isinstance(c.field, Money)}
        self.sums = Sums(frozenset(words if columns.ordinal is None else {*words, columns.ordinal}), amounts)
        self._blocks = BlockReader(grid, columns, spec, cleaners, self.groups, self.reader)
        self._block: list[Line] = []
        self._petitions = spec.asks
        self._numbered, self._ours, self._lean = spec.numbered, ours, setting.lean
        self._pending: list[Pending] = []
        self._signing = False
        self._merged = {m.top for m in grid.merges if m.right > m.left}
        self._prose = {at: column.field.label for column, at in mapped if isinstance(column.field, Prose)}
        self._totals = self._subtotals = 0
        self.another: Line | None = None

    def rows(self, lines: Iterable[Line]) -> Iterator[Found]:
        """Every row below the header that is not empty, with its outcome; plain data rows together."""
        fresh = not self._ours  # our own tables have no row of column numbers
        for number, cells in lines:
            if not fresh and self._blocks.usable and self._classify.is_plainly_data(cells):
                yield from self._join(number, cells)
                continue
            if self._block:
                yield from self._read_block()
            if not any(cells):
                if any(c != "" for c in cells):
                    yield from self._row(number, cells)
                continue
            if fresh and is_column_numbers(cells):
                yield FoundRow(number, SKIPPED, "column_numbers")
                continue
            fresh = fresh and all(is_blank(c) for c in cells)
            yield from self._row(number, cells)
            if self.another is not None:
                return
        yield from self._read_block()
        yield from self._flush(last=True)

    def _join(self, number: int, cells: list[Raw]) -> Iterator[Found]:
        """A row that is surely data waits to be read together with those below it."""
        self._signing = False
        if self._pending:
            yield from self._flush(data_follows=True)
        self._block.append((number, cells))
        if len(self._block) == _TOGETHER:
            yield from self._read_block()

    def _read_block(self) -> Iterator[Found]:
        block, self._block = self._block, []
        for found in self._blocks.read(block) if block else ():
            if isinstance(found, FoundRow):
                self._add(found)
            else:
                numbers = [(at, found.columns[name]) for name, at in self._numbers if name in found.columns]
                self.sums.add([(at, sum(v or 0 for v in values)) for at, values in numbers], len(found.numbers))
            yield found

    def _row(self, number: int, cells: Sequence[Raw]) -> Iterator[FoundRow]:
        if self._own is not None and self._own.has_key(cells):
            yield self._data(number, cells)
            return
        if self._lean is not None:  # what the line is, its words tell; values are repaired one by one
            read = [repaired(c, self._lean)[0] for c in cells]
            yield from self._seen(number, cells, self._classify.row(read))
        else:
            yield from self._seen(number, cells, self._classify.row(cells))

    def _seen(self, number: int, cells: Sequence[Raw], seen: kinds.Seen) -> Iterator[FoundRow]:
        if seen.kind in _MERGED_INTO and seen.filled and self.reader.goes_on(number):
            if not self._begins(cells):
                yield self._more_of_the_last(number, cells)
                return
            seen = replace(seen, kind=kinds.DATA, running=True)
        elif seen.kind == kinds.DATA and seen.filled == 1 and self.groups.is_labelled(seen.label):
            seen = kinds.Seen(kinds.LONE, seen.label, seen.filled)
        elif seen.kind == kinds.TABLE and number == self._below and not is_header(cells, self._known):
            seen = kinds.Seen(kinds.REPEAT, seen.label, seen.filled)  # the captions once more, in another language
        if self._signing and seen.kind == kinds.DATA and seen.filled < 3 and not (seen.running or seen.wordy):
            seen = kinds.Seen(kinds.SIGNATURE, seen.label, seen.filled)
        if seen.kind not in (kinds.DATA, kinds.REPEAT):
            self.reader.places_above.part()
        if seen.kind == kinds.DATA:
            self._signing = False
            if self._pending:
                yield from self._flush(data_follows=True)
            yield self._data(number, cells)
        elif seen.kind == kinds.TABLE:
            yield from self._flush(last=True, lone="title")
            self.another = (number, list(cells))
        elif seen.kind in (kinds.LONE, kinds.SUBTOTAL, kinds.NOTE) and not self._signing:
            self._pending.append((number, cells, seen))
        elif seen.kind == kinds.TOTAL:
            yield from self._flush()
            self._totals += 1
            yield FoundRow(number, SKIPPED, "total", problems=self.sums.check(number, cells, whole=True))
        elif seen.kind in (kinds.SIGNATURE, kinds.LONE, kinds.NOTE, kinds.SUBTOTAL):
            yield from self._flush(last=True)
            self._signing = True
            yield FoundRow(number, SKIPPED, "signature")
        else:
            yield FoundRow(number, SKIPPED, seen.kind)

    def _begins(self, cells: Sequence[Raw]) -> bool:
        """True for a row that itself says something every record needs."""
        return any(at < len(cells) and not is_blank(cells[at]) for at in self._needed)

    def _more_of_the_last(self, number: int, cells: Sequence[Raw]) -> FoundRow:
        """A second line of the record above: everything that makes a record is merged over both."""
        said = next((at, clean(text_of(c))) for at, c in enumerate(cells) if not is_blank(c))
        message = (
            f"Dòng {number} ghi thêm “{said[1][:80]}” cho dòng trên (các ô cần có được gộp), không nhập: mỗi dòng một "
            "hồ sơ. Ghi phần này vào dòng trên, hoặc bỏ gộp ô và ghi đủ các cột."
        )
        problem = Problem("second_line", message, Severity.WARNING, None, cell_name(number, said[0]))
        return FoundRow(number, SKIPPED, "note", problems=[problem])

    def _data(self, number: int, cells: Sequence[Raw]) -> FoundRow:
        row = self.reader.read(number, cells)
        at = self._ordinal if self._numbered else None
        if at is not None and at < len(cells) and is_number(cells[at]):
            row.values[ORDINAL] = int(cells[at])
        self._add(row)
        noted = [(at, n) for at in self._noted if at < len(cells) and (n := number_in(cells[at])) is not None]
        self.sums.add(noted, 0)
        return row

    def _add(self, row: FoundRow) -> None:
        self.sums.add([(at, row.values[n]) for n, at in self._numbers if n in row.values])

    def _flush(self, *, data_follows: bool = False, last: bool = False, lone: str = "note") -> Iterator[FoundRow]:
        """Rows whose meaning depends on what follows: with data below, lone rows are group headings."""
        headings = [number for number, _, seen in self._pending if seen.kind == kinds.LONE]
        for number, cells, seen in self._pending:
            if seen.kind != kinds.LONE:
                yield self._sum_or_note(number, cells, seen, last=last)
            elif data_follows:
                yield self._heading(number, cells, seen, headings)
            else:
                yield FoundRow(number, SKIPPED, lone if last else "group", problems=[*self._doubt(number, seen)])
        self._pending.clear()

    def _heading(self, number: int, cells: Sequence[Raw], seen: kinds.Seen, headings: Sequence[int]) -> FoundRow:
        """One of the headings that stand directly above data."""
        meant = self.groups.enter(number, cells, self._ordinal, inside=number != headings[0])
        self.sums.enter(self.groups.depth - 1)
        doubts = () if meant else self._doubt(number, seen)
        problems = [*self.groups.unread(last=number == headings[-1]), *doubts]
        return FoundRow(number, SKIPPED, "group", problems=problems)

    def _doubt(self, number: int, seen: kinds.Seen) -> Iterator[Problem]:
        """A heading or note that stands where the records have their text may be a record with much missing."""
        if self._petitions and _NONE_SENT.search(fold(seen.label)):
            message = (
                f"Dòng {number} ghi “{seen.label[:80]}”: nơi gửi không có kiến nghị. Ghi nhận ở trang Ý kiến, "
                "kiến nghị, phần Đợt gửi, nút “Không có kiến nghị…”."
            )
            yield Problem("none_to_report", message, Severity.WARNING, None, cell_name(number, seen.alone or 0))
            return
        if seen.alone is None or number in self._merged:
            return
        message = (
            f"Dòng {number} chỉ có chữ ở cột “{self._prose[seen.alone]}” nên được coi là dòng nhóm hoặc ghi chú, không "
            "nhập. Nếu là nội dung cần nhập thì ghi thêm các cột khác."
        )
        yield Problem("lone_text", message, Severity.WARNING, None, cell_name(number, seen.alone))

    def _sum_or_note(self, number: int, cells: Sequence[Raw], seen: kinds.Seen, *, last: bool) -> FoundRow:
        if seen.kind == kinds.NOTE:
            return FoundRow(number, SKIPPED, "note")
        only = last and not self._totals and not self._subtotals
        self._subtotals += 1
        problems = self.sums.check(number, cells, whole=only)
        return FoundRow(number, SKIPPED, "total" if only else "subtotal", problems=problems)


def _choices(spec: TableSpec, words: Vocabulary) -> frozenset[str]:
    """What a row may name in a column of a code list that every row must have."""
    coded = [c.field for c in spec.columns if c.required and isinstance(c.field, Coded)]
    return frozenset(fold(entry.label) for field in coded for entry in field.lookup(words).entries)


def is_number(cell: Raw) -> bool:
    """A running number: 12 or "12"."""
    return (isinstance(cell, int | float) and cell == int(cell)) or (isinstance(cell, str) and cell.strip().isdecimal())
