"""Reporting periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.rules.period import Period, read_period

YEARS = st.integers(1990, 2090)
PARTS = st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", "Y"])
SPANS = st.builds(lambda y, n: Period(y, "span", y + n), YEARS, st.integers(0, 9))
PERIODS = st.builds(Period, YEARS, PARTS) | SPANS
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("code", "label", "start", "end"),
    [
        ("2024-Q1", "Quý I/2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q2", "Quý II/2024", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024-Q3", "Quý III/2024", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-Q4", "Quý IV/2024", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-H1", "6 tháng đầu năm 2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-H2", "6 tháng cuối năm 2024", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-9M", "9 tháng năm 2024", date(2024, 1, 1), date(2024, 9, 30)),
        ("2024", "năm 2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2020-2025", "giai đoạn 2020 - 2025", date(2020, 1, 1), date(2025, 12, 31)),
    ],
)
def test_codes_labels_and_bounds(code: str, label: str, start: date, end: date) -> None:
    period = Period.parse(code)
    assert (period.code, period.label, period.start, period.end) == (code, label, start, end)


@given(PERIODS)
def test_codes_come_back(period: Period) -> None:
    assert Period.parse(period.code) == period


@given(PERIODS)
def test_labels_are_read_back(period: Period) -> None:
    assert read_period(period.label) == period
    assert read_period(f"BÁO CÁO TỔNG HỢP {period.label.upper()}") == period
    assert read_period(period.code) == period


@pytest.mark.parametrize(
    "code",
    ["", "2024-Q5", "2024-Q0", "2024Q1", "24-Q1", "2024-q1", "2025-2020", "2024-10M", " 2024", "3024", "2024-H3"],
)
def test_what_is_no_code(code: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(code)


@pytest.mark.parametrize(
    ("year", "part", "last"), [(2024, "Q9", None), (2024, "span", None), (2024, "Q1", 2025), (0, "Y", None)]
)
def test_what_is_no_period(year: int, part: str, last: int | None) -> None:
    with pytest.raises(ValueError):
        Period(year, part, last)


@given(DAYS)
def test_the_quarter_of_a_day_holds_it(day: date) -> None:
    quarter = Period.quarter_of(day)
    assert quarter.contains(day)
    assert not quarter.previous().contains(day)


@given(st.builds(Period, YEARS, st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2", "Y"])))
def test_the_previous_period_ends_the_day_before(period: Period) -> None:
    assert period.previous().end == period.start - timedelta(days=1)
    assert period.previous() < period


@given(PERIODS)
def test_the_same_period_last_year(period: Period) -> None:
    before = period.same_last_year()
    assert (before.year, before.part) == (period.year - 1, period.part)
    assert before < period
    assert (before.last_year is None) == (period.last_year is None)


def test_previous_spans_and_nine_months() -> None:
    assert Period.parse("2020-2025").previous().code == "2015-2020"
    assert Period.parse("2024-9M").previous().code == "2023-9M"


def test_periods_sort_by_their_days() -> None:
    codes = ["2023", "2024-Q1", "2024-H1", "2024-9M", "2024", "2024-Q2", "2024-H2", "2024-Q4", "2025-Q1"]
    assert [p.code for p in sorted(map(Period.parse, codes[::-1]))] == codes


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("TỔNG HỢP Ý KIẾN, KIẾN NGHỊ QUÝ I NĂM 2024", "2024-Q1"),
        ("Tổng hợp kiến nghị Q1/2024", "2024-Q1"),
        ("quý 3/2023", "2023-Q3"),
        ("Quý IV - 2022", "2022-Q4"),
        ("tong hop quy II nam 2024", "2024-Q2"),
        ("Kết quả 6 tháng đầu năm 2024", "2024-H1"),
        ("Kết quả 06 tháng đầu năm 2024", "2024-H1"),
        ("Báo cáo sáu tháng cuối năm 2023", "2023-H2"),
        ("báo cáo 6 tháng năm 2024", "2024-H1"),
        ("Báo cáo 9 tháng đầu năm 2024", "2024-9M"),
        ("BIỂU TỔNG HỢP HỘI NGHỊ ĐỐI THOẠI NĂM 2024", "2024"),
        ("Chương trình phối hợp giai đoạn 2020 - 2025", "2020-2025"),
        ("giai đoạn từ năm 2020 đến năm 2025", "2020-2025"),
        ("nhiệm kỳ 2020-2025", "2020-2025"),
        ("Kế hoạch năm 2023 - kết quả quý I/2024", "2024-Q1"),
        ("(Kèm theo Công văn ngày 05 tháng 3 năm 2023) năm 2024", "2024"),
    ],
)
def test_periods_in_titles(title: str, code: str) -> None:
    found = read_period(title)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Danh sách hộ nghèo",
        "(Kèm theo Công văn số 12 ngày 05 tháng 3 năm 2024)",
        "tháng 12 năm 2024",
        "quý I, quý II năm 2024",
        "Quý I và Quý II/2024",
        "quý I",
        "Số 2024/BC",
    ],
)
def test_titles_that_name_no_one_period(title: str) -> None:
    assert read_period(title) is None


@given(st.text(max_size=60))
def test_any_title_is_taken(title: str) -> None:
    found = read_period(title)
    assert found is None or Period.parse(found.code) == found
