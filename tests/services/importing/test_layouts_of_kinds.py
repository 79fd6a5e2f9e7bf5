"""Lists of supervision and criticism in a district's own layout, from the file to the record."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from mttq_desktop.services.importing import Outcome, preview, write
from mttq_desktop.store.database import Database
from tests.excel.books import saved, workbook

TITLE = (("ỦY BAN MTTQ VIỆT NAM",), ("HUYỆN QUẾ SƠN",), ())
SUPERVISION = (
    (("STT", "Nội dung giám sát", "Hình thức", "Đối tượng giám sát", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian",
      "Tình trạng", "Ghi chú"),),
    (("I. CẤP HUYỆN",),
     (1, "Công tác tiếp công dân", "Tổ chức đoàn giám sát", "UBND xã Quế Phú", "MTTQ", "Phòng Nội vụ, Công an huyện",
      "Quý II", "Đã xong", "Theo kế hoạch năm"),
     ("II. CẤP XÃ",),
     (2, "Thu, chi đóng góp của Nhân dân", "Ban TTND xã", "Thôn Hà Nha", "MTTQ", "", "Tháng 6/2024", "", "")),
)  # fmt: skip
CRITICISM = (
    (("STT", "Tên dự thảo", "Cơ quan soạn thảo", "Hình thức phản biện", "Ngày nhận dự thảo", "Số ý kiến"),),
    ((1, "Dự thảo Nghị quyết về hỗ trợ nhà ở", "Sở Xây dựng", "Tổ chức hội nghị phản biện xã hội", "05/3/2024", 12),
     (2, "Dự thảo Kế hoạch trồng rừng", "Sở Xây dựng", "", "06/3/2024", "không rõ")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "title", "table"),
    [("supervision", "KẾ HOẠCH GIÁM SÁT NĂM 2024", SUPERVISION),
     ("social_criticism", "PHẢN BIỆN XÃ HỘI NĂM 2024", CRITICISM)],
)  # fmt: skip
def test_a_list_of_a_district_becomes_records(
    store: Database, tmp_path: Path, kind: str, title: str, table: Any
) -> None:
    head, rows = table
    path = saved(workbook(rows, title=(*TITLE, (title,), ()), head=head), tmp_path, "bang.xlsx")
    (found,) = preview(store, [path])
    (sheet,) = found.tables
    assert sheet.kind is not None
    assert sheet.kind.name == kind
    good = [r for r in sheet.rows if r.outcome is Outcome.NEW]
    assert write(store, found).counts["new"] == len(good)
    with store.reading() as session:
        kept = [dict(r) for r in session.execute(text(f"SELECT * FROM {kind} ORDER BY import_row")).mappings()]
    if kind == "supervision":
        first, second = kept
        assert (first["level"], second["level"], first["form"], second["form"]) == ("district", "commune", "HT2", "HT3")
        assert first["bodies_text"] == "UBND xã Quế Phú"
        assert first["note"].splitlines()[0] == "Theo kế hoạch năm"
        assert "Phòng Nội vụ, Công an huyện" in first["note"]
        assert "Tình trạng: Đã xong" in first["note"]
    else:
        (first,) = kept
        assert (first["draft_type"], first["issuer"], first["form"]) == ("NQ", "CAPDUOI", "PB1")
        assert [p.code for r in sheet.rows for p in r.problems if p.is_error] == ["not_a_number"]


@pytest.mark.parametrize(
    ("said", "form"),
    [("Hội nghị", "PB1"), ("Gửi văn bản lấy ý kiến", "PB2"), ("Đối thoại trực tiếp", "PB3")],
)
def test_the_form_of_a_criticism_in_the_offices_own_words(
    store: Database, tmp_path: Path, said: str, form: str
) -> None:
    head, (row, _) = CRITICISM
    title = (*TITLE, ("PHẢN BIỆN XÃ HỘI NĂM 2024",), ())
    book = workbook([[*row[:3], said, *row[4:]]], title=title, head=head)
    (found,) = preview(store, [saved(book, tmp_path)])
    ((_, read),) = found.rows()
    assert read.values["form"] == form
    assert [p for p in read.problems if p.field == "form"] == []
