"""The workbook a district fills in: title, table, drop-downs, and a hidden sheet by which it is known again."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mttq_desktop.excel.cells import DAY_FORMAT
from mttq_desktop.excel.identity import SHEET, Identity
from mttq_desktop.excel.places import letters
from mttq_desktop.excel.saving import put_book, whole_file

_ROWS = 500
_LISTS = "_danh_muc"
_FONT = "Times New Roman"
_HEAD_FILL = "E9EEF6"


@dataclass(frozen=True)
class TemplateColumn:
    """A column to fill in. `choices` become a drop-down; `day` and `number` are checked by Excel itself."""

    caption: str
    width: int
    required: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()
    day: bool = False
    number: bool = False


@dataclass(frozen=True)
class Template:
    """Everything a template says: who fills it in, for which period, which columns."""

    sheet: str
    sender_lines: tuple[str, ...]
    place: str
    title: str
    columns: tuple[TemplateColumn, ...]
    identity: Identity
    first_day: date
    last_day: date
    notes: tuple[str, ...] = ()


def write_template(target: Path, template: Template) -> None:
    """Write the workbook."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = template.sheet
    head = _write_titles(sheet, template)
    _write_header(sheet, template, head)
    _prepare_rows(sheet, template, head)
    lists = book.create_sheet(_LISTS)
    for i, column in enumerate(template.columns, 1):
        _validate(sheet, lists, column, i, head, template)
    lists.sheet_state = "hidden"
    _write_identity(book, template.identity)
    _set_page(sheet, head)
    with whole_file(target) as part:
        put_book(book, part)


def _write_titles(sheet: Any, template: Template) -> int:
    """The block above the table; returns the header's row."""
    width = len(template.columns) + 1
    half = max(width // 2, 2)
    right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    for i, text in enumerate(template.sender_lines, 1):
        _line(sheet, i, 1, half, text, bold=i > 1)
    for i, text in enumerate(right, 1):
        _line(sheet, i, half + 1, width, text, bold=True)
    row = max(len(template.sender_lines), len(right)) + 1
    _line(sheet, row, half + 1, width, f"{template.place}, ngày …… tháng …… năm {template.last_day.year}", italic=True)
    _line(sheet, row + 2, 1, width, template.title, bold=True, size=14)
    row += 3
    for note in template.notes:
        _line(sheet, row, 1, width, note, italic=True, size=11)
        row += 1
    return row + 1


def _line(
    sheet: Any, row: int, first: int, last: int, text: str, *, bold: bool = False, italic: bool = False, size: int = 12
) -> None:
    from openpyxl.styles import Alignment, Font

    if last > first:
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    cell = sheet.cell(row, first, text)
    cell.font = Font(name=_FONT, size=size, bold=bold, italic=italic)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write_header(sheet: Any, template: Template, head: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    captions = ["STT", *(f"{c.caption} *" if c.required else c.caption for c in template.columns)]
    widths = [6, *(c.width for c in template.columns)]
    for i, (caption, width) in enumerate(zip(captions, widths, strict=True), 1):
        cell = sheet.cell(head, i, caption)
        cell.font = Font(name=_FONT, size=12, bold=True)
        cell.fill = PatternFill("solid", fgColor=_HEAD_FILL)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _border()
        sheet.column_dimensions[letters(i - 1)].width = min(max(width, 6), 60)
    sheet.row_dimensions[head].height = 36
    sheet.freeze_panes = sheet.cell(head + 1, 1)


def _border() -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="999999")
    return Border(left=side, right=side, top=side, bottom=side)


def _prepare_rows(sheet: Any, template: Template, head: int) -> None:
    """Empty rows with borders and formats; they hold nothing, so that nothing is read from them."""
    from openpyxl.styles import Alignment, Font

    font, border = Font(name=_FONT, size=12), _border()
    wrapped = Alignment(vertical="top", wrap_text=True)
    for row in range(head + 1, head + 1 + _ROWS):
        for i in range(1, len(template.columns) + 2):
            cell = sheet.cell(row, i)
            cell.font, cell.border, cell.alignment = font, border, wrapped
            if i > 1:
                column = template.columns[i - 2]
                cell.number_format = DAY_FORMAT if column.day else "General" if column.number else "@"


def _validate(sheet: Any, lists: Any, column: TemplateColumn, at: int, head: int, template: Template) -> None:
    rule = _rule(lists, column, at, template)
    if rule is None:
        return
    place = letters(at)
    rule.add(f"{place}{head + 1}:{place}{head + _ROWS}")
    rule.promptTitle, rule.prompt = column.caption[:32], (column.hint or "Chọn trong danh sách.")[:255]
    rule.showInputMessage = bool(column.hint)
    rule.showErrorMessage = True
    rule.errorTitle = "Xem lại"
    sheet.add_data_validation(rule)


def _rule(lists: Any, column: TemplateColumn, at: int, template: Template) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.choices:
        for i, choice in enumerate(column.choices, 1):
            lists.cell(i, at, choice)
        source = f"'{_LISTS}'!${letters(at - 1)}$1:${letters(at - 1)}${len(column.choices)}"
        return DataValidation(
            type="list", formula1=source, allow_blank=True, errorStyle="warning",
            error="Từ này không có trong danh sách; vẫn giữ nếu đúng là như vậy.",
        )  # fmt: skip
    if column.day:
        first, last = (f"DATE({d.year},{d.month},{d.day})" for d in (template.first_day, template.last_day))
        return DataValidation(
            type="date", operator="between", formula1=first, formula2=last, allow_blank=True, errorStyle="warning",
            error=f"Ngày trong kỳ, ví dụ {template.first_day:%d/%m/%Y}.",
        )  # fmt: skip
    if column.number:
        return DataValidation(
            type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True, errorStyle="warning",
            error="Ghi một số nguyên, không kèm chữ.",
        )  # fmt: skip
    return None


def _write_identity(book: Any, identity: Identity) -> None:
    sheet = book.create_sheet(SHEET)
    for row in identity.as_dict().items():
        sheet.append(row)
    sheet.sheet_state = "veryHidden"


def _set_page(sheet: Any, head: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
