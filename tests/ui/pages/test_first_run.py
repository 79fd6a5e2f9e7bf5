"""The first minute: three answers make a book that opens; a folder that cannot be is said at once."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mttq_desktop.services import place
from mttq_desktop.ui.pages.first_run import FirstRunWindow
from mttq_desktop.ui.pages.trouble import TroublePage
from mttq_desktop.ui.program import Program
from tests.ui.pages.driving import PATIENCE_MS, end

Begin = Callable[[Path], Program]


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path) -> Iterator[Begin]:
    """Start the program on a folder."""
    started: list[Program] = []

    def run(folder: Path) -> Program:
        program = Program(folder, tmp_path / "settings", now=lambda: datetime(2024, 4, 5, 9, 30))
        started.append(program)
        program.show()
        return program

    yield run
    for program in started:
        end(program)


def _asked(program: Program) -> FirstRunWindow:
    assert program.first_run is not None
    return program.first_run


def test_three_answers_open_a_book(begin: Begin, qtbot: QtBot, tmp_path: Path) -> None:
    program = begin(tmp_path / "chua_co")
    first = _asked(program)
    _button(first, "Hội Nông dân tỉnh").click()
    _button(first, "2023").click()
    first.folder.setText(str(tmp_path / "so"))
    with qtbot.waitSignal(program.opened, timeout=PATIENCE_MS):
        first.start_button.click()
    assert program.first_run is None
    assert program.desk.context.settings.organisation_code == "HND"
    assert program.window is not None
    assert program.window.period.code == "2023-Q4"
    assert place.holds_store(tmp_path / "so")
    assert place.read_pointer(tmp_path / "settings").data_dir == tmp_path / "so"


def _button(first: FirstRunWindow, words: str) -> QPushButton:
    return next(b for b in first.findChildren(QPushButton) if b.text() == words)


def test_no_answer_is_cut_or_lies_over_another(begin: Begin, dressed: object, tmp_path: Path) -> None:
    first = _asked(begin(tmp_path / "chua_co"))
    pills = [_button(first, name) for name in ("Ủy ban MTTQ Việt Nam tỉnh", "Tỉnh đoàn", "2024")]
    tops = [pill.mapTo(first, QPoint(0, 0)).y() for pill in pills]
    assert tops[0] + pills[0].height() < tops[1]
    assert tops[1] + pills[1].height() < tops[2]
    box = pills[1].parentWidget()
    assert box is not None
    assert pills[1].geometry().bottom() <= box.height()


def test_tab_goes_to_the_answers_given(begin: Begin, qtbot: QtBot, tmp_path: Path) -> None:
    first = _asked(begin(tmp_path / "chua_co"))
    first.activateWindow()
    qtbot.waitUntil(first.isActiveWindow)
    reached = []
    for _ in range(8):
        QTest.keyClick(first, Qt.Key.Key_Tab)
        here = first.focusWidget()
        reached.append(here.text() if isinstance(here, QPushButton) else "")
    assert "Ủy ban MTTQ Việt Nam tỉnh" in reached
    assert "2024" in reached
    assert "2021" not in reached


def test_a_folder_that_cannot_be_made_is_told(begin: Begin, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("không phải thư mục")
    first = _asked(begin(tmp_path / "chua_co"))
    first.folder.setText(str(tmp_path / "tep" / "so"))
    first.start_button.click()
    qtbot.waitUntil(lambda: "Không ghi được" in first.remark.text(), timeout=PATIENCE_MS)
    assert first.start_button.isEnabled()
    assert first.isVisible()


def test_a_folder_with_a_book_is_opened_not_written_over(
    begin: Begin, qtbot: QtBot, tmp_path: Path, empty_store: Path
) -> None:
    (tmp_path / "so").mkdir()
    (tmp_path / "so" / empty_store.name).write_bytes(empty_store.read_bytes())
    first = _asked(begin(tmp_path / "chua_co"))
    first.folder.setText(str(tmp_path / "so"))
    first.folder.textEdited.emit(first.folder.text())
    assert "đã có sổ" in first.remark.text()


def test_a_damaged_book_offers_a_copy_and_nothing_else_can_be_clicked(
    begin: Begin, qtbot: QtBot, tmp_path: Path, empty_store: Path
) -> None:
    (tmp_path / "so").mkdir()
    (tmp_path / "so" / empty_store.name).write_bytes(b"hong" * 3000)
    program = begin(tmp_path / "so")
    with qtbot.waitSignal(program.troubled, timeout=PATIENCE_MS):
        pass
    assert program.window is not None
    page = program.window.stack.currentWidget()
    assert isinstance(page, TroublePage)
    assert page.restore_button.isVisible()
    assert not program.window.sidebar.isEnabled()
    with qtbot.waitSignal(program.opened, timeout=PATIENCE_MS):
        page.restore_asked.emit(empty_store)
    assert program.window.sidebar.isEnabled()
