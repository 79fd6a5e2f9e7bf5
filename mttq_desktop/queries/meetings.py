"""What earlier meetings agreed and is still open: the first thing the next meeting looks at."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mttq_desktop.records.meetings import JointMeeting, Resolution
from mttq_desktop.rules.tasks import CLOSED


@dataclass(frozen=True, slots=True)
class Item:
    """One agreed item with the day of the meeting that agreed it; `looked_at` is the meeting that last saw it."""

    id: int
    content: str
    lead_id: int
    due_on: date | None
    state: str
    result: str | None
    done_on: date | None
    held_on: date
    looked_at: int | None


def open_items(session: Session, before: date, meeting_id: int | None = None) -> tuple[Item, ...]:
    """Items agreed before a day that are not closed, the oldest first; and those that this meeting looked at."""
    r, m = Resolution, JointMeeting
    waiting = r.state.not_in([s.value for s in CLOSED])
    statement = (
        select(r.id, r.content, r.lead_id, r.due_on, r.state, r.result, r.done_on, m.held_on, r.looked_at_id)
        .join(m, m.id == r.meeting_id)
        .where(r.deleted_on.is_(None), m.deleted_on.is_(None), m.held_on < before,
               waiting if meeting_id is None else or_(waiting, r.looked_at_id == meeting_id))
        .order_by(m.held_on, r.position, r.id)
    )  # fmt: skip
    return tuple(Item(*row) for row in session.execute(statement))
