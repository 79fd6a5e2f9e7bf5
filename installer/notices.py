"""THIRD-PARTY-NOTICES.txt: what the shipped program holds of others, and their licences, read from what is shipped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from installer.common import ROOT, Failed, files

LICENCES = ROOT / "resources" / "licences"
NAME = "THIRD-PARTY-NOTICES.txt"
RULE = "=" * 100
QT = {"pyside6-essentials", "shiboken6"}
"""Their wheels hold no licence text; LGPL-3.0 and GPL-3.0 lie beside the notices."""
_TEXT = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
HEAD = """MTTQ Desktop dùng các phần mềm dưới đây. Mỗi phần mềm giữ giấy phép của mình.
The software below is part of MTTQ Desktop. Each keeps its own licence.
"""
OF_QT = """Qt and PySide6 are used under the GNU Lesser General Public License, version 3 (LGPL-3.0.txt, which builds
on GPL-3.0.txt). They are unchanged, linked dynamically, and lie as separate files that may be replaced:
thay-thu-vien-qt.md says how. Qt itself contains software of others (among it zlib, libpng, libjpeg-turbo, PCRE2,
HarfBuzz, FreeType, double-conversion, md4c), each under the licence that the Qt documentation names
("Licenses Used in Qt").
"""
OF_ICONS = """The icons come from the font Material Design Icons 6.9.96 (Pictogrammers), which qtawesome carries:
Apache License 2.0 (Apache-2.0.txt). No other font is shipped.
"""
OF_CIPHER = """sqlcipher3 holds SQLite (public domain), SQLCipher (Copyright Zetetic LLC, BSD licence) and
OpenSSL's libcrypto (Apache License 2.0, Apache-2.0.txt).
"""
REMARKS = {"qtawesome": OF_ICONS, "sqlcipher3": OF_CIPHER, **dict.fromkeys(QT, OF_QT)}


def write(infos: Iterable[Path], target: Path, others: Iterable[tuple[str, str]] = ()) -> Path:
    """Make the file from the dist-info folders of everything shipped, and from `others`: title and text."""
    sections = [_section(*_about(info)) for info in sorted(infos, key=lambda p: p.name.lower())]
    sections += [_section(title, text) for title, text in others]
    target.write_text(HEAD + "\n" + "\n\n".join(sections) + "\n", encoding="utf-8", newline="\n")
    return target


def _section(title: str, text: str) -> str:
    return f"{RULE}\n{title}\n{RULE}\n{text.strip()}"


def _about(info: Path) -> tuple[str, str]:
    """Title and text of one project; one that says nothing of its licence stops the build."""
    told = HeaderParser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
    name = str(told["Name"])
    parts = [_licence(told), REMARKS.get(name.lower().replace("_", "-"), ""), *_texts(info)]
    if name.lower().replace("_", "-") not in QT and len(list(_texts(info))) == 0:
        raise Failed(f"{name} ships no licence text")
    return f"{name} {told['Version']}", "\n\n".join(p for p in parts if p)


def _licence(told: Message) -> str:
    classified = [c.split(" :: ")[-1] for c in told.get_all("Classifier", []) if c.startswith("License")]
    word = told["License-Expression"] or ", ".join(classified) or (told["License"] or "as told below").splitlines()[0]
    home = told["Home-page"] or next((u.split(",")[1].strip() for u in told.get_all("Project-URL", [])), "")
    return "\n".join(filter(None, [f"Licence: {word}", home]))


def _texts(info: Path) -> Iterator[str]:
    for path in files(info):
        if _TEXT.search(path.name) and path.suffix.lower() not in {".json", ".py"}:
            yield path.read_text(encoding="utf-8", errors="replace").strip()
