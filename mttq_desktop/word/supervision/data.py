"""What the documents of one supervision are written from, and the places their phrases may use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mttq_desktop.word.common import Issue, day_or_blank, listed, lowered
from mttq_desktop.word.wording import Wording
from mttq_desktop.word.words import Words, dated, or_dots, several

HEAD = "Trưởng đoàn"


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the team; `role` in words."""

    name: str
    title: str
    role: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """One working session with a body."""

    day: date
    time: str
    place: str
    body: str
    present: str = ""
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation, by when it is to be answered, and what came of it."""

    content: str
    authority: str
    due_on: date | None = None
    answer: str = ""
    result: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class SupervisionCase:
    """All that the papers of one supervision say; `plan` and `decision` are (number, day)."""

    issue: Issue
    content: str
    chair: str
    partners: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    scope: str = ""
    span: str = ""
    timing: str = ""
    basis: str = ""
    plan: tuple[str, date | None] = ("", None)
    decision: tuple[str, date | None] = ("", None)
    members: tuple[Member, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    advice: tuple[Advice, ...] = ()
    strengths: str = ""
    weaknesses: str = ""
    causes: str = ""
    report_due_on: date | None = None
    typed: Mapping[str, str] = field(default_factory=dict)

    def words(self, code: str, wording: Wording) -> Words:
        """The phrases of one of the papers, filled."""
        return Words.of(wording, code, self.issue, self.places())

    @property
    def head(self) -> Member | None:
        """Who leads the team."""
        return next((m for m in self.members if m.role == HEAD), None)

    def places(self) -> dict[str, str]:
        """What fills the phrases of every paper."""
        days = sorted(m.day for m in self.meetings)
        return {
            "nội dung giám sát": supervised(self.content) or or_dots(""),
            "chủ trì": or_dots(self.chair),
            "phối hợp": or_dots(listed(self.partners)),
            "đối tượng": or_dots(listed(self.bodies)),
            "phạm vi": or_dots(self.scope),
            "thời kỳ giám sát": or_dots(self.span),
            "thời gian": or_dots(self.timing),
            "kế hoạch": dated(*self.plan),
            "quyết định": dated(*self.decision),
            "trưởng đoàn": self.head.name if self.head else or_dots(""),
            "số thành viên": several(len(self.members), "supervision_member"),
            "buổi đầu": day_or_blank(days[0] if days else None),
            "hạn báo cáo": day_or_blank(self.report_due_on),
        }


def supervised(content: str) -> str:
    """What is supervised, as it follows the word "giám sát": half of the plans repeat that word."""
    text = lowered(content)
    return text.removeprefix("giám sát ").strip() if text.startswith("giám sát ") else text
