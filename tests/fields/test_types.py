"""Every kind of value: what is read, what is refused with which code, what is shown and told as JSON."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.fields import (
    Bad,
    Coded,
    Day,
    Entry,
    Field,
    IdNumber,
    Line,
    Link,
    Measure,
    Money,
    PeriodOf,
    Place,
    Prose,
    Several,
    UnitOf,
    Vocabulary,
    Whole,
    YesNo,
)
from mttq_desktop.fields.vocabulary import Lookup, UnitLookup

BODIES = Lookup("authority", (
    Entry(1, "Sở Tài nguyên và Môi trường", "Sở TN&MT", code="STNMT"), Entry(2, "Sở Y tế", code="SYT"),
    Entry(3, "Phòng Y tế"),
))  # fmt: skip
WORDS = Vocabulary(
    {"petition_field": Lookup("petition_field", (Entry("GT", "Giao thông", aliases=("đường sá",)),))},
    {"authority": BODIES},
    UnitLookup("unit", (
        Entry(10, "Huyện Quế Sơn", level="district"), Entry(11, "Huyện Phú Ninh", level="district"),
        Entry(12, "Xã Bình Phú", level="commune", parent=10), Entry(13, "Xã Bình Phú", level="commune", parent=11),
    )),
)  # fmt: skip
HERE = Place(WORDS, date(2024, 2, 1))

READ: list[tuple[Field[Any], str, object]] = [
    (Line(label="Số"), "  KN\u00a0 12\u200b ", "KN 12"),
    (Prose(label="Nội dung"), "\n một \r\n  hai\n", "một\nhai"),
    (Whole(label="Số hộ"), "1.234", 1234),
    (Whole(label="Số hộ"), "12,0", 12),
    (Whole(label="Số lượt"), "2 nghìn", 2000),
    (Whole(label="Chênh", least=-10), "-3", -3),
    (Money(label="Tiền"), "12 tr", 12_000_000),
    (Money(label="Tiền"), "12.000 (ngđ)", 12_000_000),
    (Day(label="Ngày"), "5/3/2024", date(2024, 3, 5)),
    (Day(label="Ngày"), "ngày 5 tháng 3 năm 2024", date(2024, 3, 5)),
    (Day(label="Ngày"), "2024-03-05", date(2024, 3, 5)),
    (PeriodOf(label="Kỳ"), "Quý I/2024", "2024-Q1"),
    (PeriodOf(label="Kỳ"), "2024-H1", "2024-H1"),
    (PeriodOf(label="Kỳ"), "6 tháng đầu năm 2024", "2024-H1"),
    (Coded(label="Lĩnh vực", codes="petition_field"), "GT", "GT"),
    (Coded(label="Lĩnh vực", codes="petition_field"), "duong sa", "GT"),
    (Link(label="Cơ quan", target="authority"), "sở tn&mt", 1),
    (UnitOf(label="Xã"), "huyện Quế Sơn", 10),
    (YesNo(label="Đạt"), "√", True),
    (YesNo(label="Đạt"), "-", False),
    (Several(label="Cơ quan", target="authority"), "Sở Y tế; Sở TN&MT; sở y tế;", (2, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "value"), READ, ids=lambda v: str(v)[:24])
def test_what_is_typed_is_read(field: Field[Any], text: str, value: object) -> None:
    assert field.parse(text, HERE) == value


REFUSED: list[tuple[Field[Any], str, str, str]] = [
    (Line(label="Số", longest=5), "quá dài", "too_long", "Dài 7 ký tự; nhiều nhất 5."),
    (Whole(label="Số hộ"), "12,5", "not_a_number", "“12,5” không phải là số nguyên; ghi số không có phần lẻ."),
    (Whole(label="Số hộ"), "80%", "not_a_number", "“80%” không phải là số; ghi bằng chữ số."),
    (Whole(label="Số hộ"), "12 tr", "not_a_number", "“12 tr” không phải là số; ghi bằng chữ số."),
    (Money(label="Tiền"), "5%", "not_a_number", "“5%” không phải là số tiền; ghi như 1.500.000."),
    (Measure(label="Chỉ tiêu"), "50 tr", "not_a_number", "“50 tr” không phải là số; ghi bằng chữ số, ví dụ 12,5."),
    (Whole(label="Số hộ"), "mười", "not_a_number", "“mười” không phải là số; ghi bằng chữ số."),
    (Whole(label="Số hộ"), "-3", "negative", "Số hộ không thể âm."),
    (Whole(label="Lần", least=1, most=9), "10", "out_of_range", "Lần phải từ 1 đến 9."),
    (Money(label="Tiền"), "nhiều", "not_a_number", "“nhiều” không phải là số tiền; ghi như 1.500.000."),
    (Day(label="Ngày"), "31/02/2024", "bad_date", "Không có ngày này: “31/02/2024”."),
    (Day(label="Ngày"), "5-7/3/2024", "date_range", "Đây là khoảng ngày"),
    (Day(label="Ngày"), "3/2024", "date_incomplete", "Thiếu ngày"),
    (Day(label="Ngày"), "01/01/1899", "date_out_of_period", "Năm 1899"),
    (PeriodOf(label="Kỳ"), "vụ mùa", "bad_period", "viết như Quý I/2024"),
    (Coded(label="Lĩnh vực", codes="petition_field"), "thiên văn", "unknown_code", "chưa biết “thiên văn”"),
    (Link(label="Cơ quan", target="authority"), "Bộ Lạ", "unknown_code", "chọn trong danh mục"),
    (UnitOf(label="Xã"), "Xã Không Có", "unknown_unit", "chưa biết “Xã Không Có”"),
    (UnitOf(label="Xã"), "Bình Phú", "unknown_unit", "Xã Bình Phú (Huyện Quế Sơn), Xã Bình Phú (Huyện Phú Ninh)"),
    (YesNo(label="Đạt"), "chắc vậy", "unknown_code", "ghi “x” hoặc để trống"),
    (Several(label="Cơ quan", target="authority"), "Sở Y tế; Bộ Lạ", "unknown_code", "chưa biết “Bộ Lạ”"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "code", "said"), REFUSED, ids=lambda v: str(v)[:24])
def test_what_cannot_be_read_is_refused_in_words(field: Field[Any], text: str, code: str, said: str) -> None:
    with pytest.raises(Bad) as bad:
        field.parse(text, HERE)
    assert bad.value.problem.code == code
    assert said in bad.value.problem.message


SHOWN: list[tuple[Field[Any], object, str, object]] = [
    (Whole(label="Số"), 1234567, "1.234.567", 1234567),
    (Day(label="Ngày"), date(2024, 3, 5), "05/3/2024", "2024-03-05"),
    (PeriodOf(label="Kỳ"), "2024-Q1", "Quý I/2024", "2024-Q1"),
    (Coded(label="Lĩnh vực", codes="petition_field"), "GT", "Giao thông", "GT"),
    (Link(label="Cơ quan", target="authority"), 1, "Sở TN&MT", "STNMT"),
    (Link(label="Cơ quan", target="authority"), 3, "Phòng Y tế", "Phòng Y tế"),
    (Link(label="Cơ quan", target="authority"), 99, "99", 99),
    (UnitOf(label="Xã"), 12, "Xã Bình Phú", "Xã Bình Phú"),
    (YesNo(label="Đạt"), False, "Không", False),
    (Several(label="Cơ quan", target="authority"), (2, 1), "Sở Y tế; Sở TN&MT",
     ["Sở Y tế", "Sở Tài nguyên và Môi trường"]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "text", "plain"), SHOWN, ids=lambda v: str(v)[:24])
def test_what_is_shown_and_told(field: Field[Any], value: object, text: str, plain: object) -> None:
    assert field.format(value, WORDS) == text
    assert field.glimpse(value, WORDS) == text
    assert field.plain(value, WORDS) == plain


def test_an_ambiguous_unit_is_settled_by_the_sender() -> None:
    assert UnitOf(label="Xã").parse("Bình Phú", Place(WORDS, None, 11)) == 13


def test_an_ambiguous_word_proposes_the_first() -> None:
    twins = Vocabulary(links={"authority": Lookup("authority", (Entry(1, "Đội 1", "Đ"), Entry(2, "Đoàn", "Đ")))})
    with pytest.raises(Bad) as bad:
        Link(label="Cơ quan", target="authority").parse("Đ", Place(twins))
    assert bad.value.problem.proposal == "Đội 1"


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_comes_back_from_what_is_shown(day: date) -> None:
    field = Day(label="Ngày")
    assert field.parse(field.format(day, WORDS), HERE) == day
    assert field.parse(str(field.plain(day, WORDS)), HERE) == day


@given(st.integers(0, 10**9))
def test_every_number_comes_back_from_what_is_shown(number: int) -> None:
    field = Whole(label="Số")
    assert field.parse(field.format(number, WORDS), HERE) == number


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for field, *_ in READ:
        with suppress(Bad):
            assert isinstance(field.parse(text, HERE), field.stored)


@given(st.text(max_size=200))
def test_reading_text_twice_changes_nothing_more(text: str) -> None:
    for field in (Line(label="Dòng"), Prose(label="Đoạn")):
        once = field.parse(text, HERE)
        assert field.parse(once, HERE) == once


@pytest.mark.parametrize("text", ["CCCD: 049085001234", "Số CCCD 049085001234", "049 085 001 234"])
def test_an_identity_number_behind_its_own_name(text: str) -> None:
    assert IdNumber(label="Số CCCD").parse(text, HERE) == "049085001234"


def test_an_identity_number_that_excel_shortened_says_what_to_do() -> None:
    with pytest.raises(Bad, match="Excel đã rút gọn"):
        IdNumber(label="Số CCCD").parse("4,90850E+10", HERE)
