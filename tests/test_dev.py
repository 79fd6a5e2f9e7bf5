"""The project's own commands, as far as they can be tried without installing anything."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import dev


def test_a_lock_counts_as_installed_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Sequence[str]] = []

    def pip(command: Sequence[str]) -> int:
        asked.append(command)
        return 0

    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "call", pip)
    lock = tmp_path / "requirements" / "run.txt"
    lock.parent.mkdir()
    for text, times in (("a==1", 1), ("a==1", 1), ("a==2", 2)):
        lock.write_text(text, encoding="utf-8")
        dev.install("run", tmp_path)
        assert len(asked) == times
    assert "--require-hashes" in asked[0]
    assert "requirements/run.txt" in capsys.readouterr().out


def test_a_failed_installation_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "call", lambda command: 1)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/run.txt").touch()
    with pytest.raises(dev.Stop, match=r"run\.txt"):
        dev.install("run", tmp_path)
    assert not (tmp_path / "run.installed").exists()


@pytest.mark.parametrize(
    ("platform", "env", "shown"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, False),
    ],
)
def test_a_display_is_known(platform: str, env: dict[str, str], shown: bool) -> None:
    assert dev.has_display(platform, env) is shown


def test_only_its_own_practice_folder_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "PRACTICE", tmp_path / "practice")
    papers = dev.fresh_practice()
    (papers / "old.docx").touch()
    assert not list(dev.fresh_practice().iterdir())
    (tmp_path / "practice" / dev.MARK).unlink()
    with pytest.raises(dev.Stop, match="không do lệnh này tạo"):
        dev.fresh_practice()
    assert papers.exists()


def test_the_count_is_what_pytest_wrote(tmp_path: Path) -> None:
    report = tmp_path / "tests.xml"
    assert dev.counts(report) == (0, 1)
    suite = '<testsuite tests="10" failures="1" errors="2" skipped="3"/>'
    report.write_text(f"<testsuites>{suite}</testsuites>", encoding="utf-8")
    assert dev.counts(report) == (4, 3)


def test_compiled_modules_are_kept_for_the_next_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    asked = "import sys; raise SystemExit(sys.dont_write_bytecode)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 1
    assert dev.call([sys.executable, "-c", asked]) == 0


def test_wrong_use_is_refused() -> None:
    command = [sys.executable, str(dev.ROOT / "dev.py"), "fly"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert answer.returncode == 2
    assert "bench" in answer.stderr


def test_a_link_to_a_page_that_is_not_there_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    page = tmp_path / "README.md"
    page.write_text("[a](README.md#b) [web](https://example.org/x) ![c](c.png)", encoding="utf-8")
    assert dev.dead_links(page) == ["README.md: c.png"]


def test_every_practice_step_is_a_command_of_the_program(tmp_path: Path) -> None:
    from mttq_desktop.cli.main import make_parser

    for _, arguments in dev.practice_steps(tmp_path, "2024-Q1"):
        make_parser().parse_args(arguments)


def test_the_district_workbook_has_something_of_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the practice job takes in: good rows, a row twice, a day and a commune that do not exist."""
    from mttq_desktop.cli.main import run

    assert run(["--data-dir", str(tmp_path), "import", str(dev.DISTRICT)]) == 0
    told = capsys.readouterr().out
    assert "mới 6, trùng 1, có lỗi 2, bỏ qua 6" in told
    assert "30/02/2024" in told
    assert "Tam Sông" in told
