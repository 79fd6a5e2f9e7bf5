"""Disks and folders that refuse, made without touching the program."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights to files work otherwise on Windows")
_HOLD = """
import sys
from sqlcipher3 import dbapi2
raw = dbapi2.connect(sys.argv[1], isolation_level=None)
raw.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def shut(path: Path) -> Iterator[Path]:
    """The file or folder without any right to change it (a file: to read it), for whoever runs the test."""
    before, root = path.stat().st_mode, os.geteuid() == 0
    path.chmod(0o555 if path.is_dir() else 0o000)
    if root:
        os.seteuid(65_534)
    try:
        yield path
    finally:
        if root:
            os.seteuid(0)
        path.chmod(before)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, as on a disk or a share of it that is used up."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def written_elsewhere(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program is writing to the data file, until it is told something or the block ends."""
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    yield other
    other.communicate("")
