"""Workbooks going out and coming back: templates, lists, marked copies."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.records.register import KINDS
from mttq_desktop.services.exporting import export_kind, write_marked_copy, write_template
from mttq_desktop.services.importing import preview, write
from mttq_desktop.store.database import Database
from tests.makers import a_petition, unit


def test_a_filled_template_comes_back_without_a_question(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(store, "petition", path, unit_code="506", period="2024-Q1")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(r for r in range(1, 20) if any("Nội dung kiến nghị" in str(c.value) for c in sheet[r]))
    captions = [str(c.value).replace("*", "").strip() for c in sheet[head]]
    filled: dict[str, Any] = {
        "Xã, phường, thị trấn": "Xã Đại Hiệp", "Ngày tiếp nhận": date(2024, 2, 5), "Tổ chức": "Hội Nông dân tỉnh",
        "Lĩnh vực": "Giao thông", "Nội dung kiến nghị": "Sở TN&MT, LĐ-TB&XH: <A> “sửa” đường\nthôn Phú Hải",
    }  # fmt: skip
    for at, caption in enumerate(captions, 1):
        if caption in filled:
            sheet.cell(head + 1, at).value = filled[caption]
    book.save(path)
    (found,) = preview(store, [path])
    assert [p for p in found.problems if p.is_error] == []
    (table,) = found.tables
    assert (table.unit, table.period) == (unit(vocabulary, "Huyện Đại Lộc"), "2024-Q1")
    assert found.counts["new"] == 1
    assert write(store, found).batch is not None
    (row,) = [r for r in table.rows if r.is_data]
    assert row.values["commune_id"] == unit(vocabulary, "Xã Đại Hiệp")
    assert row.values["field"] == "GT"


def test_an_unknown_kind_has_no_template(store: Database, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Không có loại hồ sơ"):
        write_template(store, "khong-co", tmp_path / "x.xlsx")


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_every_kind_can_be_exported(
    kind: Kind[Any], store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    with store.writing("test", "Thêm") as writing:
        a_petition(writing, vocabulary, content="=1+1 không phải công thức", petitioners="Người giả định")
    out = tmp_path / "danh-sach.xlsx"
    count = export_kind(store, kind, Filter(), out)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert sheet.max_row == count + 1
    if kind is PETITION:
        cells = [str(c.value) for row in sheet.iter_rows() for c in row]
        assert "=1+1 không phải công thức" in cells
        assert "Người giả định" not in cells


def test_a_marked_copy_keeps_the_layout_and_marks_what_is_wrong(store: Database, shared: Path, tmp_path: Path) -> None:
    sample = shared / "samples" / "district" / "05_duy_xuyen_kien_nghi_nhom.xlsx"
    out = tmp_path / "danh-dau.xlsx"
    write_marked_copy(store, sample, out)
    book, before = openpyxl.load_workbook(out), openpyxl.load_workbook(sample)
    sheet = book.worksheets[0]
    assert "không phải ngày có thật" in str(sheet["C15"].comment.text)
    assert sheet["D12"].value == before.worksheets[0]["D12"].value
    assert "Kết quả kiểm tra" in book.sheetnames
    (found,) = preview(store, [sample])
    batch = write(store, found).batch
    assert batch is not None
    again = tmp_path / "lan-nua.xlsx"
    write_marked_copy(store, batch, again)
    assert openpyxl.load_workbook(again).worksheets[0]["C15"].comment is not None
