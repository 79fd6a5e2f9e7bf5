"""From a raw cell to a value with its problems; each distinct raw value of a column is read once."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.amounts import read_amount, unit_in
from mttq_desktop.excel.counted import number_of
from mttq_desktop.excel.dates import day_of_year, plain_number, read_day, shown_day, why_no_day
from mttq_desktop.excel.repairing import is_unread, noticed, repaired
from mttq_desktop.excel.several import read_several
from mttq_desktop.excel.spec import ColumnSpec
from mttq_desktop.excel.unit_texts import named_unit, without_level
from mttq_desktop.fields import (
    Bad,
    Coded,
    Day,
    IdNumber,
    Line,
    Link,
    Measure,
    Money,
    Place,
    Prose,
    Several,
    UnitOf,
    Vocabulary,
    Whole,
    Year,
)
from mttq_desktop.text.fold import clean, clean_lines, fold

_NOTHING = re.compile(r"[.…\-–—_/\s]*$")
_DITTO = {
    "nt", "n.t", "nt.", "n.t.", "như trên", "nhu tren", '"', '""', "''",
    "″", "〃", "“", "”", "„", "«", "»", "´´", "//",
}  # fmt: skip
_ERROR_TEXT = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)\s*$", re.IGNORECASE)
_NO_ID = re.compile(r"(?:khong|ko|k|chua)(?: (?:duoc )?(?:co|cap|lam))?(?: (?:so|cccd|cmnd|can cuoc|giay to))*")
_AROUND_DITTO = "-–—_() "
_YEAR_LAST = re.compile(r"(?:tháng\s*)?\d{1,2}\s*[/.-]\s*((?:19|20)\d{2})|(?:năm\s*)((?:19|20)\d{2})", re.IGNORECASE)
_FIRM, _EXACT = (Day, Link, Several), (Whole, Measure, IdNumber)
"""Fields whose value must be right or the row is not taken in; of the others an unknown word is left out and told."""
_EVER = (date(1900, 1, 1), date(2100, 12, 31))
_AND = re.compile(r"\s*(?:;|\n|\+|,| và )\s*")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the reading of values depends on: catalogues, the sender, the day units must be valid on, bounds.

    `counted_in` is what stands above the table of the unit of its amounts.
    """

    vocabulary: Vocabulary
    sender: int | None
    on: date | None
    earliest: date
    latest: date
    epoch1904: bool = False
    lean: str | None = None
    counted_in: str = ""

    @property
    def place(self) -> Place:
        """Where a text is read, for the field types."""
        return Place(self.vocabulary, self.on, self.sender)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A value, the sender's own words where the field has such a companion, and what was noticed."""

    value: Any = None
    words: str | None = None
    problems: tuple[Problem, ...] = ()
    real_day: bool = False
    legacy: str = ""

    @property
    def is_error(self) -> bool:
        """True when a problem rejects the row."""
        return any(p.is_error for p in self.problems)


EMPTY = Cleaned()
DITTO = Cleaned(words="nt")
"""Not a value: the same as in the row above."""


def is_blank(raw: object) -> bool:
    """True for nothing, or nothing but spaces and invisible marks."""
    if isinstance(raw, str):
        return not raw or (not raw[0].isalnum() and not clean(raw))
    return raw is None


def says_nothing(value: object) -> bool:
    """True for a blank cell, and for dots and dashes that stand for nothing."""
    return is_blank(value) or (isinstance(value, str) and _NOTHING.match(value) is not None)


def is_ditto(raw: object) -> bool:
    """True for nt, -nt-, ″ and the like: the same as above."""
    if not isinstance(raw, str) or not 0 < len(raw) <= 14 or raw[-1].isdigit():
        return False
    return (not raw[0].isalnum() or raw[0] in "nN") and clean(raw).casefold().strip(_AROUND_DITTO) in _DITTO


