"""What stands behind a figure of a document: the records that were counted, by the figure's key.

Keys of the joint reports: "A11" the whole, "A11/o3" an organisation, "A11/u12" a unit of the period's time, "A11/n12"
one of today, "A11/last" the same period last year, "A11/y2023" one year of a span. Other documents, those of one
record among them, carry the ids of their figures with them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.queries.indicators import BY_CODE, counted
from mttq_desktop.queries.indicators.model import Figure, Scope
from mttq_desktop.queries.rollup import Choice, Units
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.records.register import kind_of_rows
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports.drawing import Drawn, Frozen
from mttq_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class Behind:
    """The records of one figure."""

    kind: Kind[Any]
    ids: tuple[int, ...]


def behind(database: Database, drawn: Drawn, key: str, period: Period, today: date) -> Behind | None:
    """The records behind a figure as printed; None where it counts none."""
    if found := carried(drawn.figures, key):
        return found
    code, *which = key.split("/")
    if code not in BY_CODE:
        return None
    with database.reading() as session:
        figure = _counted(session, code, which, period, today)
    return Behind(figure.kind, figure.ids) if figure.kind is not None and figure.ids else None


def carried(figures: Frozen, key: str) -> Behind | None:
    """The records whose ids came with a figure; None where it carries none."""
    ids = figures.ids.get(key)
    return Behind(kind_of_rows(figures.kinds.get(key, PETITION.name)), ids) if ids else None


def _counted(session: Session, code: str, which: list[str], period: Period, today: date) -> Figure:
    organisation = unit = None
    scope, choice = Scope.PERIOD, Choice.THEN
    for part in which:
        if part == "last":
            scope = Scope.LAST_YEAR
        elif part[0] == "y":
            period = Period(int(part[1:]), "Y")
        elif part[0] == "o":
            organisation = int(part[1:])
        else:
            unit, choice = int(part[1:]), Choice.NOW if part[0] == "n" else Choice.THEN
    seen = Units.read(session).seen(choice, period, today)
    return counted(session, code, period, today, organisation=organisation, unit=unit, scope=scope, view=seen.view,
                   on=seen.day)  # fmt: skip
