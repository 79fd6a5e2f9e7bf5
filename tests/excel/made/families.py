"""The columns that lists of one family have: captions people write above them, cells people type, what they mean."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

Cell = tuple[Any, Any]
"""What is typed, and what it means; None where it may only be refused."""
Make = Callable[[Random], Cell]


class Doubtful:
    """What a cell means that nobody can read: never taken in, never left out without a word."""


@dataclass(frozen=True)
class Column:
    """One column: its field, captions with or without a parent ("Parent>Child"), cells.

    `marks` are the columns of crosses that may stand in its place: (code, caption) under one of `parents`.
    A field "" is a column that no record has a place for.
    """

    field: str
    captions: tuple[str, ...]
    make: Make
    optional: bool = False
    marks: tuple[tuple[str, str], ...] = ()
    parents: tuple[str, ...] = ()


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
_FRIENDS = ("Đề nghị đặt biển báo ở ngã ba Bà Nà, ba má các cháu đi lại {} nguy hiểm", "Xã Tàm Xá xin 30 m³ nước, {}",
            "Nắng nóng 38°C kéo dài, {} thiếu nước ½ ngày", "Sửa 2 km² ruộng ở {}, hoà giải, khoá cổng, thuỷ lợi",
            "Sóng Viettel® yếu tại {} – đề nghị nâng cấp", "Ông Nguyễn Văn Tòng ở {} hỏi về «sổ đỏ»",
            "Axan, Ch'ơm, Bhalêê và {} cần cầu treo", "Quán Café Noël ở {} mở nhạc quá 22 giờ")  # fmt: skip


def foreign(meant: object) -> bool:
    """True for a text with words that no old Vietnamese font was made for."""
    return isinstance(meant, str) and any(word in meant for word in ("Café", "Bhalêê", "«"))


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


def _any(makes: Sequence[Make]) -> Make:
    return lambda r: r.choice(makes)(r)


def _coded(**words: tuple[str, ...]) -> Make:
    def made(r: Random) -> Cell:
        code = r.choice(list(words))
        return r.choice(words[code]), code

    return made


def _line(prefix: str) -> Make:
    """A number of a document, as it stands."""

    def made(r: Random) -> Cell:
        text = f"{r.randint(1, 300):02d}/{prefix}"
        return text, text

    return made


def _money(r: Random) -> Cell:
    """An amount in million đồng, as it is typed under "Giá trị (triệu đồng)"."""
    n = r.choice((2, 5, 12, 50))
    shapes = (n, str(n), f"{n} tr", f"{n}.000.000", f"{n} triệu đồng", f"{n}.000 (ngđ)", n * 1_000_000)
    return r.choice(shapes), n * 1_000_000


def _stranger(r: Random) -> Cell:
    return r.choice((("0905 123 456", None), (7, None), ("đã nộp", None), ("Nguyễn Văn A", None)))


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


_LEVELS = (("TW", "TW"), ("TINH", "Tỉnh"), ("HUYEN", "Huyện"), ("XA", "Xã"))
_RESULTS = (("da_tra_loi", "Đã GQ"), ("dang_giai_quyet", "Đang GQ"), ("chua_tra_loi", "Chưa GQ"))
_PETITION_TEXT = _any((_text(_ASKED), _text(_ASKED), _text(_FRIENDS)))
STRANGERS = (
    Column("", ("Ngày họp thôn",), _day), Column("", ("Nơi cất hồ sơ",), _commune), Column("", ("Bên in ấn",), _body),
    Column("", ("Số điện thoại liên hệ",), _stranger), Column("", ("Cán bộ theo dõi hồ sơ",), _stranger),
    Column("", ("Số tờ trong hồ sơ lưu",), _stranger), Column("", ("Ý kiến của tổ công tác",), _stranger),
)  # fmt: skip
_BAD_DAYS = ("31/02/2024", "tháng 3/2024", "10-15/3/2024", "không rõ", "45/3/2024", "Quý I")
_BAD_NUMBERS = ("nhiều", "trên 30", "20-30", "-5", "12,5")
DOUBTFUL: Mapping[str, tuple[Any, ...]] = {
    **dict.fromkeys(("received_on", "held_on"), _BAD_DAYS),
    **dict.fromkeys(("people", "opinions", "answered_at_once", "members"), _BAD_NUMBERS),
    "commune_id": ("Xã Hòa Bắc Nam", "Que Phu", "Xã Tam Dân"), "helper_id": ("Hội Người làm vườn Sao Hỏa",),
    "value": ("theo thực tế", "vài triệu", "500.000"),
    "id_number": ("12345", "04900000000X"), "born": ("19xx", "1890"), "registered_year": ("sang năm", "24/25"),
}  # fmt: skip
"""Cells that cannot be read, by field."""
FAMILIES: Mapping[str, Family] = {
    f.kind: f
    for f in (
        Family("petition", ("TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA NHÂN DÂN", "BIỂU TỔNG HỢP KIẾN NGHỊ CỬ TRI"), (
            Column("commune_id", ("Xã, phường", "Xã, phường, thị trấn", "Đơn vị", "Địa chỉ>Xã", "Địa bàn"), _commune),
            Column("received_on", ("Ngày tiếp nhận", "Ngày phản ánh", "Ngày nhận", "Ngày"), _day),
            Column("organisation_id", ("Tổ chức", "Đoàn thể", "Tổ chức phản ánh"), _body, optional=True),
            Column("content", ("Nội dung kiến nghị", "Nội dung ý kiến, kiến nghị", "Nội dung"), _PETITION_TEXT),
            Column("people", ("Số người", "Số lượt người", "Số hộ"), _number(1, 200, "người", "hộ"), optional=True),
            Column("level", ("Cấp thẩm quyền",), _coded(TINH=("Cấp tỉnh", "Tỉnh"), HUYEN=("Cấp huyện", "Huyện"),
                   XA=("Cấp xã", "Xã"), TW=("Trung ương",)), True, _LEVELS,
                   ("Cơ quan có thẩm quyền", "Thẩm quyền giải quyết", "Thẩm quyền")),
            Column("reported_result", ("Kết quả", "Kết quả giải quyết", "Tình trạng"), _coded(
                da_tra_loi=("Đã trả lời", "Đã giải quyết"), dang_giai_quyet=("Đang giải quyết",),
                chua_tra_loi=("Chưa trả lời", "Chưa giải quyết")), True, _RESULTS,
                ("Kết quả", "Kết quả giải quyết")),
        )),
        Family("dialogue", ("BIỂU TỔNG HỢP HỘI NGHỊ ĐỐI THOẠI", "KẾT QUẢ TỔ CHỨC HỘI NGHỊ ĐỐI THOẠI"), (
            Column("unit_id", ("Đơn vị", "Xã, phường, thị trấn", "Đơn vị (xã, phường)", "Xã/phường"), _commune),
            Column("held_on", ("Ngày tổ chức", "Thời gian tổ chức", "Ngày đối thoại", "Thời gian"), _day),
            Column("chair_role", ("Người chủ trì", "Người chủ trì đối thoại", "Chủ trì", "Chức danh chủ trì"), _chair),
            Column("topic", ("Nội dung đối thoại", "Nội dung", "Chủ đề"), _text(_TOPICS)),
            Column("place", ("Địa điểm", "Địa điểm tổ chức"), _text(("Hội trường UBND xã", "Nhà văn hóa thôn {}")),
                   optional=True),
            Column("people", ("Số người tham dự", "Số lượng>Người tham dự", "Số người tham dự>Tổng", "Số đại biểu"),
                   _number(30, 1400, "người", "đại biểu"), optional=True),
            Column("opinions", ("Số ý kiến", "Số lượng>Ý kiến, kiến nghị", "Ý kiến>Tổng số"),
                   _number(20, 40, "ý kiến"), optional=True),
            Column("answered_at_once", ("Đã trả lời tại chỗ", "Số lượng>Đã trả lời", "Ý kiến>Đã trả lời tại chỗ"),
                   _number(0, 20), optional=True),
            Column("conclusion_number", ("Thông báo kết luận số", "Số thông báo kết luận"), _line("TB-UBND"), True),
        ), "unit_id"),
        Family("household", ("DANH SÁCH HỘ NGHÈO, CẬN NGHÈO ĐĂNG KÝ THOÁT NGHÈO", "DANH SÁCH HỘ NGHÈO ĐƯỢC GIÚP ĐỠ"), (
            Column("head", ("Họ và tên chủ hộ", "Chủ hộ", "Họ và tên", "Tên chủ hộ"), _text(_NAMES)),
            Column("born", ("Năm sinh", "Sinh năm", "NS"), _born, optional=True),
            Column("id_number", ("Số CCCD", "CCCD", "Số CCCD/CMND"), _id, optional=True),
            Column("commune_id", ("Xã, phường, thị trấn", "Địa chỉ>Xã", "Xã", "Xã/phường"), _commune),
            Column("hamlet", ("Thôn", "Địa chỉ>Thôn", "Thôn/khối phố"), _text(_HAMLETS), optional=True),
            Column("members", ("Số nhân khẩu", "Số khẩu", "Khẩu"), _number(1, 9, "khẩu"), optional=True),
            Column("type", ("Diện hộ", "Phân loại", "Loại hộ"), _type, False, (("N", "Nghèo"), ("CN", "Cận nghèo")),
                   ("Diện", "Diện hộ", "Phân loại")),
            Column("helper_id", ("Tổ chức nhận giúp đỡ", "Đoàn thể giúp đỡ", "Hội, đoàn thể nhận giúp đỡ"), _body),
            Column("registered_year", ("Năm đăng ký thoát nghèo", "Năm thoát nghèo", "Đăng ký thoát nghèo năm"),
                   _number(2024, 2025), optional=True),
            Column("support", ("Nội dung giúp đỡ", "Hình thức hỗ trợ"),
                   _coded(VON=("Vốn", "Hỗ trợ vốn"), NHA=("Nhà ở",)), True,
                   (("VON", "Vốn"), ("CON", "Cây, con giống"), ("NHA", "Nhà ở")), ("Nội dung giúp đỡ",)),
            Column("value", ("Giá trị (triệu đồng)", "Kinh phí hỗ trợ (triệu đồng)"), _money, optional=True),
            Column("progress", ("Kết quả thoát nghèo", "Kết quả"), _coded(TH=("Đã thoát nghèo", "Thoát nghèo")), True,
                   (("TH", "Đã thoát"), ("KHT", "Còn nghèo")), ("Kết quả",)),
        )),
        Family("supervision", ("KẾ HOẠCH GIÁM SÁT", "KẾT QUẢ HOẠT ĐỘNG GIÁM SÁT"), (
            Column("content", ("Nội dung giám sát", "Nội dung, chuyên đề giám sát"), _text(_WATCHED)),
            Column("form", ("Hình thức giám sát", "Hình thức"), _coded(HT2=("Tổ chức đoàn giám sát", "Đoàn giám sát"),
                   HT1=("Xem xét văn bản",), HT3=("Ban TTND, Ban GSĐTCĐ",))),
            Column("bodies_text", ("Đối tượng giám sát", "Đơn vị được giám sát"),
                   _text(("Các cơ sở chế biến tại {}", "Ban quản lý chợ {}")), optional=True),
            Column("chair_id", ("Đơn vị chủ trì", "Chủ trì", "Cơ quan chủ trì"), _body),
            Column("timing", ("Thời gian thực hiện", "Thời gian", "Thời gian dự kiến"),
                   _text(("Quý II", "Tháng 6/2024", "6 tháng đầu năm", "Thường xuyên")), optional=True),
            Column("plan_number", ("Kế hoạch số", "Số KH"), _line("KH-MTTQ"), optional=True),
        ), "unit_id"),
        Family("social_criticism", ("TỔNG HỢP KẾT QUẢ PHẢN BIỆN XÃ HỘI", "DANH MỤC DỰ THẢO VĂN BẢN PHẢN BIỆN XÃ HỘI"), (
            Column("title", ("Tên dự thảo văn bản", "Tên dự thảo", "Nội dung phản biện", "Văn bản phản biện"),
                   _text(("Dự thảo Nghị quyết về hỗ trợ nhà ở tại {}", "Dự thảo Kế hoạch trồng rừng {}",
                          "Dự thảo Quy định mức thu chợ {}"))),
            Column("drafter_id", ("Cơ quan soạn thảo", "Đơn vị soạn thảo", "Cơ quan trình"), lambda r: r.choice((
                ("Sở Xây dựng", "Sở Xây dựng"), ("Sở Nội vụ", "Sở Nội vụ"), ("Sở Tài chính", "Sở Tài chính")))),
            Column("received_on", ("Ngày nhận dự thảo", "Ngày nhận", "Ngày nhận văn bản"), _day),
            Column("held_on", ("Ngày tổ chức", "Ngày phản biện", "Ngày hội nghị"), _day, optional=True),
            Column("opinions", ("Số ý kiến", "Số lượt ý kiến", "Số ý kiến tham gia"), _number(1, 60, "ý kiến"), True),
            Column("result", ("Kết quả tiếp thu", "Kết quả"), _coded(TT=("Tiếp thu toàn bộ",),
                   TT1P=("Tiếp thu một phần",)), True, (("TT", "Tiếp thu toàn bộ"), ("TT1P", "Tiếp thu một phần")),
                   ("Kết quả",)),
        ), "unit_id"),
    )
}  # fmt: skip
