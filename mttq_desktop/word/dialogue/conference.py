"""D20 and D22: the plan of a dialogue conference and the notice of its conclusions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from mttq_desktop.text.dates import short
from mttq_desktop.word.common import Issue, day_or_blank, hour, inside, listed, lowered, shown, typed
from mttq_desktop.word.figures import figured
from mttq_desktop.word.model import Align, Bullets, Column, Document, Heading, Part, Table
from mttq_desktop.word.wording import DAYS, Wording
from mttq_desktop.word.words import DOTS, Words, document, or_dots

GROUPS = (
    Column("STT", 14, Align.CENTER), Column("Đơn vị, thành phần", 81), Column("Số lượng", 25, Align.CENTER),
    Column("Ghi chú", 45),
)  # fmt: skip
TASKS = (
    Column("STT", 12, Align.CENTER), Column("Nội dung ý kiến", 58), Column("Đơn vị nêu", 26),
    Column("Cơ quan giải quyết", 27), Column("Thời hạn", 22, Align.CENTER), Column("Kết quả", 20),
)  # fmt: skip

TOGETHER = " đồng chủ trì"
"""How the role of several in the chair ends, which is not said of their conclusion."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One question of a conference; `at_once` says that it was answered there."""

    content: str
    asked_by: str = ""
    field: str = ""
    authority: str = ""
    due_on: date | None = None
    outcome: str = ""
    conclusion: str = ""
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class DialogueCase:
    """All that the papers of one conference say; a count of None was not reported."""

    issue: Issue
    topic: str
    chair_role: str
    audience: str
    day: date
    time: str = ""
    place: str = ""
    chair: str = ""
    partners: tuple[str, ...] = ()
    groups: tuple[tuple[str, int, str], ...] = ()
    people: int | None = None
    asked_before: int | None = None
    spoken: int | None = None
    answered_at_once: int | None = None
    conclusion: str = ""
    opinions: tuple[Opinion, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Opinion, ...]:
        """What was not answered at the conference."""
        return tuple(o for o in self.opinions if not o.at_once)

    def words(self, code: str, wording: Wording) -> Words:
        """The phrases of one of the papers, filled."""
        places = {
            "chủ đề": lowered(self.topic) or DOTS, "người chủ trì": or_dots(self.chair_role),
            "người kết luận": or_dots(self.chair_role.removesuffix(TOGETHER)),
            "hạn gửi câu hỏi": short(self.day - timedelta(days=int(wording.current(f"D20.question{DAYS}")))),
            "tên người chủ trì": or_dots(self.chair), "đối tượng tham dự": or_dots(self.audience),
            "giờ": hour(self.time), "ngày tổ chức": day_or_blank(self.day), "địa điểm": or_dots(self.place),
            "phối hợp": or_dots(listed(self.partners)), "số đại biểu": self._there() or DOTS,
            "số ý kiến gửi trước": figured(self.asked_before, "asked_before") or DOTS,
            "số ý kiến": figured(self.spoken, "opinions") or DOTS,
            "số trả lời tại chỗ": figured(self.answered_at_once, "answered_at_once") or DOTS,
            "số chưa trả lời": figured(len(self.open), "open"),
        }  # fmt: skip
        return Words.of(wording, code, self.issue, places)

    def _there(self) -> str:
        """How many came, else how many are asked of each group."""
        if self.people is not None:
            return figured(self.people, "people")
        return figured(sum(n for _, n, _ in self.groups) or None, "dialogue_group.people")


def plan(data: DialogueCase, wording: Wording) -> Document:
    """D20, with who sends how many."""
    words = data.words("D20", wording)
    rows = [(str(n), name, figured(many, f"row/{n}"), note) for n, (name, many, note) in enumerate(data.groups, 1)]
    groups = Table(GROUPS, rows)
    parts = (
        *words.basis(), *words.say("opening"), *words.written("purpose", data.typed.get("purpose")),
        *words.section("contents"), *words.section("time", *words.announced("time", groups)),
        *words.written("agenda", data.typed.get("agenda")),
        *words.written("organising", data.typed.get("organising")), *words.say("closing"),
    )  # fmt: skip
    return document(data.issue, words, parts)


def conclusion(data: DialogueCase, wording: Wording) -> Document:
    """D22: conclusions by field, then who settles what by when."""
    words = data.words("D22", wording)
    rows = [
        (str(n), shown(o.content), o.asked_by, o.authority, short(o.due_on) if o.due_on else "", o.outcome)
        for n, o in enumerate(data.open, 1)
    ]
    tasks = (*words.say("tasks"), *words.table(Table(TASKS, rows))) if rows else words.say("no_tasks")
    parts = (
        *words.say("opening"), *words.section("general"),
        *words.section("conclusion", *typed(data.conclusion), *_by_field(data, words)),
        *words.section("tasks", *tasks), *words.say("closing"),
    )  # fmt: skip
    return document(data.issue, words, parts)


def _by_field(data: DialogueCase, words: Words) -> tuple[Part, ...]:
    """What the chair concluded on single opinions, under the name of each field."""
    said = [o for o in data.opinions if inside(o.conclusion)]
    parts: list[Part] = []
    for name, own in groupby(sorted(said, key=lambda o: (not o.field, o.field)), key=lambda o: o.field):
        parts += [Heading(2, name or words.text("other")), Bullets(tuple(o.conclusion for o in own))]
    return tuple(parts)
