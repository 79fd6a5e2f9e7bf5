"""The format of each element of a document: Nghị định 30/2020/NĐ-CP, annex I, once for all.

Sizes are those the office uses within the decree's ranges (domain table of 26 elements).
"""

from dataclasses import dataclass
from typing import Final

from mttq_desktop.word.model import Align

FONT: Final = "Times New Roman"
PT_PER_MM: Final = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Style:
    """One element: letters in points, indents in mm, space above and below in points.

    `hanging_mm` draws the first line back to the left of the others; `line` is the line spacing
    as a multiple of single.
    """

    id: str
    name: str
    size: int
    bold: bool = False
    italic: bool = False
    align: Align = Align.LEFT
    before: float = 0
    after: float = 0
    first_mm: float = 0
    left_mm: float = 0
    hanging_mm: float = 0
    right_mm: float = 0
    line: float = 1
    keep_next: bool = False


C, J = Align.CENTER, Align.JUSTIFY

NATION = Style("QuocHieu", "Quốc hiệu", 12, bold=True, align=C)
MOTTO = Style("TieuNgu", "Tiêu ngữ", 13, bold=True, align=C)
SUPERIOR = Style("CoQuanChuQuan", "Cơ quan chủ quản", 12, align=C)
ISSUER = Style("CoQuanBanHanh", "Cơ quan ban hành", 12, bold=True, align=C)
NUMBER = Style("SoKyHieu", "Số, ký hiệu", 13, align=C, before=6)
SUBJECT_LETTER = Style("VeViec", "Trích yếu công văn", 12, align=C, before=6, left_mm=3, right_mm=3)
PLACE_DAY = Style("DiaDanhNgay", "Địa danh, ngày tháng", 13, italic=True, align=C, before=6)
URGENCY = Style("DoKhan", "Dấu chỉ độ khẩn", 13, bold=True, align=C)
TITLE = Style("TenLoai", "Tên loại văn bản", 14, bold=True, align=C, before=12, keep_next=True)
SUBJECT = Style("TrichYeu", "Trích yếu", 14, bold=True, align=C, keep_next=True)
ADDRESSEE = Style("KinhGui", "Kính gửi", 14, align=C, before=12, after=6)
ADDRESSEES = Style("KinhGuiNhieu", "Kính gửi nhiều nơi", 14, before=12, left_mm=25)
# The dashes stand under the colon of "Kính gửi:", 17.6 mm wide at 14 pt.
ADDRESSEE_LINE = Style("KinhGuiDong", "Kính gửi từng nơi", 14, left_mm=46, hanging_mm=3.4)
BASIS = Style("CanCu", "Căn cứ", 14, italic=True, align=J, before=6, first_mm=12.7, line=1.1)
BODY = Style("NoiDung", "Nội dung", 14, align=J, before=6, first_mm=12.7, line=1.1)
BODY_FLUSH = Style("NoiDungSatLe", "Nội dung sát lề", 14, align=J, before=6, line=1.1)
BODY_LEFT = Style("NoiDungTrai", "Nội dung canh trái", 14, before=6, line=1.1)
BODY_CENTER = Style("NoiDungGiua", "Nội dung canh giữa", 14, align=C, before=6, line=1.1)
BODY_RIGHT = Style("NoiDungPhai", "Nội dung canh phải", 14, align=Align.RIGHT, before=6, line=1.1)
PART = Style("Phan", "Phần", 14, bold=True, align=C, before=6, line=1.1, keep_next=True)
PART_TITLE = Style("TenPhan", "Tên phần", 14, bold=True, align=C, line=1.1, keep_next=True)
HEADING_1 = Style("Muc1", "Mục I", 14, bold=True, align=J, before=6, first_mm=12.7, line=1.1, keep_next=True)
HEADING_2 = Style("Muc2", "Khoản 1", 14, bold=True, align=J, before=6, first_mm=12.7, line=1.1, keep_next=True)
HEADING_3 = Style("Muc3", "Điểm a", 14, align=J, before=6, first_mm=12.7, line=1.1)
AUTHORITY = Style("QuyenHan", "Quyền hạn, chức vụ", 13, bold=True, align=C, keep_next=True)
SIGNING_BODY = Style("CoQuanKy", "Cơ quan ký", 13, align=C, keep_next=True)
# 28 mm of room for the hand and the seal (II.7.d: 25 to 30 mm).
SIGNER = Style("NguoiKy", "Họ và tên", 14, bold=True, align=C, before=28 * PT_PER_MM)
RECIPIENTS = Style("NoiNhan", "Nơi nhận", 12, bold=True, italic=True, keep_next=True)
RECIPIENT = Style("NoiNhanDong", "Nơi nhận từng nơi", 11)
ANNEX = Style("PhuLuc", "Phụ lục", 14, bold=True, align=C, keep_next=True)
ANNEX_TITLE = Style("TenPhuLuc", "Tên phụ lục", 13, bold=True, align=C, keep_next=True)
ATTACHED = Style("KemTheo", "Kèm theo", 13, italic=True, align=C, keep_next=True)
CAPTION = Style("TenBang", "Tên bảng", 13, bold=True, align=C, before=6, after=3, keep_next=True)
PICTURE = Style("BieuDo", "Biểu đồ", 12, align=C, before=3, after=6)
CELL_HEAD = Style("BangTieuDe", "Bảng: tiêu đề", 12, bold=True, align=C, before=2, after=2)
CELL_LEFT = Style("BangTrai", "Bảng: chữ", 12, before=2, after=2)
CELL_CENTER = Style("BangGiua", "Bảng: giữa", 12, align=C, before=2, after=2)
CELL_RIGHT = Style("BangPhai", "Bảng: phải", 12, align=Align.RIGHT, before=2, after=2)
CELL_JUSTIFY = Style("BangDeu", "Bảng: đều hai bên", 12, align=J, before=2, after=2)
CELL_GROUP = Style("BangNhom", "Bảng: nhóm", 12, bold=True, before=2, after=2)
PAGE_NUMBER = Style("SoTrang", "Số trang", 14, align=C)
FOOTER_MARK = Style("DauDuLieu", "Dấu dữ liệu", 9, align=Align.RIGHT)
APART = Style("CachHang", "Cách hàng chữ ký", 13, keep_next=True)
GAP = Style("KhoangCach", "Khoảng cách", 8)

CELLS: Final = {
    Align.LEFT: CELL_LEFT,
    Align.CENTER: CELL_CENTER,
    Align.RIGHT: CELL_RIGHT,
    Align.JUSTIFY: CELL_JUSTIFY,
}
HEADINGS: Final = {1: HEADING_1, 2: HEADING_2, 3: HEADING_3}
BODIES: Final = {
    Align.JUSTIFY: BODY_FLUSH,
    Align.LEFT: BODY_LEFT,
    Align.CENTER: BODY_CENTER,
    Align.RIGHT: BODY_RIGHT,
}
ALL: Final = tuple(s for s in list(globals().values()) if isinstance(s, Style))
