"""The dated documents about one petition, as they were recorded."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.records.petitions import Feedback, Forwarding, Reminder, Reply


@dataclass(frozen=True, slots=True)
class Documents:
    """Forwardings, reminders, answers and notices, each in the order of their days."""

    forwardings: tuple[Forwarding, ...]
    reminders: tuple[Reminder, ...]
    replies: tuple[Reply, ...]
    feedback: tuple[Feedback, ...]

    def authority_of(self, reminder: Reminder) -> int | None:
        """Whom a reminder went to."""
        return next((f.authority_id for f in self.forwardings if f.id == reminder.forwarding_id), None)


def documents(session: Session, petition_id: int) -> Documents:
    """Everything recorded about a petition that is not in the trash."""
    f, m, r, b = Forwarding, Reminder, Reply, Feedback
    sent = session.scalars(select(f).where(f.petition_id == petition_id, f.deleted_on.is_(None)).order_by(f.day, f.id))
    forwardings = tuple(sent)
    urged = session.scalars(
        select(m).where(m.forwarding_id.in_([x.id for x in forwardings]), m.deleted_on.is_(None))
        .order_by(m.day, m.id)
    )  # fmt: skip
    said = session.scalars(select(r).where(r.petition_id == petition_id, r.deleted_on.is_(None)).order_by(r.day, r.id))
    told = session.scalars(select(b).where(b.petition_id == petition_id, b.deleted_on.is_(None)).order_by(b.day, b.id))
    return Documents(forwardings, tuple(urged), tuple(said), tuple(told))
