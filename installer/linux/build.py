"""`dev.py build linux`: freeze the program into one folder, strip it, pack it as a .deb."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from installer import notices
from installer.common import (
    BUILD,
    DIST,
    NAME,
    ROOT,
    Failed,
    files,
    fresh,
    need,
    run,
    say,
    sha256,
    size,
    source_of,
    tell_made,
    version_of,
)
from installer.linux import debian, frozen

HERE = Path(__file__).parent
TOOLS = {"dpkg-deb": "dpkg", "dpkg-shlibdeps": "dpkg-dev", "strip": "binutils", "lintian": "lintian"}
MOST_PACKAGE, MOST_INSTALLED = 60_000_000, 140_000_000
STRIPPED = ("libpython*", "sqlcipher3", "lxml", "rapidfuzz", "sqlalchemy", "python_calamine", "python3*")
"""Carry symbols of no use here; Qt's own libraries are stripped already."""


def build(*, source: Path = ROOT, version: str = "", target: Path = DIST, quick: bool = False) -> Path:
    """The .deb of a source; a quick one, for trying, is packed less tightly."""
    need(TOOLS)
    work = fresh(BUILD / "linux")
    folder = _freeze(source, work)
    told = folder / "_internal" / "resources" / "licences" / notices.NAME
    told.parent.mkdir(parents=True, exist_ok=True)
    notices.write(frozen.dist_infos(), told, _python())
    version = version or version_of(source)
    return debian.build(folder, version, told, work / "root", target, "zstd" if quick else "xz")


def _freeze(source: Path, work: Path) -> Path:
    # PyInstaller looks for modules first where the script's outermost package lies: outside of ours, then.
    entry = Path(shutil.copy(HERE / "entry.py", work / "entry.py"))
    env = {"MTTQ_SOURCE": str(source), "MTTQ_ENTRY": str(entry), "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places: list[str | Path] = ["--distpath", work / "frozen", "--workpath", work / "work"]
    run([*words, *places, HERE / "mttq-desktop.spec"], cwd=source, env=env)
    folder = work / "frozen" / NAME
    for path in _libraries(folder / "_internal"):
        run(["strip", "--strip-unneeded", path])
    return folder


def _libraries(folder: Path) -> Iterator[Path]:
    """Files that hold symbols nobody needs."""
    places = [place for pattern in STRIPPED for place in sorted(folder.glob(pattern))]
    inside = [path for place in places for path in ([place] if place.is_file() else files(place))]
    return (p for p in inside if not p.is_symlink() and p.read_bytes()[:4] == b"\x7fELF")


def _python() -> list[tuple[str, str]]:
    """CPython's own licence, from the Python that was frozen."""
    version = "{}.{}.{}".format(*sys.version_info[:3])
    places = (Path(os.__file__).parent / "LICENSE.txt", Path("/usr/share/doc") / f"python{version[:4]}" / "copyright")
    found = next((p for p in places if p.is_file()), None)
    if found is None:
        raise Failed("The licence of Python is not on this machine")
    return [(f"CPython {version}", found.read_text(encoding="utf-8", errors="replace"))]


def build_older(revision: str, version: str, target: Path) -> Path:
    """The .deb of an older state of the source, with the same libraries."""
    with tempfile.TemporaryDirectory() as name:
        return build(source=source_of(revision, Path(name)), version=version, target=target, quick=True)


def main(*, twice: bool) -> int:
    """Build, tell sizes, look with lintian, and build again to compare."""
    begun = time.monotonic()
    made = build()
    installed = size(BUILD / "linux" / "root" / "usr")
    say(f"Thư mục cài đặt: {installed / 1_000_000:.1f} MB (nhiều nhất {MOST_INSTALLED / 1_000_000:.0f})")
    tell_made(made)
    if made.stat().st_size > MOST_PACKAGE or installed > MOST_INSTALLED:
        raise Failed("Gói hoặc thư mục cài đặt quá lớn")
    say(f"lintian: {len(lint(made))} cảnh báo, không có lỗi")
    if twice:
        with tempfile.TemporaryDirectory() as name:
            if sha256(build(target=Path(name))) != sha256(made):
                raise Failed("Hai lần dựng cho hai gói khác nhau")
        say("Dựng lần thứ hai: giống từng byte")
    say(f"{time.monotonic() - begun:.0f} giây")
    return 0


def lint(package: Path) -> list[str]:
    """What lintian warns of; an error stops the build."""
    said = run(["lintian", "--allow-root", "--no-tag-display-limit", "--fail-on", "none", package]).splitlines()
    if errors := [line for line in said if line.startswith("E:")]:
        raise Failed("\n".join(errors[:20]))
    return [line for line in said if line.startswith("W:")]


