"""A report of a bug tells where, never whose data."""

import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mttq_desktop.ui.crash import CrashDialog, CrashGuard, report_text, write_report

NOW = datetime(2024, 4, 5, 9, 30)


def a_bug() -> ValueError:
    try:
        try:
            raise KeyError("Nguyễn Văn Thử")
        except KeyError as first:
            raise ValueError("nội dung kiến nghị mật") from first
    except ValueError as bug:
        return bug


def test_the_report_names_kinds_places_and_versions_alone() -> None:
    text = report_text(a_bug(), NOW)
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "tests/ui/test_crash.py:" in text
    assert "MTTQ Desktop" in text
    assert "Qt 6.9.3" in text
    assert "Nguyễn" not in text
    assert "mật" not in text
    assert str(Path.home()) not in text


def test_errors_that_name_each_other_do_not_loop() -> None:
    one, two = ValueError(), KeyError()
    one.__cause__, two.__cause__ = two, one
    assert report_text(one, NOW).count("builtins.") == 2


def test_only_the_newest_reports_stay(tmp_path: Path) -> None:
    for second in range(30):
        write_report(tmp_path, a_bug(), NOW.replace(second=second))
    kept = sorted(p.name for p in tmp_path.iterdir())
    assert len(kept) == 20
    assert "093029" in kept[-1]


def test_a_folder_that_cannot_be_written_is_told_by_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert write_report(tmp_path / "file", a_bug(), NOW) is None


def test_the_dialog_says_what_happened_and_what_to_do(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = CrashDialog("bản ghi", tmp_path / "loi.txt")
    qtbot.addWidget(dialog)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "vẫn nguyên trong sổ" in words
    assert "Hãy làm lại" in words
    dialog.open()
    assert dialog.focusWidget() is dialog.go_on, "Enter goes on working"
    copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Chép bản ghi")
    copy.click()
    assert QGuiApplication.clipboard().text() == "bản ghi"


def test_bugs_of_every_thread_are_caught_and_shown_once(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    guard = CrashGuard(tmp_path / "loi", datetime.now)
    guard.install()
    bug = a_bug()
    sys.excepthook(type(bug), bug, bug.__traceback__)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(list((tmp_path / "loi").glob("*"))) == 2, timeout=3_000)
    shown = [w for w in dressed.topLevelWidgets() if isinstance(w, CrashDialog) and w.isVisible()]
    assert shown == [guard.dialog]
    shown[0].close()
