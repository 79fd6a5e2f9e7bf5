"""Numbers of the office's documents: one series a document and year, proposed, then given once."""

import re

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.records.office import Letter, NumberSeries
from mttq_desktop.rules.numbering import document_number
from mttq_desktop.services.keeping import next_number
from mttq_desktop.services.settings import Settings
from mttq_desktop.store.database import Writing
from mttq_desktop.word.wording import Wording

_LEADING = re.compile(r"\s*(\d{1,6})")


def series_of(document: str, year: int, wording: Wording, settings: Settings) -> str:
    """The key of a number series; documents written with the same sign share one (01/MTTQ-BTT, 02/MTTQ-BTT …)."""
    sign = wording.current(f"{document}.number").replace("{n}", "").replace("{body}", settings.document_code)
    return f"document/{year}/{sign.strip().strip('/')}"


def last_given(session: Session, series: str) -> int:
    """The last number of the series, 0 when none was given."""
    return int(session.scalar(select(NumberSeries.last).where(NumberSeries.series == series)) or 0)


def written(document: str, n: int, wording: Wording, settings: Settings) -> str:
    """ "05/MTTQ-BTT", by the pattern in the document's wording."""
    return document_number(wording.current(f"{document}.number"), n, body=settings.document_code)


def proposed(
    session: Session, document: str, year: int, how_many: int, wording: Wording, settings: Settings
) -> list[str]:
    """The next numbers as they would be written; nothing is given yet."""
    last = last_given(session, series_of(document, year, wording, settings))
    return [written(document, last + i, wording, settings) for i in range(1, how_many + 1)]


def take(
    writing: Writing, document: str, year: int, wording: Wording, settings: Settings, given: str | None = None
) -> tuple[str, int]:
    """A number for a letter and its ordinal; one typed by a person moves the series past it."""
    series = series_of(document, year, wording, settings)
    if given is None or not given.strip():
        n = next_number(writing, series)
        return written(document, n, wording, settings), n
    number = given.strip()
    if is_taken(writing.session, year, number):
        raise Refused(f"Số {number} đã dùng cho một văn bản khác trong năm {year}.", "Ghi số khác, hoặc để trống.")
    return noted(writing, document, year, wording, settings, number)


def noted(
    writing: Writing, document: str, year: int, wording: Wording, settings: Settings, number: str
) -> tuple[str, int]:
    """A number that was given elsewhere, with its ordinal; the series moves past it."""
    series, found = series_of(document, year, wording, settings), _LEADING.match(number)
    if found is None:
        return number, 0
    _move_past(writing, series, int(found[1]))
    return number, int(found[1])


def _move_past(writing: Writing, series: str, n: int) -> None:
    statement = upsert(NumberSeries).values(series=series, last=n)
    grown = {"last": func.max(NumberSeries.last, n)}
    writing.session.execute(statement.on_conflict_do_update(index_elements=["series"], set_=grown))


def is_taken(session: Session, year: int, number: str, but: int | None = None) -> bool:
    """True when a letter of that year already carries the number; `but` is one that may."""
    statement = select(Letter.id).where(Letter.year == year, Letter.number == number, Letter.deleted_on.is_(None))
    if but is not None:
        statement = statement.where(Letter.id != but)
    return session.scalar(statement.limit(1)) is not None
