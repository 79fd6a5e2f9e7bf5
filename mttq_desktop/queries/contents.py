"""Petitions as documents print them: what they say, who raised them, from where."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.queries.names import Names
from mttq_desktop.queries.petitions import among, originals
from mttq_desktop.records.petitions import Petition, PetitionState

SENDERS_NAMED = 6


@dataclass(frozen=True, slots=True)
class Content:
    """One petition after merging: `originals` are those merged into it, `senders` names all who raised it."""

    id: int
    number: str
    content: str
    summary: str
    period: str
    senders: tuple[str, ...]
    district: str
    place: str
    field: str | None
    level: str | None
    originals: tuple[int, ...]
    severity: str | None
    carried: bool

    @property
    def sender(self) -> str:
        """All who raised it, or how many more when they are many."""
        more = len(self.senders) - SENDERS_NAMED
        named = "; ".join(self.senders[:SENDERS_NAMED])
        return f"{named} và {more} đơn vị khác" if more > 0 else named


def contents(session: Session, ids: Iterable[int], names: Names) -> dict[int, Content]:
    """The petitions by id, in the order of their numbers."""
    p = Petition
    wanted = list(ids)
    merged = originals(session, wanted)
    voices = _voices(session, [*wanted, *(o for them in merged.values() for o in them)], names)
    carried = _carried(session, wanted)
    statement = (
        select(p.id, p.number, p.content, p.summary, p.period, p.sender_unit_id, p.commune_id, p.field, p.level,
               p.severity)
        .where(among(p.id, wanted)).order_by(p.number, p.id)
    )  # fmt: skip
    return {
        i: Content(
            i, number or "", content, summary or "", period,
            tuple(dict.fromkeys(voices[o] for o in (i, *merged.get(i, ())))),
            names.district(unit, commune), names.place(unit, commune), field, level, merged.get(i, ()), severity,
            i in carried,
        )
        for i, number, content, summary, period, unit, commune, field, level, severity in session.execute(statement)
    }  # fmt: skip


def _voices(session: Session, ids: list[int], names: Names) -> dict[int, str]:
    p = Petition
    rows = session.execute(select(p.id, p.sender_unit_id, p.organisation_id).where(among(p.id, ids)))
    return {i: names.raised_by(unit, organisation) for i, unit, organisation in rows}


def _carried(session: Session, ids: list[int]) -> set[int]:
    """Those entered anew because the period before did not settle them."""
    p = Petition
    old = select(p.id).where(p.state == PetitionState.NEXT_PERIOD.value)
    return set(session.scalars(select(p.id).where(among(p.id, ids), p.repeated_from_id.in_(old))))
