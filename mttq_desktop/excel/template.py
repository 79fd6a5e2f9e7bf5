"""The workbook a district fills in: title, table, drop-downs, and a hidden sheet by which it is known again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mttq_desktop.excel.cells import DAY_FORMAT, put
from mttq_desktop.excel.identity import SHEET, Identity
from mttq_desktop.excel.own_list import CAPTION as KEY_CAPTION
from mttq_desktop.excel.own_list import key_of
from mttq_desktop.excel.places import letters
from mttq_desktop.excel.saving import put_book, whole_file

_ROWS = 2_000
_PAGE = 40
_EVER = (date(1900, 1, 1), date(2100, 12, 31))
_LISTS = "_danh_muc"
_FONT = "Times New Roman"
_HEAD_FILL = "E9EEF6"


@dataclass(frozen=True)
class TemplateColumn:
    """A column to fill in. `choices` become a drop-down; days and numbers are checked by Excel itself.

    Days of a `bounded` column lie in the template's period. Without a `format` cells hold text, so that numbers of
    identity cards keep their leading nought.
    """

    caption: str
    width: int
    required: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()
    format: str = "@"
    whole: bool = False
    least: int = 0
    most: int | None = None
    bounded: bool = False

    @property
    def heading(self) -> str:
        """The caption, with a star where it must be filled in."""
        return f"{self.caption} *" if self.required else self.caption


@dataclass(frozen=True)
class TemplatePart:
    """A further sheet for rows that belong to those of the first one, named by their running number."""

    sheet: str
    title: str
    columns: tuple[TemplateColumn, ...]
    note: str = ""
    rows: tuple[Sequence[object], ...] = ()


@dataclass(frozen=True)
class Template:
    """Everything a template says: who fills it in, for which period, which columns, which records it holds already."""

    sheet: str
    sender_lines: tuple[str, ...]
    place: str
    title: str
    columns: tuple[TemplateColumn, ...]
    identity: Identity
    first_day: date
    last_day: date
    notes: tuple[str, ...] = ()
    rows: tuple[tuple[str, Sequence[object]], ...] = ()
    parts: tuple[TemplatePart, ...] = ()


def write_template(target: Path, template: Template) -> None:
    """Write the workbook."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = template.sheet
    lists = _Lists(book.create_sheet(_LISTS))
    ordinal = TemplateColumn("STT", 6, format="0")
    head = _write_titles(sheet, template)
    _write_table(sheet, (ordinal, *template.columns), head, len(template.rows), lists, template)
    _write_rows(sheet, [[n, *cells] for n, (_, cells) in enumerate(template.rows, 1)], head)
    if template.identity.keyed:
        _write_keys(sheet, template, head)
    _protect(sheet)
    for part in template.parts:
        _write_part(book.create_sheet(part.sheet), part, lists, template)
    book.move_sheet(_LISTS, len(template.parts))
    lists.sheet.sheet_state = "hidden"
    _write_identity(book, template.identity)
    _lock_structure(book)
    with whole_file(target) as written:
        put_book(book, written)


class _Lists:
    """The hidden sheet with the choices of all drop-downs; equal lists stand in it once."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self._places: dict[tuple[str, ...], str] = {}

    def source(self, choices: tuple[str, ...]) -> str:
        """Where a list stands, as Excel refers to it."""
        if choices not in self._places:
            at = len(self._places) + 1
            for i, choice in enumerate(choices, 1):
                self.sheet.cell(i, at, choice)
            letter = letters(at - 1)
            self._places[choices] = f"'{_LISTS}'!${letter}$1:${letter}${len(choices)}"
        return self._places[choices]


def _write_table(
    sheet: Any, columns: Sequence[TemplateColumn], head: int, filled: int, lists: _Lists, template: Template
) -> None:
    _write_header(sheet, columns, head)
    _prepare_rows(sheet, columns, head, max(filled, _PAGE))
    for i, column in enumerate(columns):
        _validate(sheet, lists, column, i, head, template)
    _set_page(sheet, head)


def _write_part(sheet: Any, part: TemplatePart, lists: _Lists, template: Template) -> None:
    width = len(part.columns)
    _line(sheet, 1, 1, width, part.title, bold=True, size=14)
    _line(sheet, 2, 1, width, part.note, italic=True, size=11)
    _write_table(sheet, part.columns, 4, len(part.rows), lists, template)
    _write_rows(sheet, part.rows, 4)
    _protect(sheet)


def _write_rows(sheet: Any, rows: Sequence[Sequence[object]], head: int) -> None:
    for row, cells in enumerate(rows, head + 1):
        for column, value in enumerate(cells, 1):
            if value is not None:
                put(sheet.cell(row, column), value)


def _write_keys(sheet: Any, template: Template, head: int) -> None:
    """The hidden column that tells which record stands in a row, and what each cell said."""
    at = len(template.columns) + 2
    sheet.cell(head, at, KEY_CAPTION)
    for row, (uid, cells) in enumerate(template.rows, head + 1):
        sheet.cell(row, at, key_of(uid, cells))
    sheet.column_dimensions[letters(at - 1)].hidden = True


def _protect(sheet: Any) -> None:
    """Titles and captions stay as they are; cells below may be filled in, sorted, added to. There is no password."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.deleteRows = protection.sort = protection.autoFilter = False


