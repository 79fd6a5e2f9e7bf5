"""Small workbooks made for a test: rows of values, merged areas, hidden rows and sheets."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEAD = (
    "STT",
    "Xã, phường",
    "Ngày tiếp nhận",
    "Tổ chức",
    "Lĩnh vực",
    "Nội dung kiến nghị",
    "Cơ quan giải quyết",
    "Kết quả",
)
TITLE = (
    ("ỦY BAN MTTQ VIỆT NAM", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("HUYỆN QUẾ SƠN", None, None, "Độc lập - Tự do - Hạnh phúc"),
    (),
    ("TỔNG HỢP KIẾN NGHỊ QUÝ I NĂM 2024",),
    (),
)
Rows = Sequence[Sequence[object]]
Touch = Callable[[Any], None]


def row(number: int, **given: object) -> list[object]:
    """One good, invented row under HEAD; any cell can be given by its field's short name."""
    cells: dict[str, object] = {
        "commune": "Xã Quế Phú", "day": "25/01/2024", "organisation": "Hội Nông dân", "field": "Giao thông",
        "content": f"Đề nghị sửa chữa cầu dân sinh số {number} thôn Trung Hòa", "authority": "UBND huyện",
        "result": "Chưa trả lời",
    }  # fmt: skip
    return [number, *(cells | given).values()]


def workbook(
    rows: Rows, title: Rows = TITLE, head: Rows = (HEAD,), touch: Touch | None = None, name: str = "KN"
) -> Any:
    """A workbook of one sheet: title, header, rows; `touch` changes the sheet afterwards."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    fill(sheet, [*title, *head, *rows])
    if touch is not None:
        touch(sheet)
    return book


def fill(sheet: Any, rows: Rows) -> None:
    """Rows from A1 on; None leaves a cell out."""
    for r, cells in enumerate(rows, 1):
        for c, value in enumerate(cells, 1):
            if value is not None:
                sheet.cell(r, c, value)


def saved(book: Any, folder: Path, name: str = "kien_nghi.xlsx") -> Path:
    """The workbook on the disk."""
    path = folder / name
    book.save(path)
    return path


def as_bytes(book: Any) -> bytes:
    """The workbook as it would stand on the disk."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
