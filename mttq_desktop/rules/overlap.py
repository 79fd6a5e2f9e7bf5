"""Figures told for periods that overlap: which of them may be added up."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from mttq_desktop.rules.period import Period

T = TypeVar("T")


def apart(rows: Iterable[T], whose: Callable[[T], Hashable], period: Callable[[T], Period]) -> Iterator[T]:
    """Rows that count: of one body a longer period stands for every shorter one it overlaps.

    Rows of one body for the very same period are parts of one report and all count.
    """
    taken: dict[Hashable, set[Period]] = defaultdict(set)
    for row in sorted(rows, key=lambda r: (period(r).start - period(r).end, period(r))):
        own, mine = period(row), taken[whose(row)]
        if not any(other != own and other.overlaps(own) for other in mine):
            mine.add(own)
            yield row
