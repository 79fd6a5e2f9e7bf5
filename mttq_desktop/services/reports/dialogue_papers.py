"""D20 and D22 from one dialogue conference."""

from collections.abc import Iterator, Mapping
from typing import Any

from mttq_desktop.records.dialogues import AT_ONCE, DIALOGUE, DIALOGUE_GROUP, DIALOGUE_ITEM
from mttq_desktop.services.reports.drawing import Count
from mttq_desktop.services.reports.jointly import own_body
from mttq_desktop.services.reports.matter import Matter, RecordDocument, single
from mttq_desktop.services.reports.narratives import NarrativePart
from mttq_desktop.word.dialogue import conference
from mttq_desktop.word.dialogue.conference import DialogueCase, Opinion


def dialogue_case(matter: Matter) -> DialogueCase:
    """The record as its papers need it."""
    text, value = matter.text, matter.value
    return DialogueCase(
        issue=matter.issue(matter.about()), topic=value("topic"), chair_role=text("chair_role"),
        audience=text("audience"), day=value("held_on"), time=text("held_at"), place=text("place"),
        chair=text("chair"), partners=matter.names("partners"),
        groups=tuple(_group(matter, row) for row in matter.rows(DIALOGUE_GROUP.name)),
        people=value("people"), asked_before=value("asked_before"), spoken=value("opinions"),
        answered_at_once=value("answered_at_once"), conclusion=text("conclusion"),
        opinions=tuple(_opinion(matter, values) for _, values in matter.rows(DIALOGUE_ITEM.name)), typed=matter.typed,
    )  # fmt: skip


def _group(matter: Matter, row: tuple[int, Mapping[str, Any]]) -> tuple[str, int, str]:
    return matter.row_text(DIALOGUE_GROUP.name, row, "attended_as"), row[1]["people"], row[1]["note"] or ""


def _asked_of(matter: Matter) -> Iterator[Count]:
    for n, row in enumerate(matter.rows(DIALOGUE_GROUP.name), 1):
        name, many, _ = _group(matter, row)
        yield Count(f"row/{n}", f"{name}: số người", DIALOGUE_GROUP, (row[0],), many)


def _open(matter: Matter) -> Iterator[Count]:
    left = tuple(i for i, v in matter.rows(DIALOGUE_ITEM.name) if v["answer_mode"] != AT_ONCE)
    yield Count("open", "Ý kiến chưa trả lời tại hội nghị", DIALOGUE_ITEM, left)


def _opinion(matter: Matter, values: Mapping[str, Any]) -> Opinion:
    authority = values["authority_id"]
    return Opinion(
        values["content"], values["asked_by"] or "", matter.told(DIALOGUE_ITEM, values, "field"),
        matter.paper.names.authority(authority) if authority is not None else "", values["due_on"],
        matter.told(DIALOGUE_ITEM, values, "outcome"), values["conclusion"] or "", values["answer_mode"] == AT_ONCE,
    )  # fmt: skip


def _unassigned(matter: Matter) -> Iterator[str]:
    items = [v for _, v in matter.rows(DIALOGUE_ITEM.name) if v["answer_mode"] != AT_ONCE]
    missing = sum(v["authority_id"] is None or v["due_on"] is None for v in items)
    if missing:
        yield f"{missing} ý kiến chưa ghi cơ quan giải quyết hoặc thời hạn."


def _parties(matter: Matter) -> tuple[int, ...]:
    return (*own_body(matter.paper), *(matter.value("partners") or ()))


DIALOGUE_PAPERS = (
    RecordDocument(
        "D20", "Kế hoạch hội nghị đối thoại", (DIALOGUE,), single(dialogue_case, conference.plan),
        wanted=("place", "held_at", "chair", "partners", DIALOGUE_GROUP.name), number="plan_number", day="planned_on",
        parties=_parties, counts=_asked_of,
        narrative=(NarrativePart("purpose", "I. Mục đích, yêu cầu"), NarrativePart("agenda", "IV. Chương trình"),
                   NarrativePart("organising", "V. Tổ chức thực hiện")),
    ),
    RecordDocument(
        "D22", "Thông báo kết luận hội nghị đối thoại", (DIALOGUE,), single(dialogue_case, conference.conclusion),
        wanted=("place", "people", "opinions", "answered_at_once", "conclusion", DIALOGUE_ITEM.name),
        gaps=_unassigned, number="conclusion_number", day="concluded_on", counts=_open,
    ),
)  # fmt: skip
