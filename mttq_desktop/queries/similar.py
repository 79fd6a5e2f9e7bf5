"""Petitions that say nearly the same as a text: candidates by shared words, ranked by likeness."""

from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mttq_desktop.records.petitions import PETITION, Petition
from mttq_desktop.store.search import ID_MASK, index_name
from mttq_desktop.text.fold import fold

_CANDIDATES = 60
_WORDS = 24
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Similar:
    """A stored petition and how alike it is (0–100)."""

    id: int
    number: str
    content: str
    state: str
    likeness: int


def similar(
    session: Session, content: str, limit: int = 5, least: int = 60, apart_from: int | None = None
) -> list[Similar]:
    """The most alike petitions, closed ones included, best first; nothing for fewer than three words."""
    from rapidfuzz import fuzz

    folded = fold(content)
    words = list(dict.fromkeys(w for w in folded.split() if len(w) >= _SHORTEST))[:_WORDS]
    if len(words) < _SHORTEST:
        return []
    index = index_name(PETITION)
    asked = text(f"SELECT rowid & :mask FROM {index} WHERE {index} MATCH :words ORDER BY rank LIMIT :most").bindparams(
        mask=ID_MASK, words="folded : (" + " OR ".join(f'"{w}"' for w in words) + ")", most=_CANDIDATES
    )
    ids = [i for i in session.scalars(asked) if i != apart_from]
    columns = (Petition.id, Petition.number, Petition.content, Petition.state)
    rows = session.execute(select(*columns).where(Petition.id.in_(ids))).all()
    found = [
        Similar(r.id, r.number or "", r.content, r.state, round(fuzz.token_set_ratio(folded, fold(r.content))))
        for r in rows
    ]
    return sorted((s for s in found if s.likeness >= least), key=lambda s: -s.likeness)[:limit]
