"""`dev.py build windows`: everything from the locks to the setup, twice when asked, to see that both are the same."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from installer import locks, pictures
from installer.common import (
    BUILD,
    DIST,
    ROOT,
    Failed,
    fresh,
    need,
    say,
    sha256,
    size,
    source_of,
    tell_made,
    version_of,
)
from installer.windows import imports, launcher, payload, runtime, setup

TOOLS = {
    "makensis": "nsis", launcher.GCC: "gcc-mingw-w64-x86-64", "osslsigncode": "osslsigncode",
}  # fmt: skip
MOST_SETUP, MOST_INSTALLED = 40_000_000, 140_000_000


@dataclass(frozen=True, slots=True)
class Made:
    """What a build made."""

    payload: Path
    setup: Path
    portable: Path | None = None


def build(*, source: Path = ROOT, version: str = "", target: Path = DIST, quick: bool = False) -> Made:
    """Build the Windows program of a source."""
    need(TOOLS)
    version = version or version_of(source)
    python = runtime.verify(runtime.fetch())
    say(f"Python cho Windows: {len(python.verified)} tệp đã kiểm chữ ký hoặc mã băm")
    wheels = locks.download(locks.LOCKS / "windows.txt", fresh(locks.WHEELS))
    folder = payload.build(fresh(BUILD / "windows" / "payload"), python, wheels, _doors(version), source)
    if absent := imports.missing(folder):
        raise Failed(f"Thư viện không có trong gói, cũng không có sẵn trong Windows: {absent}")
    made = setup.build(folder, version, target, quick=quick)
    return Made(folder, made, None if quick else setup.build_portable(folder, version, target))


def _doors(version: str) -> list[Path]:
    work = fresh(BUILD / "windows" / "launcher")
    pictures.write_ico("mttq-desktop", work / "program.ico")
    pictures.write_ico("mttq-package", work / "package.ico")
    return launcher.build(version, work)


def build_older(revision: str, version: str, target: Path) -> Made:
    """The program of an older state of the source, with the same libraries."""
    with tempfile.TemporaryDirectory() as name:
        return build(source=source_of(revision, Path(name)), version=version, target=target, quick=True)


def main(*, twice: bool) -> int:
    """Build, tell sizes, and build again to compare."""
    begun = time.monotonic()
    made = build()
    _tell_sizes(made)
    if twice:
        _again(made)
    say(f"{time.monotonic() - begun:.0f} giây")
    return 0


def _tell_sizes(made: Made) -> None:
    installed = size(made.payload)
    say(f"Thư mục cài đặt: {installed / 1_000_000:.1f} MB (nhiều nhất {MOST_INSTALLED / 1_000_000:.0f})")
    for path in filter(None, (made.setup, made.portable)):
        tell_made(path)
    if made.setup.stat().st_size > MOST_SETUP or installed > MOST_INSTALLED:
        raise Failed("Bộ cài hoặc thư mục cài đặt quá lớn")


def _again(made: Made) -> None:
    before = {path.name: sha256(path) for path in (made.setup, made.portable) if path}
    with tempfile.TemporaryDirectory() as name:
        second = build(target=Path(name))
        after = {path.name: sha256(path) for path in (second.setup, second.portable) if path}
    if before != after:
        raise Failed("Hai lần dựng cho hai bộ cài khác nhau")
    say("Dựng lần thứ hai: giống từng byte")
