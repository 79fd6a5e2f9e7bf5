"""A month typed without its day: Excel keeps the first of the month, the cell shows 03/2024."""

from datetime import datetime
from typing import Any

import pytest

from mttq_desktop.excel.month_formats import shows_only_month
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
