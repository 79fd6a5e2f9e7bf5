"""A list as a workbook: one table from the first row on, streamed to the disk."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mttq_desktop.excel.cells import put
from mttq_desktop.excel.places import letters
from mttq_desktop.excel.saving import whole_file

_WIDEST = 80


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list: its caption, and its width in characters."""

    caption: str
    width: int


def write_list(target: Path, title: str, columns: Sequence[ListColumn], rows: Iterable[Sequence[object]]) -> int:
    """Write the rows as they come; returns how many. A cancelled or failed export leaves no file."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for i, column in enumerate(columns):
        sheet.column_dimensions[letters(i)].width = min(max(column.width, 8), _WIDEST)
    try:
        _head(sheet, columns)
        count = _body(sheet, rows)
        sheet.auto_filter.ref = f"A1:{letters(max(len(columns) - 1, 0))}{count + 1}"
        with whole_file(target) as part:
            book.save(part)
    except BaseException:
        _abandon(sheet)
        raise
    return count


def _head(sheet: Any, columns: Sequence[ListColumn]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    head = [WriteOnlyCell(sheet, column.caption) for column in columns]
    for cell in head:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="F6E7E5")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.append(head)


def _body(sheet: Any, rows: Iterable[Sequence[object]]) -> int:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    wrapped, count = Alignment(wrap_text=True, vertical="top"), 0
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet)
            put(cell, value)
            cell.alignment = wrapped
            cells.append(cell)
        sheet.append(cells)
        count += 1
    return count


def _abandon(sheet: Any) -> None:
    """openpyxl streams into a file of its own, which a failed or cancelled export must not leave behind."""
    with suppress(Exception):
        sheet.close()
    with suppress(Exception):
        sheet._writer.cleanup()


def _sheet_name(title: str) -> str:
    """Excel's rules: at most 31 characters, none of []:*?/\\."""
    return "".join(c for c in title if c not in "[]:*?/\\")[:31].strip("' ") or "Danh sách"
