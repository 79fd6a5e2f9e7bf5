"""Lists, templates and marked copies as workbooks."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mttq_desktop.errors import NotWritable, Refused, Unreadable
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.exporting import export_kind, write_marked_copy
from mttq_desktop.services.importing import preview, write
from mttq_desktop.services.templates import write_template
from mttq_desktop.store.database import Database
from tests.excel.books import row, saved, workbook
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


def test_a_marked_copy_keeps_the_layout_and_says_what_is_wrong(store: Database, tmp_path: Path) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("B7:B8")
        sheet["H7"] = '=CONCATENATE("chưa","")'

    rows = [row(1), row(2, commune=None, day="31/02/2024"), row(3, organisation="Hội lạ")]
    source = saved(workbook(rows, touch=merge), tmp_path)
    (found,) = preview(store, [source])
    done = write(store, found)
    assert done.batch is not None
    assert write_marked_copy(store, done.batch, tmp_path / "gui_lai.xlsx")
    book = load_workbook(tmp_path / "gui_lai.xlsx")
    sheet = book["KN"]
    assert [str(m) for m in sheet.merged_cells.ranges] == ["B7:B8"]
    assert "31/02/2024" in sheet["C8"].comment.text
    assert sheet["C8"].fill.fgColor.rgb == "00FFC7CE"
    assert sheet["C7"].comment is None
    assert sheet["C7"].fill.fill_type is None
    assert sheet["H7"].value == rows[0][7] or str(sheet["H7"].value).startswith("=")
    summary = _cells(tmp_path / "gui_lai.xlsx", "Kết quả kiểm tra")
    assert [r[1:3] for r in summary[3:] if r[2]] == [(7, "H7"), (8, "C8"), (9, "D9")]


def test_results_of_formulas_survive_in_the_marked_copy(store: Database, shared: Path, tmp_path: Path) -> None:
    source = shared / "samples/district/08_thang_binh_kien_nghi_cong_thuc.xlsx"
    write_marked_copy(store, source, tmp_path / "gui_lai.xlsx")
    (again,) = preview(store, [tmp_path / "gui_lai.xlsx"])
    table = next(s for s in again.sheets if s.name == "TH")
    assert table.counts == {"new": 17, "rejected": 5, "skipped": 7}


@pytest.mark.parametrize("name", ["kien_nghi.xls", "kien_nghi.ods"])
def test_an_old_workbook_goes_back_as_a_new_one(store: Database, tmp_path: Path, name: str) -> None:
    source = Path(__file__).parents[1] / "files" / "workbooks" / name
    assert write_marked_copy(store, source, tmp_path / "gui_lai.xlsx")
    book = load_workbook(tmp_path / "gui_lai.xlsx")
    sheet = book["KN"]
    assert "B7:B8" in [str(m) for m in sheet.merged_cells.ranges]
    assert sheet.row_dimensions[9].hidden
    assert sheet["E10"].comment is not None


def test_a_marked_copy_never_replaces_the_original(store: Database, tmp_path: Path) -> None:
    source = saved(workbook([row(1)]), tmp_path)
    with pytest.raises(Refused):
        write_marked_copy(store, source, source)
    with pytest.raises(Refused):
        write_marked_copy(store, 42, tmp_path / "a.xlsx")
    (tmp_path / "anh.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(Unreadable):
        write_marked_copy(store, tmp_path / "anh.xlsx", tmp_path / "a.xlsx")
