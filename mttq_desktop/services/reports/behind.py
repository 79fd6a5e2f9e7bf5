"""What stands behind a figure of a document: the records that were counted, by the figure's key.

Keys of the joint reports: "A11" the whole, "A11/o3" an organisation, "A11/u12" a unit of the period's time, "A11/n12"
one of today, "A11/last" the same period last year, "A11/change" this period beside it, "A11/y2023" one year of a span,
"A11/counted" what was counted where another figure was typed, "A12-A14" what the first counts and the second does not,
"A12&A14" what both count.
Other documents, those of one record among them, carry the ids of their figures with them.
"""

import re
from dataclasses import dataclass, replace
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
from mttq_desktop.services.reports.joint_figures import CHANGE, COUNTED, LAST_YEAR
from mttq_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things a figure compares."""

    title: str
    ids: tuple[int, ...]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """The records of one figure, counted `until` a day; `sides` part them where the figure compares two."""

    kind: Kind[Any]
    ids: tuple[int, ...]
    sides: tuple[Side, ...] = ()
    until: date | None = None


def behind(database: Database, drawn: Drawn, key: str, period: Period, today: date) -> Behind | None:
    """The records behind a figure as printed; None where it counts none."""
    code, *which = key.split("/")
    codes = re.split(r"[-&]", code)
    if found := carried(drawn.figures, key):
        return replace(found, until=min(period.end, today)) if code in BY_CODE else found
    if not set(codes) <= set(BY_CODE):
        return None
    with database.reading() as session:
        if which[-1:] == [CHANGE]:
            return _compared(session, code, which[:-1], period, today)
        first, *others = (_counted(session, c, which, period, today) for c in codes)
    others_too = {i for other in others for i in other.ids}
    ids = tuple(i for i in first.ids if len(codes) == 1 or (i in others_too) == ("&" in code))
    return Behind(first.kind, ids, until=first.until) if first.kind is not None and ids else None


def carried(figures: Frozen, key: str) -> Behind | None:
    """The records whose ids came with a figure; None where it carries none."""
    ids = figures.ids.get(key)
    return Behind(kind_of_rows(figures.kinds.get(key, PETITION.name)), ids) if ids else None


def _compared(session: Session, code: str, which: list[str], period: Period, today: date) -> Behind | None:
    """This period's records and those of the same period last year, each under its name."""
    now, before = (_counted(session, code, [*which, *more], period, today) for more in ((), (LAST_YEAR,)))
    ids = tuple(dict.fromkeys((*now.ids, *before.ids)))
    if now.kind is None or not ids:
        return None
    mine, theirs = f"Kỳ này: {period.label}", f"Cùng kỳ: {period.same_last_year().label}"
    return Behind(now.kind, ids, (Side(mine, now.ids, now.until), Side(theirs, before.ids, before.until)), now.until)


def _counted(session: Session, code: str, which: list[str], period: Period, today: date) -> Figure:
    organisation = unit = None
    scope, choice, in_span = Scope.PERIOD, Choice.THEN, False
    for part in which:
        if part == COUNTED:
            continue
        if part == LAST_YEAR:
            scope = Scope.LAST_YEAR
        elif part[0] == "y":
            period, in_span = Period(int(part[1:]), "Y"), True
        elif part[0] == "o":
            organisation = int(part[1:])
        else:
            unit, choice = int(part[1:]), Choice.NOW if part[0] == "n" else Choice.THEN
    seen = Units.read(session).seen(choice, period, today)
    return counted(session, code, period, today, organisation=organisation, unit=unit, scope=scope, view=seen.view,
                   on=seen.day, in_span=in_span)  # fmt: skip
