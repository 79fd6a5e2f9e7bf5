"""How a task of a plan stands on a day, and what of it goes over into another year."""

from datetime import date
from enum import StrEnum

from mttq_desktop.rules.timing import Span, names_its_year, read_timing


class TaskState(StrEnum):
    """Codes of the list task_status."""

    NOT_YET = "CHUA"
    DOING = "DANG"
    DONE = "XONG"
    LATE = "CHAM"
    DROPPED = "BO"


CLOSED = frozenset((TaskState.DONE, TaskState.DROPPED))
"""Nothing more is to be done."""


def kept_state(state: str) -> str:
    """What is stored: being late follows from the last day, a task called late is one being done."""
    return TaskState.DOING.value if state == TaskState.LATE else state


class Standing(StrEnum):
    """How a task stands on a day; being late and being carried over follow from days, they are not typed."""

    DONE = "done"
    DOING = "doing"
    NOT_YET = "not_yet"
    LATE = "late"
    CARRIED = "carried"
    DROPPED = "dropped"


_STANDING = {
    TaskState.NOT_YET: Standing.NOT_YET, TaskState.DOING: Standing.DOING, TaskState.LATE: Standing.DOING,
    TaskState.DONE: Standing.DONE, TaskState.DROPPED: Standing.DROPPED,
}  # fmt: skip


def standing(state: str, ends_on: date | None, today: date, carried: bool = False) -> Standing:
    """How a task stands on a day: open after its last day it is late, whatever was written."""
    stored = TaskState(state)
    if stored not in CLOSED and carried:
        return Standing.CARRIED
    if stored not in CLOSED and ends_on is not None and ends_on < today:
        return Standing.LATE
    return _STANDING[stored]


def settled_day(state: str, day: date | None, today: date) -> date | None:
    """The day on which a task was finished: today where nobody said another, none while it is open."""
    return (day or today) if state == TaskState.DONE else None


def days_of(timing: str, year: int, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """Days that the words name; days typed by hand stay where they lie inside what the words name."""
    span: Span | None = read_timing(timing, year)
    if span is None:
        return first, last
    inside = all(d is None or span[0] <= d <= span[1] for d in (first, last))
    if inside and (first or last):
        return first or span[0], last or span[1]
    return span


def carried_timing(timing: str | None) -> str | None:
    """Words for the year after: "Quý IV" is said again, words that name a year or a day are not."""
    return None if timing is None or names_its_year(timing) else timing
