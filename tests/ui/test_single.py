"""A second start hands its workbook to the window that is there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mttq_desktop.ui.single import SingleInstance, name_for

PATIENCE_MS = 3_000


@pytest.fixture
def name(tmp_path: Path) -> str:
    return name_for(tmp_path)


def test_nobody_there_is_told(qtbot: QtBot, name: str) -> None:
    assert not SingleInstance(name).hand_over(["kiến nghị.xlsx"])


SECOND = """
import json, sys
from PySide6.QtCore import QCoreApplication
from mttq_desktop.ui.single import SingleInstance
app = QCoreApplication([])
sys.exit(0 if SingleInstance(sys.argv[1]).hand_over(json.loads(sys.argv[2])) else 3)
"""


def test_arguments_of_a_second_start_come_over_with_their_letters(qtbot: QtBot, name: str) -> None:
    running = SingleInstance(name)
    assert running.listen()
    words = ["D:/Văn bản/kiến nghị huyện Đồng Mẫu.xlsx", "--data-dir=x"]
    with qtbot.waitSignal(running.called, timeout=20_000) as heard:
        second = subprocess.Popen([sys.executable, "-c", SECOND, name, json.dumps(words)])
    assert heard.args == [tuple(words)]
    assert second.wait() == 0
    running.close()


def test_one_process_may_call_itself(qtbot: QtBot, name: str) -> None:
    running = SingleInstance(name)
    heard: list[object] = []
    running.called.connect(heard.append)
    assert running.listen()
    assert SingleInstance(name).hand_over(["tệp.xlsx"])
    qtbot.waitUntil(lambda: heard == [("tệp.xlsx",)], timeout=PATIENCE_MS)
    running.close()


def test_after_closing_another_may_listen(qtbot: QtBot, name: str) -> None:
    first, second = SingleInstance(name), SingleInstance(name)
    assert first.listen()
    first.close()
    assert second.listen()
    second.close()


def test_other_folders_have_other_channels(tmp_path: Path) -> None:
    assert name_for(tmp_path / "a") != name_for(tmp_path / "b")
    assert name_for(tmp_path / "a") == name_for(tmp_path / "b" / ".." / "a")
