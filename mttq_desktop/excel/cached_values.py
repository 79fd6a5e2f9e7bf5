"""Results of formulas put back after openpyxl, which writes formulas without them.

Without results a copy shows nothing in viewers, and its good cells would count as unreadable when it comes back.
"""

import re
import zipfile
from datetime import date, datetime, time, timedelta
from html import escape
from pathlib import Path
from typing import Any

_FORMULA = re.compile(
    rb'<c r="([A-Z]+\d+)"((?:\s+(?!t=)[\w:]+="[^"]*")*)(?:\s+t="\w+")?((?:\s+[\w:]+="[^"]*")*)>'
    rb"(<f\b[^>]*?(?:/>|>.*?</f>))<v\s*(?:/>|></v>)</c>",
    re.DOTALL,
)
_SHEET = "xl/worksheets/sheet{}.xml"
Results = list[dict[str, Any]]


def results_of(book: Any) -> Results:
    """Stored results by cell name, sheet by sheet, of a workbook opened for its values."""
    return [
        {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.value is not None}
        for sheet in book.worksheets
    ]


def has_formulas(book: Any) -> bool:
    """True when any cell holds a formula."""
    return any(c.data_type == "f" for sheet in book.worksheets for row in sheet.iter_rows() for c in row)


def put_back(path: Path, results: Results) -> None:
    """Write the results into the saved workbook; cells that had none stay without."""
    part = path.with_name(path.name + ".values")
    names = {_SHEET.format(i): found for i, found in enumerate(results, 1)}
    try:
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                data = old.read(info)
                if info.filename in names:
                    data = _filled(data, names[info.filename])
                new.writestr(info, data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _filled(data: bytes, found: dict[str, Any]) -> bytes:
    def cell(match: re.Match[bytes]) -> bytes:
        value = found.get(match[1].decode())
        if value is None:
            return match[0]
        kind, text = _stored(value)
        typed = f' t="{kind}"'.encode() if kind else b""
        body = b"<v>" + escape(text, quote=False).encode() + b"</v>"
        return b'<c r="' + match[1] + b'"' + match[2] + match[3] + typed + b">" + match[4] + body + b"</c>"

    return _FORMULA.sub(cell, data)


def _stored(value: Any) -> tuple[str, str]:
    """The type mark and text of a result, as Excel stores it."""
    from openpyxl.utils.datetime import to_excel

    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, int | float):
        return "", repr(value)
    if isinstance(value, datetime | date | time | timedelta):
        return "", repr(to_excel(value))  # type: ignore[no-untyped-call]  # untyped in the stubs
    text = str(value)
    return ("e" if text.startswith("#") and text.rstrip("!?/A0").isupper() else "str"), text
