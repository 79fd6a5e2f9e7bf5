"""Campaigns and movements: contents taken on (C04), Vietnamese goods (C06), initiatives (C07), channels (C08)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from mttq_desktop.errors import Problem
from mttq_desktop.fields import (
    Coded,
    Day,
    Line,
    Link,
    Measure,
    Money,
    PeriodOf,
    Prose,
    Several,
    Timing,
    UnitOf,
    Vocabulary,
    Whole,
    Year,
)
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.kind import Kind, Pair, Values, pair_table
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.timing import read_timing

COMMUNICATION_SHARED = pair_table("communication_shared", "communication", "organisation")
_ORGANISATION = ("Tổ chức", "Đơn vị")


class CampaignItem(Record):
    """A work, task or model that an organisation took on in a campaign, with what came of it."""

    __tablename__ = "campaign_item"
    __table_args__ = (Index("ix_campaign_item_same", "period", "organisation_id", "unit_id", "campaign"),)
    campaign: Mapped[str] = shown(
        Coded(label="Cuộc vận động, phong trào", codes="campaign", aliases=("Cuộc vận động", "Phong trào"))
    )
    content: Mapped[str] = shown(
        Prose(label="Nội dung, công trình, phần việc, mô hình", aliases=("Nội dung", "Công trình, phần việc"),
              longest=500, width=50)
    )  # fmt: skip
    organisation_id: Mapped[int] = shown(
        Link(label="Tổ chức đảm nhận", target="organisation", aliases=_ORGANISATION, unknown="unknown_organisation"),
        foreign="organisation.id",
    )
    unit_id: Mapped[int | None] = shown(
        UnitOf(label="Địa bàn", width=18, aliases=("Xã, phường, thị trấn", "Huyện")), default=None, foreign="unit.id"
    )
    period: Mapped[str] = shown(PeriodOf(label="Kỳ"), index=True)
    target: Mapped[Decimal | None] = shown(Measure(label="Chỉ tiêu"), default=None)
    result: Mapped[Decimal | None] = shown(Measure(label="Kết quả"), default=None)
    measure: Mapped[str | None] = shown(Line(label="Đơn vị tính", width=12, aliases=("ĐVT",)), default=None)
    funds: Mapped[int | None] = shown(Money(label="Kinh phí vận động (đồng)", aliases=("Kinh phí",)), default=None)
    workdays: Mapped[int | None] = shown(Whole(label="Số ngày công", aliases=("Ngày công",)), default=None)
    land: Mapped[Decimal | None] = shown(
        Measure(label="Diện tích đất hiến (m²)", aliases=("Đất hiến", "Diện tích đất hiến")), default=None
    )
    timing: Mapped[str | None] = shown(Timing(label="Thời gian"), default=None)
    starts_on: Mapped[date | None] = shown(Day(label="Từ ngày"), default=None)
    ends_on: Mapped[date | None] = shown(Day(label="Đến ngày"), default=None)
    note: Mapped[str | None] = shown(Line(label="Ghi chú", longest=500), default=None)


class VietnameseGoodsActivity(Record):
    """An activity for "Người Việt Nam ưu tiên dùng hàng Việt Nam": talks, fairs, points of sale."""

    __tablename__ = "vietnamese_goods_activity"
    __table_args__ = (Index("ix_vietnamese_goods_activity_same", "period", "organisation_id", "unit_id", "activity"),)
    activity: Mapped[str] = shown(Coded(label="Hoạt động", codes="goods_activity"))
    organisation_id: Mapped[int] = shown(
        Link(label="Tổ chức thực hiện", target="organisation", aliases=_ORGANISATION, unknown="unknown_organisation"),
        foreign="organisation.id",
    )
    unit_id: Mapped[int | None] = shown(UnitOf(label="Địa bàn"), default=None, foreign="unit.id")
    period: Mapped[str] = shown(PeriodOf(label="Kỳ"), index=True)
    day: Mapped[date | None] = shown(Day(label="Ngày"), default=None)
    sessions: Mapped[int | None] = shown(Whole(label="Số buổi, phiên, điểm", aliases=("Số buổi",)), default=None)
    people: Mapped[int | None] = shown(Whole(label="Số lượt người", aliases=("Lượt người",)), default=None)
    turnover: Mapped[int | None] = shown(Money(label="Doanh thu, giá trị (đồng)", aliases=("Doanh thu",)), default=None)
    note: Mapped[str | None] = shown(Line(label="Nội dung, ghi chú", longest=500, width=40), default=None)


class Initiative(Record):
    """A work or idea of the movement "Đoàn kết sáng tạo"."""

    __tablename__ = "initiative"
    __table_args__ = (Index("ix_initiative_same", "year", "organisation_id", "title"),)
    title: Mapped[str] = shown(
        Line(label="Tên công trình, đề tài, sáng kiến", longest=300, width=50, aliases=("Tên sáng kiến", "Tên đề tài"))
    )
    author: Mapped[str] = shown(Line(label="Tác giả, đơn vị", personal=True, aliases=("Tác giả",)))
    organisation_id: Mapped[int] = shown(
        Link(label="Tổ chức giới thiệu", target="organisation", aliases=_ORGANISATION, unknown="unknown_organisation"),
        foreign="organisation.id",
    )
    unit_id: Mapped[int | None] = shown(UnitOf(label="Địa bàn"), default=None, foreign="unit.id")
    year: Mapped[int] = shown(Year(label="Năm", least=2000), index=True)
    field: Mapped[str | None] = shown(Coded(label="Lĩnh vực", codes="petition_field_detail"), default=None)
    value: Mapped[int | None] = shown(Money(label="Giá trị làm lợi (đồng)", aliases=("Giá trị làm lợi",)), default=None)
    recognition: Mapped[str | None] = shown(Line(label="Cấp công nhận, số quyết định", longest=300), default=None)
    note: Mapped[str | None] = shown(Line(label="Ghi chú", longest=500), default=None)


class Communication(Record):
    """News through one party's channel, and which partners used it again (liên thông)."""

    __tablename__ = "communication"
    __table_args__ = (Index("ix_communication_same", "period", "organisation_id", "unit_id", "channel"),)
    channel: Mapped[str] = shown(Coded(label="Kênh", codes="propaganda_channel", aliases=("Hình thức",)))
    content: Mapped[str] = shown(
        Prose(label="Nội dung, chủ đề", longest=500, width=50, aliases=("Nội dung", "Chủ đề"))
    )
    organisation_id: Mapped[int | None] = shown(
        Link(label="Tổ chức thực hiện", target="organisation", aliases=_ORGANISATION, unknown="unknown_organisation"),
        default=None, foreign="organisation.id",
    )  # fmt: skip
    unit_id: Mapped[int | None] = shown(
        UnitOf(label="Huyện, xã thực hiện", width=18), default=None, foreign="unit.id"
    )
    period: Mapped[str] = shown(PeriodOf(label="Kỳ"), index=True)
    day: Mapped[date | None] = shown(Day(label="Ngày"), default=None)
    items: Mapped[int] = shown(
        Whole(label="Số cuộc, tin, bài", aliases=("Số cuộc", "Số cuộc tuyên truyền", "Số tin bài")), default=1
    )
    people: Mapped[int | None] = shown(
        Whole(label="Số lượt người", aliases=("Số lượt người tham gia", "Lượt người")), default=None
    )
    link: Mapped[str | None] = shown(Line(label="Đường dẫn", longest=300, width=30), default=None)
    note: Mapped[str | None] = shown(Line(label="Ghi chú", longest=500), default=None)


