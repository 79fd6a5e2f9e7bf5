"""Where things lie: in a checkout, in the shipped program, on a stick."""

import sys
from pathlib import Path

import pytest

from mttq_desktop import paths
from mttq_desktop.excel.running import child_command
from mttq_desktop.services import place
from mttq_desktop.ui import app


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the program as the launcher starts it."""
    monkeypatch.setitem(sys._xoptions, "launcher", True)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "mttq-desktop.exe"))
    return tmp_path


def test_a_checkout_is_not_installed() -> None:
    assert not paths.is_installed()
    assert paths.portable_data() is None
    assert child_command()[-2:] == ["-m", "mttq_desktop.excel.child"]


def test_the_shipped_program_is_its_own_child(shipped: Path) -> None:
    assert paths.is_installed()
    assert child_command() == [str(shipped / "mttq-desktop.exe"), paths.CHILD_ARGUMENT]


def test_data_lies_in_the_persons_folder_unless_the_program_is_carried_along(shipped: Path) -> None:
    usual = paths.default_data_dir(), place.settings_folder(), app.usual_data_dir(), app.settings_folder()
    assert not [folder for folder in usual if folder.is_relative_to(shipped)]
    (shipped / paths.PORTABLE_MARK).touch()
    beside = shipped / paths.PORTABLE_DATA
    assert {paths.default_data_dir(), place.settings_folder(), app.usual_data_dir(), app.settings_folder()} == {beside}
    assert paths.documents_dir().is_relative_to(beside)


def test_names_of_folders_are_ascii_without_blanks() -> None:
    for folder in (paths.default_data_dir(), place.settings_folder()):
        assert folder.name.isascii()
        assert " " not in folder.name


def test_licence_texts_are_shipped() -> None:
    wanted = {"LGPL-3.0.txt", "GPL-3.0.txt", "Apache-2.0.txt", "thay-thu-vien-qt.md"}
    assert wanted <= {path.name for path in paths.licences().iterdir()}
