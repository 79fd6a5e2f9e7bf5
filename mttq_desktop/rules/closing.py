"""Closing days of a year ("10/6; 25/11") and the periods whose reports they close."""

import re
from calendar import monthrange
from datetime import date

from mttq_desktop.rules.period import Period

_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?!\d)")
_PARTS = ((4, "Q1"), (7, "H1"), (10, "9M"), (12, "Y"))
"""A closing day up to this month closes that part of the year (10/6: six months, 25/11: the year)."""


def closings(text: str, year: int) -> dict[Period, date]:
    """Last days to send, by the period reported on; a day that a month does not have is its last one."""
    found: dict[Period, date] = {}
    for day, month in _DAY.findall(text):
        if 1 <= int(month) <= 12 and int(day) >= 1:
            last = monthrange(year, int(month))[1]
            part = next(part for until, part in _PARTS if int(month) <= until)
            found[Period(year, part)] = date(year, int(month), min(int(day), last))
    return found
