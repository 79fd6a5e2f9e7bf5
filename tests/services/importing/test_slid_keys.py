"""A template that came back with its rows sorted, or pasted over, without the hidden column of their keys."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from mttq_desktop.services.importing import Choices, Outcome, SheetPreview, preview, write
from mttq_desktop.services.templates import write_template
from mttq_desktop.store.database import Database
from tests.excel.books import row, saved, workbook

FIRST, LAST = 11, 14
CONTENT, RESULT, KEY = 6, 10, 12
SAID = ("Sửa cầu Trung Hòa", "Nạo vét kênh Phú Long", "Thêm đèn đường Hà Nha", "Cấp nước sạch Tân Lập")


@pytest.fixture
def issued(store: Database, tmp_path: Path) -> Path:
    """A template that holds four petitions of the sender."""
    rows = [row(n, day=f"{n}/02/2024", content=said) for n, said in enumerate(SAID, 1)]
    (found,) = preview(store, [saved(workbook(rows), tmp_path)])
    write(store, found)
    path = tmp_path / "mau.xlsx"
    write_template(store, "petition", path, unit_code="509", period="2024-Q1")
    return path


def _turned(path: Path, *, result: str = "") -> Path:
    """The same rows the other way round; the keys stay where they were."""
    book = load_workbook(path)
    sheet: Any = book.worksheets[0]
    rows = [[sheet.cell(r, c).value for c in range(1, KEY)] for r in range(LAST, FIRST - 1, -1)]
    for r, cells in enumerate(rows, FIRST):
        for c, value in enumerate(cells, 1):
            sheet.cell(r, c).value = value
    if result:
        sheet.cell(FIRST, RESULT).value = result
    book.save(path)
    return path


def _looked(store: Database, path: Path) -> tuple[Any, SheetPreview]:
    (found,) = preview(store, [path])
    (sheet,) = found.tables
    return found, sheet


def test_rows_sorted_without_their_keys_are_known_by_their_text(store: Database, issued: Path) -> None:
    _, sheet = _looked(store, _turned(issued))
    rows = [r for r in sheet.rows if r.is_data]
    assert {r.outcome for r in rows} == {Outcome.DUPLICATE}
    assert [r.changes for r in rows] == [{}] * 4
    assert all("key_of_another" in [p.code for p in r.problems] for r in rows)


def test_what_was_typed_reaches_the_record_the_text_tells(store: Database, issued: Path) -> None:
    found, _ = _looked(store, _turned(issued, result="Đã trả lời"))
    write(store, found, Choices(accept_changes=True))
    with store.reading() as session:
        kept = session.execute(text("SELECT content, reported_result FROM petition ORDER BY id")).all()
    assert [tuple(r) for r in kept] == list(zip(SAID, ["chua_tra_loi"] * 3 + ["da_tra_loi"], strict=True))


def test_a_text_written_anew_still_belongs_to_its_key(store: Database, issued: Path) -> None:
    book = load_workbook(issued)
    book.worksheets[0].cell(FIRST, CONTENT).value = "Sửa cầu treo thôn Trung Hòa, xã Quế Phú"
    book.save(issued)
    _, sheet = _looked(store, issued)
    changed = [r for r in sheet.rows if r.outcome is Outcome.CHANGED]
    assert [list(r.changes) for r in changed] == [["content"]]
