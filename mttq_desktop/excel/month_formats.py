"""Formats that show a month without its day: someone typed 3/2024, and Excel made it the first of the month."""

import re
import zipfile
from datetime import date
from html import unescape

_P = rb"(?:[\w.-]+:)?"
_FORMAT = re.compile(rb"<" + _P + rb"numFmt\b([^>]*)>")
_CELL_STYLES = re.compile(rb"<" + _P + rb"cellXfs\b[^>]*>(.*?)</" + _P + rb"cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<" + _P + rb"xf\b([^>]*)>")
_ID = re.compile(rb"\bnumFmtId\s*=\s*[\"'](\d+)[\"']")
_CODE = re.compile(rb"\bformatCode\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_NUMBER = re.compile(r"\d+")
_MONTH_WORDS = re.compile(r"tháng|thg|năm")
_BUILT_IN = b"17"
"""mmm-yy, which Excel gives to 3/2024 as it is typed."""


def shows_only_month(code: str) -> bool:
    """True for a number format such as mm/yyyy."""
    letters = set(_LITERAL.sub("", code.lower().partition(";")[0]))
    return {"m", "y"} <= letters and not letters & set("dhs")


def says_only_month(shown: str, day: date) -> bool:
    """True when a cell that holds the first of a month shows month and year alone: 03/2024, Mar-24, tháng 3/2024."""
    left = list(map(int, _NUMBER.findall(shown)))
    year = next((n for n in reversed(left) if n in (day.year, day.year % 100)), None)
    named = any(letter.isalpha() for letter in _MONTH_WORDS.sub("", shown.casefold()))
    if day.day != 1 or year is None:
        return False
    left.remove(year)
    return left == ([] if named else [day.month])


def month_styles(z: zipfile.ZipFile) -> frozenset[bytes]:
    """Numbers of the cell styles that show a month only; nearly always none."""
    part = next((n for n in z.namelist() if n.lower().endswith("xl/styles.xml")), None)
    raw = z.read(part) if part is not None else b""
    found = _CELL_STYLES.search(raw)
    if found is None:
        return frozenset()
    months = {_BUILT_IN, *_own_formats(raw)}
    styles = [_ID.search(attributes) for attributes in _STYLE.findall(found[1])]
    return frozenset(str(i).encode() for i, style in enumerate(styles) if style is not None and style[1] in months)


def _own_formats(raw: bytes) -> set[bytes]:
    found = set()
    for attributes in _FORMAT.findall(raw):
        ident, code = _ID.search(attributes), _CODE.search(attributes)
        if ident and code and shows_only_month(unescape((code[1] or code[2] or b"").decode("utf-8", "replace"))):
            found.add(ident[1])
    return found
