"""The one door: what opens the window and what goes to the command line."""

import pickle
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from mttq_desktop.__main__ import main, wants_window
from mttq_desktop.excel.spec import Limits, Opening
from mttq_desktop.excel.wire import receive
from mttq_desktop.paths import CHILD_ARGUMENT


@pytest.mark.parametrize(
    "arguments",
    [[], ["--data-dir", "so"], ["--data-dir=so"], ["Núi Thành.xlsx"], ["--data-dir", "so", "D:/a b/kn.xls"]],
)
def test_the_window_opens_when_nothing_is_asked(arguments: list[str]) -> None:
    assert wants_window(arguments)


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["--help"], ["--data-dir", "so", "check"], ["--data-dir"], ["--data-dir=so", "check"]],
)
def test_a_command_goes_to_the_command_line(arguments: list[str]) -> None:
    assert not wants_window(arguments)


def test_the_hidden_argument_makes_it_the_reader_of_one_file(tmp_path: Path) -> None:
    """As the installed program starts it, for it has no other Python."""
    asked = pickle.dumps(Opening(str(tmp_path / "không có.xlsx"), Limits()))
    words = [sys.executable, "-m", "mttq_desktop", CHILD_ARGUMENT]
    home = Path(__file__).resolve().parents[1]
    answer = subprocess.run(words, input=asked, capture_output=True, cwd=home, check=True, timeout=60).stdout
    assert b"file_missing" in (receive(BytesIO(answer)) or b"")
    assert main(["--data-dir", str(tmp_path), "check", CHILD_ARGUMENT]) == 2
