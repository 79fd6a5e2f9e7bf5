"""The command line: exit codes, Vietnamese words, JSON as agreed; Qt is never loaded."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mttq_desktop.__main__ import main
from mttq_desktop.cli.main import make_parser

Obey = Callable[..., int]


@pytest.fixture
def obey(empty_store: Path, tmp_path: Path) -> Obey:
    """Run one command on a data folder of the test's own."""
    folder = tmp_path / "so"
    folder.mkdir()
    (folder / empty_store.name).write_bytes(empty_store.read_bytes())
    return lambda *arguments: main(["--data-dir", str(folder), *map(str, arguments)])


@pytest.fixture
def practised(practice_file: Path, obey: Obey, tmp_path: Path) -> Obey:
    """Run one command on a copy of the practice province."""
    (tmp_path / "so" / practice_file.name).write_bytes(practice_file.read_bytes())
    return obey


def test_no_command_loads_qt(practice_file: Path, tmp_path: Path) -> None:
    """Even the one that makes the practice province, here refused because it is there."""
    shutil.copy(practice_file, tmp_path / practice_file.name)
    program = (
        "import sys; from mttq_desktop.__main__ import main\n"
        f"assert main(['--data-dir', {str(tmp_path)!r}, 'practice']) == 1\n"
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


def test_practice_only_once_then_list_search_and_period(practised: Obey, capsys: pytest.CaptureFixture[str]) -> None:
    assert practised("practice") == 1
    capsys.readouterr()
    assert practised("list", "petition", "--json", "--search", "dat dai", "--period", "2024-Q1") == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows
    assert all(r["period"] == "2024-Q1" and r["number"].startswith("KN-2024-Q1-") for r in rows)
    assert all(r["petitioners"] is None for r in rows)
    assert practised("list", "authority", "--search", "so y te") == 0
    assert "Sở Y tế" in capsys.readouterr().out


def test_backup_check_and_restore(practised: Obey, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "usb" / "sao-luu.sqlite3"
    assert practised("backup", "--to", copy) == 0
    assert practised("check") == 0
    assert "kiến nghị" in capsys.readouterr().out
    (tmp_path / "so" / "mttq.sqlite3").write_bytes(b"damaged" * 1000)
    for beside in ("mttq.sqlite3-wal", "mttq.sqlite3-shm"):
        (tmp_path / "so" / beside).unlink(missing_ok=True)
    assert practised("check") == 1
    assert practised("list", "petition") == 1


def test_a_restore_keeps_the_present_state_beside(
    practised: Obey, empty_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "sao-luu.sqlite3"
    copy.write_bytes(empty_store.read_bytes())
    assert practised("restore", copy) == 0
    capsys.readouterr()
    assert practised("list", "petition") == 0
    assert capsys.readouterr().out.strip() == "0 kiến nghị"
    (kept,) = (tmp_path / "so").glob("mttq-truoc-phuc-hoi-*.sqlite3")
    assert practised("restore", kept) == 0
    capsys.readouterr()
    assert practised("list", "petition") == 0
    assert not capsys.readouterr().out.startswith("0 ")


def test_a_foreign_file_is_no_backup(obey: Obey, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    foreign = tmp_path / "khac.sqlite3"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE t (a)")
    other.close()
    assert obey("restore", foreign) == 1
    assert "không phải bản sao lưu" in capsys.readouterr().err


def test_help_and_mistakes_are_vietnamese(obey: Obey, capsys: pytest.CaptureFixture[str]) -> None:
    assert obey("import", "--help") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Cách dùng: mttq-desktop import")
    assert not {"usage", "options", "positional", "show"} & set(shown.replace(":", " ").split())
    for arguments, said in {
        ("import",): "thiếu TỆP",
        ("undo-import", "x"): "ĐỢT: “x” không phải số",
        ("report", "D05", "--period"): "--period: thiếu giá trị",
        ("report", "D05", "--period", "2024-Q5"): "--period: không hiểu kỳ “2024-Q5”; viết 2024-Q1",
        ("report", "D27"): "VĂN_BẢN: không có văn bản “D27”",
        ("list", "khong"): "LOẠI: không có “khong”; chọn một trong: 'petition'",
        ("list", "petition", "--dài"): "không hiểu “--dài”",
        ("import", "a.xlsx", "--dry-run=1"): "--dry-run: không nhận giá trị “1”",
        ("import", "a.xlsx", "--kind", "x"): "--kind: không có “x”",
    }.items():
        assert obey(*arguments) == 2, arguments
        assert said in capsys.readouterr().err, arguments


@pytest.fixture
def sorted_petitions(obey: Obey, tmp_path: Path) -> Path:
    """A folder for documents; the store holds two petitions for two authorities."""
    from tests.excel.books import row, saved, workbook

    rows = [row(1, authority="Sở Nội vụ"), row(2, authority="Sở Y tế")]
    assert obey("import", saved(workbook(rows), tmp_path)) == 0
    return tmp_path / "van ban"


def test_letters_are_drafts_until_the_act_is_asked_for(
    obey: Obey, sorted_petitions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert obey("report", "D05", "--period", "2024-Q1", "--out", sorted_petitions) == 0
    said = capsys.readouterr()
    assert "dự thảo" in said.err
    assert len(list(sorted_petitions.glob("*(dự thảo).docx"))) == 2
    assert obey("report", "D05", "--period", "2024-Q1", "--out", sorted_petitions, "--act") == 0
    said = capsys.readouterr()
    assert said.err == ""
    written = sorted(Path(line).stem.rpartition(" ")[0] for line in said.out.splitlines())
    assert written == [
        "01-MTTQ-BTT Công văn chuyển kiến nghị Sở Nội vụ", "02-MTTQ-BTT Công văn chuyển kiến nghị Sở Y tế",
    ], "and then the day"  # fmt: skip
    assert obey("list", "petition", "--json") == 0
    assert {r["state"] for r in json.loads(capsys.readouterr().out)} == {"CHUYEN"}


def test_the_same_letters_are_written_again_and_no_new_number_taken(
    obey: Obey, sorted_petitions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert obey("report", "D05", "--period", "2024-Q1", "--out", sorted_petitions, "--act") == 0
    assert obey("report", "D05", "--period", "2024-Q1", "--out", sorted_petitions) == 0
    assert len(list(sorted_petitions.iterdir())) == 2
    assert obey("report", "D06", "--period", "2024-Q1", "--out", sorted_petitions, "--act") == 1
    assert "Không có kiến nghị nào" in capsys.readouterr().err
    assert obey("report", "D04", "--period", "2024-Q1", "--out", sorted_petitions, "--act") == 2


def test_a_paper_of_a_record_is_written_by_its_number(
    practised: Obey, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert practised("report", "--list") == 0
    listed = capsys.readouterr().out
    assert "D13  Quyết định thành lập Đoàn giám sát (--record)" in listed
    assert practised("report", "D13", "--record", "GS-2024-01", "--out", tmp_path / "qd.docx") == 0
    assert (tmp_path / "qd.docx").is_file()
    for times in range(2):
        act = ("--act",) if times == 0 else ()
        assert practised("report", "D06K", "--period", "2024-Q1", "--out", tmp_path / "dd", *act) == 0
    letters = sorted(p.name for p in (tmp_path / "dd").iterdir())
    assert letters
    assert all("Công văn đôn đốc kiến nghị lần" in name and "dự thảo" not in name for name in letters)
    assert practised("report", "D21", "--kind", "training", "--record", "1", "--out", tmp_path / "gm") == 0
    assert list((tmp_path / "gm").glob("*GM-MTTQ-BTT Giấy mời *.docx"))
    capsys.readouterr()
    assert practised("report", "D13", "--record", "GS-1999-01", "--out", tmp_path / "x.docx") == 1
    assert "Không có cuộc giám sát nào mang số “GS-1999-01”" in capsys.readouterr().err
    assert practised("report", "D13", "--record", "GS-2024-01") == 2


def test_a_copy_without_a_mark_is_no_failure(obey: Obey, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.excel.books import row, saved, workbook

    assert obey("marked-copy", saved(workbook([row(1)]), tmp_path), "--out", tmp_path / "gui lai.xlsx") == 0
    assert "không có lỗi nào" in capsys.readouterr().out
    assert (tmp_path / "gui lai.xlsx").exists()


def test_a_list_goes_out_and_comes_back_unchanged(
    obey: Obey, sorted_petitions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert obey("export", "petition", "--out", tmp_path / "ds.xlsx") == 0
    assert obey("import", tmp_path / "ds.xlsx", "--json", tmp_path / "ra.json") == 0
    (found,) = json.loads((tmp_path / "ra.json").read_text(encoding="utf-8"))["files"]
    assert found["status"] == "imported"
    assert (found["counts"]["unchanged"], found["counts"].get("changed")) == (2, None)
    assert "nơi gửi và kỳ ghi ở từng dòng" in capsys.readouterr().out


def test_the_manual_names_every_command_and_option() -> None:
    import argparse

    manual = (Path(__file__).parents[2] / "docs" / "manual" / "dong-lenh.md").read_text(encoding="utf-8")
    commands = next(a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction))

    assert len(commands.choices) == 12
    for name, parser in commands.choices.items():
        assert f"`{name}" in manual, name
        for option in (a.option_strings[-1] for a in parser._actions if a.option_strings and a.dest != "help"):
            assert option in manual, f"{name} {option}"
