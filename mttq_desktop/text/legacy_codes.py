"""TCVN3 (ABC) and VNI letters as they look when read as cp1252, one word at a time."""

import re
import unicodedata
from collections.abc import Callable

_TCVN3_BYTES = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = str.maketrans(_TCVN3_BYTES, _TCVN3_LETTERS)
# Letters typed over these codes are Vietnamese beyond doubt when they stand among others.
SYMBOLS = frozenset("¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾×÷")
_TCVN3_WORD = re.compile(f"[A-Za-z{re.escape(_TCVN3_BYTES)}]+")

_HUYEN, _SAC, _HOI, _NGA, _NANG = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
# A VNI mark follows its vowel; "after" lists the vowels that take it.
_MARKS = {"ø": _HUYEN, "ù": _SAC, "û": _HOI, "õ": _NGA, "ï": _NANG}
_HAT_MARKS = {"â": "", "à": _HUYEN, "á": _SAC, "å": _HOI, "ã": _NGA, "ä": _NANG}
_BREVE_MARKS = {"ê": "", "è": _HUYEN, "é": _SAC, "ú": _HOI, "ü": _NGA, "ë": _NANG}
_SINGLE = dict(zip("ñôöìíæóòî", "đơưìíỉĩịỵ", strict=True))
_VNI_LETTER = re.compile(
    "([aeo])([âàáåãä])([øùûõï]?)|(a)([êèéúüë])([øùûõï]?)|([aeiouyôö])([øùûõï])|([ñôöìíæóòî])|([a-z])",
    re.IGNORECASE,
)
_UPPER = re.compile("[A-ZÑÔÖÌÍÆÓÒÎ]")


def from_tcvn3(word: str) -> str | None:
    """The word read as TCVN3, or None; capitals with a tone do not exist there and follow their neighbours."""
    if not _TCVN3_WORD.fullmatch(word):
        return None
    text = word.translate(_TCVN3)
    return text.upper() if _shouted(word, text) else text


def _shouted(word: str, text: str) -> bool:
    """B¸O C¸O stands for BÁO CÁO: every letter that has a capital is one, and not only the first."""
    able = [c for c, t in zip(word, text, strict=True) if c.isascii() or t.isupper()]
    return all(c.isupper() or not c.isascii() for c in able) and (
        sum(map(str.isupper, text)) > 1 or (bool(able) and not text[0].isupper())
    )


def from_vni(word: str) -> str | None:
    """The word read as VNI, or None; small marks after capitals are taken too, as real files have them."""
    at, letters = 0, []
    while found := _VNI_LETTER.match(word, at):
        letters.append(_vni_letter(found))
        at = found.end()
    return "".join(letters) if at == len(word) else None


def _vni_letter(found: re.Match[str]) -> str:
    base = found[1] or found[4] or found[7] or found[9] or found[10]
    letter = _SINGLE.get(base.lower(), base.lower())
    if found[1]:
        letter += _HAT + _HAT_MARKS[found[2].lower()] + _tone(found[3])
    elif found[4]:
        letter += _BREVE + _BREVE_MARKS[found[5].lower()] + _tone(found[6])
    elif found[7]:
        letter += _tone(found[8])
    composed = unicodedata.normalize("NFC", letter)
    return composed.upper() if _UPPER.match(base) else composed


def _tone(mark: str) -> str:
    return _MARKS[mark.lower()] if mark else ""


ENCODINGS: dict[str, Callable[[str], str | None]] = {"TCVN3": from_tcvn3, "VNI": from_vni}
