"""Rows of a workbook as a person sees them, thousands of which have nothing to tell: these stay columns as read.

A plain row is new and has no problems. It becomes a RowPreview when somebody asks for it, the same one for as long
as anybody holds it; whoever changes a row says `keep` before. However many rows a sheet has, only some of them lie in
memory: the others lie on a shelf (decision 0012).
"""

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from operator import eq
from typing import Any, NamedTuple, overload
from weakref import WeakValueDictionary

from mttq_desktop.excel.found import PlainRows
from mttq_desktop.services.importing.pile import Pile
from mttq_desktop.services.importing.row import Brief, Outcome, RowPreview, Sums
from mttq_desktop.services.importing.seen import Seen
from mttq_desktop.services.importing.shelf import Shelf

Places = Sequence[int]
"""Rows as `Rows` knows them, for good: plain ones from 0 on, the others below."""
AT_HAND, PLAIN_AT_HAND = 3_000, 10_000
"""Rows of a sheet that lie in memory: with something to tell, and plain ones. A smaller sheet needs no shelf."""
_OPEN = 3


class Rows(Sequence[RowPreview]):
    """Every row of a sheet in the order of their numbers; `given` are values that plain rows have in common.

    A job may keep rows while the window shows some.
    """

    def __init__(
        self, told: Iterable[RowPreview] = (), plain: Iterable[PlainRows] = (), given: Mapping[str, Any] | None = None
    ) -> None:
        shelf = Shelf()
        self._lock = threading.RLock()
        self._given = given or {}
        self._pile, self._blocks = Pile(shelf, AT_HAND), _Blocks(shelf)
        self._firsts = array("q")
        self._kept = array("i")
        self._places, self._told_places = array("q"), array("q")
        self._living: WeakValueDictionary[int, RowPreview] = WeakValueDictionary()
        self._picked = _Picked((), 0, 0, -1, None, ())
        self._open: tuple[int, list[dict[str, Any]], list[str]] = (-1, [], [])
        self.add(told)
        for block in plain:
            self.add_plain(block)

    def add(self, told: Iterable[RowPreview]) -> None:
        """More rows that have something to tell."""
        for row in told:
            self._firsts.append(~self._pile.append(row))
        self._places = self._told_places = array("q")

    def add_plain(self, block: PlainRows) -> None:
        """More rows that have nothing to tell."""
        self._blocks.add(block)
        self._kept.extend([-1] * len(block))
        self._places = self._told_places = array("q")

    # ── one by one ───────────────────────────────────────────────────────────

    @property
    def places(self) -> Places:
        """Every row, in order."""
        if not self._places:
            told = self._firsts
            if not all(a < b for a, b in pairwise(map(self.number, told))):
                told = array("q", sorted(told, key=self.number))
            self._places = _merged(told, array("q", map(self.number, told)), self._blocks.numbers)
        return self._places

    def __len__(self) -> int:
        return len(self._firsts) + len(self._kept)

    def __iter__(self) -> Iterator[RowPreview]:
        return map(self.row, self.places)

    @overload
    def __getitem__(self, at: int) -> RowPreview: ...
    @overload
    def __getitem__(self, at: slice) -> list[RowPreview]: ...
    def __getitem__(self, at: int | slice) -> RowPreview | list[RowPreview]:
        return list(map(self.row, self.places[at])) if isinstance(at, slice) else self.row(self.places[at])

    def row(self, place: int) -> RowPreview:
        """The row at a place."""
        with self._lock:
            if (piled := self._piled(place)) >= 0:
                return self._pile[piled]
            return self._living.get(place) or self._made(place)

    def brief(self, place: int) -> Brief:
        """What is to be told of the row at a place."""
        piled = self._piled(place)
        return self._pile.brief(piled) if piled >= 0 else _PLAIN

    def number(self, place: int) -> int:
        """The Excel number of the row at a place."""
        return self._blocks.numbers[place] if place >= 0 else self._pile.numbers[~place]

    def numbered(self, number: int) -> RowPreview:
        """The row of that Excel number."""
        return self.row(self.place(number))

    def keep(self, row: RowPreview) -> None:
        """A row of these is about to be changed: it has something to tell from now on."""
        place = self.place(row.number)
        with self._lock:
            if (piled := self._piled(place)) >= 0:
                self._pile.touch(piled, row)
            else:
                self._kept[place] = self._pile.append(row)
                self._told_places = array("q")

    def place(self, number: int) -> int:
        """The place of the row of that Excel number."""
        at = bisect_left(self.places, number, key=self.number)
        if at == len(self) or self.number(self.places[at]) != number:
            raise LookupError(number)
        return self.places[at]

    def _piled(self, place: int) -> int:
        """Where on the pile the row lies, below 0 for a plain one."""
        return self._kept[place] if place >= 0 else ~place

    def _made(self, place: int) -> RowPreview:
        at, block = self._blocks.of(place)
        within = place - self._blocks.starts[at]
        opened = self._open
        if opened[0] != at:
            opened = self._open = (at, list(block.values()), list(block.folded) or [""] * len(block))
        values = {**self._given, **opened[1][within]}
        made = RowPreview(self.number(place), Outcome.NEW, values=values, folded=opened[2][within])
        self._living[place] = made
        return made

    # ── many together ────────────────────────────────────────────────────────

    @property
    def told(self) -> "Told":
        """The rows that have something to tell, in order, each looked up when it is asked for."""
        return Told(self, self.told_places)

    @property
    def told_places(self) -> Places:
        """Places of the rows that have something to tell, in order."""
        with self._lock:
            if not self._told_places:
                some_kept = len(self._pile) > len(self._firsts)
                told = (p for p in self.places if not self.is_plain(p))
                self._told_places = array("q", told if some_kept else sorted(self._firsts, key=self.number))
            return self._told_places

    def is_plain(self, place: int) -> bool:
        """True for a row that has nothing to tell."""
        return self._piled(place) < 0

    @property
    def plain(self) -> Places:
        """Places of the rows that have nothing to tell, in order."""
        every = range(len(self._kept))
        return every if len(self._pile) == len(self._firsts) else array("q", filter(self.is_plain, every))

    @property
    def plainly(self) -> int:
        """How many rows have nothing to tell."""
        return len(self) - len(self._pile)

    def counts(self) -> Counter[Outcome]:
        """Rows by outcome."""
        found = self._pile.outcomes()
        found[Outcome.NEW] += self.plainly
        return +found

    def sums(self) -> Sums:
        """Rows by outcome, and how much is to be told of them together."""
        found = self._pile.sums()
        found.outcomes[Outcome.NEW] += self.plainly
        return found

    def told_briefs(self) -> Iterator[tuple[int, Brief]]:
        """(place, what is to be told) of the rows that have something to tell, in order."""
        places = self.told_places
        briefs = self._pile.briefs()
        return ((place, briefs[self._piled(place)]) for place in places)

    @property
    def open_places(self) -> Places:
        """Places of the rows that may be anybody's still, in order."""
        briefs = self._pile.briefs()
        piled = self._piled
        return array("q", (p for p in self.places if (at := piled(p)) < 0 or briefs[at].is_open))

    def places_of(self, outcome: Outcome) -> Places:
        """Places of the rows of one outcome, in order."""
        if outcome is not Outcome.NEW:
            return array("q", (place for place, brief in self.told_briefs() if brief.outcome is outcome))
        briefs = self._pile.briefs()
        piled, many = self._piled, len(briefs)  # a row that a job keeps meanwhile was a plain one
        new = (p for p in self.places if not 0 <= (at := piled(p)) < many or briefs[at].outcome is outcome)
        return array("q", new)

    def seen(self, outcome: Outcome | None = None) -> Seen:
        """What the fields say in rows of one outcome or in all."""
        found = self._pile.seen(outcome)
        if outcome in (None, Outcome.NEW) and len(self._kept):
            found.join(self._blocks.seen)
            for name, value in self._given.items():
                found.add_values(name, (value,))
        return found

    def column(self, name: str, places: Places, default: Any = None) -> list[Any]:
        """One value of each of some rows."""
        fill = self._given.get(name, default)
        return self._of(
            places, lambda block: _filled(block.columns.get(name), len(block), fill),
            lambda row: row.values.get(name, default),
        )  # fmt: skip

    def folded(self, places: Places) -> list[str]:
        """The toneless text of each of some rows, empty where it is not known."""
        return self._of(places, lambda b: list(b.folded) or [""] * len(b), lambda row: row.folded)

    def _of(
        self, places: Places, of_block: Callable[[PlainRows], list[Any]], of_row: Callable[[RowPreview], Any]
    ) -> list[Any]:
        picked = self._picked
        if picked.places is not places or picked.kept != len(self._pile):
            picked = self._picked = _Picked.of(places, self._kept, len(self._pile))
        found = self._between(picked.first, picked.last, of_block)
        if picked.within is not None:
            found = [found[at] for at in picked.within] if found else [None] * len(places)
        for at in picked.apart:
            found[at] = of_row(self.row(places[at]))
        return found

    def _between(self, first: int, last: int, of_block: Callable[[PlainRows], list[Any]]) -> list[Any]:
        """What stands in the blocks from one plain row to another."""
        found, at = list[Any](), first
        while at <= last:
            opened, block = self._blocks.of(at)
            start = self._blocks.starts[opened]
            found += of_block(block)[at - start : last + 1 - start]
            at = self._blocks.starts[opened + 1]
        return found


