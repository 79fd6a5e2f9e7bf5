"""Which day the rows of a list came in that has no column for it: its letter's, or the last one of its period."""

from collections.abc import Collection, Iterator
from datetime import date

from mttq_desktop.excel.asking import DAY, Answer, Question
from mttq_desktop.excel.spec import TableSpec
from mttq_desktop.excel.telling import Telling, Told
from mttq_desktop.rules.period import Period
from mttq_desktop.text.dates import short

LETTER, LAST, CHOSEN = "letter", "last_day", "chosen"
"""Answers: so they mean the same of the next period's list, too."""
_LATE = 120
"""Days after a period within which its letter is written."""


def find_day(spec: TableSpec, named: Collection[str], telling: Telling, told: Told, chosen: date | None) -> date | None:
    """The day for all rows; None where each row says its own, or nothing tells one. What was not answered is asked.

    Only of lists sent for a period: conferences and sessions each have their own day.
    """
    if not (spec.asks and spec.day) or spec.day in named or not spec.column(spec.day).required:
        return None
    known = {CHOSEN: (chosen, "đã chọn")} if chosen is not None else dict(_days(telling, told.period))
    if not known:
        return None
    answers = tuple(Answer(value, short(day), (words,)) for value, (day, words) in known.items())
    label = spec.column(spec.day).field.label.lower()
    asks = f"Danh sách không có cột {label}. Ghi mọi dòng là ngày nào?"
    question = Question(DAY, "missing_day", asks, answers, sign=DAY)
    given = telling.answers
    now = CHOSEN if chosen is not None else given.now.get(DAY, "")
    taken = next((a for a in answers if a.value == (now or given.before.get(DAY))), None)
    if taken is None:
        told.ask(question)
    else:
        told.problems.append(question.settled(taken, before=not now))
        told.settled |= {DAY: taken.value} if taken.value != CHOSEN else {}
    return known[taken.value if taken is not None else answers[0].value][0]


def _days(telling: Telling, code: str) -> Iterator[tuple[str, tuple[date, str]]]:
    """What tells a day, the likeliest first: a letter of the period itself, else the period's last day."""
    letter, period = telling.said.letter_day, Period.parse(code) if code else None
    if period is None:
        return
    written = (LETTER, (letter, "văn bản đề ngày")) if letter is not None else None
    if written is not None and period.contains(written[1][0]):
        yield written
    yield LAST, (period.end, f"ngày cuối của {period.label} là")
    if written is not None and 0 < (written[1][0] - period.end).days <= _LATE:
        yield written
