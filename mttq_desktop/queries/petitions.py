"""Questions about petitions and their documents: states, open forwardings, replies, who is to be told."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.records.catalogue import Authority
from mttq_desktop.records.office import Letter
from mttq_desktop.records.petitions import (
    PETITION_AUTHORITIES,
    Feedback,
    Forwarding,
    Petition,
    PetitionState,
    Reminder,
    Reply,
)
from mttq_desktop.rules.period import Period


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a petition stands: its number, state, and what it was merged into."""

    id: int
    number: str
    state: PetitionState
    merged_into: int | None
    merged_count: int
    period: str

    @property
    def root(self) -> int:
        """The petition that is followed in its place."""
        return self.merged_into or self.id


@dataclass(frozen=True, slots=True)
class Open:
    """One forwarding an authority has not answered: by what letter, due when, reminded how often.

    `unit_id` says whose body a general authority ("UBND xã") is.
    """

    forwarding_id: int
    petition_id: int
    number: str
    content: str
    period: str
    authority_id: int
    unit_id: int | None
    letter_number: str
    letter_day: date
    due_on: date
    reminders: int

    def days_late(self, today: date) -> int:
        """Days past the due day, 0 while there is time."""
        return max((today - self.due_on).days, 0)


def among(column: InstrumentedAttribute[Any] | ColumnElement[Any], ids: Iterable[int]) -> ColumnElement[bool]:
    """The column is one of the ids, however many (SQLite limits bound values, not JSON)."""
    values = func.json_each(json.dumps(list(ids))).table_valued("value")
    return column.in_(select(values.c.value))


def standings(session: Session, ids: Iterable[int]) -> list[Standing]:
    """Where the petitions stand, in the order of their numbers; those in the trash are left out."""
    columns = (Petition.id, Petition.number, Petition.state, Petition.merged_into_id, Petition.merged_count,
               Petition.period)  # fmt: skip
    statement = (
        select(*columns).where(among(Petition.id, ids), Petition.deleted_on.is_(None))
        .order_by(Petition.number, Petition.id)
    )  # fmt: skip
    rows = session.execute(statement)
    return [Standing(i, n or f"#{i}", PetitionState(s), into, count, p) for i, n, s, into, count, p in rows]


@dataclass(frozen=True, slots=True)
class Tied:
    """A petition that an act brought in and merged at once, and which acts made and last changed its root."""

    id: int
    root: int
    root_made_by: int | None
    root_changed_by: int | None


def tied_by(session: Session, act: int) -> list[Tied]:
    """Petitions that an act brought in and merged, and nobody changed since."""
    root = aliased(Petition)
    statement = (
        select(Petition.id, root.id, root.made_by, root.changed_by).join(root, Petition.merged_into_id == root.id)
        .where(Petition.made_by == act, Petition.changed_by == act)
    )  # fmt: skip
    return [Tied(*row) for row in session.execute(statement)]


