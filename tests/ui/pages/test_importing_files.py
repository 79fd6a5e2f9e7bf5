"""Folders dropped on the page: what is read of them, what is told."""

from pathlib import Path

from mttq_desktop.ui.pages.importing import ImportingPage
from tests.excel.books import row, saved, workbook
from tests.ui.pages.driving import Person, drop
from tests.ui.pages.test_importing import page

__all__ = ["page"]


def test_a_dropped_folder_without_workbooks_is_told(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    drop(page, tmp_path / "trong")
    assert office.toasts() == ["Thư mục này không có tệp Excel nào."]


def test_a_dropped_folder_is_read_with_those_in_it(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    inner = tmp_path / "huyen" / "que_son"
    inner.mkdir(parents=True)
    for name in ("KN (sửa lại).xlsx", "KN.xlsx", "~$KN.xlsx"):
        saved(workbook([row(1)]), inner, name)
    (tmp_path / "huyen" / "kien_nghi.docx").write_bytes(b"PK")
    drop(page, tmp_path / "huyen")
    office.until(lambda: page.job is None and bool(page.files))
    assert [f.path.name for f in page.files] == ["KN.xlsx", "KN (sửa lại).xlsx"]
    assert "Không đọc 1 tệp không phải bảng tính: kien_nghi.docx." in office.toasts()
