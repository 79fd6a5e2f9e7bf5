"""Tables of an office that are none of ours: nothing of them is taken in unless a person says what they are."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from mttq_desktop.excel.found import FoundRow, FoundSheet
from mttq_desktop.excel.reading import open_book
from mttq_desktop.excel.spec import Hints, Request
from mttq_desktop.excel.understanding import read_sheets
from mttq_desktop.fields import Vocabulary
from mttq_desktop.services.tables import every_spec
from mttq_desktop.store.database import Database
from tests.excel.books import as_bytes, workbook

NAMES = ("Nguyễn Văn Tám", "Trần Thị Lựu", "Hồ Văn Hươn", "Lê Thị Hường")
COMMUNES = ("Xã Quế Phú", "Xã Quế An", "Thị trấn Đông Phú")
WORK = ("Rà soát hồ sơ", "Mua sắm thiết bị", "Tổ chức hội thi", "Sửa chữa trụ sở", "Báo cáo tháng")
Make = Callable[[Random, int], tuple[object, ...]]


def _day(r: Random) -> str:
    return f"{r.randint(1, 28)}/{r.randint(1, 3)}/2024"


FOREIGN: dict[str, tuple[str, str, Make]] = {
    "lương": ("BẢNG LƯƠNG THÁNG 3 NĂM 2024", "Họ và tên|Chức vụ|Đơn vị|Hệ số|Thành tiền|Ghi chú",
              lambda r, n: (r.choice(NAMES), "Chuyên viên", "Văn phòng", 2.34, 5_000_000, "")),
    "học sinh": ("DANH SÁCH HỌC SINH LỚP 5A", "Họ và tên|Năm sinh|Giới tính|Thôn|Xã|Điểm|Ghi chú",
                 lambda r, n: (r.choice(NAMES), 2013, "Nam", "Hà Nha", r.choice(COMMUNES), 8.5, "")),
    "lịch": ("LỊCH CÔNG TÁC TUẦN", "Thời gian|Nội dung|Địa điểm|Chủ trì|Ghi chú",
             lambda r, n: (_day(r), r.choice(WORK), "Hội trường", "Chủ tịch UBND xã", "")),
    "kế hoạch": ("KẾ HOẠCH CÔNG TÁC QUÝ I NĂM 2024", "Nội dung|Hình thức|Đơn vị chủ trì|Thời gian|Ghi chú",
                 lambda r, n: (r.choice(WORK), "Đoàn", "MTTQ", "Quý I", "")),
    "công văn": ("SỔ CÔNG VĂN ĐẾN NĂM 2024", "Ngày đến|Số đến|Cơ quan ban hành|Ngày văn bản|Nội dung|Đơn vị",
                 lambda r, n: (_day(r), n, "UBND tỉnh", _day(r), r.choice(WORK), "Văn phòng")),
    "hộ dân": ("DANH SÁCH HỘ DÂN", "Chủ hộ|Năm sinh|Số nhân khẩu|Thôn|Xã|Dân tộc|Ghi chú",
               lambda r, n: (r.choice(NAMES), 1970, 4, "Hà Nha", r.choice(COMMUNES), "Kinh", "")),
    "quỹ": ("DANH SÁCH ỦNG HỘ BÃO LỤT", "Họ và tên|Đơn vị|Số tiền|Ngày|Ghi chú",
            lambda r, n: (r.choice(NAMES), r.choice(COMMUNES), 200_000, _day(r), "")),
    "tiếp dân": ("SỔ TIẾP CÔNG DÂN", "Ngày tiếp|Họ và tên|Địa chỉ|Nội dung|Kết quả",
                 lambda r, n: (_day(r), r.choice(NAMES), r.choice(COMMUNES), r.choice(WORK), "Đã giải quyết")),
    "đại biểu": ("DANH SÁCH ĐẠI BIỂU DỰ HỘI NGHỊ", "Họ và tên|Chức danh|Đơn vị|Ngày sinh|Ghi chú",
                 lambda r, n: (r.choice(NAMES), "Bí thư", r.choice(COMMUNES), _day(r), "")),
    "thi đua": ("KẾT QUẢ PHONG TRÀO THI ĐUA", "Đơn vị|Nội dung|Kết quả|Ghi chú",
                lambda r, n: (r.choice(COMMUNES), r.choice(WORK), "Đạt", "")),
    "dự án": ("DANH MỤC DỰ ÁN", "Tên dự án|Chủ đầu tư|Tổng mức|Thời gian thực hiện|Tiến độ",
              lambda r, n: (r.choice(WORK), "UBND xã", 5_000, "2024-2025", "50%")),
    "inventory": ("Inventory 2024", "Item|Unit|Qty|Date|Note", lambda r, n: ("Pen", "pcs", 3, _day(r), "")),
}  # fmt: skip


@pytest.fixture
def request_(store: Database, vocabulary: Vocabulary) -> Request:
    with store.reading() as session:
        return Request("bang.xlsx", every_spec(session), vocabulary, Hints())


def _read(book: Any, request: Request) -> FoundSheet:
    (reading,) = read_sheets(open_book(as_bytes(book), request.limits), request, request.path)
    for piece in reading.rows:
        reading.info.rows += [piece] if isinstance(piece, FoundRow) else piece.rows()
    return reading.info


@pytest.mark.parametrize("titled", [True, False], ids=["có tiêu đề", "không tiêu đề"])
@pytest.mark.parametrize("name", FOREIGN)
def test_a_table_of_something_else_is_asked_about(request_: Request, name: str, titled: bool) -> None:
    title, head, make = FOREIGN[name]
    r = Random(1)
    rows = [(n, *make(r, n)) for n in range(1, 12)]
    above = (("ỦY BAN MTTQ VIỆT NAM",), ("HUYỆN QUẾ SƠN",), (title,)) if titled else ()
    sheet = _read(workbook(rows, title=above, head=(("STT", *head.split("|")),), name="Sheet1"), request_)
    assert any(p.is_error for p in sheet.problems), sheet.columns
    assert len(sheet.rows) == len(rows) + len(above) + 1


def test_what_the_file_is_called_may_say_it(request_: Request) -> None:
    _, head, make = FOREIGN["tiếp dân"]
    rows = [(n, *make(Random(n), n)) for n in range(1, 12)]
    above = (("HUYỆN QUẾ SƠN",), ("QUÝ I NĂM 2024",))
    book = workbook(rows, title=above, head=(("STT", *head.split("|")),), name="Kiến nghị quý I")
    sheet = _read(book, request_)
    assert [p.code for p in sheet.problems if p.is_error] == ["guessed_column"], "the kind is known"
    assert sheet.kind == "petition"
