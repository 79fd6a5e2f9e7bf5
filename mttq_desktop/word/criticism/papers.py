"""D18 and D19: the plan of a conference of social criticism, and what the criticism says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mttq_desktop.word.common import Issue, day_or_blank, draft_named, listed, lowered, shown
from mttq_desktop.word.figures import figured
from mttq_desktop.word.model import Align, Column, Document, Part, Table
from mttq_desktop.word.wording import Wording
from mttq_desktop.word.words import DOTS, Words, document, numbered, or_dots

POINTS = ("need", "conformity", "soundness", "effects", "interests")
"""The five points of Luật MTTQ, Điều 33.2, in their order."""
OPINIONS = (
    Column("STT", 13, Align.CENTER), Column("Điều, khoản", 22), Column("Nội dung dự thảo", 33),
    Column("Ý kiến phản biện", 42), Column("Lý do", 30), Column("Tiếp thu, giải trình", 25),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArticleOpinion:
    """What is said of one article; `taken` once the drafter answered."""

    article: str
    text: str
    content: str
    reason: str = ""
    taken: str = ""


@dataclass(frozen=True, slots=True)
class CriticismCase:
    """All that the papers about one draft say; `points` are the texts of the five points by name."""

    issue: Issue
    title: str
    draft_type: str
    drafter: str
    issuer: str
    form: str
    chair: str
    received_on: date
    partners: tuple[str, ...] = ()
    held_on: date | None = None
    spoken: int | None = None
    points: Mapping[str, str] = field(default_factory=dict)
    opinions: tuple[ArticleOpinion, ...] = ()
    advice: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    def words(self, code: str, wording: Wording) -> Words:
        """The phrases of one of the papers, filled."""
        places = {
            "tên dự thảo": draft_named(self.title) or DOTS, "loại dự thảo": or_dots(self.draft_type),
            "cơ quan soạn thảo": or_dots(self.drafter), "cơ quan ban hành dự thảo": or_dots(self.issuer),
            "hình thức": or_dots(lowered(self.form)), "chủ trì": or_dots(self.chair),
            "phối hợp": or_dots(listed(self.partners)), "ngày nhận dự thảo": day_or_blank(self.received_on),
            "ngày tổ chức": day_or_blank(self.held_on), "số ý kiến": figured(self.spoken, "opinions") or DOTS,
        }  # fmt: skip
        return Words.of(wording, code, self.issue, places)


def plan(data: CriticismCase, wording: Wording) -> Document:
    """D18."""
    words = data.words("D18", wording)
    parts = (
        *words.basis(), *words.say("opening"), *words.written("purpose", data.typed.get("purpose")),
        *words.section("contents"), *words.section("time"),
        *words.written("organising", data.typed.get("organising")), *words.say("closing"),
    )  # fmt: skip
    return document(data.issue, words, parts)


def criticism(data: CriticismCase, wording: Wording) -> Document:
    """D19: the five points, opinions article by article, what is asked for."""
    words = data.words("D19", wording)
    points: list[Part] = []
    for name in POINTS:
        points += words.written(name, data.points.get(name), level=2)
    parts = (
        *words.say("opening"), *points, *_articles(data, words),
        *words.section("advice", *numbered(data.advice), level=2), *words.say("closing"),
    )  # fmt: skip
    return document(data.issue, words, parts)


def _articles(data: CriticismCase, words: Words) -> tuple[Part, ...]:
    rows = [
        (str(n), o.article, o.text, shown(o.content), o.reason, o.taken) for n, o in enumerate(data.opinions, 1)
    ]
    said = (*words.say("articles"), *words.table(Table(OPINIONS, rows))) if rows else words.say("no_articles")
    return words.section("articles", *said, level=2)
