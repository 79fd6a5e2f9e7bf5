"""Dialogue conferences over the province: questions and what became of them, communes that held none in a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.rollup import Choice, Units, View
from mttq_desktop.records.dialogues import Dialogue, DialogueItem
from mttq_desktop.records.recommendations import Recommendation
from mttq_desktop.rules.period import Period

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


def by_district(session: Session, year: int, choice: Choice, today: date) -> tuple[District, ...]:
    """Communes of the year's last day under the districts of a choice, in the order of codes.

    Where no district is left and the units of today are asked for, all communes stand together.
    """
    units, missing = Units.read(session), set(communes_without(session, year))
    seen = units.seen(choice, Period(year, "Y"), today)
    found: dict[int | None, list[int]] = {}
    for commune in units.on(date(year, 12, 31), "commune"):
        district = None if seen.view is View.CURRENT else seen.target(commune.id)
        found.setdefault(district, []).append(commune.id)
    return tuple(
        District(d, len(found[d]), tuple(u for u in found[d] if u in missing)) for d in seen.lines(found) if d in found
    )
