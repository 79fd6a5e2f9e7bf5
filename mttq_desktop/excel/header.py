"""Where a table's header stands: one to three rows, with merged groups above their columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mttq_desktop.excel.captions import Known, caption_text
from mttq_desktop.excel.reading import Line, Merge

Rows = Mapping[int, Sequence[object]]
_MOST_ROWS = 3
_FEWEST_KNOWN = 3
_SHORT, _FEWEST_CHILDREN = 60, 2


@dataclass(frozen=True)
class Header:
    """The rows of the header and each column's captions, parent first."""

    rows: tuple[int, ...]
    paths: Mapping[int, tuple[str, ...]]
    known: int

    @property
    def last(self) -> int:
        """Excel's number of the last header row."""
        return self.rows[-1]

    def caption(self, column: int) -> str:
        """Kết quả > Đã GQ."""
        return " > ".join(self.paths.get(column, ()))

    @property
    def layout(self) -> str:
        """What identifies this arrangement of captions, for remembered mappings."""
        return "|".join(f"{c}:{self.caption(c)}" for c in sorted(self.paths))


def find_header(head: Sequence[Line], merges: Sequence[Merge], known: Known, knows_merges: bool) -> Header | None:
    """The header among the first rows, or None when no row holds three known captions."""
    rows = dict(head)
    scores = {n: known_in(cells, known) for n, cells in head}
    best = max(scores, key=lambda n: (scores[n], -n), default=0)
    if scores.get(best, 0) < _FEWEST_KNOWN and not _joined(best, rows, scores, merges):
        return None
    top, bottom = _first_block(best, rows, scores, merges, known, knows_merges)
    for n in sorted(n for n in rows if n < top and begins_table(rows[n], known)):
        block = _extended(n, rows, scores, merges, known, knows_merges)
        if block[1] < top and (header := _header(block, rows, merges, known, knows_merges)) is not None:
            return header
    return _header((top, bottom), rows, merges, known, knows_merges)


def _header(
    block: tuple[int, int], rows: Rows, merges: Sequence[Merge], known: Known, knows_merges: bool
) -> Header | None:
    every = range(block[0], block[1] + 1)
    paths = _paths(every, rows, merges, knows_merges)
    total = sum(1 for path in paths.values() if known.weigh(path))
    return Header(tuple(every), paths, total) if total >= _FEWEST_KNOWN else None


def begins_table(cells: Sequence[object], known: Known) -> bool:
    """True for a row that begins with STT and goes on in words: the header of some table."""
    words = [text for c in cells if isinstance(c, str) and (text := caption_text(c))]
    return len(words) >= _FEWEST_KNOWN and known.is_ordinal(words[0])


def _first_block(
    best: int, rows: Rows, scores: Mapping[int, int], merges: Sequence[Merge], known: Known, knows_merges: bool
) -> tuple[int, int]:
    """Rows of the best header; of a sheet with several tables, those of the first one."""
    fewest = max(_FEWEST_KNOWN, scores[best] / 2)
    while True:
        top, bottom = _extended(best, rows, scores, merges, known, knows_merges)
        before = [n for n in scores if n < top and scores[n] >= fewest]
        if not before:
            return top, bottom
        best = max(before, key=lambda n: (scores[n], -n))


def known_in(cells: Sequence[object], known: Known) -> int:
    """How many captions of the kind a row holds."""
    words = {caption_text(c) for c in cells if isinstance(c, str) and len(c) < 120}
    return sum(map(known.knows, words))


def is_header(cells: Sequence[object], known: Known) -> bool:
    """True for a row that names columns, wherever it stands."""
    words = [c for c in cells if isinstance(c, str) and caption_text(c)]
    if len(words) < _FEWEST_KNOWN:
        return False
    captions = known_in(words, known)
    return captions >= _FEWEST_KNOWN and captions * 2 >= len(words)


def _joined(best: int, rows: Rows, scores: Mapping[int, int], merges: Sequence[Merge]) -> bool:
    """Two rows of a header tied by merges may each hold fewer than three known captions."""
    near = [n for n in (best - 1, best + 1) if n in rows]
    tied = {n for n in near for m in merges if m.top <= min(n, best) and m.bottom >= max(n, best)}
    return any(scores.get(best, 0) + scores.get(n, 0) >= _FEWEST_KNOWN for n in tied)


def _extended(
    best: int, rows: Rows, scores: Mapping[int, int], merges: Sequence[Merge], known: Known,
    knows_merges: bool,
) -> tuple[int, int]:  # fmt: skip
    top = bottom = best
    width = _width(rows.get(best, ()))
    while bottom - top + 1 < _MOST_ROWS:
        if _goes_up(top, merges, rows, scores, width, knows_merges):
            top -= 1
        elif _goes_down(bottom, merges, rows, known, knows_merges):
            bottom += 1
        else:
            break
    return top, bottom


def _width(cells: Sequence[object]) -> int:
    return sum(1 for c in cells if caption_text(c))


def _goes_up(
    top: int, merges: Sequence[Merge], rows: Rows, scores: Mapping[int, int], width: int,
    knows_merges: bool,
) -> bool:  # fmt: skip
    if any(m.top < top <= m.bottom for m in merges):
        return True
    above = rows.get(top - 1, ())
    groups = [m for m in merges if m.top == m.bottom == top - 1 and 1 <= m.right - m.left < max(width, 3) - 1]
    if groups and scores.get(top - 1, 0) >= 1:
        return True
    return not knows_merges and scores.get(top - 1, 0) >= 2 and _width(above) >= 2


