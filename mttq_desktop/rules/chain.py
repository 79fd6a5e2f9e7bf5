"""A chain of steps that follow one another in law: which are done, late, next, and what is missing for a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Standing(Enum):
    """How one step of a chain stands."""

    DONE = "done"
    DONE_LATE = "done_late"
    LATE = "late"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One step as declared: `done` gives its day, `number` its document, `code` the deadline that binds it.

    `start` names what its deadline is counted from, with the words for it ("ngày buổi làm việc đầu tiên").
    """

    title: str
    done: str
    number: str = ""
    code: str = ""
    start: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a record's chain. `missing` says what must be written before its day can be counted."""

    title: str
    standing: Standing
    done_on: date | None
    due_on: date | None
    number: str
    missing: str
    code: str = ""


def chain(
    steps: Sequence[Step], values: Mapping[str, object], due: Mapping[str, date], today: date
) -> tuple[Link, ...]:
    """The chain of one record on a day; the first step not done, nor passed over by a later one, is the next."""
    done = [_day(values, s.done) for s in steps]
    last = max((i for i, day in enumerate(done) if day is not None), default=-1)
    nearest = next((i for i, day in enumerate(done) if day is None and i > last), None)
    return tuple(
        _link(step, done[i], due.get(step.code), values, today, is_next=i == nearest) for i, step in enumerate(steps)
    )


def _link(
    step: Step, done: date | None, due_on: date | None, values: Mapping[str, object], today: date, *, is_next: bool
) -> Link:
    number = values.get(step.number)
    standing = _standing(done, due_on, today, is_next)
    missing = _missing(step, done, values)
    return Link(step.title, standing, done, due_on, str(number) if number else "", missing, step.code)


def _standing(done: date | None, due_on: date | None, today: date, is_next: bool) -> Standing:
    if done is not None:
        return Standing.DONE_LATE if due_on is not None and done > due_on else Standing.DONE
    if due_on is not None and due_on < today:
        return Standing.LATE
    return Standing.NEXT if is_next else Standing.LATER


def _missing(step: Step, done: date | None, values: Mapping[str, object]) -> str:
    """What keeps the day from being counted; nothing once the step is done."""
    if done is not None or step.start is None or values.get(step.start[0]):
        return ""
    return step.start[1]


def _day(values: Mapping[str, object], name: str) -> date | None:
    value = values.get(name)
    return value if isinstance(value, date) else None
