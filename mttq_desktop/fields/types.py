"""The kinds of values the programme records."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mttq_desktop.fields.base import Bad, Field, JsonValue, Place
from mttq_desktop.fields.vocabulary import Entry, Key, Lookup, Vocabulary
from mttq_desktop.rules.period import Period
from mttq_desktop.text.dates import read_date, short
from mttq_desktop.text.fold import clean, clean_lines
from mttq_desktop.text.numbers import AMOUNTS, COUNTS, parse_number, whole

_DATE_TROUBLE = {
    "bad_date": "Không có ngày này",
    "date_range": "Đây là khoảng ngày; cần một ngày",
    "date_incomplete": "Thiếu ngày; cần đủ ngày, tháng, năm",
}


@dataclass(frozen=True, kw_only=True)
class Line(Field[str]):
    """One line of text of at most `longest` characters."""

    longest: int = 200
    width: int = 24

    def parse(self, text: str, place: Place) -> str:
        """Cleaned text; blanks, odd spaces and invisible characters are mended."""
        return _within(clean(text), self.longest)

    def format(self, value: str, vocabulary: Vocabulary) -> str:
        """The text as kept."""
        return value


@dataclass(frozen=True, kw_only=True)
class PersonName(Line):
    """The name of one person; lists stand in the order of given names, then of family and middle names."""

    personal: bool = True


@dataclass(frozen=True, kw_only=True)
class Prose(Field[str]):
    """Text of any number of lines (a petition's content: median 389, longest seen 2,477 characters)."""

    longest: int = 20_000
    width: int = 60

    def parse(self, text: str, place: Place) -> str:
        """Cleaned text with its line breaks."""
        return _within(clean_lines(text), self.longest)

    def format(self, value: str, vocabulary: Vocabulary) -> str:
        """The text as kept."""
        return value


def _within(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Bad("too_long", f"Dài {whole(len(text))} ký tự; nhiều nhất {whole(longest)}.")
    return text


@dataclass(frozen=True, kw_only=True)
class Whole(Field[int]):
    """A whole number between `least` and `most`."""

    stored: ClassVar[type] = int
    least: int = 0
    most: int = 1_000_000_000
    width: int = 10

    def parse(self, text: str, place: Place) -> int:
        """A number written 1.234.567 or 1234567; fractions and other text are refused."""
        try:
            value = parse_number(text, COUNTS)
        except ValueError:
            raise Bad("not_a_number", f"“{clean(text)}” không phải là số; ghi bằng chữ số.") from None
        if value != value.to_integral_value():
            raise Bad("not_a_number", f"“{clean(text)}” không phải là số nguyên; ghi số không có phần lẻ.")
        return self._checked(int(value))

    def _checked(self, value: int) -> int:
        if value < 0 <= self.least:
            raise Bad("negative", f"{self.label} không thể âm.")
        if not self.least <= value <= self.most:
            span = f"từ {self._written(self.least)} đến {self._written(self.most)}"
            raise Bad("out_of_range", f"{self.label} phải {span}.")
        return value

    def _written(self, value: int) -> str:
        return whole(value)

    def format(self, value: int, vocabulary: Vocabulary) -> str:
        """Thousands with points."""
        return whole(value)

    def plain(self, value: int, vocabulary: Vocabulary) -> JsonValue:
        """The number itself."""
        return value


@dataclass(frozen=True, kw_only=True)
class Money(Whole):
    """An amount in đồng."""

    most: int = 10**15
    width: int = 16

    def parse(self, text: str, place: Place) -> int:
        """An amount with or without a unit word (12 tr, 12.000 (ngđ)), in đồng."""
        try:
            return self._checked(int(parse_number(text, AMOUNTS).to_integral_value()))
        except ValueError:
            raise Bad("not_a_number", f"“{clean(text)}” không phải là số tiền; ghi như 1.500.000.") from None


@dataclass(frozen=True, kw_only=True)
class Day(Field[date]):
    """A calendar day, day before month; typed as people type it."""

    stored: ClassVar[type] = date
    width: int = 12
    hint: str = "ví dụ 5/3/2024"

    def parse(self, text: str, place: Place) -> date:
        """The day meant; ranges, months without a day and impossible days are refused."""
        reading = read_date(text)
        if reading.day is None:
            code = reading.code or "bad_date"
            raise Bad(code, f"{_DATE_TROUBLE[code]}: “{clean(text)}”.")
        if not date(1900, 1, 1) <= reading.day <= date(2100, 12, 31):
            raise Bad("date_out_of_period", f"Năm {reading.day.year} nằm ngoài khoảng 1900–2100.")
        return reading.day

    def format(self, value: date, vocabulary: Vocabulary) -> str:
        """05/3/2024, as offices write it (Nghị định 30/2020)."""
        return short(value)

    def plain(self, value: date, vocabulary: Vocabulary) -> JsonValue:
        """ISO 8601."""
        return value.isoformat()


@dataclass(frozen=True, kw_only=True)
class PeriodOf(Field[str]):
    """A period of the programme, kept as its code ("2024-Q1")."""

    width: int = 12
    hint: str = "ví dụ Quý I/2024 hoặc 2024-Q1"

    def parse(self, text: str, place: Place) -> str:
        """The code of the period meant."""
        from mttq_desktop.rules.period import read_period

        try:
            return Period.parse(clean(text)).code
        except ValueError:
            found = read_period(text)
        if found is None:
            raise Bad("bad_period", f"Không hiểu kỳ “{clean(text)}”; viết như Quý I/2024.")
        return found.code

    def format(self, value: str, vocabulary: Vocabulary) -> str:
        """Quý I/2024."""
        return Period.parse(value).label


@dataclass(frozen=True, kw_only=True)
class Coded(Field[str]):
    """A value of a code list, kept as its code."""

    codes: str = ""
    width: int = 18

    def lookup(self, vocabulary: Vocabulary) -> Lookup:
        """The code list itself."""
        return vocabulary.code_list(self.codes)

    def parse(self, text: str, place: Place) -> str:
        """The code meant by a code, label, abbreviation or learned word."""
        lookup = self.lookup(place.vocabulary)
        word = clean(text)
        if word in lookup.by_key:
            return word
        return str(_only(lookup.find(text, place.on), text, "unknown_code", self.label))

    def format(self, value: str, vocabulary: Vocabulary) -> str:
        """The label."""
        return self.lookup(vocabulary).label(value)

    def plain(self, value: str, vocabulary: Vocabulary) -> JsonValue:
        """The code."""
        return value


@dataclass(frozen=True, kw_only=True)
class Link(Field[int]):
    """A record of a catalogue (organisation, authority …), kept as its row id."""

    stored: ClassVar[type] = int
    target: str = ""
    unknown: str = "unknown_code"
    width: int = 22

    def lookup(self, vocabulary: Vocabulary) -> Lookup:
        """The catalogue itself."""
        return vocabulary.target(self.target)

    def parse(self, text: str, place: Place) -> int:
        """The row meant by a name, short name or alias."""
        return int(_only(self.lookup(place.vocabulary).find(text, place.on), text, self.unknown, self.label))

    def format(self, value: int, vocabulary: Vocabulary) -> str:
        """The short name, or the name."""
        return self.lookup(vocabulary).short(value)

    def plain(self, value: int, vocabulary: Vocabulary) -> JsonValue:
        """The official code where there is one, else the full name."""
        entry = self.lookup(vocabulary).by_key.get(value)
        return (entry.code or entry.label) if entry else value


@dataclass(frozen=True, kw_only=True)
class UnitOf(Link):
    """An administrative unit valid on the day, found by its tone-true name; never by stripped tones."""

    target: str = "unit"
    unknown: str = "unknown_unit"
    level: str | None = None

    def parse(self, text: str, place: Place) -> int:
        """The unit meant; inside the sender's district first; an ambiguous name is refused with the choices."""
        hits = place.vocabulary.units.find_unit(text, place.on, place.within, self.level)
        return int(_only(hits, text, "unknown_unit", self.label, _units_named(hits, place.vocabulary)))

    def format(self, value: int, vocabulary: Vocabulary) -> str:
        """Xã Tam Thanh."""
        return vocabulary.units.label(value)

    def plain(self, value: int, vocabulary: Vocabulary) -> JsonValue:
        """The unit's full name."""
        return vocabulary.units.label(value)


def _units_named(hits: tuple[Entry, ...], vocabulary: Vocabulary) -> str:
    return ", ".join(f"{e.label} ({vocabulary.units.label(e.parent)})" for e in hits)


def _only(hits: tuple[Entry, ...], text: str, code: str, label: str, choices: str = "") -> Key:
    if len(hits) == 1:
        return hits[0].key
    if not hits:
        raise Bad(code, f"{label}: chưa biết “{clean(text)}”. Sửa lại hoặc chọn trong danh mục.")
    names = choices or ", ".join(e.label for e in hits)
    raise Bad(code, f"{label}: “{clean(text)}” có thể là {names}. Ghi rõ hơn.", proposal=hits[0].label)


@dataclass(frozen=True, kw_only=True)
class YesNo(Field[bool]):
    """Yes or no."""

    stored: ClassVar[type] = bool
    width: int = 8

    def parse(self, text: str, place: Place) -> bool:
        """Có, x, 1, √ mean yes; không, 0, empty mean no."""
        word = clean(text).casefold()
        if word in {"x", "×", "√", "v", "1", "có", "co", "true"}:
            return True
        if word in {"", "0", "không", "khong", "-", "false"}:
            return False
        raise Bad("unknown_code", f"{self.label}: ghi “x” hoặc để trống, không ghi “{clean(text)}”.")

    def format(self, value: bool, vocabulary: Vocabulary) -> str:
        """Có or nothing."""
        return "Có" if value else "Không"

    def plain(self, value: bool, vocabulary: Vocabulary) -> JsonValue:
        """True or False."""
        return value


@dataclass(frozen=True, kw_only=True)
class Several(Field[tuple[int, ...]]):
    """Several rows of a catalogue, written with ";" between them; kept in a table of pairs."""

    stored: ClassVar[type] = tuple
    target: str = ""
    width: int = 30
    hint: str = "cách nhau bằng dấu ;"

    def lookup(self, vocabulary: Vocabulary) -> Lookup:
        """The catalogue itself."""
        return vocabulary.target(self.target)

    def parse(self, text: str, place: Place) -> tuple[int, ...]:
        """The rows meant, in the order written, each once."""
        lookup = self.lookup(place.vocabulary)
        words = [w for w in clean(text).split(";") if w.strip()]
        found = [int(_only(lookup.find(w, place.on), w, "unknown_code", self.label)) for w in words]
        return tuple(dict.fromkeys(found))

    def format(self, value: tuple[int, ...], vocabulary: Vocabulary) -> str:
        """Short names with ";" between."""
        return "; ".join(self.lookup(vocabulary).short(v) for v in value)

    def plain(self, value: tuple[int, ...], vocabulary: Vocabulary) -> JsonValue:
        """Full names."""
        return [self.lookup(vocabulary).label(v) for v in value]
