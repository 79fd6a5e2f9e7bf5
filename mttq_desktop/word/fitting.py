"""Columns wide enough for what may not be broken: numbers, short codes, the words of captions."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mttq_desktop.word.metrics import width
from mttq_desktop.word.model import Align, Column, GroupRow, Table
from mttq_desktop.word.styles import CELL_HEAD, CELL_LEFT
from mttq_desktop.word.tables import SIDE_MM, widths

_BREAKS: Final = re.compile(r"\s+|(?<=\S-)")
LONGEST: Final = 24
"""Letters of what counts as one word; longer ones are broken by Word anyway."""
SPARE_MM: Final = 0.4


def fitted(table: Table, within_mm: float) -> Table:
    """The same table; where a number would be broken its column grows, and those with room to spare shrink."""
    given = widths(table.columns, within_mm)
    least = [_least_mm(table, n, column) for n, column in enumerate(table.columns)]
    lacking = sum(max(0.0, need - has) for need, has in zip(least, given, strict=True))
    spare = sum(max(0.0, has - need) for need, has in zip(least, given, strict=True))
    if not lacking or not spare:
        return table
    taken = min(1.0, lacking / spare)
    made = [has + (need - has if need > has else (need - has) * taken) for need, has in zip(least, given, strict=True)]
    return replace(table, columns=tuple(replace(c, width_mm=mm) for c, mm in zip(table.columns, made, strict=True)))


def _least_mm(table: Table, place: int, column: Column) -> float:
    """What the longest word of the column takes with the margins of its cell."""
    words = [width(word, CELL_HEAD.size, bold=True) for word in _words(column.caption)]
    if column.align in (Align.RIGHT, Align.CENTER):
        bold = table.total is not None
        words += [width(word, CELL_LEFT.size, bold) for text in _longest(table, place) for word in _words(text)]
    return max(words, default=0.0) + 2 * SIDE_MM + SPARE_MM


def _words(text: str) -> Iterator[str]:
    """What stays on one line: lines are broken at blanks and behind hyphens; the sign of a number stays with it."""
    return (word for word in _BREAKS.split(text) if word and len(word) <= LONGEST)


def _longest(table: Table, place: int) -> tuple[str, ...]:
    """The longest text of a column, and that of its total."""
    rows = (row[place] for row in table.rows if not isinstance(row, GroupRow))
    total = (table.total[place],) if table.total else ()
    return (max(rows, key=len, default=""), *total)