def _goes_down(bottom: int, merges: Sequence[Merge], rows: Rows, known: Known, knows_merges: bool) -> bool:
    below = rows.get(bottom + 1)
    if below is None or not any(caption_text(c) for c in below):
        return False
    if any(m.top <= bottom < m.bottom for m in merges):
        return True
    groups = [m for m in merges if m.top == m.bottom == bottom and m.right > m.left]
    if any(_children(below, m.left, m.right) for m in groups) and not _starts_numbered(below):
        return True
    if knows_merges:
        return False
    return _are_children(below, rows[bottom], known) or _is_parent(below, rows.get(bottom + 2, ()), known)


def _is_parent(row: Sequence[object], below: Sequence[object], known: Known) -> bool:
    """A lone caption whose children stand in the row below it, from its own column on."""
    told = [(c, text) for c, cell in enumerate(row) if (text := caption_text(cell))]
    children = [(c, text) for c, cell in enumerate(below) if (text := caption_text(cell))]
    if len(told) != 1 or len(children) < _FEWEST_CHILDREN or children[0][0] < told[0][0]:
        return False
    return all(len(t) <= _SHORT and not t[0].isdigit() and known.weigh((told[0][1], t)) for _, t in children)


def _are_children(below: Sequence[object], above: Sequence[object], known: Known) -> bool:
    """Where merges are unknown: captions under a group's, which leaves blanks to its right."""
    upper = [caption_text(c) for c in above]
    told = [(c, text) for c, cell in enumerate(below) if (text := caption_text(cell))]
    if is_column_numbers(below) or any(len(text) > _SHORT or text[0].isdigit() for _, text in told):
        return False
    if any(known.is_ordinal(upper[c]) for c, _ in told if c < len(upper)):
        return False
    unknown = sum(not known.weigh((text,)) for _, text in told)
    if len(told) == 1:
        return unknown == 0 and _means_more(_parent(upper, told[0][0]), told[0][1], known)
    under_blank = any(c >= len(upper) or not upper[c] for c, _ in told)
    return unknown == 0 or (unknown * 2 <= len(told) and under_blank)


def _parent(upper: Sequence[str], column: int) -> str:
    return next((word for word in reversed(upper[: column + 1]) if word), "")


def _means_more(parent: str, child: str, known: Known) -> bool:
    alone, under = known.weigh((child,)), known.weigh((parent, child))
    return max(under.values(), default=0) > max(alone.values(), default=0)


def _children(below: Sequence[object], left: int, right: int) -> bool:
    texts = [caption_text(c) for c in below[left : right + 1]]
    return sum(1 for t in texts if t and len(t) < _SHORT and not t[0].isdigit() and t[0] != "(") >= 2


def _starts_numbered(cells: Sequence[object]) -> bool:
    return any(isinstance(c, int | float) for c in cells)


def _paths(block: range, rows: Rows, merges: Sequence[Merge], knows_merges: bool) -> dict[int, tuple[str, ...]]:
    texts = {n: [caption_text(c) for c in rows.get(n, ())] for n in block}
    width = max((len(t) for t in texts.values()), default=0)
    grid = {n: t + [""] * (width - len(t)) for n, t in texts.items()}
    for m in merges:
        if m.top in grid and m.left < width and (word := grid[m.top][m.left]):
            _spread(grid, m, word, width)
    if not knows_merges:
        _spread_groups(grid, block, width)
    found = {c: _distinct([grid[n][c] for n in block]) for c in range(width)}
    return {c: path for c, path in found.items() if path}


def _spread(grid: dict[int, list[str]], m: Merge, word: str, width: int) -> None:
    for n in range(m.top, m.bottom + 1):
        for c in range(m.left, min(m.right, width - 1) + 1):
            if n in grid and not grid[n][c]:
                grid[n][c] = word


def _spread_groups(grid: dict[int, list[str]], block: range, width: int) -> None:
    """Without merge information, a blank parent over a child belongs to the group on its left."""
    for n in reversed(block[:-1]):
        for c in range(1, width):
            left_is_group = grid[n][c - 1] and grid[n + 1][c - 1] not in ("", grid[n][c - 1])
            if not grid[n][c] and grid[n + 1][c] and left_is_group:
                grid[n][c] = grid[n][c - 1]


def _distinct(words: Sequence[str]) -> tuple[str, ...]:
    path: list[str] = []
    for word in words:
        if word and (not path or path[-1] != word):
            path.append(word)
    return tuple(path)


def is_column_numbers(cells: Sequence[object]) -> bool:
    """True for the row "(1) (2) (3)", "1 2 3" or "A B 1 2" under a header."""
    words = [caption_text(c).strip("()[] .=") for c in cells if caption_text(c)]
    words = [w[:-2] if w.endswith(".0") else w for w in words]
    if len(words) < 3:
        return False
    numbers = [int(w) for w in words if w.isdecimal()]
    short = all(w.isdecimal() or (len(w) == 1 and w.isalpha()) or "=" in w or "+" in w for w in words)
    return short and len(numbers) >= 2 and numbers == sorted(set(numbers)) and numbers[-1] <= len(words) + 3


def repeats(cells: Sequence[object], header: Header) -> bool:
    """True when a row says the header's captions again, each where it stood (a new printed page)."""
    told = [(c, text) for c, cell in enumerate(cells) if (text := caption_text(cell))]
    others = [text for c, text in told if text not in header.paths.get(c, ())]
    moved = any(text in path for text in others for path in header.paths.values())
    same = len(told) - len(others)
    return same >= 2 and same > len(others) and not moved