class _Picked(NamedTuple):
    """Where the values of some rows stand, worked out once for all columns: `first` and `last` of the plain ones.

    `within` is the place of each row among these, None when that is its own; `apart` are the rows looked at alone.
    `kept` tells how many rows had something to tell then.
    """

    places: Places
    kept: int
    first: int
    last: int
    within: Sequence[int] | None
    apart: Sequence[int]

    @classmethod
    def of(cls, places: Places, piled: Sequence[int], kept: int) -> "_Picked":
        plain = [p for p in places if p >= 0]
        first, last = min(plain, default=0), max(plain, default=-1)
        straight = len(places) == last - first + 1 and all(map(eq, places, range(first, last + 1)))
        within = None if straight else [max(p - first, 0) for p in places]
        apart = [at for at, p in enumerate(places) if p < 0 or piled[p] >= 0]
        return cls(places, kept, first, last, within, apart)


class Told(Sequence[RowPreview]):
    """Some rows of a sheet, each looked up when it is asked for."""

    def __init__(self, rows: Rows, places: Places) -> None:
        self._rows, self._places = rows, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> RowPreview: ...
    @overload
    def __getitem__(self, at: slice) -> "Told": ...
    def __getitem__(self, at: int | slice) -> "RowPreview | Told":
        if isinstance(at, slice):
            return Told(self._rows, self._places[at])
        return self._rows.row(self._places[at])

    def __iter__(self) -> Iterator[RowPreview]:
        return map(self._rows.row, self._places)


