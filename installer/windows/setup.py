"""The setup and the portable zip, made of a payload."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from installer import pictures
from installer.common import (
    BUILD,
    DIST,
    NAME,
    PACKAGE_SUFFIX,
    WORKBOOKS,
    copy_tree,
    files,
    fresh,
    run,
    set_times,
    size,
    zip_folder,
)
from installer.windows import launcher, signing

HERE = Path(__file__).parent
NSIS_LANGUAGES = Path("/usr/share/nsis/Contrib/Language files")
STUB = "amd64-unicode"
"""Debian's NSIS makes 64-bit setups; where that is missing the usual 32-bit one does as well."""
PORTABLE = """Tệp này cho MTTQ Desktop biết: dữ liệu nằm ngay cạnh chương trình, trong thư mục “du-lieu”.
Dùng khi mang theo trên USB, hoặc trên máy không cho cài đặt. Xóa tệp này thì dữ liệu nằm ở thư mục của người dùng.
"""


def build(payload: Path, version: str, target: Path = DIST, *, quick: bool = False) -> Path:
    """Pack the payload into the setup; a quick one, for trying, is a third larger and made in a tenth of the time."""
    work = fresh(BUILD / "windows" / "setup")
    _write_languages(work / "languages")
    _write_workbooks(work)
    pictures.write_ico("mttq-desktop", work / "program.ico")
    pictures.write_bmp("setup-side", 164, 314, work / "side.bmp")
    pictures.write_bmp("setup-head", 150, 57, work / "head.bmp")
    made = target / f"{NAME}-{version}-setup.exe"
    target.mkdir(parents=True, exist_ok=True)
    defined = {
        "VERSION": version, "NUMBERS": ".".join(map(str, launcher.numbers(version))), "OUTFILE": made,
        "PAYLOAD": payload, "LANGUAGES": work / "languages", "ICON": work / "program.ico", "SIDE": work / "side.bmp",
        "HEAD": work / "head.bmp", "SIZE_KB": size(payload) // 1024, "PACKAGE": PACKAGE_SUFFIX,
    }  # fmt: skip
    if Path(f"/usr/share/nsis/Stubs/zlib-{STUB}").exists():
        defined["STUB"] = STUB
    if quick:
        defined["QUICK"] = "1"
    if signing.is_asked():
        defined["SIGN"] = f'"{sys.executable}" -m installer.windows.signing'
    words = [f"-D{name}={value}" for name, value in defined.items()]
    (work / "setup.nsi").write_bytes((HERE / "setup.nsi").read_bytes())
    set_times(work)  # the pictures are packed with their time
    quiet = ["-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8", f"-X!addincludedir {work}"]
    run(["makensis", *quiet, *words, work / "setup.nsi"])
    return made


def _write_languages(folder: Path) -> None:
    """NSIS's Vietnamese is decomposed, which Windows' own fonts show badly: composed copies."""
    folder.mkdir()
    for name in ("Vietnamese.nsh", "Vietnamese.nlf"):
        text = (NSIS_LANGUAGES / name).read_text(encoding="utf-8-sig")
        (folder / name).write_text(unicodedata.normalize("NFC", text), encoding="utf-8-sig")


def _write_workbooks(folder: Path) -> None:
    for file, macro in (("workbooks.nsh", "OfferFor"), ("no-workbooks.nsh", "StopOfferingFor")):
        lines = (f'!insertmacro {macro} "{suffix}"\n' for suffix in WORKBOOKS)
        (folder / file).write_text("".join(lines), encoding="utf-8")


def build_portable(payload: Path, version: str, target: Path = DIST) -> Path:
    """The payload with the mark that keeps data beside it, as a zip."""
    from mttq_desktop.paths import PORTABLE_MARK

    folder = fresh(BUILD / "windows" / "portable")
    copy_tree(payload, folder, leave=())
    (folder / PORTABLE_MARK).write_text(PORTABLE, encoding="utf-8-sig", newline="\r\n")
    assert any(files(folder))
    return zip_folder(folder, target / f"{NAME}-{version}-portable.zip", "MTTQ Desktop")
