"""Dialogue conferences over the province: which communes have held none in a year."""

from datetime import date

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from mttq_desktop.records.catalogue import Unit
from mttq_desktop.records.dialogues import Dialogue

COUNTED = ("QD218", "DCCS")
"""Purposes by which a commune fulfils its yearly dialogue; dialogues after supervision or for criticism do not."""


def communes_without(session: Session, year: int) -> tuple[int, ...]:
    """Communes in force on the year's last day that held no dialogue in it, in the order of their codes.

    Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 32.1: at least one a year. A commune that only changed its
    type during the year is the same one (code and name); codes alone were given again to others on 01/7/2025.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    held = (
        select(Unit.code, Unit.name)
        .join(Dialogue, Dialogue.unit_id == Unit.id)
        .where(Dialogue.held_on.between(first, last), Dialogue.deleted_on.is_(None), Dialogue.purpose.in_(COUNTED))
    )  # fmt: skip
    statement = (
        select(Unit.id)
        .where(Unit.level == "commune", Unit.deleted_on.is_(None), Unit.valid_from <= last,
               Unit.valid_to.is_(None) | (Unit.valid_to >= last), tuple_(Unit.code, Unit.name).not_in(held))
        .order_by(Unit.code)
    )  # fmt: skip
    return tuple(session.scalars(statement))
