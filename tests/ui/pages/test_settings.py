"""Settings through the window: who we are, copies made and put back, practice, the look, the data folder."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from mttq_desktop.queries.listing import Filter, count
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.autobackup import copies, folder_of
from mttq_desktop.ui import entries, theme
from mttq_desktop.ui.pages.settings import ABOUT, BACKUP, DATA, LOOK, OFFICE, SettingsPage
from mttq_desktop.ui.pages.settings_about import AboutPart, ReadingWindow
from mttq_desktop.ui.pages.settings_backup import BackupPart
from mttq_desktop.ui.pages.settings_office import OfficePart
from mttq_desktop.ui.pages.settings_rest import DataPart, LookPart
from tests.makers import a_petition
from tests.ui.pages.driving import PATIENCE_MS, Person, words_of
from tests.word.test_look import restyled

SAVE = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(office: Person) -> SettingsPage:
    """The settings of an empty book."""
    return office.open(entries.SETTINGS, SettingsPage)


@pytest.fixture
def backup(page: SettingsPage) -> BackupPart:
    """Copies."""
    page.go(BACKUP)
    part = page.sections.part(BACKUP)
    assert isinstance(part, BackupPart)
    return part


def _add(office: Person, content: str) -> None:
    with office.context.database.writing("test", "Thêm kiến nghị") as writing:
        a_petition(writing, office.context.vocabulary, content=content)


def _kept(office: Person) -> int:
    with office.context.database.reading() as session:
        return count(session, PETITION, Filter())


@pytest.mark.parametrize("part", [OFFICE, BACKUP, LOOK, DATA, ABOUT])
def test_every_part_opens_and_says_something(page: SettingsPage, part: str) -> None:
    page.go(part)
    shown = page.sections.part(part)
    assert shown.isVisible()
    assert words_of(shown)


def test_licences_are_read_in_a_window_of_their_own(page: SettingsPage) -> None:
    page.go(ABOUT)
    part = page.sections.part(ABOUT)
    assert isinstance(part, AboutPart)
    assert [b.text() for b in part.texts][:2] == ["Thay thư viện Qt", "LGPL 3.0"]
    for button, words in zip(part.texts, ("Cách thay", "GNU LESSER GENERAL PUBLIC LICENSE"), strict=False):
        button.click()
        shown = part.findChildren(ReadingWindow)[-1]
        assert shown.isVisible()
        assert words in shown.browser.toPlainText()
        shown.close()


def test_the_body_is_checked_and_kept(office: Person, page: SettingsPage) -> None:
    part = page.sections.part(OFFICE)
    assert isinstance(part, OfficePart)
    part.form.set_value("reminder_days", "mười")
    office.press(part, Qt.Key.Key_S, SAVE)
    assert part.form.boxes["reminder_days"].editor.box.property("problem") == "error"
    part.form.set_value("reminder_days", "7")
    part.form.set_value("place", "Đồng Mẫu")
    office.press(part, Qt.Key.Key_S, SAVE)
    office.until(lambda: office.context.settings.place == "Đồng Mẫu")
    assert office.context.settings.reminder_days == 7
    assert "Đồng Mẫu" in office.window.office.name


def test_the_letterhead_of_the_office_is_taken_and_given_up(
    office: Person, page: SettingsPage, tmp_path: Path
) -> None:
    part = page.sections.part(OFFICE)
    assert isinstance(part, OfficePart)
    card = part.letterhead
    assert "Nghị định 30" in card.told.text()
    assert not card.forget_button.isEnabled()
    (tmp_path / "khác.docx").write_bytes(b"x")
    office.name(tmp_path / "khác.docx")
    card.choose_button.click()
    assert "không phải tệp Word" in part.banner.title.text()
    (tmp_path / "mẫu.docx").write_bytes(restyled())
    office.name(tmp_path / "mẫu.docx")
    card.choose_button.click()
    assert "“mẫu.docx”" in card.told.text()
    assert "Nội dung: cỡ 13 pt" in card.told.text()
    card.forget_button.click()
    assert "đang theo thể thức Nghị định 30" in card.told.text()


def test_a_copy_is_made_and_told(office: Person, backup: BackupPart) -> None:
    backup.now_button.click()
    office.idle()
    office.until(lambda: "Đã sao lưu" in backup.banner.title.text())
    assert len(copies(folder_of(office.context.database))) == 1
    assert backup.own.figure.text() == "Vừa xong"


def test_a_copy_goes_to_the_stick(office: Person, backup: BackupPart, tmp_path: Path) -> None:
    office.name(tmp_path / "usb" / "ban_sao.sqlite3")
    (tmp_path / "usb").mkdir()
    backup.stick_button.click()
    office.until(lambda: "Đã chép" in backup.banner.title.text())
    assert (tmp_path / "usb" / "ban_sao.sqlite3").is_file()
    office.until(lambda: "USB: vừa xong" in office.window.status.remark.text())


def test_a_stick_that_cannot_be_written_is_told(office: Person, backup: BackupPart, tmp_path: Path) -> None:
    (tmp_path / "usb").write_text("không phải thư mục")
    backup.copy_to(tmp_path / "usb" / "ban_sao.sqlite3")
    office.idle()
    office.until(backup.banner.isVisible)
    assert "ban_sao.sqlite3" in backup.banner.title.text()
    assert office.context.settings.last_usb_copy is None


def test_a_copy_put_back_keeps_the_present_beside(office: Person, backup: BackupPart, tmp_path: Path) -> None:
    _add(office, "Đề nghị sửa cầu Trung Hòa")
    copy = tmp_path / "ban_sao.sqlite3"
    backup.copy_to(copy)
    office.until(lambda: "Đã chép" in backup.banner.title.text())
    _add(office, "Đề nghị sửa đường Phú Bình")
    assert _kept(office) == 2
    said = office.agree()
    with office.qtbot.waitSignal(office.program.opened, timeout=PATIENCE_MS):
        backup.look(copy)
    assert "1 kiến nghị" in said[0]
    assert "2 kiến nghị" in said[0]
    told = office.told()
    assert "Đã phục hồi sổ" in told
    beside = Path(told.splitlines()[-1])
    assert beside.is_file()
    assert _kept(office) == 1


def test_a_file_that_is_no_copy_is_refused_before_anything_happens(
    office: Person, backup: BackupPart, tmp_path: Path
) -> None:
    (tmp_path / "anh.sqlite3").write_bytes(b"khong phai so" * 400)
    _add(office, "Đề nghị sửa cầu Trung Hòa")
    backup.look(tmp_path / "anh.sqlite3")
    office.until(backup.banner.isVisible)
    assert "anh.sqlite3" in backup.banner.title.text()
    assert _kept(office) == 1


def test_the_book_is_checked(office: Person, backup: BackupPart) -> None:
    backup.check_button.click()
    office.until(lambda: backup.banner.title.text() == "Sổ lành lặn.")


def test_practice_and_back(office: Person, page: SettingsPage, practice_file: Path) -> None:
    _add(office, "Đề nghị sửa cầu Trung Hòa")
    own = office.program.data_dir
    (own / "thuc-hanh").mkdir()
    shutil.copy(practice_file, own / "thuc-hanh" / practice_file.name)
    _press_practice(office, page)
    assert office.context.settings.practice
    assert "TỈNH THỰC HÀNH" in office.window.status.remark.text()
    _press_practice(office, office.open(entries.SETTINGS, SettingsPage))
    assert office.program.data_dir == own
    assert _kept(office) == 1


def _press_practice(office: Person, page: SettingsPage) -> None:
    page.go(DATA)
    part = page.sections.part(DATA)
    assert isinstance(part, DataPart)
    with office.qtbot.waitSignal(office.program.opened, timeout=PATIENCE_MS):
        part.practice_button.click()


def test_the_look_changes_at_once_and_is_remembered(office: Person, page: SettingsPage) -> None:
    page.go(LOOK)
    part = page.sections.part(LOOK)
    assert isinstance(part, LookPart)
    part.buttons[theme.Mode.DARK].click()
    assert _mode(office) == "dark"
    part.buttons[theme.Mode.LIGHT].click()
    assert _mode(office) == "light"


def _mode(office: Person) -> str:
    return office.program.mode.value


def test_what_the_status_line_says_of_copies_leads_to_them(office: Person) -> None:
    office.click(office.window.status.remark)
    assert office.window.current_key == entries.SETTINGS
    page = office.window.page(entries.SETTINGS)
    assert isinstance(page, SettingsPage)
    assert page.sections.current == BACKUP
    assert page.help_page == "sao-luu"


def test_a_copy_is_made_at_closing_when_something_changed(office: Person) -> None:
    _add(office, "Đề nghị sửa cầu Trung Hòa")
    folder = folder_of(office.context.database)
    office.program.close()
    (copy,) = copies(folder)
    assert copy.at == datetime(2024, 4, 5, 9, 30)
