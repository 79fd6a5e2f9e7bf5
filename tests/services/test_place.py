"""Where the data lies is remembered on this PC, and a broken pointer harms nobody."""

from pathlib import Path

import pytest

from mttq_desktop import paths
from mttq_desktop.services import place
from mttq_desktop.store.database import FILE_NAME


def test_nothing_remembered_means_the_usual_folder(tmp_path: Path) -> None:
    assert place.read_pointer(tmp_path) == place.Pointer()
    assert place.data_dir(None, tmp_path) == paths.default_data_dir()


def test_what_is_remembered_is_found_again(tmp_path: Path) -> None:
    place.remember(tmp_path, data_dir=tmp_path / "Sổ 2024")
    place.remember(tmp_path, theme="dark")

    assert place.read_pointer(tmp_path) == place.Pointer(tmp_path / "Sổ 2024", "dark")
    assert place.data_dir(None, tmp_path) == tmp_path / "Sổ 2024"


def test_a_stick_is_found_again_under_another_letter(tmp_path: Path) -> None:
    here, there = tmp_path / "E", tmp_path / "F"
    place.remember(here, data_dir=here / "so", office_dir=here)
    here.rename(there)

    assert place.read_pointer(there) == place.Pointer(there / "so", office_dir=there)


def test_the_command_line_wins(tmp_path: Path) -> None:
    place.remember(tmp_path, data_dir=tmp_path / "a")

    assert place.data_dir(tmp_path / "b", tmp_path) == tmp_path / "b"


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"data_dir": 7}'])
def test_a_broken_pointer_is_no_pointer(tmp_path: Path, broken: str) -> None:
    (tmp_path / place.FILE_NAME).write_text(broken, encoding="utf-8")

    assert place.read_pointer(tmp_path) == place.Pointer()


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    assert place.remember(tmp_path / "file", theme="dark").theme == "dark"


def test_the_name_of_the_data_file_is_the_stores_own() -> None:
    assert place.STORE_NAME == FILE_NAME


def test_a_folder_with_a_data_file_is_recognised(tmp_path: Path) -> None:
    assert not place.holds_store(tmp_path)
    (tmp_path / FILE_NAME).touch()
    assert place.holds_store(tmp_path)
