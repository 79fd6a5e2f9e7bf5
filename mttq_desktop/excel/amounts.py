"""Amounts of money as lists write them: the unit beside the number, or once for all in the caption or above."""

import re
from collections.abc import Iterable
from decimal import Decimal

from mttq_desktop.fields import Bad
from mttq_desktop.text.fold import clean, fold
from mttq_desktop.text.numbers import AMOUNTS, parse_number, whole

_LETTERS = re.compile(r"[^\W\d_]")
_THOUSANDS = re.compile(r"\b(nghin dong|ngan dong|ngd|nghin d|1 ?000 ?(d|dong))\b")
_MILLIONS = re.compile(r"\b(trieu dong|tr dong|tr d|trd|trieu)\b")
_DONG = re.compile(r"\b(dong|vnd|d)\b")
_SAID_ABOVE = re.compile(
    rf"\b(?:don vi tinh|don vi|dv tinh|dvt)(?: la)? (?:{_THOUSANDS.pattern}|{_MILLIONS.pattern}|(?:dong|vnd|d)$)"
)
_WHOLLY_DONG, _LIKELY_DONG = 1_000_000, 100_000
"""Under "triệu đồng" a number from the first on is in đồng already; from the second on it may be."""
_SMALLEST, _SMALL = 1_000, 100_000
"""No gift is worth less đồng; one worth less than the second is rather told in thousands where no unit is said."""
_GREATEST = 10**9
"""No gift is worth as much; a number that says so was in a smaller unit than its column."""


def unit_in(caption: str) -> int | None:
    """How many đồng one means under a caption; None where it does not say."""
    words = _words(caption)
    if _MILLIONS.search(words):
        return 10**6
    if _THOUSANDS.search(words):
        return 1_000
    return 1 if _DONG.search(words) else None


def unit_above(titles: Iterable[str]) -> str:
    """What the lines above a table say of the unit of its amounts: "đơn vị tính: nghìn đồng"; else nothing."""
    for title in titles:
        if _SAID_ABOVE.search(_words(title)):
            return clean(title).strip("() ")
    return ""


def read_amount(text: str, caption: str, *, wary: bool) -> tuple[int, str]:
    """Đồng, and what to tell of them; a `wary` reader takes no amount that makes no sense in đồng."""
    try:
        number = parse_number(text, AMOUNTS)
    except ValueError:
        raise Bad("not_a_number", f"“{clean(text)}” không phải là số tiền; ghi như 1.500.000.") from None
    if _LETTERS.search(text):
        return _exact(number, text), f"“{clean(text)}” đọc là {whole(int(number))} đồng."
    unit = unit_in(caption)
    if unit in (None, 1):
        if wary and 0 < number < (_SMALLEST if unit else _SMALL):
            raise _unsure(text)
        return _exact(number, text), ""
    assert unit is not None
    if unit == 10**6 and number >= _LIKELY_DONG:
        if number < _WHOLLY_DONG:
            raise _unsure(text)
        return _exact(number, text), f"“{clean(text)}” dưới cột triệu đồng: đọc là đồng."
    if wary and number * unit >= _GREATEST:
        raise _unsure(text)
    return _exact(number * unit, text), f"“{clean(text)}” theo đơn vị của cột là {whole(int(number * unit))} đồng."


def _words(said: str) -> str:
    return fold(said.replace(".", " ").replace("000", "000 "))


def _exact(amount: Decimal, text: str) -> int:
    if amount != amount.to_integral_value():
        raise _unsure(text)
    return int(amount)


def _unsure(text: str) -> Bad:
    return Bad("unit_unsure", f"“{clean(text)}”: không rõ là đồng, nghìn đồng hay triệu đồng; ghi rõ như 12 triệu.")