def _timed(values: Values) -> None:
    """Days follow from the words where nobody typed days."""
    if values.get("timing") and values.get("starts_on") is None and values.get("ends_on") is None:
        span = read_timing(values["timing"], Period.parse(values["period"]).year)
        values["starts_on"], values["ends_on"] = span or (None, None)


def _day_in_period(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    day, period = values.get("day"), values.get("period")
    if day and period and not Period.parse(period).contains(day):
        yield Problem("date_out_of_period", f"Ngày không nằm trong {Period.parse(period).label}.", field="day")


def _who(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    if values.get("organisation_id") is None and values.get("unit_id") is None:
        yield Problem("missing", "Cần ghi nơi thực hiện: tổ chức, hoặc huyện, xã.", field="organisation_id")


CAMPAIGN_ITEM = Kind(
    name="campaign_item", record=CampaignItem, title="Công trình, phần việc cuộc vận động", one="phần việc",
    columns=(CampaignItem.campaign, CampaignItem.content, CampaignItem.organisation_id, CampaignItem.unit_id,
             CampaignItem.period, CampaignItem.target, CampaignItem.result, CampaignItem.measure, CampaignItem.funds,
             CampaignItem.workdays, CampaignItem.land, CampaignItem.timing, CampaignItem.starts_on,
             CampaignItem.ends_on, CampaignItem.note),
    listed=(CampaignItem.content, CampaignItem.campaign, CampaignItem.organisation_id, CampaignItem.unit_id,
            CampaignItem.funds, CampaignItem.workdays, CampaignItem.land, CampaignItem.period),
    layout=(("Nội dung", (CampaignItem.campaign, CampaignItem.organisation_id, CampaignItem.unit_id,
                          CampaignItem.period, CampaignItem.content)),
            ("Kết quả", (CampaignItem.target, CampaignItem.result, CampaignItem.measure, CampaignItem.funds,
                         CampaignItem.workdays, CampaignItem.land)),
            ("Thời gian", (CampaignItem.timing, CampaignItem.starts_on, CampaignItem.ends_on, CampaignItem.note))),
    same=(CampaignItem.period, CampaignItem.organisation_id, CampaignItem.unit_id, CampaignItem.campaign),
    near=(CampaignItem.period, CampaignItem.organisation_id), likeness=CampaignItem.content,
    filters=(CampaignItem.campaign, CampaignItem.organisation_id, CampaignItem.unit_id),
    searched=(CampaignItem.content, CampaignItem.organisation_id, CampaignItem.unit_id), prepare=_timed,
    period=CampaignItem.period, label=CampaignItem.content,
)  # fmt: skip

VIETNAMESE_GOODS = Kind(
    name="vietnamese_goods_activity", record=VietnameseGoodsActivity, title="Hàng Việt Nam", one="hoạt động",
    columns=(VietnameseGoodsActivity.activity, VietnameseGoodsActivity.organisation_id,
             VietnameseGoodsActivity.unit_id, VietnameseGoodsActivity.period, VietnameseGoodsActivity.day,
             VietnameseGoodsActivity.sessions, VietnameseGoodsActivity.people, VietnameseGoodsActivity.turnover,
             VietnameseGoodsActivity.note),
    listed=(VietnameseGoodsActivity.activity, VietnameseGoodsActivity.organisation_id,
            VietnameseGoodsActivity.unit_id, VietnameseGoodsActivity.day, VietnameseGoodsActivity.sessions,
            VietnameseGoodsActivity.people, VietnameseGoodsActivity.turnover),
    layout=(("Hoạt động", (VietnameseGoodsActivity.activity, VietnameseGoodsActivity.organisation_id,
                           VietnameseGoodsActivity.unit_id, VietnameseGoodsActivity.period,
                           VietnameseGoodsActivity.day)),
            ("Kết quả", (VietnameseGoodsActivity.sessions, VietnameseGoodsActivity.people,
                         VietnameseGoodsActivity.turnover, VietnameseGoodsActivity.note))),
    same=(VietnameseGoodsActivity.period, VietnameseGoodsActivity.organisation_id, VietnameseGoodsActivity.unit_id,
          VietnameseGoodsActivity.activity, VietnameseGoodsActivity.day),
    filters=(VietnameseGoodsActivity.activity, VietnameseGoodsActivity.organisation_id,
             VietnameseGoodsActivity.unit_id),
    searched=(VietnameseGoodsActivity.note, VietnameseGoodsActivity.activity, VietnameseGoodsActivity.organisation_id),
    period=VietnameseGoodsActivity.period, checks=(_day_in_period,),
)  # fmt: skip

INITIATIVE = Kind(
    name="initiative", record=Initiative, title="Đoàn kết sáng tạo", one="sáng kiến", label=Initiative.title,
    columns=(Initiative.title, Initiative.author, Initiative.organisation_id, Initiative.unit_id, Initiative.year,
             Initiative.field, Initiative.value, Initiative.recognition, Initiative.note),
    listed=(Initiative.title, Initiative.author, Initiative.organisation_id, Initiative.field, Initiative.value,
            Initiative.recognition, Initiative.year),
    layout=(("Sáng kiến", (Initiative.title, Initiative.author, Initiative.organisation_id, Initiative.unit_id,
                           Initiative.year, Initiative.field)),
            ("Kết quả", (Initiative.value, Initiative.recognition, Initiative.note))),
    same=(Initiative.year, Initiative.organisation_id, Initiative.title), year=Initiative.year,
    filters=(Initiative.organisation_id, Initiative.unit_id, Initiative.field),
    searched=(Initiative.title, Initiative.author, Initiative.organisation_id),
)  # fmt: skip

COMMUNICATION = Kind(
    name="communication", record=Communication, title="Thông tin, tuyên truyền", one="hoạt động tuyên truyền",
    label=Communication.content,
    columns=(Communication.channel, Communication.content, Communication.organisation_id, Communication.unit_id,
             Communication.period, Communication.day, Communication.items, Communication.people,
             Communication.link, Communication.note),
    pairs=(Pair("shared_with", Several(label="Đơn vị đăng lại (liên thông)", target="organisation",
                                       aliases=("Liên thông", "Đơn vị đăng lại")), COMMUNICATION_SHARED),),
    listed=(Communication.content, Communication.channel, Communication.organisation_id, Communication.unit_id,
            Communication.items, Communication.people, "shared_with", Communication.day),
    layout=(("Hoạt động", (Communication.channel, Communication.organisation_id, Communication.unit_id,
                           Communication.period, Communication.day, Communication.content)),
            ("Kết quả", (Communication.items, Communication.people, "shared_with", Communication.link,
                         Communication.note))),
    same=(Communication.period, Communication.organisation_id, Communication.unit_id, Communication.channel),
    near=(Communication.period, Communication.organisation_id), likeness=Communication.content,
    filters=(Communication.channel, Communication.organisation_id, Communication.unit_id, "shared_with"),
    searched=(Communication.content, Communication.organisation_id, Communication.unit_id),
    period=Communication.period, day=Communication.day, descending=True, checks=(_who, _day_in_period),
)  # fmt: skip
