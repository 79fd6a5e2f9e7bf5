"""Time limits, and the sentences that answer "vì sao hạn là ngày này?"."""

from dataclasses import dataclass
from datetime import date, timedelta

from mttq_desktop.text.dates import short
from mttq_desktop.text.days import Calendar

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Term:
    """A number of days, working or calendar, and the article it rests on; below 0 means before the event."""

    days: int
    working: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Due:
    """The last day, and why it is that day."""

    day: date
    reasons: tuple[str, ...]


def due(start: date, term: Term, calendar: Calendar) -> Due:
    """The due day: the day of the event does not count; a day off moves to the next working day.

    Bộ luật Dân sự 2015, Điều 147 khoản 2 and Điều 148 khoản 5. A term before an event moves
    back instead, so that the other side never gets less time than the rule gives.
    """
    if term.working:
        day = calendar.add_working(start, term.days)
        middle = _skipped(min(start, day), max(start, day), calendar)
    else:
        plain = start + timedelta(days=term.days)
        day = calendar.on_or_after(plain) if term.days >= 0 else calendar.on_or_before(plain)
        middle = _moved(plain, day, calendar)
    last = f"Hạn là {_named(day)}."
    return Due(day, (_counted(start, term), *middle, *_basis(term), last))


def _counted(start: date, term: Term) -> str:
    kind = "ngày làm việc" if term.working else "ngày, tính cả ngày nghỉ"
    if term.days < 0:
        return f"Tính ngược từ ngày {short(start)}: trước đó {-term.days} {kind}."
    return f"Tính từ ngày {short(start)} (không kể ngày này): {term.days} {kind}."


def _skipped(first: date, last: date, calendar: Calendar) -> list[str]:
    """Weekends are only counted; a holiday is named, once for all its days in a row."""
    off = calendar.skipped(first, last)
    weekend = [d for d, _ in off if d not in calendar.holidays]
    lines = [f"Không tính {len(weekend)} ngày thứ Bảy, Chủ nhật."] if weekend else []
    return lines + [f"Không tính ngày {short(d)}: {why}." for d, why in off if d in calendar.holidays]


def _moved(plain: date, day: date, calendar: Calendar) -> list[str]:
    if plain == day:
        return []
    why = calendar.skipped(plain - timedelta(days=1), plain)[0][1]
    where = "lùi sang ngày làm việc tiếp theo" if day > plain else "đưa lên ngày làm việc liền trước"
    return [f"Ngày {short(plain)} là ngày nghỉ ({why}) nên {where}."]


def _basis(term: Term) -> list[str]:
    return [f"Căn cứ: {term.basis.rstrip('.')}."] if term.basis else []


def _named(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]}, ngày {short(day)}"
