"""For which period a sheet is: titles, names, its days and letter, the template and the person, weighed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.asking import PERIOD, Candidate, Clue, Question, Source, weigh
from mttq_desktop.excel.dates import swapped
from mttq_desktop.excel.telling import Telling, Told
from mttq_desktop.excel.titles import Said, period_in_name
from mttq_desktop.rules.period import Period, read_period
from mttq_desktop.text.dates import short

_CODE = "period_contradiction"
_FEWEST = 5
"""Days from which the rows are believed to tell a period of their own."""
_LATE = 300
"""Days after a period within which its letter is written."""


def find_period(telling: Telling, told: Told, hint: str, *, asked: bool) -> None:
    """The period that most speaks for; where another is said, too, that is a question, or only told."""
    found = weigh(_clues(telling, hint), _joined)
    if not found:
        _by_days(telling, told)
        return
    told.period = found[0].value
    _look_at_days(telling, found)
    _look_at_letter(telling, told, found)
    found.sort(key=lambda c: -c.weight)
    told.period = found[0].value
    if len(found) > 1:
        told.settle(_question(telling, found), telling, found, asked=asked)


def _clues(telling: Telling, hint: str) -> Iterator[Clue]:
    said = telling.said
    if hint:
        yield Clue(Source.PERSON, hint, "đã chọn")
    if telling.identity is not None and (issued := read_period(telling.identity.period)) is not None:
        yield Clue(Source.TEMPLATE, issued.code, "biểu mẫu phát hành cho")
    for period, where in ((said.period, said.period_where), *said.periods):
        if period:
            yield Clue(Source.TITLE, period, f"tiêu đề (ô {where}) ghi", where)
    for name, words in ((telling.sheet, "tên trang ghi"), (telling.file, "tên tệp ghi")):
        if period := period_in_name(name):
            yield Clue(Source.NAME, period, words)


def _joined(candidate: Candidate, clue: Clue) -> str | None:
    """A wider period says the same less exactly; a title may say it once more exactly."""
    own, other = Period.parse(candidate.value), Period.parse(clue.value)
    if other.holds(own):
        return own.code
    titled = all(c.source is Source.TITLE for c in (*candidate.clues, clue))
    return other.code if titled and own.holds(other) else None


def _by_days(telling: Telling, told: Told) -> None:
    told.period = _quarter_of(telling.days, telling.said.letter_day)
    if not told.period:
        told.problems.append(Problem("unknown_period", "Tệp không cho biết kỳ; hãy chọn kỳ."))
        return
    message = f"Tiêu đề không ghi kỳ; theo các ngày trong bảng là {Period.parse(told.period).label}."
    told.problems.append(Problem("period_from_days", message, Severity.FACT))


def _quarter_of(days: Sequence[date], letter_day: date | None) -> str:
    """The quarter nearly all days lie in; the letter's day breaks a tie."""
    if not days:
        return ""
    counted = Counter(Period.quarter_of(d) for d in days)
    best, most = counted.most_common(1)[0]
    if most * 5 >= len(days) * 4:
        return best.code
    if letter_day is not None and counted[Period.quarter_of(letter_day)] * 2 > len(days):
        return Period.quarter_of(letter_day).code
    return ""


def _look_at_days(telling: Telling, found: list[Candidate]) -> None:
    """Nearly all days of the rows lie in one quarter: it is what the titles say, or speaks against them."""
    days = telling.days
    code = _quarter_of(days, None) if len(days) >= _FEWEST else ""
    if not code:
        return
    quarter = Period.parse(code)
    words = f"{sum(map(quarter.contains, days))} trong {len(days)} ngày trong bảng thuộc"
    clue = Clue(Source.ROWS, code, words)
    for candidate in sorted(found, key=lambda c: c.value != code):
        said = Period.parse(candidate.value)
        if said.holds(quarter) or _mostly_swapped(days, said):
            candidate.clues.append(clue)
            return
    found.append(Candidate(code, [clue]))


def _mostly_swapped(days: Sequence[date], said: Period) -> bool:
    """True when Excel may have read the days month first: the other way they lie where they should."""
    other = [d for d in days if said.contains(swapped(d) or d)]
    return len(other) * 2 > len(days)


def _look_at_letter(telling: Telling, told: Told, found: list[Candidate]) -> None:
    """No letter is written before its period, or long after; where the rows bear the period out, that is only told."""
    period = Period.parse(told.period)
    clue = _by_letter(telling.said, period) if period.last_year is None else None
    if clue is None or clue.value == period.code:
        return
    if any(c.source is Source.ROWS for c in found[0].clues):
        said = f"{clue.words} {Period.parse(clue.value).label}"
        message = f"{said[:1].upper()}{said[1:]}; các ngày trong bảng thuộc {period.label}."
        told.problems.append(Problem(_CODE, message, Severity.WARNING))
    elif (same := next((c for c in found if c.value == clue.value), None)) is not None:
        same.clues.append(clue)
    else:
        found.append(Candidate(clue.value, [clue]))


def _by_letter(said: Said, period: Period) -> Clue | None:
    """What the letter's day, or the year in its number, tells where it does not fit."""
    day, year = said.letter_day, said.number_year
    if day is not None and not 0 <= (day - period.start).days <= _days(period) + _LATE:
        return Clue(Source.LETTER, _like(period, day).code, f"văn bản đề ngày {short(day)}, tức")
    if year is not None and year not in (period.year, period.year + 1):
        return Clue(Source.LETTER, _like(period, date(year, 12, 31)).code, "số văn bản ghi năm của")
    return None


def _days(period: Period) -> int:
    return (period.end - period.start).days


def _like(period: Period, day: date) -> Period:
    """The same part of the year that last began before a day."""
    this = Period(day.year, period.part)
    return this if this.start <= day else Period(day.year - 1, period.part)


def _question(telling: Telling, found: Sequence[Candidate]) -> Question:
    answers = tuple(c.answer(c.value, Period.parse(c.value).label) for c in found)
    return Question(PERIOD, _CODE, "Tệp của kỳ nào?", answers, telling.said.period_where or None)
