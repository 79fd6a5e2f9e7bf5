"""Indicators as people read them: label, unit of measure, place in the programme; the office may change the words."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.records.periodic import Indicator


@dataclass(frozen=True, slots=True)
class Named:
    """One indicator in words."""

    code: str
    label: str
    measure: str
    section: str


def named(session: Session) -> tuple[Named, ...]:
    """Every indicator of the catalogue in its order."""
    i = Indicator
    statement = select(i.code, i.label, i.measure, i.section).where(i.deleted_on.is_(None)).order_by(i.position)
    return tuple(Named(code, label, measure, part) for code, label, measure, part in session.execute(statement))
