"""A slow but careful reader for .xlsx sheets with stray cells at the edge of the sheet.

The fast reader reserves the whole rectangle: one cell at XFD1048576 would take all memory. This one
keeps only cells that exist and lie within the columns people use.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from mttq_desktop.excel.formats import damaged
from mttq_desktop.excel.reading import Grid, Line, Merge
from mttq_desktop.excel.scanning import Marks
from mttq_desktop.excel.spec import Limits


def plain_grids(data: bytes, found: dict[str, Marks], limits: Limits, epoch1904: bool) -> list[Grid]:
    """All sheets, read cell by cell."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)):
            book = load_workbook(io.BytesIO(data), read_only=False, data_only=True)
    except (KeyError, ValueError, zipfile.BadZipFile, TypeError) as error:
        raise damaged() from error
    grids = []
    for sheet in book.worksheets:
        merges = tuple(Merge(m.min_row, m.min_col - 1, m.max_row, m.max_col - 1) for m in sheet.merged_cells.ranges)
        lines = partial(_lines, sheet._cells, limits)
        marks = found.get(sheet.title, Marks())
        grids.append(Grid(sheet.title, sheet.sheet_state != "visible", lines, merges, True, marks, epoch1904))
    return grids


def _lines(cells: dict[tuple[int, int], Any], limits: Limits) -> Iterator[Line]:
    rows: dict[int, list[Any]] = {}
    for (row, column), cell in cells.items():
        if cell.value is None or column > limits.columns:
            continue
        line = rows.setdefault(row, [])
        line.extend([""] * (column - len(line)))
        line[column - 1] = _value(cell.value)
    for row in sorted(rows):
        yield row, rows[row]


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, str | bool | int | float | date | time | timedelta):
        return value
    return str(value)
