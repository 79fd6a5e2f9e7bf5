"""Days as offices write and type them: day before month."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mttq_desktop.text.fold import clean

LONGEST_DATE = 80  # a longer text is no date, and would only cost time
BAD, RANGE, INCOMPLETE = "bad_date", "date_range", "date_incomplete"


@dataclass(frozen=True, slots=True)
class DateReading:
    """The day meant, or why there is none; `alternative` is the month-first reading, for information."""

    day: date | None = None
    code: str | None = None
    alternative: date | None = None
    two_digit_year: bool = False


_TIME = re.compile(r"[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:am|pm|sa|ch|z))?$")
_HOUR = r"(?:lúc )?\d{1,2} ?(?:h|g|giờ)(?: ?\d{2})?(?:'| ?phút)?|(?:buổi )?(?:sáng|trưa|chiều|tối)"
_PART_OF_DAY = re.compile(rf"^(?:{_HOUR})[ ,;-]+(?=\d)|[ ,;(-]+(?:{_HOUR})$")
_BEFORE = re.compile(r"^(?!.*(?:từ|tu|đến|den)\b).*\b(?:ngày|ngay) (?=\d)|^(?:thứ \w+|chủ nhật|t[2-7]|cn)[ ,]+")
_DAY_FIRST = re.compile(r"(\d{1,2}) ?[./\\,-] ?(\d{1,2}) ?[./\\,-] ?(\d{4}|\d{2})")
_NAMES = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))
_NAMES |= dict(zip("i ii iii iv v vi vii viii ix x xi xii".split(), range(1, 13), strict=True))
_NAMED = re.compile(r"(\d{1,2})[ ./-]{1,2}(?:([a-z]{3})[a-z]{0,6}|([ivx]{1,4}))[ .,/-]{1,2}(\d{4}|\d{2})")
_NAME_FIRST = re.compile(r"([a-z]{3})[a-z]{0,6}\.? (\d{1,2}), ?(\d{4})")
_IN_WORDS = re.compile(r"(\d{1,2}),? (?:tháng|thang) ?(\d{1,2}),? (?:năm|nam) ?(\d{4}|\d{2})")
_HALF_WORDS = re.compile(r"(\d{1,2}) (?:tháng|thang) ?(\d{1,2}) ?[./,-]? ?(\d{4})")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{1,2})|(\d{4})()(\d{2})(\d{2})")
_NO_YEAR = re.compile(r"(?:(?:ngày|ngay) )?(\d{1,2}) ?(?:[./-]|(?:tháng|thang)) ?(\d{1,2})")
_DAY = r"\d{1,2}(?: ?[./] ?\d{1,2})?(?: ?[./] ?\d{2,4})?"
_BETWEEN = r" ?(?:-+>?|–|—|~|→|,|;|&|\+|đến(?: hết)?|den|và|va|tới)(?: ?(?:ngày|ngay))? ?"
_RANGE = re.compile(
    rf"(?:từ|tu)? ?(?:(?:ngày|ngay) )?(?:{_DAY}{_BETWEEN})+\d{{1,2}} ?(?:[./-]|tháng|thang) ?\d{{1,2}}.*"
    rf"|(?:từ|tu) .*(?:đến|den|tới) .*|.*\d{{4}}.*{_BETWEEN}.*\d{{4}}"
)
_INCOMPLETE = re.compile(
    r"\d{1,2} ?[./-] ?\d{4}|\d{1,2} ?[./-] ?\d{1,2}|(?:19|20)\d{2}"
    r"|.*\b(?:tháng|thang|quý|quy|năm|nam) ?(?:\d|i|v|x|này|nay|sau|trước).*"
    r"|t\d{1,2} ?[./-] ?\d{2,4}|q[1-4].*|.*\d (?:tháng|thang)\b.*"
)


def short(d: date) -> str:
    """05/3/2024: days below 10 and months 1, 2 take a nought (Nghị định 30/2020/NĐ-CP)."""
    return f"{d.day:02d}/{_month(d)}/{d.year}"


def long(d: date) -> str:
    """ngày 05 tháng 3 năm 2024"""
    return f"ngày {d.day:02d} tháng {_month(d)} năm {d.year}"


def _month(d: date) -> str:
    return f"{d.month:02d}" if d.month < 3 else str(d.month)


def read_date(text: str) -> DateReading:
    """Reads one typed day; a code says why when there is none."""
    plain = _TIME.sub("", clean(text).casefold()).strip(" .,;()'")
    if len(plain) > LONGEST_DATE:
        return DateReading(code=BAD)
    plain = _BEFORE.sub("", _PART_OF_DAY.sub("", plain)).strip()
    for pattern in (_DAY_FIRST, _IN_WORDS, _HALF_WORDS):
        if found := pattern.fullmatch(plain):
            day, month, year = found.groups()
            return _reading(int(day), int(month), year)
    if reading := _unparted(plain) or _named_month(plain):
        return reading
    return DateReading(code=_why(plain))


def _unparted(plain: str) -> DateReading | None:
    """Eight digits are day first unless only year first makes a day; ISO dates have no second reading."""
    if found := _RUN_TOGETHER.fullmatch(plain):
        reading = _reading(int(found[1]), int(found[2]), found[3])
        if reading.day and reading.day.year >= 1900:
            return reading
    if found := _YEAR_FIRST.fullmatch(plain):
        year, _, month, day = [g for g in found.groups() if g is not None]
        made = _day(int(year), int(month), int(day))
        return DateReading(made, None if made else BAD)
    return DateReading(code=BAD) if _RUN_TOGETHER.fullmatch(plain) else None


def _named_month(plain: str) -> DateReading | None:
    """A month by its English name, as Excel exports it, or in Roman numbers: 5-Mar-24, March 5, 2024, 5/III/2024."""
    if found := _NAMED.fullmatch(plain):
        day, name, year = found[1], found[2] or found[3], found[4]
    elif found := _NAME_FIRST.fullmatch(plain):
        name, day, year = found.groups()
    else:
        return None
    if (month := _NAMES.get(name)) is None:
        return None
    return replace(_reading(int(day), month, year), alternative=None)


def _reading(day: int, month: int, year: str) -> DateReading:
    short_year = len(year) == 2
    full = int(year) + (2000 if int(year) < 50 else 1900) if short_year else int(year)
    made = _day(full, month, day)
    other = _day(full, day, month) if day != month else None
    return DateReading(made, None if made else BAD, other, short_year)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _why(plain: str) -> str:
    if _RANGE.fullmatch(plain):
        return RANGE
    return INCOMPLETE if _INCOMPLETE.fullmatch(plain) else BAD


def day_without_year(text: str) -> tuple[int, int] | None:
    """Day and month of "5/3", None for anything else."""
    found = _NO_YEAR.fullmatch(clean(text).casefold())
    return (int(found[1]), int(found[2])) if found else None


def from_serial(n: float, epoch1904: bool = False) -> date:
    """The day of a spreadsheet's day number; the time of day is dropped. Raises ValueError.

    The 1900 system counts a 29 February 1900 that never was, as number 60.
    """
    whole = int(n)
    first = 0 if epoch1904 else 1
    if n < first:
        raise ValueError(n)
    start = date(1904, 1, 1) if epoch1904 else date(1899, 12, 31 if whole < 60 else 30)
    try:
        return start + timedelta(days=whole)
    except OverflowError:
        raise ValueError(n) from None
