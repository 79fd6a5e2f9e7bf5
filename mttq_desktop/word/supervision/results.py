"""D15, D16 and D17: minutes of a working session, the team's report, recommendations to each authority."""

from dataclasses import replace

from mttq_desktop.text.dates import long, short
from mttq_desktop.word.common import day_or_blank, hour, inside, typed
from mttq_desktop.word.model import (
    Align,
    Bullets,
    Column,
    Document,
    Figured,
    Heading,
    Minutes,
    Part,
    Signature,
    Table,
)
from mttq_desktop.word.supervision.data import Advice, Meeting, SupervisionCase
from mttq_desktop.word.wording import Wording
from mttq_desktop.word.words import Words, document, numbered, or_dots

MEETINGS = (
    Column("STT", 12, Align.CENTER), Column("Đơn vị được giám sát", 52), Column("Ngày", 25, Align.CENTER),
    Column("Ghi nhận của Đoàn", 76),
)  # fmt: skip
FOLLOWED = (
    Column("STT", 12, Align.CENTER), Column("Nội dung kiến nghị", 52), Column("Cơ quan thực hiện", 28),
    Column("Văn bản trả lời", 26, Align.CENTER), Column("Kết quả thực hiện", 25), Column("Đánh giá", 22),
)  # fmt: skip


def minutes(data: SupervisionCase, meeting: Meeting, wording: Wording) -> Document:
    """D15: what was said in one session, in the five steps of NQLT 403/2017, Điều 8; two signatures."""
    words = data.words("D15", wording)
    secretary = next((m.name for m in data.members if m.role.startswith("Thư ký")), "")
    places = {
        "bắt đầu": f"{hour(meeting.time)}, {long(meeting.day)}", "địa điểm": or_dots(meeting.place),
        "đơn vị": or_dots(meeting.body), "thư ký": or_dots(secretary),
    }  # fmt: skip
    words = replace(words, places={**words.places, **places})
    parts = (
        *words.say("opening", "begun", "place"),
        *words.section("present", *typed(meeting.present or words.text("present_blank"))),
        *words.section("contents", *typed(meeting.minutes or words.text("steps"))),
        *words.say("closing"),
    )  # fmt: skip
    signed = Minutes(
        Signature((), ("THƯ KÝ",), secretary), Signature((), ("CHỦ TỌA",), data.head.name if data.head else "")
    )
    return document(data.issue, words, parts, closing=signed)


def report(data: SupervisionCase, wording: Wording) -> Document:
    """D16: signed by the head of the team."""
    words = data.words("D16", wording)
    parts = (
        *words.say("opening"),
        *words.section("general", *words.say("general"), *words.table(_meetings(data))),
        *words.section("results"),
        *words.written("strengths", data.strengths, level=2), *words.written("weaknesses", data.weaknesses, level=2),
        *words.written("causes", data.causes, level=2),
        *words.section("advice", *_by_authority(data, words)), *words.say("closing"),
    )  # fmt: skip
    name = data.head.name if data.head else ""
    return document(data.issue, words, parts, closing=Signature(words.lines("sign_for"), words.lines("sign_as"), name))


def _meetings(data: SupervisionCase) -> Table:
    return Table(MEETINGS, [(str(n), m.body, short(m.day), m.minutes) for n, m in enumerate(data.meetings, 1)])


def _by_authority(data: SupervisionCase, words: Words) -> tuple[Part, ...]:
    parts: list[Part] = []
    for authority in dict.fromkeys(a.authority for a in data.advice):
        own = tuple(a.content for a in data.advice if a.authority == authority)
        parts += [Heading(2, words.text("to_authority", **{"cơ quan": authority})), Bullets(own)]
    return tuple(parts)


def recommendations(data: SupervisionCase, authority: str, wording: Wording) -> Document:
    """D17: what one authority is asked to do; what is known of the carrying out stands in an annex."""
    words = data.words("D17", wording)
    own = tuple(a for a in data.advice if a.authority == authority)
    due = max((a.due_on for a in own if a.due_on), default=None)
    place = [*dict.fromkeys(a.authority for a in data.advice), authority].index(authority) + 1
    count = Figured(f"{len(own):02d}", f"authority/{place}")
    places = {**words.places, "cơ quan": authority, "số kiến nghị": count, "hạn": day_or_blank(due)}
    words = replace(words, places=places)
    asked = words.say("deadline") if due else words.say("no_deadline")
    parts = (*words.say("opening"), *numbered([a.content for a in own]), *asked, *words.say("closing"))
    return document(data.issue, words, parts, words.annex(_followed(own)))


def _followed(own: tuple[Advice, ...]) -> Table:
    if not any(a.answer for a in own):
        return Table(FOLLOWED, ())
    rows = [
        (str(n), inside(a.content), a.authority, a.answer, a.result, a.verdict) for n, a in enumerate(own, 1)
    ]
    return Table(FOLLOWED, rows)
