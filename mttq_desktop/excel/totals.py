"""Totals at the foot of a table or group: compared with the rows above, never taken in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.places import cell_name
from mttq_desktop.text.fold import clean

_COUNT = re.compile(r"(\d[\d.]*)\s*(?:ý kiến|kiến nghị|phản ánh|cuộc|hộ|dòng|người|lượt|nội dung|yk|kn)", re.IGNORECASE)


@dataclass
class Sums:
    """Rows counted and numbers added since the table began, and since the last sub-total."""

    count: int = 0
    since: int = 0
    sums: dict[int, int] = field(default_factory=dict)
    sums_since: dict[int, int] = field(default_factory=dict)

    def add(self, numbers: Sequence[tuple[int, int]], rows: int = 1) -> None:
        """One data row, or several, with the numbers of its number columns."""
        self.count += rows
        self.since += rows
        for column, value in numbers:
            self.sums[column] = self.sums.get(column, 0) + value
            self.sums_since[column] = self.sums_since.get(column, 0) + value

    def check(self, number: int, cells: Sequence[object], *, whole: bool) -> list[Problem]:
        """What a total row says differently from the rows above it."""
        found = [p for c, cell in enumerate(cells) if (p := self._differs(number, c, cell)) is not None]
        if not whole:
            self.since, self.sums_since = 0, {}
        return found

    def _differs(self, number: int, column: int, cell: object) -> Problem | None:
        said = _number(cell)
        if said is None:
            return None
        summed = column in self.sums
        meant = {self.sums[column], self.sums_since.get(column, 0)} if summed else {self.count, self.since}
        if said in meant:
            return None
        listed = " hoặc ".join(str(m) for m in sorted(meant, reverse=True))
        message = f"Dòng cộng ghi {said} nhưng cộng các dòng trên là {listed}."
        return Problem("total_mismatch", message, Severity.WARNING, None, cell_name(number, column))


def _number(cell: object) -> int | None:
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
