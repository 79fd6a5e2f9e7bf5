"""Numbers as Vietnamese offices write them: thousands with points, decimals with a comma."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from mttq_desktop.text.fold import clean

Number = int | float | Decimal

LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")]
_ROMAN += [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]

# Times đồng; a rate keeps its value (95,25% is 95.25).
_UNITS = {
    1: "% đ đồng vnđ vnd d dong",
    10**3: "k ngđ nghìn ngàn nghìnđồng ngànđồng nghìnđ ngànđ 1000đ 1000đồng nghin ngan nghindong ngandong",
    10**6: "tr trđ trđồng triệu triệuđồng triệuđ trieu trieudong",
    10**9: "tỷ tỉ tỷđồng tỉđồng tỷđ tỉđ ty tydong",
}
_TIMES = {word: times for times, words in _UNITS.items() for word in words.split()} | {"": 1}
COUNTS = {"": 1, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
"""Words that may stand beside a count of people or things: none of them is one of money alone."""
RATES = {"": 1, "%": 1}
"""What may stand beside an amount whose unit is told elsewhere."""
AMOUNTS = {word: times for word, times in _TIMES.items() if word != "%"}
"""Words beside an amount of money; a rate is none."""
_PARTS = re.compile(r"(?P<sign>[-+−–]?)\s*(?P<digits>\d[\d.,\s]*)(?P<unit>.*)", re.DOTALL)
_GROUPED = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in (".", ",", " ")}


def whole(n: int) -> str:
    """1.234.567"""
    return f"{n:,}".replace(",", ".")


def decimal(x: Number, places: int) -> str:
    """1.234,50: always `places` decimals, halves rounded away from zero."""
    exact = x if isinstance(x, Decimal) else Decimal(str(x))
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)
    return f"{rounded:,.{places}f}".translate(str.maketrans(",.", ".,"))


def percent(x: Number, places: int = 2) -> str:
    """95,25% or 100%: `x` in hundredths, decimals that are nought left out."""
    text = decimal(x, places)
    if "," in text:
        text = text.rstrip("0").rstrip(",")
    return text + "%"


def parse_number(s: str, units: Mapping[str, int] = _TIMES) -> Decimal:
    """The number a person wrote; a unit of money multiplies (12 tr is 12.000.000). Raises ValueError.

    Only words among `units` may stand beside it.
    A point before exactly three digits parts thousands: 1.234 is one thousand two hundred and thirty-four.
    """
    found = _PARTS.fullmatch(clean(s).casefold())
    if found is None:
        raise ValueError(s)
    digits, unit = found["digits"].strip(), re.sub(r"[\s().,]", "", found["unit"])
    if unit not in units or (digits[-1] in ".," and not unit):
        raise ValueError(s)
    value = Decimal(_plain(digits.rstrip(".,"))) * units[unit]
    return -value if found["sign"] in {"-", "−", "–"} else value


def _plain(digits: str) -> str:
    """Digits with at most one point, as Python writes them."""
    head, mark, tail = _split_decimals(digits)
    for group in (".", ",", " "):
        if group != mark and _GROUPED[group].fullmatch(head):
            head = head.replace(group, "")
    if not head.isdecimal() or (mark and not tail.isdecimal()):
        raise ValueError(digits)
    return f"{head}.{tail}" if mark else head


def _split_decimals(digits: str) -> tuple[str, str, str]:
    if any(pattern.fullmatch(digits) for mark, pattern in _GROUPED.items() if mark != ","):
        return digits, "", ""
    if digits.count(",") > 1 and _GROUPED[","].fullmatch(digits):
        return digits, "", ""
    at = max(digits.rfind(","), digits.rfind("."))
    if at < 0:
        return digits, "", ""
    return digits[:at], digits[at], digits[at + 1 :]


def roman(n: int) -> str:
    """I, II, III, IV … for headings. Raises ValueError below 1."""
    if n < 1:
        raise ValueError(n)
    text = ""
    for value, sign in _ROMAN:
        times, n = divmod(n, value)
        text += sign * times
    return text


def letter(n: int) -> str:
    """The letter of the nth point: a, b, c, d, đ, e, g … y, aa, ab … Raises ValueError below 1."""
    if n < 1:
        raise ValueError(n)
    turns, at = divmod(n - 1, len(LETTERS))
    return (letter(turns) if turns else "") + LETTERS[at]
