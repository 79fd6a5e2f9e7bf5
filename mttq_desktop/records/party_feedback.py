"""The yearly round of opinions on the Provincial Party standing board (C13): counts and numbers of documents only.

There is no field for names or for what was said: such texts may be state secrets, which may not be kept on
an office PC (PROGRAMME, rules that are easy to get wrong).
"""

from datetime import date

from sqlalchemy import ForeignKey, Index, Integer, func
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.fields import Coded, Day, Line, Link, Several, Whole, Year
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.duties import Deadline, Rollup, over
from mttq_desktop.records.kind import Kind, Pair, Part, pair_table

PARTY_FEEDBACK_ASKED = pair_table("party_feedback_asked", "party_feedback_round", "organisation")
SECRETS_WARNING = (
    "Chỉ ghi số lượt và số văn bản. Không ghi tên cá nhân, không ghi nội dung góp ý; văn bản đóng dấu “Mật” "
    "không được lưu trên máy này."
)


class PartyFeedbackRound(Record):
    """One round about one target in one year."""

    __tablename__ = "party_feedback_round"
    __table_args__ = (Index("ix_party_feedback_round_same", "year", "target"),)
    year: Mapped[int] = shown(Year(label="Năm", least=2000), index=True)
    target: Mapped[str] = shown(Coded(label="Đối tượng góp ý", codes="gopy_target", width=30))
    request_number: Mapped[str | None] = shown(Line(label="Số văn bản lấy ý kiến"), default=None)
    requested_on: Mapped[date | None] = shown(Day(label="Ngày văn bản lấy ý kiến"), default=None)
    due_on: Mapped[date | None] = shown(Day(label="Hạn gửi"), default=None)
    report_number: Mapped[str | None] = shown(
        Line(label="Số báo cáo tổng hợp gửi Tỉnh ủy", hint="văn bản Mật: không ghi"), default=None
    )
    reported_on: Mapped[date | None] = shown(Day(label="Ngày báo cáo tổng hợp"), default=None)
    note: Mapped[str | None] = shown(Line(label="Ghi chú", longest=300, width=40), default=None)
    opinions: Mapped[int] = mapped_column(Integer, default=0)
    next_due_on: Mapped[date | None] = shown(Day(label="Hạn gần nhất"), default=None)


class PartyFeedbackCount(Record):
    """How many opinions of one kind one organisation gave, and with which document."""

    __tablename__ = "party_feedback_count"
    __table_args__ = (Index("ix_party_feedback_count_same", "round_id", "organisation_id", "kind"),)
    round_id: Mapped[int] = mapped_column(Integer, ForeignKey("party_feedback_round.id"), index=True)
    organisation_id: Mapped[int] = shown(Link(label="Đơn vị góp ý", target="organisation"), foreign="organisation.id")
    kind: Mapped[str] = shown(Coded(label="Loại ý kiến", codes="gopy_kind"))
    opinions: Mapped[int] = shown(Whole(label="Số lượt ý kiến"))
    number: Mapped[str | None] = shown(Line(label="Số văn bản"), default=None)
    received_on: Mapped[date | None] = shown(Day(label="Ngày nhận"), default=None)
    position: Mapped[int] = mapped_column(Integer, default=0)


PARTY_FEEDBACK_COUNT = Kind(
    name="party_feedback_count", record=PartyFeedbackCount, title="Số lượt góp ý", one="dòng",
    columns=(PartyFeedbackCount.organisation_id, PartyFeedbackCount.kind, PartyFeedbackCount.opinions,
             PartyFeedbackCount.number, PartyFeedbackCount.received_on),
    listed=(PartyFeedbackCount.organisation_id, PartyFeedbackCount.kind, PartyFeedbackCount.opinions),
    layout=(("Góp ý", (PartyFeedbackCount.organisation_id, PartyFeedbackCount.kind, PartyFeedbackCount.opinions,
                       PartyFeedbackCount.number, PartyFeedbackCount.received_on)),),
    same=(PartyFeedbackCount.organisation_id,),
)  # fmt: skip

PARTY_FEEDBACK_ROUND = Kind(
    name="party_feedback_round", record=PartyFeedbackRound, title="Góp ý Ban Thường vụ Tỉnh ủy", one="đợt góp ý",
    descending=True, year=PartyFeedbackRound.year,
    columns=(PartyFeedbackRound.year, PartyFeedbackRound.target, PartyFeedbackRound.request_number,
             PartyFeedbackRound.requested_on, PartyFeedbackRound.due_on, PartyFeedbackRound.report_number,
             PartyFeedbackRound.reported_on, PartyFeedbackRound.note),
    pairs=(Pair("asked", Several(label="Đơn vị được lấy ý kiến", target="organisation"), PARTY_FEEDBACK_ASKED,
                required=True),),
    listed=(PartyFeedbackRound.year, PartyFeedbackRound.target, PartyFeedbackRound.request_number,
            PartyFeedbackRound.due_on, PartyFeedbackRound.report_number, PartyFeedbackRound.reported_on),
    layout=(("Đợt góp ý", (PartyFeedbackRound.year, PartyFeedbackRound.target, "asked",
                           PartyFeedbackRound.request_number, PartyFeedbackRound.requested_on,
                           PartyFeedbackRound.due_on)),
            ("Báo cáo", (PartyFeedbackRound.report_number, PartyFeedbackRound.reported_on,
                         PartyFeedbackRound.note))),
    same=(PartyFeedbackRound.year, PartyFeedbackRound.target), due=PartyFeedbackRound.next_due_on,
    flags=(PartyFeedbackRound.reported_on,),
    filters=(PartyFeedbackRound.year, PartyFeedbackRound.target, "asked"),
    searched=(PartyFeedbackRound.target, PartyFeedbackRound.request_number, PartyFeedbackRound.report_number),
    parts=(Part(PARTY_FEEDBACK_COUNT, PartyFeedbackCount.round_id, "Số lượt góp ý của từng đơn vị"),),
    rollups=(Rollup(PartyFeedbackRound.opinions, over(func.coalesce(func.sum(PartyFeedbackCount.opinions), 0),
                                                      PartyFeedbackCount.round_id, PartyFeedbackRound.id)),),
    deadlines=(Deadline("gopy_sent", "Các đơn vị gửi góp ý; tổng hợp báo cáo Tỉnh ủy",
                        due=PartyFeedbackRound.due_on, done=PartyFeedbackRound.reported_on),),
)  # fmt: skip
