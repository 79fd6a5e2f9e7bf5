"""The program files of ours: launcher.c with icons, version and manifest, by mingw-w64."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from installer.common import NAME, PUBLISHER, TITLE, run

HERE = Path(__file__).parent
GCC, WINDRES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
FLAGS = (
    "-O2", "-s", "-municode", "-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter", "-static-libgcc",
    "-ffile-prefix-map=.=.", "-Wl,--no-insert-timestamp", "-Wl,--dynamicbase", "-Wl,--nxcompat",
    "-Wl,--high-entropy-va",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Door:
    """One program file: its name, what Windows calls it, and whether it opens a window or talks to a console."""

    file: str
    description: str
    subsystem: str


DOORS = (
    Door(f"{NAME}.exe", TITLE, "-mwindows"),
    Door(f"{NAME}-cli.exe", f"{TITLE} (dòng lệnh)", "-mconsole"),
)


def numbers(version: str) -> tuple[int, int, int, int]:
    """A version as Windows wants it: four numbers."""
    found = [int(n) for n in re.findall(r"\d+", version)[:4]]
    padded = [*found, 0, 0, 0, 0]
    return padded[0], padded[1], padded[2], padded[3]


def build(version: str, folder: Path) -> list[Path]:
    """Compile both doors in a folder that holds program.ico and package.ico already."""
    (folder / "launcher.c").write_bytes((HERE / "launcher.c").read_bytes())
    return [_build(door, version, folder) for door in DOORS]


def _build(door: Door, version: str, folder: Path) -> Path:
    words = {
        "VERSION": version, "NUMBERS": ".".join(map(str, numbers(version))), "PUBLISHER": PUBLISHER,
        "COMMAS": ",".join(map(str, numbers(version))), "FILE": door.file, "DESCRIPTION": door.description,
    }  # fmt: skip
    for name in ("launcher.rc", "launcher.manifest"):
        text = re.sub(r"@([A-Z]+)@", lambda m: words[m[1]], (HERE / name).read_text(encoding="utf-8"))
        (folder / name).write_text(text, encoding="utf-8")
    run([WINDRES, "launcher.rc", "-O", "coff", "-o", "launcher.o"], cwd=folder)
    run([GCC, *FLAGS, door.subsystem, "launcher.c", "launcher.o", "-o", door.file], cwd=folder)
    return folder / door.file
