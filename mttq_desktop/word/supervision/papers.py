"""D12, D13 and D14: the plan of a supervision team, the decision that sets it up, the letter with the outline."""

from dataclasses import replace

from mttq_desktop.text.dates import short
from mttq_desktop.word.common import hour, shown
from mttq_desktop.word.model import Align, Annex, Bullets, Column, Document, Part, Table
from mttq_desktop.word.supervision.data import SupervisionCase
from mttq_desktop.word.wording import Wording
from mttq_desktop.word.words import Words, article, centred, document, outlined

MEMBERS = (
    Column("STT", 12, Align.CENTER), Column("Họ và tên", 45), Column("Chức vụ, đơn vị", 72),
    Column("Nhiệm vụ", 36, Align.CENTER),
)  # fmt: skip
CALENDAR = (
    Column("STT", 12, Align.CENTER), Column("Ngày, giờ", 32, Align.CENTER), Column("Đơn vị", 48),
    Column("Địa điểm", 38), Column("Thành phần", 35),
)  # fmt: skip


def team_plan(data: SupervisionCase, wording: Wording) -> Document:
    """D12, in the six points of NQLT 403/2017, Điều 6.2."""
    words = data.words("D12", wording)
    parts = (
        *words.basis(*data.basis.splitlines()), *words.say("opening"),
        *words.written("purpose", data.typed.get("purpose")),
        *words.section("subject_matter"),
        *words.section("team", *words.announced("team", members(data))),
        *words.section("calendar", *_calendar(data, words)),
        *words.written("duties", data.typed.get("duties")),
        *words.section("means"), *words.say("closing"),
    )  # fmt: skip
    return document(data.issue, words, parts)


def decision(data: SupervisionCase, wording: Wording) -> Document:
    """D13: Điều 1 sets up the team with its members, Điều 2 says its duties, Điều 3 who carries it out."""
    words = data.words("D13", wording)
    parts = (
        centred(words.text("authority").upper()), *words.basis(*data.basis.splitlines()),
        centred(words.text("decides").upper()),
        *article(1, words.say("article_1")), *words.table(members(data)),
        *article(2, words.say("article_2")), *article(3, words.say("article_3")),
    )  # fmt: skip
    return document(data.issue, words, parts)


def outline_letter(data: SupervisionCase, wording: Wording) -> Document:
    """D14: asks the supervised bodies to report by the outline in the annex."""
    words = data.words("D14", wording)
    outline = Annex(words.text("annex_title"), words.text("annex_attached"), outlined(words.text("outline")), False)
    parts = (*words.say("opening", "request"), *_meetings(data, words), *words.say("closing"))
    paper = document(data.issue, words, parts, (outline,))
    return replace(paper, addressees=data.bodies or paper.addressees)


def _meetings(data: SupervisionCase, words: Words) -> tuple[Part, ...]:
    if not data.meetings:
        return ()
    hours = (f"{hour(m.time)}, " if m.time else "" for m in data.meetings)
    days = (f"ngày {short(m.day)}: {m.body}, tại {m.place}" for m in data.meetings)
    return (*words.say("calendar"), Bullets(tuple(map("".join, zip(hours, days, strict=True)))))


def members(data: SupervisionCase) -> Table:
    """The members in their order."""
    return Table(MEMBERS, [(str(n), m.name, m.title, m.role) for n, m in enumerate(data.members, 1)])


def _calendar(data: SupervisionCase, words: Words) -> tuple[Part, ...]:
    if not data.meetings:
        return tuple(words.say("calendar_later"))
    rows = [
        (str(n), "\n".join(x for x in (m.time and hour(m.time), short(m.day)) if x), m.body, m.place, shown(m.present))
        for n, m in enumerate(data.meetings, 1)
    ]
    return (*words.say("calendar"), *words.table(Table(CALENDAR, rows)))
