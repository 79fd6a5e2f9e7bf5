"""What was issued before: its file, its figures as frozen, and how they have moved since."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.records.office import Letter
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports.drawing import Paper
from mttq_desktop.services.reports.register import report_named


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure of a printed document that is another one today; the ids are the petitions behind either."""

    label: str
    then: int
    now: int
    then_ids: tuple[int, ...]
    now_ids: tuple[int, ...]


def issued(session: Session, document: str, period: Period) -> list[Letter]:
    """Documents recorded for a period or a part of it, newest first."""
    statement = (
        select(Letter)
        .where(Letter.document == document, Letter.deleted_on.is_(None),
               Letter.period.in_(codes_inside(period)))
        .order_by(Letter.day.desc(), Letter.id.desc())
    )  # fmt: skip
    return list(session.scalars(statement))


def with_mark(session: Session, mark: str) -> list[Letter]:
    """The letters whose footer carries the mark ("3F2A-91BC")."""
    wanted = mark.strip().upper()
    rows = session.scalars(select(Letter).where(Letter.figures.contains(f'"{wanted}"'), Letter.deleted_on.is_(None)))
    return [row for row in rows if json.loads(row.figures).get("mark") == wanted]


def moved(session: Session, letter: Letter, today: date) -> tuple[Moved, ...]:
    """Figures of a printed report that differ from today's; empty when nothing moved."""
    frozen = json.loads(letter.figures)
    if "counts" not in frozen or letter.period is None:
        return ()
    kind = report_named(letter.document)
    if kind.several:
        return ()
    (now,) = kind.draw(Paper(session, today), Period.parse(letter.period))
    labels = now.figures.labels | frozen["labels"]
    return tuple(
        Moved(labels[key], then, new, tuple(frozen["ids"].get(key, ())), now.figures.ids.get(key, ()))
        for key in labels
        if (then := frozen["counts"].get(key, 0)) != (new := now.figures.counts.get(key, 0))
    )
