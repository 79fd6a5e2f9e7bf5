"""Dialogue conferences (C14): who held them, who came, what was asked, what was answered or promised."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, and_, func
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.errors import Problem
from mttq_desktop.fields import Clock, Coded, Day, Line, Link, Prose, Several, UnitOf, Vocabulary, Whole, YesNo
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.duties import Deadline, Rollup, over
from mttq_desktop.records.kind import Kind, Pair, Part, pair_table

DIALOGUE_PARTNERS = pair_table("dialogue_partner", "dialogue", "organisation")
QD218 = "QD218"
AT_ONCE = "TT"
"""Code of dialogue_answer_mode: answered at the conference."""


class Dialogue(Record):
    """One conference. Purposes are counted apart: only those under QĐ 218 count as dialogues of the head."""

    __tablename__ = "dialogue"
    __table_args__ = (Index("ix_dialogue_same", "held_on", "unit_id", "level"),)
    number: Mapped[str | None] = shown(Line(label="Mã", width=12), default=None, index=True)
    topic: Mapped[str] = shown(Prose(label="Chủ đề đối thoại", longest=500, width=50, aliases=("Chủ đề", "Nội dung")))
    purpose: Mapped[str] = shown(Coded(label="Theo quy định", codes="dialogue_purpose"), default=QD218)
    level: Mapped[str] = shown(Coded(label="Cấp", codes="unit_level"))
    unit_id: Mapped[int | None] = shown(
        UnitOf(label="Đơn vị tổ chức", aliases=("Xã, phường, thị trấn", "Huyện")), default=None, foreign="unit.id",
        index=True,
    )  # fmt: skip
    type: Mapped[str] = shown(Coded(label="Loại đối thoại", codes="dialogue_type", aliases=("Loại",)))
    chair_role: Mapped[str] = shown(
        Coded(label="Chức danh chủ trì", codes="dialogue_chair_role", aliases=("Người chủ trì", "Chủ trì"))
    )
    chair: Mapped[str | None] = shown(Line(label="Người đứng đầu chủ trì", personal=True), default=None)
    audience: Mapped[str] = shown(Coded(label="Đối tượng tham dự", codes="dialogue_audience", aliases=("Đối tượng",)))
    held_on: Mapped[date] = shown(Day(label="Ngày tổ chức", aliases=("Thời gian", "Ngày")), index=True)
    held_at: Mapped[str | None] = shown(Clock(label="Giờ"), default=None)
    place: Mapped[str | None] = shown(Line(label="Địa điểm"), default=None)
    mode: Mapped[str] = shown(Coded(label="Hình thức", codes="meeting_mode"), default="TRUCTIEP")
    plan_number: Mapped[str | None] = shown(Line(label="Số kế hoạch"), default=None)
    planned_on: Mapped[date | None] = shown(Day(label="Ngày kế hoạch"), default=None)
    notified_on: Mapped[date | None] = shown(Day(label="Ngày thông báo, giấy mời"), default=None)
    people: Mapped[int | None] = shown(
        Whole(label="Số đại biểu tham dự", aliases=("Số đại biểu", "Số người dự")), default=None
    )
    asked_before: Mapped[int | None] = shown(Whole(label="Số ý kiến gửi trước"), default=None)
    opinions: Mapped[int | None] = shown(
        Whole(label="Số lượt ý kiến tại hội nghị", aliases=("Số ý kiến", "Số lượt ý kiến")), default=None
    )
    answered_at_once: Mapped[int | None] = shown(
        Whole(label="Số ý kiến trả lời tại chỗ", aliases=("Số trả lời tại chỗ", "Trả lời tại chỗ", "Số trả lời")),
        default=None,
    )
    conclusion_number: Mapped[str | None] = shown(Line(label="Số thông báo kết luận"), default=None)
    concluded_on: Mapped[date | None] = shown(Day(label="Ngày thông báo kết luận"), default=None)
    conclusion: Mapped[str | None] = shown(Prose(label="Kết luận chung", width=50), default=None)
    note: Mapped[str | None] = shown(Prose(label="Ghi chú", width=30), default=None)
    items_written: Mapped[int] = mapped_column(Integer, default=0)
    items_at_once: Mapped[int] = mapped_column(Integer, default=0)
    next_due_on: Mapped[date | None] = shown(Day(label="Hạn gần nhất"), default=None)


class DialogueItem(Record):
    """One question: who answers, how, by when; what stays open becomes a petition or a recommendation."""

    __tablename__ = "dialogue_item"
    __table_args__ = (Index("ix_dialogue_item_same", "dialogue_id", "position"),)
    dialogue_id: Mapped[int] = mapped_column(Integer, ForeignKey("dialogue.id"), index=True)
    asked_by: Mapped[str | None] = shown(Line(label="Người phát biểu, đơn vị", personal=True), default=None)
    content: Mapped[str] = shown(Prose(label="Nội dung ý kiến", width=50))
    field: Mapped[str | None] = shown(Coded(label="Lĩnh vực", codes="petition_field_detail"), default=None)
    authority_id: Mapped[int | None] = shown(
        Link(label="Cơ quan trả lời", target="authority"), default=None, foreign="authority.id"
    )
    answer_mode: Mapped[str | None] = shown(Coded(label="Cách trả lời", codes="dialogue_answer_mode"), default=None)
    answer: Mapped[str | None] = shown(Prose(label="Nội dung trả lời", width=50), default=None)
    conclusion: Mapped[str | None] = shown(Prose(label="Kết luận của người chủ trì", width=50), default=None)
    due_on: Mapped[date | None] = shown(Day(label="Thời hạn giải quyết"), default=None)
    outcome: Mapped[str | None] = shown(Coded(label="Kết quả", codes="petition_reply_class"), default=None)
    done_on: Mapped[date | None] = shown(Day(label="Ngày có kết quả"), default=None)
    petition_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("petition.id"), default=None, index=True)
    recommended: Mapped[bool] = shown(YesNo(label="Đang theo dõi như kiến nghị"), default=False)
    position: Mapped[int] = mapped_column(Integer, default=0)
    next_due_on: Mapped[date | None] = mapped_column(default=None)


class DialogueGroup(Record):
    """How many of one group came: members, people, officials, invited."""

    __tablename__ = "dialogue_group"
    __table_args__ = (Index("ix_dialogue_group_same", "dialogue_id", "attended_as"),)
    dialogue_id: Mapped[int] = mapped_column(Integer, ForeignKey("dialogue.id"), index=True)
    attended_as: Mapped[str] = shown(Coded(label="Thành phần", codes="dialogue_group"))
    people: Mapped[int] = shown(Whole(label="Số người"))
    note: Mapped[str | None] = shown(Line(label="Ghi chú"), default=None)
    position: Mapped[int] = mapped_column(Integer, default=0)


def _answers_within(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    asked, answered = values.get("opinions"), values.get("answered_at_once")
    if asked is not None and answered is not None and answered > asked:
        said = "Số ý kiến trả lời tại chỗ không thể nhiều hơn số lượt ý kiến."
        yield Problem("inconsistent", said, field="answered_at_once")


def _place_of_level(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    if values.get("level") in ("district", "commune") and values.get("unit_id") is None:
        yield Problem("missing", "Cần ghi đơn vị tổ chức của hội nghị cấp huyện, cấp xã.", field="unit_id")


def _answer_needs_day(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    if values.get("answer_mode") not in (None, AT_ONCE) and values.get("due_on") is None:
        yield Problem("missing", "Trả lời sau hội nghị thì ghi thời hạn.", field="due_on")


def _series(values: Mapping[str, Any]) -> tuple[str, Any]:
    year = values["held_on"].year
    return f"dialogue/{year}", lambda n: f"ĐT-{year}-{n:03d}"


_STILL_HERE = and_(DialogueItem.petition_id.is_(None), DialogueItem.recommended.is_(False))
"""What became a petition or a recommendation is followed there."""

DIALOGUE_ITEM = Kind(
    name="dialogue_item", record=DialogueItem, title="Ý kiến đối thoại", one="ý kiến đối thoại",
    columns=(DialogueItem.asked_by, DialogueItem.content, DialogueItem.field, DialogueItem.authority_id,
             DialogueItem.answer_mode, DialogueItem.answer, DialogueItem.conclusion, DialogueItem.due_on,
             DialogueItem.outcome, DialogueItem.done_on),
    listed=(DialogueItem.content, DialogueItem.field, DialogueItem.authority_id, DialogueItem.answer_mode,
            DialogueItem.due_on, DialogueItem.outcome),
    layout=(("Ý kiến", (DialogueItem.asked_by, DialogueItem.field, DialogueItem.content)),
            ("Trả lời", (DialogueItem.authority_id, DialogueItem.answer_mode, DialogueItem.due_on,
                         DialogueItem.answer, DialogueItem.conclusion, DialogueItem.outcome,
                         DialogueItem.done_on))),
    filters=(DialogueItem.field, DialogueItem.authority_id, DialogueItem.answer_mode, DialogueItem.outcome,
             DialogueItem.recommended),
    searched=(DialogueItem.content, DialogueItem.answer, DialogueItem.authority_id), label=DialogueItem.content,
    checks=(_answer_needs_day,), due=DialogueItem.next_due_on, flags=(DialogueItem.done_on, DialogueItem.petition_id),
    deadlines=(Deadline("dialogue_promise", "Trả lời ý kiến đối thoại", due=DialogueItem.due_on,
                        done=DialogueItem.done_on, who=DialogueItem.authority_id, when=_STILL_HERE),),
)  # fmt: skip

DIALOGUE_GROUP = Kind(
    name="dialogue_group", record=DialogueGroup, title="Thành phần dự đối thoại", one="thành phần",
    columns=(DialogueGroup.attended_as, DialogueGroup.people, DialogueGroup.note),
    listed=(DialogueGroup.attended_as, DialogueGroup.people, DialogueGroup.note),
    layout=(("Thành phần", (DialogueGroup.attended_as, DialogueGroup.people, DialogueGroup.note)),),
    same=(DialogueGroup.attended_as,),
)  # fmt: skip

DIALOGUE = Kind(
    name="dialogue", record=Dialogue, title="Hội nghị đối thoại", one="hội nghị đối thoại", descending=True,
    number=Dialogue.number, day=Dialogue.held_on, label=Dialogue.topic, series=_series,
    columns=(Dialogue.number, Dialogue.topic, Dialogue.purpose, Dialogue.level, Dialogue.unit_id, Dialogue.type,
             Dialogue.chair_role, Dialogue.chair, Dialogue.audience, Dialogue.held_on, Dialogue.held_at,
             Dialogue.place, Dialogue.mode, Dialogue.plan_number, Dialogue.planned_on, Dialogue.notified_on,
             Dialogue.people, Dialogue.asked_before, Dialogue.opinions, Dialogue.answered_at_once,
             Dialogue.conclusion_number, Dialogue.concluded_on, Dialogue.conclusion, Dialogue.note),
    pairs=(Pair("partners", Several(label="Đơn vị phối hợp tổ chức", target="organisation", aliases=("Phối hợp",)),
                DIALOGUE_PARTNERS),),
    listed=(Dialogue.number, Dialogue.topic, Dialogue.unit_id, Dialogue.level, Dialogue.chair_role,
            Dialogue.held_on, Dialogue.people, Dialogue.opinions, Dialogue.answered_at_once),
    layout=(("Hội nghị", (Dialogue.topic, Dialogue.purpose, Dialogue.type, Dialogue.level, Dialogue.unit_id,
                          Dialogue.held_on, Dialogue.held_at, Dialogue.place, Dialogue.mode)),
            ("Chủ trì, thành phần", (Dialogue.chair_role, Dialogue.chair, Dialogue.audience, "partners",
                                     Dialogue.people)),
            ("Văn bản", (Dialogue.plan_number, Dialogue.planned_on, Dialogue.notified_on,
                         Dialogue.conclusion_number, Dialogue.concluded_on)),
            ("Kết quả", (Dialogue.asked_before, Dialogue.opinions, Dialogue.answered_at_once, Dialogue.conclusion,
                         Dialogue.note))),
    template=(Dialogue.unit_id, Dialogue.held_on, Dialogue.topic, Dialogue.type, Dialogue.chair_role,
              Dialogue.audience, Dialogue.level, Dialogue.people, Dialogue.opinions, Dialogue.answered_at_once,
              Dialogue.note),
    same=(Dialogue.held_on, Dialogue.unit_id, Dialogue.level), near=(Dialogue.held_on, Dialogue.unit_id),
    likeness=Dialogue.topic,
    filters=(Dialogue.level, Dialogue.unit_id, Dialogue.purpose, Dialogue.type, Dialogue.chair_role,
             Dialogue.audience),
    searched=(Dialogue.number, Dialogue.topic, Dialogue.unit_id, Dialogue.place),
    checks=(_answers_within, _place_of_level), due=Dialogue.next_due_on,
    parts=(Part(DIALOGUE_ITEM, DialogueItem.dialogue_id, "Ý kiến tại hội nghị",
                ("content", "field", "authority_id", "answer_mode", "due_on")),
           Part(DIALOGUE_GROUP, DialogueGroup.dialogue_id, "Thành phần dự")),
    rollups=(Rollup(Dialogue.items_written, over(func.count(), DialogueItem.dialogue_id, Dialogue.id)),
             Rollup(Dialogue.items_at_once, over(func.count(), DialogueItem.dialogue_id, Dialogue.id,
                                                 DialogueItem.answer_mode == AT_ONCE))),
    deadlines=(Deadline("dt_xa_notice", "Thông báo thời gian, địa điểm, nội dung đối thoại cấp xã",
                        start=Dialogue.held_on, done=Dialogue.notified_on, when=Dialogue.level == "commune"),
               Deadline("dt_xa_result", "Thông báo kết quả đối thoại cấp xã", start=Dialogue.held_on,
                        done=Dialogue.concluded_on, when=Dialogue.level == "commune")),
)  # fmt: skip
