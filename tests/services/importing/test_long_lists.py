"""Lists as a delegation keeps them: 1,573 petitions of several districts, then ten sheets that repeat them."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook

from mttq_desktop.services.importing import Hints, SheetPreview, blocking, preview, write
from mttq_desktop.store.database import Database

WORDS = ("bld", "BKHDT", "lam nghiep", "giá", "CSVC", "thanh tra cp", "Giao thông", "đất đai", None, None, None)
DISTRICTS = ("Huyện Quế Sơn", "huyện Thăng Bình", "thành phố Tam Kỳ", "TP Hội An", "Đại Lộc")
HEADS = {
    "một dòng": (("STT", "Nội dung kiến nghị", "Địa phương, Đơn vị tiếp nhận", "Thẩm quyền giải quyết", "Lĩnh vực",
                  "Kê hoạch số", "Kỳ họp", "Hình thức ", "Công văn ", "Số", "Ngày"),),
    "hai dòng": (("STT", "Nội dung kiến nghị", "Địa phương, Đơn vị tiếp nhận", "Thẩm quyền giải quyết", "Lĩnh vực",
                  "Kê hoạch số", "Kỳ họp", "Hình thức ", "Công văn ", None, None),
                 (*[None] * 8, "Ký hiệu", "Số", "Ngày\n(dd/MM/yyyy)*")),
}  # fmt: skip
GOOD, TWICE = 1_560, 13


def petitions(r: Random) -> list[list[Any]]:
    """Invented petitions, some of them twice; no running number, days in three shapes."""
    found = []
    for n in range(GOOD):
        day = date(2024, 1, 2) + timedelta(days=r.randrange(85))
        shapes = ((day - date(1899, 12, 30)).days, f"{day:%d/%m/%Y}", f"{day:%Y/%m/%d}")
        text = (
            r.choice(("- ", "2. ", "3.1. ", "")) + f"Cử tri đề nghị xem xét việc số {n} " + "dài " * r.randint(9, 300)
        )
        authority, session = r.choice(("UBND tỉnh", "Bộ Y tế", None)), r.choice(("Kì họp thứ 5", "Kỳ họp 6"))
        found.append([None, text, r.choice(DISTRICTS), authority, r.choice(WORDS), "15/KH", session, "TXCT", "CV",
                      f"{n}/CV", r.choice(shapes)])  # fmt: skip
    return found + [list(x) for x in r.sample(found, TWICE)]


def fill(sheet: Any, head: Sequence[Sequence[object]], rows: Sequence[Sequence[object]]) -> None:
    """A table that begins at B under a title block."""
    titles = ((), ("UBND TỈNH QUẢNG NAM",), ("TỔNG HỢP KIẾN NGHỊ CỦA CỬ TRI QUÝ I NĂM 2024",),
              ("(Kèm theo Công văn số 123/UBND-TH ngày 02/4/2024)",), ())  # fmt: skip
    for line in (*titles, *head, *rows):
        sheet.append([None, *line] if line else [])
    if len(head) > 1:
        sheet.merge_cells("J6:L6")
        for column in "BCDEFGHI":
            sheet.merge_cells(f"{column}6:{column}7")


@pytest.fixture(params=HEADS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    book, rows = Workbook(), petitions(Random(3))
    first = book.worksheets[0]
    first.title = "Tong hop"
    fill(first, HEADS[request.param], rows)
    for n in range(10):
        fill(book.create_sheet(f"Phu luc {n + 1}"), HEADS[request.param], rows[n * 80 : n * 80 + 80])
    book.save(tmp_path / "cu_tri.xlsx")
    return tmp_path / "cu_tri.xlsx"


def _codes(sheet: SheetPreview) -> set[str]:
    return {p.code for p in sheet.problems}


def test_the_sheet_is_asked_for_and_then_every_row_has_its_outcome(store: Database, path: Path) -> None:
    (found,) = preview(store, [path])
    first, *others = found.tables
    assert len(others) == 10
    assert "several_data_sheets" in {p.code for p in blocking(found, found.tables)}
    assert all("repeated_sheet_rows" in _codes(s) for s in others)
    (chosen,) = preview(store, [path], Hints(sheet="Tong hop"))
    assert blocking(chosen, chosen.tables) == []
    assert (chosen.counts["new"], chosen.counts["duplicate"], chosen.counts["rejected"]) == (GOOD, TWICE, 0)
    assert first.places["sender_unit_id"] == 3
    assert "guessed_column" in _codes(first)
    assert write(store, chosen).counts["new"] == GOOD
    (again,) = preview(store, [path], Hints(sheet="Phu luc 3"))
    assert again.counts["new"] == 0


def test_days_sessions_and_texts_are_read_as_they_were_meant(store: Database, path: Path) -> None:
    (chosen,) = preview(store, [path], Hints(sheet="Tong hop"))
    (sheet,) = chosen.tables
    rows = petitions(Random(3))
    label = chosen.vocabulary.units.label
    first = sheet.header_rows[-1] + 1
    for place in range(0, GOOD, 97):
        values, typed = sheet.row(first + place).values, rows[place]
        assert str(values["content"]).endswith(" ".join(typed[1].split())[10:].strip())
        assert label(values["sender_unit_id"]).split()[-1] == typed[2].split()[-1]
        assert "Kỳ họp: " in values["note"]
        assert date(2024, 1, 2) <= values["received_on"] < date(2024, 3, 28)
