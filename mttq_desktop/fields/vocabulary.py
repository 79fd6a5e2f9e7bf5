"""A plain snapshot of the catalogues: what words mean, on which day.

It can be pickled into the child process that reads workbooks, and knows no database.
Matching keeps tones wherever two places differ by tones only (units); code lists and
organisations may also be found by their toneless form when that is unambiguous.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from mttq_desktop.text.fold import fold, name_key, sort_key, tone_key

Key = int | str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a catalogue: `key` is what a record stores (a row id, or a code)."""

    key: Key
    label: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    code: str = ""
    parent: Key | None = None
    level: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def valid(self, on: date | None) -> bool:
        """True when the entry is in force on that day, or when no day is asked for."""
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    @property
    def names(self) -> tuple[str, ...]:
        """Every word that stands for the entry."""
        return tuple(n for n in (self.label, self.short, *self.aliases) if n)


def _index(entries: Iterable[Entry], key_of: object) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for word in {key_of(n) for n in entry.names}:  # type: ignore[operator]  # fold or tone_key
            found.setdefault(word, []).append(entry)
    return {word: tuple(them) for word, them in found.items()}


@dataclass(frozen=True)
class Lookup:
    """A catalogue that can be searched by words and asked for labels."""

    name: str
    entries: tuple[Entry, ...] = ()
    toneless: bool = True
    learned: Mapping[str, Key] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        """A copy: an index made in one thread while another sends the vocabulary to a reader breaks nothing."""
        return dict(self.__dict__)

    @cached_property
    def by_key(self) -> dict[Key, Entry]:
        """Entries by what records store."""
        return {e.key: e for e in self.entries}

    @cached_property
    def by_code(self) -> dict[str, tuple[Entry, ...]]:
        """Entries by their official code (several versions of one code may exist)."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.code, []).append(entry)
        return {code: tuple(them) for code, them in found.items()}

    @cached_property
    def _exact(self) -> dict[str, tuple[Entry, ...]]:
        return _index(self.entries, tone_key)

    @cached_property
    def _loose(self) -> dict[str, tuple[Entry, ...]]:
        return _index(self.entries, fold)

    def label(self, key: Key | None) -> str:
        """What people see for a stored key; an unknown key shows itself."""
        if key is None:
            return ""
        entry = self.by_key.get(key)
        return entry.label if entry else str(key)

    def short(self, key: Key | None) -> str:
        """The short name where there is one."""
        entry = self.by_key.get(key) if key is not None else None
        return (entry.short or entry.label) if entry else self.label(key)

    def find(self, text: str, on: date | None = None) -> tuple[Entry, ...]:
        """Entries meant by the text on that day: learned words, exact names, then toneless ones."""
        word = name_key(text)
        if word in self.learned and self.learned[word] in self.by_key:
            return (self.by_key[self.learned[word]],)
        hits = self._on_day(self._exact.get(word, ()), on)
        if hits or not self.toneless:
            return hits
        return self._on_day(self._loose.get(fold(text), ()), on)

    def suggest(self, text: str, on: date | None = None, limit: int = 30) -> tuple[Entry, ...]:
        """Entries whose name or code starts with, then contains, the words typed without tones."""
        wanted = fold(text)
        valid = [e for e in self.entries if e.valid(on)]
        if not wanted:
            return tuple(valid[:limit])
        ranked = sorted(((r, i) for i, e in enumerate(valid) if (r := _rank(e, wanted)) < 9))
        return tuple(valid[i] for _, i in ranked[:limit])

    @staticmethod
    def _on_day(entries: tuple[Entry, ...], on: date | None) -> tuple[Entry, ...]:
        return tuple(e for e in entries if e.valid(on))


def _rank(entry: Entry, wanted: str) -> int:
    words = [fold(n) for n in entry.names]
    if wanted in words or wanted == fold(entry.code):
        return 0
    if any(w.startswith(wanted) for w in words):
        return 1
    if any(f" {wanted}" in w for w in words):
        return 2
    return 3 if any(wanted in w for w in words) else 9


_NEAR = 0.84
"""How like a proposed name must be to what was typed."""
_PREFIXES = ("thành phố", "thị xã", "huyện", "tỉnh", "phường", "thị trấn", "xã", "đặc khu")
_SHORTHANDS = {"tp": "thành phố", "tx": "thị xã", "h": "huyện", "p": "phường", "tt": "thị trấn", "x": "xã", "t": "tỉnh"}


def unit_words(text: str) -> tuple[str, str]:
    """A unit's type word ("" when none is written) and its bare name, both as tone keys."""
    key = name_key(text)
    for prefix in _PREFIXES:
        if key.startswith(prefix + " "):
            return prefix, key[len(prefix) + 1 :]
    head, _, rest = key.replace(". ", ".").partition("." if "." in key[:4] else " ")
    if rest and head in _SHORTHANDS:
        return _SHORTHANDS[head], rest.strip()
    return "", key


def _squeeze(name: str) -> str:
    """Highland names are written with and without blanks and apostrophes (A Xan, Axan, Ch'ơm)."""
    return name.replace(" ", "").replace("'", "")


