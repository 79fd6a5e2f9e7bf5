"""Marked copies: layout kept, every mistake told; of very many the most are told together."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mttq_desktop.errors import Refused, Unreadable
from mttq_desktop.excel.marked_copy import SUMMARY
from mttq_desktop.services import marking
from mttq_desktop.services.importing import preview, write
from mttq_desktop.services.marking import write_marked_copy
from mttq_desktop.store.database import Database
from tests.excel.books import row, saved, workbook


def _cells(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(load_workbook(path)[sheet].iter_rows(values_only=True))


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


def test_of_very_many_mistakes_some_are_marked_and_all_are_told(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "EACH", 2)
    monkeypatch.setattr(marking, "ALL", 4)
    rows = [row(n, day="31/02/2024", commune=None if n > 4 else "Xã Quế Phú") for n in range(1, 8)]
    (found,) = preview(store, [saved(workbook(rows), tmp_path)])
    assert write_marked_copy(store, found, tmp_path / "gui_lai.xlsx")
    sheet = load_workbook(tmp_path / "gui_lai.xlsx")["KN"]
    noted = [c.coordinate for line in sheet.iter_rows() for c in line if c.comment is not None]
    assert noted == ["C7", "C8", "B11", "B12"]
    summary = _cells(tmp_path / "gui_lai.xlsx", SUMMARY)
    assert "10 lỗi cần sửa" in summary[0][0]
    assert "chỉ 4 chỗ được đánh dấu" in summary[0][0]
    told = [r[4] for r in summary[3:] if not r[2]]
    assert [t.split(",")[:2] for t in told] == [
        ["Còn 5 chỗ nữa như vậy", " từ dòng 9 đến dòng 13"], ["Còn 1 chỗ nữa như vậy", " từ dòng 13 đến dòng 13"],
    ]  # fmt: skip


def test_a_batch_and_its_preview_tell_the_sender_the_same(store: Database, tmp_path: Path) -> None:
    rows = [row(1), row(2, day="31/02/2024"), row(3, organisation="Hội lạ"), row(4), row(4)]
    (found,) = preview(store, [saved(workbook(rows), tmp_path)])
    write_marked_copy(store, found, tmp_path / "truoc.xlsx")
    done = write(store, found)
    assert done.batch is not None
    write_marked_copy(store, done.batch, tmp_path / "sau.xlsx")
    before, after = (_cells(tmp_path / name, SUMMARY) for name in ("truoc.xlsx", "sau.xlsx"))
    assert before[3:] == after[3:]
    assert len(after) > 5
