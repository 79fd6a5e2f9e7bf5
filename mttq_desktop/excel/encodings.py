"""Which encoding a text file is in: those of Excel, UTF-16 without its mark, the Vietnamese page of old Windows.

Text of the old fonts (TCVN3, VNI) is read as its bytes stand, to be repaired cell by cell.
"""

import re

from mttq_desktop.text.fold import nfc
from mttq_desktop.text.syllables import is_syllable

SNIFFED = 8192
_FEWEST, _NEARLY_ALL, _ASCII = 5, 0.9, 0.3
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


def decoded(data: bytes) -> str | None:
    """The text of a file in one of the encodings Excel writes, or None for binary content."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:SNIFFED]:
        return _unmarked_utf16(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if sum(b < 9 or 13 < b < 32 for b in data[:SNIFFED]) > 4:
            return None
        return _old_windows(data) or data.decode("cp1252", "replace")


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 that does not say so: its blanks, digits and plain letters have a nought beside them."""
    for order, nought in (("utf-16-le", 1), ("utf-16-be", 0)):
        head = data[:SNIFFED]
        if head[nought::2].count(0) < len(head) * _ASCII / 2 or 0 in head[1 - nought :: 2]:
            continue
        try:
            return data.decode(order)
        except UnicodeDecodeError:
            return None
    return None


def _old_windows(data: bytes) -> str | None:
    """Code page 1258, whose tones stand behind their vowels; only where nearly all words are Vietnamese by it."""
    try:
        text = nfc(data.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    words = [w for w in _WORD.findall(text[:SNIFFED]) if not w.isascii()]
    good = sum(is_syllable(w.lower()) for w in words)
    return text if len(words) >= _FEWEST and good >= _NEARLY_ALL * len(words) else None
