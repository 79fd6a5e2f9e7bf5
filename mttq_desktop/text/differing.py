"""Which words of two texts differ; case, odd spaces and the place of a tone do not count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from mttq_desktop.text.fold import tone_key

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text, and whether the other text lacks it."""

    text: str
    differs: bool


def differing(first: str, second: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts cut into runs of shared and of own words; joined, the runs are the texts again."""
    ours, theirs = list(_WORD.finditer(first)), list(_WORD.finditer(second))
    matcher = SequenceMatcher(None, [tone_key(m[0]) for m in ours], [tone_key(m[0]) for m in theirs], autojunk=False)
    own, other = set(range(len(ours))), set(range(len(theirs)))
    for a, b, size in matcher.get_matching_blocks():
        own -= set(range(a, a + size))
        other -= set(range(b, b + size))
    return _runs(first, ours, own), _runs(second, theirs, other)


def _runs(text: str, words: Sequence[re.Match[str]], apart: set[int]) -> tuple[Run, ...]:
    """Neighbouring words that differ make one run, with what stands between them."""
    runs: list[Run] = []
    done, n = 0, 0
    while n < len(words):
        if n not in apart:
            n += 1
            continue
        last = n
        while last + 1 in apart:
            last += 1
        runs += [Run(text[done : words[n].start()], False), Run(text[words[n].start() : words[last].end()], True)]
        done, n = words[last].end(), last + 1
    runs.append(Run(text[done:], False))
    return tuple(r for r in runs if r.text)
