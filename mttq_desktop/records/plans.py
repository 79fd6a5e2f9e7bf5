"""The yearly joint plan (C02): what organisations propose, what was agreed, and how each task went."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, func
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.fields import Coded, Day, Line, Link, Prose, Several, Timing, Vocabulary, Year
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.duties import Deadline, Rollup, Steps, over
from mttq_desktop.records.kind import Kind, Pair, Part, Values, pair_table
from mttq_desktop.rules.flow import Flow, Move
from mttq_desktop.rules.tasks import CLOSED, TaskState, days_of, kept_state

JOINT_TASK_PARTNERS = pair_table("joint_task_partner", "joint_task", "organisation")
JOINT_PLAN_PARTIES = pair_table("joint_plan_party", "joint_plan", "organisation")


class Decision(StrEnum):
    """Codes of the list proposal_decision: what hiệp thương made of a proposal."""

    OPEN = "CHO"
    ACCEPTED = "DY"
    CHANGED = "SUA"
    REFUSED = "TC"


class JointPlan(Record):
    """The plan of one year, signed by the parties in their order."""

    __tablename__ = "joint_plan"
    year: Mapped[int] = shown(Year(label="Năm"), index=True)
    title: Mapped[str] = shown(Line(label="Tên kế hoạch", longest=300, width=40))
    number: Mapped[str | None] = shown(Line(label="Số, ký hiệu"), default=None)
    signed_on: Mapped[date | None] = shown(Day(label="Ngày ký"), default=None)
    purpose: Mapped[str | None] = shown(Prose(label="Mục đích, yêu cầu", width=80), default=None)
    organising: Mapped[str | None] = shown(Prose(label="Tổ chức thực hiện", width=80), default=None)
    note: Mapped[str | None] = shown(Prose(label="Ghi chú"), default=None)
    tasks_agreed: Mapped[int] = mapped_column(Integer, default=0)
    tasks_done: Mapped[int] = mapped_column(Integer, default=0)
    starts_on: Mapped[date | None] = mapped_column(default=None)
    next_due_on: Mapped[date | None] = shown(Day(label="Hạn gần nhất"), default=None)


class JointTask(Record):
    """One content of a plan: who leads, with whom, when, what comes of it.

    What is not finished goes over into the next year's plan: the new task names it in `carried_from_id`, and
    from `carried_on` the old one is watched no more.
    """

    __tablename__ = "joint_task"
    __table_args__ = (
        Index("ix_joint_task_same", "year", "section_id", "lead_id"),
        Index("ix_joint_task_plan", "plan_id", "position"),
    )
    plan_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("joint_plan.id"), default=None)
    year: Mapped[int] = shown(Year(label="Năm"), index=True)
    section_id: Mapped[int | None] = shown(
        Link(label="Nhóm nội dung", target="programme_section", aliases=("Mục của chương trình",)), default=None,
        foreign="programme_section.id",
    )  # fmt: skip
    content: Mapped[str] = shown(Prose(label="Nội dung công việc", width=50))
    lead_id: Mapped[int] = shown(
        Link(label="Đơn vị chủ trì", target="organisation", aliases=("Chủ trì",)), foreign="organisation.id"
    )
    timing: Mapped[str | None] = shown(
        Timing(label="Thời gian thực hiện", aliases=("Thời gian",)), default=None
    )
    starts_on: Mapped[date | None] = shown(Day(label="Từ ngày"), default=None)
    ends_on: Mapped[date | None] = shown(Day(label="Đến ngày"), default=None)
    product: Mapped[str | None] = shown(
        Line(label="Sản phẩm, kết quả dự kiến", aliases=("Sản phẩm",), longest=300), default=None
    )
    proposed_by_id: Mapped[int | None] = shown(
        Link(label="Tổ chức đề xuất", target="organisation"), default=None, foreign="organisation.id"
    )
    state: Mapped[str] = shown(Coded(label="Trạng thái", codes="task_status"), default=TaskState.NOT_YET.value)
    result: Mapped[str | None] = shown(Prose(label="Kết quả thực hiện", width=50), default=None)
    finished_on: Mapped[date | None] = shown(Day(label="Ngày hoàn thành"), default=None)
    carried_from_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("joint_task.id"), default=None)
    carried_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str | None] = shown(Line(label="Ghi chú", longest=500), default=None)
    position: Mapped[int] = mapped_column(Integer, default=0)
    next_due_on: Mapped[date | None] = shown(Day(label="Hạn"), default=None)


class TaskProposal(Record):
    """What one organisation proposes to lead next year, and what hiệp thương made of it, with the reason.

    A decision is not typed: it is an act, from which the task follows.
    """

    __tablename__ = "task_proposal"
    __table_args__ = (Index("ix_task_proposal_same", "year", "organisation_id"),)
    plan_id: Mapped[int] = mapped_column(Integer, ForeignKey("joint_plan.id"), index=True)
    year: Mapped[int] = shown(Year(label="Năm"))
    organisation_id: Mapped[int] = shown(
        Link(label="Tổ chức đề xuất", target="organisation"), foreign="organisation.id"
    )
    section_id: Mapped[int | None] = shown(
        Link(label="Nhóm nội dung", target="programme_section"), default=None, foreign="programme_section.id"
    )
    content: Mapped[str] = shown(Prose(label="Nội dung đề xuất", width=50))
    timing: Mapped[str | None] = shown(Timing(label="Thời gian"), default=None)
    product: Mapped[str | None] = shown(Line(label="Sản phẩm", longest=300), default=None)
    decision: Mapped[str] = shown(
        Coded(label="Hiệp thương", codes="proposal_decision"), default=Decision.OPEN.value
    )
    reason: Mapped[str | None] = shown(Line(label="Lý do", longest=500), default=None)
    agreed_content: Mapped[str | None] = shown(Prose(label="Nội dung thống nhất", width=50), default=None)
    decided_on: Mapped[date | None] = shown(Day(label="Ngày hiệp thương"), default=None)
    task_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("joint_task.id"), default=None, index=True)
    position: Mapped[int] = mapped_column(Integer, default=0)


def _settle_task(values: Values) -> None:
    """Days follow from the words; being late is not stored, it follows from the last day."""
    if values.get("timing"):
        days = days_of(values["timing"], values["year"], values.get("starts_on"), values.get("ends_on"))
        values["starts_on"], values["ends_on"] = days
    if values.get("state"):
        values["state"] = kept_state(values["state"])


def _year_begins(values: Values) -> None:
    values["starts_on"] = date(values["year"], 1, 1)


def _order_of_days(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    first, last = values.get("starts_on"), values.get("ends_on")
    if first and last and last < first:
        yield Problem("inconsistent", "Ngày kết thúc đứng trước ngày bắt đầu.", field="ends_on")


def _late_by_its_day(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    if values.get("state") == TaskState.LATE:
        told = "Chậm hay không do ngày kết thúc quyết định; nhiệm vụ được ghi là đang thực hiện."
        yield Problem("inconsistent", told, Severity.WARNING, "state")


def _reason_given(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    decision = values.get("decision")
    if decision in (Decision.REFUSED, Decision.CHANGED) and not values.get("reason"):
        yield Problem("missing", "Từ chối hoặc sửa đề xuất thì phải ghi lý do.", field="reason")


_ALL = frozenset(TaskState)
TASK_FLOW = Flow((
    Move(_ALL - {TaskState.DOING}, TaskState.DOING, ""),
    Move(_ALL - {TaskState.DONE}, TaskState.DONE, "Chưa ghi kết quả thực hiện.", lambda v: bool(v.get("result"))),
    Move(_ALL - {TaskState.DROPPED, TaskState.DONE}, TaskState.DROPPED, "Nhiệm vụ đã xong thì không bỏ."),
    Move(_ALL - {TaskState.NOT_YET}, TaskState.NOT_YET, ""),
))  # fmt: skip

JOINT_TASK = Kind(
    name="joint_task", record=JointTask, title="Nhiệm vụ kế hoạch liên tịch", one="nhiệm vụ", descending=True,
    columns=(JointTask.year, JointTask.section_id, JointTask.content, JointTask.lead_id, JointTask.timing,
             JointTask.starts_on, JointTask.ends_on, JointTask.product, JointTask.proposed_by_id, JointTask.state,
             JointTask.result, JointTask.finished_on, JointTask.note),
    pairs=(Pair("partners", Several(label="Đơn vị phối hợp", target="organisation", aliases=("Phối hợp",)),
                JOINT_TASK_PARTNERS),),
    listed=(JointTask.section_id, JointTask.content, JointTask.lead_id, "partners", JointTask.timing,
            JointTask.next_due_on, JointTask.state),
    layout=(("Nhiệm vụ", (JointTask.content, JointTask.year, JointTask.section_id, JointTask.timing,
                          JointTask.starts_on, JointTask.ends_on)),
            ("Thực hiện", (JointTask.lead_id, "partners", JointTask.product, JointTask.proposed_by_id)),
            ("Kết quả", (JointTask.state, JointTask.finished_on, JointTask.result, JointTask.note))),
    same=(JointTask.year, JointTask.section_id, JointTask.lead_id), near=(JointTask.year, JointTask.lead_id),
    likeness=JointTask.content, year=JointTask.year, day=JointTask.ends_on, label=JointTask.content,
    filters=(JointTask.section_id, JointTask.lead_id, "partners", JointTask.state, JointTask.proposed_by_id),
    searched=(JointTask.content, JointTask.lead_id, JointTask.product, JointTask.result), prepare=_settle_task,
    checks=(_order_of_days, _late_by_its_day), state=JointTask.state, steps=Steps(TaskState, TASK_FLOW),
    due=JointTask.next_due_on,
    deadlines=(Deadline("task_end", "Hoàn thành nhiệm vụ", due=JointTask.ends_on, done=JointTask.finished_on,
                        when=JointTask.finished_on.is_not(None)
                        | (JointTask.state.not_in([s.value for s in CLOSED]) & JointTask.carried_on.is_(None)),
                        who=JointTask.lead_id),),
)  # fmt: skip

TASK_PROPOSAL = Kind(
    name="task_proposal", record=TaskProposal, title="Đề xuất nội dung phối hợp", one="đề xuất", descending=True,
    columns=(TaskProposal.year, TaskProposal.organisation_id, TaskProposal.section_id, TaskProposal.content,
             TaskProposal.timing, TaskProposal.product, TaskProposal.decision, TaskProposal.decided_on,
             TaskProposal.reason, TaskProposal.agreed_content),
    listed=(TaskProposal.organisation_id, TaskProposal.section_id, TaskProposal.content, TaskProposal.timing,
            TaskProposal.decision, TaskProposal.reason),
    layout=(("Đề xuất", (TaskProposal.organisation_id, TaskProposal.year, TaskProposal.section_id,
                         TaskProposal.timing, TaskProposal.content, TaskProposal.product)),),
    same=(TaskProposal.year, TaskProposal.organisation_id), likeness=TaskProposal.content, year=TaskProposal.year,
    label=TaskProposal.content, filters=(TaskProposal.organisation_id, TaskProposal.section_id,
                                         TaskProposal.decision),
    searched=(TaskProposal.content, TaskProposal.organisation_id, TaskProposal.reason), state=TaskProposal.decision,
    checks=(_reason_given,),
)  # fmt: skip

JOINT_PLAN = Kind(
    name="joint_plan", record=JointPlan, title="Kế hoạch liên tịch", one="kế hoạch", descending=True,
    label=JointPlan.title, year=JointPlan.year, number=JointPlan.number,
    columns=(JointPlan.year, JointPlan.title, JointPlan.number, JointPlan.signed_on, JointPlan.purpose,
             JointPlan.organising, JointPlan.note),
    pairs=(Pair("parties", Several(label="Các bên ký, theo thứ tự", target="organisation"), JOINT_PLAN_PARTIES),),
    listed=(JointPlan.year, JointPlan.title, JointPlan.number, JointPlan.signed_on),
    layout=(("Kế hoạch", (JointPlan.year, JointPlan.title, JointPlan.number, JointPlan.signed_on, "parties")),
            ("Lời văn", (JointPlan.purpose, JointPlan.organising, JointPlan.note))),
    same=(JointPlan.year,), filters=(JointPlan.year,), searched=(JointPlan.title, JointPlan.number),
    prepare=_year_begins, due=JointPlan.next_due_on,
    parts=(Part(TASK_PROPOSAL, TaskProposal.plan_id, "Các tổ chức đề xuất",
                ("organisation_id", "section_id", "content", "timing", "product"), shared=("year",)),
           Part(JOINT_TASK, JointTask.plan_id, "Nhiệm vụ",
                ("section_id", "content", "lead_id", "timing", "product", "state"), shared=("year",))),
    rollups=(Rollup(JointPlan.tasks_agreed, over(func.count(), JointTask.plan_id, JointPlan.id)),
             Rollup(JointPlan.tasks_done, over(func.count(), JointTask.plan_id, JointPlan.id,
                                               JointTask.state == TaskState.DONE.value))),
    deadlines=(Deadline("plan_year", "Ký kế hoạch liên tịch của năm", start=JointPlan.starts_on,
                        done=JointPlan.signed_on, paper="D10"),),
)  # fmt: skip
