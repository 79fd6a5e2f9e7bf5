"""The words of the documents: data with {named} places, editable by the office, always resettable.

The shipped words lie in `resources/word/*.toml`, one file a document; what the office changed is
laid over them. Structure and format stay in code, so no wording can break a document: a place
the document cannot fill is refused when it is typed, not when the letter is printed.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mttq_desktop.errors import Problem, Refused
from mttq_desktop.text.fold import nfc
from mttq_desktop.word.model import Figured, joined, pieces_of

PLACE = re.compile(r"\{([^{}]*)\}")
_SENTENCES, _BRACKETS = re.compile(r"(?<=\.) (?=\S)"), re.compile(r" \([^()]*\)")
NUMBER, ORDINAL = ".number", "n"
"""What keys of patterns of numbers end with; the place of the next number in them."""
DAYS, _DAYS = "_days", re.compile(r"\s*\d{1,3}\s*")
"""What keys of phrases end with that are a number of days."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One editable text: its key, what it is, the shipped words and the places it may use.

    `places` maps each place's name to an example, for the person who edits; `of` holds the shipped words of
    organisations whose documents read otherwise.
    """

    key: str
    label: str
    text: str
    places: Mapping[str, str]
    of: Mapping[str, str] = field(default_factory=dict)


def check(text: str, places: Iterable[str]) -> None:
    """Refuse a text with a place that cannot be filled, or with a brace that stands alone."""
    known = tuple(places)
    unknown = [name for name in PLACE.findall(nfc(text)) if name.strip() not in known]
    problems = [_unknown_place(name) for name in dict.fromkeys(unknown)]
    if set(PLACE.sub("", text)) & {"{", "}"}:
        problems.append(Problem("lone_brace", "Có dấu { hoặc } đứng một mình, không thành cặp."))
    if problems:
        raise Refused(
            "Câu chữ chưa dùng được: " + " ".join(p.message for p in problems),
            _places_advice(known),
            tuple(problems),
        )


def _places(text: str) -> list[str]:
    return [name.strip() for name in PLACE.findall(nfc(text))]


def _unknown_place(name: str) -> Problem:
    return Problem("unknown_place", f"Không có chỗ điền nào tên là {{{name}}}.", field=name)


def _places_advice(known: tuple[str, ...]) -> str:
    if not known:
        return "Câu này không có chỗ điền nào; hãy bỏ các dấu { }."
    return "Các chỗ điền dùng được: " + ", ".join(f"{{{name}}}" for name in known) + "."


@dataclass(frozen=True, slots=True)
class Wording:
    """All phrases of all documents, with the office's own words laid over the shipped ones."""

    phrases: Mapping[str, Phrase]
    overrides: Mapping[str, str]

    @property
    def documents(self) -> tuple[str, ...]:
        """Codes of the documents that have words, each once."""
        return tuple(dict.fromkeys(key.partition(".")[0] for key in self.phrases))

    @classmethod
    def load(cls, defaults_dir: Path, overrides: Mapping[str, str]) -> "Wording":
        """Read the shipped words and keep of `overrides` what still fits them.

        An override may be older than the program: its key gone, or a place no longer filled.
        Such a one yields to the shipped words; `stale` tells which.
        """
        phrases: dict[str, Phrase] = {}
        for path in sorted(defaults_dir.glob("*.toml")):
            phrases |= {p.key: p for p in _read(path)}
        return cls(MappingProxyType(phrases), MappingProxyType(dict(overrides)))

    def current(self, key: str) -> str:
        """The words in force, their places unfilled."""
        own = self.overrides.get(key)
        return self.phrases[key].text if own is None or self._is_stale(key) else nfc(own)

    def stale(self) -> tuple[str, ...]:
        """Keys of overrides that no longer fit and are therefore not used."""
        return tuple(key for key in self.overrides if self._is_stale(key))

    def check(self, key: str, text: str) -> None:
        """Refuse `text` as the words for `key` when it uses an unknown place, numbers two letters alike, or is no
        number of days where one is asked for."""
        check(text, self.phrases[key].places)
        if key.endswith(NUMBER) and ("\n" in text.strip() or _places(text).count(ORDINAL) != 1):
            raise Refused(
                f"Mẫu số, ký hiệu phải có một chỗ điền {{{ORDINAL}}} và viết liền trên một dòng.",
                f"Ví dụ: {self.phrases[key].text}; {{{ORDINAL}}} là số thứ tự, không có thì mọi văn bản trùng số.",
            )
        if key.endswith(DAYS) and not _DAYS.fullmatch(text):
            raise Refused("Chỗ này chỉ ghi số ngày, bằng chữ số.", f"Ví dụ: {self.phrases[key].text}.")

    def text(self, key: str, values: Mapping[str, str]) -> str:
        """The words in force with every place filled; figures in them stay figures."""
        return joined(*self._filled(key, values)).strip()

    def _filled(self, key: str, values: Mapping[str, str]) -> Iterator[str]:
        """The words between the places, and what fills these, one after the other."""
        for n, part in enumerate(PLACE.split(self.current(key))):
            yield from pieces_of(values[part.strip()] if n % 2 else part)

    def pieces(self, key: str, values: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
        """The words in force line by line, what fills a place kept apart; empty lines fall away."""
        lines: list[list[str]] = [[""]]
        for said in self._filled(key, values):
            if isinstance(said, Figured):
                lines[-1] += [said, ""]
                continue
            first, *others = said.split("\n")
            lines[-1][-1] += first
            lines += [[text] for text in others]
        return tuple(tuple(p for p in line if p) for line in lines if "".join(line).strip())

    def lines(self, key: str, values: Mapping[str, str]) -> tuple[str, ...]:
        """The words in force as a list, one entry a line; lines left empty fall away."""
        return tuple(joined(*pieces).strip() for pieces in self.pieces(key, values))

    def saying(self, key: str, unsaid: Set[str]) -> "Wording":
        """These words with a phrase that leaves out what would only tell places that are `unsaid`; whole where that
        leaves nothing of it."""
        text = "\n".join(line for line in (_saying(line, unsaid) for line in self.current(key).split("\n")) if line)
        return replace(self, overrides={**self.overrides, key: text}) if unsaid and text else self

    def telling(self, key: str, nought: Set[str], apart: Set[str], instead: str) -> "Wording":
        """These words with a phrase that leaves out what would only tell places that are `nought`; for a line of which
        that leaves nothing stands the line of the phrase `instead` with its number among lines that have places. Lines
        of places that are told `apart` stay."""
        number, lines = 0, list[str]()
        words = self.current(instead).split("\n")
        for line in self.current(key).split("\n"):
            has = _tells_figures(line)
            in_words = words[number] if has and number < len(words) else line
            lines.append(line if _tells_only(line, apart) else _saying(line, nought | apart) or in_words)
            number += has
        return replace(self, overrides={**self.overrides, key: "\n".join(lines)}) if nought else self

    def not_knowing(self, key: str, unknown: Set[str], instead: str) -> "Wording":
        """These words with the phrase `instead` in the place of each line that has nothing but `unknown` places."""
        lines = self.current(key).split("\n")
        kept = (self.current(instead) if _tells_only(line, unknown) else line for line in lines)
        return replace(self, overrides={**self.overrides, key: "\n".join(kept)}) if unknown else self

    def _is_stale(self, key: str) -> bool:
        if key not in self.phrases:
            return True
        try:
            self.check(key, self.overrides[key])
        except Refused:
            return True
        return False


def _saying(line: str, unsaid: Set[str]) -> str:
    """A line without its sentences, clauses parted by ";" and brackets whose every place is unsaid."""
    line = _BRACKETS.sub(lambda m: "" if _tells_only(m[0], unsaid) else m[0], line)
    return " ".join(filter(None, (_sentence(s, unsaid) for s in _SENTENCES.split(line))))


def _sentence(text: str, unsaid: Set[str]) -> str:
    clauses = text.split("; ")
    kept = [c for c in clauses if not _tells_only(c, unsaid)]
    if len(kept) == len(clauses):
        return text
    said = "; ".join(kept)
    end = "." if kept and kept[-1] is not clauses[-1] else ""
    return f"{said[:1].upper()}{said[1:]}{end}" if _places(said) else ""


def _tells_figures(line: str) -> bool:
    """A heading has no place but the number of its chapter."""
    return not line.startswith("{") and bool(_places(line))


def _tells_only(text: str, unsaid: Set[str]) -> bool:
    found = _places(text)
    return bool(found) and unsaid >= set(found)


@cache
def _read(path: Path) -> tuple[Phrase, ...]:
    """The phrases of one shipped file: `[D05.places]` names and examples, `[D05.phrase.*]` the words.

    `[places]` are those of every document in the file.
    """
    data: dict[str, Any] = tomllib.loads(nfc(path.read_text(encoding="utf-8")))
    shared = data.pop("places", {})
    return tuple(
        _phrase(f"{document}.{name}", entry, shared | content.get("places", {}))
        for document, content in data.items()
        for name, entry in content["phrase"].items()
    )


def _phrase(key: str, entry: Mapping[str, Any], places: Mapping[str, str]) -> Phrase:
    own = MappingProxyType(dict(entry.get("places", places)))
    of = {organisation: text.strip() for organisation, text in entry.get("of", {}).items()}
    for text in (entry["text"], *of.values()):
        check(text, own)
    return Phrase(key, entry["label"], entry["text"].strip(), own, MappingProxyType(of))
