"""Figures by who did it and what: each sum with the records behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from mttq_desktop.fields import Key

Number = int | Decimal
Rows = list[tuple[Key | None, str, int, Number | None]]
"""(who, column, record, amount); without an amount the record itself is counted, once."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tally."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum, and the records it was summed over."""

    value: Number = 0
    ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Tally:
    """Figures by line and column; `total` sums every column over all lines."""

    columns: tuple[Column, ...]
    lines: Mapping[Key | None, Mapping[str, Figure]]
    total: Mapping[str, Figure]

    def of(self, line: Key | None, column: str) -> Figure:
        """One figure; nought where nothing was counted."""
        return self.lines.get(line, {}).get(column, Figure())


Ask = Callable[[Session, date, date], Tally]
"""The tally of the records between two days."""


def tallied(columns: Sequence[Column], rows: Rows) -> Tally:
    """Sum the rows up."""
    by_line: dict[Key | None, Rows] = {}
    for row in rows:
        by_line.setdefault(row[0], []).append(row)
    lines = {who: _figures(columns, them) for who, them in by_line.items()}
    return Tally(tuple(columns), lines, _figures(columns, rows))


def gathered(tally: Tally, place: Callable[[Key | None], Key | None]) -> Tally:
    """The same with lines put together; a record stands in one line only, so nothing is counted twice."""
    lines: dict[Key | None, dict[str, Figure]] = {}
    for key, figures in tally.lines.items():
        own = lines.setdefault(place(key), {})
        for column, figure in figures.items():
            before = own.get(column, Figure())
            own[column] = Figure(before.value + figure.value, (*before.ids, *figure.ids))
    return Tally(tally.columns, lines, tally.total)


def _figures(columns: Sequence[Column], rows: Rows) -> dict[str, Figure]:
    return {c.key: _figure([(i, amount) for _, key, i, amount in rows if key == c.key]) for c in columns}


def _figure(found: Sequence[tuple[int, Number | None]]) -> Figure:
    ids = tuple(dict.fromkeys(i for i, _ in found))
    counted = len({i for i, amount in found if amount is None})
    return Figure(sum((amount for _, amount in found if amount is not None), counted), ids)
