"""Days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.text.dates import DateReading, from_serial, long, read_date, short

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
FIFTH_OF_MARCH = date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "05/3/2024", "5/3/2024", "5.3.24", "5-3-2024", "05032024", "  05/03/2024 ", "\u00a05/3/2024.", "5 / 3 / 2024",
        "ngày 5 tháng 3 năm 2024", "Ngày 05 tháng 03 năm 2024", "5 tháng 3 năm 2024", "ngay 5 thang 3 nam 2024",
        "ngày 5/3/2024", "Quảng Nam, ngày 05 tháng 3 năm 2024", "Thứ Ba, 5/3/2024", "5 tháng 3/2024",
        "05/03/2024 00:00:00", "05/03/2024 12:00:00 AM", "08:30 ngày 5/3/2024", "ngày\n5/3/2024",
        "2024-03-05", "2024-03-05 00:00:00", "2024-03-05T00:00:00", "2024/3/5", "20240305", "5/3/24",
        "7h30, 5/3/2024", "Sáng 05/3/2024", "5/3/2024 (buổi sáng)", "5/3/2024, 14 giờ", "lúc 8h00 5/3/2024",
        "05\\3\\2024", "05,3,2024", "05 tháng 3, 2024", "5-Mar-24", "March 5, 2024", "05 Mar 2024", "5/III/2024",
    ],
)  # fmt: skip
def test_one_day_in_many_ways(text: str) -> None:
    assert read_date(text).day == FIFTH_OF_MARCH
    assert read_date(text).code is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/2024", "bad_date"),
        ("00/3/2024", "bad_date"),
        ("32/3/2024", "bad_date"),
        ("5/13/2024", "bad_date"),
        ("05/3/024", "bad_date"),
        ("chưa rõ", "bad_date"),
        ("", "bad_date"),
        ("Thường xuyên", "bad_date"),
        ("43437", "bad_date"),
        ("30022024", "bad_date"),
        ("tháng 3/2024", "date_incomplete"),
        ("Tháng 3 năm 2024", "date_incomplete"),
        ("tháng 3", "date_incomplete"),
        ("3/2024", "date_incomplete"),
        ("5/3", "date_incomplete"),
        ("ngày 5 tháng 3", "date_incomplete"),
        ("2024", "date_incomplete"),
        ("năm 2024", "date_incomplete"),
        ("Quý II", "date_incomplete"),
        ("Quý 2/2024", "date_incomplete"),
        ("6 tháng đầu năm", "date_incomplete"),
        ("15/5 - 20/5/2024", "date_range"),
        ("15-20/5/2024", "date_range"),
        ("15/5/2024-20/5/2024", "date_range"),
        ("15/5 – 20/5/2024", "date_range"),
        ("từ 15/5/2024 đến 20/5/2024", "date_range"),
        ("Từ ngày 15/5/2024 đến ngày 20/5/2024", "date_range"),
        ("15/5/2024 đến 20/5/2024", "date_range"),
        ("15, 16/5/2024", "date_range"),
        ("15/5 và 20/5/2024", "date_range"),
    ],
)
def test_no_day(text: str, code: str) -> None:
    reading = read_date(text)
    assert (reading.day, reading.code) == (None, code)


def test_the_other_reading_is_only_told_where_there_are_two() -> None:
    assert read_date("05/3/2024").alternative == date(2024, 5, 3)
    assert read_date("25/3/2024").alternative is None
    assert read_date("3/3/2024").alternative is None
    assert read_date("2024-03-05").alternative is None


def test_a_month_first_day_is_refused_with_a_proposal() -> None:
    assert read_date("03/25/2024") == DateReading(None, "bad_date", date(2024, 3, 25))


@pytest.mark.parametrize(("text", "year"), [("1/2/00", 2000), ("1/2/49", 2049), ("1/2/50", 1950), ("1/2/99", 1999)])
def test_two_digit_years(text: str, year: int) -> None:
    assert read_date(text) == DateReading(date(year, 2, 1), None, date(year, 1, 2), two_digit_year=True)


@given(DAYS)
def test_what_offices_write_is_read_back(day: date) -> None:
    for text in (short(day), long(day), day.isoformat(), f"{day:%d%m%Y}", f"{day:%d/%m/%Y} 00:00:00"):
        assert read_date(text).day == day


@given(st.text("0123456789/.- ngàythánămquý", max_size=25))
def test_any_text_is_a_day_or_has_a_code(text: str) -> None:
    reading = read_date(text)
    assert (reading.day is None) == (reading.code is not None)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2024, 3, 5), "05/3/2024"),
        (date(2024, 12, 15), "15/12/2024"),
        (date(2024, 2, 5), "05/02/2024"),
        (date(2024, 1, 31), "31/01/2024"),
        (date(2024, 10, 1), "01/10/2024"),
    ],
)
def test_short(day: date, written: str) -> None:
    assert short(day) == written


def test_long() -> None:
    assert long(date(2024, 3, 5)) == "ngày 05 tháng 3 năm 2024"
    assert long(date(2024, 2, 15)) == "ngày 15 tháng 02 năm 2024"


@pytest.mark.parametrize(
    ("number", "epoch1904", "day"),
    [
        (43437, False, date(2018, 12, 3)),
        (43437.75, False, date(2018, 12, 3)),
        (1, False, date(1900, 1, 1)),
        (59, False, date(1900, 2, 28)),
        (60, False, date(1900, 2, 28)),
        (61, False, date(1900, 3, 1)),
        (0, True, date(1904, 1, 1)),
        (41975, True, date(2018, 12, 3)),
    ],
)
def test_serial_numbers(number: float, epoch1904: bool, day: date) -> None:
    assert from_serial(number, epoch1904) == day


@pytest.mark.parametrize("number", [-1, 0, 0.5, 1e9])
def test_numbers_that_are_no_day(number: float) -> None:
    with pytest.raises(ValueError):
        from_serial(number)


@pytest.mark.parametrize("text", ["1-" * 40, "1/" * 5000, "từ 1 " * 5000, "1, " * 26, "ngày " * 15, "1 đến " * 13])
def test_long_texts_cost_no_time(text: str) -> None:
    assert read_date(text).day is None
