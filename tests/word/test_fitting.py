"""No number is broken: columns grow for it, those with room to spare shrink, the page stays full."""

import pytest

from mttq_desktop.word.fitting import fitted
from mttq_desktop.word.metrics import width
from mttq_desktop.word.model import Align, Column, GroupRow, Table
from mttq_desktop.word.tables import SIDE_MM, widths

ROOM = 257.0


def table(*numbers: str) -> Table:
    """A wide name and a few narrow columns of numbers."""
    columns = (Column("Nội dung", 100), *(Column("Số", 9, Align.RIGHT) for _ in numbers))
    return Table(columns, [GroupRow("Nhóm"), ("Tên", *numbers)])


def test_a_long_number_gets_its_room_from_the_text() -> None:
    made = fitted(table("1.234.567.890", "5"), 60.0)
    text, number, short = widths(made.columns, 60.0)
    assert text + number + short == pytest.approx(60.0)
    assert number >= width("1.234.567.890", 12) + 2 * SIDE_MM
    assert text < widths(table("1", "5").columns, 60.0)[0]


def test_what_fits_is_left_as_it_is() -> None:
    plain = table("12", "5")
    assert fitted(plain, ROOM) is plain


def test_a_total_in_bold_counts_too() -> None:
    columns = (Column("Nội dung", 100), Column("Số", 9, Align.RIGHT))
    made = fitted(Table(columns, [("Tên", "1")], total=("Tổng", "98.765.432.100")), 80.0)
    assert widths(made.columns, 80.0)[1] >= width("98.765.432.100", 12, bold=True) + 2 * SIDE_MM


def test_more_numbers_than_room_leave_the_page_full() -> None:
    many = table(*["1.234.567.890.123"] * 12)
    assert sum(widths(fitted(many, 120.0).columns, 120.0)) == pytest.approx(120.0)


def test_the_sign_of_a_number_stays_with_it() -> None:
    made = fitted(table("-3.683,25"), 40.0)
    assert widths(made.columns, 40.0)[1] >= width("-3.683,25", 12) + 2 * SIDE_MM
