"""Text typed for a part of a report; it belongs to the document and period, not to the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.queries.topics import topics
from mttq_desktop.records.office import Narrative
from mttq_desktop.rules.period import Period
from mttq_desktop.store.database import Database
from mttq_desktop.text.fold import clean_lines


@dataclass(frozen=True, slots=True)
class NarrativePart:
    """A part of a document that people write: its name in the records and its heading."""

    name: str
    title: str


CONTENTS = NarrativePart("contents", "II. Kết quả thực hiện")
"""Stands for one part a content of the programme."""


def parts_of(session: Session, parts: Sequence[NarrativePart], period: Period) -> tuple[NarrativePart, ...]:
    """The parts of a document on a period; the contents of the programme in force then in their place."""
    found: list[NarrativePart] = []
    for part in parts:
        if part is CONTENTS:
            found += (NarrativePart(t.part, f"II.{n}. {t.title}") for n, t in enumerate(topics(session, period), 1))
        else:
            found.append(part)
    return tuple(found)


def narratives(session: Session, document: str, period: Period) -> Mapping[str, str]:
    """What was typed for the document and period, by part."""
    return typed_for(session, document, period.code)


def typed_for(session: Session, document: str, place: str) -> Mapping[str, str]:
    """What was typed for the document and a period's code, or a record ("dialogue/12"), by part."""
    n = Narrative
    statement = select(n.part, n.text).where(n.document == document, n.period == place, n.deleted_on.is_(None))
    return dict(iter(session.execute(statement)))


def save_narrative(
    database: Database, document: str, period: Period, part: str, text: str, origin: str = "reports"
) -> None:
    """Keep the text of one part; nothing is written when it did not change."""
    keep_typed(database, document, period.code, part, text, f"Soạn lời văn {document} {period.label}", origin)


def keep_typed(
    database: Database, document: str, place: str, part: str, text: str, act: str, origin: str = "reports"
) -> None:
    """Keep the text of one part for a period's code or a record; nothing is written when it did not change."""
    n, typed = Narrative, clean_lines(text)
    with database.reading() as session:
        if typed_for(session, document, place).get(part, "") == typed:
            return
    with database.writing(origin, act) as writing:
        found = writing.session.scalar(
            select(n).where(n.document == document, n.period == place, n.part == part)
        )
        if found is None:
            writing.session.add(Narrative(document=document, period=place, part=part, text=typed))
        else:
            found.text, found.deleted_on = typed, None
