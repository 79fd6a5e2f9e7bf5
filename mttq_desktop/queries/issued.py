"""Letters as they were issued, with the petitions each is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.queries.petitions import among
from mttq_desktop.records.office import Letter
from mttq_desktop.records.petitions import Feedback, Forwarding, Petition, Reminder, Reply
from mttq_desktop.rules.period import Period


def report_letter(session: Session, document: str, period: Period) -> Letter | None:
    """The newest letter recorded for a report on a period (D04, D08)."""
    statement = (
        select(Letter)
        .where(Letter.document == document, Letter.period == period.code, Letter.deleted_on.is_(None))
        .order_by(Letter.id.desc()).limit(1)
    )  # fmt: skip
    return session.scalar(statement)


def letters_of_bodies(session: Session, document: str, period: Period) -> dict[int, Letter]:
    """The newest letter of each organisation for its own report on a period (D03)."""
    x = Letter
    statement = (
        select(x)
        .where(x.document == document, x.period == period.code, x.deleted_on.is_(None), x.organisation_id.is_not(None))
        .order_by(x.id)
    )  # fmt: skip
    return {letter.organisation_id: letter for letter in session.scalars(statement) if letter.organisation_id}


def letter_about(session: Session, document: str, kind: str, record_id: int, authority: int | None) -> Letter | None:
    """The newest letter of a document that was drawn from this record, for this authority."""
    x = Letter
    statement = select(x).where(
        x.document == document, x.about_kind == kind, x.about_id == record_id, x.deleted_on.is_(None),
        x.authority_id == authority if authority is not None else x.authority_id.is_(None),
    )  # fmt: skip
    return session.scalar(statement.order_by(x.id.desc()).limit(1))


def letters_about(session: Session, document: str, period: Period) -> Sequence[Letter]:
    """Letters of a document that speak of petitions of the period, oldest first."""
    about = {"D05": _forwarded(), "D06": _reminded(), "D07": _told()}[document]
    inside = about.where(Petition.period.in_(codes_inside(period)), Petition.deleted_on.is_(None))
    statement = (
        select(Letter)
        .where(Letter.document == document, Letter.deleted_on.is_(None), Letter.id.in_(inside))
        .order_by(Letter.year, Letter.ordinal, Letter.id)
    )  # fmt: skip
    return session.scalars(statement).all()


def _forwarded() -> Select[int | None]:
    f = Forwarding
    return select(f.letter_id).join(Petition, Petition.id == f.petition_id).where(f.deleted_on.is_(None))


def _reminded() -> Select[int | None]:
    return (
        select(Reminder.letter_id).join(Forwarding, Forwarding.id == Reminder.forwarding_id)
        .join(Petition, Petition.id == Forwarding.petition_id).where(Reminder.deleted_on.is_(None))
    )  # fmt: skip


def _told() -> Select[int | None]:
    b = Feedback
    return select(b.letter_id).join(Petition, Petition.id == b.petition_id).where(b.deleted_on.is_(None))


@dataclass(frozen=True, slots=True)
class Sent:
    """A petition in a forwarding letter, and when its answer is due."""

    petition_id: int
    due_on: date


def sent_by(session: Session, letter: int) -> list[Sent]:
    """What a forwarding letter sends, in the order of the petitions' numbers."""
    f = Forwarding
    statement = (
        select(f.petition_id, f.due_on).join(Petition, Petition.id == f.petition_id)
        .where(f.letter_id == letter, f.deleted_on.is_(None)).order_by(Petition.number)
    )  # fmt: skip
    return [Sent(petition, due) for petition, due in session.execute(statement)]


@dataclass(frozen=True, slots=True)
class Urged:
    """A petition in a reminder: by what letter it went out, when it was due before this reminder."""

    petition_id: int
    number: str
    day: date
    due_on: date
    round: int
    new_due_on: date | None


def urged_by(session: Session, letter: int) -> list[Urged]:
    """What a reminder is about, in the order of the petitions' numbers."""
    f, m, earlier = Forwarding, Reminder, aliased(Reminder)
    before = (
        select(earlier.new_due_on)
        .where(earlier.forwarding_id == f.id, earlier.round < m.round, earlier.deleted_on.is_(None),
               earlier.new_due_on.is_not(None))
        .order_by(earlier.round.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    due: ColumnElement[date] = func.coalesce(before, f.due_on, type_=f.due_on.type)
    statement = (
        select(f.petition_id, f.number, f.day, due, m.round, m.new_due_on)
        .join(f, f.id == m.forwarding_id).join(Petition, Petition.id == f.petition_id)
        .where(m.letter_id == letter, m.deleted_on.is_(None)).order_by(Petition.number)
    )  # fmt: skip
    return [
        Urged(petition, number or "", day, due_on, times, new_due_on)
        for petition, number, day, due_on, times, new_due_on in session.execute(statement)
    ]


def told_by(session: Session, letter: int) -> list[tuple[int, int]]:
    """Petition and root of each petition in a notice, in the order of their numbers."""
    b = Feedback
    root = func.coalesce(Petition.merged_into_id, Petition.id)
    statement = (
        select(Petition.id, root).join(b, b.petition_id == Petition.id)
        .where(b.letter_id == letter, b.deleted_on.is_(None)).order_by(Petition.number, Petition.id)
    )  # fmt: skip
    return [(own, answered) for own, answered in session.execute(statement)]


def replies_until(session: Session, roots: Sequence[int], day: date | None) -> dict[int, list[Reply]]:
    """The last answer of each authority to each petition, as known on a day (None: now)."""
    statement = select(Reply).where(among(Reply.petition_id, roots), Reply.deleted_on.is_(None))
    if day is not None:
        statement = statement.where(Reply.day <= day)
    latest: dict[tuple[int, int], Reply] = {}
    for reply in session.scalars(statement.order_by(Reply.day, Reply.id)):
        latest[reply.petition_id, reply.authority_id] = reply
    found: dict[int, list[Reply]] = {}
    for (petition, _), reply in latest.items():
        found.setdefault(petition, []).append(reply)
    return found
