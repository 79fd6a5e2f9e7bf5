"""Finds and repairs TCVN3 and VNI text by its content, word by word; a font's name proves nothing."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mttq_desktop.text.legacy_codes import ENCODINGS, SYMBOLS
from mttq_desktop.text.syllables import is_everyday, is_shape, is_syllable


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text in Unicode, what it was written in (None: nothing changed), and whether that is beyond doubt."""

    text: str
    encoding: str | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Reading:
    """A word as one encoding reads it.

    Weight 0: also a word as it stands; 1: odd as it stands; 2: most likely; 3: can be nothing else.
    """

    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class _Word:
    """One word: Vietnamese as it stands (settled), of no language we know (foreign), readable as legacy text."""

    settled: bool = False
    foreign: bool = False
    usual: bool = False
    tcvn3: _Reading | None = None
    vni: _Reading | None = None

    @property
    def is_odd(self) -> bool:
        """True when some encoding explains the word better than Unicode does."""
        return any(r is not None and r.weight > 0 for r in (self.tcvn3, self.vni))

    def is_settled(self, encoding: str) -> bool:
        """True when the word is Vietnamese as it stands and this encoding cannot read it."""
        return self.settled and (self.tcvn3 if encoding == "TCVN3" else self.vni) is None

    def reading(self, encoding: str) -> _Reading | None:
        """As this encoding reads it; in the other one only where that can be nothing else."""
        first, second = (self.tcvn3, self.vni) if encoding == "TCVN3" else (self.vni, self.tcvn3)
        return first or (second if second and second.weight >= _SURE else None)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word, where it stands, and its reading in the encoding of the text."""

    start: int
    end: int
    word: _Word
    reading: _Reading | None
    settled: bool

    @property
    def weight(self) -> int:
        return self.reading.weight if self.reading else 0


_LIKELY, _SURE = 2, 3
_HIGH = re.compile("[\u00a1-\u00fe]")
_WORD = re.compile(f"(?:[^\\W\\d_]|[{''.join(sorted(SYMBOLS))}])+")
_ODD_LETTERS = frozenset("ÄÅÆÐÑÖØÞßäåæðñöøþ")
_MEASURES = ("µm", "µg", "µl", "µs", "µF")
_FRACTIONS = ("¼", "½", "¾")
_LONE = frozenset("®µ¸¬«ëêæñòýíÝ")
_OFFICE_SHORT = re.compile("[A-Z]+§[A-Z§]*|§[A-Z][A-Z§]+")
_BARE = "BCDFGHKLMNPQRSTUVX"
# Names of bodies and roads in initials (HÑND, QÑ, §H3, h®nd): no vowel but U, the code of Đ among the letters.
_INITIALS = {
    "TCVN3": re.compile(f"(?=.{{2,8}}$)(?:§[{_BARE}]|[{_BARE.lower()}]*®[{_BARE.lower()}®]*)"),
    "VNI": re.compile(f"(?=.{{2,8}}$)(?:[{_BARE}]*Ñ[{_BARE}Ñ]*|[{_BARE.lower()}]*ñ[{_BARE.lower()}ñ]*)"),
}
# Highland names are no plain syllables (Zơrâm, Pơloong, Alăng), but the code stands among letters.
_HIGHLAND = re.compile("[A-Za-z]+[¨©ª«¬][A-Za-z¨©ª«¬]*[A-Za-z]|[A-Za-z]+[ª¬]{2}|[A-Za-z]*\u00ad[¬êëìíî][A-Za-z]*")
_LONGEST_NAME = 12
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_VOWELS = "aăâeêioôơuưy"
_SAYABLE = re.compile(f"(?:[^{_VOWELS}]{{0,3}}[{_VOWELS}]{{1,3}})+[^{_VOWELS}]{{0,2}}")


def repair(s: str, lean: str | None = None) -> Repaired:
    """The text with its legacy words decoded; everything else stays as it is.

    `lean` is the encoding found in the sheet around: it decides words that read well both ways
    (Phó Long is TCVN3 for Phú Long), and the answer is then not sure.
    """
    if not _HIGH.search(s):
        return Repaired(s)
    text = unicodedata.normalize("NFC", s)
    if _is_plainly_unicode(text):
        return Repaired(s)
    spans = [(m.start(), m.end(), _word(m[0], _after_digit(text, m.start()))) for m in _WORD.finditer(text)]
    encoding, clear = _likelier([word for _, _, word in spans], lean)
    placed = [_Placed(a, b, w, w.reading(encoding), w.is_settled(encoding)) for a, b, w in spans]
    chosen, sure = _chosen(placed, encoding == lean)
    if not chosen:
        return Repaired(s, None, sure)
    return Repaired(_joined(text, chosen), encoding, sure and clear)


def prevailing(texts: Iterable[str]) -> str | None:
    """The old encoding most texts of a sheet are written in, to lean on; None where most are Unicode."""
    counts = Counter(_certainly(text) for text in texts)
    found = max(ENCODINGS, key=lambda name: counts[name])
    return found if counts[found] > counts["Unicode"] else None


def _certainly(text: str) -> str | None:
    found = repair(text)
    if found.encoding:
        return found.encoding if found.sure else None
    return "Unicode" if any(c > "\u00ff" and c.isalpha() for c in text) else None


def _is_plainly_unicode(text: str) -> bool:
    """The quick answer for nearly every text: some words are Unicode for certain, and none looks odd."""
    words = [_word(raw, False) for raw in set(_WORD.findall(text))]
    certain = any(w.settled and not w.tcvn3 and not w.vni for w in words)
    return certain and not any(w.is_odd for w in words)


def _after_digit(text: str, at: int) -> bool:
    return text[max(at - 2, 0) : at].rstrip()[-1:].isdecimal()


def _likelier(words: list[_Word], lean: str | None) -> tuple[str, bool]:
    """The encoding that explains more, and whether clearly; on a tie the one around, then the commoner."""
    scores = {name: (*_explained(words, name), name == lean) for name in ENCODINGS}
    best = max(scores, key=lambda name: scores[name])
    return best, all(scores[name][0] < scores[best][0] for name in scores if name != best)


def _explained(words: list[_Word], encoding: str) -> tuple[int, int]:
    readings = [r for w in words if (r := w.tcvn3 if encoding == "TCVN3" else w.vni)]
    return sum(r.weight for r in readings), len(readings)


def _chosen(placed: list[_Placed], leaning: bool) -> tuple[list[_Placed], bool]:
    """The words to decode, and whether that is beyond doubt."""
    readable = [p for p in placed if p.reading]
    total = sum({p.reading.text.lower(): p.weight for p in readable if p.reading}.values())  # où où says it once
    foreign = sum(p.word.foreign for p in placed)
    if any(p.settled for p in placed):
        near = [p for p in readable if _is_legacy(p, placed)]
        return near, all(p.weight >= _SURE for p in near)
    if total >= _LIKELY and total > foreign:
        return [p for p in readable if not _is_better_as_is(p)], leaning or total >= _SURE
    gain = _gain(readable)
    if readable and ((gain >= _LIKELY and not foreign) or (leaning and gain >= 0)):
        return readable, False
    return [], total == 0 or foreign > 0


def _is_legacy(p: _Placed, placed: list[_Placed]) -> bool:
    """In a mixed text a doubtful word goes with the nearest certain one."""
    if p.weight >= _LIKELY:
        return True
    if _is_better_as_is(p):
        return False
    legacy = [_distance(p, q) for q in placed if q.weight >= _LIKELY]
    unicode = [_distance(p, q) for q in placed if q.settled]
    return bool(legacy) and min(legacy) < min(unicode)


def _distance(p: _Placed, q: _Placed) -> int:
    return max(p.start - q.end, q.start - p.end)


def _gain(readable: list[_Placed]) -> int:
    """How many more everyday words there are after decoding than before."""
    after = {p.reading.text.lower() for p in readable if p.reading and _reads_usual(p)}
    return len(after) - sum(p.word.usual for p in readable)


def _is_better_as_is(p: _Placed) -> bool:
    """An everyday word that would become a rare one (Xã, Xó) was typed in Unicode, in a mixed text too."""
    return p.weight == 0 and p.word.usual and not _reads_usual(p)


def _reads_usual(p: _Placed) -> bool:
    return p.reading is not None and is_everyday(p.reading.text.lower())


def _joined(text: str, chosen: list[_Placed]) -> str:
    pieces, at = [], 0
    for p in chosen:
        pieces += [text[at : p.start], p.reading.text if p.reading else ""]
        at = p.end
    return "".join([*pieces, text[at:]])


@lru_cache(maxsize=50_000)
def _word(raw: str, after_digit: bool) -> _Word:
    if not _HIGH.search(raw):
        return _Word(settled=not raw.isascii(), foreign=raw.isascii() and _is_foreign(raw))
    if any(c > "\u00fe" for c in raw):
        return _Word(settled=True)
    plain = raw.replace("\u00ad", "")
    as_is = _is_cased(plain) and _is_word(plain.lower())
    readings = [] if _is_sign(raw, after_digit) else [_reading(raw, name, as_is) for name in ENCODINGS]
    if not any(readings):
        return _Word(settled=_is_vietnamese(plain, as_is), foreign=not as_is and len(plain) > 1)
    usual = as_is and is_everyday(plain.lower())
    return _Word(_is_vietnamese(plain, as_is), False, usual, *readings)


def _is_word(plain: str) -> bool:
    return is_shape(plain) if plain.isascii() else is_syllable(plain)


def _is_vietnamese(plain: str, as_is: bool) -> bool:
    return as_is and not plain.isascii()


def _is_foreign(raw: str) -> bool:
    return len(raw) > 1 and not raw.isupper() and not is_shape(raw.lower())


def _is_sign(raw: str, after_digit: bool) -> bool:
    """Signs that mean themselves: µm, 1½, a lone · or ©; ® is đ only after an amount."""
    if raw in _MEASURES or (after_digit and raw.startswith(_FRACTIONS)):
        return True
    return len(raw) == 1 and (raw not in _LONE or (raw == "®" and not after_digit))


def _is_cased(word: str) -> bool:
    return word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())


def _reading(raw: str, encoding: str, as_is: bool) -> _Reading | None:
    text = ENCODINGS[encoding](raw)
    if text is None:
        return None
    if text == "đ" or (_is_cased(text) and is_syllable(text.lower())):
        return _Reading(text, 0 if as_is or len(raw) == 1 else _weight(raw, text))
    if encoding == "TCVN3" and _is_name(raw, text):
        return _Reading(text, _SURE)
    if _INITIALS[encoding].fullmatch(raw):
        return _Reading(text, _SURE if raw.isupper() and len(raw) > 2 else 0)
    return None


def _weight(raw: str, text: str) -> int:
    if not SYMBOLS.isdisjoint(raw):
        return _SURE
    odd = not _is_cased(raw) or not _ODD_LETTERS.isdisjoint(raw)
    return 1 + odd + is_everyday(text.lower())


def _is_name(raw: str, text: str) -> bool:
    """Highland names and abbreviations (Q§ for QĐ) among the codes."""
    if _OFFICE_SHORT.fullmatch(raw):
        return True
    if len(raw) > _LONGEST_NAME or not _HIGHLAND.fullmatch(raw):
        return False
    return _is_cased(text) and _SAYABLE.fullmatch(_toneless(text.lower())) is not None


def _toneless(text: str) -> str:
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", text)))
