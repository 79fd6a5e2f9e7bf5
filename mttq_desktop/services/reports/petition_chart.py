"""Petitions by field and state, as bars of a chart."""

from collections.abc import Iterable

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.figures import NO_FIELD, Fact
from mttq_desktop.word.model import Bar

MOST = 12
"""Fields with a bar of their own; the rest stand together."""
OTHERS = "Các lĩnh vực khác"


def bars_by_field(words: Vocabulary, found: Iterable[Fact]) -> list[Bar]:
    """Petitions after merging: answered, on their way, late, not forwarded; the field with most first."""
    counts: dict[str | None, list[int]] = {}
    for fact in found:
        if fact.own:
            counts.setdefault(fact.field, [0, 0, 0, 0])[_state(fact)] += 1
    ordered = sorted(counts, key=lambda f: (f is None, -sum(counts[f]), f or ""))
    fields = words.code_list("petition_field_detail")
    bars = [Bar(fields.label(f) if f else NO_FIELD, _parts(counts[f])) for f in ordered[:MOST]]
    rest = [counts[f] for f in ordered[MOST:]]
    return [*bars, Bar(OTHERS, tuple(float(sum(x)) for x in zip(*rest, strict=True)))] if rest else bars


def _parts(counts: Iterable[int]) -> tuple[float, ...]:
    return tuple(float(n) for n in counts)


def _state(fact: Fact) -> int:
    if fact.answered:
        return 0
    if not fact.forwarded:
        return 3
    return 2 if fact.late else 1
