"""The folder that is installed on Windows: launcher, python\\, lib\\, app\\, and the hash of every file."""

from __future__ import annotations

import fnmatch
import importlib.util
import io
import py_compile
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from installer import notices
from installer.common import ROOT, Failed, copy_tree, files, set_times, sha256
from installer.windows import signing
from installer.windows.runtime import PYTHON, Runtime, program_files

SUMS = "SHA256SUMS"
PTH = "python311.zip\nDLLs\n.\n..\\lib\n..\\app\n"
"""Where Python looks, and nowhere else: no registry, no environment, no other Python on the PC."""
PYSIDE = (
    "__init__.py", "_config.py", "_git_pyside_version.py", "support/*", "pyside6.abi3.dll", "msvcp140*.dll",
    "vcruntime140*.dll", *(f"Qt{m}.pyd" for m in ("Core", "Gui", "Widgets", "Network", "PrintSupport", "Svg")),
    *(f"Qt6{m}.dll" for m in ("Core", "Gui", "Widgets", "Network", "PrintSupport", "Svg")),
    "plugins/platforms/qwindows.dll", "plugins/platforms/qoffscreen.dll", "plugins/styles/*",
    "plugins/imageformats/qsvg.dll", "plugins/imageformats/qjpeg.dll", "plugins/imageformats/qico.dll",
    "plugins/iconengines/*",
)  # fmt: skip
"""Of PySide6 this stays; among what goes is the on-screen keyboard, which is GPL alone."""
KEPT = {
    "PySide6/": PYSIDE, "qtawesome/": ("fonts/materialdesignicons6-webfont-*",), "holidays/locale/": ("vi/*",),
}  # fmt: skip
"""Of these folders only so much: of qtawesome the one font that is read, of all languages of holidays ours."""
DROPPED = (
    "*.pyi", "py.typed", "*.lib", "*.h", "*.c", "*.pxd", "*.pxi", "*.exe", "*/__pycache__/*", "*/tests/*", "*/test/*",
    "alembic/testing/*", "alembic/templates/*", "sqlalchemy/testing/*", "lxml/includes/*", "lxml/html/*",
    "lxml/objectify*", "lxml/isoschematron/*", "rapidfuzz/distance/metrics_cpp*", "*.dist-info/sboms/*",
    "shiboken6/*140*.dll", "holidays/financial/*", "qtpy/*", "qtpy-*", "packaging/*", "packaging-*",
    "*.dist-info/RECORD", "*.dist-info/INSTALLER",
    "*.dist-info/REQUESTED", "*.dist-info/direct_url.json", "*.dist-info/WHEEL", "*.dist-info/entry_points.txt",
    "*.dist-info/top_level.txt", "bin/*",
)  # fmt: skip


def build(target: Path, runtime: Runtime, wheels: Sequence[Path], doors: Sequence[Path], source: Path = ROOT) -> Path:
    """Put the payload together in an empty folder."""
    if sys.version_info[:2] != PYTHON:
        raise Failed(f"Python {PYTHON[0]}.{PYTHON[1]} is needed here: compiled modules must fit the shipped one")
    _add_python(runtime, target / "python")
    for wheel in wheels:
        _add_wheel(wheel, target / "lib")
    _add_program(source, target / "app")
    for folder in ("lib", "app"):
        _compile(target / folder)
    _add_licences(target, runtime)
    for door in doors:
        shutil.copy(door, target / door.name)
        signing.sign(target / door.name)
    _write_sums(target)
    set_times(target)
    return target


def _add_python(runtime: Runtime, target: Path) -> None:
    for name in program_files(runtime.folder):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(runtime.folder / name, path)
    (target / "python311._pth").write_text(PTH, encoding="utf-8", newline="\r\n")
    modules = sorted(name for name in runtime.verified if name.endswith(".py"))
    with zipfile.ZipFile(target / "python311.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in modules:
            inside = name.removeprefix("Lib/")
            entry = zipfile.ZipInfo(inside + "c")
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, compiled((runtime.folder / name).read_bytes(), inside), compresslevel=9)


def compiled(source: bytes, name: str) -> bytes:
    """A module compiled so that its file's time is never looked at; `name` stands in its tracebacks."""
    with tempfile.TemporaryDirectory() as folder:
        text, made = Path(folder) / "module.py", Path(folder) / "module.pyc"
        text.write_bytes(source)
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(text), str(made), dfile=name, doraise=True, invalidation_mode=mode, optimize=0)
        return made.read_bytes()


def wanted(name: str) -> bool:
    """True for a file of a wheel that the program needs."""
    for folder, kept in KEPT.items():
        if name.startswith(folder) and not _fits(name.removeprefix(folder), kept):
            return False
    return not _fits(name, DROPPED)


def _fits(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatch(name.lower(), pattern.lower()) for pattern in patterns)


def _add_wheel(wheel: Path, target: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        for entry in packed.infolist():
            name = entry.filename.split(".data/purelib/")[-1].split(".data/platlib/")[-1]
            if not entry.is_dir() and wanted(name):
                path = target / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(packed.read(entry))


def _add_program(source: Path, target: Path) -> None:
    copy_tree(source / "mttq_desktop", target / "mttq_desktop")
    copy_tree(source / "resources", target / "mttq_desktop" / "resources")


def _compile(folder: Path) -> None:
    """Beside every module its compiled one, so that nothing is ever written into the program's folder."""
    for path in files(folder):
        if path.suffix == ".py":
            made = Path(importlib.util.cache_from_source(str(path), optimization=""))
            made.parent.mkdir(exist_ok=True)
            made.write_bytes(compiled(path.read_bytes(), path.relative_to(folder).as_posix()))


def _add_licences(target: Path, runtime: Runtime) -> None:
    licences = target / "app" / "mttq_desktop" / "resources" / "licences"
    licences.mkdir(exist_ok=True)
    python = (runtime.folder / "LICENSE.txt").read_text(encoding="utf-8", errors="replace")
    others = [
        ("CPython 3.11.9 (python311.dll, DLLs, python311.zip)", python),
        ("Microsoft Visual C++ Runtime (vcruntime140*.dll, msvcp140*.dll)",
         "Copyright Microsoft Corporation. Distributable code of Visual Studio, shipped unchanged with its signature."),
    ]  # fmt: skip
    notices.write((target / "lib").glob("*.dist-info"), licences / notices.NAME, others)


def _write_sums(target: Path) -> None:
    lines = (f"{sha256(path)} *{path.relative_to(target).as_posix()}\n" for path in files(target))
    text = io.StringIO()
    text.writelines(lines)
    (target / SUMS).write_text(text.getvalue(), encoding="utf-8", newline="\n")
