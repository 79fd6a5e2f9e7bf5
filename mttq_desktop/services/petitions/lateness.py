"""What is late and why its due day is that day; lateness is always worked out from dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.queries.petitions import Open, Promise, open_forwardings, promises
from mttq_desktop.records.petitions import Forwarding, Reminder
from mttq_desktop.services.settings import Settings, read_settings
from mttq_desktop.text.dates import short


@dataclass(frozen=True, slots=True)
class Late:
    """One unanswered forwarding past its due day, in two grades: quá hạn, quá hạn lâu."""

    forwarding: Open
    days: int
    long: bool

    @property
    def words(self) -> str:
        """ "Quá hạn 12 ngày", "Quá hạn lâu (45 ngày)"."""
        return f"Quá hạn lâu ({self.days} ngày)" if self.long else f"Quá hạn {self.days} ngày"


def late(session: Session, today: date, authority: int | None = None, ids: Iterable[int] | None = None) -> list[Late]:
    """Every forwarding whose answer is overdue, the longest first."""
    settings = read_settings(session)
    found = open_forwardings(session, due_before=today, authority=authority, ids=ids)
    return [_graded(f, today, settings) for f in found]


def _graded(forwarding: Open, today: date, settings: Settings) -> Late:
    days = forwarding.days_late(today)
    return Late(forwarding, days, days >= settings.long_late_days)


def due_soon(session: Session, today: date, days: int = 7) -> list[Open]:
    """Unanswered forwardings due from today on, within so many days."""
    last = today + timedelta(days=days)
    return [f for f in open_forwardings(session, due_before=last + timedelta(days=1)) if f.due_on >= today]


def promised(session: Session, today: date, days: int = 7) -> list[Promise]:
    """Days that authorities promised and that have come, or come within so many days."""
    return promises(session, today + timedelta(days=days))


def why_due(session: Session, forwarding_id: int) -> tuple[str, ...]:
    """ "Vì sao hạn là ngày này?": how the day was counted, and what reminders changed."""
    forwarding = session.get(Forwarding, forwarding_id)
    if forwarding is None:
        raise Refused("Không còn lần chuyển này trong sổ.", "Tải lại trang kiến nghị.")
    lines = tuple(line for line in forwarding.due_reason.splitlines() if line)
    return (*(lines or (f"Hạn ngày {short(forwarding.due_on)} ghi khi chuyển.",)), *_reminded(session, forwarding_id))


def _reminded(session: Session, forwarding_id: int) -> tuple[str, ...]:
    statement = (
        select(Reminder).where(Reminder.forwarding_id == forwarding_id, Reminder.deleted_on.is_(None))
        .order_by(Reminder.round, Reminder.id)
    )  # fmt: skip
    return tuple(_in_words(r) for r in session.scalars(statement))


def _in_words(reminder: Reminder) -> str:
    letter = f" tại văn bản số {reminder.number}" if reminder.number else ""
    said = f"Đôn đốc lần {reminder.round} ngày {short(reminder.day)}{letter}"
    return f"{said}: hạn mới {short(reminder.new_due_on)}." if reminder.new_due_on else f"{said}: hạn giữ nguyên."
