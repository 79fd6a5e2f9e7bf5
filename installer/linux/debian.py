"""The .deb: where things lie in a Debian system, what it depends on, what desktops are told."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from installer import pictures
from installer.common import NAME, PACKAGE_TYPE, TITLE, copy_tree, epoch, files, run, set_times, size

HERE = Path(__file__).parent
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256)
FONTS = "fonts-liberation2 | fonts-liberation (>= 1:2) | fonts-croscore"
"""Bookworm's fonts-liberation (1.07) lacks half of the Vietnamese letters."""
BESIDE = ("shared-mime-info", "desktop-file-utils", FONTS)
RECOMMENDED, SUGGESTED = "fonts-noto-core", "libreoffice-writer, libreoffice-calc"
"""The window is drawn for a font as narrow as Noto Sans or Segoe UI; others work, with more words cut short."""
MAINTAINER = os.environ.get("MTTQ_MAINTAINER", f"{TITLE} <mttq-desktop@example.org>")
SHEETS = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel",
    "application/vnd.ms-excel.sheet.macroEnabled.12", "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    "application/vnd.oasis.opendocument.spreadsheet", "text/csv",
)  # fmt: skip


def build(frozen: Path, version: str, notices: Path, root: Path, target: Path, compressor: str) -> Path:
    """Lay out the system's folders around the frozen program and pack them."""
    copy_tree(frozen, root / "usr" / "lib" / NAME, leave=())
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    _add_desktop(root)
    _add_icons(root)
    _add_documents(root, version, notices)
    _add_control(root, version)
    _set_modes(root)
    set_times(root)
    target.mkdir(parents=True, exist_ok=True)
    made = target / f"{NAME}_{version}_amd64.deb"
    run(["dpkg-deb", "--root-owner-group", f"-Z{compressor}", "-b", root, made])
    return made


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _add_desktop(root: Path) -> None:
    words = {"NAME": NAME, "TITLE": TITLE, "PACKAGE": PACKAGE_TYPE, "SHEETS": ";".join(SHEETS)}
    places = {
        "mttq-desktop.desktop": "usr/share/applications", "mttq-desktop-import.desktop": "usr/share/applications",
        "mttq-desktop.xml": "usr/share/mime/packages",
    }  # fmt: skip
    for name, folder in places.items():
        text = (HERE / "desktop" / name).read_text(encoding="utf-8")
        _write(root / folder / name, re.sub(r"@([A-Z]+)@", lambda m: words[m[1]], text))


def _add_icons(root: Path) -> None:
    icons = root / "usr" / "share" / "icons" / "hicolor"
    named = {"mttq-desktop": f"apps/{NAME}", "mttq-package": f"mimetypes/{PACKAGE_TYPE.replace('/', '-')}"}
    for drawing, inside in named.items():
        for pixels in PNG_SIZES:
            pictures.write_png(drawing, pixels, icons / f"{pixels}x{pixels}" / f"{inside}.png")
        scalable = icons / "scalable" / f"{inside}.svg"
        scalable.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(pictures.DRAWINGS / f"{drawing}.svg", scalable)


def _add_documents(root: Path, version: str, notices: Path) -> None:
    folder = root / "usr" / "share" / "doc" / NAME
    others = "\n".join(f" {line}".rstrip() or " ." for line in notices.read_text(encoding="utf-8").splitlines())
    _write(folder / "copyright", (HERE / "copyright").read_text(encoding="utf-8") + others + "\n")
    when = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(epoch()))
    entry = f"{NAME} ({version}) unstable; urgency=medium\n\n  * {TITLE} {version}.\n\n -- {MAINTAINER}  {when}\n"
    _write_gz(folder / "changelog.gz", entry)
    manual = (HERE / f"{NAME}.1").read_text(encoding="utf-8")
    _write_gz(root / "usr" / "share" / "man" / "man1" / f"{NAME}.1.gz", manual)
    _write(root / "usr" / "share" / "lintian" / "overrides" / NAME, (HERE / "lintian-overrides").read_text("utf-8"))


def _write_gz(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _add_control(root: Path, version: str) -> None:
    lines = {
        "Package": NAME, "Version": version, "Architecture": "amd64", "Maintainer": MAINTAINER, "Section": "misc",
        "Priority": "optional", "Installed-Size": str(size(root) // 1024), "Depends": ", ".join(depends(root)),
        "Recommends": RECOMMENDED, "Suggests": SUGGESTED,
        "Description": "sổ tay Chương trình phối hợp của Mặt trận và các tổ chức",
    }  # fmt: skip
    said = (HERE / "description").read_text(encoding="utf-8").rstrip()
    _write(root / "DEBIAN" / "control", "".join(f"{k}: {v}\n" for k, v in lines.items()) + said + "\n")
    sums = run(["sh", "-c", "find usr -type f -print0 | sort -z | xargs -0 md5sum"], cwd=root)
    _write(root / "DEBIAN" / "md5sums", sums)


def depends(root: Path) -> Iterator[str]:
    """What the program's libraries load from the system, with the versions they need."""
    home = root / "usr" / "lib" / NAME
    elf = [path for path in files(home) if not path.is_symlink() and path.read_bytes()[:4] == b"\x7fELF"]
    work = root.parent / "shlibs"
    _write(work / "debian" / "control", f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: amd64\n")
    folders = sorted({f"-l{path.parent}" for path in elf})
    said = run(
        ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *folders, *(f"-e{p}" for p in elf)], cwd=work
    )
    found = next(line for line in said.splitlines() if line.startswith("shlibs:Depends="))
    yield from found.removeprefix("shlibs:Depends=").split(", ")
    yield from BESIDE


def _set_modes(root: Path) -> None:
    """Programs may be run, folders entered, everything read by all and written by root."""
    for path in (*root.rglob("*"), root):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == root / "usr" / "lib" / NAME / NAME else 0o644)


