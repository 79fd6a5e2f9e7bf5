"""What tells of one sheet who sent it for which period, and what was made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.asking import UNIT, Answer, Answers, Candidate, Question, Source
from mttq_desktop.excel.identity import Identity
from mttq_desktop.excel.titles import Said


@dataclass(frozen=True)
class Telling:
    """Titles, names, days and communes of the rows, the hidden sheet of a template, and what was answered before."""

    said: Said = field(default_factory=Said)
    sheet: str = ""
    file: str = ""
    days: Sequence[date] = ()
    communes: Sequence[str] = ()
    identity: Identity | None = None
    answers: Answers = field(default_factory=Answers)


@dataclass
class Told:
    """The sender's unit and the period of one sheet, what contradicts them, and what was answered of that."""

    unit: int | None = None
    period: str = ""
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    settled: dict[str, str] = field(default_factory=dict)

    def ask(self, question: Question) -> None:
        """Only a person may say it."""
        self.questions.append(question)
        self.problems.append(question.problem)

    def settle(self, question: Question, telling: Telling, found: Sequence[Candidate], *, asked: bool) -> None:
        """Take what was answered of a contradiction, else ask, or only tell where nothing depends on it."""
        now = telling.answers.now.get(question.topic) or _persons(found)
        before = "" if now else _before(question, telling.answers, found)
        if taken := next((a for a in question.answers if a.value == (now or before)), None):
            self._take(question, taken, before=not now)
        elif asked:
            self.ask(question)
        else:
            plain = question.problem
            self.problems.append(Problem(plain.code, plain.message, Severity.WARNING, None, plain.cell))

    def _take(self, question: Question, taken: Answer, *, before: bool) -> None:
        if question.topic == UNIT:
            self.unit = int(taken.value)
        else:
            self.period = taken.value
        self.problems.append(question.settled(taken, before=before))
        if question.sign:
            self.settled[question.sign] = taken.value


def _persons(found: Sequence[Candidate]) -> str:
    """What the person said beforehand, where the file says that, too."""
    said = (c for c in found if {x.source for x in c.clues} > {Source.PERSON})
    return next((str(c.value) for c in said if c.clues[0].source is Source.PERSON), "")


def _before(question: Question, answers: Answers, found: Sequence[Candidate]) -> str:
    """The answer of an earlier file that said the same, unless the rows of this one speak against it."""
    value = answers.before.get(question.sign, "") if question.sign else ""
    spoken = [str(c.value) for c in found if any(x.source is Source.ROWS for x in c.clues)]
    return value if spoken in ([], [value]) else ""
