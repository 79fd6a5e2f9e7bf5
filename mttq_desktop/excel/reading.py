"""Opening a workbook of any format as plain rows; called only inside the child process."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mttq_desktop.errors import Unreadable
from mttq_desktop.excel import formats
from mttq_desktop.excel.encodings import decoded
from mttq_desktop.excel.month_formats import month_styles, shows_only_month
from mttq_desktop.excel.scanning import ERROR, MONTH, Marks, scan, sheet_parts, uses_1904
from mttq_desktop.excel.spec import Limits

Raw = Any
"""What a cell holds: str, float, int, bool, date, datetime, time or timedelta; "" when empty."""
Line = tuple[int, list[Raw]]
_MOST_CELLS = 8_000_000
_XLS_EXTRAS_UP_TO = 4_000_000


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area: rows from 1, columns from 0, both ends counted."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """One sheet: its rows with Excel's numbers, and what the eye would see beside the values.

    One of several tables side by side is `within` the sheet of that name; rows before its `first` are told with the
    table left of it, and all of them begin at the cells `beside`.
    """

    name: str
    hidden: bool
    source: Any
    merges: tuple[Merge, ...] = ()
    knows_merges: bool = False
    marks: Marks = field(default_factory=Marks)
    epoch1904: bool = False
    within: str = ""
    first: int = 0
    beside: tuple[str, ...] = ()

    def lines(self) -> Iterator[Line]:
        """(row number, cells from column A) for every row of the used area."""
        yield from self.source()


@dataclass
class Book:
    """An open workbook."""

    format: str
    sheets: list[Grid]


def open_book(data: bytes, limits: Limits) -> Book:
    """Open the content; raises `Unreadable` with a file code."""
    found = formats.detect(data, limits)
    if found == formats.CSV:
        return Book(found, [_csv_grid(data)])
    if found in (formats.XLSX, formats.XLSB):
        return Book(found, _xlsx_grids(data, limits, marks=found == formats.XLSX))
    return Book(found, _plain_grids(data, found))


def _csv_grid(data: bytes) -> Grid:
    text = decoded(data) or ""
    kept = list(formats.text_rows(text))
    return Grid("CSV", False, lambda: enumerate(kept, 1))


def _workbook(data: bytes) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise Unreadable("encrypted", "Tệp được đặt mật khẩu.", "Bỏ mật khẩu trong Excel, lưu lại rồi nhập.") from error
    except (CalamineError, OSError, ValueError) as error:
        raise formats.damaged() from error


def _xlsx_grids(data: bytes, limits: Limits, *, marks: bool) -> list[Grid]:
    found: dict[str, Marks] = {}
    epoch = False
    if marks:
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            parts = sheet_parts(z)
            epoch = uses_1904(z)
            months = month_styles(z)
            found = {name: scan(z, part, months) for name, part in parts.items() if part in z.namelist()}
    if any(m.far or m.last_row > limits.rows for m in found.values()):
        from mttq_desktop.excel.plain_xlsx import plain_grids

        return plain_grids(data, found, limits, epoch)
    grids = _calamine_grids(data)
    for grid in grids:
        grid.marks = found.get(grid.name, grid.marks)
        grid.epoch1904 = epoch
    return grids


def _plain_grids(data: bytes, found: str) -> list[Grid]:
    grids = _calamine_grids(data)
    if found == formats.XLS:
        _add_xls_extras(data, grids)
    if found == formats.ODS:
        _add_ods_extras(data, grids)
    return grids


def _calamine_grids(data: bytes) -> list[Grid]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    book = _workbook(data)
    grids = []
    for meta in book.sheets_metadata:
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = _sheet(book, meta.name)
        merged = sheet.merged_cell_ranges
        merges = tuple(Merge(t + 1, left, b + 1, right) for (t, left), (b, right) in merged or ())
        hidden = meta.visible is not SheetVisibleEnum.Visible
        grids.append(Grid(meta.name, hidden, _rows_of(sheet), merges, merged is not None))
    return grids


def _sheet(book: Any, name: str) -> Any:
    from python_calamine import CalamineError

    try:
        sheet = book.get_sheet_by_name(name)
    except (CalamineError, ValueError, OSError) as error:
        raise formats.damaged(f"trang “{name}”") from error
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise formats.too_large(f"trang “{name}” có {sheet.total_height} dòng × {sheet.total_width} cột")
    return sheet


def _rows_of(sheet: Any) -> Any:
    """Rows keep their numbers; columns left of the used area come back as empty cells."""
    blank: list[Raw] = [""] * (sheet.start[1] if sheet.start else 0)

    def lines() -> Iterator[Line]:
        if not sheet.start:
            return
        for number, cells in enumerate(sheet.iter_rows(), 1):
            yield number, (blank + cells if blank else cells)

    return lines


def _add_xls_extras(data: bytes, grids: list[Grid]) -> None:
    """Errors, hidden rows and mere months of old workbooks, which only xlrd tells; large ones do without."""
    if len(data) > _XLS_EXTRAS_UP_TO:
        return
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except Exception:  # xlrd raises its own and many built-in errors; the values are read already
        return
    for grid in grids:
        if grid.name in book.sheet_names():
            sheet = book.sheet_by_name(grid.name)
            grid.epoch1904 = book.datemode == 1
            grid.marks.hidden_rows |= {r + 1 for r, info in sheet.rowinfo_map.items() if info.hidden}
            _add_xls_errors(sheet, grid.marks)
            _add_xls_months(book, sheet, grid.marks)


def _add_xls_errors(sheet: Any, marks: Marks) -> None:
    import xlrd

    for row in range(sheet.nrows):
        types = sheet.row_types(row)
        if xlrd.XL_CELL_ERROR in types:
            for column, kind in enumerate(types):
                if kind == xlrd.XL_CELL_ERROR:
                    text = xlrd.error_text_from_code.get(int(sheet.cell_value(row, column)), "#ERR")
                    marks.cells.setdefault((row + 1, column), []).append((ERROR, text))


def _add_xls_months(book: Any, sheet: Any, marks: Marks) -> None:
    import xlrd

    codes = {i: book.format_map.get(xf.format_key) for i, xf in enumerate(book.xf_list)}
    months = {i for i, code in codes.items() if code is not None and shows_only_month(code.format_str)}
    for row in range(sheet.nrows) if months else ():
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_DATE and sheet.cell_xf_index(row, column) in months:
                marks.cells.setdefault((row + 1, column), []).append((MONTH, ""))


def _add_ods_extras(data: bytes, grids: list[Grid]) -> None:
    from mttq_desktop.excel.ods import extras

    with zipfile.ZipFile(io.BytesIO(data)) as z:
        found = extras(z.read("content.xml"))
    for grid in grids:
        if grid.name in found:
            grid.merges, grid.marks, grid.hidden = found[grid.name]
            grid.knows_merges = True
