"""The sender's workbook once more: same layout, bad cells coloured with the reason as a note, and a summary sheet.

Runs in the child process, because it opens the sender's file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mttq_desktop.excel import formats
from mttq_desktop.excel.cached_values import Results, has_formulas, put_back, results_of
from mttq_desktop.excel.cells import put
from mttq_desktop.excel.places import split_cell
from mttq_desktop.excel.saving import put_book, whole_file
from mttq_desktop.excel.side_by_side import sheet_of
from mttq_desktop.excel.spec import Limits

SUMMARY = "Kết quả kiểm tra"
_AUTHOR = "MTTQ"
_ERROR, _WARNING = "FFC7CE", "FFEB9C"
_HEADS = (("Trang", 18), ("Dòng", 8), ("Ô", 8), ("Kết quả", 14), ("Vấn đề", 70), ("Gợi ý", 30))


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to tell the sender: where, how bad, what, and a proposal where there is one."""

    sheet: str
    row: int | None
    cell: str | None
    error: bool
    message: str
    proposal: str = ""
    result: str = ""


@dataclass(frozen=True)
class MarkRequest:
    """A marked copy to be made by the child."""

    path: str
    target: str
    headline: str
    remarks: tuple[Remark, ...]
    limits: Limits = field(default_factory=Limits)


def write_marked(data: bytes, request: MarkRequest) -> None:
    """Write the copy as .xlsx, whatever the sender's format was."""
    found = formats.detect(data, request.limits)
    results: Results | None = None
    if found == formats.XLSX:
        book = _opened(data)
        results = results_of(_opened(data, values=True)) if has_formulas(book) else None
    else:
        from mttq_desktop.excel.rebuilding import rebuilt

        book = rebuilt(data, found, request.limits)
    for remark in request.remarks:
        if (name := sheet_of(remark.sheet, book.sheetnames)) in book.sheetnames:
            _mark(book[name], remark)
    _summarize(book, request)
    with whole_file(Path(request.target)) as part:
        put_book(book, part)
        if results is not None:
            put_back(part, results)


def _opened(data: bytes, *, values: bool = False) -> Any:
    import io
    import zipfile

    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(data), data_only=values)
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise formats.damaged() from error


def _mark(sheet: Any, remark: Remark) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    row, column = split_cell(remark.cell) if remark.cell else (remark.row or 0, 0)
    if row < 1:
        return
    cell = _top_left(sheet, row, column + 1)
    text = f"{remark.message} Gợi ý: {remark.proposal}" if remark.proposal else remark.message
    before = f"{cell.comment.text}\n" if cell.comment is not None else ""
    cell.comment = Comment(before + text, _AUTHOR, height=110, width=300)
    marked_before = cell.fill.fgColor.rgb in (f"00{_ERROR}", f"FF{_ERROR}")
    if remark.cell and not marked_before:
        cell.fill = PatternFill("solid", fgColor=_ERROR if remark.error else _WARNING)


def _top_left(sheet: Any, row: int, column: int) -> Any:
    """Of a merged area only the first cell can carry a note."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet.cell(row, column)


def _summarize(book: Any, request: MarkRequest) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(_free_name(book.sheetnames))
    put(sheet.cell(1, 1), request.headline)
    sheet.cell(1, 1).font = Font(bold=True, size=12)
    for i, (caption, width) in enumerate(_HEADS, 1):
        sheet.cell(3, i, caption).font = Font(bold=True)
        sheet.column_dimensions[chr(64 + i)].width = width
    for number, remark in enumerate(request.remarks, 4):
        for i, value in enumerate(_summary_row(remark), 1):
            put(sheet.cell(number, i), value)
            sheet.cell(number, i).alignment = Alignment(wrap_text=True, vertical="top")
        if remark.cell and (name := sheet_of(remark.sheet, book.sheetnames)) in book.sheetnames:
            quoted = name.replace("'", "''")
            sheet.cell(number, 3).hyperlink = f"#'{quoted}'!{remark.cell}"
    sheet.freeze_panes = "A4"


def _summary_row(remark: Remark) -> Sequence[object]:
    return (remark.sheet, remark.row, remark.cell, remark.result, remark.message, remark.proposal)


def _free_name(taken: Sequence[str]) -> str:
    names = {t.casefold() for t in taken}
    wanted = [SUMMARY, *(f"{SUMMARY} {n}" for n in range(2, 100))]
    return next(n for n in wanted if n.casefold() not in names)
