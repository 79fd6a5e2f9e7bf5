"""Numbers as offices write them."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.text.numbers import decimal, letter, parse_number, percent, roman, whole


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567", "1234567"),
        ("1234567", "1234567"),
        ("1 234 567", "1234567"),
        ("1\u00a0234", "1234"),
        ("1,234,567", "1234567"),
        ("1.234", "1234"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0.125", "0.125"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("12 tr", "12000000"),
        ("12tr", "12000000"),
        ("12 tr.", "12000000"),
        ("12,5 triệu đồng", "12500000"),
        ("12.000 (ngđ)", "12000000"),
        ("12.000 nghìn đồng", "12000000"),
        ("1,5 tỷ", "1500000000"),
        ("12.500.000đ", "12500000"),
        ("12.500.000 VNĐ", "12500000"),
        ("95,25%", "95.25"),
        (" 7 ", "7"),
        ("-5", "-5"),
        ("− 5", "-5"),
        ("049", "49"),
    ],
)
def test_parse(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "abc", "12 hộ", "12/5", "1.2.3", "1.23.456", "12,5,6", "12.", ",5", "1-2", "05/3/2024", "tr", "1e5"],
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        parse_number(text)


@given(st.integers(-(10**15), 10**15))
def test_whole_comes_back(n: int) -> None:
    assert parse_number(whole(n)) == n


@given(st.decimals(-(10**9), 10**9, places=2))
def test_decimal_comes_back(x: Decimal) -> None:
    assert parse_number(decimal(x, 2)) == x


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert parse_number(text).is_finite()


def test_written() -> None:
    assert whole(1234567) == "1.234.567"
    assert whole(-1000) == "-1.000"
    assert decimal(34411.5, 2) == "34.411,50"
    assert decimal(0.125, 2) == "0,13"
    assert decimal(-0.001, 2) == "0,00"
    assert decimal(7, 0) == "7"


@pytest.mark.parametrize(
    ("x", "text"),
    [(95.25, "95,25%"), (100, "100%"), (95.5, "95,5%"), (0, "0%"), (200 / 3, "66,67%"), (Decimal("0.005"), "0,01%")],
)
def test_percent(x: float | Decimal, text: str) -> None:
    assert percent(x) == text


def test_percent_places() -> None:
    assert percent(200 / 3, 1) == "66,7%"
    assert percent(200 / 3, 0) == "67%"
    assert percent(100, 0) == "100%"


@pytest.mark.parametrize(("n", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (2024, "MMXXIV")])
def test_roman(n: int, text: str) -> None:
    assert roman(n) == text


def test_letters_of_points() -> None:
    assert [letter(n) for n in range(1, 9)] == ["a", "b", "c", "d", "đ", "e", "g", "h"]
    assert (letter(23), letter(24), letter(46), letter(47)) == ("y", "aa", "ay", "ba")


@given(st.integers(1, 2000))
def test_letters_are_different(n: int) -> None:
    assert letter(n) != letter(n + 1)


@pytest.mark.parametrize("count", [roman, letter])
def test_nothing_before_the_first(count: object) -> None:
    assert callable(count)
    with pytest.raises(ValueError):
        count(0)
