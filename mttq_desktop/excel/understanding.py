"""From an open workbook to rows with outcomes: which sheet, which table, from whom, for which period."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.captions import Known, caption_forms, caption_text
from mttq_desktop.excel.cleaning import Setting, is_blank, text_of
from mttq_desktop.excel.dates import read_day
from mttq_desktop.excel.found import SKIPPED, Found, FoundRow, FoundSheet
from mttq_desktop.excel.header import Header, find_header
from mttq_desktop.excel.identity import SHEET as TEMPLATE_SHEET
from mttq_desktop.excel.identity import Identity, read_identity
from mttq_desktop.excel.matching import ColumnMap, match_columns
from mttq_desktop.excel.own_list import OwnColumns, OwnList, own_columns, read_own_list
from mttq_desktop.excel.places import cell_name, letters
from mttq_desktop.excel.reading import Book, Grid, Line
from mttq_desktop.excel.repairing import leaning, repaired
from mttq_desktop.excel.sender import Sender, find_sender, given_values, row_by_row
from mttq_desktop.excel.spec import OWNER, Request, TableSpec
from mttq_desktop.excel.swaps import late_problems
from mttq_desktop.excel.titles import Said, commune_said, read_titles, title_weight
from mttq_desktop.excel.walking import Walker
from mttq_desktop.fields import Coded, Link
from mttq_desktop.rules.period import Period, read_period

_YEAR = re.compile(r"(19|20)\d{2}")
_HEAD = 80
_SAMPLE = 260
_FEW, _LONG = 3, 80
_EQUALLY = 0.85
"""A kind nearly as likely as the best one is a question."""


@dataclass
class Table:
    """A table found on a sheet, and everything the walk down its rows needs."""

    spec: TableSpec
    header: Header
    columns: ColumnMap
    titles: list[tuple[str, str]]
    weight: float
    named: int = 0
    lean: str | None = None
    rivals: tuple[TableSpec, ...] = ()


@dataclass
class SheetReading:
    """One sheet as it is being read: `info` may still grow until all `rows` were taken."""

    info: FoundSheet
    rows: Iterator[Found]
    late: list[tuple[int, Problem]] = field(default_factory=list)


@dataclass(frozen=True)
class Ours:
    """What the hidden sheet of a workbook of ours tells: a template's identity, or a list we exported."""

    identity: Identity | None = None
    own: OwnList | None = None

    @property
    def kind(self) -> str:
        """The kind it was made for."""
        found = self.identity or self.own
        return found.kind if found else ""


def _ours(book: Book) -> Ours:
    hidden = next((g for g in book.sheets if g.name == TEMPLATE_SHEET), None)
    return Ours(read_identity(hidden), read_own_list(hidden)) if hidden is not None else Ours()


def read_sheets(book: Book, request: Request, file_name: str) -> Iterator[SheetReading]:
    """Every sheet of the book, in order; take all rows of one before asking for the next."""
    ours = _ours(book)
    request = replace(request, specs=_possible(request, ours))
    known = [Known(s) for s in request.specs]
    tables: dict[int, Table | None] = {}
    for i, grid in enumerate(book.sheets):
        wanted = not grid.hidden and request.hints.sheet in ("", grid.name)
        tables[i] = _find_table(grid, request, ours, known) if wanted else None
    several = sum(t is not None and not t.spec.of for t in tables.values()) > 1
    nothing = not any(tables.values())
    for i, grid in enumerate(book.sheets):
        if (table := tables[i]) is not None:
            yield _read_table(grid, table, request, file_name, ours.identity, several)
        else:
            yield _skip_sheet(grid, nothing and not grid.hidden, known)


def _possible(request: Request, ours: Ours) -> tuple[TableSpec, ...]:
    """Tables a sheet may hold: what our own hidden sheet or the person says, else what captions alone tell."""
    if ours.kind:
        return tuple(s for s in request.specs if ours.kind in (s.kind, s.of))
    wanted = request.hints.kind
    return tuple(s for s in request.specs if (s.kind == wanted if wanted else not s.of))


