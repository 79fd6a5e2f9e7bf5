"""D23: minutes of a joint meeting, signed by secretary and chair."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mttq_desktop.text.dates import long, short
from mttq_desktop.word.common import Issue, hour, inside, shown, typed
from mttq_desktop.word.model import Align, Bullets, Column, Document, Minutes, Part, Signature, Table
from mttq_desktop.word.wording import Wording
from mttq_desktop.word.words import Words, document, or_dots

AGREED = (
    Column("STT", 13, Align.CENTER), Column("Nội dung thống nhất", 67), Column("Chủ trì", 30),
    Column("Phối hợp", 32), Column("Thời hạn", 23, Align.CENTER),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agreed:
    """One item that was agreed."""

    content: str
    lead: str
    partners: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class JointMeeting:
    """All that the minutes say; texts are typed, line by line."""

    issue: Issue
    kind: str
    day: date
    place: str
    chair: str
    secretary: str
    present: str = ""
    begins: str = ""
    ends: str = ""
    agenda: str = ""
    evaluation: str = ""
    results: str = ""
    discussion: str = ""
    agreed: Sequence[Agreed] = ()


def minutes(data: JointMeeting, wording: Wording) -> Document:
    """Lay out the minutes."""
    name = inside(data.kind)
    places = {
        "loại họp": name or or_dots(""), "bắt đầu": f"{hour(data.begins)}, {long(data.day)}",
        "kết thúc": hour(data.ends), "nơi họp": or_dots(data.place), "chủ tọa": or_dots(data.chair),
        "thư ký": or_dots(data.secretary),
    }  # fmt: skip
    words = Words.of(wording, "D23", data.issue, places)
    agenda = tuple(line for line in data.agenda.splitlines() if line.strip())
    present = tuple(line for line in data.present.splitlines() if line.strip())
    parts = (
        *words.say("begun", "place", "who"),
        *words.section("present", *((Bullets(present),) if present else typed(or_dots("")))),
        *words.section("contents", *((*words.say("contents"), Bullets(agenda)) if agenda else ())),
        *words.written("evaluation", data.evaluation, level=2), *words.written("results", data.results, level=2),
        *words.written("discussion", data.discussion, level=2),
        *words.section("agreed", *_agreed(data, words), level=2), *words.say("closing"),
    )  # fmt: skip
    signed = Minutes(Signature((), ("THƯ KÝ",), data.secretary), Signature((), ("CHỦ TỌA",), data.chair))
    return document(data.issue, words, parts, closing=signed)


def _agreed(data: JointMeeting, words: Words) -> tuple[Part, ...]:
    if not data.agreed:
        return words.say("nothing_agreed")
    rows = [
        (str(n), shown(a.content), a.lead, a.partners, short(a.due_on) if a.due_on else "")
        for n, a in enumerate(data.agreed, 1)
    ]
    return (*words.say("agreed"), *words.table(Table(AGREED, rows)))
