"""Petitions by field and state, as bars of a chart."""

from collections.abc import Iterable

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.figures import NO_FIELD, Fact
from mttq_desktop.word.model import Bar

FIELDS, GROUPS = "petition_field_detail", "petition_field_hdnd5"


def bars_by_field(words: Vocabulary, found: Iterable[Fact]) -> list[Bar]:
    """Petitions after merging in the five groups of fields: answered, on their way, late, not forwarded."""
    groups, counts = words.code_list(GROUPS), dict[str, list[int]]()
    for fact in found:
        if fact.own:
            counts.setdefault(_group(words, fact.field), [0, 0, 0, 0])[_state(fact)] += 1
    order = [*(str(e.key) for e in groups.entries), ""]
    return [
        Bar(groups.label(code) if code else NO_FIELD, tuple(float(n) for n in counts[code]))
        for code in order if code in counts
    ]  # fmt: skip


def _group(words: Vocabulary, field: str | None) -> str:
    """The group a field belongs to, "" for none."""
    entry = words.code_list(FIELDS).by_key.get(field or "")
    return str(entry.parent or "") if entry is not None else ""


def _state(fact: Fact) -> int:
    if fact.answered:
        return 0
    if not fact.forwarded:
        return 3
    return 2 if fact.late else 1
