"""D25 and D25K: the plan of a joint inspection and the notice of its conclusion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mttq_desktop.text.dates import short
from mttq_desktop.word.common import Issue, day_or_blank, listed, lowered, typed
from mttq_desktop.word.model import Align, Bullets, Column, Document, Heading, Part, Table
from mttq_desktop.word.wording import Wording
from mttq_desktop.word.words import DOTS, Words, dated, document, or_dots, several

HEAD = "Trưởng đoàn"
MEMBERS = (
    Column("STT", 13, Align.CENTER), Column("Họ và tên", 45), Column("Chức vụ, đơn vị", 71),
    Column("Nhiệm vụ", 36, Align.CENTER),
)  # fmt: skip
VISITS = (Column("STT", 13, Align.CENTER), Column("Đơn vị", 112), Column("Ngày", 40, Align.CENTER))
FINDINGS = (
    Column("STT", 13, Align.CENTER), Column("Đơn vị", 45), Column("Ngày", 25, Align.CENTER),
    Column("Kết quả, tồn tại", 82),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """One unit visited."""

    unit: str
    day: date
    findings: str = ""


@dataclass(frozen=True, slots=True)
class InspectionCase:
    """All that the papers of one inspection say; members are (name, title, role), advice (authority, content)."""

    issue: Issue
    title: str
    chair: str
    starts_on: date
    ends_on: date | None = None
    partners: tuple[str, ...] = ()
    plan: tuple[str, date | None] = ("", None)
    members: Sequence[tuple[str, str, str]] = ()
    visits: Sequence[Visit] = ()
    strengths: str = ""
    weaknesses: str = ""
    advice: Sequence[tuple[str, str]] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    def words(self, code: str, wording: Wording) -> Words:
        """The phrases of one of the papers, filled."""
        head = next((name for name, _, role in self.members if role == HEAD), "")
        title = lowered(self.title)
        places = {
            "nội dung kiểm tra": title.removeprefix("kiểm tra ").strip() or DOTS, "chủ trì": or_dots(self.chair),
            "phối hợp": or_dots(listed(self.partners)), "từ ngày": short(self.starts_on),
            "đến ngày": day_or_blank(self.ends_on), "trưởng đoàn": or_dots(head),
            "số thành viên": several(len(self.members), "inspection_member"),
            "số đơn vị": several(len(self.visits), "inspection_visit"),
            "kế hoạch": dated(*self.plan),
        }  # fmt: skip
        return Words.of(wording, code, self.issue, places)


def plan(data: InspectionCase, wording: Wording) -> Document:
    """D25."""
    words = data.words("D25", wording)
    visits = Table(VISITS, [(str(n), v.unit, short(v.day)) for n, v in enumerate(data.visits, 1)])
    members = Table(MEMBERS, [(str(n), *member) for n, member in enumerate(data.members, 1)])
    parts = (
        *words.basis(), *words.say("opening"), *words.written("purpose", data.typed.get("purpose")),
        *words.section("contents", *words.announced("contents", visits)),
        *words.section("team", *words.announced("team", members)),
        *words.written("organising", data.typed.get("organising")), *words.say("closing"),
    )  # fmt: skip
    return document(data.issue, words, parts)


def conclusion(data: InspectionCase, wording: Wording) -> Document:
    """D25K: what is good, what is not, unit by unit, and what is asked of whom."""
    words = data.words("D25K", wording)
    found = Table(FINDINGS, [(str(n), v.unit, short(v.day), v.findings) for n, v in enumerate(data.visits, 1)])
    table = (*words.say("findings"), *words.table(found)) if data.visits else ()
    weaknesses = typed(data.weaknesses) or words.say("weaknesses")
    parts = (
        *words.say("opening"), *words.written("strengths", data.strengths),
        *words.section("weaknesses", *weaknesses, *table), *words.section("advice", *_advice(data, words)),
        *words.say("closing"),
    )  # fmt: skip
    return document(data.issue, words, parts)


def _advice(data: InspectionCase, words: Words) -> tuple[Part, ...]:
    parts: list[Part] = []
    for authority in dict.fromkeys(a for a, _ in data.advice):
        own = tuple(content for a, content in data.advice if a == authority)
        parts += [Heading(2, words.text("to_authority", **{"cơ quan": authority})), Bullets(own)]
    return tuple(parts)
