"""No English standard button anywhere: Qt's own words are ours."""

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QLineEdit, QMessageBox, QPushButton

from mttq_desktop.paths import resources

SOURCE = resources() / "i18n" / "qtbase_vi.ts"


def test_every_standard_button_speaks_vietnamese(dressed: QApplication) -> None:
    buttons = [b for b in QDialogButtonBox.StandardButton if b.name not in ("NoButton", "FirstButton", "LastButton")]
    box = QDialogButtonBox()
    words = {box.addButton(b).text().replace("&", "") for b in buttons}
    english = {"OK", "Save", "Open", "Cancel", "Close", "Yes", "No", "Help", "Apply", "Reset", "Discard", "Retry"}
    assert not words & english
    assert {"Đồng ý", "Hủy", "Đóng", "Có", "Không", "Lưu", "Trợ giúp"} <= words


def test_message_boxes_and_text_menus_too(dressed: QApplication) -> None:
    box = QMessageBox(QMessageBox.Icon.Question, "Hỏi", "Xóa?", QMessageBox.StandardButton.Yes)
    assert [b.text().replace("&", "") for b in box.buttons()] == ["Có"]
    line = QLineEdit("chữ")
    menu = line.createStandardContextMenu()
    words = [a.text().replace("&", "").split("\t")[0] for a in menu.actions() if a.text()]
    assert words == ["Hoàn tác", "Làm lại", "Cắt", "Chép", "Dán", "Xóa", "Chọn tất cả"]


def test_the_file_chooser_too(dressed: QApplication, tmp_path: Path) -> None:
    dialog = QFileDialog(None, "Chọn tệp", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    shown += [button.text() for button in dialog.findChildren(QPushButton)]
    words = {text.replace("&", "") for text in shown if text}
    assert words <= {"Tìm trong:", "Tên tệp:", "Loại tệp:", "Mở", "Hủy"}


def test_numbers_and_days_are_vietnamese(dressed: QApplication) -> None:
    assert QLocale().toString(1234567) == "1.234.567"
    assert QLocale().dayName(1) == "Thứ Hai"


def messages() -> list[tuple[str, str, str]]:
    found = []
    for context in ET.parse(SOURCE).getroot().iter("context"):
        name = context.findtext("name", "")
        found += [(name, m.findtext("source", ""), m.findtext("translation", "")) for m in context.iter("message")]
    return found


def test_nothing_is_left_untranslated() -> None:
    same = {s for _, s, t in messages() if s == t and any(c.isalpha() for c in s.replace("%1", ""))}
    assert not [s for _, s, t in messages() if not t]
    assert same <= {"%1 TB", "%1 GB", "%1 MB", "%1 KB", "mm", "in", "pt", "DD", "CC", "P̸", "Pica (P̸)", "Didot (DD)",
                    "Cicero (CC)"}  # fmt: skip


@pytest.mark.parametrize("mark", ["%1", "%2"])
def test_places_are_kept(mark: str) -> None:
    assert not [(s, t) for _, s, t in messages() if s.count(mark) != t.count(mark)]


def test_the_compiled_file_is_that_of_the_source(dressed: QApplication) -> None:
    for context, source, translation in messages():
        assert QCoreApplication.translate(context, source) == translation


def test_the_compiled_file_is_up_to_date(tmp_path: Path) -> None:
    tool = shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent))
    if tool is None:
        pytest.skip("Qt's compiler of translations is not installed")
    made = tmp_path / "vi.qm"
    subprocess.run([tool, "-silent", str(SOURCE), "-qm", str(made)], check=True, capture_output=True)
    assert made.read_bytes() == SOURCE.with_suffix(".qm").read_bytes()
