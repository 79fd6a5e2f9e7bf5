"""Workbooks of Excel 97 and LibreOffice: the same rows, merged areas, hidden rows, errors."""

from datetime import date
from pathlib import Path

import pytest

from tests.excel.conftest import Understand, codes, data_rows

FOLDER = Path(__file__).parents[1] / "files" / "workbooks"


@pytest.mark.parametrize("name", ["kien_nghi.xls", "kien_nghi.ods"])
def test_the_same_workbook_in_another_format(understand: Understand, name: str) -> None:
    first, second = understand((FOLDER / name).read_bytes(), name=name)
    found = data_rows(first)
    assert first.period == "2024-Q1"
    assert [r.number for r in found] == [7, 8, 9, 10]
    assert [r.values["received_on"] for r in found] == [
        date(2024, 1, 25),
        date(2024, 1, 26),
        date(2024, 1, 29),
        date(2024, 1, 25),
    ]
    assert len({r.values["commune_id"] for r in found}) == 1
    assert codes(found[1]) == ["value_from_merged_cell"]
    assert codes(found[2]) == ["hidden_row"]
    assert codes(found[3]) == ["error_value"]
    assert second.hidden


def test_a_workbook_of_excel_95_in_its_old_font(understand: Understand) -> None:
    (sheet,) = understand((FOLDER / "excel_95.xls").read_bytes(), name="excel_95.xls")
    found = data_rows(sheet)
    assert sheet.period == "2024-Q1"
    assert [r.values["received_on"] for r in found] == [date(2024, 1, 25), date(2024, 1, 26), date(2024, 1, 29)]
    assert found[2].values["content"] == "Đề nghị sửa chữa cầu dân sinh số 3 thôn Trung Hòa"
    assert "legacy_text_repaired" in [p.code for p in sheet.problems]
