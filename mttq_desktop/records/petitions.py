"""Petitions: one content sent by an organisation or district, and every dated document about it.

The status is derived from the documents and kept as a stored column by one service; lateness is never
stored, it is `due_on` compared with today (PROGRAMME: rules that are easy to get wrong).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.fields import Coded, Day, Line, Link, PeriodOf, Prose, Several, UnitOf, Vocabulary, Whole
from mttq_desktop.records.base import SPARSE, Record, shown
from mttq_desktop.records.kind import Kind, Pair, Values, pair_table
from mttq_desktop.rules.numbering import petition_number
from mttq_desktop.rules.period import Period
from mttq_desktop.text.fold import fold

PETITION_AUTHORITIES = pair_table("petition_authority", "petition", "authority")


class PetitionState(StrEnum):
    """Codes of the list petition_status; derived from the dated documents."""

    NEW = "MOI"
    SORTING = "CHO"
    MERGED = "TRUNG"
    CONSOLIDATED = "TH"
    FORWARDED = "CHUYEN"
    REMINDED = "DON"
    ANSWERED = "TL"
    IN_PROGRESS = "DANG"
    DONE = "XONG"
    RETURNED = "TRALAI"
    NEXT_PERIOD = "KYSAU"
    TOLD = "TB"
    FILED = "LUU"


WAITING = (PetitionState.FORWARDED, PetitionState.REMINDED)
"""States in which an authority still owes an answer."""


class Petition(Record):
    """One opinion or petition, with its sender, place, field and the authorities that must answer."""

    __tablename__ = "petition"
    __table_args__ = (
        Index("ix_petition_same", "fingerprint", "period", "sender_unit_id", "commune_id", "received_on"),
        Index("ix_petition_near", "commune_id", "sender_unit_id", "received_on"),
        Index("ix_petition_state_due", "state", "due_on", sqlite_where=text("due_on IS NOT NULL")),
        Index("ix_petition_received", "received_on", "id"),
        Index("ix_petition_merged", "merged_into_id"),
        Index("ix_petition_repeated", "repeated_from_id", sqlite_where=text("repeated_from_id IS NOT NULL")),
        Index("ix_petition_facets", "period", "state", "organisation_id", "sender_unit_id", "field"),
    )
    number: Mapped[str | None] = shown(
        Line(label="Số", aliases=("Mã kiến nghị", "Mã số"), width=14), default=None, index=True
    )
    sender_unit_id: Mapped[int | None] = shown(
        UnitOf(label="Huyện, thị xã, thành phố gửi", aliases=("Đơn vị gửi", "Huyện")), default=None, foreign="unit.id"
    )
    organisation_id: Mapped[int | None] = shown(
        Link(label="Tổ chức", aliases=("Tổ chức tập hợp", "Đơn vị phản ánh"), target="organisation",
             unknown="unknown_organisation"), default=None, foreign="organisation.id",
    )  # fmt: skip
    commune_id: Mapped[int | None] = shown(
        UnitOf(label="Xã, phường, thị trấn", aliases=("Địa bàn", "Xã, phường")), default=None, foreign="unit.id"
    )
    received_on: Mapped[date] = shown(Day(label="Ngày tiếp nhận", aliases=("Ngày nhận", "Ngày")))
    period: Mapped[str] = shown(PeriodOf(label="Kỳ"))
    source: Mapped[str | None] = shown(
        Coded(label="Nguồn", codes="petition_source", aliases=("Hình thức",)), default=None
    )
    subject: Mapped[str | None] = shown(Coded(label="Chủ thể kiến nghị", codes="petition_subject"), default=None)
    petitioners: Mapped[str | None] = shown(Line(label="Người kiến nghị", personal=True), default=None)
    people: Mapped[int | None] = shown(Whole(label="Số người, số hộ", most=1_000_000), default=None)
    content: Mapped[str] = shown(
        Prose(label="Nội dung kiến nghị", aliases=("Nội dung", "Ý kiến", "Nội dung ý kiến, kiến nghị"))
    )
    summary: Mapped[str | None] = shown(
        Line(label="Tóm tắt", longest=300, width=30, hint="in trong báo cáo thay nội dung dài"), default=None
    )
    field: Mapped[str | None] = shown(
        Coded(label="Lĩnh vực", codes="petition_field_detail", aliases=("Nhóm vấn đề",)), default=None
    )
    field_as_sent: Mapped[str | None] = shown(Line(label="Lĩnh vực (như nơi gửi ghi)"), default=None)
    level: Mapped[str | None] = shown(Coded(label="Cấp thẩm quyền", codes="authority_level"), default=None)
    authority_as_sent: Mapped[str | None] = shown(
        Line(label="Cơ quan (như nơi gửi ghi)", longest=500), default=None
    )
    severity: Mapped[str | None] = shown(Coded(label="Mức độ", codes="petition_severity"), default=None)
    reported_result: Mapped[str | None] = shown(
        Coded(label="Kết quả (nơi gửi báo)", codes="petition_reported_result", aliases=("Kết quả", "Tình trạng")),
        default=None,
    )
    sender_number: Mapped[str | None] = shown(
        Line(label="Số của nơi gửi", aliases=("Số kiến nghị",), width=12), default=None
    )
    note: Mapped[str | None] = shown(Prose(label="Ghi chú", width=30), default=None)
    state: Mapped[str] = shown(Coded(label="Tình trạng", codes="petition_status"), default=PetitionState.NEW.value)
    due_on: Mapped[date | None] = shown(Day(label="Hạn trả lời"), default=None)
    merged_into_id: Mapped[int | None] = mapped_column(
        Integer, ForeignKey("petition.id"), default=None, info=SPARSE
    )
    merged_count: Mapped[int] = mapped_column(Integer, default=0)
    repeated_from_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("petition.id"), default=None)
    set_state: Mapped[str | None] = mapped_column(Text, default=None)
    external_id: Mapped[str | None] = mapped_column(Text, default=None)
    fingerprint: Mapped[int] = mapped_column(Integer, default=0)


class PetitionBatch(Record):
    """The letter or workbook of one sender for one period; also "không có kiến nghị"."""

    __tablename__ = "petition_batch"
    __table_args__ = (Index("ix_petition_batch_same", "period", "sender_unit_id", "organisation_id"),)
    sender_unit_id: Mapped[int | None] = shown(
        UnitOf(label="Huyện, thị xã, thành phố gửi"), default=None, foreign="unit.id"
    )
    organisation_id: Mapped[int | None] = shown(
        Link(label="Tổ chức gửi", target="organisation"), default=None, foreign="organisation.id"
    )
    period: Mapped[str] = shown(PeriodOf(label="Kỳ"))
    number: Mapped[str | None] = shown(Line(label="Số, ký hiệu văn bản"), default=None)
    day: Mapped[date | None] = shown(Day(label="Ngày văn bản"), default=None)
    received_on: Mapped[date] = shown(Day(label="Ngày nhận"))
    none_to_report: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = shown(Prose(label="Ghi chú"), default=None)


class Forwarding(Record):
    """A petition sent to one authority by a letter, with the day an answer is due and why."""

    __tablename__ = "forwarding"
    petition_id: Mapped[int] = mapped_column(Integer, ForeignKey("petition.id"), index=True)
    authority_id: Mapped[int] = mapped_column(Integer, ForeignKey("authority.id"), index=True)
    letter_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("letter.id"), default=None, index=True)
    number: Mapped[str | None] = shown(Line(label="Số công văn chuyển"), default=None)
    day: Mapped[date] = shown(Day(label="Ngày chuyển"))
    due_on: Mapped[date] = shown(Day(label="Hạn trả lời"), index=True)
    due_reason: Mapped[str] = shown(Prose(label="Vì sao hạn là ngày này"), default="")
    round: Mapped[int] = shown(Whole(label="Lần chuyển"), default=1)
    returned_on: Mapped[date | None] = shown(Day(label="Ngày trả lại (không đúng thẩm quyền)"), default=None)
    answered_on: Mapped[date | None] = mapped_column(default=None)
    reminders: Mapped[int] = mapped_column(Integer, default=0)


class Reminder(Record):
    """The n-th reminder of a forwarding; each starts a deadline of its own."""

    __tablename__ = "reminder"
    forwarding_id: Mapped[int] = mapped_column(Integer, ForeignKey("forwarding.id"), index=True)
    letter_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("letter.id"), default=None, index=True)
    number: Mapped[str | None] = shown(Line(label="Số công văn đôn đốc"), default=None)
    day: Mapped[date] = shown(Day(label="Ngày đôn đốc"))
    round: Mapped[int] = shown(Whole(label="Lần đôn đốc", least=1))
    new_due_on: Mapped[date | None] = shown(Day(label="Hạn mới"), default=None)


class Reply(Record):
    """An authority's answer, its class, and what the Front thinks of it."""

    __tablename__ = "reply"
    petition_id: Mapped[int] = mapped_column(Integer, ForeignKey("petition.id"), index=True)
    authority_id: Mapped[int] = shown(
        Link(label="Cơ quan trả lời", target="authority"), foreign="authority.id", index=True
    )
    number: Mapped[str] = shown(Line(label="Số, ký hiệu văn bản trả lời"))
    day: Mapped[date] = shown(Day(label="Ngày văn bản trả lời"), index=True)
    signer: Mapped[str | None] = shown(Line(label="Người ký", personal=True), default=None)
    content: Mapped[str] = shown(Prose(label="Nội dung trả lời", aliases=("ND trả lời", "Kết quả trả lời")))
    reply_class: Mapped[str] = shown(Coded(label="Phân loại trả lời", codes="petition_reply_class"))
    schedule: Mapped[str | None] = shown(Line(label="Lộ trình giải quyết", longest=500), default=None)
    expected_on: Mapped[date | None] = shown(Day(label="Ngày dự kiến hoàn thành"), default=None)
    assessment: Mapped[str | None] = shown(Coded(label="Đánh giá của Mặt trận", codes="reply_assessment"), default=None)


