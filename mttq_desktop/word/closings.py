"""The lower part: signatures and Nơi nhận."""

from collections.abc import Sequence

from mttq_desktop.word import styles
from mttq_desktop.word.heads import dashed
from mttq_desktop.word.heights import GAP_MM, grid_mm, line_mm
from mttq_desktop.word.look import Look
from mttq_desktop.word.metrics import broken
from mttq_desktop.word.model import Closing, Minutes, Recipients, Run, Signature, SignatureGrid
from mttq_desktop.word.page import Block, Cell, Framed, Gap, Grid, Line, Page, Rule, line

CellBlock = Line | Rule | Framed
Pair = tuple[Signature, ...]
SPARE_MM = 4.0
"""What the reckoned height may be short of the printed one."""


def closing_blocks(
    closing: Closing, recipients: Recipients, page: Page, look: Look, last: Block | None
) -> tuple[Block, ...]:
    """One signature stands beside Nơi nhận; several stand two in a row with Nơi nhận below, all on the page of the
    `last` block of the text. Where a page cannot hold so much, as many rows as fit stand below the text, and the last
    one goes with Nơi nhận."""
    halves = (page.text_width / 2, page.text_width / 2)
    if isinstance(closing, Signature):
        row = (Cell(_recipients(recipients)), Cell(_signature(closing)))
        return (Gap(), Grid(halves, (row,)))
    pairs, below = _pairs(closing), (Cell((line(styles.GAP, ""), *_recipients(recipients)), span=2),)
    whole = Grid(halves, (*_rows(pairs, halves, look), below))
    text_mm = line_mm(last, page.text_width, look) if isinstance(last, Line) else 0.0
    room = page.text_height - SPARE_MM
    if len(pairs) == 1 or text_mm + GAP_MM + grid_mm(whole, look) <= room:
        return (Gap(), whole)
    *before, end = _pages(pairs, (room - text_mm - GAP_MM, room), halves, look)
    if len(end) > 1 and grid_mm(Grid(halves, (*_rows(end, halves, look), below)), look) > room:
        before, end = [*before, end[:-1]], end[-1:]
    above = (block for rows in before for block in (Gap(), Grid(halves, _rows(rows, halves, look, bound=False))))
    return (*above, Gap(), Grid(halves, (*_rows(end, halves, look), below)))


def _pages(
    pairs: tuple[Pair, ...], rooms: tuple[float, float], halves: tuple[float, float], look: Look
) -> list[tuple[Pair, ...]]:
    """Rows as pages hold them, the first page less than the others; Nơi nhận not among them."""
    (free, room), found = rooms, list[tuple[Pair, ...]]()
    while pairs:
        grids = ((n, Grid(halves, _rows(pairs[:n], halves, look))) for n in range(len(pairs), 1, -1))
        most = next((n for n, grid in grids if grid_mm(grid, look) <= free), 1)
        found.append(pairs[:most])
        pairs, free = pairs[most:], room
    return found


def _pairs(closing: SignatureGrid | Minutes) -> tuple[Pair, ...]:
    parties = (closing.secretary, closing.chair) if isinstance(closing, Minutes) else closing.parties
    return tuple(tuple(parties[i : i + 2]) for i in range(0, len(parties), 2))


def _rows(
    pairs: tuple[Pair, ...], halves: tuple[float, float], look: Look, bound: bool = True
) -> tuple[tuple[Cell, ...], ...]:
    """Two in a row; an odd last party is centred over both columns. Rows stay on one page, `bound` to what follows."""
    end = len(pairs) - 1
    depths = [[_depth(party, halves[0] * (3 - len(pair)), look) for party in pair] for pair in pairs]
    return tuple(
        _row(pair, depth, first=n == 0, keep=bound or n < end)
        for n, (pair, depth) in enumerate(zip(pairs, depths, strict=True))
    )


def _row(parties: Pair, depths: Sequence[int], first: bool, keep: bool) -> tuple[Cell, ...]:
    """The names of a row stand level, however many lines each has above."""
    apart = () if first else (line(styles.APART, ""),)
    span = 3 - len(parties)
    return tuple(
        Cell(apart + _signature(party, max(depths) - depth, keep), span)
        for party, depth in zip(parties, depths, strict=True)
    )


def _depth(signature: Signature, within_mm: float, look: Look) -> int:
    """Lines above the name, long ones as often as they are broken."""
    authority, body = look.of(styles.AUTHORITY), look.of(styles.SIGNING_BODY)
    said = [(authority, text) for text in (*signature.authority, *signature.title)]
    said += [(body, text) for text in signature.body]
    return sum(len(broken(text, within_mm, style.size, style.bold)) for style, text in said)


def _signature(signature: Signature, blank_lines: int = 0, keep: bool = False) -> tuple[CellBlock, ...]:
    """All of it bound together, so that no page begins with a lonely name."""
    name = Line(styles.SIGNER, (Run(signature.name),), keep_next=keep)
    return (
        *(line(styles.AUTHORITY, text) for text in signature.authority),
        *(line(styles.SIGNING_BODY, text) for text in signature.body),
        *(line(styles.AUTHORITY, text) for text in signature.title),
        *(line(styles.AUTHORITY, "") for _ in range(blank_lines)),
        name,
    )


def _recipients(recipients: Recipients) -> tuple[Line, ...]:
    if not recipients.lines:
        return (line(styles.RECIPIENT, ""),)
    return (
        line(styles.RECIPIENTS, "Nơi nhận:"),
        *(line(styles.RECIPIENT, text) for text in dashed(recipients.lines)),
    )
