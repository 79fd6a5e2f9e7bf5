"""Files of a record in the window: added, opened as a copy, put away and taken back."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.files_part import FilesPart
from tests.ui.pages.test_kind_page import PATIENCE_MS, Told, context  # noqa: F401 - the fixture


def test_a_file_is_added_opened_and_put_away(
    context: Context, dressed: QApplication, qtbot: QtBot, tmp_path: Path  # noqa: F811 - the fixture
) -> None:  # fmt: skip
    scan = tmp_path / "Trả lời của Sở TN&MT.pdf"
    scan.write_bytes(b"%PDF-1.4 mau")
    part = FilesPart(context)
    qtbot.addWidget(part)
    part.show()
    opened: list[Path] = []
    part.open_file = opened.append
    part.show_record("petition", 7)
    part.add([scan, tmp_path])
    qtbot.waitUntil(lambda: len(part.files) == 1, timeout=PATIENCE_MS)
    part.lines.itemAt(0).widget().findChild(LinkButton).click()  # type: ignore[union-attr]  # the only line
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE_MS)
    assert opened[0].read_bytes() == b"%PDF-1.4 mau"
    part.drop_file(part.files[0])
    qtbot.waitUntil(lambda: not part.files, timeout=PATIENCE_MS)
    shell = context.shell
    assert isinstance(shell, Told)
    assert shell.toasts == ["Đã đính kèm 1 tệp.", "Đã bỏ tệp “Trả lời của Sở TN&MT.pdf”."]


def test_a_program_is_refused_and_the_window_lives_on(
    context: Context, dressed: QApplication, qtbot: QtBot, tmp_path: Path  # noqa: F811 - the fixture
) -> None:  # fmt: skip
    virus = tmp_path / "anh.exe"
    virus.write_bytes(b"MZ")
    part = FilesPart(context)
    qtbot.addWidget(part)
    part.show_record("petition", 7)
    part.add([virus])
    shell = context.shell
    assert isinstance(shell, Told)
    qtbot.waitUntil(lambda: bool(shell.troubles), timeout=PATIENCE_MS)
    assert "tệp chương trình" in shell.troubles[0].message
    assert part.files == ()
