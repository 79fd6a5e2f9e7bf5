"""Places of a workbook that say different things: what each says, the question it makes, the answers to choose from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.spec import Hints

UNIT, PERIOD, KIND, DAY = "unit", "period", "kind", "day"
"""What may be asked of a sheet."""


class Source(IntEnum):
    """Where something is said; the number tells how much it weighs beside the others."""

    PERSON = 9
    TEMPLATE = 5
    TITLE = 4
    ROWS = 3
    NAME = 2
    LETTER = 1


@dataclass(frozen=True, slots=True)
class Clue:
    """One place says one value; `words` go before the value when it is told."""

    source: Source
    value: Any
    words: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question, and what speaks for it."""

    value: str
    label: str
    evidence: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The answer after what speaks for it: "tiêu đề (ô A2) và tên tệp ghi Huyện Quế Sơn"."""
        return f"{', '.join(self.evidence)} {self.label}" if self.evidence else self.label


@dataclass(frozen=True, slots=True)
class Question:
    """What only a person may say of a sheet, the likeliest answer first.

    Where the same contradiction may come again from the same sender, `sign` tells it: the answer is remembered by it.
    """

    topic: str
    code: str
    asks: str
    answers: tuple[Answer, ...]
    cell: str | None = None
    sign: str = ""

    @property
    def problem(self) -> Problem:
        """The question as it keeps a file from being written."""
        told = "; ".join(a.told for a in self.answers)
        return Problem(self.code, f"{self.asks} {told[:1].upper()}{told[1:]}.", Severity.ERROR, None, self.cell)

    def settled(self, taken: Answer, *, before: bool) -> Problem:
        """That it was answered: by the person now, or the last time it came, which the person should see."""
        told = "; ".join(a.told for a in self.answers)
        how = "như lần trước đã trả lời" if before else "như đã trả lời"
        message = f"{told[:1].upper()}{told[1:]}. Nhập theo {taken.label} {how}."
        return Problem(self.code, message, Severity.WARNING if before else Severity.FACT, None, self.cell)


@dataclass
class Candidate:
    """One value that is said, by everything that says it."""

    value: Any
    clues: list[Clue] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """How much speaks for it."""
        return sum({c.source for c in self.clues})

    def answer(self, stored: str, label: str) -> Answer:
        """As an answer to choose."""
        return Answer(stored, label, tuple(dict.fromkeys(c.words for c in self.clues)))


Joined = Callable[[Candidate, Clue], Any]
"""The value that a candidate has once a clue that says the same is taken to it, None where it says another thing."""


def weigh(clues: Iterable[Clue], joined: Joined) -> list[Candidate]:
    """What is said, the likeliest first; clues come in the order of their reading."""
    found: list[Candidate] = []
    for clue in clues:
        for candidate in found:
            value = joined(candidate, clue)
            if value is not None:
                candidate.value = value
                candidate.clues.append(clue)
                break
        else:
            found.append(Candidate(clue.value, [clue]))
    return sorted(found, key=lambda c: -c.weight)


def sign_of(topic: str, clues: Iterable[Clue], plain: Callable[[Any], str]) -> str:
    """A contradiction as it is known again: who says what, in order; "" for one that only this file can have."""
    clues = list(clues)
    if any(c.source is Source.TEMPLATE for c in clues):
        return ""
    said = [c for c in clues if c.source in (Source.TITLE, Source.NAME)]
    return " ".join([topic, *(f"{c.source.name.lower()}={plain(c.value)}" for c in said)]) if len(said) > 1 else ""


@dataclass(frozen=True)
class Answers:
    """What was answered of one sheet: by the person now, and, by sign, whenever it was asked before."""

    now: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)


def answers_of(hints: Hints, sheet: str, layout: str) -> Answers:
    """What was answered of a sheet with such captions; an answer given in two ways before is none."""
    before: dict[str, set[str]] = {}
    for learned in hints.layouts.get(layout, ()):
        for sign, value in learned.answers.items():
            before.setdefault(sign, set()).add(value)
    sure = {sign: next(iter(values)) for sign, values in before.items() if len(values) == 1}
    return Answers(hints.answers.get(sheet, {}), sure)
