"""Joint meetings (C19): agenda, present, evaluation, agreed items that the next meeting looks at."""

from datetime import date

from sqlalchemy import ForeignKey, Index, Integer, func
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.fields import Clock, Coded, Day, Line, Link, Prose, Several
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.duties import Deadline, Rollup, Steps, over
from mttq_desktop.records.kind import Kind, Pair, Part, Values, pair_table
from mttq_desktop.records.plans import TASK_FLOW
from mttq_desktop.rules.tasks import CLOSED, TaskState, kept_state

RESOLUTION_PARTNERS = pair_table("resolution_partner", "resolution", "organisation")


class JointMeeting(Record):
    """One meeting of the parties."""

    __tablename__ = "joint_meeting"
    __table_args__ = (Index("ix_joint_meeting_same", "held_on", "type"),)
    type: Mapped[str] = shown(Coded(label="Loại họp", codes="meeting_type"))
    held_on: Mapped[date] = shown(Day(label="Ngày họp"), index=True)
    begins_at: Mapped[str | None] = shown(Clock(label="Bắt đầu"), default=None)
    ends_at: Mapped[str | None] = shown(Clock(label="Kết thúc"), default=None)
    place: Mapped[str] = shown(Line(label="Địa điểm"))
    present: Mapped[str] = shown(Prose(label="Thành phần tham dự", hint="mỗi dòng một người", width=50))
    chair: Mapped[str] = shown(Line(label="Chủ trì (chủ tọa)", personal=True))
    secretary: Mapped[str] = shown(Line(label="Thư ký", personal=True))
    agenda: Mapped[str | None] = shown(Prose(label="Chương trình họp", width=50), default=None)
    evaluation: Mapped[str | None] = shown(
        Prose(label="Kiểm điểm kết luận kỳ trước, đánh giá kết quả", width=50), default=None
    )
    discussion: Mapped[str] = shown(Prose(label="Nội dung, diễn biến", width=50))
    note: Mapped[str | None] = shown(Line(label="Ghi chú", longest=500), default=None)
    agreed: Mapped[int] = mapped_column(Integer, default=0)
    agreed_done: Mapped[int] = mapped_column(Integer, default=0)


class Resolution(Record):
    """One item agreed at a meeting: who leads, with whom, by when, and what came of it."""

    __tablename__ = "resolution"
    meeting_id: Mapped[int] = mapped_column(Integer, ForeignKey("joint_meeting.id"), index=True)
    content: Mapped[str] = shown(Prose(label="Nội dung thống nhất", width=50))
    lead_id: Mapped[int] = shown(Link(label="Chủ trì", target="organisation"), foreign="organisation.id")
    due_on: Mapped[date | None] = shown(Day(label="Thời hạn"), default=None)
    state: Mapped[str] = shown(Coded(label="Trạng thái", codes="task_status"), default="CHUA")
    result: Mapped[str | None] = shown(Prose(label="Kết quả", width=50), default=None)
    done_on: Mapped[date | None] = shown(Day(label="Ngày xong"), default=None)
    looked_at_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("joint_meeting.id"), default=None)
    position: Mapped[int] = mapped_column(Integer, default=0)
    next_due_on: Mapped[date | None] = shown(Day(label="Hạn"), default=None)


def _not_late_by_hand(values: Values) -> None:
    values["state"] = kept_state(values["state"])


RESOLUTION = Kind(
    name="resolution", record=Resolution, title="Nội dung thống nhất tại họp liên tịch", one="nội dung thống nhất",
    columns=(Resolution.content, Resolution.lead_id, Resolution.due_on, Resolution.state, Resolution.result,
             Resolution.done_on),
    pairs=(Pair("partners", Several(label="Phối hợp", target="organisation"), RESOLUTION_PARTNERS),),
    listed=(Resolution.content, Resolution.lead_id, "partners", Resolution.next_due_on, Resolution.state,
            Resolution.done_on),
    layout=(("Nội dung", (Resolution.content, Resolution.lead_id, "partners", Resolution.due_on)),
            ("Kết quả", (Resolution.state, Resolution.done_on, Resolution.result))),
    filters=(Resolution.lead_id, Resolution.state), searched=(Resolution.content, Resolution.result),
    label=Resolution.content, due=Resolution.next_due_on, state=Resolution.state,
    prepare=_not_late_by_hand, steps=Steps(TaskState, TASK_FLOW),
    deadlines=(Deadline("resolution_end", "Thực hiện nội dung thống nhất", due=Resolution.due_on,
                        done=Resolution.done_on, who=Resolution.lead_id,
                        when=Resolution.done_on.is_not(None)
                        | Resolution.state.not_in([s.value for s in CLOSED])),),
)  # fmt: skip

JOINT_MEETING = Kind(
    name="joint_meeting", record=JointMeeting, title="Họp liên tịch", one="cuộc họp", descending=True,
    day=JointMeeting.held_on,
    columns=(JointMeeting.type, JointMeeting.held_on, JointMeeting.begins_at, JointMeeting.ends_at,
             JointMeeting.place, JointMeeting.present, JointMeeting.chair, JointMeeting.secretary,
             JointMeeting.agenda, JointMeeting.evaluation, JointMeeting.discussion, JointMeeting.note),
    listed=(JointMeeting.held_on, JointMeeting.type, JointMeeting.place, JointMeeting.chair, JointMeeting.agenda),
    layout=(("Cuộc họp", (JointMeeting.type, JointMeeting.held_on, JointMeeting.begins_at, JointMeeting.ends_at,
                          JointMeeting.place, JointMeeting.chair, JointMeeting.secretary, JointMeeting.present)),
            ("Nội dung", (JointMeeting.agenda, JointMeeting.evaluation, JointMeeting.discussion,
                          JointMeeting.note))),
    same=(JointMeeting.held_on, JointMeeting.type), filters=(JointMeeting.type,),
    searched=(JointMeeting.agenda, JointMeeting.discussion, JointMeeting.place),
    parts=(Part(RESOLUTION, Resolution.meeting_id, "Nội dung thống nhất",
                ("content", "lead_id", "partners", "due_on", "state")),),
    rollups=(Rollup(JointMeeting.agreed, over(func.count(), Resolution.meeting_id, JointMeeting.id)),
             Rollup(JointMeeting.agreed_done, over(func.count(), Resolution.meeting_id, JointMeeting.id,
                                                   Resolution.state == "XONG"))),
)  # fmt: skip
