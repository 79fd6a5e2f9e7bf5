"""A workbook of another format built again as .xlsx: values, merged areas, widths, bold and date formats."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from mttq_desktop.excel import formats
from mttq_desktop.excel.cells import put
from mttq_desktop.excel.places import letters
from mttq_desktop.excel.reading import Grid, open_book
from mttq_desktop.excel.spec import Limits

_CHARACTER = 256
"""Widths of old workbooks are counted in 256ths of a character."""


def rebuilt(data: bytes, found: str, limits: Limits) -> Any:
    """An openpyxl workbook with the same sheets, rows and columns."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in open_book(data, limits).sheets:
        _copy(book.create_sheet(_title(grid.name)), grid)
        if grid.hidden:
            book[_title(grid.name)].sheet_state = "hidden"
    if found == formats.XLS:
        _add_xls_looks(book, data)
    return book


def _title(name: str) -> str:
    return "".join(c for c in name if c not in "[]:*?/\\")[:31] or "Trang"


def _copy(sheet: Any, grid: Grid) -> None:
    for number, cells in grid.lines():
        for c, value in enumerate(cells, 1):
            if value != "":
                put(sheet.cell(number, c), _plain(value))
    for m in grid.merges:
        sheet.merge_cells(start_row=m.top, start_column=m.left + 1, end_row=m.bottom, end_column=m.right + 1)
    for row in grid.marks.hidden_rows:
        sheet.row_dimensions[row].hidden = True


def _plain(value: object) -> object:
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return int(value)
    if isinstance(value, str | int | float | datetime | date | time | timedelta):
        return value
    return str(value)


def _add_xls_looks(book: Any, data: bytes) -> None:
    import xlrd
    from openpyxl.styles import Alignment, Font

    try:
        old = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except Exception:  # xlrd raises its own and many built-in errors; the values are there already
        return
    for sheet in old.sheets():
        target = book[_title(sheet.name)]
        for column, info in sheet.colinfo_map.items():
            target.column_dimensions[letters(column)].width = max(info.width / _CHARACTER, 2)
        for row in range(sheet.nrows):
            for column in range(sheet.row_len(row)):
                looks = old.xf_list[sheet.cell_xf_index(row, column)]
                font = old.font_list[looks.font_index]
                cell = target.cell(row + 1, column + 1)
                cell.font = Font(name=font.name, size=font.height / 20, bold=bool(font.bold), italic=bool(font.italic))
                cell.alignment = Alignment(wrap_text=bool(looks.alignment.text_wrapped), vertical="top")
