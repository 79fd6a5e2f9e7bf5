"""Taking workbooks in through the window: dropped, seen, corrected, written, sent back, undone."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from mttq_desktop.queries.listing import Filter, count
from mttq_desktop.records.petitions import PETITION, Petition
from mttq_desktop.services.importing import Outcome
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.importing import ImportingPage
from mttq_desktop.ui.pages.importing_ask import TemplateDialog
from mttq_desktop.ui.pages.importing_board import HISTORY
from mttq_desktop.ui.pages.importing_lines import CHANGES, PROBLEMS, Line
from mttq_desktop.ui.pages.importing_state import Loaded, Stage
from mttq_desktop.ui.pages.rows_dialog import RowsDialog
from tests.excel.books import TITLE, row, saved, workbook
from tests.makers import unit
from tests.services.importing.truth import differences, truth_of
from tests.ui.conftest import TypeIn
from tests.ui.pages.driving import Person, drop, texts, words_of

SAMPLES = (
    "01_tam_ky_kien_nghi.xlsx", "02_hoi_an_kien_nghi_nfd.xlsx", "05_duy_xuyen_kien_nghi_nhom.xlsx",
    "06_que_son_kien_nghi.xlsx", "06b_que_son_kien_nghi_gui_lai.xlsx", "08_thang_binh_kien_nghi_cong_thuc.xlsx",
)  # fmt: skip
RESENT = "06b_que_son_kien_nghi_gui_lai.xlsx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 2000


@pytest.fixture
def page(office: Person) -> ImportingPage:
    """The page, open on an empty book."""
    return office.open(entries.IMPORTING, ImportingPage)


def _edited(page: ImportingPage) -> bool:
    return page.sheet.editor is not None


def _take_in(office: Person, page: ImportingPage, *paths: Path) -> list[Loaded]:
    drop(page, *paths)
    assert page.job is not None
    office.until(lambda: page.job is None)
    return page.files


def _write(office: Person, page: ImportingPage) -> None:
    assert page.write_button.isEnabled()
    office.press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.job is not None
    office.until(lambda: page.job is None)


def _kept(office: Person) -> int:
    with office.context.database.reading() as session:
        return count(session, PETITION, Filter())


def _lines(page: ImportingPage) -> list[list[str]]:
    source = page.sheet.source
    assert source is not None
    return [texts(cells) for cells in source.rows(range(len(source.lines))).values()]


def _a_book(folder: Path, *rows: Sequence[object], name: str = "que_son.xlsx", **given: Any) -> Path:
    return saved(workbook(rows, **given), folder, name)


def test_the_samples_of_the_districts_come_out_as_their_truth_says(
    office: Person, page: ImportingPage, shared: Path
) -> None:
    folder = shared / "samples" / "district"
    files = _take_in(office, page, *(folder / name for name in SAMPLES))
    assert [f.path.name for f in files] == list(SAMPLES)
    for loaded in files:
        if loaded.path.name != RESENT:
            assert differences(loaded.preview, truth_of(folder, loaded.path.name)) == [], loaded.path.name
    _write(office, page)
    resent = next(f for f in files if f.path.name == RESENT)
    assert [f.stage for f in files if f is not resent] == [Stage.WRITTEN] * 5
    assert page.sheet.loaded is resent
    assert differences(resent.preview, truth_of(folder, RESENT)) == []
    kept = _kept(office)
    page.sheet.accept.click()
    _write(office, page)
    assert resent.stage is Stage.WRITTEN
    assert _kept(office) == kept + 1


def test_rows_stand_under_their_outcome_with_the_reason_in_full(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    (loaded,) = _take_in(
        office, page, _a_book(tmp_path, row(1), row(2, day="31/02/2024"), row(3, content=None), row(4))
    )
    assert loaded.counts()[Outcome.NEW] == 2
    assert page.sheet.pills.current == PROBLEMS
    assert [(cells[0], cells[1]) for cells in _lines(page)] == [("C8", "31/02/2024"), ("F9", "")]
    office.until(page.sheet.in_full.text)
    assert page.sheet.in_full.text() == "C8: Ngày tiếp nhận: “31/02/2024” không phải ngày có thật."
    page.sheet.choose(Outcome.NEW.value)
    assert [cells[1] for cells in _lines(page)] == ["7", "10"]
    assert "Ghi 2 dòng" in page.write_button.text()
    assert _kept(office) == 0


def _first(page: ImportingPage) -> Line:
    line = page.sheet.line(0)
    assert line is not None
    return line


def test_a_cell_is_corrected_in_place_and_the_row_is_taken(
    office: Person, page: ImportingPage, tmp_path: Path, type_in: TypeIn
) -> None:
    (loaded,) = _take_in(office, page, _a_book(tmp_path, row(1), row(2, day="31/02/2024")))
    office.until(lambda: page.sheet.table.current_id() == 0)
    office.press(page.sheet.table.view, Qt.Key.Key_Return)
    assert page.sheet.editor is not None
    line = page.sheet.editor.editor.focusWidget()
    assert line is not None
    office.press(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_in(line, "28/02/2024\n")
    assert loaded.counts()[Outcome.NEW] == 2
    assert not _edited(page)
    assert office.toasts() == ["Đã sửa ô C8."]
    office.press(office.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    page.sheet.choose(PROBLEMS)
    assert (loaded.counts()[Outcome.NEW], _first(page).row.texts["received_on"]) == (1, "31/02/2024")
    page.sheet.corrected.emit(_first(page), "28/02/2024", None)
    _write(office, page)
    with office.context.database.reading() as session:
        days = sorted(str(p.received_on) for p in session.query(Petition))
    assert days == ["2024-01-25", "2024-02-28"]


def test_a_cell_given_up_leaves_the_window_standing(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    _take_in(office, page, _a_book(tmp_path, row(1), row(2, day="31/02/2024")))
    office.until(lambda: page.sheet.table.current_id() == 0)
    office.press(page.sheet.table.view, Qt.Key.Key_Return)
    assert page.sheet.editor is not None
    line = page.sheet.editor.editor.focusWidget()
    assert line is not None
    office.press(line, Qt.Key.Key_Escape)
    office.until(lambda: page.sheet.table.view.indexWidget(page.sheet.table.model.index(0, 2)) is None)
    office.window.resize(1280, 700)
    _write(office, page)
    assert _kept(office) == 1
    assert "Số KN-2024-Q1-0001." in page.sheet.banner.title.text(), "one number, not from itself to itself"


def test_the_sender_gets_a_marked_copy_and_the_file_is_undone_whole(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    (loaded,) = _take_in(office, page, _a_book(tmp_path, row(1), row(2, day="31/02/2024"), row(3)))
    _write(office, page)
    assert loaded.stage is Stage.WRITTEN
    assert "Số từ KN-2024-Q1-0001 đến KN-2024-Q1-0002" in page.sheet.banner.title.text()
    office.name(tmp_path / "gui_lai.xlsx")
    page.sheet.marked.click()
    office.until((tmp_path / "gui_lai.xlsx").is_file)
    office.idle()
    cell = load_workbook(tmp_path / "gui_lai.xlsx").worksheets[0]["C8"]
    assert cell.comment is not None
    assert "31/02/2024" in cell.comment.text
    said = office.agree()
    page.sheet.undo_button.click()
    office.until(lambda: loaded.stage is Stage.UNDONE)
    assert "que_son.xlsx" in said[0]
    assert "Đã hoàn tác 2 hồ sơ" in office.told()
    assert _kept(office) == 0


def test_all_senders_with_mistakes_get_their_marked_copies_in_one_go(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    tam_ky = (TITLE[0], ("THÀNH PHỐ TAM KỲ", *TITLE[1][1:]), *TITLE[2:])
    books = [
        _a_book(tmp_path, row(1), row(2, day="31/02/2024")),
        _a_book(tmp_path, row(3, commune="Phường An Mỹ"), row(4, content=None), name="tam_ky.xlsx", title=tam_ky),
    ]
    _take_in(office, page, *books)
    assert not page.back.isVisible()
    _write(office, page)
    assert [f.mark.text for f in page.files] == ["còn 1 lỗi", "còn 1 lỗi"]
    assert not page.write_button.isVisible()
    assert page.back.text() == "Lưu 2 tệp đánh dấu…"
    (tmp_path / "gui lai").mkdir()
    office.name(tmp_path / "gui lai")
    page.back.click()
    office.until(lambda: office.toasts() and "Đã lưu 2 tệp đánh dấu" in office.toasts()[-1])
    names = [p.name for p in sorted((tmp_path / "gui lai").iterdir())]
    assert names == ["que_son (đánh dấu lỗi).xlsx", "tam_ky (đánh dấu lỗi).xlsx"]
    assert load_workbook(tmp_path / "gui lai" / names[0]).worksheets[0]["C8"].comment is not None


def test_the_same_file_twice_changes_nothing(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    book = _a_book(tmp_path, row(1), row(2))
    _take_in(office, page, book)
    _write(office, page)
    page.start_over()
    (again,) = _take_in(office, page, book)
    assert again.to_write == 0
    assert again.mark.text == "không có gì mới"
    assert not page.write_button.isEnabled()
    assert "đã" in page.sheet.banner.title.text()
    assert _kept(office) == 2


def test_bad_files_among_others_are_told_and_the_others_go_on(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    good = [_a_book(tmp_path, row(n), name=f"{n}.xlsx") for n in (1, 9)]
    bad = {
        "2.xlsx": b"PK\x03\x04 not a zip at all", "3.xlsx": ENCRYPTED, "4.xlsx": b"",
        "5.xlsx": b"%PDF-1.7 ...", "~$6.xlsx": b"\x05user" + b" " * 160,
    }  # fmt: skip
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    files = _take_in(office, page, good[0], *(tmp_path / name for name in bad), good[1])
    told = {f.path.name: f.preview.problems[0].code for f in files if f.stage is Stage.REFUSED}
    assert told == {
        "2.xlsx": "damaged", "3.xlsx": "encrypted", "4.xlsx": "empty_file", "5.xlsx": "not_a_spreadsheet",
        "~$6.xlsx": "lock_file",
    }  # fmt: skip
    page.list.setCurrentRow(2)
    assert page.sheet.refusal.isVisible()
    assert "“3.xlsx”" in words_of(page.sheet.refusal)
    _write(office, page)
    assert _kept(office) == 1
    assert [f.stage for f in files if f.stage is not Stage.REFUSED] == [Stage.WRITTEN, Stage.READY]


@pytest.mark.skipif(sys.platform != "linux", reason="children are found under /proc")
def test_a_reader_that_dies_takes_nothing_with_it(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    book = _a_book(tmp_path, *(row(n) for n in range(3000)))
    drop(page, book)
    office.until(_children)
    for child in _children():
        os.kill(child, signal.SIGKILL)
    office.until(lambda: page.job is None)
    (loaded,) = page.files
    assert loaded.stage is Stage.REFUSED
    assert loaded.preview.problems[0].message
    assert office.window.open_page(entries.TODAY)


def _children() -> list[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return [int(pid) for task in tasks for pid in task.read_text().split()]


def test_a_template_filled_in_comes_back_without_a_question(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    office.until(lambda: page.board.lines and len(page.board.senders.model.ids) == len(page.board.lines))
    wanted = unit(office.context.vocabulary, "Huyện Quế Sơn")
    page.board.senders.view.selectRow(next(i for i, x in enumerate(page.board.lines) if x.unit == wanted))
    template = tmp_path / "mau.xlsx"

    def want(dialog: QDialog) -> None:
        assert isinstance(dialog, TemplateDialog)
        office.name(template)
        dialog.take_button.click()

    office.when_asked(want)
    page.board.template.click()
    office.until(template.is_file)
    office.idle()
    _fill(template)
    (loaded,) = _take_in(office, page, template)
    assert [q.message for q in loaded.questions] == []
    assert (loaded.stage, loaded.sender, loaded.period) == (Stage.READY, "Huyện Quế Sơn", "Quý I/2024")
    _write(office, page)
    office.until(lambda: next(x for x in page.board.lines if x.unit == wanted).records == 1)
    assert f"bỏ qua {loaded.counts()[Outcome.SKIPPED]}." in page.sheet.banner.words.text(), "as its list counts them"


def _fill(template: Path) -> None:
    book = load_workbook(template)
    sheet = book.worksheets[0]
    head = next(r for r in range(1, 20) if sheet.cell(r, 1).value == "STT")
    captions = [str(c.value).rstrip(" *") for c in sheet[head]]
    given = {
        "Xã, phường, thị trấn": "Xã Quế Phú", "Ngày tiếp nhận": "25/01/2024", "Tổ chức": "Hội Nông dân tỉnh",
        "Nội dung kiến nghị": "Đề nghị sửa cầu thôn Trung Hòa",
    }  # fmt: skip
    for caption, value in given.items():
        sheet.cell(head + 1, captions.index(caption) + 1, value)
    book.save(template)


def test_a_change_shows_old_and_new_in_full_and_waits_to_be_taken(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    _take_in(office, page, _a_book(tmp_path, row(1, result="Chưa trả lời")))
    _write(office, page)
    page.start_over()
    (again,) = _take_in(office, page, _a_book(tmp_path, row(1, result="Đã trả lời"), name="gui_lai.xlsx"))
    assert page.sheet.pills.current == CHANGES
    assert again.to_write == 0
    office.until(lambda: "Chưa trả lời" in page.sheet.in_full.text())
    assert "Tệp ghi: Đã trả lời" in page.sheet.in_full.text()
    page.sheet.table.view.setFocus()
    office.press(page.sheet.table.view, Qt.Key.Key_Space)
    assert again.to_write == 1
    _write(office, page)
    assert _kept(office) == 1


def test_the_board_knows_who_has_not_sent(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    _take_in(office, page, _a_book(tmp_path, row(1)))
    _write(office, page)
    page.start_over()
    office.until(lambda: len(page.board.batches) == 1)
    office.click(page.board.copy)
    names = QGuiApplication.clipboard().text().splitlines()
    assert "Huyện Duy Xuyên" in names
    assert "Huyện Quế Sơn" not in names


def test_rows_just_written_open_from_the_history(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    _take_in(office, page, _a_book(tmp_path, row(1), row(2)))
    _write(office, page)
    page.start_over()
    office.until(lambda: len(page.board.batches) == 1)
    page.board.choose("history")
    office.until(lambda: len(page.board.history.model.ids) == 1)
    page.board.history.view.selectRow(0)
    page.board.show_rows.click()
    dialog = page.findChild(RowsDialog)
    assert isinstance(dialog, RowsDialog)
    office.until(lambda: len(dialog.table.model.ids) == 2)
    dialog.reject()


def test_the_history_tells_who_took_in_which_file_and_how_it_was_understood(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    (loaded,) = _take_in(office, page, _a_book(tmp_path, row(1), row(1), row(2, day="31/02/2024")))
    _write(office, page)
    page.start_over()
    page.board.choose(HISTORY)
    office.until(lambda: page.board.history.model.ids)
    page.board.history.view.selectRow(0)
    words = page.board.in_full.text()
    who = office.context.database.user
    assert words.startswith(f"Lần nhập số 1: {who or 'không rõ ai'} nhập lúc ")
    assert loaded.preview.sha256 in words.replace(" ", "")
    assert "Các dòng: mới 1, trùng 1, có lỗi 1, " in words
    assert "; đã ghi 1." in words
    assert "Trang “KN”: “Xã, phường” là Xã, phường, thị trấn" in words


def test_a_marked_copy_that_cannot_be_saved_is_told(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    _take_in(office, page, _a_book(tmp_path, row(1, day="31/02/2024")))
    (tmp_path / "tep").write_text("không phải thư mục")
    office.name(tmp_path / "tep" / "gui_lai.xlsx")
    page.sheet.marked.click()
    assert "gui_lai.xlsx" in office.told()
    assert office.window.open_page(entries.TODAY)


@pytest.fixture(autouse=True)
def _spoken(dressed: object, qtbot: QtBot) -> None:
    """The words of the application are Vietnamese."""
