"""Ctrl+Z after an import, and when nothing was just done: the last act of the book, asked about first."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mttq_desktop.queries.listing import Filter, count
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.settings import set_one
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.importing import ImportingPage
from mttq_desktop.ui.pages.importing_state import Stage
from mttq_desktop.ui.pages.petitions import PetitionsPage
from tests.excel.books import row, saved, workbook
from tests.ui.pages.driving import Person, drop

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _spoken(dressed: object, qtbot: QtBot) -> None:
    """The words of the application are Vietnamese."""


@pytest.fixture
def page(office: Person) -> ImportingPage:
    """The import page, open on an empty book."""
    return office.open(entries.IMPORTING, ImportingPage)


def _import(office: Person, page: ImportingPage, folder: Path) -> None:
    drop(page, saved(workbook([row(1), row(2)]), folder, "que_son.xlsx"))
    office.until(lambda: page.job is None)
    page.write()
    office.until(lambda: page.job is None)


def _kept(office: Person) -> int:
    with office.context.database.reading() as session:
        return count(session, PETITION, Filter())


def _ctrl_z(office: Person) -> None:
    office.press(office.window, Qt.Key.Key_Z, CTRL)


def test_an_import_just_written_is_offered_to_be_undone(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    _import(office, page, tmp_path)
    assert _kept(office) == 2
    said = office.decline()
    _ctrl_z(office)
    assert "Hoàn tác lần nhập “que_son.xlsx”?" in said[0]
    assert _kept(office) == 2
    office.agree()
    _ctrl_z(office)
    office.until(lambda: page.files[0].stage is Stage.UNDONE)
    assert "Đã hoàn tác 2 hồ sơ." in office.told()
    assert _kept(office) == 0


def test_all_files_written_together_are_asked_about_again_after_a_no(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    other = [("ỦY BAN MTTQ VIỆT NAM",), ("HUYỆN DUY XUYÊN",), (), ("TỔNG HỢP KIẾN NGHỊ QUÝ I NĂM 2024",), ()]
    drop(page, saved(workbook([row(1), row(2)]), tmp_path, "que_son.xlsx"),
         saved(workbook([row(3, commune="Xã Duy Châu")], other), tmp_path, "duy_xuyen.xlsx"))  # fmt: skip
    office.until(lambda: page.job is None)
    page.write()
    office.until(lambda: page.job is None)
    assert _kept(office) == 3
    for _ in range(2):
        said = office.decline()
        _ctrl_z(office)
        assert "Hoàn tác lần nhập 2 tệp?" in said[0]
    office.agree()
    _ctrl_z(office)
    office.until(lambda: {f.stage for f in page.files} == {Stage.UNDONE})
    assert "Đã hoàn tác 3 hồ sơ." in office.told()
    assert _kept(office) == 0


def test_after_another_page_the_last_act_is_asked_about(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    _import(office, page, tmp_path)
    petitions = office.open(entries.PETITIONS, PetitionsPage)
    office.until(lambda: len(petitions.list.table.model.ids) == 2)
    petitions.list.acts.begin("trash", list(petitions.list.table.model.ids)[:1])
    office.until(lambda: any("thùng rác" in told for told in office.toasts()))
    assert _kept(office) == 1
    set_one(office.context.database, "period", working_period="2024-Q1")
    office.program.desk.shell.toast("Đã chép 1 dòng.")
    said = office.agree()
    _ctrl_z(office)
    assert "Hoàn tác việc gần nhất?" in said[0]
    assert "vào thùng rác" in said[0]
    assert _kept(office) == 2
    said = office.decline()
    _ctrl_z(office)
    assert "Hoàn tác lần nhập “que_son.xlsx”?" in said[0]
    assert office.window.current_key == entries.IMPORTING
    assert _kept(office) == 2


def test_an_import_taken_back_is_not_offered_again(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    _import(office, page, tmp_path)
    office.agree()
    _ctrl_z(office)
    office.until(lambda: page.files[0].stage is Stage.UNDONE)
    office.told()
    _ctrl_z(office)
    office.until(lambda: office.toasts() == ["Chưa có việc nào để hoàn tác."])
