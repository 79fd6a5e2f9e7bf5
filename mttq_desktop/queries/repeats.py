"""Petitions that say the same: groups of likely repeats in a period, and similar ones while typing.

Pairs are found by shared rare pairs of syllables (most Vietnamese words are two), then judged whole.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.queries.petitions import among
from mttq_desktop.records.petitions import NotSame, Petition, PetitionState
from mttq_desktop.rules.likeness import (
    ALIKE,
    likeness,
    marks,
    marks_of_no_place,
    numbers,
    same_numbers,
    same_place,
    syllable_pairs,
)
from mttq_desktop.rules.period import Period
from mttq_desktop.store.search import ID_MASK
from mttq_desktop.text.fold import fold

SIMILAR = 55
"""Likeness in percent from which a petition is shown beside what is being typed."""
LOOSER = 8
"""By how much less two members of one group may be alike."""
_RAREST, _COMMON, _SHARED = 14, 150, 2
_CANDIDATES = 150
OUT = (PetitionState.MERGED.value, PetitionState.FILED.value, PetitionState.NEXT_PERIOD.value)
"""States of petitions that nothing is merged into or with any more."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """A group of petitions that likely say the same; the first is proposed to be kept."""

    ids: tuple[int, ...]
    likeness: int


@dataclass(frozen=True, slots=True)
class Similar:
    """A petition like the one being typed."""

    id: int
    number: str
    content: str
    state: PetitionState
    likeness: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A content made ready for comparing."""

    id: int
    folded: str
    marks: frozenset[str]
    numbers: frozenset[str]
    standing: tuple[int, int]

    @property
    def pairs(self) -> frozenset[str]:
        """Neighbouring syllables."""
        return syllable_pairs(self.folded) or frozenset(self.folded.split())


def groups_of_repeats(
    session: Session, period: Period, *, least: int = ALIKE, ids: Iterable[int] | None = None
) -> tuple[Repeats, ...]:
    """Groups of likely repeats among a period's petitions (or the given ones), the most alike first.

    Pairs a person judged different are never in one group. Merged and filed petitions are left out.
    """
    texts = _texts(session, period, ids)
    different = _different(session, texts)
    scored = sorted(
        ((score, a, b) for a, b in _candidates(list(texts.values())) if (score := _score(a, b)) >= least),
        key=lambda x: (-x[0], x[1].id, x[2].id),
    )
    return _Grouping(texts, different, least - LOOSER).groups(scored)


def _texts(session: Session, period: Period, ids: Iterable[int] | None) -> dict[int, _Text]:
    p = Petition
    statement = (
        select(p.id, p.content, p.state, p.merged_count).where(p.deleted_on.is_(None), p.state.not_in(OUT))
        .order_by(p.received_on, p.id)
    )  # fmt: skip
    wanted = among(p.id, ids) if ids is not None else p.period.in_(codes_inside(period))
    rows = session.execute(statement.where(wanted)).all()
    everywhere = marks_of_no_place(row.content for row in rows)
    return {
        i: _Text(i, fold(content), marks(content) - everywhere, numbers(content), (_rank(state), count))
        for i, content, state, count in rows
    }


def _rank(state: str) -> int:
    """Whether a petition has gone out: one that has must stay the root."""
    return int(state in _GONE_OUT)


_GONE_OUT = ("CHUYEN", "DON", "TL", "DANG", "XONG", "TB")


