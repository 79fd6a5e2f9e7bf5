"""The Windows payload: what is believed, what is taken, what the setup says; the launcher compiled where possible."""

import hashlib
import marshal
import re
import shutil
import struct
import unicodedata
from pathlib import Path

import pytest

from installer.common import ROOT, WORKBOOKS
from installer.windows import imports, launcher, payload, runtime, setup, signing
from mttq_desktop.excel import formats

SETUP = (ROOT / "installer" / "windows" / "setup.nsi").read_text(encoding="utf-8")
FOUNDATION = "/C=US/O=Python Software Foundation/CN=Python Software Foundation"


def told(signer: str, verdict: str = "ok") -> str:
    """What osslsigncode says of a file, shortened."""
    return (
        f"Signer's certificate:\n\t------\n\tSigner #0:\n\t\tSubject: {signer}\n\t\tIssuer : /O=Root\n"
        "Timestamp verified using:\n\tSigner #0:\n\t\tSubject: /O=Somebody/CN=Time\n"
        f"Timestamp Server Signature verification: ok\nSignature verification: {verdict}\n"
    )


def test_only_the_foundation_is_believed() -> None:
    assert runtime.believed(told(FOUNDATION))
    assert not runtime.believed(told("/O=Somebody Else/CN=Python Software Foundation"))
    assert not runtime.believed(told(FOUNDATION, "failed"))
    assert not runtime.believed("Signature verification: ok\n")
    assert not runtime.believed(told(FOUNDATION) + told("/O=Somebody Else/CN=x"))


def test_a_module_is_believed_when_its_hash_stands_in_the_catalogue(tmp_path: Path) -> None:
    module, empty = tmp_path / "a.py", tmp_path / "__init__.py"
    module.write_bytes(b"print()\n")
    empty.touch()
    catalogue = b"..." + b"\x04\x20" + hashlib.sha256(b"print()\n").digest() + b"..."
    assert runtime._of_module(module, "Lib/a.py", catalogue) == "catalogue"
    assert runtime._of_module(empty, "Lib/b/__init__.py", b"") == "empty"
    module.write_bytes(b"print(1)\n")
    assert runtime._of_module(module, "Lib/a.py", catalogue) == ""


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6Core.dll", "PySide6/QtWidgets.pyd", "PySide6/plugins/platforms/qwindows.dll", "lxml/etree.pyd",
        "qtawesome/fonts/materialdesignicons6-webfont-6.9.96.ttf", "holidays/locale/vi/LC_MESSAGES/VN.mo",
        "alembic-1.20.1.dist-info/licenses/LICENSE", "docx/templates/default.docx", "rapidfuzz/fuzz_cpp.pyd",
    ],
)  # fmt: skip
def test_what_the_program_needs_is_taken(name: str) -> None:
    assert payload.wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6VirtualKeyboard.dll", "PySide6/opengl32sw.dll", "PySide6/QtWidgets.pyi", "PySide6/designer.exe",
        "PySide6/plugins/platforminputcontexts/qtvirtualkeyboardplugin.dll", "PySide6/translations/qtbase_de.qm",
        "qtawesome/fonts/fontawesome6-solid-webfont-6.7.2.ttf", "qtawesome/__init__.py", "sqlalchemy/testing/x.py",
        "holidays/locale/de/LC_MESSAGES/AT.mo", "alembic-1.20.1.dist-info/RECORD", "qtpy/__init__.py",
    ],
)  # fmt: skip
def test_what_it_does_not_need_is_left(name: str) -> None:
    assert not payload.wanted(name)


def test_compiled_modules_do_not_look_at_times() -> None:
    made = payload.compiled(b"x = 1\n", "gói/module.py")
    assert payload.compiled(b"x = 1\n", "gói/module.py") == made
    assert struct.unpack("<I", made[4:8])[0] == 0b01  # a hash that is never checked
    assert marshal.loads(made[16:]).co_filename == "gói/module.py"


