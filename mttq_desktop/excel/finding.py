"""Which table a sheet holds and where: header, columns, and of which kind it most likely is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from mttq_desktop.excel.amounts import unit_above
from mttq_desktop.excel.captions import Known, caption_forms, caption_text
from mttq_desktop.excel.cleaning import is_blank, text_of
from mttq_desktop.excel.header import Header, find_header, is_header
from mttq_desktop.excel.identity import SHEET as TEMPLATE_SHEET
from mttq_desktop.excel.identity import Identity, read_identity
from mttq_desktop.excel.matching import ColumnMap, match_columns
from mttq_desktop.excel.own_list import OwnColumns, OwnList, own_columns, read_own_list
from mttq_desktop.excel.places import cell_name
from mttq_desktop.excel.reading import Book, Grid, Line, Raw
from mttq_desktop.excel.repairing import leaning, repaired
from mttq_desktop.excel.spec import OWNER, Request, TableSpec
from mttq_desktop.excel.titles import read_titles, title_weight, unit_in_name

HEAD, SAMPLE = 80, 260
"""Lines among which a header is looked for, and lines whose values are looked at."""
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
    known: Known
    named: int = 0
    lean: str | None = None
    rivals: tuple[TableSpec, ...] = ()
    answered: bool = False

    @property
    def places(self) -> dict[str, int]:
        """The column shown for each field."""
        return {n: at for n in self.columns.names if (at := self.columns.place(n)) is not None}

    @property
    def counted_in(self) -> str:
        """What stands above of the unit of the amounts."""
        return unit_above(text for _, text in self.titles)

    @property
    def complete(self) -> bool:
        """True when it has all that a record of its kind needs."""
        return {c.name for c in self.spec.columns if c.required} <= {*self.columns.names, *self.spec.given}


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


def ours_of(book: Book) -> Ours:
    """What the hidden sheet of the book tells, if it has one of ours."""
    hidden = next((g for g in book.sheets if g.name == TEMPLATE_SHEET), None)
    return Ours(read_identity(hidden), read_own_list(hidden)) if hidden is not None else Ours()


def possible(request: Request, ours: Ours) -> tuple[TableSpec, ...]:
    """Tables a sheet may hold: what our own hidden sheet or the person says, else what captions alone tell."""
    if ours.kind:
        return tuple(s for s in request.specs if ours.kind in (s.kind, s.of))
    wanted = request.hints.kind
    return tuple(s for s in request.specs if (s.kind == wanted if wanted else not s.of))


def closest(known: Sequence[Known], lines: Sequence[Line]) -> list[TableSpec]:
    """Kinds of which some row holds three captions or more, the best first."""
    counted = [(n, k.spec) for k, n in zip(known, _counted(known, lines), strict=True) if n >= _FEW]
    return [spec for _, spec in sorted(counted, key=lambda c: -c[0])][:3]


def _counted(known: Sequence[Known], lines: Sequence[Line]) -> list[int]:
    """For each kind, the most of its captions that one row holds."""
    words = {c for _, cells in lines for c in cells if isinstance(c, str) and len(c) < _LONG}
    forms = {c: caption_forms(caption_text(c)) for c in words}
    rows = [{forms[c] for c in cells if isinstance(c, str) and c in forms} for _, cells in lines]
    return [max((sum(k.holds(*form) for form in row) for row in rows), default=0) for k in known]


def find_table(grid: Grid, request: Request, ours: Ours, known: Sequence[Known]) -> Table | None:
    """The first table of a sheet, None for a sheet that holds none we know."""
    head = list(islice(grid.lines(), SAMPLE))
    lean = leaning(cell for _, cells in head[:HEAD] for cell in cells)
    head = [(n, _in_unicode(cells, lean)) for n, cells in head]
    if ours.own is not None and grid.name in ours.own.beside:
        return None
    best = best_table(grid, head, request, ours, known)
    if best is not None:
        best.lean = lean
    return best


def _in_unicode(cells: list[Raw], lean: str | None) -> list[Raw]:
    """The cells of a line; on a sheet in Unicode only short ones may be in an old font, such as its captions."""
    if lean is not None:
        return [repaired(c, lean)[0] for c in cells]
    if all(not isinstance(c, str) or len(c) >= _LONG or c.isascii() for c in cells):
        return cells
    return [repaired(c)[0] if isinstance(c, str) and len(c) < _LONG else c for c in cells]


def best_table(
    grid: Grid, lines: Sequence[Line], request: Request, ours: Ours, known: Sequence[Known]
) -> Table | None:
    """The table that some lines hold, taken for the kind that fits best."""
    found = [t for k in _likely(known, lines) if (t := _table_of(k, grid, lines, request, ours)) is not None]
    if not found:
        return None
    answered = [x.kind for t in found for x in request.hints.layouts.get(t.header.layout, ())]
    if (told := next((t for t in found if answered and t.spec.kind == answered[-1]), None)) is not None:
        told.answered = True
        return told
    best, *others = sorted(found, key=lambda t: -t.weight)
    equal = [t for t in others if t.weight >= _EQUALLY * best.weight and t.named >= best.named]
    best.rivals = tuple(t.spec for t in equal if t.header == best.header)
    return best


def _likely(known: Sequence[Known], lines: Sequence[Line]) -> list[Known]:
    """Tables of which some rows hold nearly as many captions as of any other; the rest is not looked at.

    Where a kind that is never guessed at fits best, no other is: its own template has lost its hidden sheet.
    """
    if len(known) < 2 or any(k.spec.of for k in known):
        return list(known)
    most = _counted(known, lines[:HEAD])
    best = max((n for k, n in zip(known, most, strict=True) if k.spec.guessed), default=0)
    if max(most) > best:
        return []
    return [k for k, n in zip(known, most, strict=True) if 2 * n >= best and k.spec.guessed]


def _table_of(known: Known, grid: Grid, lines: Sequence[Line], request: Request, ours: Ours) -> Table | None:
    spec = known.spec
    header = find_header(lines[:HEAD], grid.merges, known, grid.knows_merges)
    if header is None:
        return None
    body = _body([line for line in lines if line[0] > header.last], known)
    identity = ours.identity
    own = ours.own or (identity.own(spec.kind) if identity is not None else None)
    back = own_columns(own, header, spec.names) if own is not None and own.kind == spec.kind else None
    sure = identity.fields(spec.kind) if identity is not None else {}
    if spec.of and OWNER not in [sure.get(header.caption(c)) for c in header.paths]:
        return None
    titles = _texts(grid, [line for line in lines if line[0] < header.rows[0]])
    corrected = _learned(header, titles, spec.kind, request) | _corrected(grid, header, request, back, sure)
    columns = match_columns(header, body, known, request.vocabulary, corrected)
    columns.own = back
    named = title_weight(spec, titles)
    needed = [c.name for c in spec.columns if c.required and c.name not in spec.given]
    has = sum(n in columns.names for n in needed)
    told = bool(request.hints.kind or ours.kind)
    if back is None and not (len(columns.names) >= 2 and _fits(spec, named, has, len(needed), told)):
        return None
    certain = sum(header.caption(c) in sure for c in header.paths)
    return Table(spec, header, columns, titles, columns.score + 60 * named + 50 * has + 200 * certain, known, named)


def _body(lines: Sequence[Line], known: Known) -> Sequence[Line]:
    """The lines down to the header of another table; what follows a header at once is none."""
    ends = (i for i, (_, cells) in enumerate(lines) if is_header(cells, known) and any(map(_is_full, lines[:i])))
    return lines[: next(ends, len(lines))]


def _is_full(line: Line) -> bool:
    return sum(not is_blank(c) for c in line[1]) >= _FEW


def _fits(spec: TableSpec, named: int, has: int, needed: int, told: bool) -> bool:
    """True when enough of what a record needs is there; a title that does not name the kind asks for all of it."""
    if told or spec.asks:
        return (told or named >= 0) and (has > 0 or not needed)
    return named >= 0 and has >= (needed if named == 0 else (needed + 1) // 2)


def _learned(header: Header, titles: Sequence[tuple[str, str]], kind: str, request: Request) -> dict[int, str]:
    """What was answered for these captions before: by this sender, else by whoever sent them last."""
    known = [x for x in request.hints.layouts.get(header.layout, ()) if x.kind == kind]
    if len(known) > 1:
        units = request.vocabulary.units
        sender = request.hints.unit or read_titles(titles, request.vocabulary, None).unit
        sender = sender or unit_in_name(Path(request.path).stem, units, None)
        known = [x for x in known if x.sender == str(sender)] or known
    return {int(c): name for c, name in known[-1].columns.items()} if known else {}


def _corrected(
    grid: Grid, header: Header, request: Request, own: OwnColumns | None, sure: Mapping[str, str]
) -> dict[int, str]:
    """What a list or template of ours, then the person, says of the columns."""
    made = {c: sure[caption] for c in header.paths if (caption := header.caption(c)) in sure}
    if own is not None:
        made |= {own.key: "", **{at: name if name in own.readable else "" for name, at in own.places.items()}}
    made.update(request.hints.columns.get(grid.name, {}))
    return made


def _texts(grid: Grid, lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [
        (cell_name(n, c), text_of(repaired(cell)[0]))
        for n, cells in lines for c, cell in enumerate(cells) if isinstance(cell, str) and not is_blank(cell)
    ]  # fmt: skip
