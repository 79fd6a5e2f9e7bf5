"""Text that went through the wrong code page: UTF-8 read as Windows-1252, or letters that became question marks."""

import re

_SECONDS = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore") + "\u0081\u008d\u008f\u0090\u009d"
_ORDINARY = "–—‘’“”…·•"
"""Marks that follow a letter in any text: “XÃ–” is no “XÖ”. No Vietnamese word has Ä or Æ."""
_ODD = re.escape("".join(set(_SECONDS) - set(_ORDINARY)))
_SIGN = re.compile(f"[ÄÆ][{re.escape(_SECONDS)}]|[ÂÃÌÍáâ][{_ORDINARY}]?[{_ODD}]")
_LOST = re.compile(r"[^\W\d_]\?[a-zà-ỹ]")
_TWICE = 2


def unmangled(text: str) -> str | None:
    """What was written, None for a text that never was UTF-8 read as Windows-1252: nearly no other text can be."""
    if _SIGN.search(text) is None:
        return None
    try:
        found = b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        return None
    return found if found.isprintable() or "\n" in found else None


def _byte(character: str) -> bytes:
    """What the code page leaves undefined stays as it was."""
    return character.encode("latin-1" if "\x80" <= character <= "\x9f" else "cp1252")


def has_lost_letters(text: str) -> bool:
    """True for a text saved where its letters do not exist: "Ð? ngh? s?a ch?a"."""
    return "?" in text and len(_LOST.findall(text)) >= _TWICE
