"""How much two texts of petitions say the same.

Words are compared without tones. Texts made from one sentence but about different places are no repeats: numbers and
names in them must agree.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from mttq_desktop.text.fold import fold

ALIKE = 76
"""Likeness in percent from which two petitions are proposed as repeats."""
_EVERYWHERE = 0.06
"""A name or number in more than this share of the texts marks no place."""
_FEW = 6
_TITLES = frozenset("tp tx tt ubnd hdnd mttq ub uy ban nhan dan viet nam tinh huyen xa phuong thon".split())
_PARTS = frozenset("thon to khoi khu doi ap xom pho lang ban nhom so".split())
_WORD = re.compile(r"[^\W_]+")
_NUMBER, _IN_LIST = re.compile(r"\d+(?:[.,]\d{3})*(?!\d)|\d+"), re.compile(r"\s*\d+\s*[.)/:-](?!\s*\d)")
_SENTENCE = re.compile(r"[.;:!?\n]\s*|\A\s*[-–+•]?\s*")


def syllable_pairs(folded: str) -> frozenset[str]:
    """Neighbouring syllables of a folded text."""
    return frozenset(map(" ".join, pairwise(folded.split())))


@lru_cache(maxsize=20_000)
def marks(content: str) -> frozenset[str]:
    """Numbers and names in a text (folded): what makes it about this place and no other."""
    starts = {found.end() for found in _SENTENCE.finditer(content)}
    found: list[str] = []
    before, last = -2, ""
    for m in _WORD.finditer(content):
        word = m[0]
        if word[0].isdigit():
            found += [f"{last} {word}" if last in _PARTS else fold(word)] if m.start() else []
        elif word[0].isupper() and m.start() not in starts:
            joined = before == m.start() - 1 and found
            found[-1:] = [f"{found[-1]} {fold(word)}"] if joined else [*found[-1:], fold(word)]
            before = m.end()
        last = fold(word)
    return frozenset(name for f in found if (name := _bare(f)))


def _bare(name: str) -> str:
    """A name without the words for what it is: TP Tam Kỳ is Tam Kỳ; "thon 5" stays."""
    if name[-1].isdigit():
        return name
    return " ".join(w for w in name.split() if w not in _TITLES)


def same_place(first: frozenset[str], second: frozenset[str]) -> bool:
    """The smaller set of numbers and names lies (nearly) within the other."""
    if not first or not second:
        return True
    return len(first & second) >= 0.75 * min(len(first), len(second))


@lru_cache(maxsize=20_000)
def numbers(content: str) -> frozenset[str]:
    """Every number in a text but its own in a list: 5 of "thôn 05", 611 of "ĐT611", 1490000 of "1.490.000"."""
    own = _IN_LIST.match(content)
    found = _NUMBER.findall(content, own.end() if own else 0)
    return frozenset(re.sub(r"\D", "", n).lstrip("0") for n in found)


def same_numbers(first: frozenset[str], second: frozenset[str]) -> bool:
    """One text may leave out numbers of the other; "công trình số 1" and "công trình số 2" are two matters."""
    return first <= second or second <= first


def likeness(first: str, second: str) -> int:
    """How much two folded texts say the same, 0–100; the order of words counts half."""
    from rapidfuzz import fuzz

    return round((fuzz.token_set_ratio(first, second) + fuzz.token_sort_ratio(first, second)) / 2)


def marks_of_no_place(contents: Iterable[str]) -> frozenset[str]:
    """Names and numbers that so many of the texts hold that they tell none from another."""
    found = [marks(c) for c in contents]
    counts = Counter(mark for some in found for mark in some)
    most = max(len(found) * _EVERYWHERE, _FEW)
    return frozenset(mark for mark, count in counts.items() if count > most)
