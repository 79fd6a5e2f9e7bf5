"""Group rows: a line over the rows it stands for, "I. LĨNH VỰC ĐẤT ĐAI", "Xã Tam Dân", "Hội Nông dân"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.cleaning import Cleaned, Cleaner, Setting, is_blank
from mttq_desktop.excel.places import cell_name
from mttq_desktop.excel.reading import Raw
from mttq_desktop.excel.repairing import repaired
from mttq_desktop.excel.spec import ColumnSpec, TableSpec
from mttq_desktop.excel.unit_texts import named_unit, without_count, without_level
from mttq_desktop.fields import Coded, Link, UnitOf
from mttq_desktop.text.fold import clean, fold

_NUMBER = re.compile(r"^((?:[IVXL]+|[A-ZĐ]|\d+(?:\.\d+)*)\s*[.)/:-]|\(?[IVXL]+\)?(?=\s))\s*")
_PLACE = re.compile(r"(?:xa|phuong|thi tran|tt\.?) \w")
_NO_PLACE = re.compile(r"(?:xa hoi|phuong (?:huong|phap|thuc|tien|an))\b")
"""Words such as Xã hội, Phương hướng, which begin like a place."""
_NO_RANK = "none"
Where = tuple[int, int]


class Groups:
    """The groups that hold at the row being read, outermost first."""

    def __init__(self, spec: TableSpec, cleaners: Mapping[str, Cleaner], setting: Setting, mapped: set[str]) -> None:
        self._cleaners, self._setting, self.units = cleaners, setting, setting.vocabulary.units
        self.lean = setting.lean
        fields = [c for c in spec.columns if isinstance(c.field, Coded | Link) and not c.into]
        self._mapped = mapped
        self._columns = sorted(fields, key=lambda c: c.name in mapped)
        self._open: list[tuple[str, ColumnSpec | None, Cleaned, Where]] = []
        self._whole: list[tuple[ColumnSpec, Cleaned, Where]] = []
        self._told: dict[str, ColumnSpec] = {}
        self._unread = ""

    def values(self) -> Iterator[tuple[ColumnSpec, Cleaned, Where]]:
        """What the open groups give to a row; after them what the whole sheet says, in no row (0)."""
        for _, column, cleaned, where in self._open:
            if column is not None:
                yield column, cleaned, where
        yield from self._whole

    def say_for_all(self, column: ColumnSpec, value: object) -> None:
        """What title or name of the sheet says for each of its rows."""
        self._whole.append((column, Cleaned(value), (0, 0)))

    def enter(self, number: int, cells: Sequence[Raw], ordinal: int | None, *, inside: bool = False) -> bool:
        """A group begins; it ends the group of its own rank and everything inside that. True when it says a value.

        Headings without numbers have one rank: one of another sort directly below another stands `inside` it, and
        ends its own sort only.
        """
        at, text, rank = _heading([repaired(c, self._setting.lean)[0] for c in cells], ordinal)
        column, cleaned = self._meaning(without_count(text))
        del self._open[self._first_ended(rank, column, inside) :]
        self._open.append((rank, column, cleaned, (number, at)))
        self._unread = text if column is None else ""
        if column is not None:
            self._told[column.name] = column
        return column is not None

    def _first_ended(self, rank: str, column: ColumnSpec | None, inside: bool) -> int:
        ranks = [r for r, *_ in self._open]
        first = ranks.index(rank) if rank in ranks else len(ranks)
        if rank != _NO_RANK or column is None:
            return first
        same = (i for i, (_, c, *_) in enumerate(self._open) if i >= first and c is not None and c.name == column.name)
        return next(same, len(ranks) if inside else first)

    def unread(self, *, last: bool) -> Iterator[Problem]:
        """What the rows below the heading that came last are left without: a place it seems to name and nobody knows.

        The `last` of several headings must leave them all that headings before it told.
        """
        given = {column.name for _, column, *_ in self._open if column is not None} | self._mapped
        missed = dict(self._told) if last else {}
        if self._unread and (place := self._place_named(self._unread)) is not None:
            missed[place.name] = place
        number, at = self._open[-1][-1]
        for column in (c for name, c in missed.items() if name not in given):
            message = (
                f"Các dòng dưới dòng nhóm {number} không có {column.field.label.lower()}: dòng nhóm trên có ghi, dòng "
                "này không. Ghi thêm hoặc sửa lại dòng nhóm rồi nhập."
            )
            if self._unread:
                message = (
                    f"Dòng nhóm {number} ghi “{self._unread[:80]}”: không hiểu là {column.field.label.lower()} nào, "
                    "các dòng dưới để trống phần này. Sửa lại dòng nhóm rồi nhập."
                )
            yield Problem("unknown_group", message, Severity.WARNING, column.name, cell_name(number, at))

    def _place_named(self, text: str) -> ColumnSpec | None:
        """The column of places, where a heading begins like a name of one."""
        places = (c for c in self._columns if isinstance(c.field, UnitOf) and c.unit_level != "district")
        folded = fold(text)
        return next(places, None) if _PLACE.match(folded) and not _NO_PLACE.match(folded) else None

    @property
    def depth(self) -> int:
        """How many groups hold now, one inside the other."""
        return len(self._open)

    def is_labelled(self, text: str) -> bool:
        """True for "Lĩnh vực đất đai": the caption of a code list with one of its words, a heading though numbered."""
        column, cleaned = self._meaning(without_count(text))
        if column is None or cleaned.value is None or not isinstance(column.field, Coded):
            return False
        return value_after_label(text, _labels(column)) != ""

    def _meaning(self, text: str) -> tuple[ColumnSpec | None, Cleaned]:
        folded = fold(text)
        for column in self._columns:
            if isinstance(column.field, UnitOf) and _NO_PLACE.match(folded):
                continue
            if rest := value_after_label(text, _labels(column)):
                return column, self._read(column, rest)
        for column in self._columns:
            if self._knows(column, text):
                return column, self._read(column, text)
        return None, Cleaned()

    def _read(self, column: ColumnSpec, text: str) -> Cleaned:
        cleaned = self._cleaners[column.name].words(text)
        return replace(cleaned, words=sentence_case(text)) if column.as_sent else cleaned

    def _knows(self, column: ColumnSpec, text: str) -> bool:
        vocabulary, on = self._setting.vocabulary, self._setting.on
        if isinstance(column.field, UnitOf):
            sender, level = self._setting.sender, column.unit_level
            hits = vocabulary.units.find_unit(text, on, sender, level or None)
            return len(hits) == 1 or (level != "" and named_unit(text, vocabulary.units, on, sender, level) is not None)
        lookup = column.field.lookup(vocabulary)  # type: ignore[attr-defined]  # Coded and Link have one
        said = [text, without_level(text)] if isinstance(column.field, Link) else [text]
        return any(len(lookup.find(words, on)) == 1 for words in said)


def _labels(column: ColumnSpec) -> tuple[str, ...]:
    return (column.field.label, *column.field.aliases, *(c.text for c in column.captions if not c.code))


def _heading(cells: Sequence[object], ordinal: int | None) -> tuple[int, str, str]:
    """Column, text and rank (style of numbering) of a heading."""
    number, at, text = "", 0, ""
    for c, cell in enumerate(cells):
        if is_blank(cell):
            continue
        word = clean(str(cell))
        if c == ordinal and len(word) <= 6 and not text:
            number = word
        elif not text:
            at, text = c, word
    if not text:
        text, number = number, ""
    if not number and (found := _NUMBER.match(text)):
        number, text = found[1], text[found.end() :]
    return at, text, _rank(number)


def _rank(number: str) -> str:
    word = number.strip(" .)(/:-")
    if not word:
        return _NO_RANK
    if re.fullmatch("[IVXL]+", word):
        return "roman"
    return "letter" if word.isalpha() else f"digits{word.count('.')}"


def sentence_case(text: str) -> str:
    """A group row's capitals as running text: ĐẤT ĐAI → Đất đai."""
    word = clean(text)
    return word[:1].upper() + word[1:].lower() if word.isupper() else word


def value_after_label(text: str, labels: tuple[str, ...]) -> str:
    """What a group row says after the field's own caption: "LĨNH VỰC ĐẤT ĐAI" → "ĐẤT ĐAI"."""
    word = clean(text)
    folded = fold(word)
    for label in sorted(labels, key=len, reverse=True):
        start = fold(label)
        if start and folded.startswith(start + " "):
            rest = word.split()[len(start.split()) :]
            return " ".join(rest).lstrip(":-– ").strip()
    return ""
