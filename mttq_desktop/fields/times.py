"""Years, hours, and times told in words: what plans and conferences are dated by."""

import re
from dataclasses import dataclass

from mttq_desktop.fields.base import Bad, JsonValue, Place
from mttq_desktop.fields.types import Line, Whole
from mttq_desktop.fields.vocabulary import Vocabulary
from mttq_desktop.text.fold import clean, fold

_CLOCK = re.compile(r"(\d{1,2})(?: ?(?:h|g|:|\.|gio) ?(\d{1,2})?)?(?: ?(?:phut|p))?")


@dataclass(frozen=True, kw_only=True)
class Year(Whole):
    """A year of the calendar, written without points."""

    least: int = 1900
    most: int = 2100
    width: int = 8
    hint: str = "ví dụ 2024"

    def _written(self, value: int) -> str:
        return str(value)

    def format(self, value: int, vocabulary: Vocabulary) -> str:
        """2024"""
        return str(value)


@dataclass(frozen=True, kw_only=True)
class Clock(Line):
    """An hour of the day, kept as "08:30" so that it sorts."""

    width: int = 8
    hint: str = "ví dụ 8h30"

    def parse(self, text: str, place: Place) -> str:
        """The hour of 8h, 8h30, 8 giờ 30, 08:30; anything else is refused."""
        found = _CLOCK.fullmatch(fold_clock(text))
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise Bad("bad_time", f"Không có giờ này: “{clean(text)}”; viết như 8h30.")
        return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"


def fold_clock(text: str) -> str:
    """An hour as typed, without tones; the colon stays."""
    return " : ".join(fold(part) for part in clean(text).split(":")).replace(" : ", ":")


@dataclass(frozen=True, kw_only=True)
class Timing(Line):
    """When something is to be done, in the plan's own words ("Quý II", "Thường xuyên", "Tháng 6").

    The words are kept; `rules.timing` reads first and last day from them where they name any.
    """

    longest: int = 120
    width: int = 16
    hint: str = "ví dụ Quý II"


_BEFORE_ID = re.compile(r"^(?:số)?(?:cccd|cmnd|căncước(?:côngdân)?)(?:số)?:?(?=\d)", re.IGNORECASE)
_SHORTENED = re.compile(r"\d+(?:,\d+)?e\+?\d+")


@dataclass(frozen=True, kw_only=True)
class IdNumber(Line):
    """An identity number of 9 or 12 digits, kept as text with its leading nought; masked on lists."""

    longest: int = 20
    width: int = 14
    personal: bool = True

    def parse(self, text: str, place: Place) -> str:
        """The digits alone; one nought lost in front of 11 or 8 digits is given back."""
        digits = _BEFORE_ID.sub("", re.sub(r"[\s.\-']", "", clean(text)))
        if _SHORTENED.fullmatch(digits.casefold()):
            said = f"{self.label}: Excel đã rút gọn “{clean(text)}” và làm mất chữ số; ghi lại đủ số dưới dạng văn bản."
            raise Bad("bad_id", said)
        lost = len(digits) in (8, 11)
        if not digits.isdecimal() or len(digits) not in (8, 9, 11, 12) or (lost and digits[0] == "0"):
            raise Bad("bad_id", f"{self.label}: “{clean(text)}” không đủ 9 hoặc 12 chữ số.")
        return digits.zfill(9 if len(digits) < 10 else 12)

    def glimpse(self, value: str, vocabulary: Vocabulary) -> str:
        """The last four digits, as lists show it."""
        return "•" * (len(value) - 4) + value[-4:]

    def plain(self, value: str, vocabulary: Vocabulary) -> JsonValue:
        """The number as text."""
        return value
