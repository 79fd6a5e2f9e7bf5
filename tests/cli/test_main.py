"""The command line: exit codes, Vietnamese words, JSON as agreed; Qt is never loaded."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mttq_desktop.__main__ import main

Obey = Callable[..., int]


@pytest.fixture
def obey(empty_store: Path, tmp_path: Path) -> Obey:
    """Run one command on a data folder of the test's own."""
    folder = tmp_path / "so"
    folder.mkdir()
    (folder / empty_store.name).write_bytes(empty_store.read_bytes())
    return lambda *arguments: main(["--data-dir", str(folder), *map(str, arguments)])


def test_no_command_loads_qt(tmp_path: Path) -> None:
    program = (
        "import sys; from mttq_desktop.__main__ import main\n"
        f"assert main(['--data-dir', {str(tmp_path)!r}, 'practice']) == 0\n"
        f"assert main(['--data-dir', {str(tmp_path)!r}, 'list', 'petition', '--search', 'dat dai']) == 0\n"
        "assert not [m for m in sys.modules if m.startswith('PySide6')]"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "arguments", [["xyz"], ["list"], ["list", "khong-co"], ["report", "D04"], ["import"], ["export", "petition"]]
)
def test_wrong_use_is_exit_2(obey: Obey, arguments: list[str]) -> None:
    assert obey(*arguments) == 2


def test_a_trouble_is_told_in_vietnamese_with_exit_1(obey: Obey, capsys: pytest.CaptureFixture[str]) -> None:
    assert obey("restore", "khong-co.sqlite3") == 1
    told = capsys.readouterr().err
    assert "không có hoặc rỗng" in told
    assert "→ " in told


def test_practice_then_list_search_and_period(obey: Obey, capsys: pytest.CaptureFixture[str]) -> None:
    assert obey("practice") == 0
    assert obey("practice") == 1
    capsys.readouterr()
    assert obey("list", "petition", "--json", "--search", "dat dai", "--period", "2024-Q1") == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows
    assert all(r["period"] == "2024-Q1" and r["number"].startswith("KN-2024-Q1-") for r in rows)
    assert all(r["petitioners"] is None for r in rows)
    assert obey("list", "authority", "--search", "so y te") == 0
    assert "Sở Y tế" in capsys.readouterr().out


def test_backup_check_and_restore(obey: Obey, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "usb" / "sao-luu.sqlite3"
    assert obey("practice") == 0
    assert obey("backup", "--to", copy) == 0
    assert obey("check") == 0
    assert "kiến nghị" in capsys.readouterr().out
    (tmp_path / "so" / "mttq.sqlite3").write_bytes(b"damaged" * 1000)
    for beside in ("mttq.sqlite3-wal", "mttq.sqlite3-shm"):
        (tmp_path / "so" / beside).unlink(missing_ok=True)
    assert obey("check") == 1
    assert obey("list", "petition") == 1


def test_a_restore_keeps_the_present_state_beside(
    obey: Obey, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "sao-luu.sqlite3"
    assert obey("backup", "--to", copy) == 0
    assert obey("practice") == 0
    assert obey("restore", copy) == 0
    capsys.readouterr()
    assert obey("list", "petition") == 0
    assert capsys.readouterr().out.strip() == "0 kiến nghị"
    (kept,) = (tmp_path / "so").glob("mttq-truoc-phuc-hoi-*.sqlite3")
    assert obey("restore", kept) == 0
    capsys.readouterr()
    assert obey("list", "petition") == 0
    assert not capsys.readouterr().out.startswith("0 ")


def test_a_foreign_file_is_no_backup(obey: Obey, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    foreign = tmp_path / "khac.sqlite3"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE t (a)")
    other.close()
    assert obey("restore", foreign) == 1
    assert "không phải bản sao lưu" in capsys.readouterr().err
