"""What goes into the frozen folder, asked by mttq-desktop.spec."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from installer.locks import LOCKS, pins

Entry = tuple[str, str, str]
"""PyInstaller's: the name inside, where it lies, what it is."""
PLUGINS = (
    "platforms/libqxcb.so", "platforms/libqoffscreen.so", "platforminputcontexts/*", "iconengines/*",
    "imageformats/libqsvg.so", "imageformats/libqjpeg.so", "imageformats/libqico.so",
    "platformthemes/libqxdgdesktopportal.so", "printsupport/*",
)  # fmt: skip
"""Of Qt's plugins these stay; Wayland desktops show the window through Xwayland."""
NOT_OURS = re.compile(
    r"lib(X|xcb|xkb|ICE|SM|glib|gobject|gio|gmodule|gthread|gtk|gdk|cairo|pango|atk|harfbuzz|epoxy|fribidi|fontconfig|"
    r"freetype|expat|dbus|systemd|stdc\+\+|gcc_s|GL|EGL|drm|gbm|wayland|cups|avahi|krb5|gssapi|k5crypto|com_err|keyutils|"
    r"gnutls|nettle|hogweed|gmp|p11-kit|idn2|unistring|tasn1|bsd|md|mount|blkid|selinux|pcre|png16|jpeg|brotli|"
    r"graphite2|thai|datrie|gcrypt|gpg-error|lz4|cap|Xau|Xdmcp|pixman|rsvg|xml2|uuid|tinfo|readline|ssl|crypto|ffi|"
    r"z|bz2|lzma|zstd|sqlite3|ncursesw)[-.\d\w]*\.so"
)
"""Libraries that come from the distribution, so that its security updates reach them."""
SHIPPED_ALWAYS = re.compile(r"PySide6/|shiboken6/|libpython|\.libs/")
NEVER = (
    "PySide6/Qt/translations/*", "PySide6/Qt/qml/*", "*/tests/*", "holidays/locale/*/*", "*libQt6Egl*",
    "*libQt6Wayland*", "*libQt6WlShell*", "*libQt6OpenGL*", "*/lib-dynload/_codecs_*",
    "rapidfuzz/distance/metrics_cpp*",
    "*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED", "*.dist-info/WHEEL", "*.dist-info/sboms/*",
)  # fmt: skip
"""Among them codecs of East Asia and distances of rapidfuzz, of which only `fuzz` and `process` are used."""
KEPT = ("holidays/locale/vi/*",)


def wanted(entry: Entry) -> bool:
    """True for a file that the program needs and the distribution does not bring."""
    name = entry[0]
    if "/Qt/plugins/" in name:
        return _fits(name.split("/Qt/plugins/")[1], PLUGINS)
    if _fits(name, NEVER) and not _fits(name, KEPT):
        return False
    return bool(SHIPPED_ALWAYS.search(name)) or not NOT_OURS.match(Path(name).name)


def _fits(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def data_of(source: Path) -> list[tuple[str, str]]:
    """Resources, the migrations (Alembic reads them as files), the icon font, what each library says of itself."""
    import PySide6

    home = Path(PySide6.__file__).parents[1]
    fonts = [(str(f), "qtawesome/fonts") for f in (home / "qtawesome" / "fonts").glob("materialdesignicons6-webfont-*")]
    migrations = source / "mttq_desktop" / "store" / "migrations"
    return [
        (str(source / "resources"), "resources"), *fonts, *_metadata(),
        *((str(p), f"mttq_desktop/store/{p.parent.relative_to(migrations.parent)}") for p in migrations.rglob("*.py")),
        *((str(p), "mttq_desktop/store/migrations") for p in migrations.glob("*.mako")),
    ]  # fmt: skip


UNUSED_MODULES = [
    "tkinter", "unittest", "pydoc", "doctest", "sqlite3", "numpy", "PIL", "PySide6.QtQml", "PySide6.QtQuick",
    "PySide6.QtDBus", "lxml.objectify", "lxml.html", "multiprocessing", "setuptools", "pkg_resources", "distutils",
    "_distutils_hack",
]  # fmt: skip
"""Never imported by us. PyInstaller loads the last five before every start: a third of the time to the window."""
UNUSED = {"qtpy", "packaging"}
"""What qtawesome wants for itself; only its font is read."""


def _metadata() -> list[tuple[str, str]]:
    return [(str(path), path.name) for path in dist_infos()]


def dist_infos() -> list[Path]:
    """The dist-info folder of every library that ships."""
    shipped = (name for name in pins(LOCKS / "run.txt") if name not in UNUSED)
    return [Path(str(distribution(name).locate_file(_folder(name)))) for name in shipped]


def _folder(name: str) -> str:
    """How the installed project's dist-info folder is called."""
    files = distribution(name).files or []
    return next(f.parts[0] for f in files if f.parts[0].endswith(".dist-info"))
