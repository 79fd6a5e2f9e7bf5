"""Who sends a sheet: titles, names, the communes of its rows, the template and the person, weighed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from mttq_desktop.errors import Problem
from mttq_desktop.excel.asking import UNIT, Candidate, Clue, Question, Source, sign_of, weigh
from mttq_desktop.excel.telling import Telling, Told
from mttq_desktop.excel.titles import unit_in_name
from mttq_desktop.fields import UnitLookup

_FEWEST = 5
"""Rows with a commune from which they are believed to tell a district of their own."""


def find_unit(
    telling: Telling, told: Told, units: UnitLookup, hint: int | None, on: date | None, *, asked: bool
) -> None:
    """The unit that most speaks for; where another is said, too, that is a question, or only told."""
    clues = list(_clues(telling, units, hint, on))
    found = weigh(clues, partial(_joined, units))
    if not found or found[0].clues[0].source is Source.ROWS:
        _unknown(telling, told, units, found)
        return
    told.unit = found[0].value
    if len(found) > 1:
        sign = sign_of(UNIT, clues, lambda key: units.by_key[key].code)
        told.settle(_question(telling, units, found, sign), telling, found, asked=asked)


def _clues(telling: Telling, units: UnitLookup, hint: int | None, on: date | None) -> Iterator[Clue]:
    said, identity = telling.said, telling.identity
    if hint is not None:
        yield Clue(Source.PERSON, hint, "đã chọn")
    if identity is not None and (issued := _by_code(units, identity.unit_code, on)) is not None:
        yield Clue(Source.TEMPLATE, issued, "biểu mẫu phát hành cho")
    for unit, where in ((said.unit, said.unit_where), *said.units):
        if unit is not None:
            yield Clue(Source.TITLE, unit, f"tiêu đề (ô {where}) ghi", where)
    for name, words in ((telling.sheet, "tên trang ghi"), (telling.file, "tên tệp ghi")):
        if (named := unit_in_name(name, units, on)) is not None:
            yield Clue(Source.NAME, named, words)
    yield from _by_communes(telling.communes, units, on)


def _by_communes(names: Sequence[str], units: UnitLookup, on: date | None) -> Iterator[Clue]:
    """The one district that nearly all communes of the rows lie in."""
    rows = [{units.district_of(e.key) for e in units.find_unit(n, on, None, "commune")} - {None} for n in names]
    known = [r for r in rows if r]
    if len(known) < _FEWEST:
        return
    (best, many), *_ = Counter(district for row in known for district in row).most_common(1)
    if many * 5 >= len(known) * 4 and sum(len(row) == 1 for row in known) * 2 > len(known):
        yield Clue(Source.ROWS, best, f"{many} trong {len(known)} dòng là xã, phường của")


def _joined(units: UnitLookup, candidate: Candidate, clue: Clue) -> int | None:
    """Two versions of one unit, a commune inside the district, a province over it do not contradict each other."""
    own, other = units.by_key.get(candidate.value), units.by_key.get(clue.value)
    if own is None or other is None:
        return int(candidate.value) if candidate.value == clue.value else None
    inside = own.key == units.district_of(other.key) or other.key == units.district_of(own.key)
    if own.code == other.code or inside:
        return int(own.key)
    chosen = candidate.clues[0].source is Source.PERSON
    if own.level == "province" and not chosen and _within(units, clue.value, own.key):
        return int(own.key if clue.source is Source.ROWS else other.key)
    return None


def _within(units: UnitLookup, unit: int, province: object) -> bool:
    district = units.by_key.get(units.district_of(unit) or unit)
    return district is not None and district.parent == province


def _unknown(telling: Telling, told: Told, units: UnitLookup, found: Sequence[Candidate]) -> None:
    """Nobody says it: the rows may suggest who."""
    message = "Tệp không cho biết nơi gửi; hãy chọn nơi gửi."
    if not found:
        told.problems.append(Problem("unknown_sender", message))
        return
    answers = tuple(c.answer(str(c.value), units.label(c.value)) for c in found)
    told.settle(Question(UNIT, "unknown_sender", "Tệp không ghi nơi gửi.", answers), telling, found, asked=True)


def _question(telling: Telling, units: UnitLookup, found: Sequence[Candidate], sign: str) -> Question:
    answers = tuple(c.answer(str(c.value), units.label(c.value)) for c in found)
    return Question(UNIT, "unit_contradiction", "Tệp của nơi nào?", answers, telling.said.unit_where or None, sign)


def _by_code(units: UnitLookup, code: str, on: date | None) -> int | None:
    hits = [e for e in units.by_code.get(code, ()) if e.valid(on)] or list(units.by_code.get(code, ()))
    return int(hits[0].key) if hits and code else None
