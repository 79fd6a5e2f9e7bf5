"""Amounts with decimals, and several values of a code list at once."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from mttq_desktop.fields.base import Bad, Field, JsonValue, Place
from mttq_desktop.fields.types import Coded
from mttq_desktop.fields.vocabulary import Lookup, Vocabulary
from mttq_desktop.text.fold import clean
from mttq_desktop.text.numbers import RATES, decimal, parse_number, whole

PLACES = 3
"""Decimals kept; the data file holds whole thousandths, so that sums are exact."""
_STEP = Decimal(1).scaleb(-PLACES)


@dataclass(frozen=True, kw_only=True)
class Measure(Field[Decimal]):
    """An amount such as 12,5 with at most three decimals."""

    stored: ClassVar[type] = Decimal
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(10) ** 12
    width: int = 12

    def parse(self, text: str, place: Place) -> Decimal:
        """A number written 1.234,5; a negative or too large one is refused."""
        try:
            value = parse_number(text, RATES).quantize(_STEP, ROUND_HALF_UP)
        except (ValueError, ArithmeticError):
            raise Bad("not_a_number", f"“{clean(text)}” không phải là số; ghi bằng chữ số, ví dụ 12,5.") from None
        if value < 0 <= self.least:
            raise Bad("negative", f"{self.label} không thể âm.")
        if not self.least <= value <= self.most:
            raise Bad("out_of_range", f"{self.label} phải từ {tidy(self.least)} đến {tidy(self.most)}.")
        return value

    def format(self, value: Decimal, vocabulary: Vocabulary) -> str:
        """1.234,5: decimals that are nought left out."""
        return tidy(value)

    def plain(self, value: Decimal, vocabulary: Vocabulary) -> JsonValue:
        """The number itself."""
        return float(value)


@dataclass(frozen=True, kw_only=True)
class Share(Measure):
    """A share in percent, between 0 and 100."""

    most: Decimal = Decimal(100)
    width: int = 8

    def format(self, value: Decimal, vocabulary: Vocabulary) -> str:
        """95,25%"""
        return tidy(value) + "%"


def tidy(value: Decimal) -> str:
    """The amount without decimals that are nought."""
    if value == value.to_integral_value():
        return whole(int(value))
    return decimal(value, PLACES).rstrip("0")


@dataclass(frozen=True, kw_only=True)
class CodedSeveral(Field[str]):
    """Several values of a code list, kept as their codes with ";" between, in the list's order."""

    codes: str = ""
    width: int = 30
    hint: str = "cách nhau bằng dấu ;"

    def lookup(self, vocabulary: Vocabulary) -> Lookup:
        """The code list itself."""
        return vocabulary.code_list(self.codes)

    def parse(self, text: str, place: Place) -> str:
        """The codes meant by codes or labels with ";" between, each once."""
        one = Coded(label=self.label, codes=self.codes)
        found = {one.parse(word, place) for word in clean(text).split(";") if word.strip()}
        return ";".join(str(e.key) for e in self.lookup(place.vocabulary).entries if e.key in found)

    def format(self, value: str, vocabulary: Vocabulary) -> str:
        """Labels with ";" between."""
        return "; ".join(self.lookup(vocabulary).label(code) for code in value.split(";"))

    def plain(self, value: str, vocabulary: Vocabulary) -> JsonValue:
        """The codes."""
        return list(value.split(";"))
