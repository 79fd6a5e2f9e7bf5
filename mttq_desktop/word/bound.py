"""Lines that must not stand alone at the end of a page, in LibreOffice too.

LibreOffice deals paragraphs and rows out to pages by their number, before it knows how tall they are, and forgets to
keep a heading with its text where one is dealt out last. A thin empty line near the top moves the others on by one.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from mttq_desktop.word.model import Table
from mttq_desktop.word.page import Block, Framed, Grid, Line, Sheet, Thin

MOST: Final = 3
"""So many thin lines are tried; with each the others are dealt out differently."""
_FEW, _FEW_A_PAGE, _MANY_A_PAGE, _MOST_A_PAGE, _PAGES = 100, 25, 20, 53, 12
_CELL_NODES, _TABLE_NODES = 3, 25


def bound(sheets: Sequence[Sheet], at: int) -> tuple[Sheet, ...]:
    """The sheets with thin lines before block `at` of the first, as few as bind every line that is to be bound."""
    first, *others = sheets
    ends = _ends(sheets)
    risks = [sum(place + more in ends for place in _binding(first.blocks, at)) for more in range(MOST + 1)]
    thin = (Thin(),) * risks.index(min(risks))
    blocks = (*first.blocks[:at], *thin, *first.blocks[at:])
    return (Sheet(first.page, blocks, first.look, first.head), *others)


def _binding(blocks: Sequence[Block], at: int) -> Iterator[int]:
    """Which places have lines, from block `at` on, that are to stay with what follows; rows have a place each."""
    place = 0
    for number, block in enumerate(blocks):
        place += _rows(block)
        if number >= at and isinstance(block, Line) and (block.keep_next or block.style.keep_next):
            yield place


def _ends(sheets: Sequence[Sheet]) -> frozenset[int]:
    """The last places of pages as they are dealt out: by 20 or 25, by more in a long document."""
    nodes = sum(map(_nodes, chain.from_iterable(sheet.blocks for sheet in sheets)))
    many = min(_MOST_A_PAGE, _MANY_A_PAGE + nodes // 1_000 * 3)
    sizes = {many, _MANY_A_PAGE} if nodes > _FEW else {_FEW_A_PAGE, _MANY_A_PAGE}
    return frozenset(size * page for size in sizes for page in range(1, _PAGES))


def _rows(block: Block) -> int:
    if isinstance(block, Table):
        heads = 2 if any(column.group for column in block.columns) else 1
        return heads + len(block.rows) + (block.total is not None)
    return len(block.rows) if isinstance(block, Grid) else 1


def _nodes(block: Block) -> int:
    """About as many pieces as LibreOffice counts."""
    if isinstance(block, Table):
        return len(block.rows) * len(block.columns) * _CELL_NODES - _TABLE_NODES
    return 0 if isinstance(block, Grid | Framed) else 1
