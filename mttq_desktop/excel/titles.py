"""What the lines around a table, the sheet's name and the file's name say: kind, sender, period."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mttq_desktop.excel.spec import TableSpec
from mttq_desktop.fields import UnitLookup, Vocabulary
from mttq_desktop.fields.vocabulary import Entry
from mttq_desktop.rules.period import Period, read_period, read_periods
from mttq_desktop.text.dates import read_date
from mttq_desktop.text.fold import clean, fold, tone_key

_LETTER_DAY = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}", re.IGNORECASE)
_NUMBER_YEAR = re.compile(r"^\s*số\s*:?\s*\d+\s*/\s*(20\d{2})\s*/", re.IGNORECASE)
_ATTACHED = ("kem theo", "ban hanh kem", "dinh kem", "can cu")
_TO = re.compile(r"\s*(kính gửi|nơi nhận)", re.IGNORECASE)
_AHEAD = re.compile(r"\b(phương hướng|nhiệm vụ|so với|so cùng kỳ|chuyển sang)\b.*", re.IGNORECASE | re.DOTALL)
_TYPE_AT = re.compile(r"(?<!\w)(thành phố|thị xã|thị trấn|huyện|phường|xã|đặc khu|tỉnh|tp\.?|tx\.?)\s+", re.IGNORECASE)
_FILE_PERIOD = re.compile(r"(?<![a-z0-9])(?:quy|q)[ _.-]*(iv|i{1,3}|[1-4])[ _./-]*(?:nam)?[ _./-]*((?:20)\d{2})")


@dataclass(frozen=True, slots=True)
class Said:
    """What the words around a table say; `where` tells from which cell or name it was taken.

    `units` and `periods` are what else they say: (what, where) of other units of that level, and of other periods.
    `number_year` is the year in the letter's number.
    """

    unit: int | None = None
    unit_where: str = ""
    period: str = ""
    period_where: str = ""
    letter_day: date | None = None
    units: tuple[tuple[int, str], ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    number_year: int | None = None


def read_titles(texts: Sequence[tuple[str, str]], vocabulary: Vocabulary, on: date | None) -> Said:
    """From (cell name, text) of the lines above and below the table."""
    (period, period_where), *periods = _periods(texts) or [("", "")]
    letter = _letter_day(texts)
    day = on or (Period.parse(period).start if period else letter)
    (unit, unit_where), *units = _units(texts, vocabulary.units, day) or [(None, "")]
    others = tuple((key, where) for key, where in units if key is not None)
    return Said(unit, unit_where, period, period_where, letter, others, tuple(periods), _number_year(texts))


def _units(texts: Sequence[tuple[str, str]], units: UnitLookup, on: date | None) -> list[tuple[int | None, str]]:
    """The units of the level that sends, each with the first place that names it; an addressee counts last."""
    lines = sorted(texts, key=lambda line: bool(_TO.match(line[1])))
    found = [(entry, where) for where, text in lines for entry in units_in(text, units, on)]
    sent = [(e, where) for e, where in found if not _TO.match(dict(texts)[where])] or found
    for level in ("district", "commune", "province"):
        own: dict[str, tuple[int | None, str]] = {}
        for entry, where in sent:
            if entry.level == level:
                own.setdefault(entry.code, (int(entry.key), where))
        if own:
            return list(own.values())
    return []


def units_in(text: str, units: UnitLookup, on: date | None) -> list[Entry]:
    """Units named with their type word anywhere in a line; the longest name wins."""
    line = _LETTER_DAY.sub(" ", clean(text))
    found: list[Entry] = []
    for match in _TYPE_AT.finditer(line):
        words = line[match.end() :].split()[:5]
        for length in range(min(len(words), 4), 0, -1):
            name = " ".join(words[:length]).strip(" ,.;:-()")
            hits = units.find_unit(f"{match[1].rstrip('.')} {name}", on) if name else ()
            if hits and len({h.level for h in hits}) == 1:
                found.append(hits[0])
                break
    return found


def commune_said(
    texts: Sequence[tuple[str, str]], sheet_name: str, sender: int | None, units: UnitLookup, on: date | None
) -> int | None:
    """The one commune of the sender that the title, else the sheet's name, tells for all rows of a list."""
    titled = {e.key for _, text in texts for e in units_in(text, units, on)}
    named = {e.key for e in units.find_unit(sheet_name, on, sender, "commune")}
    for found in (titled, named):
        own = {k for k in found if sender is not None and k != sender and units.district_of(k) == sender}
        if own:
            return int(own.pop()) if len(own) == 1 else None
    return None


def _periods(texts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Every period named, the first place each; a term of years only where nothing shorter is named."""
    found: dict[Period, str] = {}
    for where, text in texts:
        line = _AHEAD.sub(" ", _LETTER_DAY.sub(" ", clean(text)))
        if not any(word in fold(line) for word in _ATTACHED):
            for period in read_periods(line):
                found.setdefault(period, where)
    some = {p: where for p, where in found.items() if p.part != "span"} or found
    return [(p.code, where) for p, where in some.items()]


def _number_year(texts: Iterable[tuple[str, str]]) -> int | None:
    return next((int(m[1]) for _, text in texts if (m := _NUMBER_YEAR.match(clean(text)))), None)


def _letter_day(texts: Iterable[tuple[str, str]]) -> date | None:
    for _, text in texts:
        if found := _LETTER_DAY.search(clean(text)):
            return read_date(found[0]).day
    return None


def period_in_name(name: str) -> str:
    """The period in a sheet's or file's name: "KN quý I-2024", "Q1_2024"."""
    if (found := read_period(name.replace("_", " "))) is not None:
        return found.code
    if match := _FILE_PERIOD.search(fold(name.replace("_", " ").replace("-", " "))):
        number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match[1]) or int(match[1])
        return Period(int(match[2]), f"Q{number}").code
    return ""


def unit_in_name(name: str, units: UnitLookup, on: date | None) -> int | None:
    """The one district whose name stands in a file's name; names there are mostly typed without tones."""
    words = f" {fold(name.replace('_', ' '))} "
    toned = f" {tone_key(name.replace('_', ' '))} "
    districts = [e for e in units.entries if e.level == "district" and e.valid(on)]
    exact = [e for e in districts if f" {tone_key(_bare(e))} " in toned]
    loose = exact or [e for e in districts if f" {fold(_bare(e))} " in words]
    return int(loose[0].key) if len(loose) == 1 else None


def _bare(entry: Entry) -> str:
    head, _, rest = entry.label.partition(" ")
    if head.casefold() in ("thành", "thị"):
        return rest.partition(" ")[2]
    return rest


def title_weight(spec: TableSpec, texts: Iterable[tuple[str, str]]) -> int:
    """How clearly the title names this kind of table; below zero when it names another."""
    words = " ".join(fold(text) for _, text in texts)
    own = sum(f" {fold(w)} " in f" {words} " for w in spec.title_words)
    other = sum(f" {fold(w)} " in f" {words} " for w in spec.other_words)
    return own - other
