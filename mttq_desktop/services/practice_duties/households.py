"""Invented poor and near-poor households of the practice province: each with its years and what it was given."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from mttq_desktop.fields import Entry, Vocabulary
from mttq_desktop.records.households import HOUSEHOLD, HOUSEHOLD_SUPPORT, HOUSEHOLD_YEAR
from mttq_desktop.records.kind import Kind
from mttq_desktop.rules.households import LASTING_YEARS, HouseholdType, Progress, Year, carried_over, suggestion
from mttq_desktop.services.keeping import PartRow, checked, keep
from mttq_desktop.services.practice_duties.naming import HAMLETS, person
from mttq_desktop.store.database import Writing

_EACH_DISTRICT, _COMMUNES = (12, 15), 2
_FIRST_YEARS = 3
_CAUSES = ("VON", "DAT", "LD", "VL", "TN", "OD", "GIA", "DONG", "RR")
_WISHES = ("Vay vốn chăn nuôi bò sinh sản", "Sửa chữa nhà ở", "Hỗ trợ cây giống trồng rừng", "Học nghề may", None, None)
_HIGHLAND = {"503", "504", "505", "507", "508", "509", "511", "519"}
"""Highland districts, where more people of small nations live (codes of 2020-2025)."""
_HELPERS = ("HND", "LHPN", "CCB", "DTN", "LDLD", "MTTQ")
_WEIGHTS = (30, 28, 14, 12, 8, 8)
_GIFTS: tuple[tuple[str, str | None, int, int, str | None], ...] = (
    ("CON", "con", 8, 25, "Chương trình giảm nghèo bền vững"), ("VON", None, 5, 20, "Quỹ Hỗ trợ nông dân"),
    ("QUA", "suất", 1, 1, "Quỹ Vì người nghèo"), ("SC", "nhà", 15, 30, "Quỹ Vì người nghèo"),
    ("NHA", "nhà", 50, 80, "Quỹ Vì người nghèo"), ("BHYT", "thẻ", 1, 2, "Vận động xã hội hóa"),
    ("VAY", None, 30, 80, "Ngân hàng Chính sách xã hội"), ("HB", "suất", 1, 3, "Quỹ khuyến học"),
    ("NC", "công", 1, 3, None),
)  # fmt: skip
_MILLION = 1_000_000
_STUCK, _RISING, _ABOVE = 0.04, 0.25, 0.75
"""How likely a year ends above the near-poor line."""


def fill(writing: Writing, words: Vocabulary, random: Random, today: date) -> None:
    """About 240 households of every district and every standing: registered, out, out for good, fallen back."""
    units = [e for e in words.units.entries if e.valid(today)]
    districts = [e for e in units if e.level == "district"]
    number = 0
    for district in districts:
        communes = [e for e in units if e.level == "commune" and e.parent == district.key]
        chosen = random.sample(communes, min(_COMMUNES, len(communes)))
        for commune in random.choices(chosen, k=random.randint(*_EACH_DISTRICT)) if chosen else ():
            number += 1
            _household(writing, words, random, today, commune, district.code in _HIGHLAND, number)


def _household(
    writing: Writing, words: Vocabulary, random: Random, today: date, commune: Entry, highland: bool, number: int
) -> None:
    helper = _organisation(words, random.choices(_HELPERS, _WEIGHTS)[0])
    gender = random.choice(("NAM", "NU"))
    rows = _years(random, today, helper)
    values = {
        "head": person(random, gender), "gender": gender, "born": random.randint(1948, 1992),
        "id_number": _id_number(random, number) if random.random() < 0.4 else None,
        "hamlet": random.choice(HAMLETS), "commune_id": int(commune.key), "members": random.randint(1, 7),
        "ethnicity": random.choice(("COTU", "XODANG", "CO", "KINH")) if highland else "KINH",
        "type": rows[-1]["type"], "cause": random.choice(_CAUSES), "wish": random.choice(_WISHES),
        "helper_id": helper, "member_of_id": helper if random.random() < 0.6 else None,
        "registered_year": max((r["year"] for r in rows if r["registered"]), default=None),
    }  # fmt: skip
    gifts = [g for r in rows for g in _gifts(random, r["year"], today, helper)]
    parts = {HOUSEHOLD_YEAR.name: _drafts(HOUSEHOLD_YEAR, rows, words),
             HOUSEHOLD_SUPPORT.name: _drafts(HOUSEHOLD_SUPPORT, gifts, words)}  # fmt: skip
    keep(writing, checked(HOUSEHOLD, values, words), words, parts=parts)


def _id_number(random: Random, number: int) -> str:
    return f"049{random.randint(0, 1)}{random.randint(48, 92)}{number:06d}"


def _drafts(kind: Kind[Any], rows: list[dict[str, Any]], words: Vocabulary) -> list[PartRow]:
    return [PartRow(checked(kind, row, words)) for row in rows]


def _years(random: Random, today: date, helper: int) -> list[dict[str, Any]]:
    """One to four years, each begun where the last one ended; the running year is open."""
    first = today.year - random.randint(0, _FIRST_YEARS)
    poor, near_poor = HouseholdType.POOR.value, HouseholdType.NEAR_POOR.value
    known = [Year(first, random.choice((poor, poor, near_poor)), helper)]
    rising = random.random() < 0.5
    while True:
        known[-1] = _ended(random, known, today, rising=rising)
        begun = carried_over(known[-1], known[-1].year + 1) if known[-1].year < today.year else None
        if begun is None:
            return [_row(y) for y in known]
        known.append(_maybe_poor_again(random, known[-1], begun))


def _ended(random: Random, known: list[Year], today: date, *, rising: bool) -> Year:
    last = known[-1]
    closed = last.year < today.year
    likely = _STUCK if not rising else _RISING if last.type == HouseholdType.POOR else _ABOVE
    above = closed and random.random() < likely
    registered = random.random() < 0.6 and last.type in (HouseholdType.POOR, HouseholdType.NEAR_POOR)
    moved = closed and random.random() < 0.02
    this = Year(last.year, last.type, last.helper_id, registered, above and not moved,
                Progress.GONE.value if moved else None)  # fmt: skip
    found = suggestion([*known[:-1], this], this.year, closed=closed)
    progress = this.progress or (found.progress.value if found else None)
    return Year(this.year, this.type, this.helper_id, registered, this.above_line, progress)


def _maybe_poor_again(random: Random, last: Year, begun: Year) -> Year:
    """Now and then illness or a storm brings poverty back."""
    again = last.progress in (Progress.ABOVE_POOR, Progress.LASTING) and random.random() < 1 / (LASTING_YEARS * 3)
    return Year(begun.year, HouseholdType.POOR.value if again else begun.type, begun.helper_id)


def _row(year: Year) -> dict[str, Any]:
    return {"year": year.year, "type": year.type, "helper_id": year.helper_id, "registered": year.registered,
            "above_line": year.above_line, "progress": year.progress}  # fmt: skip


def _gifts(random: Random, year: int, today: date, helper: int) -> list[dict[str, Any]]:
    found = []
    for _ in range(random.choice((0, 0, 1, 1, 2))):
        type_, unit, least, most, source = random.choice(_GIFTS)
        day = date(year, 1, 5) + timedelta(days=random.randrange(340))
        if day < today:
            value = random.randint(least * 2, most * 2) * _MILLION // 2
            found.append({"day": day, "type": type_, "quantity": Decimal(1) if unit else None, "quantity_unit": unit,
                          "value": value, "source": source, "giver_id": helper})  # fmt: skip
    return found


def _organisation(words: Vocabulary, code: str) -> int:
    return int(words.target("organisation").by_code[code][0].key)
