"""Starting twice: the second start hands its workbook to the window that is there, and ends."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mttq_desktop.ui import app, entries
from mttq_desktop.ui.app import Given
from mttq_desktop.ui.pages.importing import ImportingPage
from mttq_desktop.ui.program import Program
from tests.excel.books import row, saved, workbook
from tests.ui.pages.driving import end

PATIENCE_MS = 20_000


@pytest.fixture
def running(empty_store: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    """A window that was started on a folder and answers later starts."""
    data = tmp_path / "so"
    data.mkdir()
    (data / empty_store.name).write_bytes(empty_store.read_bytes())
    folder = app.settings_folder()
    lock = app.lock_of(data, folder)
    assert not app.is_taken(lock, folder)
    program = Program(data, folder, now=lambda: datetime(2024, 4, 5, 9, 30))
    with qtbot.waitSignal(program.opened, timeout=PATIENCE_MS):
        program.show()
    channel = app.answer_calls(program, data)
    yield program
    channel.close()
    lock.unlock()
    end(program)


def test_a_second_start_goes_to_the_window_that_is_there(running: Program, qtbot: QtBot, tmp_path: Path) -> None:
    book = saved(workbook([row(1)]), tmp_path, "kiến nghị Quế Sơn.xlsx")
    words = [sys.executable, "-m", "mttq_desktop", "--data-dir", str(running.data_dir), str(book)]
    second = subprocess.Popen(words, cwd=Path(app.__file__).parents[2], env=dict(os.environ))
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=PATIENCE_MS)
    assert second.returncode == 0
    assert running.window is not None
    qtbot.waitUntil(lambda: running.window is not None and running.window.current_key == entries.IMPORTING)
    page = running.window.page(entries.IMPORTING)
    assert isinstance(page, ImportingPage)
    qtbot.waitUntil(lambda: [f.path for f in page.files] == [book], timeout=PATIENCE_MS)


def test_the_window_of_ones_own_book_is_one_wherever_the_book_lies(tmp_path: Path) -> None:
    own, folder = tmp_path / "so", tmp_path / "settings"
    assert app.held_by(Given(), own, folder) == app.held_by(Given(own), own, folder) == folder
    assert app.held_by(Given(tmp_path / "khac"), own, folder) == tmp_path / "khac"


@pytest.mark.parametrize("word", ["kiến nghị.xlsx", "D:/a b/gói.mttq", "quyet dinh.pdf", "so.xlsb"])
def test_any_file_named_at_the_start_goes_to_the_import_page(word: str) -> None:
    """Which says what it is; a file passed over in silence would be a dead double click."""
    assert app.read_arguments(["--data-dir", "so", word]) == Given(Path("so"), Path(word))


def test_a_bug_nobody_caught_is_written_down(running: Program, tmp_path: Path, qtbot: QtBot) -> None:
    hooks = sys.excepthook, threading.excepthook
    try:
        guard = app.watch_for_bugs(running, tmp_path)
        running.jobs.crashed.emit(ZeroDivisionError())
        qtbot.waitUntil(lambda: guard.dialog is not None, timeout=PATIENCE_MS)
    finally:
        sys.excepthook, threading.excepthook = hooks
    assert guard.dialog is not None
    guard.dialog.accept()
    assert "ZeroDivisionError" in next((tmp_path / "loi").glob("loi-*.txt")).read_text(encoding="utf-8")


def test_a_workbook_named_before_the_book_is_open_waits_for_it(
    empty_store: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "so").mkdir()
    (tmp_path / "so" / empty_store.name).write_bytes(empty_store.read_bytes())
    program = Program(tmp_path / "so", tmp_path / "settings", now=lambda: datetime(2024, 4, 5, 9, 30))
    with qtbot.waitSignal(program.opened, timeout=PATIENCE_MS):
        program.show()
        program.called((str(saved(workbook([row(1)]), tmp_path)),))
    assert program.window is not None
    assert program.window.current_key == entries.IMPORTING
    qtbot.waitUntil(lambda: not program.jobs.busy, timeout=PATIENCE_MS)
    program.close()
    program.window.close()
