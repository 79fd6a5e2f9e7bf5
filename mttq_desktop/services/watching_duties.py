"""The watch over every other duty: open due days of all kinds, and what a year asks for and nobody did yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.fields import Link, Vocabulary
from mttq_desktop.queries.deadlines import Owed, owed
from mttq_desktop.queries.listing import values
from mttq_desktop.queries.yearly import Gap, gaps
from mttq_desktop.records.kind import Kind
from mttq_desktop.text.numbers import whole


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the watch: a record's open day (`record` is its kind's name and id), or a yearly gap.

    `code` is the rule's, `paper` the document of the record by which it is done.
    """

    text: str
    who: str
    due: date
    record: tuple[str, int] | None = None
    code: str = ""
    paper: str = ""


def duties(session: Session, vocabulary: Vocabulary, today: date, ahead: int) -> list[Duty]:
    """Everything due up to so many days ahead, or late, over all kinds; then the gaps of the year."""
    found = owed(session, today + timedelta(days=ahead), today)
    return [*_of_records(session, vocabulary, found), *(_of_gap(g) for g in gaps(session, today))]


def _of_records(session: Session, vocabulary: Vocabulary, found: Sequence[Owed]) -> Iterator[Duty]:
    by_kind = sorted(found, key=lambda o: o.kind.name)
    for _, them in groupby(by_kind, key=lambda o: o.kind.name):
        owing = list(them)
        names = _names(session, vocabulary, owing[0].kind, [o.record_id for o in owing])
        for one in owing:
            text = f"{one.deadline.title} · {names.get(one.record_id, one.kind.one)}"
            about, owing_day = (one.kind.name, one.record_id), one.deadline
            yield Duty(text, _who(vocabulary, one), one.due_on, about, owing_day.code, owing_day.paper)


def _names(session: Session, vocabulary: Vocabulary, kind: Kind[Any], ids: Sequence[int]) -> dict[int, str]:
    """Records in a few words: number and name, or what makes them what they are."""
    names = [n for n in (kind.number, kind.label) if n] or list(kind.same)
    return {
        row[0]: " ".join(" · ".join(kind.field(n).format(v, vocabulary) for n, v in zip(names, row[1:], strict=True)
                                    if v not in (None, "")).split())
        for row in values(session, kind, ids, names)
    }  # fmt: skip


def _who(vocabulary: Vocabulary, one: Owed) -> str:
    if one.deadline.who is None or one.who is None:
        return one.kind.title
    field = one.kind.field(one.deadline.who.key)
    return field.lookup(vocabulary).short(one.who) if isinstance(field, Link) else ""


def _of_gap(gap: Gap) -> Duty:
    count = f" ({whole(gap.count)} đơn vị chưa có)" if gap.count > 1 else ""
    when = gap.period.label
    return Duty(f"{when[:1].upper()}{when[1:]}: {gap.subject}{count}", "Chưa có trong sổ", gap.due, None, gap.code)
