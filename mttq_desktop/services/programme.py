"""The programme of the next period, begun as a copy of the one before."""

from collections.abc import Sequence
from typing import Any

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries import programme as queries
from mttq_desktop.queries.listing import part_ids, records
from mttq_desktop.records.programme import PROGRAMME, PROGRAMME_PARTY, PROGRAMME_SECTION, Programme
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.programmes import next_span, renamed
from mttq_desktop.rules.tree import as_of
from mttq_desktop.services.keeping import Draft, PartRow, checked, existing, keep
from mttq_desktop.store.database import Database, Writing

_WORDS = ("preamble", "closing", "recipients")


def begin_next(
    database: Database, programme_id: int, vocabulary: Vocabulary, period: str | None = None, origin: str = "programme"
) -> int:
    """A draft for the next period with the sections as they stand at the end, the parties and the words around them.

    Number, days, signatories and amendments are not copied; it is in force once somebody says so.
    """
    with database.writing(origin, "") as writing:
        old = existing(writing.session, PROGRAMME, programme_id)
        new = Period.parse(period) if period else next_span(Period.parse(old.period))
        _refuse_second(writing, new)
        values = {n: getattr(old, n) for n in _WORDS}
        values |= {"title": renamed(old.title, Period.parse(old.period), new), "period": new.code, "in_force": False}
        parts = {
            PROGRAMME_SECTION.name: _sections(writing, old, vocabulary),
            PROGRAMME_PARTY.name: _parties(writing, old, vocabulary),
        }
        made = keep(writing, checked(PROGRAMME, values, vocabulary), vocabulary, parts=parts)
        writing.say(f"Bắt đầu Chương trình {new.label}")
    return made


def _refuse_second(writing: Writing, period: Period) -> None:
    if any(p.period == period for p in queries.programmes(writing.session)):
        raise Refused(f"Đã có Chương trình {period.label}.", "Mở chương trình ấy để sửa.")


def _sections(writing: Writing, old: Programme, vocabulary: Vocabulary) -> Sequence[PartRow]:
    """As amended up to the last day of the period."""
    session, last = writing.session, Period.parse(old.period).end
    standing = as_of(queries.sections(session, old.id), queries.changes(session, old.id), last)
    marked = {r.id: r.heading for r in records(session, PROGRAMME_SECTION, [s.id for s in standing])}
    return [
        _row(PROGRAMME_SECTION, vocabulary, code=s.code, title=s.title, parent=s.parent, body=s.body or None,
             heading=marked[s.id])
        for s in standing
    ]  # fmt: skip


def _parties(writing: Writing, old: Programme, vocabulary: Vocabulary) -> Sequence[PartRow]:
    part = PROGRAMME.part(PROGRAMME_PARTY.name)
    found = records(writing.session, PROGRAMME_PARTY, part_ids(writing.session, part, old.id))
    return [_row(PROGRAMME_PARTY, vocabulary, organisation_id=p.organisation_id, role=p.role) for p in found]


def _row(kind: Any, vocabulary: Vocabulary, **values: Any) -> PartRow:
    read: Draft = checked(kind, values, vocabulary)
    return PartRow(read)