def originals(session: Session, roots: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Petitions merged into each of the given ones, oldest first."""
    statement = (
        select(Petition.merged_into_id, Petition.id)
        .where(among(Petition.merged_into_id, roots), Petition.deleted_on.is_(None))
        .order_by(Petition.received_on, Petition.id)
    )
    found: dict[int, list[int]] = {}
    for root, original in session.execute(statement):
        assert root is not None
        found.setdefault(root, []).append(original)
    return {root: tuple(them) for root, them in found.items()}


def authorities_of(session: Session, ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """The authorities named on each petition, in their order."""
    pairs = PETITION_AUTHORITIES.c
    statement = select(pairs.owner_id, pairs.target_id).where(among(pairs.owner_id, ids)).order_by(pairs.position)
    found: dict[int, list[int]] = {}
    for owner, target in session.execute(statement):
        found.setdefault(owner, []).append(target)
    return {owner: tuple(them) for owner, them in found.items()}


def places_of(session: Session, ids: Iterable[int]) -> dict[int, tuple[int | None, int | None]]:
    """The sending unit and the commune of each petition."""
    p = Petition
    rows = session.execute(select(p.id, p.sender_unit_id, p.commune_id).where(among(p.id, ids)))
    return {i: (unit, commune) for i, unit, commune in rows}


@dataclass(frozen=True, slots=True)
class Asked:
    """An authority as the letters need it: its name and the term of its answers."""

    id: int
    name: str
    short_name: str
    days: int | None
    working: bool
    basis: str
    valid_to: date | None
    successor: int | None


def asked(session: Session) -> dict[int, Asked]:
    """All authorities by row id."""
    a = Authority
    columns = (a.id, a.name, a.short_name, a.reply_days, a.reply_working, a.basis, a.valid_to, a.successor_id)
    rows = session.execute(select(*columns).where(a.deleted_on.is_(None)))
    return {r[0]: Asked(*r[:5], r[5] or "", *r[6:]) for r in rows}


def heir(authorities: dict[int, Asked], wanted: int, day: date) -> int:
    """The authority that stands in for another one on a day (a department renamed or joined)."""
    seen: set[int] = set()
    while wanted in authorities and wanted not in seen:
        seen.add(wanted)
        now = authorities[wanted]
        if now.valid_to is None or day <= now.valid_to or now.successor is None:
            break
        wanted = now.successor
    return wanted


def forebears(authorities: dict[int, Asked], wanted: int) -> set[int]:
    """The authority and every one it took over from."""
    found = {wanted}
    while more := {a.id for a in authorities.values() if a.successor in found} - found:
        found |= more
    return found


def is_open() -> ColumnElement[bool]:
    """The forwarding still waits for an answer."""
    return and_(
        Forwarding.deleted_on.is_(None), Forwarding.returned_on.is_(None), Forwarding.answered_on.is_(None)
    )


def due_day() -> ColumnElement[date]:
    """The due day in force: the last reminder's new one, else the forwarding's own."""
    latest = (
        select(Reminder.new_due_on)
        .where(Reminder.forwarding_id == Forwarding.id, Reminder.deleted_on.is_(None), Reminder.new_due_on.is_not(None))
        .order_by(Reminder.round.desc(), Reminder.id.desc())
        .limit(1).correlate(Forwarding).scalar_subquery()
    )  # fmt: skip
    return func.coalesce(latest, Forwarding.due_on, type_=Forwarding.due_on.type)


def open_forwardings(
    session: Session, *, ids: Iterable[int] | None = None, authority: int | None = None, due_before: date | None = None
) -> list[Open]:
    """What authorities still owe, soonest due first; `due_before` keeps those late on that day."""
    f, due = Forwarding, due_day()
    columns = (f.id, f.petition_id, Petition.number, Petition.content, Petition.period, f.authority_id, Letter.unit_id,
               f.number, f.day, due, f.reminders)  # fmt: skip
    statement = (
        select(*columns).join(Petition, Petition.id == f.petition_id).outerjoin(Letter, Letter.id == f.letter_id)
        .where(is_open(), Petition.deleted_on.is_(None), Petition.state.in_(_WATCHED)).order_by(due, Petition.number)
    )  # fmt: skip
    if ids is not None:
        statement = statement.where(among(f.petition_id, ids))
    if authority is not None:
        statement = statement.where(f.authority_id == authority)
    if due_before is not None:
        statement = statement.where(due < due_before)
    return [
        Open(i, p, number or "", content, period, to, unit, letter or "", day, by, times)
        for i, p, number, content, period, to, unit, letter, day, by, times in session.execute(statement)
    ]


_WATCHED = (PetitionState.FORWARDED.value, PetitionState.REMINDED.value)


def forwarded_pairs(session: Session, ids: Iterable[int]) -> dict[tuple[int, int], tuple[int, bool]]:
    """For each petition and authority already asked: how many times, and whether an answer is still open."""
    f = Forwarding
    waits = func.max(case((is_open(), 1), else_=0))
    statement = (
        select(f.petition_id, f.authority_id, func.max(f.round), waits)
        .where(among(f.petition_id, ids), f.deleted_on.is_(None)).group_by(f.petition_id, f.authority_id)
    )  # fmt: skip
    return {(p, a): (times, bool(waiting)) for p, a, times, waiting in session.execute(statement)}


def sent_on(session: Session, ids: Iterable[int], authorities: Iterable[int]) -> dict[int, date]:
    """For each petition sent to one of the authorities: the day of the first letter."""
    f = Forwarding
    statement = (
        select(f.petition_id, func.min(f.day))
        .where(among(f.petition_id, ids), f.authority_id.in_(list(authorities)), f.deleted_on.is_(None))
        .group_by(f.petition_id)
    )
    return dict(iter(session.execute(statement)))


def last_reply() -> Subquery:
    """For each answered petition: the day and the act of its newest answer."""
    r = Reply
    return (
        select(r.petition_id, func.max(r.day).label("day"), func.max(r.made_by).label("act"))
        .where(r.deleted_on.is_(None)).group_by(r.petition_id).subquery()
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Untold:
    """One petition whose sender has not been told of the answer; `root` is the one that was answered."""

    id: int
    root: int
    organisation_id: int | None
    unit_id: int | None


def untold(
    session: Session, *, organisation: int | None = None, unit: int | None = None, period: str | None = None
) -> list[Untold]:
    """Petitions, merged ones too, fully answered and not yet told to who sent them (or not since the last answer)."""
    statement = _untold()
    if organisation is not None:
        statement = statement.where(Petition.organisation_id == organisation)
    if unit is not None:
        statement = statement.where(Petition.sender_unit_id == unit)
    if period is not None:
        statement = statement.where(Petition.period.in_(codes_inside(Period.parse(period))))
    return [Untold(i, root, o, u) for i, root, o, u in session.execute(statement)]


def _untold() -> Select[int, int, int | None, int | None]:
    root, answer = aliased(Petition), last_reply()
    root_id = func.coalesce(Petition.merged_into_id, Petition.id)
    waiting = exists().where(is_open(), Forwarding.petition_id == root.id)
    told = exists().where(
        Feedback.petition_id == Petition.id, Feedback.deleted_on.is_(None), Feedback.day >= answer.c.day,
        Feedback.made_by >= answer.c.act,
    )  # fmt: skip
    return (
        select(Petition.id, root.id, Petition.organisation_id, Petition.sender_unit_id)
        .join(root, root.id == root_id).join(answer, answer.c.petition_id == root.id)
        .where(Petition.deleted_on.is_(None), root.deleted_on.is_(None), root.state != PetitionState.FILED.value,
               ~waiting, ~told)
        .order_by(Petition.number, Petition.id)
    )  # fmt: skip


def latest_replies(session: Session, roots: Sequence[int]) -> dict[int, list[Reply]]:
    """The last answer of each authority to each petition, in the order of their days."""
    later = aliased(Reply)
    newer = exists().where(
        later.petition_id == Reply.petition_id, later.authority_id == Reply.authority_id, later.deleted_on.is_(None),
        or_(later.day > Reply.day, and_(later.day == Reply.day, later.id > Reply.id)),
    )  # fmt: skip
    statement = (
        select(Reply).where(among(Reply.petition_id, roots), Reply.deleted_on.is_(None), ~newer)
        .order_by(Reply.day, Reply.id)
    )  # fmt: skip
    found: dict[int, list[Reply]] = {}
    for reply in session.scalars(statement):
        found.setdefault(reply.petition_id, []).append(reply)
    return found


@dataclass(frozen=True, slots=True)
class Promise:
    """An authority's answer that names a day for its work, still in progress."""

    reply_id: int
    petition_id: int
    number: str
    authority_id: int
    expected_on: date


def promises(session: Session, until: date) -> list[Promise]:
    """Days promised in answers that come up to `until` and have not been made good by a later answer."""
    later = aliased(Reply)
    newer = exists().where(
        later.petition_id == Reply.petition_id, later.authority_id == Reply.authority_id, later.deleted_on.is_(None),
        or_(later.day > Reply.day, and_(later.day == Reply.day, later.id > Reply.id)),
    )  # fmt: skip
    statement = (
        select(Reply.id, Petition.id, Petition.number, Reply.authority_id, Reply.expected_on)
        .join(Petition, Petition.id == Reply.petition_id)
        .where(Reply.expected_on <= until, Reply.deleted_on.is_(None), Petition.deleted_on.is_(None), ~newer,
               Petition.state != PetitionState.FILED.value, Reply.reply_class.not_like("DGQ%"))
        .order_by(Reply.expected_on, Petition.number)
    )  # fmt: skip
    return [Promise(i, p, n or "", a, d) for i, p, n, a, d in session.execute(statement) if d is not None]
