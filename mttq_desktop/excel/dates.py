"""Days in workbooks: real dates, day numbers in General cells, text; and dates whose day and month Excel swapped."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mttq_desktop.text.dates import INCOMPLETE, RANGE, DateReading, day_without_year, from_serial, read_date
from mttq_desktop.text.fold import clean

_SHAPE = re.compile(r"\s*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}\s*$")
_SERIALS = range(20_000, 80_000)
"""Day numbers of 1954 to 2119; other numbers in a date column are no days."""


@dataclass(frozen=True, slots=True)
class DayFound:
    """A cell read as a day: `real` when the workbook held a date, not text or a bare number."""

    reading: DateReading
    real: bool = False


def read_day(value: object, epoch1904: bool = False) -> DayFound:
    """The day a cell means, however it is kept."""
    if isinstance(value, datetime):
        return DayFound(_of(value.date()), real=True)
    if isinstance(value, date):
        return DayFound(_of(value), real=True)
    if isinstance(value, bool | time | timedelta):
        return DayFound(DateReading(code="bad_date"))
    if isinstance(value, int | float):
        return DayFound(_of_number(value, epoch1904))
    text = str(value).strip()
    if text.isdecimal() and len(text) == 5 and int(text) in _SERIALS:
        return DayFound(_of_number(int(text), epoch1904))
    return DayFound(read_date(str(value)))


def _of(day: date) -> DateReading:
    return DateReading(day, None, swapped(day))


def _of_number(number: float, epoch1904: bool) -> DateReading:
    if int(number) in _SERIALS:
        return DateReading(from_serial(number, epoch1904))
    if number == int(number) and 1_011_900 <= number <= 31_122_100:
        return read_date(f"{int(number):08d}")
    if number == int(number) and 1900 <= number <= 2100:
        return DateReading(code="date_incomplete")
    return DateReading(code="bad_date")


def swapped(day: date) -> date | None:
    """The same date read month first, None when that is no other day."""
    if day.day > 12 or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)


def looks_like_day(value: object) -> bool:
    """True for whatever a clerk writes in a column of dates, right or wrong."""
    if isinstance(value, date):
        return True
    if isinstance(value, str) and _SHAPE.match(value):
        return True
    found = read_day(value).reading
    return found.day is not None or found.code in ("date_range", "date_incomplete")


def shown_day(day: date) -> str:
    """05/03/2024, as a workbook shows it."""
    return day.strftime("%d/%m/%Y")


def why_no_day(code: str, text: str) -> str:
    """What is wrong with a text that is no day, after the text itself."""
    if code == RANGE:
        return "là khoảng ngày; cần một ngày"
    if code == INCOMPLETE:
        return f"thiếu {'năm' if day_without_year(text) else 'ngày'}; cần đủ ngày, tháng, năm"
    return "không phải ngày có thật"


def day_of_year(text: str, year: int) -> date | None:
    """The day most likely meant by "5/3" in a table of that year."""
    said = day_without_year(text)
    return read_date(f"{said[0]}/{said[1]}/{year}").day if said else None


def plain_number(raw: object) -> bool:
    """True for a number, or digits alone: a year or a serial number, which in a column of years can only be a year."""
    return isinstance(raw, int | float) or (isinstance(raw, str) and clean(raw).isdecimal())
