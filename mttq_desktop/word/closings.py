"""The lower part: signatures and Nơi nhận."""

from dataclasses import replace

from mttq_desktop.word import styles
from mttq_desktop.word.heads import dashed
from mttq_desktop.word.model import Closing, Minutes, Recipients, Run, Signature, SignatureGrid
from mttq_desktop.word.page import Block, Cell, Framed, Gap, Grid, Line, Rule, line

CellBlock = Line | Rule | Framed


def closing_blocks(closing: Closing, recipients: Recipients, width_mm: float) -> tuple[Block, ...]:
    """One signature stands beside Nơi nhận; several stand two in a row with Nơi nhận below."""
    halves = (width_mm / 2, width_mm / 2)
    if isinstance(closing, Signature):
        row = (Cell(_recipients(recipients)), Cell(_signature(closing)))
        return (Gap(), Grid(halves, (row,)))
    *first, last = _recipients(recipients)
    below = (*(replace(text, keep_next=True) for text in first), last)
    return (Gap(), Grid(halves, _rows(_parties(closing))), Gap(), *below)


def _parties(closing: SignatureGrid | Minutes) -> tuple[Signature, ...]:
    if isinstance(closing, Minutes):
        return (closing.secretary, closing.chair)
    return closing.parties


def _rows(parties: tuple[Signature, ...]) -> tuple[tuple[Cell, ...], ...]:
    """Two in a row; an odd last party is centred over both columns. All rows stay on one page."""
    pairs = [parties[i : i + 2] for i in range(0, len(parties), 2)]
    return tuple(_row(pair, first=n == 0, last=n == len(pairs) - 1) for n, pair in enumerate(pairs))


def _row(parties: tuple[Signature, ...], first: bool, last: bool) -> tuple[Cell, ...]:
    """The names of a row stand level, however many lines each has above."""
    deepest = max(_depth(party) for party in parties)
    apart = () if first else (line(styles.APART, ""),)
    span = 3 - len(parties)
    return tuple(Cell(apart + _signature(p, deepest - _depth(p), keep=not last), span) for p in parties)


def _depth(signature: Signature) -> int:
    return len(signature.authority) + len(signature.body) + len(signature.title)


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
