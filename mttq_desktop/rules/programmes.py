"""Which programme is in force on a day, where one period meets the next (2020-2025, 2025-2030)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mttq_desktop.rules.period import Period


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one programme."""

    id: int
    period: Period
    signed_on: date | None
    in_force: bool

    @property
    def begins(self) -> date:
        """The first day of its period, or the day it was signed inside it."""
        return max(self.period.start, self.signed_on or self.period.start)


Days = tuple[date, date]


def days_in_force(programmes: Sequence[Told]) -> dict[int, Days]:
    """First and last day of every programme in force: each lasts until the next one begins.

    A draft of the next period is not among them.
    """
    ordered = sorted((p for p in programmes if p.in_force), key=lambda p: (p.begins, p.id))
    found = {}
    for at, programme in enumerate(ordered):
        following = [p.begins - timedelta(days=1) for p in ordered[at + 1 : at + 2]]
        found[programme.id] = (programme.begins, min([programme.period.end, *following]))
    return found


def on_day(programmes: Sequence[Told], day: date) -> int | None:
    """The programme in force on a day."""
    spans = days_in_force(programmes)
    return next((i for i, (first, last) in reversed(spans.items()) if first <= day <= last), None)


def next_span(period: Period) -> Period:
    """The period after a span of years begins with its last year: 2020-2025, then 2025-2030."""
    last = period.last_year or period.year + 1
    return Period(last, "span", last + last - period.year)


def renamed(title: str, old: Period, new: Period) -> str:
    """The title for another period, its years exchanged however they are written ("2020 - 2025", "2020-2025")."""
    for dash in (" - ", "-", " – ", "–"):
        title = title.replace(f"{old.year}{dash}{old.last_year}", f"{new.year}{dash}{new.last_year}")
    return title
