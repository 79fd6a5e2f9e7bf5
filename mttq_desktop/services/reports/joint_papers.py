"""D09 from a programme, D10 from a year's joint plan, D23 from a joint meeting."""

from collections.abc import Iterator, Mapping
from typing import Any

from mttq_desktop.queries.cases import Row
from mttq_desktop.queries.programme import positions, signatories, tree
from mttq_desktop.queries.topics import LOWER_LEVELS
from mttq_desktop.records.meetings import JOINT_MEETING, RESOLUTION
from mttq_desktop.records.plans import JOINT_PLAN, JOINT_TASK
from mttq_desktop.records.programme import PROGRAMME
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.tasks import TaskState
from mttq_desktop.rules.tree import Node
from mttq_desktop.services.reports import signing
from mttq_desktop.services.reports.drawing import About, Count
from mttq_desktop.services.reports.matter import Matter, Own, RecordDocument, single
from mttq_desktop.services.reports.narratives import NarrativePart
from mttq_desktop.word.joint import agreements
from mttq_desktop.word.joint.agreements import Chapter, JointPlan, ProgrammeText, Task
from mttq_desktop.word.joint.d23_minutes import Agreed, JointMeeting, minutes

SECTION, PARTY = "programme_section", "programme_party"
_LAST = 1_000_000


def programme_text(matter: Matter) -> ProgrammeText:
    """The programme as it stands on the day it was signed, or today."""
    text, session = matter.text, matter.paper.session
    on = matter.value("signed_on") or matter.paper.today
    period = Period.parse(matter.value("period"))
    chapters = tuple(_chapters(tree(session, on, matter.case.id)))
    return ProgrammeText(
        matter.issue(matter.about()), matter.value("title"), f"{period.start.year} - {period.end.year}", chapters,
        signing.of_programme(session, matter.case.id, on), text("preamble"), text("closing"), text("recipients"),
    )  # fmt: skip


def _chapters(nodes: tuple[Node, ...], level: int = 1) -> Iterator[Chapter]:
    for node in nodes:
        yield Chapter(level, node.section.title, node.section.body)
        yield from _chapters(node.children, level + 1)


def _is_draft(values: Mapping[str, Any]) -> bool:
    """A programme in force was signed before: the day of a print would end what it was in force for until then."""
    return not values["in_force"]


def _unsigned(matter: Matter) -> Iterator[str]:
    if matter.value("in_force") and matter.value("signed_on") is None:
        yield "Chương trình đang có hiệu lực mà chưa ghi ngày ký; ghi vào phiếu, nếu không văn bản mang ngày phát hành."
    on = matter.value("signed_on") or matter.paper.today
    for who in signatories(matter.paper.session, matter.case.id, on):
        if who.remark:
            yield f"{who.organisation}: {who.remark}"


def joint_plan(matter: Matter) -> JointPlan:
    """The year's plan with its tasks in the order of the programme's headings; dropped ones are left out."""
    session, on = matter.paper.session, matter.value("signed_on") or matter.paper.today
    place = positions(session)
    rows = [v for _, v in _standing(matter)]
    rows.sort(key=lambda v: place.get(v["section_id"], _LAST))
    return JointPlan(
        matter.issue(matter.about()), matter.value("year"), tuple(_task(matter, v) for v in rows),
        signing.of_parties(session, matter.value("parties") or (), on), matter.text("purpose"),
        matter.text("organising"),
    )  # fmt: skip


def _standing(matter: Matter) -> list[Row]:
    return [row for row in matter.rows(JOINT_TASK.name) if row[1]["state"] != TaskState.DROPPED]


def _tasks(matter: Matter) -> Iterator[Count]:
    yield Count("tasks", "Số nhiệm vụ của kế hoạch", JOINT_TASK, tuple(i for i, _ in _standing(matter)))


def _task(matter: Matter, v: Mapping[str, Any]) -> Task:
    group = matter.paper.vocabulary.target(SECTION).label(v["section_id"])
    code, _, title = group.partition(" ")
    named = title if code[:1] in "IVX" and title else group
    named = LOWER_LEVELS if named.isupper() else named
    partners = "; ".join(matter.short("organisation", key) for key in v["partners"] or ())
    return Task(
        named, v["content"], matter.short("organisation", v["lead_id"]), partners, v["timing"] or "",
        v["product"] or "", v["note"] or "",
    )  # fmt: skip


def _unplaced(matter: Matter) -> Iterator[str]:
    loose = sum(v["section_id"] is None for _, v in matter.rows(JOINT_TASK.name))
    if loose:
        yield f"{loose} nhiệm vụ chưa xếp vào nhóm nội dung của chương trình."
    on = matter.value("signed_on") or matter.paper.today
    parties = signing.of_parties(matter.paper.session, matter.value("parties") or (), on)
    if empty := [s.body[0] for s in parties if not s.name and s.body]:
        yield f"Chưa biết người ký: {', '.join(empty)}."


def joint_meeting(matter: Matter) -> JointMeeting:
    """The meeting as its minutes need it."""
    text, value = matter.text, matter.value
    return JointMeeting(
        matter.issue(matter.about()), text("type"), value("held_on"), text("place"), text("chair"), text("secretary"),
        text("present"), text("begins_at"), text("ends_at"), text("agenda"), text("evaluation"),
        matter.typed.get("results", ""), text("discussion"),
        tuple(_agreed(matter, v) for _, v in matter.rows(RESOLUTION.name)),
    )  # fmt: skip


def _agreed(matter: Matter, v: Mapping[str, Any]) -> Agreed:
    partners = "; ".join(matter.short("organisation", key) for key in v["partners"] or ())
    return Agreed(v["content"], matter.short("organisation", v["lead_id"]), partners, v["due_on"])


def _day_of_meeting(matter: Matter, about: About) -> Own:
    """Minutes bear the day of the meeting."""
    return "", matter.value("held_on")


JOINT_PAPERS = (
    RecordDocument(
        "D09", "Chương trình phối hợp", (PROGRAMME,), single(programme_text, agreements.programme),
        wanted=("preamble", "recipients", SECTION, PARTY), gaps=_unsigned, number="number", day="signed_on",
        takes=_is_draft,
    ),
    RecordDocument(
        "D10", "Kế hoạch liên tịch năm", (JOINT_PLAN,), single(joint_plan, agreements.joint_plan),
        wanted=("parties", JOINT_TASK.name), gaps=_unplaced, number="number", day="signed_on", counts=_tasks,
    ),
    RecordDocument(
        "D23", "Biên bản họp liên tịch", (JOINT_MEETING,), single(joint_meeting, minutes),
        wanted=("begins_at", "ends_at", "agenda", "evaluation", RESOLUTION.name), own=_day_of_meeting,
        narrative=(NarrativePart("results", "II.2. Báo cáo kết quả"),),
    ),
)  # fmt: skip
