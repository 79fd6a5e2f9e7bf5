"""Text of cells typed with old fonts, one by one or as a whole sheet is written."""

import re
from collections import Counter
from collections.abc import Iterable

from mttq_desktop.text.fold import unseen_in_words
from mttq_desktop.text.legacy import repair
from mttq_desktop.text.mangled import has_lost_letters, unmangled

_ONLY_UNICODE = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
"""Letters that neither old fonts nor Windows-1252 have."""
UNSEEN = "unseen_removed"
"""The code of a text in which signs that nobody sees stood inside words."""
LOST = "letters_lost"
"""The code of a text whose letters became question marks; nobody can bring them back."""
MANGLED = "UTF-8 bị mở sai bảng mã"
"""How a sheet leans on which UTF-8 was read as another code page."""
_SHORT = re.compile("(?:[A-ZÑ§]{2,6}|[a-zñ®]{2,6})")
_SHOWN = 40
_LEFT = re.compile(r"[aeoAEO][âÂ]|[aA][êÊ]|(?<=[a-zA-Z])[¨©ª«¬®§µ¸](?=[a-zA-Z])")
"""Pairs of letters that stand for one in VNI, signs that are letters in TCVN3."""
_OLD_D = str.maketrans("Ññ§®", "ĐđĐđ")
"""Abbreviations such as ÑTN hold no syllable; on a sheet in an old font they can be nothing else."""
_OLD_FONT = re.compile("[\u00a1-\u00bfÀ-ßäåæçëîïñöøûüþÿ÷](?:(?<=[^ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ])|(?<=[a-zà-ỹ].))")
"""A letter Vietnamese does not have in Unicode, or a capital inside a word."""


def repaired(raw: object, lean: str | None = None) -> tuple[object, str]:
    """The raw value with old-font text turned into Unicode, and a problem code when that happened."""
    if not isinstance(raw, str) or raw.isascii():
        return raw, ""
    is_unicode = _ONLY_UNICODE.search(raw) is not None  # and was never read as another code page
    if not is_unicode and (plain := unmangled(raw)) is not None:
        return plain, "legacy_text_repaired"
    if lean == MANGLED or (lean is None and is_unicode and _OLD_FONT.search(raw) is None):
        return raw, ""
    found = repair(raw, lean)
    if found.encoding is None:
        short = lean is not None and _SHORT.fullmatch(raw.strip())
        return (raw.translate(_OLD_D), "legacy_text_repaired") if short else (raw, "")
    return found.text, "legacy_text_repaired" if found.sure else "legacy_text_unsure"


def leaning(cells: Iterable[object]) -> str | None:
    """The old encoding that many texts of a sheet are written in, None for a sheet in Unicode."""
    counted: Counter[str] = Counter()
    for cell in cells:
        if isinstance(cell, str) and not cell.isascii():
            counted[MANGLED if unmangled(cell) is not None else repair(cell).encoding or ""] += 1
    best = max((k for k in counted if k), key=lambda k: counted[k], default=None)
    return best if best and counted[best] * 3 >= sum(counted.values()) and counted[best] >= 3 else None


def noticed(value: str) -> str:
    """The code of what a text that needs no repair shows: signs nobody sees, letters that were lost as "?"."""
    if unseen_in_words(value):
        return UNSEEN
    return LOST if has_lost_letters(value) else ""


def is_unread(value: object) -> bool:
    """True for a text of a sheet in an old font that holds its signs still, once all was repaired."""
    return isinstance(value, str) and not value.isascii() and _LEFT.search(value) is not None


def before_and_after(raw: str, lean: str | None = None) -> str:
    """The beginning of a text as it stood and as it reads now: “Ñeà nghò” → “Đề nghị”."""
    after, _ = repaired(raw, lean)
    return f"“{_beginning(raw)}” → “{_beginning(str(after))}”"


def unseen_before_and_after(raw: str) -> str:
    """The words around the first sign that goes, and what they read now: “đư¦ờng” → “đường”."""
    shown = unseen_in_words(raw)
    at = max(0, shown.rfind(" ", 0, shown.index("¦")) + 1)
    return f"“{_beginning(shown[at:])}” → “{_beginning(shown[at:].replace('¦', ''))}”"


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
