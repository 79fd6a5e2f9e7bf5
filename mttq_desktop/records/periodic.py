"""Reports of the organisations and districts (C18): what is expected, what came, every figure in three states."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.errors import Problem
from mttq_desktop.fields import Coded, Day, Line, Link, Measure, PeriodOf, Prose, UnitOf, Vocabulary, Whole, YesNo
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.duties import Deadline, Steps
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.rules.flow import Flow, Move


class ReportState(StrEnum):
    """Codes of the list report_status."""

    EXPECTED = "CHO"
    RECEIVED = "NHAN"
    RETURNED = "TRA"
    ACCEPTED = "DUYET"


class FigureState(StrEnum):
    """Codes of the list reporting_state: the three states of a figure, which print differently."""

    VALUE = "value"
    NONE = "none"
    MISSING = "missing"


class PeriodicReport(Record):
    """One sending of one body for one period; the latest version counts, earlier ones are kept."""

    __tablename__ = "periodic_report"
    __table_args__ = (Index("ix_periodic_report_same", "period", "organisation_id", "unit_id", "version"),)
    organisation_id: Mapped[int | None] = shown(
        Link(label="Tổ chức báo cáo", target="organisation", aliases=("Tổ chức",), unknown="unknown_organisation"),
        default=None, foreign="organisation.id",
    )  # fmt: skip
    unit_id: Mapped[int | None] = shown(UnitOf(label="Huyện, xã báo cáo"), default=None, foreign="unit.id")
    period: Mapped[str] = shown(PeriodOf(label="Kỳ"), index=True)
    version: Mapped[int] = shown(Whole(label="Lần gửi", least=1, width=6), default=1)
    number: Mapped[str | None] = shown(Line(label="Số, ký hiệu"), default=None)
    day: Mapped[date | None] = shown(Day(label="Ngày báo cáo"), default=None)
    due_on: Mapped[date | None] = shown(Day(label="Hạn gửi"), default=None)
    received_on: Mapped[date | None] = shown(Day(label="Ngày nhận"), default=None)
    state: Mapped[str] = shown(Coded(label="Trạng thái", codes="report_status"), default=ReportState.RECEIVED.value)
    returned_reason: Mapped[str | None] = shown(Prose(label="Lý do trả lại", width=50), default=None)
    returned_on: Mapped[date | None] = shown(Day(label="Ngày trả lại"), default=None)
    note: Mapped[str | None] = shown(Line(label="Ghi chú", longest=500), default=None)
    next_due_on: Mapped[date | None] = shown(Day(label="Hạn"), default=None)


class ReportFigure(Record):
    """One indicator of one report: a number, "không có", or not reported; where it came from."""

    __tablename__ = "report_figure"
    __table_args__ = (Index("ix_report_figure_same", "report_id", "indicator"),)
    report_id: Mapped[int] = mapped_column(Integer, ForeignKey("periodic_report.id"), index=True)
    indicator: Mapped[str] = shown(Coded(label="Chỉ tiêu", codes="indicator", width=40), index=True)
    state: Mapped[str] = shown(Coded(label="Tình trạng", codes="reporting_state"), default=FigureState.MISSING.value)
    value: Mapped[Decimal | None] = shown(Measure(label="Số liệu"), default=None)
    counted: Mapped[Decimal | None] = shown(Measure(label="Đếm từ sổ"), default=None)
    note: Mapped[str | None] = shown(Line(label="Ghi chú", longest=300), default=None)
    position: Mapped[int] = mapped_column(Integer, default=0)


class ReportText(Record):
    """The narrative of one report under one heading of the programme."""

    __tablename__ = "report_text"
    __table_args__ = (Index("ix_report_text_same", "report_id", "section"),)
    report_id: Mapped[int] = mapped_column(Integer, ForeignKey("periodic_report.id"), index=True)
    section: Mapped[str] = shown(Coded(label="Phần", codes="report_section", width=24))
    body: Mapped[str] = shown(Prose(label="Lời văn", width=80))
    position: Mapped[int] = mapped_column(Integer, default=0)


class Indicator(Record):
    """One of the programme's figures: unit, how it adds up, where it is counted from."""

    __tablename__ = "indicator"
    code: Mapped[str] = shown(Line(label="Mã", width=8), index=True)
    section: Mapped[str] = shown(Line(label="Mục của chương trình", width=20))
    label: Mapped[str] = shown(Line(label="Chỉ tiêu", longest=300, width=50))
    measure: Mapped[str] = shown(Line(label="Đơn vị tính", width=12))
    adds: Mapped[str] = shown(Coded(label="Cách cộng", codes="indicator_adds"))
    counted_from: Mapped[str | None] = shown(Line(label="Đếm từ"), default=None)
    position: Mapped[int] = shown(Whole(label="Thứ tự", width=6), default=0)
    in_report: Mapped[bool] = shown(YesNo(label="Có trong mẫu báo cáo"), default=True)


