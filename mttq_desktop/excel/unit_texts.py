"""A unit named among other words: the body before it, its district behind it, a count in brackets."""

import re
from dataclasses import dataclass
from datetime import date

from mttq_desktop.fields import UnitLookup
from mttq_desktop.fields.vocabulary import Entry
from mttq_desktop.text.fold import clean, tone_key

_PARTS = re.compile(r"\s*[,;:()\n]\s*|\s+[-–—]\s+")
_EDGES = " .:*•+-–—/"
_COUNT = re.compile(r"\d+ ?(?:ý kiến|kiến nghị|yk|kn|hộ|cuộc|khẩu|nội dung|hội nghị)(?:,? kiến nghị)?")
_COUNT_BEHIND = re.compile(rf"\s*[:(–—-]\s*{_COUNT.pattern}\s*\)?\s*$", re.IGNORECASE)
_HAMLET = re.compile(r"(?:thôn|tổ|khối|khu|kdc|làng|bản|ấp|nóc|khóm|xóm)\b.*")
_UNIT_TAIL = re.compile(
    r"\s+(?:của\s+)?(?:các\s+)?(?:xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh|thôn|khối phố|tx|tp|tt)\b\.?.*$",
    re.IGNORECASE,
)
_FRONT = set("ban thường trực ủy btt ub ubmt ubmttq ubmttqvn mttq mttqvn mt mặt trận tổ quốc việt nam vn".split())
_STATE = {*_FRONT, *"ubnd nhân dân nd hđnd hội đồng đảng bộ và".split()}


@dataclass(frozen=True, slots=True)
class Named:
    """The unit meant, and the hamlet before it, which no unit keeps."""

    entry: Entry
    hamlet: str = ""


def named_unit(
    text: str, units: UnitLookup, on: date | None, sender: int | None, level: str, *, state: bool = False
) -> Named | None:
    """The one unit of that level named in a text all of whose other words are understood, too.

    Bodies of the Front stand for their unit, those of the `state` only where a place is sure to be meant.
    """
    found: dict[object, Entry] = {}
    above, hamlet = [], ""
    for part in filter(None, (p.strip(_EDGES) for p in _PARTS.split(clean(text)))):
        name = _without_body(part, _STATE if state else _FRONT)
        if hits := units.find_unit(part, on, sender, level) or units.find_unit(name, on, sender, level):
            found |= {e.key: e for e in hits}
        elif higher := units.find_unit(part, on):
            above += [e.key for e in higher]
        elif _HAMLET.fullmatch(tone_key(part)) and not hamlet:
            hamlet = part
        elif not _COUNT.fullmatch(tone_key(part)):
            return None
    fitting = [e for e in found.values() if not above or units.district_of(e.key) in above]
    return Named(fitting[0], hamlet) if len(found) >= 1 and len(fitting) == 1 else None


def without_count(text: str) -> str:
    """A heading without how many rows it says there are: Lĩnh vực đất đai (03 kiến nghị) → Lĩnh vực đất đai."""
    return _COUNT_BEHIND.sub("", clean(text))


def without_level(text: str) -> str:
    """The name of a body without where it is: Hội Nông dân huyện → Hội Nông dân."""
    return _UNIT_TAIL.sub("", clean(text))


def _without_body(part: str, bodies: set[str]) -> str:
    """The part from the unit's name on, where only words of bodies stand before that."""
    words = part.split()
    first = next((i for i, w in enumerate(words) if tone_key(w).strip(".") not in bodies), 0)
    return " ".join(words[first:])
