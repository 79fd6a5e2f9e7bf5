"""Rules of days: each with its article, its way of counting and its time of validity; and the days they give."""

from datetime import date

from sqlalchemy import Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.fields import Coded, Day, Line, Whole, YesNo
from mttq_desktop.records.base import Base, Record, shown
from mttq_desktop.records.kind import Kind


class DeadlineRule(Record):
    """One rule during one stretch of time. `days` below 0 count back from the event.

    `counting` says what the number means: days from an event, or how often a thing must be done
    (`closing` then names the last days, "10/6; 25/11").
    """

    __tablename__ = "deadline_rule"
    __table_args__ = (Index("ix_deadline_rule_same", "code", "valid_from"),)
    code: Mapped[str] = shown(Line(label="Mã", width=14))
    subject: Mapped[str] = shown(Line(label="Việc phải làm", longest=300, width=50))
    counting: Mapped[str] = shown(Coded(label="Cách tính", codes="deadline_counting"), default="days")
    days: Mapped[int | None] = shown(
        Whole(label="Số ngày", least=-366, most=366, width=8, hint="âm: trước sự kiện"), default=None
    )
    working: Mapped[bool] = shown(YesNo(label="Tính ngày làm việc"), default=False)
    closing: Mapped[str | None] = shown(Line(label="Ngày chốt trong năm", hint="ví dụ 10/6; 25/11"), default=None)
    event: Mapped[str | None] = shown(Line(label="Tính từ", width=24), default=None)
    basis: Mapped[str | None] = shown(Line(label="Căn cứ", longest=300, width=36), default=None)
    confirmed: Mapped[bool] = shown(YesNo(label="Đã kiểm tra văn bản gốc"), default=False)
    valid_from: Mapped[date] = shown(Day(label="Hiệu lực từ"))
    valid_to: Mapped[date | None] = shown(Day(label="Hiệu lực đến", hint="còn hiệu lực"), default=None)


class DueDay(Base):
    """One due day of one record, worked out anew at every writing; what is open and late is asked here.

    `start_on` and `rule_id` say how it was counted; a day typed by hand has neither.
    """

    __tablename__ = "due_day"
    __table_args__ = (
        Index("ix_due_day_record", "kind", "record_id", "code", unique=True),
        Index("ix_due_day_open", "done_on", "due_on"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(Integer, primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(Text)
    record_id: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    start_on: Mapped[date | None] = mapped_column(default=None)
    done_on: Mapped[date | None] = mapped_column(default=None)
    rule_id: Mapped[int | None] = mapped_column(Integer, default=None)
    who: Mapped[int | None] = mapped_column(Integer, default=None)


DEADLINE_RULE = Kind(
    name="deadline_rule", record=DeadlineRule, title="Thời hạn", one="thời hạn", catalogue=True,
    label=DeadlineRule.subject,
    columns=(DeadlineRule.code, DeadlineRule.subject, DeadlineRule.counting, DeadlineRule.days,
             DeadlineRule.working, DeadlineRule.closing, DeadlineRule.event, DeadlineRule.basis,
             DeadlineRule.confirmed, DeadlineRule.valid_from, DeadlineRule.valid_to),
    listed=(DeadlineRule.subject, DeadlineRule.days, DeadlineRule.working, DeadlineRule.basis,
            DeadlineRule.confirmed, DeadlineRule.valid_from, DeadlineRule.valid_to),
    layout=(("Thời hạn", (DeadlineRule.code, DeadlineRule.subject, DeadlineRule.counting, DeadlineRule.days,
                          DeadlineRule.working, DeadlineRule.closing, DeadlineRule.event)),
            ("Căn cứ, hiệu lực", (DeadlineRule.basis, DeadlineRule.confirmed, DeadlineRule.valid_from,
                                  DeadlineRule.valid_to))),
    same=(DeadlineRule.code, DeadlineRule.valid_from), filters=(DeadlineRule.counting,),
    searched=(DeadlineRule.subject, DeadlineRule.code, DeadlineRule.basis),
)  # fmt: skip
