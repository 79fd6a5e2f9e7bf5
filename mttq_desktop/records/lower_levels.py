"""Districts and communes (C17): their own programmes, joint trainings and conferences, joint inspections."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, func
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.errors import Problem
from mttq_desktop.fields import (
    Coded,
    Day,
    Line,
    Link,
    Money,
    PeriodOf,
    PersonName,
    Prose,
    Several,
    UnitOf,
    Vocabulary,
    Whole,
    YesNo,
)
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.duties import Rollup, over
from mttq_desktop.records.kind import Kind, Pair, Part, pair_table
from mttq_desktop.records.recommendations import RECOMMENDATION, Recommendation

TRAINING_ORGANISERS = pair_table("training_organiser", "training", "organisation")
INSPECTION_PARTNERS = pair_table("joint_inspection_partner", "joint_inspection", "organisation")
LOCAL_PROGRAMME_PARTIES = pair_table("local_programme_party", "local_programme", "organisation")


class LocalProgramme(Record):
    """Whether a district or commune signed its own programme of coordination, and which."""

    __tablename__ = "local_programme"
    __table_args__ = (Index("ix_local_programme_same", "unit_id", "period"),)
    unit_id: Mapped[int] = shown(UnitOf(label="Huyện, xã", aliases=("Đơn vị",)), foreign="unit.id", index=True)
    period: Mapped[str] = shown(PeriodOf(label="Giai đoạn", hint="ví dụ 2020-2025", width=22))
    signed: Mapped[bool] = shown(YesNo(label="Đã ký"), default=False)
    number: Mapped[str | None] = shown(Line(label="Số, ký hiệu"), default=None)
    signed_on: Mapped[date | None] = shown(Day(label="Ngày ký"), default=None)
    note: Mapped[str | None] = shown(Line(label="Ghi chú", longest=500), default=None)


class Training(Record):
    """A training or conference held together by several organisations."""

    __tablename__ = "training"
    __table_args__ = (Index("ix_training_same", "starts_on", "unit_id", "title"),)
    title: Mapped[str] = shown(
        Line(label="Tên hội nghị, lớp tập huấn", longest=300, width=50, aliases=("Tên hội nghị", "Tên lớp"))
    )
    type: Mapped[str] = shown(Coded(label="Loại", codes="training_type"))
    level: Mapped[str] = shown(Coded(label="Cấp", codes="unit_level"), default="province")
    unit_id: Mapped[int | None] = shown(UnitOf(label="Huyện, xã"), default=None, foreign="unit.id")
    starts_on: Mapped[date] = shown(Day(label="Từ ngày", aliases=("Ngày", "Thời gian")), index=True)
    ends_on: Mapped[date | None] = shown(Day(label="Đến ngày"), default=None)
    place: Mapped[str | None] = shown(Line(label="Địa điểm"), default=None)
    speakers: Mapped[str | None] = shown(Line(label="Báo cáo viên", longest=300, personal=True), default=None)
    people: Mapped[int | None] = shown(Whole(label="Tổng số người dự", aliases=("Số người",)), default=None)
    costs: Mapped[int | None] = shown(Money(label="Kinh phí (đồng)"), default=None)
    note: Mapped[str | None] = shown(Prose(label="Ghi chú", width=30), default=None)
    people_counted: Mapped[int] = mapped_column(Integer, default=0)


class TrainingAttendance(Record):
    """How many people of one organisation took part."""

    __tablename__ = "training_attendance"
    __table_args__ = (Index("ix_training_attendance_same", "training_id", "organisation_id"),)
    training_id: Mapped[int] = mapped_column(Integer, ForeignKey("training.id"), index=True)
    organisation_id: Mapped[int] = shown(Link(label="Tổ chức", target="organisation"), foreign="organisation.id")
    people: Mapped[int] = shown(Whole(label="Số người"))
    position: Mapped[int] = mapped_column(Integer, default=0)


class JointInspection(Record):
    """A joint team that looks at how the Front and the organisations work below."""

    __tablename__ = "joint_inspection"
    __table_args__ = (Index("ix_joint_inspection_same", "starts_on", "chair_id"),)
    title: Mapped[str] = shown(Line(label="Nội dung kiểm tra", longest=300, width=50))
    level: Mapped[str] = shown(Coded(label="Cấp", codes="unit_level"), default="province")
    chair_id: Mapped[int] = shown(Link(label="Đơn vị chủ trì", target="organisation"), foreign="organisation.id")
    decision_number: Mapped[str | None] = shown(Line(label="Số quyết định, kế hoạch"), default=None)
    decided_on: Mapped[date | None] = shown(Day(label="Ngày quyết định, kế hoạch"), default=None)
    starts_on: Mapped[date] = shown(Day(label="Từ ngày"), index=True)
    ends_on: Mapped[date | None] = shown(Day(label="Đến ngày"), default=None)
    strengths: Mapped[str | None] = shown(Prose(label="Ưu điểm", width=50), default=None)
    weaknesses: Mapped[str | None] = shown(Prose(label="Tồn tại, hạn chế", width=50), default=None)
    conclusion_number: Mapped[str | None] = shown(Line(label="Số thông báo kết luận"), default=None)
    concluded_on: Mapped[date | None] = shown(Day(label="Ngày thông báo kết luận"), default=None)
    note: Mapped[str | None] = shown(Line(label="Ghi chú", longest=500), default=None)
    units_visited: Mapped[int] = mapped_column(Integer, default=0)
    heads: Mapped[int] = mapped_column(Integer, default=0)


class InspectionMember(Record):
    """One member of the team."""

    __tablename__ = "inspection_member"
    inspection_id: Mapped[int] = mapped_column(Integer, ForeignKey("joint_inspection.id"), index=True)
    name: Mapped[str] = shown(PersonName(label="Họ và tên", longest=80))
    title: Mapped[str] = shown(Line(label="Chức vụ, đơn vị", longest=150, width=30))
    role: Mapped[str] = shown(Coded(label="Vai trò", codes="team_role"))
    position: Mapped[int] = mapped_column(Integer, default=0)


class InspectionVisit(Record):
    """One unit that was inspected, when, and what was found."""

    __tablename__ = "inspection_visit"
    __table_args__ = (Index("ix_inspection_visit_same", "inspection_id", "unit_id"),)
    inspection_id: Mapped[int] = mapped_column(Integer, ForeignKey("joint_inspection.id"), index=True)
    unit_id: Mapped[int] = shown(UnitOf(label="Đơn vị được kiểm tra"), foreign="unit.id")
    day: Mapped[date] = shown(Day(label="Ngày"))
    findings: Mapped[str | None] = shown(Prose(label="Kết quả, tồn tại", width=30), default=None)
    position: Mapped[int] = mapped_column(Integer, default=0)


def _signed_has_day(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    if values.get("signed_on") and not values.get("signed"):
        yield Problem("inconsistent", "Có ngày ký thì đánh dấu đã ký.", field="signed")


def _days_in_order(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    first, last = values.get("starts_on"), values.get("ends_on")
    if first and last and last < first:
        yield Problem("inconsistent", "Ngày kết thúc đứng trước ngày bắt đầu.", field="ends_on")


LOCAL_PROGRAMME = Kind(
    name="local_programme", record=LocalProgramme, title="Chương trình phối hợp cấp huyện, xã",
    one="chương trình cấp dưới",
    columns=(LocalProgramme.unit_id, LocalProgramme.period, LocalProgramme.signed, LocalProgramme.number,
             LocalProgramme.signed_on, LocalProgramme.note),
    pairs=(Pair("parties", Several(label="Các tổ chức cùng ký", target="organisation"), LOCAL_PROGRAMME_PARTIES),),
    listed=(LocalProgramme.unit_id, LocalProgramme.period, LocalProgramme.signed, LocalProgramme.number,
            LocalProgramme.signed_on),
    layout=(("Chương trình", (LocalProgramme.unit_id, LocalProgramme.period, LocalProgramme.signed,
                              LocalProgramme.number, LocalProgramme.signed_on, "parties", LocalProgramme.note)),),
    same=(LocalProgramme.unit_id, LocalProgramme.period), checks=(_signed_has_day,),
    filters=(LocalProgramme.unit_id, LocalProgramme.signed), searched=(LocalProgramme.unit_id, LocalProgramme.number),
)  # fmt: skip

TRAINING_ATTENDANCE = Kind(
    name="training_attendance", record=TrainingAttendance, title="Số người dự theo tổ chức", one="dòng",
    columns=(TrainingAttendance.organisation_id, TrainingAttendance.people),
    listed=(TrainingAttendance.organisation_id, TrainingAttendance.people),
    layout=(("Số người", (TrainingAttendance.organisation_id, TrainingAttendance.people)),),
    same=(TrainingAttendance.organisation_id,),
)  # fmt: skip

TRAINING = Kind(
    name="training", record=Training, title="Hội nghị, tập huấn chung", one="hội nghị, lớp", descending=True,
    day=Training.starts_on, label=Training.title,
    columns=(Training.title, Training.type, Training.level, Training.unit_id, Training.starts_on, Training.ends_on,
             Training.place, Training.speakers, Training.people, Training.costs, Training.note),
    pairs=(Pair("organisers", Several(label="Các tổ chức cùng tổ chức", target="organisation"), TRAINING_ORGANISERS,
                required=True),),
    listed=(Training.title, Training.type, Training.level, Training.unit_id, "organisers", Training.starts_on,
            Training.people),
    layout=(("Hội nghị", (Training.title, Training.type, Training.level, Training.unit_id, "organisers",
                          Training.starts_on, Training.ends_on)),
            ("Kết quả", (Training.place, Training.speakers, Training.people, Training.costs, Training.note))),
    same=(Training.starts_on, Training.unit_id, Training.title),
    filters=(Training.type, Training.level, Training.unit_id, "organisers"),
    searched=(Training.title, Training.place, Training.unit_id), checks=(_days_in_order,),
    parts=(Part(TRAINING_ATTENDANCE, TrainingAttendance.training_id, "Số người dự theo tổ chức"),),
    rollups=(Rollup(Training.people_counted, over(func.coalesce(func.sum(TrainingAttendance.people), 0),
                                                  TrainingAttendance.training_id, Training.id)),),
)  # fmt: skip

INSPECTION_MEMBER = Kind(
    name="inspection_member", record=InspectionMember, title="Thành viên đoàn kiểm tra", one="thành viên đoàn",
    columns=(InspectionMember.name, InspectionMember.title, InspectionMember.role),
    listed=(InspectionMember.name, InspectionMember.title, InspectionMember.role),
    layout=(("Thành viên", (InspectionMember.name, InspectionMember.title, InspectionMember.role)),),
    label=InspectionMember.name,
)  # fmt: skip

INSPECTION_VISIT = Kind(
    name="inspection_visit", record=InspectionVisit, title="Đơn vị được kiểm tra", one="đơn vị được kiểm tra",
    columns=(InspectionVisit.unit_id, InspectionVisit.day, InspectionVisit.findings),
    listed=(InspectionVisit.unit_id, InspectionVisit.day, InspectionVisit.findings),
    layout=(("Đơn vị", (InspectionVisit.unit_id, InspectionVisit.day, InspectionVisit.findings)),),
    same=(InspectionVisit.unit_id,), day=InspectionVisit.day, label=InspectionVisit.unit_id, descending=True,
    filters=(InspectionVisit.unit_id,), searched=(InspectionVisit.unit_id, InspectionVisit.findings),
)  # fmt: skip

JOINT_INSPECTION = Kind(
    name="joint_inspection", record=JointInspection, title="Đoàn kiểm tra chung", one="đoàn kiểm tra", descending=True,
    day=JointInspection.starts_on, label=JointInspection.title,
    columns=(JointInspection.title, JointInspection.level, JointInspection.chair_id, JointInspection.decision_number,
             JointInspection.decided_on, JointInspection.starts_on, JointInspection.ends_on,
             JointInspection.strengths, JointInspection.weaknesses, JointInspection.conclusion_number,
             JointInspection.concluded_on, JointInspection.note),
    pairs=(Pair("partners", Several(label="Đơn vị phối hợp", target="organisation"), INSPECTION_PARTNERS),),
    listed=(JointInspection.title, JointInspection.chair_id, "partners", JointInspection.starts_on,
            JointInspection.ends_on, JointInspection.decision_number, JointInspection.concluded_on),
    layout=(("Đoàn kiểm tra", (JointInspection.title, JointInspection.level, JointInspection.chair_id, "partners",
                               JointInspection.decision_number, JointInspection.decided_on,
                               JointInspection.starts_on, JointInspection.ends_on)),
            ("Kết quả", (JointInspection.strengths, JointInspection.weaknesses, JointInspection.conclusion_number,
                         JointInspection.concluded_on, JointInspection.note))),
    same=(JointInspection.starts_on, JointInspection.chair_id),
    filters=(JointInspection.level, JointInspection.chair_id, "partners"),
    searched=(JointInspection.title, JointInspection.decision_number), checks=(_days_in_order,),
    parts=(Part(INSPECTION_MEMBER, InspectionMember.inspection_id, "Thành viên đoàn"),
           Part(INSPECTION_VISIT, InspectionVisit.inspection_id, "Đơn vị được kiểm tra"),
           Part(RECOMMENDATION, Recommendation.inspection_id, "Kiến nghị, đề xuất",
                ("content", "authority_id", "due_on", "result"), given=(("source", "KT"),))),
    rollups=(Rollup(JointInspection.units_visited, over(func.count(), InspectionVisit.inspection_id,
                                                        JointInspection.id)),
             Rollup(JointInspection.heads, over(func.count(), InspectionMember.inspection_id, JointInspection.id,
                                                InspectionMember.role == "TRD"))),
)  # fmt: skip
