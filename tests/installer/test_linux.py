"""The Linux package: what is frozen, what the distribution brings, what desktops are told."""

import ast
import configparser
import itertools
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from installer import pictures
from installer.common import PACKAGE_SUFFIX, PACKAGE_TYPE, ROOT, WORKBOOKS
from installer.linux import debian, frozen

HERE = ROOT / "installer" / "linux"


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("PySide6/Qt/lib/libQt6Core.so.6", True), ("PySide6/Qt/lib/libicudata.so.73", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True), ("libpython3.11.so.1.0", True),
        ("lxml/etree.cpython-311-x86_64-linux-gnu.so", True), ("holidays/locale/vi/LC_MESSAGES/VN.mo", True),
        ("libssl.so.3", False), ("libX11.so.6", False), ("libstdc++.so.6", False), ("libglib-2.0.so.0", False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False), ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/plugins/platforms/libqwayland-egl.so", False), ("holidays/locale/de/LC_MESSAGES/AT.mo", False),
    ],
)  # fmt: skip
def test_what_is_frozen(name: str, taken: bool) -> None:
    assert frozen.wanted((name, "", "BINARY")) is taken


def test_every_library_of_the_lock_says_what_it_is() -> None:
    found = {path.name.split("-")[0].lower() for path in frozen.dist_infos()}
    assert {"pyside6_essentials", "sqlalchemy", "sqlcipher3", "qtawesome"} <= found
    assert not found & {"qtpy", "packaging", "pytest"}
    assert all((path / "METADATA").is_file() for path in frozen.dist_infos())


def test_nothing_left_out_is_imported_by_us() -> None:
    imported = set()
    for path in (ROOT / "mttq_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    assert {"PySide6.QtCore", "openpyxl"} <= imported
    assert not imported & set(frozen.UNUSED_MODULES)


def entry_of(name: str) -> dict[str, str]:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their capitals
    parser.read_string((HERE / "desktop" / name).read_text(encoding="utf-8"))
    return dict(parser["Desktop Entry"])


def test_desktops_open_packages_and_offer_workbooks() -> None:
    own, offered = entry_of("mttq-desktop.desktop"), entry_of("mttq-desktop-import.desktop")
    assert own["MimeType"] == "@PACKAGE@;"
    assert offered["MimeType"] == "@SHEETS@;"
    assert offered["Name[vi]"] == "Nhập vào @TITLE@"
    assert offered["NoDisplay"] == "true"
    assert own["Exec"] == offered["Exec"] == "@NAME@ %f"
    assert len(debian.SHEETS) == len(WORKBOOKS)


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_the_desktop_files_are_valid(tmp_path: Path) -> None:
    debian._add_desktop(tmp_path)
    for path in (tmp_path / "usr" / "share" / "applications").iterdir():
        said = subprocess.run(["desktop-file-validate", path], capture_output=True, text=True, check=False)
        assert said.stdout == ""


def test_the_package_s_type_is_that_of_its_suffix() -> None:
    text = (HERE / "desktop" / "mttq-desktop.xml").read_text(encoding="utf-8")
    assert f'pattern="*{PACKAGE_SUFFIX}"' in text
    assert re.fullmatch(r"application/x-[a-z-]+", PACKAGE_TYPE)


def test_icons_are_drawn_in_every_size(tmp_path: Path) -> None:
    for pixels in debian.PNG_SIZES:
        pictures.write_png("mttq-desktop", pixels, tmp_path / f"{pixels}.png")
        head = (tmp_path / f"{pixels}.png").read_bytes()[16:24]
        assert head == pixels.to_bytes(4, "big") * 2


def test_what_pyinstaller_set_does_not_reach_other_programs() -> None:
    hook = str(HERE / "environment_hook.py")
    code = f"import runpy, os; runpy.run_path({hook!r}); print(os.environ.get('LD_LIBRARY_PATH'))"
    ours = {"LD_LIBRARY_PATH": "/usr/lib/mttq-desktop/_internal"}
    for before, wanted in (({}, "None"), ({"LD_LIBRARY_PATH_ORIG": "/opt/lib"}, "/opt/lib")):
        answer = subprocess.check_output([sys.executable, "-c", code], env=ours | before, text=True)
        assert answer.strip() == wanted


def test_the_overrides_give_their_reasons() -> None:
    lines = (HERE / "lintian-overrides").read_text(encoding="utf-8").splitlines()
    for above, line in itertools.pairwise(lines):
        assert line.startswith("#") or above.startswith("#")
