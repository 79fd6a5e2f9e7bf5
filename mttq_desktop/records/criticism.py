"""Social criticism of drafts (C16), and plain comments on drafts, which reports count apart."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, func
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.errors import Problem
from mttq_desktop.fields import Coded, Day, Line, Link, Prose, Several, UnitOf, Vocabulary, Whole
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.duties import Deadline, Rollup, Steps, over
from mttq_desktop.records.kind import Kind, Pair, Part, pair_table
from mttq_desktop.records.recommendations import RECOMMENDATION, Recommendation
from mttq_desktop.rules.flow import Flow

CRITICISM_PARTNERS = pair_table("social_criticism_partner", "social_criticism", "organisation")
CRITICISM, COMMENT = "PB", "GY"
"""Codes of criticism_kind."""
TAKEN_IN, EXPLAINED = ("TT", "TT1P"), "GT"
POINTS = ("need", "conformity", "soundness", "effects", "interests")
"""The five points of Luật MTTQ, Điều 33.2."""


class Stage(StrEnum):
    """Codes of the list criticism_stage: where a draft stands, read off its days."""

    GATHERING = "LAYYK"
    WAITING = "CHO"
    ANSWERED = "TRALOI"


class SocialCriticism(Record):
    """One draft that was criticised (or plainly commented on), with the five points of Điều 33.2."""

    __tablename__ = "social_criticism"
    __table_args__ = (Index("ix_social_criticism_same", "received_on", "drafter_id", "kind"),)
    number: Mapped[str | None] = shown(Line(label="Mã", width=12), default=None, index=True)
    kind: Mapped[str] = shown(Coded(label="Loại việc", codes="criticism_kind"), default=CRITICISM)
    title: Mapped[str] = shown(
        Prose(label="Tên dự thảo văn bản", longest=500, width=50, aliases=("Tên dự thảo", "Dự thảo văn bản"))
    )
    draft_type: Mapped[str] = shown(Coded(label="Loại văn bản", codes="pbxh_draft_type"))
    drafter_id: Mapped[int] = shown(
        Link(label="Cơ quan chủ trì soạn thảo", target="authority", aliases=("Cơ quan soạn thảo",)),
        foreign="authority.id",
    )
    issuer: Mapped[str] = shown(Coded(label="Cơ quan ban hành", codes="draft_issuer"))
    form: Mapped[str | None] = shown(Coded(label="Hình thức phản biện", codes="pbxh_form", width=30), default=None)
    chair_id: Mapped[int] = shown(
        Link(label="Tổ chức chủ trì", target="organisation", aliases=("Chủ trì",), unknown="unknown_organisation"),
        foreign="organisation.id",
    )
    level: Mapped[str] = shown(Coded(label="Cấp", codes="unit_level"), default="province")
    unit_id: Mapped[int | None] = shown(UnitOf(label="Đơn vị (huyện, xã)"), default=None, foreign="unit.id")
    received_on: Mapped[date] = shown(Day(label="Ngày nhận dự thảo"), index=True)
    submitted_on: Mapped[date | None] = shown(Day(label="Ngày dự kiến trình, ban hành"), default=None)
    held_on: Mapped[date | None] = shown(Day(label="Ngày tổ chức, hạn góp ý"), default=None)
    opinions: Mapped[int | None] = shown(Whole(label="Số lượt ý kiến"), default=None)
    plan_number: Mapped[str | None] = shown(Line(label="Số kế hoạch"), default=None)
    planned_on: Mapped[date | None] = shown(Day(label="Ngày kế hoạch"), default=None)
    letter_number: Mapped[str | None] = shown(Line(label="Số văn bản phản biện"), default=None)
    sent_on: Mapped[date | None] = shown(Day(label="Ngày văn bản phản biện"), default=None)
    need: Mapped[str | None] = shown(Prose(label="1. Sự cần thiết", width=50), default=None)
    conformity: Mapped[str | None] = shown(
        Prose(label="2. Sự phù hợp với chủ trương, pháp luật", width=50), default=None
    )
    soundness: Mapped[str | None] = shown(
        Prose(label="3. Tính đúng đắn, khoa học, khả thi", width=50), default=None
    )
    effects: Mapped[str | None] = shown(Prose(label="4. Tác động, hiệu quả", width=50), default=None)
    interests: Mapped[str | None] = shown(Prose(label="5. Bảo đảm hài hòa lợi ích", width=50), default=None)
    answer_number: Mapped[str | None] = shown(Line(label="Số văn bản tiếp thu, giải trình"), default=None)
    answered_on: Mapped[date | None] = shown(Day(label="Ngày văn bản tiếp thu"), default=None)
    result: Mapped[str | None] = shown(Coded(label="Kết quả tiếp thu", codes="pbxh_result"), default=None)
    issued: Mapped[str | None] = shown(Line(label="Văn bản được ban hành", longest=300, width=30), default=None)
    note: Mapped[str | None] = shown(Prose(label="Ghi chú", width=30), default=None)
    opinions_kept: Mapped[int] = mapped_column(Integer, default=0)
    opinions_taken: Mapped[int] = mapped_column(Integer, default=0)
    opinions_explained: Mapped[int] = mapped_column(Integer, default=0)
    stage: Mapped[str] = shown(
        Coded(label="Tình trạng", codes="criticism_stage", width=18), default=Stage.GATHERING.value
    )
    next_due_on: Mapped[date | None] = shown(Day(label="Hạn gần nhất"), default=None)


class CriticismOpinion(Record):
    """One opinion on an article, what is proposed, and whether it was taken in or explained."""

    __tablename__ = "criticism_opinion"
    criticism_id: Mapped[int] = mapped_column(Integer, ForeignKey("social_criticism.id"), index=True)
    article: Mapped[str | None] = shown(Line(label="Điều, khoản", longest=100, width=12), default=None)
    text: Mapped[str | None] = shown(Prose(label="Nội dung dự thảo", width=30), default=None)
    content: Mapped[str] = shown(Prose(label="Ý kiến phản biện", width=50))
    reason: Mapped[str | None] = shown(Prose(label="Lý do, đề xuất", width=30), default=None)
    given_by: Mapped[str | None] = shown(Line(label="Người, đơn vị góp ý", longest=150, personal=True), default=None)
    result: Mapped[str | None] = shown(Coded(label="Tiếp thu", codes="pbxh_result"), default=None)
    explanation: Mapped[str | None] = shown(Prose(label="Giải trình", width=30), default=None)
    position: Mapped[int] = mapped_column(Integer, default=0)


def _form_of_criticism(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    if values.get("kind") == CRITICISM and not values.get("form"):
        yield Problem("missing", "Phản biện xã hội phải ghi hình thức (Luật MTTQ, Điều 34).", field="form")


def _explained(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    if values.get("result") == "GT" and not values.get("explanation"):
        yield Problem("missing", "Không tiếp thu thì phải giải trình (Luật MTTQ, Điều 36.3).", field="explanation")


def _days_in_order(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    pairs = (("sent_on", "received_on", "Văn bản phản biện không thể có trước ngày nhận dự thảo."),
             ("answered_on", "sent_on", "Văn bản tiếp thu đứng trước văn bản phản biện."))  # fmt: skip
    for later, earlier, said in pairs:
        first, second = values.get(earlier), values.get(later)
        if first and second and second < first:
            yield Problem("inconsistent", said, field=later)


def stage_of(values: Mapping[str, Any]) -> Stage:
    """Where a draft stands: opinions are gathered, sent and waiting, or answered."""
    if values.get("answered_on"):
        return Stage.ANSWERED
    return Stage.WAITING if values.get("sent_on") else Stage.GATHERING


def _series(values: Mapping[str, Any]) -> tuple[str, Any]:
    year, kind = values["received_on"].year, values.get("kind") or CRITICISM
    return f"social_criticism/{kind}/{year}", lambda n: f"{kind}-{year}-{n:02d}"


CRITICISM_OPINION = Kind(
    name="criticism_opinion", record=CriticismOpinion, title="Ý kiến phản biện", one="ý kiến phản biện",
    columns=(CriticismOpinion.article, CriticismOpinion.text, CriticismOpinion.content, CriticismOpinion.reason,
             CriticismOpinion.given_by, CriticismOpinion.result, CriticismOpinion.explanation),
    listed=(CriticismOpinion.article, CriticismOpinion.content, CriticismOpinion.result),
    layout=(("Ý kiến", (CriticismOpinion.article, CriticismOpinion.given_by, CriticismOpinion.text,
                        CriticismOpinion.content, CriticismOpinion.reason)),
            ("Tiếp thu, giải trình", (CriticismOpinion.result, CriticismOpinion.explanation))),
    label=CriticismOpinion.content, checks=(_explained,),
)  # fmt: skip

SOCIAL_CRITICISM = Kind(
    name="social_criticism", record=SocialCriticism, title="Phản biện xã hội, góp ý dự thảo", one="dự thảo",
    descending=True, number=SocialCriticism.number, day=SocialCriticism.received_on, label=SocialCriticism.title,
    series=_series,
    columns=(SocialCriticism.number, SocialCriticism.kind, SocialCriticism.title, SocialCriticism.draft_type,
             SocialCriticism.drafter_id, SocialCriticism.issuer, SocialCriticism.form, SocialCriticism.chair_id,
             SocialCriticism.level, SocialCriticism.unit_id, SocialCriticism.received_on,
             SocialCriticism.submitted_on, SocialCriticism.held_on, SocialCriticism.opinions,
             SocialCriticism.plan_number, SocialCriticism.planned_on, SocialCriticism.letter_number,
             SocialCriticism.sent_on, SocialCriticism.need,
             SocialCriticism.conformity, SocialCriticism.soundness, SocialCriticism.effects,
             SocialCriticism.interests, SocialCriticism.answer_number, SocialCriticism.answered_on,
             SocialCriticism.result, SocialCriticism.issued, SocialCriticism.note),
    pairs=(Pair("partners", Several(label="Tổ chức phối hợp", target="organisation", aliases=("Phối hợp",)),
                CRITICISM_PARTNERS),),
    listed=(SocialCriticism.number, SocialCriticism.title, SocialCriticism.kind, SocialCriticism.drafter_id,
            SocialCriticism.received_on, SocialCriticism.next_due_on, SocialCriticism.stage, SocialCriticism.result),
    layout=(("Dự thảo", (SocialCriticism.kind, SocialCriticism.title, SocialCriticism.draft_type,
                         SocialCriticism.issuer, SocialCriticism.drafter_id, SocialCriticism.received_on,
                         SocialCriticism.submitted_on)),
            ("Tổ chức phản biện", (SocialCriticism.form, SocialCriticism.chair_id, "partners",
                                   SocialCriticism.level, SocialCriticism.unit_id, SocialCriticism.held_on,
                                   SocialCriticism.opinions)),
            ("Năm nội dung (Luật MTTQ, Điều 33.2)", (SocialCriticism.need, SocialCriticism.conformity,
                                                     SocialCriticism.soundness, SocialCriticism.effects,
                                                     SocialCriticism.interests)),
            ("Văn bản, tiếp thu", (SocialCriticism.plan_number, SocialCriticism.planned_on,
                                   SocialCriticism.letter_number, SocialCriticism.sent_on,
                                   SocialCriticism.answer_number, SocialCriticism.answered_on,
                                   SocialCriticism.result, SocialCriticism.issued, SocialCriticism.note))),
    template=(SocialCriticism.kind, SocialCriticism.title, SocialCriticism.draft_type, SocialCriticism.drafter_id,
              SocialCriticism.issuer, SocialCriticism.form, SocialCriticism.chair_id, SocialCriticism.received_on,
              SocialCriticism.held_on, SocialCriticism.opinions, SocialCriticism.result, SocialCriticism.note),
    same=(SocialCriticism.received_on, SocialCriticism.drafter_id, SocialCriticism.kind),
    near=(SocialCriticism.drafter_id,), likeness=SocialCriticism.title,
    filters=(SocialCriticism.kind, SocialCriticism.drafter_id, SocialCriticism.issuer, SocialCriticism.form,
             SocialCriticism.chair_id, SocialCriticism.stage, SocialCriticism.result, SocialCriticism.level),
    searched=(SocialCriticism.number, SocialCriticism.title, SocialCriticism.drafter_id,
              SocialCriticism.letter_number),
    checks=(_form_of_criticism, _days_in_order), state=SocialCriticism.stage,
    steps=Steps(Stage, Flow(()), stage_of), due=SocialCriticism.next_due_on,
    parts=(Part(CRITICISM_OPINION, CriticismOpinion.criticism_id, "Từng ý kiến",
                ("article", "content", "given_by", "result")),
           Part(RECOMMENDATION, Recommendation.criticism_id, "Kiến nghị theo dõi",
                ("content", "authority_id", "due_on", "result"), given=(("source", "PB"),))),
    rollups=(Rollup(SocialCriticism.opinions_kept, over(func.count(), CriticismOpinion.criticism_id,
                                                        SocialCriticism.id)),
             Rollup(SocialCriticism.opinions_taken, over(func.count(), CriticismOpinion.criticism_id,
                                                         SocialCriticism.id,
                                                         CriticismOpinion.result.in_(TAKEN_IN))),
             Rollup(SocialCriticism.opinions_explained, over(func.count(), CriticismOpinion.criticism_id,
                                                             SocialCriticism.id,
                                                             CriticismOpinion.result == EXPLAINED))),
    deadlines=(Deadline("pb_draft", "Cơ quan soạn thảo gửi dự thảo", start=SocialCriticism.submitted_on,
                        done=SocialCriticism.received_on, who=SocialCriticism.drafter_id,
                        when=SocialCriticism.kind == CRITICISM),
               Deadline("pb_held", "Tổ chức phản biện, góp ý", due=SocialCriticism.held_on,
                        done=SocialCriticism.sent_on, paper="D19"),
               Deadline("pb_reply", "Trả lời, giải trình ý kiến phản biện", start=SocialCriticism.sent_on,
                        done=SocialCriticism.answered_on, who=SocialCriticism.drafter_id,
                        when=SocialCriticism.kind == CRITICISM)),
)  # fmt: skip