class Override(Record):
    """A figure typed over the counted one, with its note; the counted one stays beside it."""

    __tablename__ = "indicator_override"
    __table_args__ = (Index("ix_indicator_override_same", "indicator", "period", "organisation_id", "unit_id"),)
    indicator: Mapped[str] = shown(Coded(label="Chỉ tiêu", codes="indicator", width=40))
    period: Mapped[str] = shown(PeriodOf(label="Kỳ"))
    organisation_id: Mapped[int | None] = shown(
        Link(label="Tổ chức", target="organisation"), default=None, foreign="organisation.id"
    )
    unit_id: Mapped[int | None] = shown(UnitOf(label="Huyện, xã"), default=None, foreign="unit.id")
    state: Mapped[str] = shown(Coded(label="Tình trạng", codes="reporting_state"), default=FigureState.VALUE.value)
    value: Mapped[Decimal | None] = shown(Measure(label="Số liệu ghi đè"), default=None)
    counted: Mapped[Decimal | None] = shown(Measure(label="Số đếm từ sổ lúc ghi"), default=None)
    note: Mapped[str] = shown(Line(label="Lý do", longest=500, width=40))


def _has_sender(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    if values.get("organisation_id") is None and values.get("unit_id") is None:
        yield Problem("missing", "Cần ghi nơi báo cáo: tổ chức, hoặc huyện, xã.", field="organisation_id")


def _returned_with_reason(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    if values.get("state") == ReportState.RETURNED and not values.get("returned_reason"):
        yield Problem("missing", "Trả lại báo cáo thì phải ghi lý do.", field="returned_reason")


def _value_of_state(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    state, value = values.get("state"), values.get("value")
    if state == FigureState.VALUE and value is None:
        yield Problem("missing", "Ghi số liệu, hoặc chọn “không có”, “chưa báo cáo”.", field="value")
    if state != FigureState.VALUE and value is not None:
        yield Problem("inconsistent", "Đã có số liệu thì tình trạng phải là “Có số liệu”.", field="state")


R = ReportState
REPORT_FLOW = Flow((
    Move(frozenset({R.EXPECTED, R.RETURNED}), R.RECEIVED, "Chưa ghi ngày nhận.", lambda v: bool(v.get("received_on"))),
    Move(frozenset({R.RECEIVED, R.ACCEPTED}), R.RETURNED, "Trả lại báo cáo thì phải ghi lý do.",
         lambda v: bool(v.get("returned_reason"))),
    Move(frozenset({R.RECEIVED}), R.ACCEPTED, "Chỉ duyệt báo cáo đã nhận."),
    Move(frozenset({R.ACCEPTED}), R.RECEIVED, ""),
))  # fmt: skip

REPORT_FIGURE = Kind(
    name="report_figure", record=ReportFigure, title="Số liệu báo cáo", one="số liệu",
    columns=(ReportFigure.indicator, ReportFigure.state, ReportFigure.value, ReportFigure.note),
    listed=(ReportFigure.indicator, ReportFigure.state, ReportFigure.value),
    layout=(("Số liệu", (ReportFigure.indicator, ReportFigure.state, ReportFigure.value, ReportFigure.note)),),
    same=(ReportFigure.indicator,), checks=(_value_of_state,),
)  # fmt: skip

REPORT_TEXT = Kind(
    name="report_text", record=ReportText, title="Lời văn báo cáo", one="phần",
    columns=(ReportText.section, ReportText.body), listed=(ReportText.section, ReportText.body),
    layout=(("Phần", (ReportText.section, ReportText.body)),), same=(ReportText.section,),
)  # fmt: skip

PERIODIC_REPORT = Kind(
    name="periodic_report", record=PeriodicReport, title="Báo cáo định kỳ của các đơn vị", one="báo cáo",
    descending=True, period=PeriodicReport.period, day=PeriodicReport.received_on,
    columns=(PeriodicReport.organisation_id, PeriodicReport.unit_id, PeriodicReport.period, PeriodicReport.version,
             PeriodicReport.number, PeriodicReport.day, PeriodicReport.due_on, PeriodicReport.received_on,
             PeriodicReport.state, PeriodicReport.returned_reason, PeriodicReport.returned_on,
             PeriodicReport.note),
    listed=(PeriodicReport.organisation_id, PeriodicReport.unit_id, PeriodicReport.period, PeriodicReport.version,
            PeriodicReport.number, PeriodicReport.due_on, PeriodicReport.received_on, PeriodicReport.state),
    layout=(("Báo cáo", (PeriodicReport.organisation_id, PeriodicReport.unit_id, PeriodicReport.period,
                         PeriodicReport.version, PeriodicReport.number, PeriodicReport.day)),
            ("Nhận, xử lý", (PeriodicReport.due_on, PeriodicReport.received_on, PeriodicReport.state,
                             PeriodicReport.returned_on, PeriodicReport.returned_reason, PeriodicReport.note))),
    same=(PeriodicReport.period, PeriodicReport.organisation_id, PeriodicReport.unit_id, PeriodicReport.version),
    filters=(PeriodicReport.organisation_id, PeriodicReport.unit_id, PeriodicReport.state),
    searched=(PeriodicReport.number, PeriodicReport.organisation_id, PeriodicReport.unit_id),
    checks=(_has_sender, _returned_with_reason), state=PeriodicReport.state,
    steps=Steps(ReportState, REPORT_FLOW), due=PeriodicReport.next_due_on,
    parts=(Part(REPORT_FIGURE, ReportFigure.report_id, "Số liệu theo chỉ tiêu"),
           Part(REPORT_TEXT, ReportText.report_id, "Lời văn theo phần")),
    deadlines=(Deadline("rep_6m", "Gửi báo cáo định kỳ", due=PeriodicReport.due_on, done=PeriodicReport.received_on,
                        who=PeriodicReport.organisation_id),),
)  # fmt: skip

INDICATOR = Kind(
    name="indicator", record=Indicator, title="Chỉ tiêu báo cáo", one="chỉ tiêu", catalogue=True,
    label=Indicator.label,
    columns=(Indicator.code, Indicator.section, Indicator.label, Indicator.measure, Indicator.adds,
             Indicator.counted_from, Indicator.position, Indicator.in_report),
    listed=(Indicator.code, Indicator.label, Indicator.measure, Indicator.section, Indicator.in_report),
    layout=(("Chỉ tiêu", (Indicator.code, Indicator.position, Indicator.label, Indicator.section, Indicator.measure,
                          Indicator.adds, Indicator.counted_from, Indicator.in_report)),),
    same=(Indicator.code,), filters=(Indicator.section,), searched=(Indicator.code, Indicator.label),
)  # fmt: skip

OVERRIDE = Kind(
    name="indicator_override", record=Override, title="Số liệu ghi đè", one="số ghi đè",
    columns=(Override.indicator, Override.period, Override.organisation_id, Override.unit_id, Override.state,
             Override.value, Override.note),
    listed=(Override.indicator, Override.period, Override.organisation_id, Override.unit_id, Override.value,
            Override.counted, Override.note),
    layout=(("Ghi đè", (Override.indicator, Override.period, Override.organisation_id, Override.unit_id,
                        Override.state, Override.value, Override.note)),),
    same=(Override.indicator, Override.period, Override.organisation_id, Override.unit_id),
    filters=(Override.indicator, Override.organisation_id, Override.unit_id), period=Override.period,
    searched=(Override.note,), checks=(_value_of_state,),
)  # fmt: skip
