"""Numbers that stand for what rows say, eight bytes each: which say the same is known without the rows themselves."""

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import TypeVar

T = TypeVar("T")
_AT_ONCE = 50_000


def marks(said: Iterable[Hashable]) -> "array[int]":
    """A mark for each; what differs has the same one so rarely that whoever finds two alike looks at both."""
    return array("q", map(hash, said))


def repeated(every: Iterable[Sequence[int]]) -> set[int]:
    """Marks that there are more than once; of very many, only some lie in memory as objects at a time."""
    known = list(every)
    parts = 1 + sum(map(len, known)) // _AT_ONCE
    found: set[int] = set()
    for part in range(parts):
        ordered = sorted(m for m in chain.from_iterable(known) if m % parts == part)
        found.update(a for a, b in pairwise(ordered) if a == b)
    return found


class Among:
    """Whether a mark is among others."""

    def __init__(self, every: Iterable[int]) -> None:
        self._ordered = array("q", sorted(every))

    def __contains__(self, mark: int) -> bool:
        at = bisect_left(self._ordered, mark)
        return at < len(self._ordered) and self._ordered[at] == mark


class Ids:
    """Ids of records, a bit each."""

    def __init__(self) -> None:
        self._bits, self._many = bytearray(), 0

    def __len__(self) -> int:
        return self._many

    def __contains__(self, id_: int) -> bool:
        at, bit = divmod(id_, 8)
        return at < len(self._bits) and bool(self._bits[at] >> bit & 1)

    def add(self, id_: int) -> None:
        """One more."""
        if id_ in self:
            return
        at, bit = divmod(id_, 8)
        if at >= len(self._bits):
            self._bits.extend(bytes(at + 1 - len(self._bits)))
        self._bits[at] |= 1 << bit
        self._many += 1


def some_of(every: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """The same, some at a time."""
    return (every[start : start + most] for start in range(0, len(every), most))
