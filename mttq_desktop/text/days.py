"""Working days: weekends, public holidays, and days worked to make up for them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_ONE = timedelta(days=1)
_WEEKEND = {5: "thứ Bảy", 6: "Chủ nhật"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Holidays by name, and the days off that were worked (làm bù)."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    made_up: frozenset[date] = frozenset()

    def is_working(self, d: date) -> bool:
        """True on a day offices work."""
        return self._day_off(d) is None

    def _day_off(self, d: date) -> str | None:
        if d in self.made_up:
            return None
        return self.holidays.get(d) or _WEEKEND.get(d.weekday())

    def add_working(self, start: date, n: int) -> date:
        """The nth working day after `start`, which does not count itself; n below 0 goes back."""
        day, step = start, _ONE if n > 0 else -_ONE
        for _ in range(abs(n)):
            day = self._next(day, step)
        return day

    def _next(self, day: date, step: timedelta) -> date:
        day += step
        while not self.is_working(day):
            day += step
        return day

    def working_between(self, a: date, b: date) -> int:
        """Working days after `a` up to and with `b`; below 0 when `b` comes first.

        `working_between(a, add_working(a, n)) == n`.
        """
        if b < a:
            return -sum(map(self.is_working, _days(b - _ONE, a - _ONE)))
        return sum(map(self.is_working, _days(a, b)))

    def on_or_after(self, d: date) -> date:
        """The day itself, or the next working day."""
        return d if self.is_working(d) else self._next(d, _ONE)

    def on_or_before(self, d: date) -> date:
        """The day itself, or the working day before it."""
        return d if self.is_working(d) else self._next(d, -_ONE)

    def skipped(self, a: date, b: date) -> list[tuple[date, str]]:
        """Days off after `a` up to and with `b`, each with the holiday's name or the weekday."""
        return [(day, why) for day in _days(a, b) if (why := self._day_off(day))]


def _days(after: date, to: date) -> Iterator[date]:
    return (after + timedelta(days=i) for i in range(1, (to - after).days + 1))


def vietnam_holidays(years: Iterable[int]) -> dict[date, str]:
    """Public holidays of Vietnam by their Vietnamese names; fills the catalogue, people correct it there."""
    from mttq_desktop.text.holidays_source import public_holidays

    return public_holidays(years)
