"""The wheels that ship are those that are tested, one file each."""

from pathlib import Path

import pytest

from installer.locks import LOCKS, name_of, pins, shipped


@pytest.mark.parametrize("name", ["windows", "runtime", "package"])
def test_a_lock_of_the_installers_holds_hashes(name: str) -> None:
    found = pins(LOCKS / f"{name}.txt")
    assert found
    assert all(hashes for _, hashes in found.values())


def test_windows_ships_what_is_tested() -> None:
    tested, ships = pins(LOCKS / "run.txt"), pins(LOCKS / "windows.txt")
    assert set(ships) == set(tested)
    for name, (version, hashes) in ships.items():
        assert version == tested[name][0], name
        assert len(hashes) == 1
        assert hashes <= tested[name][1], name


def test_the_tools_share_versions_with_the_program() -> None:
    ours = pins(LOCKS / "run.txt")
    tools = pins(LOCKS / "package.txt")
    assert [name for name, (version, _) in tools.items() if name in ours and ours[name][0] != version] == []


def test_a_wheel_is_locked_by_its_name_version_and_hash(tmp_path: Path) -> None:
    wheel = tmp_path / "Python_Docx.x-1.2.0-py3-none-any.whl"
    wheel.write_bytes(b"abc")
    assert name_of(wheel) == "python-docx-x"
    assert shipped([wheel]) == (
        "python-docx-x==1.2.0 \\\n    --hash=sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n"
    )
