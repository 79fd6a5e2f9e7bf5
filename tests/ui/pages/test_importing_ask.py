"""What only a person may know of a file: what it holds, who sent it, what a column means."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing import Outcome
from mttq_desktop.services.tables import IMPORTABLE
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.importing import ImportingPage
from mttq_desktop.ui.pages.importing_ask import ColumnsDialog, SenderDialog, TemplateDialog
from mttq_desktop.ui.pages.importing_out import write_templates
from mttq_desktop.ui.pages.importing_state import Loaded, Stage
from mttq_desktop.ui.pages.rows_dialog import RowsDialog
from tests.excel.books import HEAD, TITLE, row, saved, workbook
from tests.ui.pages.driving import Person, drop


@pytest.fixture
def page(office: Person) -> ImportingPage:
    """The page, open on an empty book."""
    return office.open(entries.IMPORTING, ImportingPage)


def _take_in(office: Person, page: ImportingPage, *paths: Path) -> list[Loaded]:
    drop(page, *paths)
    assert page.job is not None
    office.until(lambda: page.job is None)
    return page.files


def _a_book(folder: Path, *rows: Sequence[object], name: str = "que_son.xlsx", **given: Any) -> Path:
    return saved(workbook(rows, **given), folder, name)


def test_a_file_that_does_not_name_its_sender_asks(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    (loaded,) = _take_in(office, page, _a_book(tmp_path, row(1), name="gop.xlsx", title=()))
    assert loaded.stage is Stage.ASKING
    assert not page.write_button.isEnabled()
    assert page.sheet.banner.isVisible()

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, SenderDialog)
        dialog.form.set_value("unit", "Huyện Quế Sơn")
        dialog.take_button.click()

    office.when_asked(answer)
    page.sheet.sender_link.click()
    office.until(lambda: page.job is None and page.files[0].stage is Stage.READY)
    assert page.files[0].sender == "Huyện Quế Sơn"


def test_a_column_misunderstood_is_set_right(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    head = [*HEAD[:5], "Việc bà con nêu", *HEAD[6:]]
    (loaded,) = _take_in(office, page, _a_book(tmp_path, row(1), head=(head,)))
    assert loaded.counts()[Outcome.NEW] == 0

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ColumnsDialog)
        box = dialog.boxes[6]
        box.setCurrentIndex(box.findData("content"))
        dialog.take_button.click()

    office.when_asked(answer)
    page.sheet.columns_link.click()
    office.until(lambda: page.job is None and page.files[0].counts()[Outcome.NEW] == 1)


def test_a_guessed_column_is_asked_about_and_the_answer_remembered(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    head = [*HEAD[:2], "Hôm bà con nói", *HEAD[3:]]
    (loaded,) = _take_in(office, page, _a_book(tmp_path, row(1), row(2), head=(head,)))
    assert loaded.stage is Stage.ASKING
    assert "“Hôm bà con nói” có phải là “Ngày tiếp nhận” không?" in page.sheet.banner.title.text()

    def agree(dialog: QDialog) -> None:
        assert isinstance(dialog, ColumnsDialog)
        assert dialog.boxes[2].currentData() == "received_on"
        assert next(iter(dialog.boxes)) == 2
        dialog.take_button.click()

    office.when_asked(agree)
    page.sheet.banner.findChildren(QPushButton)[0].click()
    office.until(lambda: page.job is None and page.files[0].stage is Stage.READY)
    page.write()
    office.until(lambda: page.job is None and page.files[0].stage is Stage.WRITTEN)
    *_, later = _take_in(office, page, _a_book(tmp_path, row(3), head=(head,), name="quy_sau.xlsx"))
    assert (later.stage, later.counts()[Outcome.NEW]) == (Stage.READY, 1)


def test_a_person_says_what_a_table_is(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    head = ("STT", "Xã, phường", "Ngày tổ chức", "Chủ đề", "Chủ trì", "Số người dự")
    cells = (1, "Xã Quế Phú", "12/03/2024", "Vệ sinh môi trường", "Bí thư Đảng ủy", 45)
    title = (("MẶT TRẬN HUYỆN QUẾ SƠN",), ("TÌNH HÌNH HỘ NGHÈO NĂM 2024",), ())
    (loaded,) = _take_in(office, page, _a_book(tmp_path, cells, head=(head,), title=title, name="bieu.xlsx"))
    assert loaded.stage is Stage.REFUSED

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, SenderDialog)
        dialog.kind_box.setCurrentIndex(dialog.kind_box.findData("dialogue"))
        dialog.take_button.click()

    office.when_asked(answer)
    page.sheet.sender_asked.emit()
    office.until(lambda: page.job is None and page.files[0].stage is Stage.READY)
    page.write_button.click()
    office.until(lambda: page.job is None and page.files[0].stage is Stage.WRITTEN)
    assert page.sheet.rows_button.text() == "Xem hội nghị đối thoại vừa nhập"
    shown: list[RowsDialog] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, RowsDialog)
        shown.append(dialog)
        dialog.reject()

    office.when_asked(look)
    page.sheet.rows_button.click()
    office.until(lambda: bool(shown))
    assert shown[0].kind.name == "dialogue"


def test_a_template_is_wanted_for_a_kind(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    dialog = TemplateDialog("Huyện Quế Sơn")
    names = [dialog.kind_box.itemData(i) for i in range(dialog.kind_box.count())]
    assert names[0] == "petition"
    assert sorted(names) == sorted(k.name for k in IMPORTABLE)
    dialog.kind_box.setCurrentIndex(dialog.kind_box.findData("household"))
    target = tmp_path / "mau.xlsx"
    write_templates(page.context, dialog.kind_box.kind, [(None, target)], Period.parse("2024"))
    office.until(target.exists)
    office.idle()
    dialog.deleteLater()


def test_columns_of_crosses_and_those_told_by_values_are_shown_as_understood(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    head = (("STT", "Xã, phường", "Hôm bà con nói", "Nội dung kiến nghị", "Kết quả", None),
            (None, None, None, None, "Đã GQ", "Chưa GQ"))  # fmt: skip
    rows = [(n, "Xã Quế Phú", f"2{n}/01/2024", f"Đề nghị sửa cầu số {n}", "x", None, "đã nộp") for n in range(1, 5)]

    def merge(sheet: Any) -> None:
        sheet.merge_cells("E6:F6")

    (loaded,) = _take_in(office, page, saved(workbook(rows, head=head, touch=merge), tmp_path))
    dialog = ColumnsDialog(loaded.chosen[0], page)
    shown = {at: box.currentText() for at, box in dialog.boxes.items()}
    assert shown[4] == shown[5] == "Kết quả (nơi gửi báo)"
    assert shown[2] == "Ngày tiếp nhận"
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Hôm bà con nói (đúng là trường này?)" in words
    assert "(không có tên)" in words
    assert dialog.changed == {2: "received_on"}


def test_a_contradiction_is_answered_with_one_press(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    titled = (*TITLE, ("HUYỆN PHÚ NINH",))
    (loaded,) = _take_in(office, page, _a_book(tmp_path, *(row(n) for n in range(1, 7)), name="a.xlsx", title=titled))
    banner = page.sheet.banner
    assert (loaded.stage, loaded.mark.text) == (Stage.ASKING, "cần trả lời")
    assert not page.write_button.isEnabled()
    assert banner.title.text() == "Tệp của nơi nào?"
    assert "Tiêu đề (ô A6) ghi Huyện Phú Ninh." in banner.words.text()
    assert [b.text() for b in banner.findChildren(QPushButton)] == ["Huyện Quế Sơn", "Huyện Phú Ninh", "Chọn khác…"]
    banner.findChildren(QPushButton)[0].click()
    office.until(lambda: page.job is None and page.files[0].stage is Stage.READY)
    assert (page.files[0].sender, page.files[0].to_write) == ("Huyện Quế Sơn", 6)


def test_one_answer_serves_every_sheet_that_asks_the_same(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    book = workbook([row(1)], title=(*TITLE, ("HUYỆN PHÚ NINH",)))
    book.copy_worksheet(book["KN"]).title = "KN2"
    (loaded,) = _take_in(office, page, saved(book, tmp_path, "hai.xlsx"))
    assert page.sheet.banner.title.text().startswith("Tệp có 2 trang dữ liệu")
    loaded.choose_sheet("KN2", True)
    page.sheet.show_file(loaded)
    page.sheet.banner.findChildren(QPushButton)[0].click()
    office.until(lambda: page.job is None and page.files[0].stage is Stage.READY)
    assert page.files[0].sheets == {"KN2"}
    assert [s.questions for s in page.files[0].preview.tables] == [[], []]


def test_of_a_folder_a_file_that_asks_is_not_written_with_the_others(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    folder = tmp_path / "gui"
    folder.mkdir()
    good = _a_book(folder, row(1), row(2), name="que_son.xlsx")
    asks = _a_book(folder, row(3), name="phu_ninh_cu.xlsx")
    files = {f.path: f for f in _take_in(office, page, folder)}
    assert [files[p].mark.text for p in (good, asks)] == ["2 dòng tốt", "cần trả lời"]
    page.write()
    office.until(lambda: page.job is None)
    assert [files[p].stage for p in (good, asks)] == [Stage.WRITTEN, Stage.ASKING]


def _without_days(folder: Path) -> Path:
    head, rows = [*HEAD[:2], *HEAD[3:]], [[*cells[:2], *cells[3:]] for cells in (row(1), row(2))]
    return saved(workbook(rows, head=(head,)), folder, "khong_ngay.xlsx")


def test_a_list_without_days_asks_for_one_day_and_takes_it(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    (loaded,) = _take_in(office, page, _without_days(tmp_path))
    assert loaded.stage is Stage.ASKING
    buttons = {b.text(): b for b in page.sheet.banner.findChildren(QPushButton) if b.isVisible()}
    assert "Danh sách không có cột ngày tiếp nhận. Ghi mọi dòng là ngày nào?" in page.sheet.banner.title.text()
    buttons["31/3/2024"].click()
    office.until(lambda: page.job is None and page.files[0].stage is Stage.READY)
    assert page.files[0].counts()[Outcome.NEW] == 2


def test_another_day_can_be_given(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    _take_in(office, page, _without_days(tmp_path))

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, SenderDialog)
        dialog.form.set_value("day", "20/3/2024")
        dialog.take_button.click()

    office.when_asked(answer)
    page.sheet.sender_link.click()
    office.until(lambda: page.job is None and page.files[0].stage is Stage.READY)
    (told,) = (r for r in page.files[0].preview.tables[0].rows if r.number == 7)
    assert told.values["received_on"] == date(2024, 3, 20)