def _lock_structure(book: Any) -> None:
    from openpyxl.workbook.protection import WorkbookProtection

    book.security = WorkbookProtection(lockStructure=True)


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


def _write_header(sheet: Any, columns: Sequence[TemplateColumn], head: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for i, column in enumerate(columns, 1):
        cell = sheet.cell(head, i, column.heading)
        cell.font = Font(name=_FONT, size=12, bold=True)
        cell.fill = PatternFill("solid", fgColor=_HEAD_FILL)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _border()
        sheet.column_dimensions[letters(i - 1)].width = min(max(column.width, 6), 60)
    lines = max(-(-len(c.heading) // max(c.width - 4, 4)) for c in columns)
    sheet.row_dimensions[head].height = max(36, min(18 * lines, 90))
    sheet.freeze_panes = sheet.cell(head + 1, 1)


def _border() -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="999999")
    return Border(left=side, right=side, top=side, bottom=side)


def _prepare_rows(sheet: Any, columns: Sequence[TemplateColumn], head: int, count: int) -> None:
    """Whole columns with borders and formats, so that the last row pasted is as good as the first.

    The first rows have them cell by cell, for programs that know nothing of columns; titles have none.
    """
    from openpyxl.styles import Alignment, Font, Protection

    font, border, free = Font(name=_FONT, size=12), _border(), Protection(locked=False)
    wrapped = Alignment(vertical="top", wrap_text=True)
    for i, column in enumerate(columns, 1):
        whole = sheet.column_dimensions[letters(i - 1)]
        whole.font, whole.border, whole.alignment, whole.number_format = font, border, wrapped, column.format
        whole.protection = free
        for row in range(head + 1, head + 1 + count):
            sheet.cell(row, i)._style = whole._style  # each style looked up again takes ten times as long
        for row in range(1, head):
            _unframed(sheet.cell(row, i), font)


def _unframed(cell: Any, font: Any) -> None:
    if not cell.has_style:
        cell.font = font


def _validate(sheet: Any, lists: _Lists, column: TemplateColumn, at: int, head: int, template: Template) -> None:
    rule = _rule(lists, column, template) if column.caption != "STT" else None
    if rule is None:
        return
    place = letters(at)
    rule.add(f"{place}{head + 1}:{place}{head + _ROWS}")
    rule.promptTitle, rule.prompt = column.caption[:32], (column.hint or "Chọn trong danh sách.")[:255]
    rule.showInputMessage = bool(column.hint)
    rule.showErrorMessage = True
    rule.errorTitle = "Xem lại"
    sheet.add_data_validation(rule)


def _rule(lists: _Lists, column: TemplateColumn, template: Template) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.choices:
        return DataValidation(
            type="list", formula1=lists.source(column.choices), allow_blank=True, errorStyle="warning",
            error="Từ này không có trong danh sách; vẫn giữ nếu đúng là như vậy.",
        )  # fmt: skip
    if column.format == DAY_FORMAT:
        days = (template.first_day, template.last_day) if column.bounded else _EVER
        first, last = (f"DATE({d.year},{d.month},{d.day})" for d in days)
        return DataValidation(
            type="date", operator="between", formula1=first, formula2=last, allow_blank=True, errorStyle="warning",
            error=f"{'Ngày trong kỳ' if column.bounded else 'Ghi một ngày'}, ví dụ {template.first_day:%d/%m/%Y}.",
        )  # fmt: skip
    return _number_rule(column) if column.format != "@" else None


def _number_rule(column: TemplateColumn) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    said = "Ghi một số nguyên, không kèm chữ." if column.whole else column.hint or "Ghi một số, không kèm chữ."
    most = None if column.most is None else str(column.most)
    return DataValidation(
        type="whole" if column.whole else "decimal", operator="between" if most else "greaterThanOrEqual",
        formula1=str(column.least), formula2=most, allow_blank=True, errorStyle="warning", error=said,
    )  # fmt: skip


def _write_identity(book: Any, identity: Identity) -> None:
    sheet = book.create_sheet(SHEET)
    for row in identity.lines():
        sheet.append(row)
    sheet.sheet_state = "veryHidden"


def _set_page(sheet: Any, head: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
