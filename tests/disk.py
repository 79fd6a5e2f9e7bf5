"""Disks and folders that refuse, made without touching the program."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights to files work otherwise on Windows")


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
