"""Reporting periods of the programme: quarters, halves, nine months, years, spans of years."""

import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

from mttq_desktop.text.fold import fold
from mttq_desktop.text.numbers import roman

# First and last month of each part of a year.
_MONTHS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}
_MONTHS |= {"H1": (1, 6), "H2": (7, 12), "9M": (1, 9), "Y": (1, 12), "span": (1, 12)}
_LAST_DAY = {3: 31, 6: 30, 9: 30, 12: 31}
_BEFORE = {"Q2": "Q1", "Q3": "Q2", "Q4": "Q3", "H2": "H1"}
_LAST_OF_YEAR = {"Q1": "Q4", "H1": "H2"}
_CODE = re.compile(r"([12]\d{3})(?:-(Q[1-4]|H[12]|9M)|-([12]\d{3}))?")


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A part of a year (Q1..Q4, H1, H2, 9M, Y) or a span of years; ordered by its first, then last day."""

    year: int
    part: str
    last_year: int | None = None

    def __post_init__(self) -> None:
        if self.part not in _MONTHS or (self.part == "span") != (self.last_year is not None):
            raise ValueError(f"{self.year} {self.part} {self.last_year}")
        if not 1000 <= self.year <= 9999 or not self.year <= (self.last_year or self.year) <= 9999:
            raise ValueError(self.year)

    @classmethod
    def parse(cls, code: str) -> "Period":
        """The period of a code: 2024-Q1, 2024-H1, 2024-9M, 2024, 2020-2025. Raises ValueError."""
        found = _CODE.fullmatch(code)
        if found is None:
            raise ValueError(code)
        if found[3]:
            return cls(int(found[1]), "span", int(found[3]))
        return cls(int(found[1]), found[2] or "Y")

    @classmethod
    def quarter_of(cls, d: date) -> "Period":
        """The quarter a day lies in."""
        return cls(d.year, f"Q{(d.month + 2) // 3}")

    @property
    def code(self) -> str:
        """2024-Q1, 2024, 2020-2025."""
        if self.part == "Y":
            return str(self.year)
        return f"{self.year}-{self.last_year or self.part}"

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, _MONTHS[self.part][0], 1)

    @property
    def end(self) -> date:
        """Last day."""
        month = _MONTHS[self.part][1]
        return date(self.last_year or self.year, month, _LAST_DAY[month])

    @property
    def label(self) -> str:
        """As documents call it: Quý I/2024, 6 tháng đầu năm 2024, giai đoạn 2020 - 2025."""
        if self.part.startswith("Q"):
            return f"Quý {roman(int(self.part[1]))}/{self.year}"
        names = {"H1": "6 tháng đầu năm", "H2": "6 tháng cuối năm", "9M": "9 tháng năm", "Y": "năm"}
        if self.part in names:
            return f"{names[self.part]} {self.year}"
        return f"giai đoạn {self.year} - {self.last_year}"

    def previous(self) -> "Period":
        """The period of the same kind before this one; spans meet in a year (2015-2020, 2020-2025)."""
        if self.last_year is not None:
            return Period(2 * self.year - max(self.last_year, self.year + 1), "span", self.year)
        if self.part in _BEFORE:
            return Period(self.year, _BEFORE[self.part])
        return Period(self.year - 1, _LAST_OF_YEAR.get(self.part, self.part))

    def same_last_year(self) -> "Period":
        """Cùng kỳ năm trước."""
        last = self.last_year - 1 if self.last_year is not None else None
        return Period(self.year - 1, self.part, last)

    def inside(self) -> tuple["Period", ...]:
        """Every period that lies wholly in this one (quarters, halves, nine months, years, itself), by first day."""
        return periods_between(self.start, self.end, self)

    def contains(self, d: date) -> bool:
        """True when the day lies in the period, both ends counted."""
        return self.start <= d <= self.end

    def overlaps(self, other: "Period") -> bool:
        """True when the two have a day in common."""
        return self.start <= other.end and other.start <= self.end

    def holds(self, other: "Period") -> bool:
        """True when the other one lies wholly in this one."""
        return self.start <= other.start and other.end <= self.end

    def __lt__(self, other: "Period") -> bool:
        return (self.start, self.end, self.part) < (other.start, other.end, other.part)


def periods_between(first: date, last: date, *more: Period) -> tuple[Period, ...]:
    """Parts of years that lie wholly between two days, both counted, and those given besides."""
    parts = [part for part in _MONTHS if part != "span"]
    found = (Period(year, part) for year in range(first.year, last.year + 1) for part in parts)
    return tuple(sorted({*more, *(p for p in found if first <= p.start and p.end <= last)}))


_YEAR = r"\s*(?:cua )?(?:nam )?([12]\d{3})\b"
_QUARTER = re.compile(rf"\b(?:quy|q) ?(iv|i{{1,3}}|[1-4]){_YEAR}")
_QUARTER_LAST = re.compile(r"\b([12]\d{3}) (?:quy|q) ?(iv|i{1,3}|[1-4])\b")
_HALF = re.compile(rf"\b0?(?:6|sau) thang (dau |cuoi )?{_YEAR}|\b([12]\d{{3}}) h([12])\b")
_NINE = re.compile(rf"\b0?(?:9|chin) thang (?:dau )?{_YEAR}|\b([12]\d{{3}}) 9m\b")
_SPAN = re.compile(r"\b(?:giai doan|nhiem ky|tu nam) (?:tu )?(?:nam )?([12]\d{3}) (?:den )?(?:nam )?([12]\d{3})\b")
_BARE_SPAN = re.compile(r"([12]\d{3}) ([12]\d{3})")
_BARE_YEAR = re.compile(r"([12]\d{3})")
_WHOLE_YEAR = re.compile(r"(?<!thang \d )(?<!thang \d\d )\bnam ([12]\d{3})\b")
_SEVERAL = re.compile(r"\bquy (?:iv|i{1,3}|[1-4]) (?:va |den )?quy ")


def read_period(text: str) -> Period | None:
    """The period a title names ("… quý I năm 2024"), the narrowest first; None for none or several."""
    words = fold(text)
    if _SEVERAL.search(words):
        return None
    return _quarter(words) or _part_year(words) or _years(words)


def read_periods(text: str) -> tuple[Period, ...]:
    """Every quarter a title names, else the one period it names otherwise; nothing for "quý I và quý II"."""
    words = fold(text)
    if _SEVERAL.search(words):
        return ()
    quarters = [_quarter_of(sign, year) for sign, year in _QUARTER.findall(words)]
    if quarters:
        return tuple(dict.fromkeys(quarters))
    one = read_period(text)
    return (one,) if one is not None else ()


def _quarter(words: str) -> Period | None:
    if found := _QUARTER.search(words):
        sign, year = found.groups()
    elif found := _QUARTER_LAST.search(words):
        year, sign = found.groups()
    else:
        return None
    return _quarter_of(sign, year)


def _quarter_of(sign: str, year: str) -> Period:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(sign) or int(sign)
    return Period(int(year), f"Q{number}")


def _part_year(words: str) -> Period | None:
    if found := _HALF.search(words):
        which, year, code_year, code_half = found.groups()
        half = code_half or ("2" if which == "cuoi " else "1")
        return Period(int(year or code_year), f"H{half}")
    if found := _NINE.search(words):
        return Period(int(found[1] or found[2]), "9M")
    return None


def _years(words: str) -> Period | None:
    if (found := _SPAN.search(words) or _BARE_SPAN.fullmatch(words)) and found[1] <= found[2]:
        return Period(int(found[1]), "span", int(found[2]))
    if found := _WHOLE_YEAR.search(words) or _BARE_YEAR.fullmatch(words):
        return Period(int(found[1]), "Y")
    return None
