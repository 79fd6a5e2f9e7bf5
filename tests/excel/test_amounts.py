"""Amounts of money by the unit beside them, or by that of their caption."""

import pytest

from mttq_desktop.excel.amounts import read_amount, unit_above, unit_in
from mttq_desktop.fields import Bad

MILLIONS, THOUSANDS, DONG = "Giá trị (triệu đồng)", "Kinh phí hỗ trợ (1.000 đồng)", "Giá trị (đồng)"


@pytest.mark.parametrize(
    ("caption", "unit"),
    [(MILLIONS, 10**6), (THOUSANDS, 1_000), (DONG, 1), ("Giá trị", None), ("Trị giá (ĐVT: nghìn đồng)", 1_000),
     ("Số tiền (tr.đ)", 10**6), ("Kinh phí (1000đ)", 1_000), ("Thành tiền", None)],
)  # fmt: skip
def test_the_unit_of_a_caption(caption: str, unit: int | None) -> None:
    assert unit_in(caption) == unit


@pytest.mark.parametrize(
    ("text", "caption", "amount"),
    [("12", MILLIONS, 12_000_000), ("12,5", MILLIONS, 12_500_000), ("12.500.000", MILLIONS, 12_500_000),
     ("12 tr", MILLIONS, 12_000_000), ("12.000 (ngđ)", MILLIONS, 12_000_000), ("12.000", THOUSANDS, 12_000_000),
     ("12.000.000", DONG, 12_000_000), ("2 triệu đồng", "Giá trị", 2_000_000), ("500.000", "Giá trị", 500_000),
     ("0", DONG, 0), ("20.000", DONG, 20_000), ("500k", "Giá trị", 500_000), ("1,2 tỷ", DONG, 1_200_000_000)],
)  # fmt: skip
def test_amounts_in_dong(text: str, caption: str, amount: int) -> None:
    assert read_amount(text, caption, wary=True)[0] == amount


@pytest.mark.parametrize(
    ("text", "caption", "code"),
    [("12", DONG, "unit_unsure"), ("12", "Giá trị", "unit_unsure"), ("12,5", "Giá trị", "unit_unsure"),
     ("500.000", MILLIONS, "unit_unsure"), ("con bò", MILLIONS, "not_a_number"), ("2.500,5", DONG, "unit_unsure"),
     ("20.000", "Giá trị", "unit_unsure"), ("1.500", "Giá trị", "unit_unsure"), ("1.500.000", THOUSANDS, "unit_unsure"),
     ("1.500", MILLIONS, "unit_unsure")],
)  # fmt: skip
def test_amounts_that_may_be_anything_are_no_amounts(text: str, caption: str, code: str) -> None:
    with pytest.raises(Bad) as told:
        read_amount(text, caption, wary=True)
    assert told.value.problem.code == code


def test_what_is_worked_out_is_told() -> None:
    assert read_amount("12.000.000", DONG, wary=True) == (12_000_000, "")
    assert "12.500.000 đồng" in read_amount("12,5", MILLIONS, wary=False)[1]


@pytest.mark.parametrize(
    ("title", "unit"),
    [("Đơn vị tính: triệu đồng", 10**6), ("(ĐVT: 1.000 đồng)", 1_000), ("Đơn vị: nghìn đồng", 1_000),
     ("DANH SÁCH HỘ NGHÈO ĐƯỢC GIÚP ĐỠ (ĐVT: tr.đ)", 10**6), ("Đơn vị tính: đồng", 1),
     ("Đơn vị: Huyện Đông Giang", None), ("Giúp đỡ hộ nghèo 500 triệu đồng", None), ("Đơn vị: xã Đồng Phú", None)],
)  # fmt: skip
def test_the_unit_said_above_a_table(title: str, unit: int | None) -> None:
    assert unit_in(unit_above(["HUYỆN QUẾ SƠN", title])) == unit
