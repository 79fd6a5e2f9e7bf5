"""Petitions by group of fields and state: the bars of a chart, and what stands behind each of their parts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.figures import NO_FIELD, Fact
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.reports.drawing import Count
from mttq_desktop.word.model import Bar

FIELDS, GROUPS = "petition_field_detail", "petition_field_hdnd5"
_STATES = {"answered": "đã trả lời", "waiting": "đã chuyển, còn trong hạn", "late": "quá hạn trả lời",
           "not_forwarded": "chưa chuyển"}  # fmt: skip
"""Parts of a bar in their order, by the last part of their figures' names."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group of fields with its petitions by state, in the order of the states."""

    key: str
    name: str
    ids: tuple[tuple[int, ...], ...]

    @property
    def bar(self) -> Bar:
        """Its bar; every number on it opens its petitions."""
        values = tuple(float(len(them)) for them in self.ids)
        return Bar(self.name, values, keys=tuple(f"{self.key}/{s}" for s in _STATES), key=f"{self.key}/total")

    def counts(self) -> Iterator[Count]:
        """Its figures: the whole, then each part."""
        every = tuple(i for them in self.ids for i in them)
        yield Count(f"{self.key}/total", f"{self.name}: tổng số", PETITION, every)
        for (state, label), them in zip(_STATES.items(), self.ids, strict=True):
            yield Count(f"{self.key}/{state}", f"{self.name}: {label}", PETITION, them)


def by_group(words: Vocabulary, found: Iterable[Fact]) -> tuple[Group, ...]:
    """Petitions after merging in the five groups of fields: answered, on their way, late, not forwarded."""
    groups, ids = words.code_list(GROUPS), dict[str, tuple[list[int], ...]]()
    for fact in found:
        if fact.own:
            ids.setdefault(_group(words, fact.field), ([], [], [], []))[_state(fact)].append(fact.id)
    order = [*(str(e.key) for e in groups.entries), ""]
    return tuple(
        Group(f"group/{code or '-'}", groups.label(code) if code else NO_FIELD, tuple(map(tuple, ids[code])))
        for code in order if code in ids
    )  # fmt: skip


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