@dataclass(frozen=True)
class UnitLookup(Lookup):
    """Units by tone-true names, aliases, type word, parent and day; tones are never stripped."""

    toneless: bool = False

    @cached_property
    def _bare(self) -> dict[str, tuple[Entry, ...]]:
        return _index(self.entries, lambda n: _squeeze(unit_words(n)[1]))

    @cached_property
    def _letters(self) -> dict[str, tuple[Entry, ...]]:
        """By letters and tones, wherever in its syllable the tone was typed: Nghiã, Phứơc."""
        return _index(self.entries, lambda n: sort_key(unit_words(n)[1]))

    def nearest(self, text: str, on: date | None, within: Key | None, level: str | None) -> Entry | None:
        """The one unit whose name a person most likely mistyped; only ever proposed, for tones are stripped."""
        own = [e for e in self._on_day(self.entries, on) if level is None or e.level == level]
        own = [e for e in own if within is None or within in (e.key, e.parent)]
        names: dict[str, list[Entry]] = {}
        for entry in own:
            names.setdefault(fold(unit_words(entry.label)[1]), []).append(entry)
        near = get_close_matches(fold(unit_words(text)[1]), names, 2, _NEAR)
        sure = near[:1] if near[:1] == [fold(unit_words(text)[1])] or len(near) == 1 else []
        found = [e for name in sure for e in names[name]]
        return found[0] if len(found) == 1 else None

    def find_unit(
        self, text: str, on: date | None = None, within: Key | None = None, level: str | None = None
    ) -> tuple[Entry, ...]:
        """Units meant by the text; a written type word must agree, `within` narrows to one parent."""
        word = name_key(text)
        if word in self.learned and self.learned[word] in self.by_key:
            return (self.by_key[self.learned[word]],)
        kind, bare = unit_words(text)
        named = self._bare.get(_squeeze(bare)) or self._letters.get(sort_key(bare), ())
        hits = [e for e in self._on_day(named, on) if level is None or e.level == level]
        typed = [e for e in hits if not kind or name_key(e.label).startswith(kind)]
        return _narrow(tuple(typed), within)

    def find(self, text: str, on: date | None = None) -> tuple[Entry, ...]:
        """Units of any level meant by the text."""
        return self.find_unit(text, on)

    def district_of(self, key: Key | None) -> Key | None:
        """The district a unit belongs to, itself when it is one, None above and after 01/7/2025."""
        entry = self.by_key.get(key) if key is not None else None
        if entry is None or entry.level == "district":
            return entry.key if entry else None
        parent = self.by_key.get(entry.parent) if entry.parent is not None else None
        return parent.key if parent and parent.level == "district" else None


_PLACED = re.compile(rf"(.*\S)(?<! thị) ((?:{'|'.join(_PREFIXES)}) .+)")
_BETWEEN = re.compile(r"[ .&–-]|\bvà\b")


@dataclass(frozen=True)
class BodyLookup(Lookup):
    """Bodies of the state: also by what they are and whose, where the type of the place is left out or shortened.

    "UBND Tam Kỳ" is UBND thành phố Tam Kỳ, and UBND phường Tam Kỳ where that is in force, too. The name of a place is
    never taken by stripped tones.
    """

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        found: dict[tuple[str, str], dict[Key, Entry]] = {}
        for entry in self.entries:
            for name in entry.names if entry.parent is not None else ():
                if placed := _PLACED.fullmatch(name_key(name)):
                    found.setdefault(_body(placed[1], unit_words(placed[2])[1]), {})[entry.key] = entry
        return {words: tuple(them.values()) for words, them in found.items()}

    @cached_property
    def _placed(self) -> frozenset[Key]:
        return frozenset(e.key for them in self._by_place.values() for e in them)

    def find(self, text: str, on: date | None = None) -> tuple[Entry, ...]:
        """Bodies meant by the text: whole names first, then body and place, then toneless names without a place."""
        word, found = name_key(text), super().find(text, on)
        if word in self.learned or self._on_day(self._exact.get(word, ()), on):
            return found
        return self._of_place(text, on) or tuple(e for e in found if e.key not in self._placed)

    def _of_place(self, text: str, on: date | None) -> tuple[Entry, ...]:
        words = name_key(text).split()
        for cut in range(1, len(words)):
            kind, bare = unit_words(" ".join(words[cut:]))
            hits = self._on_day(self._by_place.get(_body(" ".join(words[:cut]), bare), ()), on)
            if typed := tuple(h for h in hits if not kind or any(f" {kind} " in name_key(n) for n in h.names)):
                return typed
        return ()


def _body(body: str, place: str) -> tuple[str, str]:
    return _BETWEEN.sub("", body), _squeeze(place)


def _narrow(hits: tuple[Entry, ...], within: Key | None) -> tuple[Entry, ...]:
    if within is None:
        return hits
    inside = tuple(e for e in hits if e.parent == within or e.key == within)
    return inside or hits


@dataclass(frozen=True)
class Vocabulary:
    """All catalogues at once. `codes` by list name; `links` by record kind; `units` apart."""

    codes: Mapping[str, Lookup] = field(default_factory=dict)
    links: Mapping[str, Lookup] = field(default_factory=dict)
    units: UnitLookup = field(default_factory=lambda: UnitLookup("unit"))

    def code_list(self, name: str) -> Lookup:
        """A code list; an unknown one is empty, so that a form can still open."""
        return self.codes.get(name) or Lookup(name)

    def target(self, name: str) -> Lookup:
        """The catalogue a link points to ("unit", "organisation", "authority" …)."""
        return self.units if name == "unit" else self.links.get(name) or Lookup(name)
