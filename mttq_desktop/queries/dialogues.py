"""Dialogue conferences over the province: questions and what became of them, communes that held none in a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from mttq_desktop.queries.rollup import Units
from mttq_desktop.records.catalogue import Unit
from mttq_desktop.records.dialogues import Dialogue, DialogueItem
from mttq_desktop.records.recommendations import Recommendation

COUNTED = ("QD218", "DCCS")
"""Purposes by which a commune fulfils its yearly dialogue; dialogues after supervision or for criticism do not."""


def communes_without(session: Session, year: int) -> tuple[int, ...]:
    """Communes in force on the year's last day that held no dialogue in it, in the order of their codes.

    Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 32.1: at least one a year. A dialogue of a commune that became
    another one during the year counts for what it became.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    held = select(Dialogue.unit_id).where(
        Dialogue.held_on.between(first, last), Dialogue.deleted_on.is_(None), Dialogue.purpose.in_(COUNTED),
        Dialogue.unit_id.is_not(None),
    )  # fmt: skip
    units = Units.read(session)
    have = {units.standing(unit, last) for unit in session.scalars(held) if unit is not None}
    return tuple(u.id for u in units.on(last, "commune") if u.id not in have)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the conference it was asked at; `petition` and `recommendation` are what it became."""

    item: DialogueItem
    dialogue: Dialogue
    petition: int | None
    recommendation: int | None


def asked(session: Session, items: Sequence[int]) -> list[Asked]:
    """Questions by their ids, in that order; those in the trash are left out."""
    statement = (
        select(DialogueItem, Dialogue, Recommendation.id)
        .join(Dialogue, Dialogue.id == DialogueItem.dialogue_id)
        .outerjoin(Recommendation, and_(Recommendation.dialogue_item_id == DialogueItem.id,
                                        Recommendation.deleted_on.is_(None)))
        .where(DialogueItem.id.in_(items), DialogueItem.deleted_on.is_(None))
    )  # fmt: skip
    found = {i.id: Asked(i, d, i.petition_id, r) for i, d, r in session.execute(statement)}
    return [found[i] for i in items if i in found]


@dataclass(frozen=True, slots=True)
class District:
    """How far the communes of one district are with their yearly dialogue; `missing` are those without one."""

    unit: int | None
    communes: int
    missing: tuple[int, ...]


def by_district(session: Session, year: int) -> tuple[District, ...]:
    """Every district with its communes (and those without a district after 01/7/2025), in the order of codes."""
    missing = set(communes_without(session, year))
    last = date(year, 12, 31)
    above = aliased(Unit)
    statement = (
        select(Unit.id, Unit.parent_id)
        .outerjoin(above, above.id == Unit.parent_id)
        .where(Unit.level == "commune", Unit.deleted_on.is_(None), Unit.valid_from <= last,
               Unit.valid_to.is_(None) | (Unit.valid_to >= last)).order_by(above.code, Unit.code)
    )  # fmt: skip
    found: dict[int | None, list[int]] = {}
    for unit, parent in session.execute(statement):
        found.setdefault(parent, []).append(unit)
    return tuple(District(d, len(them), tuple(u for u in them if u in missing)) for d, them in found.items())
