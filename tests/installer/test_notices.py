"""Notices come from what is shipped, and a library without a licence text stops the build."""

from pathlib import Path

import pytest

from installer import notices
from installer.common import Failed
from installer.linux.frozen import dist_infos


def test_everything_shipped_is_named_with_its_licence(tmp_path: Path) -> None:
    text = notices.write(dist_infos(), tmp_path / notices.NAME, [("CPython 3.11", "PSF LICENSE")]).read_text("utf-8")
    for words in ("SQLAlchemy 2.1", "lxml 6.", "CPython 3.11", "Copyright 2005-2026", "PSF LICENSE", "LGPL-3.0.txt"):
        assert words in text, words
    assert "Material Design Icons" in text
    assert len(text) > 40_000


def made(folder: Path, name: str, licence: str = "") -> Path:
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    told = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nLicense: MIT\n"
    (info / "METADATA").write_text(told, encoding="utf-8")
    if licence:
        (info / "LICENSE").write_text(licence, encoding="utf-8")
    return info


def test_a_library_without_its_licence_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="silent ships no licence"):
        notices.write([made(tmp_path, "silent")], tmp_path / "n.txt")
    found = notices.write([made(tmp_path, "open", "Permission is granted")], tmp_path / "n.txt").read_text("utf-8")
    assert "open 1.0" in found
    assert "Licence: MIT" in found
    assert "Permission is granted" in found
