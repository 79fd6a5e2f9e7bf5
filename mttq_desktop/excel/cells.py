"""Values as Excel cells: text stays text, whatever it begins with; days are real days."""

import re
from datetime import date
from typing import Any

DAY_FORMAT = "dd/mm/yyyy"
THOUSANDS_FROM = 10_000
"""Smaller numbers may be years."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST = 32_767
_RISKY = ("=", "+", "-", "@", "\t")


class Share(float):
    """A part of a whole, 0.2069, that reads 20,69%."""


def put(cell: Any, value: object) -> None:
    """Set a cell; a text that looks like a formula is kept as the text it is."""
    if isinstance(value, str):
        text = _ILLEGAL.sub("", value)[:_MOST]
        cell.value = text
        if text.startswith(_RISKY):
            cell.data_type = "s"
            cell.quotePrefix = True
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = DAY_FORMAT
    elif isinstance(value, Share):
        cell.number_format = "0.00%"
    elif isinstance(value, int | float) and abs(value) >= THOUSANDS_FROM:
        cell.number_format = "#,##0.###" if isinstance(value, float) else "#,##0"
