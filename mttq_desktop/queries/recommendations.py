"""Recommendations: what was asked and urged, where each came from, and how those of one source stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.queries.petitions import among
from mttq_desktop.records.catalogue import Authority
from mttq_desktop.records.kind import Attribute, Kind
from mttq_desktop.records.office import Letter
from mttq_desktop.records.recommendations import SETTLED, Recommendation, RecommendationReminder
from mttq_desktop.records.register import KINDS
from mttq_desktop.records.supervisions import Supervision
from mttq_desktop.rules.answering import Urging
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.term import Term


@dataclass(frozen=True, slots=True)
class Asked:
    """What the due day of one recommendation follows from, and the day that is kept now.

    `term` are the authority's own days, None where it has none.
    """

    id: int
    sent_on: date | None
    asked_for: date | None
    term: Term | None
    form: str | None
    source: str
    due_on: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Open:
    """A recommendation that was sent and is not answered."""

    id: int
    number: str
    content: str
    authority_id: int
    authority: str
    sent_on: date
    due_on: date
    reminders: int
    last_asked_on: date
    escalated: bool

    def late(self, today: date) -> int:
        """Days past the due day, 0 while there is time."""
        return max(0, (today - self.due_on).days)


@dataclass(frozen=True, slots=True)
class FromSource:
    """One recommendation as its source shows it."""

    id: int
    content: str
    authority_id: int
    stage: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Origin:
    """The record a recommendation came from."""

    kind: Kind[Any]
    id: int
    name: str
    number: str | None


def asked(session: Session, ids: Sequence[int]) -> list[Asked]:
    """What the due days of these recommendations follow from."""
    r, a = Recommendation, Authority
    statement = (
        select(r.id, r.sent_on, r.due_on, a.reply_days, a.reply_working, a.name, a.basis, Supervision.form,
               r.source, r.answer_due_on, r.due_reason)
        .join(a, a.id == r.authority_id).outerjoin(Supervision, Supervision.id == r.supervision_id)
        .where(among(r.id, ids)).order_by(r.id)
    )  # fmt: skip
    return [
        Asked(i, sent, wanted, Term(days, working, _basis(name, basis)) if days else None, form, source, due_on, reason)
        for i, sent, wanted, days, working, name, basis, form, source, due_on, reason in session.execute(statement)
    ]


def _basis(name: str, basis: str | None) -> str:
    own = f"số ngày trả lời của {name} trong Danh mục"
    return f"{own} ({basis.rstrip('.')})" if basis else own


def urgings(session: Session, ids: Sequence[int]) -> Mapping[int, Sequence[Urging]]:
    """Reminders by recommendation, in their order."""
    m = RecommendationReminder
    statement = (
        select(m.recommendation_id, m.round, m.day, m.number, m.new_due_on, m.escalated_to)
        .where(among(m.recommendation_id, ids), m.deleted_on.is_(None)).order_by(m.day, m.round, m.id)
    )  # fmt: skip
    found: dict[int, list[Urging]] = {}
    for owner, times, day, number, new_due, above in session.execute(statement):
        found.setdefault(owner, []).append(Urging(times, day, number, new_due, above))
    return found


@dataclass(frozen=True, slots=True)
class Urged:
    """One recommendation in a letter of reminder: which reminder it is, the new day, and the body above it names."""

    id: int
    round: int
    new_due_on: date | None
    above: str | None


def urged_by(session: Session, letter: int) -> list[Urged]:
    """What a letter of reminder is about, in the order of the recommendations' numbers."""
    r, m = Recommendation, RecommendationReminder
    statement = (
        select(m.recommendation_id, m.round, m.new_due_on, m.escalated_to).join(r, r.id == m.recommendation_id)
        .where(m.letter_id == letter, m.deleted_on.is_(None)).order_by(r.number, r.id)
    )  # fmt: skip
    return [Urged(*row) for row in session.execute(statement)]


def sent_within(session: Session, period: Period) -> list[int]:
    """Recommendations sent in a period, the earliest first."""
    r = Recommendation
    statement = select(r.id).where(r.sent_on.between(period.start, period.end), r.deleted_on.is_(None))
    return list(session.scalars(statement.order_by(r.sent_on, r.id)))


def reminders_about(session: Session, document: str, period: Period) -> Sequence[Letter]:
    """Letters that remind of recommendations sent in the period, oldest first."""
    r, m = Recommendation, RecommendationReminder
    about = (
        select(m.letter_id).join(r, r.id == m.recommendation_id)
        .where(m.deleted_on.is_(None), r.deleted_on.is_(None), r.sent_on.between(period.start, period.end))
    )  # fmt: skip
    statement = select(Letter).where(Letter.document == document, Letter.deleted_on.is_(None), Letter.id.in_(about))
    return session.scalars(statement.order_by(Letter.year, Letter.ordinal, Letter.id)).all()


def unanswered(session: Session, ids: Sequence[int] | None, late_on: date | None = None) -> list[Open]:
    """Sent, not answered and not settled: of these ids, or all that are late on a day; the longest first."""
    r, a = Recommendation, Authority
    statement = (
        select(r.id, r.number, r.content, r.authority_id, a.name, r.sent_on, r.answer_due_on, r.reminders,
               r.last_reminded_on, r.escalated_on)
        .join(a, a.id == r.authority_id)
        .where(r.deleted_on.is_(None), r.sent_on.is_not(None), r.answered_on.is_(None), r.result.not_in(SETTLED),
               r.answer_due_on.is_not(None))
        .order_by(r.answer_due_on, r.id)
    )  # fmt: skip
    if ids is not None:
        statement = statement.where(among(r.id, ids))
    if late_on is not None:
        statement = statement.where(r.answer_due_on < late_on)
    return [
        Open(i, number or "", content, body, name, sent, due_on, times, last or sent, above is not None)
        for i, number, content, body, name, sent, due_on, times, last, above in session.execute(statement)
        if sent is not None and due_on is not None
    ]


def of_source(session: Session, source: Attribute, record_id: int) -> tuple[FromSource, ...]:
    """The recommendations of one supervision, criticism, conference or inspection, in their order."""
    r = Recommendation
    statement = (
        select(r.id, r.content, r.authority_id, r.stage, r.answer_due_on)
        .where(source == record_id, r.deleted_on.is_(None)).order_by(r.position, r.id)
    )  # fmt: skip
    return tuple(FromSource(*row) for row in session.execute(statement))


def sources() -> tuple[tuple[Kind[Any], Attribute], ...]:
    """Kinds that recommendations come from, with the column that names their record."""
    return tuple((k, p.owner) for k in KINDS for p in k.parts if p.kind.record is Recommendation)


def origin(session: Session, recommendation_id: int) -> Origin | None:
    """Where a recommendation came from; None for one written by itself."""
    for kind, column in sources():
        owner = session.scalar(select(column).where(Recommendation.id == recommendation_id))
        if owner is not None:
            return _origin(session, kind, owner)
    return None


def _origin(session: Session, kind: Kind[Any], record_id: int) -> Origin:
    names = [kind.column(n) if n else None for n in (kind.label, kind.number)]
    name, number = (
        session.scalar(select(n).where(kind.record.id == record_id)) if n is not None else None for n in names
    )
    return Origin(kind, record_id, name or kind.one, number)
