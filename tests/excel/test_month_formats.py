"""A month typed without its day: Excel keeps the first of the month, the cell shows 03/2024."""

from datetime import date, datetime
from typing import Any

import pytest

from mttq_desktop.excel.month_formats import says_only_month, shows_only_month
from mttq_desktop.excel.ods import extras
from mttq_desktop.excel.scanning import MONTH
from tests.excel.books import row, workbook
from tests.excel.conftest import Understand, codes, data_rows


@pytest.mark.parametrize("code", ["mmm-yy", "mm/yyyy", 'm"/"yyyy', "[$-42A]mmmm yyyy", "mm\\-yy;@", '"tháng" m/yyyy'])
def test_formats_without_a_day(code: str) -> None:
    assert shows_only_month(code)


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "General", "d-mmm", "h:mm:ss", "yyyy-mm-dd", "#,##0", "@", "yyyy"])
def test_formats_of_days_and_numbers(code: str) -> None:
    assert not shows_only_month(code)


@pytest.mark.parametrize("code", ["mmm-yy", "mm/yyyy", '"tháng" m/yyyy'])
def test_a_month_rejects_its_row_and_a_whole_day_does_not(understand: Understand, code: str) -> None:
    def months(sheet: Any) -> None:
        for at in ("C7", "C8"):
            sheet[at].number_format = code
        sheet["C9"].number_format = "dd/mm/yyyy"

    days = (datetime(2024, 3, 1), datetime(2024, 3, 15), datetime(2024, 3, 1))
    (sheet,) = understand(workbook([row(n, day=d) for n, d in enumerate(days, 1)], touch=months))
    first, *others = data_rows(sheet)
    assert first.outcome == "rejected"
    assert codes(first, "received_on") == ["date_incomplete"]
    assert "chỉ hiện 03/2024" in next(p.message for p in first.problems)
    assert [(r.outcome, r.values["received_on"].day) for r in others] == [("data", 15), ("data", 1)]


@pytest.mark.parametrize("shown", ["03/2024", "3/24", "Mar-24", "March 2024", "tháng 3/2024", "Thg 3 năm 2024"])
def test_what_a_cell_shows_without_the_day(shown: str) -> None:
    assert says_only_month(shown, date(2024, 3, 1))
    assert not says_only_month(shown, date(2024, 3, 15))


@pytest.mark.parametrize(("shown", "day"), [
    ("01/03/2024", date(2024, 3, 1)), ("1/3/24", date(2024, 3, 1)), ("01-Mar", date(2024, 3, 1)),
    ("01-Jan-24", date(2024, 1, 1)), ("1/1/2024", date(2024, 1, 1)), ("ngày 1 tháng 3 năm 2024", date(2024, 3, 1)),
    ("2024-03-01", date(2024, 3, 1)), ("", date(2024, 3, 1)), ("01/01/2001", date(2001, 1, 1)),
])  # fmt: skip
def test_what_a_cell_shows_with_the_day(shown: str, day: date) -> None:
    assert not says_only_month(shown, day)


def test_months_of_an_open_document_are_told_by_what_it_shows() -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="date" office:date-value="{value}"{more}><text:p>{shown}</text:p>'
        "</table:table-cell>"
        for value, shown, more in [
            ("2024-03-01", "03/2024", ' table:number-columns-repeated="2"'), ("2024-03-15T00:00:00", "03/2024", ""),
            ("2024-03-01", "01/03/2024", ""), ("x-01", "03/2024", ""),
        ]
    )
    content = (
        '<o xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="KN"><table:table-row>'
        f"{cells}</table:table-row></table:table></o>"
    )
    _, marks, _ = extras(content.encode())["KN"]
    assert marks.cells == {(1, 0): [(MONTH, "")], (1, 1): [(MONTH, "")]}
