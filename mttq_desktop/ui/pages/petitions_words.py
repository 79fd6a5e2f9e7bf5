"""How a petition's state, sender and place are said in the window: always words, a tone beside them."""

from datetime import date
from typing import Any

from mttq_desktop.fields import Vocabulary
from mttq_desktop.fields.vocabulary import unit_words
from mttq_desktop.records.petitions import PetitionState as S
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone

SOON_DAYS = 7
_MARKS = {
    S.NEW: Mark("Mới", Tone.PLAIN),
    S.SORTING: Mark("Chờ phân loại", Tone.PLAIN),
    S.MERGED: Mark("Đã gộp", Tone.PLAIN),
    S.CONSOLIDATED: Mark("Chờ chuyển", Tone.WAITING),
    S.ANSWERED: Mark("Đã trả lời", Tone.DONE),
    S.IN_PROGRESS: Mark("Đang giải quyết", Tone.WAITING),
    S.DONE: Mark("Đã giải quyết", Tone.DONE),
    S.RETURNED: Mark("Bị trả lại", Tone.SOON),
    S.NEXT_PERIOD: Mark("Chuyển kỳ sau", Tone.PLAIN),
    S.TOLD: Mark("Đã thông báo", Tone.DONE),
    S.FILED: Mark("Lưu", Tone.PLAIN),
}


def state_mark(state: str, due_on: date | None, today: date, long_late_days: int) -> Mark:
    """The pill of a petition: how late, how many days left, or its state."""
    if state in (S.FORWARDED, S.REMINDED):
        return due_mark(due_on, today, long_late_days)
    return _MARKS[S(state)]


def state_word(state: str) -> str:
    """A state in words, where days do not matter."""
    return "Đã chuyển, chờ trả lời" if state in (S.FORWARDED, S.REMINDED) else _MARKS[S(state)].text


def due_mark(due_on: date | None, today: date, long_late_days: int) -> Mark:
    """ "Quá hạn 9 ngày", "Hạn hôm nay", "Còn 4 ngày": in two grades of late, and soon."""
    if due_on is None:
        return Mark("Đã chuyển", Tone.WAITING)
    left = (due_on - today).days
    if left < 0:
        return Mark(f"Quá hạn {-left} ngày" if -left < long_late_days else f"Quá hạn lâu {-left} ngày", Tone.LATE)
    if left == 0:
        return Mark("Hạn hôm nay", Tone.SOON)
    return Mark(f"Còn {left} ngày", Tone.SOON if left <= SOON_DAYS else Tone.WAITING)


def short_number(number: str | None) -> str:
    """ "Q1-0031" for "KN-2024-Q1-0031": the year stands in the period above."""
    parts = (number or "").split("-", 2)
    return parts[2] if len(parts) == 3 and parts[0] == "KN" else number or ""


def year_number(number: str | None) -> str:
    """ "2024-Q1-0031" for "KN-2024-Q1-0031", where petitions of several years stand beside each other."""
    return (number or "").removeprefix("KN-")


def sender_short(organisation: int | None, unit: int | None, vocabulary: Vocabulary) -> str:
    """ "HND Phú Ninh", "LĐLĐ tỉnh", "Huyện Thăng Bình": who sent, for a narrow column."""
    place = vocabulary.units.label(unit)
    if organisation is None:
        return place
    letters = organisation_sign(organisation, vocabulary)
    return f"{letters} {bare_unit(place)}" if place else f"{letters} tỉnh"


def organisation_sign(organisation: int, vocabulary: Vocabulary) -> str:
    """The letters of an organisation in numbers of documents: MTTQ, LĐLĐ, HND … (the last alias but its code)."""
    lookup = vocabulary.target("organisation")
    entry = lookup.by_key.get(organisation)
    return entry.aliases[-2] if entry and len(entry.aliases) > 1 else lookup.short(organisation)


def bare_unit(label: str) -> str:
    """A unit's name without its type word, as people call it beside another name."""
    kind, _ = unit_words(label)
    return label[len(kind) :].strip() if kind and label.casefold().startswith(kind) else label


def sender_long(organisation: int | None, unit: int | None, vocabulary: Vocabulary) -> str:
    """ "Hội Nông dân · huyện Phú Ninh": who sent, in a sentence."""
    body, place = vocabulary.target("organisation").short(organisation), vocabulary.units.label(unit)
    if not body or not place:
        return body or place or "Chưa rõ nơi gửi"
    return f"{body.removesuffix(' tỉnh')} {in_sentence(place)}"


def place_long(commune: int | None, vocabulary: Vocabulary) -> str:
    """ "xã Tam Thanh, thành phố Tam Kỳ"."""
    if commune is None:
        return ""
    entry = vocabulary.units.by_key.get(commune)
    parent = vocabulary.units.label(entry.parent) if entry and entry.level == "commune" else ""
    return ", ".join(in_sentence(w) for w in (vocabulary.units.label(commune), parent) if w)


def in_sentence(label: str) -> str:
    """A unit's name inside a sentence: its type word small."""
    return label[:1].lower() + label[1:]


def authorities_short(keys: Any, vocabulary: Vocabulary) -> str:
    """Short names, the first one in full and how many more when there are several."""
    lookup = vocabulary.target("authority")
    return "; ".join(lookup.short(k) for k in keys or ())