def _skip_sheet(grid: Grid, tell: bool, known: Sequence[Known]) -> SheetReading:
    info = FoundSheet(grid.name, grid.hidden)
    reason = "hidden_sheet" if grid.hidden else "other_sheet"
    rows = [FoundRow(n, SKIPPED, reason) for n, cells in grid.lines() if _said(cells)]
    if tell and rows:
        closest = _closest(known, list(islice(grid.lines(), _HEAD)))
        more = f" Gần nhất là “{closest[0].title}”." if closest else ""
        message = f"Không thấy dòng tiêu đề cột của bảng nào chương trình biết.{more}"
        info.problems.append(Problem("no_header", message))
        info.guesses = tuple(s.kind for s in closest)
    return SheetReading(info, iter(rows))


def _closest(known: Sequence[Known], lines: Sequence[Line]) -> list[TableSpec]:
    """Kinds of which some row holds three captions or more, the best first."""
    counted = [(n, k.spec) for k, n in zip(known, _counted(known, lines), strict=True) if n >= _FEW]
    return [spec for _, spec in sorted(counted, key=lambda c: -c[0])][:3]


def _counted(known: Sequence[Known], lines: Sequence[Line]) -> list[int]:
    """For each kind, the most of its captions that one row holds."""
    words = {c for _, cells in lines for c in cells if isinstance(c, str) and len(c) < _LONG}
    forms = {c: caption_forms(caption_text(c)) for c in words}
    rows = [{forms[c] for c in cells if isinstance(c, str) and c in forms} for _, cells in lines]
    return [max((sum(k.holds(*form) for form in row) for row in rows), default=0) for k in known]


def _said(cells: Sequence[object]) -> bool:
    return any(not is_blank(c) for c in cells)


def _find_table(grid: Grid, request: Request, ours: Ours, known: Sequence[Known]) -> Table | None:
    head = list(islice(grid.lines(), _SAMPLE))
    lean = leaning(cell for _, cells in head[:_HEAD] for cell in cells)
    if lean is not None:
        head = [(n, [repaired(c, lean)[0] for c in cells]) for n, cells in head]
    if ours.own is not None and grid.name in ours.own.beside:
        return None
    found = [t for k in _likely(known, head) if (t := _table_of(k, grid, head, request, ours)) is not None]
    if not found:
        return None
    best, *others = sorted(found, key=lambda t: -t.weight)
    best.lean = lean
    equal = [t for t in others if t.weight >= _EQUALLY * best.weight and t.named >= best.named]
    best.rivals = tuple(t.spec for t in equal if t.header == best.header)
    return best


def _likely(known: Sequence[Known], lines: Sequence[Line]) -> list[Known]:
    """Tables of which some rows hold nearly as many captions as of any other; the rest is not looked at.

    Where a kind that is never guessed at fits best, no other is: its own template has lost its hidden sheet.
    """
    if len(known) < 2 or any(k.spec.of for k in known):
        return list(known)
    most = _counted(known, lines[:_HEAD])
    best = max((n for k, n in zip(known, most, strict=True) if k.spec.guessed), default=0)
    if max(most) > best:
        return []
    return [k for k, n in zip(known, most, strict=True) if 2 * n >= best and k.spec.guessed]


def _table_of(known: Known, grid: Grid, lines: Sequence[Line], request: Request, ours: Ours) -> Table | None:
    spec = known.spec
    header = find_header(lines[:_HEAD], grid.merges, known, grid.knows_merges)
    if header is None:
        return None
    body = [line for line in lines if line[0] > header.last]
    own, identity = ours.own, ours.identity
    back = own_columns(own, header, spec.names) if own is not None and own.kind == spec.kind else None
    sure = identity.fields(spec.kind) if identity is not None else {}
    if spec.of and OWNER not in [sure.get(header.caption(c)) for c in header.paths]:
        return None
    columns = match_columns(header, body, known, request.vocabulary, _corrected(grid, header, request, back, sure))
    columns.own = back
    titles = _texts(grid, [line for line in lines if line[0] < header.rows[0]])
    named = title_weight(spec, titles)
    needed = [c.name for c in spec.columns if c.required and c.name not in spec.given]
    has = sum(n in columns.names for n in needed)
    told = bool(request.hints.kind or ours.kind)
    if back is None and not (len(columns.names) >= 2 and _fits(spec, named, has, len(needed), told)):
        return None
    certain = sum(header.caption(c) in sure for c in header.paths)
    return Table(spec, header, columns, titles, columns.score + 60 * named + 50 * has + 200 * certain, named)