def _different(session: Session, texts: dict[int, _Text]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = session.execute(select(NotSame.first_id, NotSame.second_id).where(NotSame.deleted_on.is_(None)))
    for a, b in rows:
        if a in texts and b in texts:
            found[a].add(b)
            found[b].add(a)
    return found


def _candidates(texts: Sequence[_Text]) -> Iterable[tuple[_Text, _Text]]:
    """Pairs that share some of their rarest pairs of syllables; the same text repeated is found too."""
    counts = Counter(pair for t in texts for pair in t.pairs)
    found: dict[str, list[int]] = defaultdict(list)
    for n, t in enumerate(texts):
        shared = [p for p in t.pairs if counts[p] > 1]
        rare = sorted(shared, key=lambda p: (counts[p], p))[:_RAREST]
        for pair in rare:
            if counts[pair] <= _COMMON:
                found[pair].append(n)
    together: Counter[tuple[int, int]] = Counter()
    for members in found.values():
        together.update((a, b) for i, a in enumerate(members) for b in members[i + 1 :])
    alike = {pair for pair, n in together.items() if n >= _SHARED} | set(_exact(texts))
    return ((texts[a], texts[b]) for a, b in alike)


def _exact(texts: Sequence[_Text]) -> Iterable[tuple[int, int]]:
    """Neighbours in each set of equal texts, which may hold nothing rare."""
    same: dict[str, list[int]] = defaultdict(list)
    for n, t in enumerate(texts):
        same[t.folded].append(n)
    return (pair for them in same.values() for pair in pairwise(them))


def _score(a: _Text, b: _Text) -> int:
    same = same_numbers(a.numbers, b.numbers) and same_place(a.marks, b.marks)
    return likeness(a.folded, b.folded) if same else 0


@dataclass
class _Grouping:
    """Joins pairs to groups in which everyone is like everyone.

    Groups that hold a remembered difference, or two petitions already sent out, stay apart.
    """

    texts: dict[int, _Text]
    different: dict[int, set[int]]
    least: int

    def groups(self, scored: Sequence[tuple[int, _Text, _Text]]) -> tuple[Repeats, ...]:
        """Join the most alike pairs first; the likeness of a group is that of its last join."""
        self.known = {(a.id, b.id): score for score, a, b in scored}
        group = {i: [i] for i in self.texts}
        likeness_of: dict[int, int] = {}
        for score, a, b in scored:
            first, second = group[a.id], group[b.id]
            if first is second or not self._may_join(first, second):
                continue
            first.extend(second)
            likeness_of[id(first)] = score
            for i in second:
                group[i] = first
        ordered = {id(g): g for g in group.values() if len(g) > 1}
        made = [Repeats(_root_first(g, self.texts), likeness_of[key]) for key, g in ordered.items()]
        return tuple(sorted(made, key=lambda r: (-r.likeness, -len(r.ids), r.ids)))

    def _may_join(self, first: Sequence[int], second: Sequence[int]) -> bool:
        if sum(self.texts[i].standing[0] for i in (*first, *second)) > 1:
            return False
        pairs = [(a, b) for a in first for b in second]
        if any(b in self.different.get(a, ()) for a, b in pairs):
            return False
        return all(self._alike(a, b) >= self.least for a, b in pairs)

    def _alike(self, a: int, b: int) -> int:
        known = self.known.get((a, b), self.known.get((b, a)))
        return _score(self.texts[a], self.texts[b]) if known is None else known


def _root_first(ids: Iterable[int], texts: dict[int, _Text]) -> tuple[int, ...]:
    """The one already sent out, or that holds merged ones, or says most, first; the others as they came."""
    wanted = set(ids)
    root = max(wanted, key=lambda i: (*texts[i].standing, len(texts[i].folded), -i))
    return (root, *(i for i in texts if i in wanted and i != root))


def similar(
    session: Session, typed: str, limit: int = 5, *, exclude: int | None = None, least: int = SIMILAR
) -> tuple[Similar, ...]:
    """Petitions of any period and state like the typed text, the most alike first; merged ones through their root too.

    Made for every pause in typing: the search index gives candidates by the text's rarest words.
    """
    folded, names, figures = fold(typed), marks(typed), numbers(typed)

    def same(content: str) -> bool:
        return same_place(names, marks(content)) and same_numbers(figures, numbers(content))

    words = list(dict.fromkeys(w for w in folded.split() if len(w) > 1))
    if len(words) < 3:
        return ()
    rows = _found(session, _rarest(session, words))
    scored = [
        (_typed_score(folded, fold(content), same(content)), i, number or "", content, PetitionState(state))
        for i, number, content, state in rows if i != exclude
    ]  # fmt: skip
    best = sorted((s for s in scored if s[0] >= least), key=lambda s: (-s[0], -s[1]))[:limit]
    return tuple(Similar(i, number, content, state, score) for score, i, number, content, state in best)


def _typed_score(typed: str, other: str, same: bool) -> int:
    """Half-typed text is measured against the part of the other it may be; another place lowers the score."""
    from rapidfuzz import fuzz

    whole = likeness(typed, other)
    part = round(fuzz.token_set_ratio(typed, other) * 0.95) if len(typed) < 0.6 * len(other) else 0
    return max(whole, part) - (0 if same else 25)


def _rarest(session: Session, words: Sequence[str], most: int = 6) -> dict[str, int]:
    """The words of the text that fewest petitions hold, and how many do; one never seen helps nothing."""
    session.execute(text(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.petition_words USING fts5vocab('main', 'search_petition', 'row')"
    ))
    marks_ = ", ".join(f":w{n}" for n in range(len(words)))
    rows = session.execute(
        text(f"SELECT term, doc FROM temp.petition_words WHERE term IN ({marks_})"),
        {f"w{n}": w for n, w in enumerate(words)},
    )
    known = {str(term): int(doc) for term, doc in rows}
    return {w: known[w] for w in sorted(known, key=lambda w: known[w])[:most]}


def _found(session: Session, words: Mapping[str, int]) -> list[tuple[int, str | None, str, str]]:
    """Petitions that hold any of the words, those with most and rarest of them first.

    The index keeps no places of words, so its own ranking has nothing to count; a word weighs by its rarity.
    """
    if not words:
        return []
    each = " UNION ALL ".join(
        f"SELECT rowid, :weight{n} AS weight FROM search_petition WHERE search_petition MATCH :word{n}"
        for n in range(len(words))
    )
    statement = text(f"SELECT rowid & :mask FROM ({each}) GROUP BY rowid ORDER BY sum(weight) DESC LIMIT :most")
    common = max(words.values())
    given = {f"word{n}": f'"{w}"' for n, w in enumerate(words)}
    weights = {f"weight{n}": 1 + log(common / held) for n, held in enumerate(words.values())}
    ids = session.execute(statement, given | weights | {"most": _CANDIDATES, "mask": ID_MASK}).scalars().all()
    p = Petition
    rows = session.execute(
        select(p.id, p.number, p.content, p.state).where(p.id.in_(ids), p.deleted_on.is_(None))
    )
    return [(i, number, content, state) for i, number, content, state in rows]
