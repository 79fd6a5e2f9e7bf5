"""What builds share: same bytes for the same files, the program's version, files in one order."""

import zipfile
from pathlib import Path

import pytest

from installer import common
from installer.common import Failed, copy_tree, epoch, files, need, run, set_times, size, version_of, zip_folder
from mttq_desktop import __version__


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files, one below."""
    made = tmp_path / "chương trình"
    (made / "b").mkdir(parents=True)
    (made / "b" / "một.txt").write_text("một", encoding="utf-8")
    (made / "a.txt").write_text("a", encoding="utf-8")
    return made


def test_the_version_is_the_program_s() -> None:
    assert version_of() == __version__


def test_two_zips_of_the_same_files_are_the_same(folder: Path, tmp_path: Path) -> None:
    first = zip_folder(folder, tmp_path / "1.zip", "MTTQ").read_bytes()
    set_times(folder)
    assert zip_folder(folder, tmp_path / "2.zip", "MTTQ").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "2.zip") as packed:
        assert packed.namelist() == ["MTTQ/a.txt", "MTTQ/b/một.txt"]


def test_every_file_gets_one_time(folder: Path) -> None:
    set_times(folder)
    assert {int(path.stat().st_mtime) for path in files(folder)} == {epoch()}


def test_a_given_time_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert epoch() == 1_700_000_000


def test_links_stay_links_and_are_not_counted_twice(folder: Path, tmp_path: Path) -> None:
    (folder / "link.txt").symlink_to("a.txt")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").touch()
    copy_tree(folder, tmp_path / "bản sao")
    assert (tmp_path / "bản sao" / "link.txt").is_symlink()
    assert not (tmp_path / "bản sao" / "__pycache__").exists()
    assert size(tmp_path / "bản sao") == len("a") + len("một".encode()) + len("a.txt")


def test_a_tool_that_fails_is_told_with_what_it_said() -> None:
    with pytest.raises(Failed, match="không được"):
        run(["sh", "-c", "echo không được; exit 3"])


def test_a_missing_tool_is_named_by_its_package() -> None:
    with pytest.raises(Failed, match="apt-get install gói-nào-đó"):
        need({"no-such-tool-anywhere": "gói-nào-đó", "sh": "dash"})


def test_the_older_state_is_before_the_newest_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str | Path, ...]] = []

    def git(*words: str | Path) -> str:
        asked.append(words)
        return "abc"

    monkeypatch.setattr(common, "git", git)
    assert common.older_revision() == "abc^"
    assert asked[0][-1] == "mttq_desktop/store/migrations/versions"
    assert Path(common.ROOT / asked[0][-1]).is_dir()
