"""Numbers of the office's documents: one series a document and year, proposed, then given once.

Letters that are taken back give their numbers back, unless a later one was given already.
"""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, select, update
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
        raise _taken([number], year, proposed(writing.session, document, year, 1, wording, settings))
    return noted(writing, document, year, wording, settings, number)


def refuse_taken(
    session: Session, document: str, year: int, typed: Sequence[str | None], wording: Wording, settings: Settings
) -> None:
    """Numbers typed for letters that go out together: all that are taken, or typed twice, are named at once."""
    wanted = [t.strip() for t in typed if t is not None and t.strip()]
    if twice := [t for t in dict.fromkeys(wanted) if wanted.count(t) > 1]:
        raise Refused(f"Số {', '.join(twice)} ghi cho nhiều văn bản.", "Mỗi văn bản một số.")
    if bad := [t for t in wanted if is_taken(session, year, t)]:
        own = len(typed) - len(wanted)
        free = proposed(session, document, year, own + len(wanted), wording, settings)[own:]
        raise _taken(bad, year, [n for n in free if n not in wanted])


def _taken(numbers: Sequence[str], year: int, free: Sequence[str]) -> Refused:
    said = f"Số {', '.join(numbers)} đã dùng cho một văn bản khác trong năm {year}."
    advice = f"Số tiếp theo còn trống: {', '.join(free[:5])}. " if free else ""
    return Refused(said, f"{advice}Ghi số khác, hoặc để trống.")


def given_back(
    writing: Writing, gone: Iterable[tuple[str, int, int]], wording: Wording, settings: Settings
) -> None:
    """Numbers of letters that were taken back – document, year, ordinal – are free again, if none was given since."""
    writing.flush()
    highest: dict[str, int] = {}
    for document, year, ordinal in gone:
        series = series_of(document, year, wording, settings)
        highest[series] = max(ordinal, highest.get(series, 0))
    for series, ordinal in highest.items():
        if ordinal and last_given(writing.session, series) == ordinal:
            _set_back(writing, series, _highest_kept(writing.session, series, wording, settings))


def _highest_kept(session: Session, series: str, wording: Wording, settings: Settings) -> int:
    statement = select(Letter.document, Letter.year, func.max(Letter.ordinal)).group_by(Letter.document, Letter.year)
    rows = session.execute(statement).all()
    return max((n for doc, year, n in rows if series_of(doc, year, wording, settings) == series), default=0)


def _set_back(writing: Writing, series: str, last: int) -> None:
    if last:
        statement = update(NumberSeries).where(NumberSeries.series == series).values(last=last)
        writing.session.execute(statement, execution_options={"synchronize_session": False})
    else:
        writing.session.execute(delete(NumberSeries).where(NumberSeries.series == series))


def taken_again(writing: Writing, letters: Sequence[Letter], wording: Wording, settings: Settings) -> None:
    """Letters that are in the book again have their numbers again; refused when another got one meanwhile."""
    for letter in letters:
        if letter.ordinal and _given_since(writing.session, letter):
            raise Refused(
                f"Số {letter.number} đã cấp cho một văn bản khác từ khi hoàn tác.",
                "Không làm lại việc cũ; lập văn bản mới để có số mới.",
            )
        _move_past(writing, series_of(letter.document, letter.year, wording, settings), letter.ordinal)


def _given_since(session: Session, letter: Letter) -> bool:
    x = Letter
    statement = select(x.id).where(
        x.year == letter.year, x.number == letter.number, x.deleted_on.is_(None), x.made_by > letter.made_by
    )
    return session.scalar(statement.limit(1)) is not None


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
