"""One record of any kind as its page needs it: values, rows of its parts, due days, state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.fields import Coded
from mttq_desktop.queries import listing
from mttq_desktop.queries.cases import all_values
from mttq_desktop.queries.deadlines import of_record
from mttq_desktop.records.duties import Deadline
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.rules.term import Due
from mttq_desktop.text.dates import short
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.tones import tone_of

SOON_DAYS = 7
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Day:
    """One due day: what is to be done, when and why, and the day it was done."""

    deadline: Deadline
    due: Due
    done: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """A record as of now; `values` holds every column and many-to-many field."""

    id: int
    name: str
    revision: int
    deleted: bool
    values: Mapping[str, Any]
    parts: Mapping[str, Sequence[tuple[int, Mapping[str, Any]]]]
    days: tuple[Day, ...]
    mark: Mark | None

    @property
    def nearest(self) -> Day | None:
        """The open day that comes first."""
        return next((d for d in self.days if d.done is None), None)


def read_facts(context: Context, session: Session, kind: Kind[Any], record_id: int) -> Facts | None:
    """The record, also from the trash; None when it is gone."""
    found = all_values(session, kind, [record_id])
    if not found:
        return None
    values = found[0][1]
    parts = {p.name: all_values(session, p.kind, listing.part_ids(session, p, record_id)) for p in kind.parts}
    days = tuple(Day(*d) for d in of_record(session, kind, record_id, context.calendar))
    return Facts(
        record_id, name_of(context, kind, values), values["revision"], values["deleted_on"] is not None, values,
        parts, days, state_mark(context, kind, values),
    )  # fmt: skip


def name_of(context: Context, kind: Kind[Any], values: Mapping[str, Any]) -> str:
    """The record in a few words: its number and name, or what makes it what it is."""
    names = [n for n in (kind.number, kind.label) if n] or list(kind.same)
    parts = [
        kind.field(n).format(values[n], context.vocabulary) for n in names if values.get(n) not in (None, "", ())
    ]  # fmt: skip
    text = " · ".join(" ".join(p.split()) for p in parts)
    return shortened(text, _LONGEST)


def state_mark(context: Context, kind: Kind[Any], values: Mapping[str, Any]) -> Mark | None:
    """The state as a word with its tone."""
    if kind.state is None:
        return None
    return coded_mark(context, kind, kind.state, values.get(kind.state))


def coded_mark(context: Context, kind: Kind[Any], name: str, code: Any) -> Mark | None:
    """A code as a word with its tone."""
    field = kind.field(name)
    if code is None or not isinstance(field, Coded):
        return None
    return Mark(field.format(code, context.vocabulary), tone_of(field.codes, code))


def due_mark(day: date, today: date) -> Mark:
    """ "Quá hạn 9 ngày", "Hạn hôm nay", "Còn 4 ngày", or the day itself when it is far."""
    left = (day - today).days
    if left < 0:
        return Mark(f"Quá hạn {-left} ngày", Tone.LATE)
    if left == 0:
        return Mark("Hạn hôm nay", Tone.SOON)
    return Mark(f"Còn {left} ngày" if left <= SOON_DAYS else short(day), Tone.SOON if left <= SOON_DAYS else Tone.PLAIN)


def part_title(part: Part, rows: int) -> str:
    """ "Thành viên đoàn (5)"."""
    title = part.title or part.kind.title
    return f"{title} ({rows})" if rows else title
