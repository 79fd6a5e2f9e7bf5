"""Captions of columns: brought to one form, and weighed against every caption that is known."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from mttq_desktop.excel.spec import ORDINAL, TableSpec
from mttq_desktop.excel.two_languages import in_vietnamese
from mttq_desktop.text.fold import clean, fold, tone_key

_TAIL = re.compile(r"\s*\([^()]*\)\s*$")
_NUMBERED = re.compile(r"^\(\d{1,2}\)\s*(?=\w)")
_EDGES = " *:.;,-–"
_FUZZY = 86
_MARKS = {"x", "×", "χ", "х", "1", "√", "v", "✓", "✔", "☑", "☒", "•", "●", "*", "+", "ü", "þ", "có"}
_NO_MARKS = {"0", "khong", "o", "k"}
_ORDINALS = ("STT", "TT", "Số TT", "Số thứ tự", "S TT", "S.T.T", "Thứ tự", "No", "No.")
_VAGUE = "Đơn vị|Địa phương|Nội dung|Số|Ngày|Kết quả|Thời gian|Tổ chức|Cơ quan|Nơi gửi|Đơn vị gửi|Địa chỉ|Tình trạng"
VAGUE = {fold(w) for w in (*_VAGUE.split("|"), "Đơn vị kiến nghị")}
"""Captions that say too little: the values below decide (office reality 5.3)."""


def caption_text(raw: object) -> str:
    """A caption as written, on one line."""
    return clean(str(raw)).strip()


@lru_cache(maxsize=10_000)
def caption_key(text: str) -> str:
    """The match form: no stars, no "(…)" at the end, no number before it, no English; tones kept."""
    word = in_vietnamese(_NUMBERED.sub("", tone_key(text.replace("*", " "))))
    while (shorter := _TAIL.sub("", word)) and shorter != word:
        word = shorter
    return word.strip(_EDGES)


@lru_cache(maxsize=10_000)
def caption_forms(text: str) -> tuple[str, str]:
    """The match form with its tones, and without."""
    word = caption_key(text)
    return word, fold(word)


def is_mark(value: object) -> bool:
    """True for a cross, tick or 1 under one of several columns."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return value == 1
    return isinstance(value, str) and clean(value).casefold().strip("\ufe0f") in _MARKS


def is_no_mark(value: object) -> bool:
    """True for what says that the column is not the one: 0, không."""
    if isinstance(value, bool | int | float):
        return not value
    return isinstance(value, str) and (fold(value) in _NO_MARKS or not clean(value))


class Known:
    """Every caption of one kind of table, by its match forms."""

    def __init__(self, spec: TableSpec) -> None:
        self.spec = spec
        self._exact: dict[str, list[tuple[str, str, str]]] = {}
        self._loose: dict[str, list[tuple[str, str, str]]] = {}
        for text in _ORDINALS:
            self._add(text, "", (ORDINAL, ""))
        for column in spec.columns:
            for text in (column.field.label, *column.field.aliases):
                self._add(text, "", (column.name, ""))
            for c in column.captions:
                self._add(c.text, c.parent, (column.name, c.code))

    def _add(self, text: str, parent: str, meant: tuple[str, str]) -> None:
        entry = (meant[0], meant[1], caption_forms(parent)[1])
        for index, word in zip((self._exact, self._loose), caption_forms(text), strict=True):
            if entry not in index.setdefault(word, []):
                index[word].append(entry)

    @cached_property
    def loose_words(self) -> list[str]:
        """Every toneless caption of at least four letters, for finding slips of the pen."""
        return [w for w in self._loose if len(w) >= 4]

    def knows(self, text: str) -> bool:
        """True for a caption that stands in the list, with or without tones."""
        return self.holds(*caption_forms(text))

    def holds(self, exact: str, loose: str) -> bool:
        """The same, for a caption brought to both forms already."""
        return bool(exact) and (exact in self._exact or loose in self._loose)

    def is_ordinal(self, text: str) -> bool:
        """True for STT and its spellings."""
        return any(name == ORDINAL for name, _, _ in self._exact.get(caption_key(text), ()))

    def weigh(self, path: Sequence[str]) -> dict[tuple[str, str], float]:
        """How well each (field, choice) fits a caption with its parents above; 100 is certain."""
        if not path:
            return {}
        parents = [caption_forms(p)[1] for p in path[:-1]]
        found: dict[tuple[str, str], float] = {}
        self._collect(found, self._exact.get(caption_key(path[-1]), ()), 90, parents)
        if len(path) > 1:
            self._collect(found, self._exact.get(caption_key(" ".join(path)), ()), 92, parents)
        if not found:
            self._collect(found, self._loose.get(caption_forms(path[-1])[1], ()), 84, parents)
        if not found:
            self._guess(found, path, parents)
        return found

    def _collect(
        self, found: dict[tuple[str, str], float], hits: Iterable[tuple[str, str, str]], base: float, parents: list[str]
    ) -> None:
        for name, code, parent in hits:
            score = base
            if parent:
                score = base + 10 if _has(parents, parent) else base - (50 if code else 30)
            elif code:
                score = base - 40
            key = (name, code)
            found[key] = max(found.get(key, 0), score)

    def _guess(self, found: dict[tuple[str, str], float], path: Sequence[str], parents: list[str]) -> None:
        word = caption_forms(path[-1])[1]
        if len(word) < 4:
            return
        from rapidfuzz import fuzz, process

        for near, ratio, _ in process.extract(word, self.loose_words, scorer=fuzz.ratio, score_cutoff=_FUZZY, limit=3):
            self._collect(found, self._loose[near], 60 + (ratio - _FUZZY) / 2, parents)
        if not found:
            for known in self.loose_words:
                if len(known) >= 7 and f" {known} " in f" {word} ":
                    self._collect(found, self._loose[known], 56 + min(len(known), 20) / 4, parents)


def _has(parents: list[str], wanted: str) -> bool:
    return any(p == wanted or f" {wanted} " in f" {p} " for p in parents)
