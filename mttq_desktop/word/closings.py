"""The lower part: signatures and Nơi nhận."""

from mttq_desktop.word import styles
from mttq_desktop.word.heads import dashed
from mttq_desktop.word.model import Closing, Minutes, Recipients, Run, Signature, SignatureGrid
from mttq_desktop.word.page import Block, Cell, Framed, Gap, Grid, Line, Rule, line

CellBlock = Line | Rule | Framed


def closing_blocks(closing: Closing, recipients: Recipients, width_mm: float) -> tuple[Block, ...]:
    """One signature stands beside Nơi nhận; several stand in a grid with Nơi nhận below."""
    half = width_mm / 2
    if isinstance(closing, Signature):
        row = (Cell(_recipients(recipients)), Cell(_signature(closing)))
        return (Gap(), Grid((half, half), (row,)))
    grid = Grid((half, half), _rows(_parties(closing), 2))
    if isinstance(closing, SignatureGrid) and closing.columns != 2:
        each = width_mm / closing.columns
        grid = Grid((each,) * closing.columns, _rows(closing.parties, closing.columns))
    return (Gap(), grid, Gap(), *_recipients(recipients))


def _parties(closing: SignatureGrid | Minutes) -> tuple[Signature, ...]:
    if isinstance(closing, Minutes):
        return (closing.secretary, closing.chair)
    return closing.parties


def _rows(parties: tuple[Signature, ...], columns: int) -> tuple[tuple[Cell, ...], ...]:
    """Row by row; an odd last party is centred over the whole width."""
    rows = [parties[i : i + columns] for i in range(0, len(parties), columns)]
    return tuple(_row(row, columns) for row in rows)


def _row(parties: tuple[Signature, ...], columns: int) -> tuple[Cell, ...]:
    if len(parties) == 1:
        return (Cell(_signature(parties[0]), span=columns),)
    blank = (Cell((line(styles.SIGNING_BODY, ""),)),) * (columns - len(parties))
    return tuple(Cell(_signature(party)) for party in parties) + blank


def _signature(signature: Signature) -> tuple[CellBlock, ...]:
    """All of it bound together, so that no page begins with a lonely name."""
    return (
        *(line(styles.AUTHORITY, text) for text in signature.authority),
        *(line(styles.SIGNING_BODY, text) for text in signature.body),
        *(line(styles.AUTHORITY, text) for text in signature.title),
        Line(styles.SIGNER, (Run(signature.name),)),
    )


def _recipients(recipients: Recipients) -> tuple[Line, ...]:
    if not recipients.lines:
        return (line(styles.RECIPIENT, ""),)
    return (
        line(styles.RECIPIENTS, "Nơi nhận:"),
        *(line(styles.RECIPIENT, text) for text in dashed(recipients.lines)),
    )
