"""A list as a workbook: one table from the first row on, streamed to the disk."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from mttq_desktop.excel.cells import put
from mttq_desktop.excel.identity import SHEET
from mttq_desktop.excel.own_list import CAPTION, OwnList, key_of
from mttq_desktop.excel.places import letters
from mttq_desktop.excel.saving import put_book, whole_file

_WIDEST = 80
Row: TypeAlias = tuple[str, Sequence[object]]
"""The record's identity, and its cells."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list: its caption, and its width in characters."""

    caption: str
    width: int


@dataclass(frozen=True)
class ListSheet:
    """A further sheet of the workbook."""

    title: str
    columns: Sequence[ListColumn]
    rows: Iterable[Sequence[object]]


def write_list(
    target: Path, title: str, columns: Sequence[ListColumn], rows: Iterable[Row], own: OwnList | None = None,
    beside: Sequence[ListSheet] = (),
) -> int:  # fmt: skip
    """Write the rows as they come; returns how many. A cancelled or failed export leaves no file.

    With `own` the list can be taken back: a hidden column tells each row's record.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = _begin(book, title, columns)
    try:
        captions = [c.caption for c in columns]
        if own is not None:
            captions.append(CAPTION)
            sheet.column_dimensions[letters(len(columns))].hidden = True
        _head(sheet, captions)
        count = _body(sheet, rows, keyed=own is not None)
        sheet.auto_filter.ref = f"A1:{letters(max(len(captions) - 1, 0))}{count + 1}"
        for other in beside:
            _add(book, other)
        if own is not None:
            _tell_own(book, own)
        with whole_file(target) as part:
            put_book(book, part)
    except BaseException:
        for begun in book.worksheets:
            _abandon(begun)
        raise
    return count


def _begin(book: Any, title: str, columns: Sequence[ListColumn]) -> Any:
    sheet = book.create_sheet(sheet_name(title))
    sheet.freeze_panes = "A2"
    for i, column in enumerate(columns):
        sheet.column_dimensions[letters(i)].width = min(max(column.width, 8), _WIDEST)
    return sheet


def _add(book: Any, other: ListSheet) -> None:
    sheet = _begin(book, other.title, other.columns)
    _head(sheet, [c.caption for c in other.columns])
    _body(sheet, (("", row) for row in other.rows), keyed=False)


def _tell_own(book: Any, own: OwnList) -> None:
    hidden = book.create_sheet(SHEET)
    hidden.sheet_state = "veryHidden"
    for line in own.lines():
        hidden.append(line)


def _head(sheet: Any, captions: Sequence[str]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    head = [WriteOnlyCell(sheet, caption) for caption in captions]
    for cell in head:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="F6E7E5")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.append(head)


def _body(sheet: Any, rows: Iterable[Row], *, keyed: bool) -> int:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    wrapped, count = Alignment(wrap_text=True, vertical="top"), 0
    for uid, row in rows:
        cells: list[object] = []
        for value in row:
            cell = WriteOnlyCell(sheet)
            put(cell, value)
            cell.alignment = wrapped
            cells.append(cell)
        sheet.append([*cells, key_of(uid, row)] if keyed else cells)
        count += 1
    return count


def _abandon(sheet: Any) -> None:
    """openpyxl streams into a file of its own, which a failed or cancelled export must not leave behind."""
    with suppress(Exception):
        sheet.close()
    with suppress(Exception):
        sheet._writer.cleanup()


def sheet_name(title: str) -> str:
    """Excel's rules: at most 31 characters, none of []:*?/\\."""
    return "".join(c for c in title if c not in "[]:*?/\\")[:31].strip("' ") or "Danh sách"
