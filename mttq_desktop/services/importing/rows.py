"""Rows of a workbook as a person sees them, thousands of which have nothing to tell: these stay columns as read.

A plain row is new and has no problems. It becomes a RowPreview when somebody asks for it, the same one for as long
as anybody holds it; whoever changes it says `keep`. Rows as objects take six times as much memory as columns.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate, chain, islice
from typing import Any, overload
from weakref import WeakValueDictionary

from mttq_desktop.errors import Problem
from mttq_desktop.excel.found import PlainRows

Places = Sequence[int]
"""Rows as `Rows` knows them, for good: plain ones from 0 on, the others below."""


class Outcome(StrEnum):
    """What becomes of a row; every row that is not empty has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Like:
    """What a row likely says again: a kept record, or another row; of which sheet and file is told for later."""

    likeness: int
    where: str
    content: str
    record: int | None = None
    row: "RowPreview | None" = None
    sheet: str = ""
    sha256: str = ""


@dataclass(slots=True, weakref_slot=True)
class RowPreview:
    """One row: its outcome and why, its values, what would change, what was noticed.

    `record` is the stored record it is about; `texts` holds what stands in cells with problems; `folded` is the
    toneless form of its longest text, kept because it is needed twice. In a list the program exported itself,
    `uid` is the record the row tells of and `edited` the fields that were typed into since. `ruled` are problems
    that the kind's own rules found, `worked` fields that only follow from others; `owner` is the row of the record
    that a part's row belongs to. `likes` is what it may say again, the likeliest first.
    """

    number: int
    outcome: Outcome
    reason: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    record: int | None = None
    folded: str = ""
    uid: str = ""
    edited: tuple[str, ...] = ()
    ruled: tuple[Problem, ...] = ()
    worked: tuple[str, ...] = ()
    owner: "RowPreview | None" = None
    likes: tuple[Like, ...] = ()

    @property
    def like(self) -> Like | None:
        """What a new row likely says again: something that is kept, or will be."""
        if self.outcome is not Outcome.NEW:
            return None
        return next((x for x in self.likes if x.row is None or x.row.outcome is Outcome.NEW), None)

    @property
    def is_data(self) -> bool:
        """True for rows that hold a record, good or bad."""
        return self.outcome is not Outcome.SKIPPED


class Rows(Sequence[RowPreview]):
    """Every row of a sheet in the order of their numbers; `given` are values that plain rows have in common."""

    def __init__(
        self, told: Iterable[RowPreview] = (), plain: Iterable[PlainRows] = (), given: Mapping[str, Any] | None = None
    ) -> None:
        self._told, self._given = list(told), given or {}
        self._blocks = [b for b in plain if len(b)]
        self._starts = [0, *accumulate(map(len, self._blocks))]
        self._numbers = array("q", (n for b in self._blocks for n in b.numbers))
        self._kept: dict[int, RowPreview] = {}
        self._in_order: list[RowPreview] = []
        self._living: WeakValueDictionary[int, RowPreview] = WeakValueDictionary()
        self._open: tuple[int, list[dict[str, Any]]] = (-1, [])
        self.places = array("q", sorted(range(-len(self._told), len(self._numbers)), key=self.number))

    # ── one by one ───────────────────────────────────────────────────────────

    def __len__(self) -> int:
        return len(self.places)

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
        if place < 0:
            return self._told[place]
        return self._kept.get(place) or self._living.get(place) or self._made(place)

    def number(self, place: int) -> int:
        """The Excel number of the row at a place."""
        return self._numbers[place] if place >= 0 else self._told[place].number

    def numbered(self, number: int) -> RowPreview:
        """The row of that Excel number."""
        return self.row(self.place(number))

    def keep(self, row: RowPreview) -> None:
        """A row of these is about to be changed: it has something to tell from now on."""
        place = self.place(row.number)
        if place >= 0 and place not in self._kept:
            self._kept[place] = row
            self._in_order = []

    def place(self, number: int) -> int:
        """The place of the row of that Excel number."""
        at = bisect_left(self.places, number, key=self.number)
        if at == len(self.places) or self.number(self.places[at]) != number:
            raise LookupError(number)
        return self.places[at]

    def _made(self, place: int) -> RowPreview:
        at = bisect_right(self._starts, place) - 1
        block, first = self._blocks[at], self._starts[at]
        if self._open[0] != at:
            self._open = (at, list(block.values()))
        values = {**self._given, **self._open[1][place - first]}
        folded = block.folded[place - first] if block.folded else ""
        made = RowPreview(self._numbers[place], Outcome.NEW, values=values, folded=folded)
        self._living[place] = made
        return made

    # ── many together ────────────────────────────────────────────────────────

    @property
    def told(self) -> Sequence[RowPreview]:
        """The rows that have something to tell, in order."""
        if not self._in_order:
            self._in_order = sorted((*self._told, *self._kept.values()), key=lambda row: row.number)
        return self._in_order

    def is_plain(self, place: int) -> bool:
        """True for a row that has nothing to tell."""
        return place >= 0 and place not in self._kept

    @property
    def plain(self) -> Places:
        """Places of the rows that have nothing to tell, in order."""
        every = range(len(self._numbers))
        return array("q", (p for p in every if p not in self._kept)) if self._kept else every

    def counts(self) -> Counter[Outcome]:
        """Rows by outcome."""
        counted = Counter([r.outcome for r in (*self._told, *self._kept.values())])
        counted[Outcome.NEW] += len(self._numbers) - len(self._kept)
        return +counted

    def places_of(self, outcome: Outcome) -> Places:
        """Places of the rows of one outcome, in order."""
        plain = outcome is Outcome.NEW
        kept = (p for p in self.places if (plain if self.is_plain(p) else self.row(p).outcome is outcome))
        return array("q", kept)

    def values_seen(self, outcome: Outcome | None = None) -> dict[str, set[str]]:
        """Up to two different values of every field, as words, in rows of one outcome or in all."""
        seen: dict[str, set[str]] = {}
        told = ((n, (v,)) for r in self.told if outcome in (None, r.outcome) for n, v in r.values.items())
        blocks = self._blocks if outcome in (None, Outcome.NEW) else []
        plain = ((name, values) for block in blocks for name, values in block.columns.items())
        given = ((name, (value,)) for name, value in self._given.items() if blocks)
        for name, values in chain(told, plain, given):
            if len(known := seen.setdefault(name, set())) < 2:
                known.update(str(v) for v in islice((v for v in dict.fromkeys(values) if v is not None), 2))
        return {name: some for name, some in seen.items() if some}

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
        plain = [p for p in places if p >= 0]
        if not plain:
            return [of_row(self._told[p]) for p in places]
        first, last = plain[0], plain[-1]
        found = self._between(first, last, of_block)
        for place in self._kept:
            if first <= place <= last:
                found[place - first] = of_row(self._kept[place])
        if len(found) == len(plain) == len(places):
            return found
        return [found[p - first] if p >= 0 else of_row(self._told[p]) for p in places]

    def _between(self, first: int, last: int, of_block: Callable[[PlainRows], list[Any]]) -> list[Any]:
        """What stands in the blocks from one plain row to another."""
        begin, end = (bisect_right(self._starts, place) - 1 for place in (first, last))
        found = [value for block in self._blocks[begin : end + 1] for value in of_block(block)]
        start = self._starts[begin]
        return found[first - start : last + 1 - start]


def _filled(values: Sequence[Any] | None, length: int, fill: Any) -> list[Any]:
    """A column of a block; `fill` stands where it has no value."""
    if values is None:
        return [fill] * length
    if fill is None:
        return list(values)
    return [fill if value is None else value for value in values]
