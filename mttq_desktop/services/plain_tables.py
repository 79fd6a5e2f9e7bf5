"""Tables of figures as workbooks: what stands on the screen, numbers as numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from mttq_desktop.excel.listing import ListColumn, write_list

_NAMES, _NUMBERS = 34, 16
Cell = str | int | Decimal | None


@dataclass(frozen=True)
class PlainTable:
    """One table: its captions, and rows of words and numbers; the first column names the row."""

    title: str
    captions: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write_table(table: PlainTable, target: Path) -> int:
    """Write the table as one sheet; returns how many rows. Raises NotWritable, NoSpace."""
    columns = [ListColumn(c, _NUMBERS if n else _NAMES) for n, c in enumerate(table.captions)]
    return write_list(target, table.title, columns, (("", [_plain(c) for c in row]) for row in table.rows))


def _plain(cell: Cell) -> object:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell


def as_lines(table: PlainTable) -> Iterable[str]:
    """The table for a terminal, cells parted by tabs."""
    for row in (table.captions, *table.rows):
        yield "\t".join("" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell) for cell in row)
