"""D11: the plan of a year's supervision and social criticism (NQLT 403/2017, Điều 3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from mttq_desktop.word.common import Issue, shown
from mttq_desktop.word.model import Align, Bullets, Column, Document, Figured, GroupRow, Part, Table, TableRow
from mttq_desktop.word.wording import Wording
from mttq_desktop.word.words import Words, document

CODE = "D11"
COLUMNS = (
    Column("STT", 12, Align.CENTER), Column("Nội dung", 78), Column("Hình thức", 34), Column("Đối tượng", 40),
    Column("Chủ trì", 30), Column("Phối hợp", 34), Column("Thời gian", 24, Align.CENTER), Column("Ghi chú", 22),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """One supervision or criticism of the plan, every value as it is to be read."""

    content: str
    form: str
    target: str
    chair: str
    partners: str
    timing: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class YearPlan:
    """All that the plan says; the two texts are typed, line by line."""

    issue: Issue
    year: int
    supervisions: Sequence[PlannedWork]
    criticisms: Sequence[PlannedWork]
    purpose: str = ""
    organising: str = ""

    def words(self, wording: Wording) -> Words:
        """The phrases of the plan, filled."""
        places = {
            "năm": str(self.year), "số cuộc giám sát": Figured(f"{len(self.supervisions):02d}", "supervision"),
            "số cuộc phản biện": Figured(f"{len(self.criticisms):02d}", "social_criticism"),
        }  # fmt: skip
        return Words.of(wording, CODE, self.issue, places)


def year_plan(data: YearPlan, wording: Wording) -> Document:
    """Lay out the plan; its table stands in an annex."""
    words = data.words(wording)
    parts = (
        *words.basis(), *words.say("opening"),
        *words.written("purpose", data.purpose),
        *words.section("contents"),
        *_work(words, "supervision", data.supervisions), *_work(words, "criticism", data.criticisms),
        *words.written("organising", data.organising), *words.say("closing"),
    )  # fmt: skip
    return document(data.issue, words, parts, words.annex(Table(COLUMNS, _rows(data, words))))


def _work(words: Words, name: str, work: Sequence[PlannedWork]) -> tuple[Part, ...]:
    if not work:
        return (*words.section(f"{name}_part", *words.say(f"{name}_none"), level=2),)
    items = Bullets(tuple(f"{shown(w.content)} ({w.chair} chủ trì)" for w in work))
    return words.section(f"{name}_part", *words.say(name), items, level=2)


def _rows(data: YearPlan, words: Words) -> list[TableRow]:
    rows: list[TableRow] = []
    for name, work in (("supervision", data.supervisions), ("criticism", data.criticisms)):
        if work:
            rows.append(GroupRow(words.text(f"group_{name}")))
            rows += [(str(n), *_cells(w)) for n, w in enumerate(work, 1)]
    return rows


def _cells(w: PlannedWork) -> tuple[str, ...]:
    return (shown(w.content), w.form, w.target, w.chair, w.partners, w.timing, w.note)
