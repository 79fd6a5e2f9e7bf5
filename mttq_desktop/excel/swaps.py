"""Real dates whose day and month Excel swapped, and days outside the file's own period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.dates import shown_day, swapped
from mttq_desktop.excel.places import cell_name
from mttq_desktop.rules.period import Period

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class DaySeen:
    """A day read in one row, where, and whether the workbook held a real date."""

    row: int
    column: int
    day: date
    real: bool


def late_problems(days: Sequence[DaySeen], period: Period | None, name: str) -> Iterator[tuple[int, Problem]]:
    """(row, problem) for every suspicious day of a column, once the whole column is known."""
    all_suspect = _all_swapped(days)
    good = {d for d in {s.day for s in days} if period is None or period.contains(d)}
    for seen in days:
        if seen.day in good and not all_suspect:
            continue
        other, inside = swapped(seen.day) if seen.real else None, seen.day in good
        if other is not None and (all_suspect or (period is not None and not inside and period.contains(other))):
            yield seen.row, _swap(seen, other, name)
        elif not inside:
            yield seen.row, _outside(seen, period, name)


def _all_swapped(days: Sequence[DaySeen]) -> bool:
    """Text where the day is above 12, real dates only where it is not: Excel read the rest month first."""
    texts = [d for d in days if not d.real]
    above = sum(d.day.day > 12 for d in texts)
    real = [d for d in days if d.real]
    return bool(real) and above >= _FEWEST and above * 2 > len(texts) and all(d.day.day <= 12 for d in real)


def _swap(seen: DaySeen, other: date, name: str) -> Problem:
    message = f"Excel có thể đã đổi chỗ ngày và tháng: {shown_day(seen.day)} hay {shown_day(other)}?"
    cell = cell_name(seen.row, seen.column)
    return Problem("date_maybe_swapped", message, Severity.WARNING, name, cell, shown_day(other))


def _outside(seen: DaySeen, period: Period | None, name: str) -> Problem:
    assert period is not None
    message = f"Ngày {shown_day(seen.day)} nằm ngoài {period.label} của tệp."
    return Problem("date_out_of_period", message, Severity.WARNING, name, cell_name(seen.row, seen.column))
