"""Three forms of a text: cleaned for keeping, keyed with tones for matching, folded for searching."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_UNSEEN = re.compile(
    "((?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
    "|\U0001f3f4[\U000e0020-\U000e007f]+)"
    "|[\x00-\x08\x0e-\x1b\x7f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0001\U000e0020-\U000e007f]"
)
"""Signs nobody sees; first those that are kept, for they join pictures (a family, a flag) into one."""
_UNICODE_ONLY = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_SOFT_HYPHEN = "\u00ad"

# Marks that would vanish, and glue two words together, when only ASCII is kept.
_WIDE_MARKS = re.compile("[\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u25a0-\u27bf«»·×÷¬¦§¶®©¿¡]")
_SEARCH = bytes(c if chr(c).isalnum() else 32 for c in range(128)).lower() + b" " * 128
_PARTED = "\0"
_SEARCH_PARTED = b"\0" + _SEARCH[1:]

# Old and new place of the tone differ only in an open oa, oe, uy (Ủy ban = Uỷ ban); never after q (quý).
_TONE_PLACE = re.compile("qu[ỳýỷỹỵ]|q[úùủũụ]y|(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\\W\\d_])")
_OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ qùy qúy qủy qũy qụy"
_NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy quỳ quý quỷ quỹ quỵ"
_NEW_PLACE = dict(zip(_OLD.split(), _NEW.split(), strict=True))
_QUOTES = re.compile("[’‘‛`´ʼʻ′]")
_DASHES = re.compile("[‐‑‒–—―−]")

_LETTERS = {letter: chr(0x40 + i) for i, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {mark: chr(0x22 + i) for i, mark in enumerate("\u0300\u0309\u0303\u0301\u0323")}
_LEVEL_TONE = "!"
_QUALITY = {"\u0302": {"a": "â", "e": "ê", "o": "ô"}, "\u0306": {"a": "ă"}, "\u031b": {"o": "ơ", "u": "ư"}}
_WORDS = re.compile(r"\d+|[^\W\d_]+")


def nfc(s: str) -> str:
    """The composed (dựng sẵn) form."""
    return unicodedata.normalize("NFC", s)


def clean(s: str) -> str:
    """Text as it should have been typed, on one line.

    Legacy text must be repaired first: a soft hyphen is the letter ư in TCVN3. It goes only from a text that shows
    letters which old fonts do not have.
    """
    s = nfc(s)
    if s.isprintable():  # no white space but blanks
        return " ".join(s.split()) if "  " in s else s.strip(" ")
    return " ".join(_without_unseen(s).split())


def _without_unseen(s: str) -> str:
    if _SOFT_HYPHEN in s and _UNICODE_ONLY.search(s):
        s = s.replace(_SOFT_HYPHEN, "")
    return nfc(_UNSEEN.sub(r"\1", s)).lstrip().lstrip(_SOFT_HYPHEN)


def unseen_in_words(s: str) -> str:
    """The text with "¦" where a sign that nobody sees parts a word and goes; "" where none does."""
    if s.isprintable():
        return ""
    s = nfc(s)
    soft = _SOFT_HYPHEN if _UNICODE_ONLY.search(s) else ""
    shown = re.sub(rf"(?<=\w)[{soft}\u200b-\u200d\u2060-\u2064\ufeff]+(?=\w)", "¦", s)
    return "" if shown == s else " ".join(shown.split())


def clean_lines(s: str) -> str:
    """Cleaned text that keeps its line breaks; empty lines at both ends are dropped."""
    if s.isprintable():  # one line: what ends a line cannot be printed
        return clean(s)
    lines = [clean(line) for line in _LINE_END.split(s)]
    return "\n".join(lines).strip("\n")


def fold(s: str) -> str:
    """Search form: lower-case ASCII letters and digits, words parted by one space."""
    if not s.isascii():
        s = _WIDE_MARKS.sub(" ", s.replace("đ", "d").replace("Đ", "d"))
        s = unicodedata.normalize("NFKD", s)
    return " ".join(s.encode("ascii", "ignore").translate(_SEARCH).decode("ascii").split())


def fold_all(texts: Sequence[str]) -> list[str]:
    """As `fold` of each; short texts of plain letters at once, which costs a third."""
    joined = _PARTED.join(texts)
    if not joined.isascii() or joined.count(_PARTED) >= max(len(texts), 1):
        return list(map(fold, texts))
    folded = joined.encode("ascii").translate(_SEARCH_PARTED).decode("ascii")
    return [" ".join(text.split()) for text in folded.split(_PARTED)] if texts else []


class _Words(dict[str, str]):
    """Folded words, each folded when it is first asked for."""

    _MOST = 100_000

    def __missing__(self, word: str) -> str:
        if len(self) >= self._MOST:
            self.clear()
        folded = self[word] = fold(word)
        return folded


class Folder:
    """Folds many cleaned texts; each distinct word once, for they are few (8 → 5 µs for 240 characters)."""

    def __init__(self) -> None:
        self._words = _Words()

    def __call__(self, text: str) -> str:
        """As `fold`."""
        folded = " ".join(map(self._words.__getitem__, text.split()))
        marks_gone = "  " in folded or folded[:1] == " " or folded[-1:] == " "
        return " ".join(folded.split()) if marks_gone else folded


def tone_key(s: str) -> str:
    """Match form: two texts are the same words exactly when their keys are equal; tones count."""
    if s.isascii():
        return clean(s.lower()).replace("`", "'")
    s = clean(nfc(s).casefold())
    s = _DASHES.sub("-", _QUOTES.sub("'", s))
    return _TONE_PLACE.sub(_moved, s)


@lru_cache(maxsize=10_000)
def name_key(name: str) -> str:
    """`tone_key` of a name: the same few hundred units, bodies and codes are asked for again and again."""
    return tone_key(name)


def _moved(found: re.Match[str]) -> str:
    return _NEW_PLACE.get(found[0], found[0])


def sort_key(s: str) -> str:
    """Vietnamese alphabetical order, syllable by syllable; numbers inside count as numbers.

    Printable ASCII for Vietnamese text, so that it also sorts right as a stored column.
    """
    return " ".join(map(_syllable_key, _WORDS.findall(nfc(s).casefold())))


def name_sort_key(s: str) -> str:
    """Order of people's names: given name (the last word), then family and middle names."""
    *before, last = clean(s).split() or [""]
    return sort_key(" ".join([last, *before]))


@lru_cache(maxsize=20_000)
def _syllable_key(word: str) -> str:
    if word.isdecimal() and word.isascii():
        return word.lstrip("0").rjust(12, "0")
    letters: list[str] = []
    tone = _LEVEL_TONE
    for character in unicodedata.normalize("NFD", word):
        if character in _TONES:
            tone = max(tone, _TONES[character])
        elif letters and character in _QUALITY:
            letters[-1] = _QUALITY[character].get(letters[-1], letters[-1])
        elif not unicodedata.combining(character):
            letters.append(character)
    return "".join(_LETTERS.get(x, x) for x in letters) + tone
