"""From an open workbook to rows with outcomes: which sheet, which table, from whom, for which period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice
from pathlib import Path

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.amounts import unit_in
from mttq_desktop.excel.asking import KIND, Answer, Answers, Question, answers_of
from mttq_desktop.excel.captions import Known
from mttq_desktop.excel.cleaning import Setting, is_blank
from mttq_desktop.excel.finding import HEAD, SAMPLE, Ours, Table, best_table, closest, find_table, ours_of, possible
from mttq_desktop.excel.found import SKIPPED, Found, FoundRow, FoundSheet
from mttq_desktop.excel.header import begins_table
from mttq_desktop.excel.identity import Identity
from mttq_desktop.excel.places import cell_name, letters
from mttq_desktop.excel.reading import Book, Grid, Line
from mttq_desktop.excel.repairing import repaired
from mttq_desktop.excel.sampling import example, has_other_days, sample_communes, sample_days, sample_periods
from mttq_desktop.excel.sender import find_sender, given_values, row_by_row
from mttq_desktop.excel.side_by_side import tables_beside
from mttq_desktop.excel.spec import Request, TableSpec
from mttq_desktop.excel.swaps import late_problems
from mttq_desktop.excel.telling import Telling, Told
from mttq_desktop.excel.titles import Said, commune_said, read_titles
from mttq_desktop.excel.walking import Walker
from mttq_desktop.excel.which_day import find_day
from mttq_desktop.excel.which_kind import answered_before, doubts
from mttq_desktop.fields import Coded, Link, Money
from mttq_desktop.rules.period import Period
from mttq_desktop.text.columns import SHOWN_ONLY

_ROW, _ROWS = 3, 2
"""Cells filled in what may be a row of a table, and such rows on a sheet that is worth a word."""


@dataclass
class SheetReading:
    """One sheet as it is being read: `info` may still grow until all `rows` were taken."""

    info: FoundSheet
    rows: Iterator[Found]
    late: list[tuple[int, Problem]] = field(default_factory=list)


def read_sheets(book: Book, request: Request, file_name: str) -> Iterator[SheetReading]:
    """Every sheet of the book, in order; take all rows of one before asking for the next."""
    ours = ours_of(book)
    known = [Known(s) for s in possible(request, ours)]
    grids = [part for grid in book.sheets for part in _parts(grid, request, ours, known)]
    tables: list[Table | None] = []
    for grid in grids:
        wanted = not grid.hidden and request.hints.sheet in ("", grid.name, grid.within)
        tables.append(find_table(grid, request, ours, known) if wanted else None)
    found = list(zip(grids, tables, strict=True))
    leading = {(g.within or g.name, t.spec.kind) for g, t in found if t is not None and not t.spec.of}
    nothing = not any(tables)
    aside = [] if request.hints.sheet or ours.own is not None else [*_left_aside(found)]
    for grid, table in found:
        if table is not None:
            reading = _read_table(grid, table, request, file_name, ours, known, len(leading) > 1)
            reading.info.problems += _beside(grid, [f for f in found if f[0].within == grid.within], request)
            reading.info.problems += aside
            aside = []
            yield reading
        else:
            yield _skip_sheet(grid, nothing and not grid.hidden, known)


def _parts(grid: Grid, request: Request, ours: Ours, known: Sequence[Known]) -> list[Grid]:
    """The tables that stand side by side on a sheet that is none of ours; nearly always the sheet as it is."""
    if grid.hidden or ours.kind:
        return [grid]

    def whole(part: Grid) -> bool:
        table = find_table(part, request, ours, known)
        return table is not None and table.complete

    parts = tables_beside(grid, known, whole)
    return parts if len(parts) > 1 and any(find_table(p, request, ours, known) for p in parts) else [grid]


def _beside(grid: Grid, parts: Sequence[tuple[Grid, Table | None]], request: Request) -> Iterator[Problem]:
    """What is told once of tables side by side: where each begins, and whether one of them is not understood."""
    if not grid.beside or grid is not next(g for g, t in parts if t is not None):
        return
    where = f"Trang “{grid.within}” có {len(parts)} bảng đặt cạnh nhau, bắt đầu ở ô {', '.join(grid.beside)}"
    cells = [cell for cell, (_, t) in zip(grid.beside, parts, strict=True) if t is None]
    if not cells:
        message = f"{where}; mỗi bảng được đọc theo tên cột của mình."
        yield Problem("several_tables", message, Severity.WARNING, None, grid.beside[1])
        return
    severity = Severity.WARNING if request.hints.kind else Severity.ERROR
    message = (
        f"{where}. Bảng ở ô {', '.join(cells)} chưa nhập vì không nhận ra tên cột: chọn loại của bảng cần nhập, "
        "hoặc tách bảng ấy sang trang riêng."
    )
    yield Problem("several_tables", message, severity, None, cells[0])


def _left_aside(found: Sequence[tuple[Grid, Table | None]]) -> Iterator[Problem]:
    """Sheets beside those that are read which hold rows, too: a list may go on there without its captions."""
    for grid, table in found:
        if table is not None or grid.hidden or grid.within:
            continue
        full = sum(sum(not is_blank(c) for c in cells) >= _ROW for _, cells in islice(grid.lines(), HEAD))
        if full >= _ROWS:
            message = (
                f"Trang “{grid.name}” cũng có các dòng dạng bảng nhưng không thấy dòng tên cột chương trình biết nên "
                "không nhập. Nếu là phần tiếp theo thì chép dòng tên cột sang đầu trang ấy rồi nhập lại."
            )
            yield Problem("unread_sheet", message, Severity.WARNING)


def _skip_sheet(grid: Grid, tell: bool, known: Sequence[Known]) -> SheetReading:
    info = FoundSheet(grid.name, grid.hidden)
    reason = "hidden_sheet" if grid.hidden else "other_sheet"
    rows = [FoundRow(n, SKIPPED, reason) for n, cells in grid.lines() if n >= grid.first and _said(cells)]
    if tell and rows:
        near = closest(known, list(islice(grid.lines(), HEAD)))
        more = f" Gần nhất là “{near[0].title}”." if near else ""
        message = f"Không thấy dòng tiêu đề cột của bảng nào chương trình biết.{more}"
        info.problems.append(Problem("no_header", message))
        info.guesses = tuple(s.kind for s in near)
    return SheetReading(info, iter(rows))


def _said(cells: Sequence[object]) -> bool:
    return any(not is_blank(c) for c in cells)


def _read_table(
    grid: Grid, table: Table, request: Request, file_name: str, ours: Ours, known: Sequence[Known], several: bool
) -> SheetReading:
    identity = ours.identity
    said = read_titles(table.titles, request.vocabulary, None)
    days = sample_days(grid, table)
    answers = answers_of(request.hints, grid.name, table.header.layout)
    telling = None
    if table.columns.own is None or identity is not None:
        telling = _telling(grid, table, said, days, file_name, identity, answers)
        sender = find_sender(telling, request, table.spec, frozenset(table.columns.names))
    else:
        sender = row_by_row(request.hints)
    day = None
    if telling is not None and not has_other_days(grid, table):
        day = find_day(table.spec, table.columns.names, telling, sender, request.hints.day)
    told = replace(table.spec.beside(table.columns.names), dated=day is not None)
    whole, table.spec = table.spec, _told(told, sender, request)
    info = _info(grid, table, sender, identity)
    info.day = day
    if request.hints.kind not in ("", table.spec.kind, table.spec.of):
        answer = Answer("", table.spec.title, ("biểu mẫu hoặc danh sách này là của",))
        _ask(info, Question(KIND, "kind_contradiction", "Loại được chọn không đúng với tệp.", (answer,)))
    if not ours.kind:
        _doubt_kind(info, table, file_name, request, answers)
    if several and not table.spec.of:
        message = f"Tệp có nhiều trang dữ liệu; trang “{grid.name}” là một. Chọn trang cần nhập."
        info.problems.append(Problem("several_data_sheets", message))
    setting = _setting(request, sender, grid, table, whole, said, days)
    reading = SheetReading(info, iter(()))
    tables = _Tables(grid, reading, request, ours, known, sender, setting)
    walker = tables.walker(table)
    _say_commune(walker, grid, table, request, sender, setting.on)
    reading.rows = _rows(grid, table, tables, walker)
    return reading


def _telling(
    grid: Grid, table: Table, said: Said, days: Sequence[date], file_name: str, identity: Identity | None,
    answers: Answers,
) -> Telling:  # fmt: skip
    communes = sample_communes(grid, table)
    return Telling(said, grid.within or grid.name, Path(file_name).stem, days, communes, identity, answers)


def _doubt_kind(info: FoundSheet, table: Table, file_name: str, request: Request, answers: Answers) -> None:
    """Ask of which kind the table is where that is in doubt, unless it was answered."""
    for question in doubts(table, info.name, file_name, request.specs):
        if answered_before(question, table, answers):
            info.problems.append(question.settled(question.answers[0], before=True))
        elif not request.hints.kind:
            _ask(info, question)
            continue
        if question.sign:
            info.settled[question.sign] = table.spec.kind


def _ask(info: FoundSheet, question: Question) -> None:
    info.questions.append(question)
    info.problems.append(question.problem)


def _say_commune(walker: Walker, grid: Grid, table: Table, request: Request, sender: Told, on: date | None) -> None:
    """The commune that title or name of the sheet tells for all its rows."""
    column = next((c for c in table.spec.columns if c.unit_level == "commune"), None)
    if column is None or column.name in table.columns.names or table.columns.own is not None:
        return
    commune = commune_said(table.titles, grid.name, sender.unit, request.vocabulary.units, on)
    if commune is not None:
        walker.groups.say_for_all(column, commune)


def _told(spec: TableSpec, sender: Told, request: Request) -> TableSpec:
    """The table as this sheet needs it: what the sheet does not say for all rows, each row must say."""
    if spec.asks:
        return spec
    said = given_values(spec, sender.unit, sender.period, request.vocabulary.units)
    place, period, year = (n if n in said else "" for n in (spec.sender, spec.period, spec.year))
    return replace(spec, sender=place, period=period, year=year)


def _setting(
    request: Request, sender: Told, grid: Grid, table: Table, whole: TableSpec, said: Said, days: Sequence[date]
) -> Setting:
    period = Period.parse(sender.period) if sender.period else None
    days = days or sample_periods(grid, table, whole)
    middle = sorted(days)[len(days) // 2] if days else said.letter_day
    on = middle if period is None or (middle is not None and period.contains(middle)) else period.start
    h = request.hints
    return Setting(
        request.vocabulary, sender.unit, on, h.earliest, h.latest, grid.epoch1904, table.lean, table.counted_in
    )


def _info(grid: Grid, table: Table, sender: Told, identity: Identity | None) -> FoundSheet:
    header, columns = table.header, table.columns
    places = table.places
    info = FoundSheet(
        grid.name, False, table.spec.kind, sender.unit, sender.period, header.rows,
        {n: _caption(table, n, at) for n, at in places.items()}, places,
        {c: header.caption(c) for c in (*header.paths, *columns.unknown)}, header.layout,
        template=identity.as_dict() if identity else {}, own=columns.own is not None and identity is None,
        guesses=(table.spec.kind, *(r.kind for r in table.rivals)),
    )  # fmt: skip
    info.problems += sender.problems
    info.questions += sender.questions
    info.settled |= sender.settled
    if table.lean is not None:
        shown = example(grid, table)
        message = f"Cả trang dùng phông cũ ({table.lean}); đã đổi sang Unicode{shown}. Hãy xem lại vài dòng."
        info.problems.append(Problem("legacy_text_repaired", message, Severity.WARNING))
    info.problems += _column_problems(table)
    if identity is not None and identity.version > table.spec.version:
        message = "Biểu mẫu do phiên bản mới hơn của chương trình phát hành; hãy cập nhật."
        info.problems.append(Problem("newer_template", message))
    return info


def _caption(table: Table, name: str, at: int) -> str:
    header, columns = table.header, table.columns
    choices = columns.choices.get(name)
    if choices and name not in columns.columns:
        return " | ".join(header.caption(x.column) for x in choices)
    said = header.caption(at)
    if table.counted_in and isinstance(table.spec.column(name).field, Money) and unit_in(said) is None:
        return f"{said} ({table.counted_in})"
    return said


def _column_problems(table: Table) -> Iterator[Problem]:
    header, columns, spec = table.header, table.columns, table.spec
    for c in (c for c in columns.unknown if not header.caption(c).endswith(SHOWN_ONLY)):
        name = f"“{header.caption(c)}” chưa biết là gì" if c in header.paths else "không có tên cột"
        message = f"Cột {letters(c)} {name} nên không nhập; có thể chọn trường cho cột."
        yield Problem("unknown_column", message, Severity.WARNING, None, cell_name(header.last, c))
    for name in columns.guessed:
        at, label = columns.columns[name], spec.column(name).field.label
        said = f"Cột {letters(at)} “{header.caption(at)}”"
        message, severity = f"{said} được hiểu là “{label}” theo các giá trị; xem lại.", Severity.WARNING
        if name in columns.asked:
            message = f"{said} có phải là “{label}” không? Chỉ các giá trị cho biết vậy. Xem các cột rồi trả lời."
            severity = Severity.ERROR
        yield Problem("guessed_column", message, severity, name, cell_name(header.last, at))
    for column in spec.columns if columns.own is None else ():
        if column.required and column.name not in columns.names and column.name not in spec.given:
            severity = (
                Severity.WARNING if isinstance(column.field, Coded | Link) else Severity.ERROR
            )  # a group may say it
            yield Problem("missing_column", f"Không thấy cột “{column.field.label}”.", severity, column.name)


def _rows(grid: Grid, table: Table, tables: "_Tables", walker: Walker) -> Iterator[Found]:
    first, last = table.header.rows[0], table.header.last
    lines = grid.lines()
    for number, cells in lines:
        if number >= first:
            lines = chain([(number, cells)], lines)
            break
        if number >= grid.first and any(c != "" for c in cells):
            tables.look_above(number, cells, table)
            yield FoundRow(number, SKIPPED, "title" if _said(cells) else "blank")
    yield from _header_rows(lines, last)
    yield from tables.rows(lines, walker)


def _header_rows(lines: Iterator[Line], last: int) -> Iterator[Found]:
    for number, cells in lines:
        if _said(cells):
            yield FoundRow(number, SKIPPED, "header")
        if number >= last:
            return


class _Tables:
    """The tables of one sheet, one below the other: those of the same kind are read, another kind is a question."""

    def __init__(
        self, grid: Grid, reading: SheetReading, request: Request, ours: Ours, known: Sequence[Known], sender: Told,
        setting: Setting,
    ) -> None:  # fmt: skip
        self._grid, self._reading, self._request, self._ours, self._known = grid, reading, request, ours, known
        self._sender, self._setting = sender, setting
        self._above = 0

    def look_above(self, number: int, cells: Sequence[object], table: Table) -> None:
        """A table above the first one that is understood is a question, too."""
        read = [repaired(c, self._setting.lean)[0] for c in cells] if self._setting.lean else cells
        if not self._above and begins_table(read, table.known):
            self._above = number
            self._reading.info.problems.append(_another_table(number, None, told=False))

    def walker(self, table: Table) -> Walker:
        """Walks down the rows of a table of this sheet."""
        ours = self._ours.identity is not None
        return Walker(self._grid, table.header, table.columns, table.spec, self._setting, table.known, ours=ours)

    def rows(self, lines: Iterator[Line], walker: Walker) -> Iterator[Found]:
        """Every row from the first data row on."""
        days = []
        while True:
            yield from walker.rows(lines)
            days += walker.reader.days
            if walker.another is None:
                break
            lines = chain([walker.another], lines)
            head = list(islice(lines, SAMPLE))
            table, lines = self._next(head), chain(head, lines)
            if table is None:
                yield from (FoundRow(n, SKIPPED, "other_table") for n, cells in lines if _said(cells))
                break
            yield from _header_rows(lines, table.header.last)
            walker = self.walker(table)
        meant = Period.parse(self._sender.period) if self._sender.period else None
        day = next(s.day for s in self._request.specs if s.kind == self._reading.info.kind)
        self._reading.late += late_problems(days, meant, day)

    def _next(self, head: list[Line]) -> Table | None:
        """The table that begins with these lines, where it is of the sheet's own kind; told in any case."""
        info, lean = self._reading.info, self._setting.lean
        if lean is not None:
            head = [(n, [repaired(c, lean)[0] for c in cells]) for n, cells in head]
        table = best_table(self._grid, head, self._request, self._ours, self._known)
        row = head[0][0]
        if table is None or table.spec.kind != info.kind or table.header.rows[0] != row:
            info.problems.append(_another_table(row, table, told=bool(self._request.hints.kind)))
            return None
        table.spec = _told(table.spec.beside(table.columns.names), self._sender, self._request)
        message = f"Trang có thêm một bảng từ dòng {row}, cột xếp khác bảng trên; cả hai đều được đọc."
        info.problems.append(Problem("several_tables", message, Severity.WARNING, None, cell_name(row, 0)))
        info.problems += _column_problems(table)
        info.more.append((row, table.places))
        return table


def _another_table(row: int, table: Table | None, *, told: bool) -> Problem:
    name = f" (“{table.spec.title}”)" if table is not None else ""
    message = (
        f"Từ dòng {row} trang có một bảng khác{name}, chưa nhập. Chọn loại của bảng cần nhập, "
        "hoặc tách bảng ấy sang trang riêng."
    )
    severity = Severity.WARNING if told else Severity.ERROR
    return Problem("several_tables", message, severity, None, cell_name(row, 0))
