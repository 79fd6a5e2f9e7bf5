"""Tables that stand beside each other on one sheet: each becomes a sheet of its own, read by its own captions.

A second STT in the row of the header tells them apart for sure. Where only an empty column stands between them, the
right one must repeat captions of the left one, or each must hold all that a record of its kind needs; else the empty
column is one inside a single table.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from mttq_desktop.excel.captions import Known, caption_key, caption_text
from mttq_desktop.excel.places import cell_name, letters
from mttq_desktop.excel.reading import Grid, Line, Merge, Raw
from mttq_desktop.text.fold import fold

HEAD = 80
"""Lines among which the headers are looked for."""
_FEWEST, _DENSE, _SHORT = 3, 4, 60
_NAME = re.compile(r" \(cột [A-Z]+–[A-Z]+\)$")
_EMBLEM = ("cong hoa xa hoi", "doc lap")
Whole = Callable[[Grid], bool]


def tables_beside(grid: Grid, known: Sequence[Known], whole: Whole) -> list[Grid]:
    """The sheet itself, or its tables from left to right; `whole` tells whether a part is a table of itself."""
    head = list(islice(grid.lines(), HEAD))
    numbered = _by_ordinals(head, known[0]) if known else []
    if numbered:
        return _cut(grid, head, numbered)
    if known and (starts := _by_gaps(head)):
        parts = _cut(grid, head, starts)
        if _repeat(head, starts) or all(map(whole, parts)):
            return parts
    return [grid]


def sheet_of(name: str, names: Sequence[str]) -> str:
    """The sheet of the workbook on which a table stands."""
    return name if name in names else _NAME.sub("", name)


def _by_ordinals(head: Sequence[Line], known: Known) -> list[tuple[int, int]]:
    """(row, column) at which each of several tables begins: those with an STT of their own."""
    found = [place for line in head for place in _ordinals(line, known)]
    rows = dict(head)
    columns = sorted({c for _, c in found})
    starts = [next(place for place in found if place[1] == c) for c in columns]
    beside = [s for s in starts[1:] if all(_ends_before(s[1], place, found, rows[place[0]]) for place in found)]
    return [starts[0], *beside] if beside else []


def _ordinals(line: Line, known: Known) -> Iterator[tuple[int, int]]:
    number, cells = line
    at = [c for c, cell in enumerate(cells) if isinstance(cell, str) and len(cell) < 12 and known.is_ordinal(cell)]
    for c, end in pairwise([*at, len(cells)]):
        if sum(map(_is_caption, cells[c:end])) >= _FEWEST:
            yield number, c


def _ends_before(start: int, place: tuple[int, int], found: Sequence[tuple[int, int]], cells: Sequence[Raw]) -> bool:
    """True when a table that begins at a place further left does not reach the column at which another starts."""
    row, column = place
    return column >= start or (row, start) in found or not any(map(_filled, cells[start:]))


def _is_caption(cell: Raw) -> bool:
    return isinstance(cell, str) and 0 < len(cell.strip()) <= _SHORT


def _filled(cell: Raw) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _by_gaps(head: Sequence[Line]) -> list[tuple[int, int]]:
    """Where tables begin that empty columns hold apart."""
    dense = [line for line in head if sum(map(_filled, line[1])) >= _DENSE]
    columns = sorted({c for _, cells in dense for c, cell in enumerate(cells) if _filled(cell)})
    groups: list[list[int]] = []
    for c in columns:
        if groups and c == groups[-1][-1] + 1:
            groups[-1].append(c)
        else:
            groups.append([c])
    if len(groups) < 2 or any(len(g) < _FEWEST for g in groups):
        return []
    return [(dense[0][0], g[0]) for g in groups]


def _repeat(head: Sequence[Line], starts: Sequence[tuple[int, int]]) -> bool:
    """True when the first row of every table says captions of the first table again."""
    cells = dict(head)[starts[0][0]]
    ends = [*(c for _, c in starts[1:]), len(cells)]
    said = [
        {caption_key(caption_text(x)) for x in cells[c:end] if _is_caption(x)}
        for (_, c), end in zip(starts, ends, strict=True)
    ]
    return all(len(said[0] & other) >= 2 for other in said[1:])


# ── parts of a sheet ─────────────────────────────────────────────────────────


def _cut(grid: Grid, head: Sequence[Line], starts: Sequence[tuple[int, int]]) -> list[Grid]:
    top = min(row for row, _ in starts)
    columns = [c for _, c in starts]
    width = max((len(cells) for _, cells in head), default=0)
    bounds = list(zip([0, *columns[1:]], [*columns[1:], max(width, columns[-1] + 1)], strict=True))
    own = _own_titles(head, top, columns[1])
    cells = tuple(cell_name(*place) for place in starts)
    return [
        replace(
            grid, name=grid.name if i == 0 else f"{grid.name} (cột {letters(left)}–{letters(right - 1)})",
            source=_source(grid, left, right if i + 1 < len(bounds) else None, own or top),
            merges=tuple(m for m in grid.merges if m.bottom < top or _within(m, left, right)),
            within=grid.name, first=0 if i == 0 else own or top, beside=cells,
        )
        for i, (left, right) in enumerate(bounds)
    ]  # fmt: skip


def _within(merge: Merge, left: int, right: int) -> bool:
    return left <= merge.left < right


def _source(grid: Grid, left: int, right: int | None, first: int) -> Callable[[], Iterator[Line]]:
    """Lines of which, from a row on, only the cells of some columns are left; these keep their places."""
    blank: list[Raw] = [""] * left

    def lines() -> Iterator[Line]:
        for number, cells in grid.lines():
            yield number, ([*blank, *cells[left:right]] if number >= first else cells)

    return lines


def _own_titles(head: Sequence[Line], top: int, column: int) -> int:
    """The row of titles that each table has of its own, right above the headers; 0 where there is none."""
    rows = [(n, cells) for n, cells in head if top - 2 <= n < top and any(map(_filled, cells))]
    if not rows:
        return 0
    number, cells = rows[-1]
    words = fold(" ".join(c for c in cells if isinstance(c, str)))
    both = any(map(_filled, cells[:column])) and any(map(_filled, cells[column:]))
    return number if both and not any(w in words for w in _EMBLEM) else 0