class _Blocks:
    """Plain rows as they came; of many, those not in use lie on the shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self.numbers, self.starts, self.seen = array("q"), [0], Seen()
        self._shelf = shelf
        self._lying: list[PlainRows | int] = []
        self._opened: dict[int, PlainRows] = {}

    def add(self, block: PlainRows) -> None:
        if not len(block):
            return
        self.seen.add_columns(block.columns)
        lies = self._shelf.lay(block) if len(self.numbers) >= PLAIN_AT_HAND else None
        self._lying.append(block if lies is None else lies)
        self.numbers.extend(block.numbers)
        self.starts.append(len(self.numbers))

    def of(self, place: int) -> tuple[int, PlainRows]:
        """The block that holds a row, and its place among the blocks."""
        at = bisect_right(self.starts, place) - 1
        lies = self._lying[at]
        if isinstance(lies, PlainRows):
            return at, lies
        if (block := self._opened.get(at)) is None:
            block = self._shelf.take(lies)
            self._opened = {at: block, **dict(islice(self._opened.items(), _OPEN - 1))}
        return at, block


_PLAIN = Brief.of(RowPreview(0, Outcome.NEW))


def _merged(told: Sequence[int], numbers: Sequence[int], plain: "array[int]") -> "array[int]":
    """Places in the order of their numbers, given those of the rows told and the numbers of the plain ones."""
    rising = all(a < b for a, b in pairwise(plain))
    if not rising:
        return _sorted(told, numbers, plain)
    places, begin = array("q"), 0
    for place, number in zip(told, numbers, strict=True):
        end = bisect_left(plain, number, begin)
        places.extend(range(begin, end))
        places.append(place)
        begin = end
    places.extend(range(begin, len(plain)))
    return places


def _sorted(told: Sequence[int], numbers: Sequence[int], plain: "array[int]") -> "array[int]":
    every = [*zip(numbers, told, strict=True), *((number, place) for place, number in enumerate(plain))]
    return array("q", (place for _, place in sorted(every)))


def _filled(values: Sequence[Any] | None, length: int, fill: Any) -> list[Any]:
    """A column of a block; `fill` stands where it has no value."""
    if values is None:
        return [fill] * length
    if fill is None:
        return list(values)
    return [fill if value is None else value for value in values]
