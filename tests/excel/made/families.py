"""The columns that lists of one family have: captions people write above them, cells people type, what they mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

Cell = tuple[Any, Any]
"""What is typed, and what it means; None where it may only be refused."""
Make = Callable[[Random], Cell]


@dataclass(frozen=True)
class Column:
    """One column: its field, captions with or without a parent ("Parent>Child"), cells."""

    field: str
    captions: tuple[str, ...]
    make: Make
    optional: bool = False


@dataclass(frozen=True)
class Family:
    """One kind of list, the words of its title, its columns."""

    kind: str
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    place: str = "commune_id"


COMMUNES = ("Xã Quế Phú", "Xã Quế Xuân 1", "Thị trấn Đông Phú", "Xã Quế Mỹ", "Xã Quế An", "Xã Quế Long")
_BODIES = {"MTTQ": ("MTTQ", "UBMTTQVN", "Mặt trận"), "HND": ("Hội Nông dân", "HND", "Hội ND"),
           "LHPN": ("Hội LHPN", "HPN", "Hội Liên hiệp Phụ nữ"), "CCB": ("Hội CCB", "HCCB", "Hội Cựu chiến binh"),
           "DTN": ("ĐTN", "Đoàn Thanh niên"), "LDLD": ("LĐLĐ", "Công đoàn")}  # fmt: skip
_NAMES = (
    "Nguyễn Văn Tám",
    "Trần Thị Lựu",
    "Hồ Văn Hươn",
    "Đinh Thu An",
    "Phan Đức Nga",
    "Bùi Văn Dũng",
    "Lê Thị Hường",
)
_HAMLETS = ("Phú Long", "Hà Nha", "Tân Lập", "Đông Yên", "Xuân Nam")
_ASKED = ("Đề nghị sửa chữa đường giao thông nông thôn đoạn qua thôn {}", "Cần nạo vét kênh mương nội đồng tại {}",
          "Đề nghị hỗ trợ nước sạch cho các hộ dân ở {}", "Kiến nghị xử lý ô nhiễm môi trường khu vực {}")  # fmt: skip
_TOPICS = ("Đối thoại với nông dân về tiêu thụ nông sản", "Đối thoại với thanh niên về khởi nghiệp",
           "Đối thoại với Nhân dân về giải phóng mặt bằng", "Trao đổi về công tác cải cách hành chính")  # fmt: skip
_WATCHED = ("Việc thực hiện chính sách hỗ trợ hộ nghèo", "Công tác tiếp công dân, giải quyết khiếu nại",
            "Thu, chi các khoản đóng góp của Nhân dân", "Thực hiện quy chế dân chủ ở cơ sở")  # fmt: skip


def _day(r: Random) -> Cell:
    d = date(2024, 1, 1) + timedelta(days=r.randrange(88))
    shapes = (f"{d.day:02d}/{d.month:02d}/{d.year}", f"{d.day}/{d.month}/{d.year}", f"{d.day}.{d.month}.{d.year}",
              f"{d.day}-{d.month}-{d.year}", f"ngày {d.day} tháng {d.month} năm {d.year}", d.isoformat(),
              f"{d.day}/{d.month}/{d.year % 100:02d}", datetime(d.year, d.month, d.day), (d - date(1899, 12, 30)).days,
              f"  {d.day:02d}/{d.month:02d}/{d.year} ")  # fmt: skip
    return r.choice(shapes), d


def _commune(r: Random) -> Cell:
    name = r.choice(COMMUNES)
    bare = name.removeprefix("Xã ")
    return r.choice((name, name.upper(), bare, f" {name} ", name.replace("Xã ", "xã "))), name


def _number(least: int, most: int, *words: str) -> Make:
    def made(r: Random) -> Cell:
        n = r.randint(least, most)
        shapes: list[Any] = [n, str(n), f" {n} ", float(n), f"{n:,}".replace(",", ".")]
        return r.choice([*shapes, *(f"{n} {w}" for w in words)]), n

    return made


def _body(r: Random) -> Cell:
    code = r.choice(list(_BODIES))
    return r.choice(_BODIES[code]), code


def _text(choices: tuple[str, ...]) -> Make:
    def made(r: Random) -> Cell:
        text = r.choice(choices).format(r.choice(_HAMLETS))
        return text, text

    return made


def _id(r: Random) -> Cell:
    digits = f"049{r.randrange(10**9):09d}"
    shapes: tuple[Any, ...] = (digits, int(digits), f"{digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9:]}", "")
    typed = r.choice(shapes)
    return typed, digits if typed != "" else None


def _born(r: Random) -> Cell:
    year = r.randint(1940, 2004)
    return r.choice((year, str(year), f"12/05/{year}", datetime(year, 5, 12), f"5/{year}")), year


def _type(r: Random) -> Cell:
    code = r.choice(("N", "CN"))
    return r.choice({"N": ("Hộ nghèo", "Nghèo", "nghèo"), "CN": ("Hộ cận nghèo", "Cận nghèo", "CẬN NGHÈO")}[code]), code


def _chair(r: Random) -> Cell:
    code = r.choice(("BT", "CTUB"))
    words = {"BT": ("Bí thư Huyện ủy", "Bí thư Đảng ủy xã", "Bí thư"),
             "CTUB": ("Chủ tịch UBND xã", "Chủ tịch UBND huyện", "Chủ tịch UBND")}  # fmt: skip
    return r.choice(words[code]), code


FAMILIES: Mapping[str, Family] = {
    f.kind: f
    for f in (
        Family("petition", ("TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA NHÂN DÂN", "BIỂU TỔNG HỢP KIẾN NGHỊ CỬ TRI"), (
            Column("commune_id", ("Xã, phường", "Xã, phường, thị trấn", "Đơn vị", "Địa chỉ>Xã"), _commune),
            Column("received_on", ("Ngày tiếp nhận", "Ngày phản ánh", "Ngày nhận"), _day),
            Column("organisation_id", ("Tổ chức", "Đoàn thể", "Tổ chức phản ánh"), _body, optional=True),
            Column("content", ("Nội dung kiến nghị", "Nội dung ý kiến, kiến nghị", "Nội dung"), _text(_ASKED)),
        )),
        Family("dialogue", ("BIỂU TỔNG HỢP HỘI NGHỊ ĐỐI THOẠI", "KẾT QUẢ TỔ CHỨC HỘI NGHỊ ĐỐI THOẠI"), (
            Column("unit_id", ("Đơn vị", "Xã, phường, thị trấn", "Đơn vị (xã, phường)", "Xã/phường"), _commune),
            Column("held_on", ("Ngày tổ chức", "Thời gian tổ chức", "Ngày đối thoại", "Thời gian"), _day),
            Column("chair_role", ("Người chủ trì", "Người chủ trì đối thoại", "Chủ trì", "Chức danh chủ trì"), _chair),
            Column("topic", ("Nội dung đối thoại", "Nội dung", "Chủ đề"), _text(_TOPICS)),
            Column("people", ("Số người tham dự", "Số lượng>Người tham dự", "Số người tham dự>Tổng", "Số đại biểu"),
                   _number(30, 1400, "người", "đại biểu"), optional=True),
            Column("opinions", ("Số ý kiến", "Số lượng>Ý kiến, kiến nghị", "Ý kiến>Tổng số"),
                   _number(20, 40, "ý kiến"), optional=True),
            Column("answered_at_once", ("Đã trả lời tại chỗ", "Số lượng>Đã trả lời", "Ý kiến>Đã trả lời tại chỗ"),
                   _number(0, 20), optional=True),
        ), "unit_id"),
        Family("household", ("DANH SÁCH HỘ NGHÈO, CẬN NGHÈO ĐĂNG KÝ THOÁT NGHÈO", "DANH SÁCH HỘ NGHÈO ĐƯỢC GIÚP ĐỠ"), (
            Column("head", ("Họ và tên chủ hộ", "Chủ hộ", "Họ và tên", "Tên chủ hộ"), _text(_NAMES)),
            Column("born", ("Năm sinh", "Sinh năm", "NS"), _born, optional=True),
            Column("id_number", ("Số CCCD", "CCCD", "Số CCCD/CMND"), _id, optional=True),
            Column("commune_id", ("Xã, phường, thị trấn", "Địa chỉ>Xã", "Xã", "Xã/phường"), _commune),
            Column("hamlet", ("Thôn", "Địa chỉ>Thôn", "Thôn/khối phố"), _text(_HAMLETS), optional=True),
            Column("members", ("Số nhân khẩu", "Số khẩu", "Khẩu"), _number(1, 9, "khẩu"), optional=True),
            Column("type", ("Diện hộ", "Phân loại", "Loại hộ"), _type),
            Column("helper_id", ("Tổ chức nhận giúp đỡ", "Đoàn thể giúp đỡ", "Hội, đoàn thể nhận giúp đỡ"), _body),
            Column("registered_year", ("Năm đăng ký thoát nghèo", "Năm thoát nghèo", "Đăng ký thoát nghèo năm"),
                   _number(2024, 2025), optional=True),
        )),
        Family("supervision", ("KẾ HOẠCH GIÁM SÁT", "KẾT QUẢ HOẠT ĐỘNG GIÁM SÁT"), (
            Column("content", ("Nội dung giám sát", "Nội dung, chuyên đề giám sát"), _text(_WATCHED)),
            Column("form", ("Hình thức giám sát", "Hình thức"), lambda r: r.choice((
                ("Tổ chức đoàn giám sát", "HT2"), ("Đoàn giám sát", "HT2"), ("Xem xét văn bản", "HT1"),
                ("Ban TTND, Ban GSĐTCĐ", "HT3")))),
            Column("chair_id", ("Đơn vị chủ trì", "Chủ trì", "Cơ quan chủ trì"), _body),
            Column("timing", ("Thời gian thực hiện", "Thời gian", "Thời gian dự kiến"),
                   _text(("Quý II", "Tháng 6/2024", "6 tháng đầu năm", "Thường xuyên")), optional=True),
        ), "unit_id"),
    )
}  # fmt: skip
