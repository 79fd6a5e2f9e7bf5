"""What all builds share: where things are made, the version, one time for every file, running tools, hashes."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD, DIST = ROOT / "build", ROOT / "dist"
NAME, TITLE = "mttq-desktop", "MTTQ Desktop"
PUBLISHER = "MTTQ Desktop"
PACKAGE_SUFFIX, PACKAGE_TYPE = ".mttq", "application/x-mttq-package"
"""The file in which offices exchange records (and the type Linux desktops know it by)."""
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
"""What "Nhập vào MTTQ Desktop" is offered for."""
_LONG_AGO = 1_735_689_600  # 2025-01-01, for a source that lies in no repository


class Failed(Exception):  # noqa: N818 - a build that cannot go on, with what to do
    """Said as it stands; the build ends."""


def say(text: str) -> None:
    """A line for the person, at once."""
    print(text, flush=True)


def version_of(source: Path = ROOT) -> str:
    """The program's version, from its own source."""
    text = (source / "mttq_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise Failed(f"{source} holds no version")
    return found[1]


def epoch() -> int:
    """The time written on every file: of the last commit, so that two builds of one state are the same bytes."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return int(given) if given else _time_of_commit()


@cache
def _time_of_commit() -> int:
    """Asked once: a commit made while something is built must not change the second half of it."""
    asked = ["git", "-c", f"safe.directory={ROOT}", "log", "-1", "--format=%ct"]
    answer = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return int(answer) if answer.isdigit() else _LONG_AGO


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """Run a tool without stdin; its output is returned, and shown when it fails."""
    words = [str(word) for word in command]
    same = {"SOURCE_DATE_EPOCH": str(epoch()), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        words, cwd=cwd, env={**os.environ, **same, **(env or {})}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise Failed(f"{' '.join(words)}\n{done.stdout[-4000:]}\nended with {done.returncode}")
    return done.stdout


def need(tools: Mapping[str, str]) -> None:
    """Name every tool that is missing, with the Debian package that brings it."""
    absent = sorted({package for tool, package in tools.items() if shutil.which(tool) is None})
    if absent:
        raise Failed("Còn thiếu công cụ, hãy cài: sudo apt-get install " + " ".join(absent))


def fresh(folder: Path) -> Path:
    """An empty folder of ours."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def sha256(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in one order everywhere."""
    return iter(sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: p.relative_to(folder).as_posix()))


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(p.lstat().st_size for p in files(folder))


def copy_tree(source: Path, target: Path, leave: Sequence[str] = ("__pycache__", "*.pyc")) -> None:
    """A folder with its files, without what is made anew anyway."""
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns(*leave), dirs_exist_ok=True)


def set_times(folder: Path) -> None:
    """One time for everything below a folder."""
    for path in (*folder.rglob("*"), folder):
        os.utime(path, (epoch(), epoch()), follow_symlinks=False)


def zip_folder(folder: Path, target: Path, inside: str) -> Path:
    """The folder as a zip that is the same bytes for the same files."""
    when = _zip_time()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in files(folder):
            entry = zipfile.ZipInfo(f"{inside}/{path.relative_to(folder).as_posix()}", when)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            packed.writestr(entry, path.read_bytes(), compresslevel=9)
    return target


def _zip_time() -> tuple[int, int, int, int, int, int]:
    import time

    moment = time.gmtime(epoch())
    return moment.tm_year, moment.tm_mon, moment.tm_mday, moment.tm_hour, moment.tm_min, moment.tm_sec


NEWEST_MIGRATION = ["log", "--diff-filter=A", "-1", "--format=%H", "--", "mttq_desktop/store/migrations/versions"]


def git(*words: str | Path) -> str:
    """Ask the repository."""
    return run(["git", "-c", f"safe.directory={ROOT}", *words]).strip()


def older_revision() -> str:
    """The state of the source whose data files the newest one must upgrade: before its newest migration."""
    return git(*NEWEST_MIGRATION) + "^"


def source_of(revision: str, folder: Path) -> Path:
    """A state of the source out of the repository."""
    packed = folder / "source.zip"
    git("archive", "--format=zip", "-o", packed, revision)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder / "source")
    return folder / "source"


def tell_made(path: Path) -> None:
    """What was made, how large, and its hash."""
    say(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1_000_000:.1f} MB  sha256 {sha256(path)}")