class Feedback(Record):
    """An organisation (or district) told of the answer to what it sent."""

    __tablename__ = "feedback"
    petition_id: Mapped[int] = mapped_column(Integer, ForeignKey("petition.id"), index=True)
    organisation_id: Mapped[int | None] = shown(
        Link(label="Thông báo cho tổ chức", target="organisation"), default=None, foreign="organisation.id"
    )
    unit_id: Mapped[int | None] = shown(UnitOf(label="Thông báo cho huyện"), default=None, foreign="unit.id")
    letter_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("letter.id"), default=None, index=True)
    number: Mapped[str | None] = shown(Line(label="Số thông báo"), default=None)
    day: Mapped[date] = shown(Day(label="Ngày thông báo"))
    opinion: Mapped[str | None] = shown(Coded(label="Ý kiến lại của đơn vị", codes="feedback_opinion"), default=None)


class NotSame(Record):
    """Two petitions a person judged to be different, so that they are not proposed again."""

    __tablename__ = "not_same"
    __table_args__ = (
        Index("ix_not_same_pair", "first_id", "second_id", unique=True), Index("ix_not_same_second", "second_id"),
    )  # fmt: skip
    first_id: Mapped[int] = mapped_column(Integer, ForeignKey("petition.id"))
    second_id: Mapped[int] = mapped_column(Integer, ForeignKey("petition.id"))


