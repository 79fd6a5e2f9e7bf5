"""Poor and near-poor households that organisations take on (C03): year by year, with what was given."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, func
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.fields import (
    Coded,
    CodedSeveral,
    Day,
    IdNumber,
    Line,
    Link,
    Measure,
    Money,
    PersonName,
    Prose,
    UnitOf,
    Vocabulary,
    Whole,
    Year,
    YesNo,
)
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.duties import ReadOff, Rollup, over
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.rules.households import HouseholdType, Progress, doubt, settled
from mttq_desktop.rules.households import Year as YearOfHousehold

__all__ = [
    "HOUSEHOLD", "HOUSEHOLD_SUPPORT", "HOUSEHOLD_YEAR", "Household", "HouseholdSupport", "HouseholdType",
    "HouseholdYear", "Progress",
]  # fmt: skip
OLDEST_BIRTH = 1900


class Household(Record):
    """One household: who, where, who helps it; its latest year stands in its own columns."""

    __tablename__ = "household"
    __table_args__ = (
        Index("ix_household_same", "commune_id", "hamlet", "head"), Index("ix_household_id", "id_number"),
    )  # fmt: skip
    code: Mapped[str | None] = shown(Line(label="Mã hộ", width=14), default=None)
    head: Mapped[str] = shown(
        PersonName(label="Họ và tên chủ hộ", longest=80, aliases=("Chủ hộ", "Họ tên chủ hộ", "Họ và tên"))
    )
    gender: Mapped[str | None] = shown(Coded(label="Giới tính", codes="gender", width=10), default=None)
    born: Mapped[int | None] = shown(
        Year(label="Năm sinh", least=OLDEST_BIRTH, most=2024, hint="ví dụ 1985", personal=True), default=None
    )
    id_number: Mapped[str | None] = shown(
        IdNumber(label="Số CCCD", aliases=("CCCD", "Số CCCD/CMND", "Số định danh")), default=None
    )
    hamlet: Mapped[str | None] = shown(
        Line(label="Thôn, khối phố", longest=100, width=16, aliases=("Thôn", "Thôn/khối phố", "Địa chỉ")), default=None
    )
    commune_id: Mapped[int] = shown(
        UnitOf(label="Xã, phường, thị trấn", level="commune", width=19, aliases=("Xã", "Xã/phường")), foreign="unit.id"
    )
    members: Mapped[int | None] = shown(
        Whole(label="Số nhân khẩu", least=1, most=20, aliases=("Số khẩu", "Nhân khẩu")), default=None
    )
    ethnicity: Mapped[str | None] = shown(Coded(label="Dân tộc", codes="ethnicity", width=12), default=None)
    type: Mapped[str] = shown(Coded(label="Loại hộ đầu kỳ", codes="household_type", aliases=("Loại hộ", "Diện hộ")))
    cause: Mapped[str | None] = shown(Coded(label="Nguyên nhân nghèo", codes="poverty_cause"), default=None)
    lacking: Mapped[str | None] = shown(CodedSeveral(label="Chỉ số thiếu hụt", codes="deprivation12"), default=None)
    wish: Mapped[str | None] = shown(Line(label="Nhu cầu, nguyện vọng hỗ trợ", longest=300), default=None)
    helper_id: Mapped[int] = shown(
        Link(label="Tổ chức nhận giúp đỡ", target="organisation", unknown="unknown_organisation",
             aliases=("Tổ chức giúp đỡ", "Đơn vị giúp đỡ")), foreign="organisation.id", index=True,
    )  # fmt: skip
    member_of_id: Mapped[int | None] = shown(
        Link(label="Là đoàn viên, hội viên của", target="organisation"), default=None, foreign="organisation.id"
    )
    registered_year: Mapped[int | None] = shown(
        Year(label="Năm đăng ký thoát nghèo", least=2000, aliases=("Năm đăng ký", "Đăng ký thoát nghèo năm")),
        default=None, index=True,
    )  # fmt: skip
    progress: Mapped[str | None] = shown(
        Coded(label="Kết quả", codes="household_progress", width=20, aliases=("Kết quả thoát nghèo",)), default=None
    )
    decision_number: Mapped[str | None] = shown(Line(label="Số quyết định công nhận thoát nghèo"), default=None)
    decided_on: Mapped[date | None] = shown(Day(label="Ngày quyết định công nhận"), default=None)
    note: Mapped[str | None] = shown(Prose(label="Ghi chú", width=30), default=None)
    support_value: Mapped[int | None] = shown(Money(label="Tổng trị giá hỗ trợ (đồng)"), default=None)
    years_above: Mapped[int] = shown(Whole(label="Số năm liền trên chuẩn cận nghèo", width=8), default=0)


class HouseholdYear(Record):
    """Where a household stood in one year, and who helped it."""

    __tablename__ = "household_year"
    __table_args__ = (Index("ix_household_year_same", "household_id", "year"),)
    household_id: Mapped[int] = mapped_column(Integer, ForeignKey("household.id"), index=True)
    year: Mapped[int] = shown(Year(label="Năm", least=2000))
    type: Mapped[str | None] = shown(Coded(label="Loại hộ đầu năm", codes="household_type"), default=None)
    helper_id: Mapped[int | None] = shown(
        Link(label="Tổ chức giúp", target="organisation"), default=None, foreign="organisation.id"
    )
    registered: Mapped[bool] = shown(YesNo(label="Đăng ký thoát nghèo"), default=False)
    progress: Mapped[str | None] = shown(Coded(label="Kết quả năm", codes="household_progress"), default=None)
    above_line: Mapped[bool] = shown(YesNo(label="Trên chuẩn cận nghèo"), default=False)
    note: Mapped[str | None] = shown(Line(label="Ghi chú"), default=None)
    position: Mapped[int] = mapped_column(Integer, default=0)


class HouseholdSupport(Record):
    """One thing given to a household: what, how much, worth how much, from which fund."""

    __tablename__ = "household_support"
    __table_args__ = (Index("ix_household_support_same", "household_id", "day"),)
    household_id: Mapped[int] = mapped_column(Integer, ForeignKey("household.id"), index=True)
    day: Mapped[date] = shown(Day(label="Ngày"), index=True)
    type: Mapped[str] = shown(Coded(label="Hình thức hỗ trợ", codes="support_type"))
    quantity: Mapped[Decimal | None] = shown(Measure(label="Số lượng"), default=None)
    quantity_unit: Mapped[str | None] = shown(Line(label="Đơn vị tính", width=10), default=None)
    value: Mapped[int | None] = shown(Money(label="Trị giá (đồng)"), default=None)
    source: Mapped[str | None] = shown(Line(label="Nguồn", hint="Quỹ Vì người nghèo, Mái ấm …"), default=None)
    giver_id: Mapped[int] = shown(Link(label="Đơn vị hỗ trợ", target="organisation"), foreign="organisation.id")
    position: Mapped[int] = mapped_column(Integer, default=0)


def _year_of_lasting(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    if values.get("progress") == Progress.LASTING and not values.get("registered_year"):
        yield Problem("inconsistent", "Thoát nghèo bền vững thì phải có năm đăng ký.", field="registered_year")


Rows = Sequence[Mapping[str, Any]]


def _years_in_order(owner: Mapping[str, Any], rows: Rows, vocabulary: Vocabulary) -> Iterable[tuple[int, Problem]]:
    """One row a year; a result that does not go with the years is told, and may stand."""
    years = [YearOfHousehold.of(row) for row in rows]
    seen: set[int] = set()
    for n, this in enumerate(years):
        if this.year in seen:
            yield n, Problem("inconsistent", f"Năm {this.year} đã có một dòng; mỗi năm chỉ một dòng.", field="year")
        elif this.year and (said := doubt(years, this)):
            yield n, Problem("inconsistent", f"Năm {this.year}: {said}", Severity.WARNING, "progress")
        seen.add(this.year)


HOUSEHOLD_YEAR = Kind(
    name="household_year", record=HouseholdYear, title="Kết quả từng năm của hộ", one="năm",
    columns=(HouseholdYear.year, HouseholdYear.type, HouseholdYear.helper_id, HouseholdYear.registered,
             HouseholdYear.progress, HouseholdYear.above_line, HouseholdYear.note),
    listed=(HouseholdYear.year, HouseholdYear.type, HouseholdYear.helper_id, HouseholdYear.progress),
    layout=(("Năm", (HouseholdYear.year, HouseholdYear.type, HouseholdYear.helper_id, HouseholdYear.registered,
                     HouseholdYear.progress, HouseholdYear.above_line, HouseholdYear.note)),),
    same=(HouseholdYear.year,),
)  # fmt: skip

HOUSEHOLD_SUPPORT = Kind(
    name="household_support", record=HouseholdSupport, title="Hỗ trợ hộ nghèo, cận nghèo", one="lần hỗ trợ",
    columns=(HouseholdSupport.day, HouseholdSupport.type, HouseholdSupport.quantity, HouseholdSupport.quantity_unit,
             HouseholdSupport.value, HouseholdSupport.source, HouseholdSupport.giver_id),
    listed=(HouseholdSupport.day, HouseholdSupport.type, HouseholdSupport.value, HouseholdSupport.giver_id),
    layout=(("Hỗ trợ", (HouseholdSupport.day, HouseholdSupport.type, HouseholdSupport.quantity,
                        HouseholdSupport.quantity_unit, HouseholdSupport.value, HouseholdSupport.source,
                        HouseholdSupport.giver_id)),),
    same=(HouseholdSupport.day,), day=HouseholdSupport.day,
)  # fmt: skip

HOUSEHOLD = Kind(
    name="household", record=Household, title="Hộ nghèo, cận nghèo", one="hộ", label=Household.head,
    columns=(Household.code, Household.head, Household.gender, Household.born, Household.id_number, Household.hamlet,
             Household.commune_id, Household.members, Household.ethnicity, Household.type, Household.cause,
             Household.lacking, Household.wish, Household.helper_id, Household.member_of_id,
             Household.registered_year, Household.progress, Household.decision_number, Household.decided_on,
             Household.note),
    listed=(Household.head, Household.commune_id, Household.hamlet, Household.type, Household.helper_id,
            Household.progress, Household.registered_year, Household.support_value, Household.years_above,
            Household.members),
    layout=(("Hộ", (Household.head, Household.gender, Household.born, Household.id_number, Household.code,
                    Household.commune_id, Household.hamlet, Household.members, Household.ethnicity)),
            ("Hoàn cảnh", (Household.type, Household.cause, Household.lacking, Household.wish)),
            ("Giúp đỡ và kết quả", (Household.helper_id, Household.member_of_id, Household.registered_year,
                                    Household.progress, Household.decision_number, Household.decided_on,
                                    Household.note))),
    template=(Household.head, Household.gender, Household.born, Household.id_number, Household.hamlet,
              Household.commune_id, Household.members, Household.ethnicity, Household.type, Household.cause,
              Household.helper_id, Household.registered_year, Household.progress, Household.note),
    same=(Household.commune_id, Household.hamlet, Household.head),
    filters=(Household.commune_id, Household.helper_id, Household.type, Household.progress,
             Household.registered_year, Household.ethnicity, Household.cause),
    searched=(Household.head, Household.hamlet, Household.commune_id, Household.helper_id, Household.code),
    checks=(_year_of_lasting,),
    parts=(Part(HOUSEHOLD_YEAR, HouseholdYear.household_id, "Kết quả từng năm",
                shared=("type", "helper_id"), check=_years_in_order),
           Part(HOUSEHOLD_SUPPORT, HouseholdSupport.household_id, "Các lần hỗ trợ")),
    read_off=(ReadOff(HouseholdYear.household_id, settled, (Household.years_above,)),),
    rollups=(Rollup(Household.support_value, over(func.sum(HouseholdSupport.value), HouseholdSupport.household_id,
                                                  Household.id)),),
)  # fmt: skip
