"""Lists and templates as workbooks."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mttq_desktop.errors import NotWritable, Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.exporting import export_kind
from mttq_desktop.services.importing import preview, write
from mttq_desktop.services.templates import write_template
from mttq_desktop.store.database import Database
from tests.makers import DAY, petitions


def _cells(path: Path, sheet: str | int = 0) -> list[tuple[Any, ...]]:
    book = load_workbook(path)
    chosen = book.worksheets[sheet] if isinstance(sheet, int) else book[sheet]
    return list(chosen.iter_rows(values_only=True))


def test_a_list_holds_real_days_and_no_personal_data(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    petitions(store, vocabulary, 3, petitioners="Nguyễn Văn Thử", people=12, content="=1+1 là hai")
    assert export_kind(store, PETITION, Filter(), tmp_path / "ds.xlsx") == 3
    head, first, *_ = _cells(tmp_path / "ds.xlsx")
    shown = dict(zip(head, first, strict=True))
    assert shown["Ngày tiếp nhận"].date() == DAY
    assert shown["Số người, số hộ"] == 12
    assert shown["Nội dung kiến nghị"] == "=1+1 là hai"
    assert "Người kiến nghị" not in head
    book = load_workbook(tmp_path / "ds.xlsx")
    cell = next(c for c in book.worksheets[0][2] if c.value == "=1+1 là hai")
    assert cell.data_type == "s"
    export_kind(store, PETITION, Filter(), tmp_path / "ds2.xlsx", personal=True)
    assert "Người kiến nghị" in _cells(tmp_path / "ds2.xlsx")[0]


def test_a_list_of_what_is_filtered(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    petitions(store, vocabulary, 4)
    assert export_kind(store, PETITION, Filter(text="phu ninh"), tmp_path / "a.xlsx", names=("number", "content")) == 1
    assert _cells(tmp_path / "a.xlsx")[0][:-1] == ("Số", "Nội dung kiến nghị")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [c for c, d in sheet.column_dimensions.items() if d.hidden] == ["C"]


def test_a_folder_that_cannot_be_written_is_told(store: Database, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x")
    with pytest.raises(NotWritable):
        export_kind(store, PETITION, Filter(), tmp_path / "tep" / "ds.xlsx")


def test_a_template_filled_in_comes_back_without_a_question(store: Database, tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(store, "petition", path, unit_code="509", period="2024-Q1")
    book = load_workbook(path)
    assert [(s.title, s.sheet_state) for s in book.worksheets][1:] == [("_danh_muc", "hidden"), ("_mttq", "veryHidden")]
    sheet = book.worksheets[0]
    head = next(r for r in range(1, 20) if sheet.cell(r, 1).value == "STT")
    captions = [c.value for c in sheet[head]]
    filled: dict[str, Any] = {"Xã, phường, thị trấn *": "Xã Quế Phú", "Ngày tiếp nhận *": "25/01/2024",
              "Tổ chức": "Hội Nông dân tỉnh",
              "Lĩnh vực": "Giao thông", "Nội dung kiến nghị *": "Sửa cầu thôn Trung Hòa", "Kết quả (nơi gửi báo)":
              "Chưa trả lời", "Số người, số hộ": 12}  # fmt: skip
    for caption, value in filled.items():
        sheet.cell(head + 1, captions.index(caption) + 1, value)
    book.save(path)
    (found,) = preview(store, [path])
    (table,) = found.tables
    assert [p for p in table.problems if p.code != "unknown_column"] == []
    assert found.counts["new"] == 1
    assert (found.vocabulary.units.label(table.unit), table.period) == ("Huyện Quế Sơn", "2024-Q1")
    write(store, found)


def test_the_drop_downs_of_a_template(store: Database, tmp_path: Path) -> None:
    write_template(store, "petition", tmp_path / "mau.xlsx", unit_code="502", period="2024-Q2")
    lists = _cells(tmp_path / "mau.xlsx", "_danh_muc")
    communes = [r[0] for r in lists if r[0]]
    assert "Xã Tam Thanh" in communes
    assert len(communes) == 13
    book = load_workbook(tmp_path / "mau.xlsx")
    kinds = {v.type for v in book.worksheets[0].data_validations.dataValidation}
    assert kinds == {"list", "date", "whole"}


def test_a_newer_template_is_told(store: Database, tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(store, "petition", path, unit_code="509", period="2024-Q1")
    book = load_workbook(path)
    identity = book["_mttq"]
    next(r for r in identity.iter_rows() if r[0].value == "version")[1].value = "7"
    book.save(path)
    (found,) = preview(store, [path])
    assert "newer_template" in [p.code for p in found.tables[0].problems]


def test_only_kinds_that_can_be_taken_in_have_a_template(store: Database, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        write_template(store, "holiday", tmp_path / "mau.xlsx")
