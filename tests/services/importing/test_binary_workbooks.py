"""Binary workbooks (.xlsb) are read, compared and sent back as any other."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from mttq_desktop.services.importing import preview, write
from mttq_desktop.services.marking import write_marked_copy
from mttq_desktop.store.database import Database
from tests.excel.books import HEAD, TITLE, row
from tests.excel.xlsb import xlsb


def _file(folder: Path, *rows: list[object], name: str = "que_son.xlsb") -> Path:
    path = folder / name
    path.write_bytes(xlsb([*TITLE, HEAD, *rows]))
    return path


@pytest.mark.parametrize("name", ["que_son.xlsb", "que_son.xlsx", "que_son.xls"])
def test_a_binary_workbook_is_read_whatever_its_name(store: Database, tmp_path: Path, name: str) -> None:
    rows = [row(1), row(2, day=45316), row(3, commune="Xã Không Có")]  # 45316 is 25/01/2024
    (found,) = preview(store, [_file(tmp_path, *rows, name=name)])
    assert (found.format, found.refused) == ("xlsb", False)
    assert ["wrong_extension" in (p.code for p in found.problems)] == [name != "que_son.xlsb"]
    assert (found.counts["new"], found.counts["rejected"]) == (2, 1)
    assert [str(r.values["received_on"]) for _, r in found.rows()][:2] == ["2024-01-25", "2024-01-25"]
    assert write(store, found).counts["new"] == 2


def test_a_binary_workbook_goes_back_as_xlsx_with_its_errors_marked(store: Database, tmp_path: Path) -> None:
    path, target = _file(tmp_path, row(1), row(2, commune="Xã Không Có")), tmp_path / "danh_dau.xlsx"
    write_marked_copy(store, path, target)
    book = load_workbook(target)
    cell = book["KN"]["B8"]
    assert cell.value == "Xã Không Có"
    assert cell.comment is not None
    assert "Xã Không Có" in cell.comment.text
    assert len(book.sheetnames) == 2


def test_a_damaged_binary_workbook_is_told_so(store: Database, tmp_path: Path) -> None:
    path = _file(tmp_path, row(1))
    path.write_bytes(path.read_bytes()[:-200])
    (found,) = preview(store, [path])
    assert (found.refused, [p.code for p in found.problems]) == (True, ["damaged"])
