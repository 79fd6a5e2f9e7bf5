"""D09 and D10: the programme of coordination and the joint plan of a year, signed by all parties."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mttq_desktop.word.common import Issue, lowered, shown, typed
from mttq_desktop.word.model import (
    Align,
    Bullets,
    Column,
    Document,
    Figured,
    GroupRow,
    Heading,
    Paragraph,
    Part,
    Recipients,
    Signature,
    SignatureGrid,
    Table,
    TableRow,
)
from mttq_desktop.word.wording import Wording
from mttq_desktop.word.words import Words, document

NAME = "chương trình phối hợp "
_POINTS = re.compile(r"1\s*[.)]")
TASKS = (
    Column("STT", 12, Align.CENTER), Column("Nội dung công việc", 88), Column("Đơn vị chủ trì", 36),
    Column("Đơn vị phối hợp", 44), Column("Thời gian", 28, Align.CENTER), Column("Sản phẩm", 38),
    Column("Ghi chú", 22),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the programme's tree with its text; level 1 stands highest."""

    level: int
    title: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeText:
    """All that the programme says, as it stands on its day."""

    issue: Issue
    title: str
    span: str
    chapters: Sequence[Chapter]
    parties: tuple[Signature, ...]
    preamble: str = ""
    closing: str = ""
    recipients: str = ""


def programme(data: ProgrammeText, wording: Wording) -> Document:
    """D09: the tree as it stands, six signatures below, then Nơi nhận."""
    title = lowered(data.title).removeprefix(NAME).strip()
    places = {"tên chương trình": title[:1].upper() + title[1:], "giai đoạn": data.span}
    words = Words.of(wording, "D09", data.issue, places)
    opening = tuple(_preamble(line) for line in data.preamble.splitlines() if line.strip()) or words.say("opening")
    body = tuple(part for c in data.chapters for part in _chapter(c))
    parts = (*opening, *body, *(typed(data.closing) or words.say("closing")))
    paper = document(data.issue, words, parts, closing=SignatureGrid(data.parties))
    own = tuple(line.strip() for line in data.recipients.splitlines() if line.strip())
    return replace(paper, recipients=Recipients(own)) if own else paper


def _preamble(line: str) -> Part:
    return Paragraph(line.strip(), italic=line.strip().startswith("Căn cứ"))


def _chapter(chapter: Chapter) -> tuple[Part, ...]:
    return (Heading(min(chapter.level, 3), shown(chapter.title)), *typed(chapter.body))


@dataclass(frozen=True, slots=True)
class Task:
    """One content of the plan, every value as it is to be read; `group` is a heading of the programme."""

    group: str
    content: str
    lead: str
    partners: str
    timing: str
    product: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class JointPlan:
    """All that the plan says; tasks come in the order of their groups."""

    issue: Issue
    year: int
    tasks: Sequence[Task]
    parties: tuple[Signature, ...]
    purpose: str = ""
    organising: str = ""


def joint_plan(data: JointPlan, wording: Wording) -> Document:
    """D10: contents under the programme's headings, who does what in an annex."""
    places = {"năm": str(data.year), "số nhiệm vụ": Figured(f"{len(data.tasks):02d}", "tasks")}
    words = Words.of(wording, "D10", data.issue, places)
    contents = (*words.say("contents"), *_contents(data, words)) if data.tasks else words.say("no_tasks")
    parts = (
        *words.basis(), *words.say("opening"), *words.written("purpose", data.purpose),
        *words.section("contents", *contents), *words.section("organising", *_organising(data, words)),
        *words.say("closing"),
    )  # fmt: skip
    annexes = words.annex(Table(TASKS, _rows(data, words)))
    return document(data.issue, words, parts, annexes, SignatureGrid(data.parties))


def _organising(data: JointPlan, words: Words) -> tuple[Part, ...]:
    """The four usual points with what was typed below them; typed points of its own stand for them."""
    own = data.organising.strip()
    return typed(own) if _POINTS.match(own) else (*words.say("organising"), *typed(own))


def _grouped(data: JointPlan, words: Words) -> list[tuple[str, list[Task]]]:
    groups = groupby(data.tasks, key=lambda task: task.group)
    return [(shown(name) or words.text("other"), list(tasks)) for name, tasks in groups]


def _contents(data: JointPlan, words: Words) -> tuple[Part, ...]:
    parts: list[Part] = []
    for name, tasks in _grouped(data, words):
        parts += [Heading(2, name), Bullets(tuple(shown(task.content) for task in tasks))]
    return tuple(parts)


def _rows(data: JointPlan, words: Words) -> list[TableRow]:
    rows: list[TableRow] = []
    for name, tasks in _grouped(data, words):
        rows.append(GroupRow(name))
        rows += [
            (str(n), shown(t.content), t.lead, t.partners, t.timing, t.product, t.note) for n, t in enumerate(tasks, 1)
        ]
    return rows
