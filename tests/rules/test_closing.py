"""Closing days of a year as an office writes them."""

from datetime import date

import pytest

from mttq_desktop.rules.closing import closings
from mttq_desktop.rules.period import Period, periods_between


@pytest.mark.parametrize(("text", "expected"), [
    ("10/6; 25/11", {"2024-H1": date(2024, 6, 10), "2024": date(2024, 11, 25)}),
    ("15/3, 15/6, 15/9, 30/11", {"2024-Q1": date(2024, 3, 15), "2024-H1": date(2024, 6, 15),
                                 "2024-9M": date(2024, 9, 15), "2024": date(2024, 11, 30)}),
    ("ngày 31/6", {"2024-H1": date(2024, 6, 30)}),
    ("hằng năm", {}), ("0/6; 10/13", {}),
])  # fmt: skip
def test_closing_days(text: str, expected: dict[str, date]) -> None:
    assert {p.code: d for p, d in closings(text, 2024).items()} == expected


def test_periods_wholly_between_two_days() -> None:
    codes = [p.code for p in periods_between(date(2024, 1, 1), date(2024, 9, 30))]
    assert codes == ["2024-Q1", "2024-H1", "2024-9M", "2024-Q2", "2024-Q3"]
    assert "2020-2025" in [p.code for p in Period.parse("2020-2025").inside()]
    assert [p.code for p in Period.parse("2024-Q1").inside()] == ["2024-Q1"]