def text_of(raw: object) -> str:
    """What a person sees in the cell."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "1" if raw else "0"
    if isinstance(raw, float):
        return str(int(raw)) if raw == int(raw) and abs(raw) < 1e15 else repr(raw).replace(".", ",")
    if isinstance(raw, datetime) and raw.time() == time():
        return shown_day(raw.date())
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return shown_day(raw)
    if isinstance(raw, time):
        return f"{raw:%H:%M}"
    return str(raw)


class Cleaner:
    """Reads the values of one column; its `caption` may say the unit of amounts."""

    def __init__(self, column: ColumnSpec, setting: Setting, caption: str = "") -> None:
        self.column, self.setting, self._place = column, setting, setting.place
        self.caption = caption if unit_in(caption) is not None else setting.counted_in
        self._long = isinstance(column.field, Prose)
        self._known: dict[object, Cleaned] = {}
        self._bounds = (setting.earliest, setting.latest) if column.bounded else _EVER
        self._read = self._reader()

    def read(self, raw: object) -> Cleaned:
        """The value of a raw cell; the same raw value is parsed once (long texts hardly repeat)."""
        if self._long:
            return self._fresh(raw)
        key = raw if isinstance(raw, str) else (type(raw), raw)  # 1, 1.0 and True are three values
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = DITTO if is_ditto(raw) else self._fresh(raw)
        return found

    def read_all(self, raws: Sequence[object]) -> list[Cleaned]:
        """The values of many raw cells of the column."""
        if self._long:
            return [self._fresh(raw) for raw in raws]
        keys: Sequence[object] = raws
        if set(map(type, raws)) != {str}:
            keys = [raw if isinstance(raw, str) else (type(raw), raw) for raw in raws]
        for key in set(keys):
            if key not in self._known:
                self.read(key[1] if isinstance(key, tuple) else key)
        return [self._known[key] for key in keys]

    def words(self, text: str) -> Cleaned:
        """The value meant by words that stand elsewhere: a group row, a matrix caption, a typed correction."""
        return self._fresh(text)

    def _fresh(self, raw: object) -> Cleaned:
        if raw == "":
            return EMPTY
        if self._long and is_ditto(raw):
            return DITTO
        value, legacy = repaired(raw, self.setting.lean)
        if legacy and is_ditto(value):
            return DITTO
        if not (isinstance(value, str) and value[:1].isalnum()) and says_nothing(value):
            return EMPTY
        try:
            made = self._read(self._no_error(value))
        except Bad as bad:
            made = self._refused(bad, value)
        if self.setting.lean is not None:  # what was repaired is told once for the whole sheet
            legacy = "legacy_text_unsure" if is_unread(value) else ""
        if not legacy and isinstance(value, str) and ("?" in value or not value.isprintable()):
            legacy = noticed(value)
        return replace(made, legacy=legacy) if legacy else made

    def _no_error(self, value: object) -> object:
        """An error of Excel pasted or saved as text is no text."""
        if isinstance(value, str) and value.startswith("#") and _ERROR_TEXT.match(value):
            raise Bad("error_value", f"{self.column.field.label}: ô mang lỗi {value.strip()} của Excel.")
        return value

    def _reader(self) -> Callable[[Any], Cleaned]:
        kind = self.column.field
        if isinstance(kind, Day):
            return self._day
        if isinstance(kind, UnitOf):
            return self._unit
        if isinstance(kind, Several):
            return self._several
        if isinstance(kind, Coded | Link) and not isinstance(kind, UnitOf):
            return self._coded
        if isinstance(kind, Prose):
            return self._prose
        if isinstance(kind, Year):
            return self._year
        if isinstance(kind, Money):
            return self._money
        if isinstance(kind, Whole | Measure):
            return self._counted
        if isinstance(kind, IdNumber):
            return self._id_number
        if isinstance(kind, Line):
            return self._line
        return self._typed

    def _problem(
        self, code: str, message: str, severity: Severity = Severity.ERROR, proposal: str | None = None
    ) -> Problem:
        return Problem(code, message, severity, self.column.name, None, proposal)

    def _refused(self, bad: Bad, raw: object) -> Cleaned:
        """A required or expected column rejects the row, another one only warns and stays empty."""
        column = self.column
        sure = _FIRM + _EXACT if column.exact else _FIRM
        firm = not (column.as_sent or column.kept_in) and (column.strict or isinstance(column.field, sure))
        severity = Severity.ERROR if firm else Severity.WARNING
        p = bad.problem
        words = clean(text_of(raw))[: column.as_sent_longest] if column.as_sent or column.kept_in else None
        return Cleaned(None, words, (self._problem(p.code, self._named(p.message), severity, p.proposal),))

    def _named(self, message: str) -> str:
        """What is wrong with the cell, by the name of its field: beside a form's field that need not be said."""
        label = self.column.field.label
        if label.lower() in message.lower():
            return message
        return f"{label}: {message[:1].lower()}{message[1:]}"

    def _typed(self, raw: object) -> Cleaned:
        return Cleaned(self.column.field.parse(text_of(raw), self._place))

    def _counted(self, raw: object) -> Cleaned:
        """A number, also with the word for what is counted: 272 người."""
        text = clean(text_of(raw))
        number = number_of(text, self.column.field.label)
        if number == text:
            return self._typed(raw)
        value = self.column.field.parse(number, self._place)
        return Cleaned(value, problems=(self._fact("unit_stripped", f"“{text}” đọc là {number}."),))

    def _money(self, raw: object) -> Cleaned:
        """An amount in đồng, by the unit beside it or in the caption."""
        text = text_of(raw)
        value, said = read_amount(text, self.caption, wary=bool(self.column.kept_in))
        told = (self._fact("unit_stripped", said),) if said else ()
        return Cleaned(self.column.field.parse(str(value), self._place), problems=told)

    def _year(self, raw: object) -> Cleaned:
        """A year, also as the end of a day or month: 12/05/1948."""
        text = text_of(raw)
        day = read_day(raw, self.setting.epoch1904).reading.day if not plain_number(raw) else None
        found = None if day is not None else _YEAR_LAST.fullmatch(clean(text))
        if day is None and found is None:
            return self._typed(raw)
        year = str(day.year) if day is not None else found[1] or found[2] if found else ""
        value = self.column.field.parse(year, self._place)
        return Cleaned(value, problems=(self._fact("year_of_day", f"Lấy năm của “{clean(text)}”."),))

    def _id_number(self, raw: object) -> Cleaned:
        text = text_of(raw)
        if _NO_ID.fullmatch(fold(text).strip(" .")):
            return Cleaned(problems=(self._fact("none_said", f"“{clean(text)}” hiểu là không có số; để trống."),))
        value = self.column.field.parse(text, self._place)
        if len(value) == sum(c.isdecimal() for c in text):
            return Cleaned(value)
        message = "Số thiếu chữ số 0 ở đầu (Excel bỏ mất); đã thêm lại."
        return Cleaned(value, problems=(self._fact("leading_zero_restored", message, value),))

    def _fact(self, code: str, message: str, proposal: str | None = None) -> Problem:
        return self._problem(code, f"{self.column.field.label}: {message}", Severity.FACT, proposal)

    def _line(self, raw: object) -> Cleaned:
        return Cleaned(self.column.field.parse(text_of(raw), self._place) or None)

    def _prose(self, raw: object) -> Cleaned:
        text = raw if isinstance(raw, str) else text_of(raw)
        value = self.column.field.parse(text, self._place) if not self.column.into else clean_lines(text)
        return Cleaned(value or None)

    def _day(self, raw: object) -> Cleaned:
        found = read_day(raw, self.setting.epoch1904)
        reading = found.reading
        if reading.day is None:
            return Cleaned(problems=(self._no_day(reading.code or "bad_date", text_of(raw), reading.alternative),))
        if not self._bounds[0] <= reading.day <= self._bounds[1]:
            return Cleaned(problems=(self._outside(reading.day),))
        problems: tuple[Problem, ...] = ()
        if reading.two_digit_year:
            message = f"Năm ghi hai chữ số; đọc là {reading.day.year}."
            problems = (self._problem("two_digit_year", message, Severity.WARNING, shown_day(reading.day)),)
        return Cleaned(reading.day, None, problems, found.real)

    def _no_day(self, code: str, text: str, other: date | None) -> Problem:
        other = other or (day_of_year(text, self.setting.on.year) if self.setting.on else None)
        said = f"{self.column.field.label}: “{clean(text)}” {why_no_day(code, text)}."
        return self._problem(code, said, proposal=shown_day(other) if other else None)

    def _outside(self, day: date) -> Problem:
        span = " – ".join(map(shown_day, self._bounds))
        return self._problem("date_out_of_period", f"{self.column.field.label}: {shown_day(day)} nằm ngoài {span}.")

    def _unit(self, raw: object) -> Cleaned:
        text, s = text_of(raw), self.setting
        level = self.column.unit_level or None
        hits = s.vocabulary.units.find_unit(text, s.on, s.sender, level) if level else ()
        try:
            unit = int(hits[0].key) if len(hits) == 1 else int(self.column.field.parse(text, self._place))
        except Bad as bad:
            return self._unit_among_words(text, level, bad)
        found = s.vocabulary.units.by_key.get(unit)
        if level == "commune" and found is not None and found.level != level and unit != s.sender:
            raise Bad("unknown_unit", f"{self.column.field.label}: “{clean(text)}” không phải xã, phường, thị trấn.")
        return Cleaned(unit, problems=self._outside_sender(unit, text))

    def _unit_among_words(self, text: str, level: str | None, bad: Bad) -> Cleaned:
        """A place with its district or a body's name beside it; else the refusal, with the name most likely meant."""
        units, on, sender = self.setting.vocabulary.units, self.setting.on, self.setting.sender
        named = named_unit(text, units, on, sender, level, state=True) if level else None
        if named is None:
            near = units.nearest(text, on, sender, level) if not bad.problem.proposal else None
            raise Bad(bad.problem.code, bad.problem.message, near.label if near else bad.problem.proposal) from bad
        told = self._fact("unit_variant", f"“{clean(text)}” đọc là {named.entry.label}.")
        if named.hamlet:
            told = replace(told, message=f"{told.message} “{named.hamlet}” không ghi.", severity=Severity.WARNING)
        unit = int(named.entry.key)
        return Cleaned(unit, problems=(told, *self._outside_sender(unit, named.entry.label)))

    def _outside_sender(self, unit: int, text: str) -> tuple[Problem, ...]:
        """A place of another district: no unit of the sender's (which rejects), and where it is."""
        units, sender = self.setting.vocabulary.units, self.setting.sender
        entry = units.by_key.get(sender) if sender is not None else None
        if entry is None or self.column.unit_level == "district":
            return ()
        home = units.district_of(unit)
        inside = unit == sender or home == sender or (entry.level == "commune" and unit == sender)
        if inside or entry.level not in ("district", "commune"):
            return ()
        unknown = f"{self.column.field.label}: {entry.label} không có “{clean(text)}”."
        where = f"“{clean(text)}” thuộc {units.label(home)}." if home is not None else f"“{clean(text)}” ở nơi khác."
        return (
            self._problem("unknown_unit", unknown),
            self._problem("unit_outside_sender", where, Severity.WARNING),
        )

    def _coded(self, raw: object) -> Cleaned:
        text = text_of(raw)
        words = self._as_sent(text)
        try:
            return Cleaned(self.column.field.parse(text, self._place), words)
        except Bad:
            shorter = without_level(text)
            if isinstance(self.column.field, Link) and shorter and shorter != clean(text):
                with suppress(Bad):
                    return Cleaned(self.column.field.parse(shorter, self._place), words)
            if hinted := self.column.hinted(text):
                return Cleaned(hinted, words)
            if not self.column.otherwise:
                raise
            return Cleaned(self.column.otherwise, words, (self._unknown(text),))

    def _unknown(self, text: str) -> Problem:
        label = self.column.field.label
        message = f"{label}: chưa biết “{clean(text)}”; tạm ghi loại khác và giữ nguyên lời của nơi gửi."
        return self._problem("unknown_code", message, Severity.WARNING)

    def _as_sent(self, text: str) -> str | None:
        return clean(text)[: self.column.as_sent_longest] if self.column.as_sent else None

    def _several(self, raw: object) -> Cleaned:
        text, s = text_of(raw), self.setting
        kind = self.column.field
        assert isinstance(kind, Several)
        lookup = kind.lookup(s.vocabulary)
        parts = self._parts(text, lambda w: bool(lookup.find(w, s.on)))
        found = read_several(kind, parts, s.vocabulary, s.sender, s.on, kept=bool(self.column.as_sent))
        return Cleaned(found, self._as_sent(text))

    @staticmethod
    def _parts(text: str, known: Callable[[str], bool]) -> list[str]:
        if known(text):
            return [text]
        return [p for p in _AND.split(text) if p.strip()]
