"""Petitions of workbooks beside those kept and beside each other: which likely say the same.

Made for whole files: the kept petitions of the period are gone through once for all texts, and of each text only its
rarest pairs of syllables are followed up.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.queries.repeats import OUT
from mttq_desktop.records.petitions import Petition
from mttq_desktop.rules.likeness import ALIKE, likeness, marks, marks_of_no_place, numbers, same_numbers, same_place
from mttq_desktop.rules.period import Period
from mttq_desktop.text.fold import Folder

KEPT = 10_000
"""So many kept petitions of the period, the newest, are compared."""
_RAREST, _COMMON, _SHARED, _CANDIDATES, _TOLD = 14, 150, 2, 12, 3
_ENOUGH = 250
"""Places that the rarest pairs lead to before the less rare ones of the text are left out."""
_SAMPLE, _SPREAD = 400, 64
Tick = Callable[[int], None]
"""Told after every text how many were compared; may raise to stop."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept petition, as a person is told of it."""

    id: int
    number: str
    sender: int | None
    organisation: int | None
    content: str


@dataclass(frozen=True, slots=True)
class Near:
    """What a text likely says again: a kept petition, or the text at another place."""

    likeness: int
    other: Kept | int


def likely_repeats(
    session: Session, texts: Sequence[str], periods: Collection[str], first: int = 0, tick: Tick = lambda _: None
) -> dict[int, tuple[Near, ...]]:
    """For texts from the place `first` on: what each likely says again, the likeliest first.

    A text is compared with those before it and with the kept petitions of the periods.
    """
    kept = _kept(session, periods) if len(texts) > first else []
    search = _Search(texts, kept)
    made: dict[int, tuple[Near, ...]] = {}
    for n in range(first, len(texts)):
        if near := search.near(n):
            made[n] = near
        tick(n - first)
    return made


def _kept(session: Session, periods: Collection[str]) -> list[Kept]:
    codes = {code for p in periods for code in codes_inside(Period.parse(p))}
    p = Petition
    statement = (
        select(p.id, p.number, p.sender_unit_id, p.organisation_id, p.content)
        .where(p.period.in_(codes), p.deleted_on.is_(None), p.state.not_in(OUT)).order_by(p.id.desc()).limit(KEPT)
    )  # fmt: skip
    return [Kept(i, number or "", unit, body, text) for i, number, unit, body, text in session.execute(statement)]


class _Search:
    """Texts first, kept petitions behind them, both by their places in one row.

    A pair of syllables is known by a number of few bits: now and then two pairs share one, which costs a look more.
    """

    def __init__(self, texts: Sequence[str], kept: Sequence[Kept]) -> None:
        self._own, self._kept = len(texts), kept
        self._contents = [*texts, *(k.content for k in kept)]
        self._folded = list(map(Folder(), self._contents))
        self._bits = (1 << max(len(self._contents) * _SPREAD, 1).bit_length()) - 1
        self._same: dict[str, list[int]] = defaultdict(list)
        self._pairs = [self._pairs_of(folded) for folded in self._folded]
        self._counts = array("I", bytes(4 * (self._bits + 1)))
        self._holders: dict[int, list[int]] = defaultdict(list)
        self._hold_all()

    def _pairs_of(self, folded: str) -> "array[int]":
        bits = self._bits
        return array("I", {hash(pair) & bits for pair in pairwise(folded.split())})

    def _hold_all(self) -> None:
        """Note who holds each pair that is neither alone nor common; only pairs of the texts are asked for."""
        counts, asked = self._counts, bytearray(self._bits + 1)
        for place, pairs in enumerate(self._pairs):
            self._same[self._folded[place]].append(place)
            for pair in pairs:
                counts[pair] += 1
                asked[pair] |= place < self._own
        for place, pairs in enumerate(self._pairs):
            for pair in pairs:
                if asked[pair] and 1 < counts[pair] <= _COMMON:
                    self._holders[pair].append(place)

    def near(self, place: int) -> tuple[Near, ...]:
        """Everything kept, or before it among the texts, that is like the text at a place."""
        scored = ((self._score(place, other), other) for other in self._candidates(place))
        found = sorted(((score, other) for score, other in scored if score >= ALIKE), key=lambda x: (-x[0], -x[1]))
        return tuple(Near(score, self._named(other)) for score, other in found[:_TOLD])

    def _candidates(self, place: int) -> Iterator[int]:
        rare = self._rarest(place)
        together = Counter(other for pair in rare for other in self._holders[pair] if self._may_be(place, other))
        alike = [other for other, shared in together.most_common(_CANDIDATES) if shared >= _SHARED]
        same = (other for other in reversed(self._same[self._folded[place]]) if self._may_be(place, other))
        yield from dict.fromkeys([*islice(same, _CANDIDATES), *alike])

    def _rarest(self, place: int) -> Iterator[int]:
        """The rarest pairs of a text, as long as they lead to few others."""
        counts, reached = self._counts, 0
        held = sorted((pair for pair in self._pairs[place] if 1 < counts[pair] <= _COMMON), key=counts.__getitem__)
        for pair in held[:_RAREST]:
            yield pair
            reached += counts[pair]
            if reached > _ENOUGH:
                return

    def _may_be(self, place: int, other: int) -> bool:
        return other < place or other >= self._own

    def _score(self, place: int, other: int) -> int:
        score = likeness(self._folded[place], self._folded[other])
        return score if score >= ALIKE and self._same_matter(place, other) else 0

    def _same_matter(self, place: int, other: int) -> bool:
        first, second = self._contents[place], self._contents[other]
        same = same_numbers(numbers(first), numbers(second))
        return same and same_place(self._marks(place), self._marks(other))

    def _marks(self, place: int) -> frozenset[str]:
        return marks(self._contents[place]) - self._everywhere

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        """Worked out from some of the texts, and only where any are alike at all."""
        return marks_of_no_place(self._contents[:: len(self._contents) // _SAMPLE + 1])

    def _named(self, place: int) -> Kept | int:
        return place if place < self._own else self._kept[place - self._own]
