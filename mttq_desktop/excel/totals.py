"""Totals at the foot of a table or group: compared with the rows above, never taken in."""

import re
from collections.abc import Mapping, Sequence

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.amounts import read_amount
from mttq_desktop.excel.cleaning import says_nothing, text_of
from mttq_desktop.excel.places import cell_name
from mttq_desktop.fields import Bad
from mttq_desktop.text.fold import clean

_COUNT = re.compile(r"(\d[\d.]*)\s*(?:ý kiến|kiến nghị|phản ánh|cuộc|hộ|dòng|người|lượt|nội dung|yk|kn)", re.IGNORECASE)


Numbers = dict[int, int]
Point = tuple[int, Numbers]
"""Rows counted and numbers added up to some line."""


class Sums:
    """Rows counted and numbers added from the top of the table on, and where groups and sub-totals stood.

    Under a column of words (`texts`) a number counts rows; under a column nobody knows it may be anything. A total
    of `amounts` is in the unit of the column's caption, as its rows are.
    """

    def __init__(self, texts: frozenset[int] = frozenset(), amounts: Mapping[int, str] | None = None) -> None:
        self._texts, self._amounts = texts, amounts or {}
        self.count, self.sums = 0, Numbers()
        self._last: Point = (0, {})
        self._groups: list[Point] = []

    def add(self, numbers: Sequence[tuple[int, int]], rows: int = 1) -> None:
        """One data row, or several, with the numbers of its number columns."""
        self.count += rows
        for column, value in numbers:
            self.sums[column] = self.sums.get(column, 0) + value

    def enter(self, depth: int) -> None:
        """A group begins, inside `depth` others: a sub-total may mean its rows."""
        del self._groups[depth:]
        self._groups.append(self._here)

    @property
    def _here(self) -> Point:
        return self.count, dict(self.sums)

    def check(self, number: int, cells: Sequence[object], *, whole: bool) -> list[Problem]:
        """What a total row says differently from the rows above it; at the head of its rows it tells of those below."""
        if not self.count or (self._groups and self._groups[-1][0] == self.count):
            return []
        found = [p for c, cell in enumerate(cells) if (p := self._differs(number, c, cell)) is not None]
        if not whole:
            self._last = self._here
        return found

    def _differs(self, number: int, column: int, cell: object) -> Problem | None:
        said = self._said(column, cell)
        told = isinstance(cell, str) and _COUNT.search(clean(cell)) is not None
        if said is None or not (told or column in self.sums or column in self._texts):
            return None
        meant = self._meant(column)
        if said in meant:
            return None
        listed = " hoặc ".join(str(m) for m in dict.fromkeys(meant))
        message = f"Dòng cộng ghi {said} nhưng cộng các dòng trên là {listed}."
        return Problem("total_mismatch", message, Severity.WARNING, None, cell_name(number, column))

    def _said(self, column: int, cell: object) -> int | None:
        if column not in self._amounts or says_nothing(cell):
            return number_in(cell)
        try:
            return read_amount(text_of(cell), self._amounts[column], wary=False)[0]
        except Bad:
            return None

    def _meant(self, column: int) -> list[int]:
        """What the rows add up to: of the whole table, since the last sub-total, since each group above began."""
        points: list[Point] = [(0, {}), self._last, *self._groups]
        if column in self.sums:
            return [self.sums[column] - numbers.get(column, 0) for _, numbers in points]
        return [self.count - count for count, _ in points]


def number_in(cell: object) -> int | None:
    """The whole number that a cell holds, also beside the word for what is counted."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if cell == int(cell) else None
    if isinstance(cell, str):
        text = clean(cell)
        found = _COUNT.search(text)
        digits = found[1] if found else text
        digits = digits.replace(".", "")
        return int(digits) if digits.isdecimal() and len(digits) < 12 else None
    return None
