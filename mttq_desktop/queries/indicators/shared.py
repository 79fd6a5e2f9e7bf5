"""Pieces that several sections use: whose a record is, days known only by their year."""

from typing import Any

from sqlalchemy import Integer, String, case, cast, func, literal, select

from mttq_desktop.records.catalogue import Organisation

FRONT = "MTTQ"
"""Code of the Front: a district or commune that sends without naming an organisation is its committee there."""


def ours() -> Any:
    """The Front's row."""
    o = Organisation
    return select(func.min(o.id)).where(o.code == FRONT, o.deleted_on.is_(None)).scalar_subquery()


def sender(organisation: Any, unit: Any) -> Any:
    """The organisation that sent, the Front where only a unit is named."""
    return case((organisation.is_not(None), organisation), (unit.is_not(None), ours()))


def end_of_year(year: Any) -> Any:
    """A day for what is known by its year alone: it counts once the year is whole."""
    return cast(year, String).concat(literal("-12-31"))


def year_of(day: Any) -> Any:
    """The year of a day."""
    return cast(func.strftime("%Y", day), Integer)
