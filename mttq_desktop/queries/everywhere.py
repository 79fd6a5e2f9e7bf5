"""The one search over everything: petitions, batches, catalogues; a few hits of each kind."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import Filter, ids, records
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.register import KINDS
from mttq_desktop.text.fold import fold

FIRST_KIND, OTHER_KINDS = 6, 3
"""So many hits of petitions, and of every other kind."""


@dataclass(frozen=True)
class Hit:
    """One record found: what it says, and what it is."""

    kind: Kind[Any]
    id: int
    text: str
    detail: str


def everywhere(session: Session, vocabulary: Vocabulary, words: str) -> tuple[Hit, ...]:
    """Records whose searched words begin with the words typed, with or without tones."""
    if not fold(words):
        return ()
    found: list[Hit] = []
    for number, kind in enumerate(k for k in KINDS if k.searched):
        wanted = ids(session, kind, Filter(text=words), limit=FIRST_KIND if number == 0 else OTHER_KINDS)
        found += [hit_of(kind, record, vocabulary) for record in records(session, kind, wanted)]
    return tuple(found)


def hit_of(kind: Kind[Any], record: Any, vocabulary: Vocabulary) -> Hit:
    """A record as one line: its number and name, or what makes it what it is."""
    names = [n for n in (kind.number, kind.label) if n] if kind.label else list(kind.same)
    values = [(n, getattr(record, n)) for n in names]
    parts = [kind.field(n).format(v, vocabulary) for n, v in values if v not in (None, "")]
    text = " · ".join(" ".join(part.split()) for part in parts)
    return Hit(kind, record.id, text, kind.one)
