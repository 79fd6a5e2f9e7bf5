"""Cells and rows a corrected file leaves out: what is stored is kept and told, or cleared when the person says so."""

from pathlib import Path

from sqlalchemy import text

from mttq_desktop.services.importing import Choices, clear_blanks, preview, write
from mttq_desktop.store.database import Database
from tests.excel.books import row, saved, workbook


def _results(store: Database) -> list[str | None]:
    with store.reading() as session:
        return list(session.scalars(text("SELECT reported_result FROM petition ORDER BY import_row")))


def test_an_empty_cell_keeps_what_is_stored_unless_it_is_to_clear_it(store: Database, tmp_path: Path) -> None:
    write(store, preview(store, [saved(workbook([row(1), row(2), row(3, day="26/01/2024")]), tmp_path)])[0])
    empty = [row(1, result=None), row(2), row(3, day=None)]
    (again,) = preview(store, [saved(workbook(empty), tmp_path, "lai.xlsx")])
    assert (again.blanks, again.counts["changed"]) == (1, 0)
    clear_blanks(store, again, on=True)
    ((sheet, changed),) = [(s, r) for s, r in again.rows() if r.changes]
    assert changed.changes == {"reported_result": ("chua_tra_loi", None)}
    assert (sheet.row(9).outcome.value, again.blanks) == ("rejected", 1)
    clear_blanks(store, again, on=False)
    assert again.counts["changed"] == 0
    clear_blanks(store, again, on=True)
    write(store, again, Choices(accept_changes=True))
    assert _results(store)[:2] == [None, "chua_tra_loi"]


def test_a_cell_of_doubt_is_no_empty_cell(store: Database, tmp_path: Path) -> None:
    write(store, preview(store, [saved(workbook([row(1)]), tmp_path)])[0])
    (again,) = preview(store, [saved(workbook([row(1, result="đang bay")]), tmp_path, "lai.xlsx")])
    assert again.blanks == 0


def test_rows_a_corrected_file_no_longer_has_are_told(store: Database, tmp_path: Path) -> None:
    write(store, preview(store, [saved(workbook([row(n) for n in range(1, 5)]), tmp_path)])[0])
    (again,) = preview(store, [saved(workbook([row(1), row(3)]), tmp_path, "lai.xlsx")])
    (told,) = [p for s in again.tables for p in s.problems if p.code == "missing_from_new_file"]
    assert "có 2 dòng mà tệp này không có (dòng 8, 10)" in told.message
    assert not told.is_error
    (other,) = preview(store, [saved(workbook([row(7), row(8)]), tmp_path, "them.xlsx")])
    assert [p.code for s in other.tables for p in s.problems] == []