def fingerprint(content: str) -> int:
    """A 63-bit mark of what a text says, blind to case, tones, punctuation and spacing."""
    return _mark(fold(content))


def _mark(folded: str) -> int:
    return int.from_bytes(blake2b(folded.encode("ascii"), digest_size=8).digest(), "big") >> 1


def _prepare(values: Values) -> None:
    values["fingerprint"] = fingerprint(values["content"])


def _has_sender(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    if values.get("organisation_id") is None and values.get("sender_unit_id") is None:
        yield Problem("missing", "Cần ghi nơi gửi: tổ chức, hoặc huyện, thị xã, thành phố.", field="organisation_id")


def _commune_of_sender(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    sender, commune = values.get("sender_unit_id"), values.get("commune_id")
    if sender is None or commune is None:
        return
    entry = vocabulary.units.by_key.get(sender)
    if entry and entry.level == "district" and vocabulary.units.district_of(commune) not in (sender, None):
        place = f"{vocabulary.units.label(commune)} không thuộc {entry.label}"
        yield Problem("unit_outside_sender", f"{place}. Sửa xã hoặc nơi gửi.", field="commune_id")


def _day_in_period(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    day, period = values.get("received_on"), values.get("period")
    if day and period and not Period.parse(period).contains(day):
        said = f"Ngày tiếp nhận không nằm trong {Period.parse(period).label}."
        yield Problem("date_out_of_period", said, Severity.WARNING, field="received_on")


def _series(values: Mapping[str, Any]) -> tuple[str, Callable[[int], str]]:
    period = Period.parse(values["period"])
    return f"petition/{period.code}", lambda n: petition_number(period, n)


AUTHORITIES = Pair(
    "authorities", Several(label="Cơ quan có thẩm quyền", target="authority",
                           aliases=("Cơ quan giải quyết", "Cơ quan", "Thẩm quyền giải quyết", "Cơ quan trả lời")),
    PETITION_AUTHORITIES,
)  # fmt: skip

PETITION = Kind(
    name="petition", record=Petition, title="Ý kiến, kiến nghị", one="kiến nghị", descending=True,
    columns=(
        Petition.number, Petition.sender_unit_id, Petition.organisation_id, Petition.commune_id, Petition.received_on,
        Petition.period, Petition.source, Petition.subject, Petition.petitioners, Petition.people, Petition.content,
        Petition.summary, Petition.field, Petition.field_as_sent, Petition.level, Petition.authority_as_sent,
        Petition.severity, Petition.reported_result, Petition.sender_number, Petition.note,
    ),
    pairs=(AUTHORITIES,),
    listed=(Petition.number, Petition.content, Petition.organisation_id, Petition.sender_unit_id, Petition.commune_id,
            Petition.field, "authorities", Petition.received_on, Petition.due_on, Petition.state),
    layout=(
        ("Nơi gửi", (Petition.organisation_id, Petition.sender_unit_id, Petition.commune_id, Petition.received_on,
                     Petition.period)),
        ("Nội dung", (Petition.content, Petition.summary, Petition.field, Petition.level, Petition.severity,
                      Petition.source)),
        ("Giải quyết", ("authorities", Petition.people, Petition.subject, Petition.petitioners, Petition.sender_number,
                        Petition.reported_result, Petition.note)),
    ),
    template=(Petition.commune_id, Petition.received_on, Petition.organisation_id, Petition.field, Petition.content,
              "authorities", Petition.source, Petition.people, Petition.reported_result, Petition.note),
    same=(Petition.period, Petition.sender_unit_id, Petition.commune_id, Petition.received_on),
    near=(Petition.sender_unit_id, Petition.commune_id, Petition.received_on), likeness=Petition.content,
    searched=(Petition.number, Petition.content, Petition.sender_unit_id, Petition.commune_id, Petition.organisation_id,
              Petition.field, Petition.field_as_sent, Petition.authority_as_sent, Petition.note),
    filters=(Petition.organisation_id, Petition.sender_unit_id, Petition.commune_id, Petition.field, "authorities",
             Petition.state, Petition.level, Petition.severity, Petition.source),
    number=Petition.number, period=Petition.period, day=Petition.received_on, label=Petition.content,
    checks=(_has_sender, _commune_of_sender, _day_in_period), prepare=_prepare, series=_series, mark=_mark,
    flags=(Petition.merged_into_id,),
)  # fmt: skip

PETITION_BATCH = Kind(
    name="petition_batch", record=PetitionBatch, title="Đợt gửi ý kiến, kiến nghị", one="đợt gửi", descending=True,
    columns=(PetitionBatch.sender_unit_id, PetitionBatch.organisation_id, PetitionBatch.period, PetitionBatch.number,
             PetitionBatch.day, PetitionBatch.received_on, PetitionBatch.note),
    listed=(PetitionBatch.period, PetitionBatch.sender_unit_id, PetitionBatch.organisation_id, PetitionBatch.number,
            PetitionBatch.day, PetitionBatch.received_on, PetitionBatch.note),
    layout=(("Đợt gửi", (PetitionBatch.sender_unit_id, PetitionBatch.organisation_id, PetitionBatch.period,
                         PetitionBatch.number, PetitionBatch.day, PetitionBatch.received_on, PetitionBatch.note)),),
    same=(PetitionBatch.period, PetitionBatch.sender_unit_id, PetitionBatch.organisation_id),
    filters=(PetitionBatch.period, PetitionBatch.sender_unit_id, PetitionBatch.organisation_id),
    period=PetitionBatch.period, day=PetitionBatch.received_on, searched=(PetitionBatch.number, PetitionBatch.note),
)  # fmt: skip
