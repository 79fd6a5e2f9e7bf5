"""First and last day of a time told in words: "Quý II", "Tháng 6", "6 tháng đầu năm", "Tháng 3 - 5", a day."""

import re
from datetime import date, timedelta

from mttq_desktop.rules.period import Period, read_period
from mttq_desktop.text.dates import read_date
from mttq_desktop.text.fold import fold

Span = tuple[date, date]
_QUARTERS = re.compile(r"\bquy (iv|i{1,3}|[1-4])(?: (?:den |va )?(?:quy )?(iv|i{1,3}|[1-4]))?\b")
_MONTHS = re.compile(r"\b(?:thang|t) ?(1[0-2]|0?[1-9])(?: (?:den |va )?(?:thang |t)?(1[0-2]|0?[1-9]))?\b(?! ngay)")
_HALF = re.compile(r"\b0?6 thang (dau|cuoi)(?: nam)?\b")
_NINE = re.compile(r"\b0?9 thang\b")
_YEAR = re.compile(r"\b(20\d{2})\b")
_ALWAYS = re.compile(r"\b(?:thuong xuyen|ca nam|trong nam|hang (?:thang|quy)|dinh ky)\b")
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_timing(text: str, year: int) -> Span | None:
    """The days the words mean in that year (or the year they name); None where they name none."""
    if (day := read_date(text).day) is not None:
        return day, day
    words = fold(text)
    if named := _YEAR.search(words):
        year = int(named[1])
    for part in (_half, _nine, _quarters, _months, _always):
        if (found := part(words, year)) is not None:
            return found
    period = read_period(text)
    return (period.start, period.end) if period else None


def names_its_year(text: str) -> bool:
    """The words speak of one year or one day, so that they mean nothing in another year."""
    return read_date(text).day is not None or _YEAR.search(fold(text)) is not None


def _half(words: str, year: int) -> Span | None:
    found = _HALF.search(words)
    return _days(Period(year, "H1" if found[1] == "dau" else "H2")) if found else None


def _nine(words: str, year: int) -> Span | None:
    return _days(Period(year, "9M")) if _NINE.search(words) else None


def _quarters(words: str, year: int) -> Span | None:
    if (found := _QUARTERS.search(words)) is None:
        return None
    first, last = (_NUMBERS.get(g) or int(g) for g in (found[1], found[2] or found[1]))
    if last < first:
        return None
    return Period(year, f"Q{first}").start, Period(year, f"Q{last}").end


def _months(words: str, year: int) -> Span | None:
    if (found := _MONTHS.search(words)) is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first:
        return None
    return date(year, first, 1), _end_of_month(year, last)


def _always(words: str, year: int) -> Span | None:
    return _days(Period(year, "Y")) if _ALWAYS.search(words) else None


def _days(period: Period) -> Span:
    return period.start, period.end


def _end_of_month(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