def test_what_windows_brings_is_known() -> None:
    assert imports.of_windows("kernel32.dll")
    assert imports.of_windows("api-ms-win-crt-runtime-l1-1-0.dll")
    assert not imports.of_windows("vcruntime140.dll")
    assert not imports.of_windows("icuuc.dll")  # only since Windows 10 1703, and not in Wine


@pytest.mark.parametrize(
    ("version", "wanted"), [("0.1.0", (0, 1, 0, 0)), ("2.3", (2, 3, 0, 0)), ("1.2.3-cu", (1, 2, 3, 0))]
)
def test_versions_are_four_numbers(version: str, wanted: tuple[int, ...]) -> None:
    assert launcher.numbers(version) == wanted


def test_the_setup_speaks_composed_vietnamese() -> None:
    assert unicodedata.is_normalized("NFC", SETUP)
    shown = re.findall(r'(?:MessageBox|StopWith \d|_TEXT|_TITLE|DESCRIPTION_TEXT).*?"([^"]+)"', SETUP)
    assert len(shown) > 8
    assert not [words for words in shown if re.search(r"\b(the|please|click|install)\b", words, re.IGNORECASE)]


def test_setup_and_launcher_mean_the_same_mutex() -> None:
    source = (ROOT / "installer" / "windows" / "launcher.c").read_text(encoding="utf-8")
    named = re.search(r'#define RUNNING L"(.+?)"', source)
    assert named is not None
    assert f'!define RUNNING "{named[1].replace(chr(92) * 2, chr(92))}"' in SETUP


def test_the_setup_never_clears_a_whole_folder() -> None:
    assert 'RMDir /r "$INSTDIR"' not in SETUP
    assert set(re.findall(r'RMDir /r "(.+?)"', SETUP)) == {f"$INSTDIR\\{name}" for name in ("python", "lib", "app")}
    assert "mttq.sqlite3" not in SETUP


def test_the_menu_is_offered_for_every_workbook_that_is_read() -> None:
    read = {suffix for suffixes in formats._SUFFIXES.values() for suffix in suffixes}
    assert set(WORKBOOKS) <= read
    assert {".xlsx", ".xls", ".ods"} <= set(WORKBOOKS)


@pytest.mark.skipif(not setup.NSIS_LANGUAGES.is_dir(), reason="NSIS is not installed")
def test_the_languages_of_nsis_are_composed(tmp_path: Path) -> None:
    setup._write_languages(tmp_path / "languages")
    for path in (tmp_path / "languages").iterdir():
        assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8-sig"))


@pytest.mark.skipif(shutil.which(launcher.GCC) is None, reason="mingw-w64 is not installed")
def test_the_launcher_is_the_same_twice_and_64_bit(tmp_path: Path) -> None:
    from installer import pictures

    made = []
    for name in ("một", "hai"):
        folder = tmp_path / name
        folder.mkdir()
        pictures.write_ico("mttq-desktop", folder / "program.ico", (16, 32))
        pictures.write_ico("mttq-package", folder / "package.ico", (16,))
        made.append([path.read_bytes() for path in launcher.build("0.1.0", folder)])
    assert made[0] == made[1]
    for program in made[0]:
        place = struct.unpack("<I", program[0x3C:0x40])[0]
        assert struct.unpack("<H", program[place + 4 : place + 6])[0] == imports.AMD64
        assert "MTTQ Desktop".encode("utf-16-le") in program
        assert b"PerMonitorV2" in program


def test_nothing_is_signed_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.exe"
    file.write_bytes(b"a")
    monkeypatch.delenv(signing.VARIABLE, raising=False)
    assert not signing.sign(file)
    monkeypatch.setenv(signing.VARIABLE, "cp {in} {out}")
    assert signing.sign(file)
    assert file.read_bytes() == b"a"
    assert [p.name for p in tmp_path.iterdir()] == ["a.exe"]
