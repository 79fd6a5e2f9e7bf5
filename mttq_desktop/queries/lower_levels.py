"""Districts and communes of a day, and whether each signed its own programme for a period."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.records.catalogue import Unit
from mttq_desktop.records.lower_levels import LocalProgramme

UnitKey = tuple[str, str]
"""Code and name: a commune that only changed its type is the same one, codes alone were given again to others."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit and its programme; `record_id` is None where nothing is written yet."""

    unit_id: int
    name: str
    parent_id: int | None
    record_id: int | None = None
    signed: bool = False
    number: str | None = None
    signed_on: date | None = None


def board(session: Session, level: str, period: str, on: date) -> tuple[Standing, ...]:
    """Every unit of a level valid on a day, in the order of codes, with its programme of the period."""
    kept = _programmes(session, period)
    u = Unit
    statement = (
        select(u.id, u.full_name, u.parent_id, u.code, u.name)
        .where(u.level == level, u.deleted_on.is_(None), u.valid_from <= on,
               u.valid_to.is_(None) | (u.valid_to >= on)).order_by(u.code)
    )  # fmt: skip
    found = []
    for unit_id, full_name, parent, code, name in session.execute(statement):
        programme = kept.get((code, name))
        if programme is None:
            found.append(Standing(unit_id, full_name, parent))
        else:
            own = (programme.id, programme.signed, programme.number, programme.signed_on)
            found.append(Standing(unit_id, full_name, parent, *own))
    return tuple(found)


def _programmes(session: Session, period: str) -> dict[UnitKey, LocalProgramme]:
    p, u = LocalProgramme, Unit
    statement = (
        select(u.code, u.name, p).join(u, u.id == p.unit_id)
        .where(p.period == period, p.deleted_on.is_(None)).order_by(p.signed, p.id)
    )  # fmt: skip
    return {(code, name): programme for code, name, programme in session.execute(statement)}


def records_of(session: Session, units: list[int], period: str) -> dict[int, int]:
    """The programme's record of each of these units that has one, by the unit's id."""
    kept = _programmes(session, period)
    u = Unit
    rows = session.execute(select(u.id, u.code, u.name).where(u.id.in_(units)))
    return {i: kept[code, name].id for i, code, name in rows if (code, name) in kept}
