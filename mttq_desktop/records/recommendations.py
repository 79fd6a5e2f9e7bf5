"""Recommendations to authorities, from supervision, criticism, dialogue or feedback: one table, one follow-up."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, Integer, Text, case, func
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.errors import Problem
from mttq_desktop.fields import Coded, Day, Line, Link, Prose, Vocabulary, Whole
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.duties import Deadline, Rollup, Steps, over
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.rules.flow import Flow


class Source(StrEnum):
    """Codes of the list recommendation_source."""

    SUPERVISION = "GS"
    CRITICISM = "PB"
    DIALOGUE = "DT"
    FEEDBACK = "GY"
    INSPECTION = "KT"


class Outcome(StrEnum):
    """Codes of the list recommendation_result."""

    DONE = "XONG"
    DOING = "DANG"
    NOT_YET = "CHUA"
    DECLINED = "KTT"


SETTLED = (Outcome.DONE.value, Outcome.DECLINED.value)
"""Nothing is waited for any more: done, or declined with an explanation."""


class Stage(StrEnum):
    """Codes of the list recommendation_stage: where a recommendation stands, read off its days and its result."""

    DRAFT = "NHAP"
    WAITING = "CHO"
    ANSWERED = "TRALOI"
    DECLINED = "KTT"
    DONE = "XONG"


class Recommendation(Record):
    """What one authority is asked to do, by when, what it answered and what came of it."""

    __tablename__ = "recommendation"
    __table_args__ = (
        Index("ix_recommendation_same", "authority_id", "sent_on"),
        Index("ix_recommendation_supervision", "supervision_id"), Index("ix_recommendation_criticism", "criticism_id"),
        Index("ix_recommendation_dialogue", "dialogue_id"), Index("ix_recommendation_inspection", "inspection_id"),
    )  # fmt: skip
    number: Mapped[str | None] = shown(Line(label="Mã", width=17), default=None, index=True)
    source: Mapped[str] = shown(Coded(label="Phát sinh từ", codes="recommendation_source"))
    content: Mapped[str] = shown(
        Prose(label="Nội dung kiến nghị", longest=3000, width=50, aliases=("Nội dung kiến nghị sau giám sát",))
    )
    authority_id: Mapped[int] = shown(
        Link(label="Cơ quan thực hiện", target="authority", aliases=("Cơ quan giải quyết", "Cơ quan")),
        foreign="authority.id",
    )
    letter_number: Mapped[str | None] = shown(Line(label="Số văn bản kiến nghị"), default=None)
    sent_on: Mapped[date | None] = shown(Day(label="Ngày gửi", aliases=("Ngày gửi kiến nghị",)), default=None)
    due_on: Mapped[date | None] = shown(
        Day(label="Thời hạn yêu cầu", hint="theo cơ quan"), default=None
    )
    answer_number: Mapped[str | None] = shown(Line(label="Số văn bản trả lời"), default=None)
    answered_on: Mapped[date | None] = shown(Day(label="Ngày trả lời"), default=None)
    answer: Mapped[str | None] = shown(Prose(label="Nội dung trả lời", width=50), default=None)
    result: Mapped[str] = shown(
        Coded(label="Kết quả thực hiện", codes="recommendation_result"), default=Outcome.NOT_YET.value
    )
    explanation: Mapped[str | None] = shown(Prose(label="Giải trình (nếu không tiếp thu)", width=50), default=None)
    updated_on: Mapped[date | None] = shown(Day(label="Ngày cập nhật"), default=None)
    again_on: Mapped[date | None] = shown(Day(label="Ngày giám sát lại"), default=None)
    again_note: Mapped[str | None] = shown(Line(label="Kết quả giám sát lại", longest=500, width=30), default=None)
    note: Mapped[str | None] = shown(Line(label="Ghi chú", longest=500), default=None)
    supervision_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("supervision.id"), default=None)
    criticism_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("social_criticism.id"), default=None)
    dialogue_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("dialogue.id"), default=None)
    dialogue_item_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("dialogue_item.id"), default=None)
    inspection_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("joint_inspection.id"), default=None)
    reminders: Mapped[int] = shown(Whole(label="Đôn đốc", width=9), default=0)
    last_reminded_on: Mapped[date | None] = shown(Day(label="Ngày đôn đốc gần nhất"), default=None)
    escalated_on: Mapped[date | None] = shown(Day(label="Ngày gửi cấp trên"), default=None)
    answer_due_on: Mapped[date | None] = shown(Day(label="Hạn trả lời"), default=None)
    due_reason: Mapped[str | None] = mapped_column(Text, default=None)
    stage: Mapped[str] = shown(
        Coded(label="Tình trạng", codes="recommendation_stage", width=18), default=Stage.DRAFT.value
    )
    position: Mapped[int] = mapped_column(Integer, default=0)
    next_due_on: Mapped[date | None] = shown(Day(label="Hạn"), default=None)


class RecommendationReminder(Record):
    """The n-th reminder; each starts a deadline of its own, one to the body above may follow."""

    __tablename__ = "recommendation_reminder"
    recommendation_id: Mapped[int] = mapped_column(Integer, ForeignKey("recommendation.id"), index=True)
    round: Mapped[int] = shown(Whole(label="Lần", least=1, width=6))
    day: Mapped[date] = shown(Day(label="Ngày đôn đốc"))
    number: Mapped[str | None] = shown(Line(label="Số văn bản"), default=None)
    new_due_on: Mapped[date | None] = shown(Day(label="Hạn mới"), default=None)
    escalated_to: Mapped[str | None] = shown(Line(label="Gửi cấp trên", longest=300), default=None)
    letter_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("letter.id"), default=None, index=True)
    position: Mapped[int] = mapped_column(Integer, default=0)


def _declined_is_explained(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    if values.get("result") == Outcome.DECLINED and not values.get("explanation"):
        yield Problem("missing", "Không tiếp thu thì phải có giải trình (Luật MTTQ, Điều 29).", field="explanation")


def _answer_after_letter(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    sent, answered = values.get("sent_on"), values.get("answered_on")
    if sent and answered and answered < sent:
        yield Problem("inconsistent", "Ngày trả lời đứng trước ngày gửi kiến nghị.", field="answered_on")


def stage_of(values: Mapping[str, Any]) -> Stage:
    """Where a recommendation stands; what came of it counts before its letters."""
    settled = {Outcome.DONE: Stage.DONE, Outcome.DECLINED: Stage.DECLINED}
    if (stage := settled.get(Outcome(values.get("result") or Outcome.NOT_YET))) is not None:
        return stage
    if values.get("answered_on"):
        return Stage.ANSWERED
    return Stage.WAITING if values.get("sent_on") else Stage.DRAFT


def _series(values: Mapping[str, Any]) -> tuple[str, Any]:
    day = values.get("sent_on")
    series = f"KN{values['source']}-{day.year}" if day else f"KN{values['source']}"
    return f"recommendation/{series}", lambda n: f"{series}-{n:03d}"


_SETTLED_ON: ColumnElement[date | None] = case(
    (Recommendation.result.in_(SETTLED), func.coalesce(Recommendation.updated_on, Recommendation.sent_on))
)
"""A recommendation done without a letter of answer owes none any more."""

RECOMMENDATION_REMINDER = Kind(
    name="recommendation_reminder", record=RecommendationReminder, title="Các lần đôn đốc kiến nghị", one="lần đôn đốc",
    columns=(RecommendationReminder.round, RecommendationReminder.day, RecommendationReminder.number,
             RecommendationReminder.new_due_on, RecommendationReminder.escalated_to),
    listed=(RecommendationReminder.round, RecommendationReminder.day, RecommendationReminder.number,
            RecommendationReminder.new_due_on),
    layout=(("Đôn đốc", (RecommendationReminder.round, RecommendationReminder.day, RecommendationReminder.number,
                         RecommendationReminder.new_due_on, RecommendationReminder.escalated_to)),),
)  # fmt: skip

RECOMMENDATION = Kind(
    name="recommendation", record=Recommendation, title="Kiến nghị theo dõi", one="kiến nghị theo dõi", descending=True,
    number=Recommendation.number, label=Recommendation.content, series=_series,
    columns=(Recommendation.number, Recommendation.source, Recommendation.content, Recommendation.authority_id,
             Recommendation.letter_number, Recommendation.sent_on, Recommendation.due_on,
             Recommendation.answer_number, Recommendation.answered_on, Recommendation.answer, Recommendation.result,
             Recommendation.explanation, Recommendation.updated_on, Recommendation.again_on,
             Recommendation.again_note, Recommendation.note),
    listed=(Recommendation.number, Recommendation.content, Recommendation.source, Recommendation.authority_id,
            Recommendation.sent_on, Recommendation.next_due_on, Recommendation.reminders, Recommendation.stage),
    layout=(("Kiến nghị", (Recommendation.source, Recommendation.authority_id, Recommendation.content,
                           Recommendation.letter_number, Recommendation.sent_on, Recommendation.due_on)),
            ("Trả lời", (Recommendation.answer_number, Recommendation.answered_on, Recommendation.result,
                         Recommendation.updated_on, Recommendation.answer, Recommendation.explanation)),
            ("Giám sát lại", (Recommendation.again_on, Recommendation.again_note, Recommendation.note))),
    same=(Recommendation.authority_id, Recommendation.sent_on), near=(Recommendation.authority_id,),
    likeness=Recommendation.content, day=Recommendation.sent_on,
    filters=(Recommendation.source, Recommendation.authority_id, Recommendation.result, Recommendation.stage),
    searched=(Recommendation.number, Recommendation.content, Recommendation.authority_id,
              Recommendation.letter_number),
    checks=(_declined_is_explained, _answer_after_letter), due=Recommendation.next_due_on,
    state=Recommendation.stage, steps=Steps(Stage, Flow(()), stage_of),
    follows=(Recommendation.answer_due_on, Recommendation.due_reason),
    parts=(Part(RECOMMENDATION_REMINDER, RecommendationReminder.recommendation_id, "Các lần đôn đốc"),),
    rollups=(Rollup(Recommendation.reminders, over(func.count(), RecommendationReminder.recommendation_id,
                                                   Recommendation.id)),
             Rollup(Recommendation.last_reminded_on, over(func.max(RecommendationReminder.day),
                                                          RecommendationReminder.recommendation_id,
                                                          Recommendation.id)),
             Rollup(Recommendation.escalated_on, over(func.min(RecommendationReminder.day),
                                                      RecommendationReminder.recommendation_id, Recommendation.id,
                                                      RecommendationReminder.escalated_to.is_not(None)))),
    deadlines=(Deadline("gs_reply", "Trả lời kiến nghị", due=Recommendation.answer_due_on,
                        done=func.coalesce(Recommendation.answered_on, _SETTLED_ON), who=Recommendation.authority_id,
                        reasons=Recommendation.due_reason),
               Deadline("gs_escalate", "Đôn đốc rồi vẫn chưa trả lời: gửi Mặt trận cấp trên trực tiếp",
                        start=Recommendation.last_reminded_on, who=Recommendation.authority_id,
                        done=func.coalesce(Recommendation.answered_on, _SETTLED_ON, Recommendation.escalated_on))),
)  # fmt: skip
