"""How wide text is in Times New Roman, without a font at hand: advance widths in thousandths of the letter size.

A letter with marks is as wide as without; only Ơ, ơ, Ư and ư are wider than their letter.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from mttq_desktop.word.styles import PT_PER_MM

_PLAIN: Final = {
    180: "'", 200: "|", 250: " \u00a0,.", 278: "/:;\\ijlt", 300: "²", 333: "!()-I[]`fr", 389: "Js", 408: '"',
    444: "?acez“”", 469: "^", 480: "{}", 500: "#$*0123456789_bdghknopquvxyđ–", 529: "ơ", 541: "~", 542: "ư",
    556: "FPS", 564: "+<=>", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYwĐƠ", 776: "Ư", 778: "&m", 833: "%",
    889: "M", 921: "@", 944: "W", 1000: "…",
}  # fmt: skip
_BOLD: Final = {
    220: "|", 250: " \u00a0,.", 278: "'/\\il", 300: "²", 333: "!()-:;[]`fjt", 389: "Is", 394: "{}", 444: "cerz",
    500: "#$*0123456789?J_agovxy“”–", 520: "~", 554: "ơ", 555: '"', 556: "Sbdhknpquđ", 570: "+<=>", 581: "^",
    600: "ư", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYwĐ", 778: "GHKOQƠ", 796: "Ư", 833: "&m", 930: "@", 944: "M",
    1000: "%W…",
}  # fmt: skip
_WIDTHS: Final = tuple({c: w for w, letters in by.items() for c in letters} for by in (_PLAIN, _BOLD))
_OTHER: Final = 611
_BLANK: Final = re.compile(r"[^\S\u00a0]+")
_HORN: Final = "\u031b"


def advances(text: str, points: float, bold: bool = False) -> tuple[float, ...]:
    """What each letter takes, in mm."""
    known = _WIDTHS[bold]
    scale = points / 1000 / PT_PER_MM
    return tuple(known.get(c, _OTHER) * scale for c in _bare(text))


def width(text: str, points: float, bold: bool = False) -> float:
    """What a line of text takes, in mm."""
    return sum(advances(text, points, bold))


def _bare(text: str) -> Iterator[str]:
    """Each letter without its marks, one for one."""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        yield unicodedata.normalize("NFC", parts[0] + _HORN) if _HORN in parts else parts[0]


def broken(text: str, room_mm: float, points: float, bold: bool = False) -> list[str]:
    """Text broken at blanks into lines that fit; a no-break space is none."""
    lines = [""]
    for word in filter(None, _BLANK.split(text)):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width(longer, points, bold) <= room_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def wrapped(text: str, room_mm: float, points: float, most: int = 2) -> tuple[str, ...]:
    """The same in at most so many lines; the last ends with "…" where more is left."""
    lines = broken(text, room_mm, points)
    kept = lines[:most]
    cut = len(lines) > most or width(kept[-1], points) > room_mm
    return (*kept[:-1], _shortened(kept[-1], room_mm, points) if cut else kept[-1])


def _shortened(text: str, room_mm: float, points: float) -> str:
    while text and width(text + "…", points) > room_mm:
        text = text[:-1]
    return text.rstrip() + "…"