def _fits(spec: TableSpec, named: int, has: int, needed: int, told: bool) -> bool:
    """True when enough of what a record needs is there; a title that does not name the kind asks for all of it."""
    if told or spec.asks:
        return (told or named >= 0) and (has > 0 or not needed)
    return named >= 0 and has >= (needed if named == 0 else (needed + 1) // 2)


def _corrected(
    grid: Grid, header: Header, request: Request, own: OwnColumns | None, sure: Mapping[str, str]
) -> dict[int, str]:
    """What memory, a list or template of ours, then the person, says of the columns."""
    made = {int(c): name for c, name in request.hints.layouts.get(header.layout, {}).items()}
    made |= {c: sure[caption] for c in header.paths if (caption := header.caption(c)) in sure}
    if own is not None:
        made |= {own.key: "", **{at: name if name in own.readable else "" for name, at in own.places.items()}}
    made.update(request.hints.columns.get(grid.name, {}))
    return made


def _texts(grid: Grid, lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [
        (cell_name(n, c), text_of(repaired(cell)[0]))
        for n, cells in lines for c, cell in enumerate(cells) if isinstance(cell, str) and not is_blank(cell)
    ]  # fmt: skip


def _read_table(
    grid: Grid, table: Table, request: Request, file_name: str, identity: Identity | None, several: bool
) -> SheetReading:
    said = read_titles(table.titles, request.vocabulary, None)
    days = _sample_days(grid, table)
    if table.columns.own is None:
        sender = find_sender(said, grid.name, file_name, days, identity, request, table.spec)
    else:
        sender = row_by_row(request.hints)
    whole, table.spec = table.spec, _told(table.spec.beside(table.columns.names), sender, request)
    info = _info(grid, table, sender, identity)
    if request.hints.kind not in ("", table.spec.kind, table.spec.of):
        message = "Tệp là mẫu hoặc danh sách của loại hồ sơ khác loại được chọn; bỏ phần chọn loại rồi nhập lại."
        info.problems.append(Problem("kind_contradiction", message))
    if table.rivals and not request.hints.kind:
        info.problems.append(_unsure(table))
    if several and not table.spec.of:
        message = f"Tệp có nhiều trang dữ liệu; trang “{grid.name}” là một. Chọn trang cần nhập."
        info.problems.append(Problem("several_data_sheets", message))
    setting = _setting(request, sender, grid, table, whole, said, days)
    walker = Walker(grid, table.header, table.columns, table.spec, setting, ours=identity is not None)
    column = next((c for c in table.spec.columns if c.unit_level == "commune"), None)
    if column is not None and column.name not in table.columns.names and table.columns.own is None:
        units = request.vocabulary.units
        if (commune := commune_said(table.titles, grid.name, sender.unit, units, setting.on)) is not None:
            walker.groups.say_for_all(column, commune)
    reading = SheetReading(info, iter(()))
    reading.rows = _rows(grid, table, walker, reading, sender.period)
    return reading


def _unsure(table: Table) -> Problem:
    names = " hay ".join(f"“{s.title}”" for s in (table.spec, *table.rivals))
    return Problem("unsure_kind", f"Bảng này là {names}? Chọn loại của bảng.")


def _told(spec: TableSpec, sender: Sender, request: Request) -> TableSpec:
    """The table as this sheet needs it: what the sheet does not say for all rows, each row must say."""
    if spec.asks:
        return spec
    said = given_values(spec, sender.unit, sender.period, request.vocabulary.units)
    place, period, year = (n if n in said else "" for n in (spec.sender, spec.period, spec.year))
    return replace(spec, sender=place, period=period, year=year)


def _sample_days(grid: Grid, table: Table) -> list[date]:
    return [d for raw in _sample(grid, table, table.spec.day) if (d := read_day(raw, grid.epoch1904).reading.day)]


def _sample(grid: Grid, table: Table, name: str) -> list[object]:
    at = table.columns.columns.get(name)
    if at is None:
        return []
    body = (cells for n, cells in islice(grid.lines(), _SAMPLE) if n > table.header.last and len(cells) > at)
    return [cells[at] for cells in body if not is_blank(cells[at])]


def _sample_periods(grid: Grid, table: Table, spec: TableSpec) -> list[date]:
    """First days of the periods and years that the rows themselves tell."""
    periods = [read_period(text_of(raw)) for raw in _sample(grid, table, spec.period)]
    years = [text_of(raw) for raw in _sample(grid, table, spec.year)]
    return [p.start for p in periods if p] + [date(int(y), 1, 1) for y in years if _YEAR.fullmatch(y)]


def _setting(
    request: Request, sender: Sender, grid: Grid, table: Table, whole: TableSpec, said: Said, days: Sequence[date]
) -> Setting:
    period = Period.parse(sender.period) if sender.period else None
    days = days or _sample_periods(grid, table, whole)
    middle = sorted(days)[len(days) // 2] if days else said.letter_day
    on = middle if period is None or (middle is not None and period.contains(middle)) else period.start
    h = request.hints
    return Setting(request.vocabulary, sender.unit, on, h.earliest, h.latest, grid.epoch1904, table.lean)


def _info(grid: Grid, table: Table, sender: Sender, identity: Identity | None) -> FoundSheet:
    header, columns = table.header, table.columns
    places = {n: at for n in columns.names if (at := columns.place(n)) is not None}
    info = FoundSheet(
        grid.name, False, table.spec.kind, sender.unit, sender.period, header.rows,
        {n: _caption(header, columns, n, at) for n, at in places.items()}, places,
        {c: header.caption(c) for c in header.paths}, header.layout,
        template=identity.as_dict() if identity else {}, own=columns.own is not None,
        guesses=(table.spec.kind, *(r.kind for r in table.rivals)),
    )  # fmt: skip
    info.problems += sender.problems
    if table.lean is not None:
        message = f"Cả trang dùng phông cũ ({table.lean}); đã đổi sang Unicode. Hãy xem lại vài dòng."
        info.problems.append(Problem("legacy_text_repaired", message, Severity.WARNING))
    info.problems += _column_problems(table)
    if identity is not None and identity.version > table.spec.version:
        message = "Biểu mẫu do phiên bản mới hơn của chương trình phát hành; hãy cập nhật."
        info.problems.append(Problem("newer_template", message))
    return info


def _caption(header: Header, columns: ColumnMap, name: str, at: int) -> str:
    choices = columns.choices.get(name)
    if choices and name not in columns.columns:
        return " | ".join(header.caption(x.column) for x in choices)
    return header.caption(at)


def _column_problems(table: Table) -> Iterator[Problem]:
    header, columns, spec = table.header, table.columns, table.spec
    for c in columns.unknown:
        message = f"Cột {letters(c)} “{header.caption(c)}” chưa biết là gì nên không nhập; có thể chọn trường cho cột."
        yield Problem("unknown_column", message, Severity.WARNING, None, cell_name(header.last, c))
    for column in spec.columns if columns.own is None else ():
        if column.required and column.name not in columns.names and column.name not in spec.given:
            severity = (
                Severity.WARNING if isinstance(column.field, Coded | Link) else Severity.ERROR
            )  # a group may say it
            yield Problem("missing_column", f"Không thấy cột “{column.field.label}”.", severity, column.name)


def _rows(grid: Grid, table: Table, walker: Walker, reading: SheetReading, period: str) -> Iterator[Found]:
    first, last = table.header.rows[0], table.header.last
    lines = grid.lines()
    for number, cells in lines:
        if number >= first:
            lines = chain([(number, cells)], lines)
            break
        if any(c != "" for c in cells):
            yield FoundRow(number, SKIPPED, "title" if _said(cells) else "blank")
    for number, cells in lines:
        if _said(cells):
            yield FoundRow(number, SKIPPED, "header")
        if number >= last:
            break
    yield from walker.rows(lines)
    meant = Period.parse(period) if period else None
    reading.late += late_problems(walker.reader.days, meant, table.spec.day)
