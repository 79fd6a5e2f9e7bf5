"""A commune typed only in the first row of its group: proposed for the rows below, never taken by itself."""

import pytest

from tests.excel.books import row, workbook
from tests.excel.conftest import Understand, data_rows

PHU, AN = "Xã Quế Phú", "Xã Quế An"
TOTAL: list[object] = ["Cộng", None, None, None, None, "2"]


def _communes(*communes: str | None) -> list[list[object]]:
    return [row(n, commune=commune) for n, commune in enumerate(communes, 1)]


def _proposed(understand: Understand, rows: list[list[object]]) -> list[str | None]:
    (sheet,) = understand(workbook(rows))
    found = data_rows(sheet)
    for one in found:
        assert ("commune_id" in one.values) != (one.outcome == "rejected")
    return [next((p.proposal for p in r.problems if p.field == "commune_id"), "") for r in found]


def test_rows_below_the_first_of_a_group_are_proposed_its_commune(understand: Understand) -> None:
    (sheet,) = understand(workbook(_communes(PHU, None, None, AN, None)))
    rejected = [r for r in data_rows(sheet) if r.outcome == "rejected"]
    told = [p for r in rejected for p in r.problems]
    assert [(p.cell, p.proposal) for p in told] == [("B8", PHU), ("B9", PHU), ("B11", AN)]
    assert told[0].message == "Như dòng 7? Thiếu xã, phường, thị trấn; dòng 7 ghi “Xã Quế Phú”."
    assert told[2].message == "Như dòng 10? Thiếu xã, phường, thị trấn; dòng 10 ghi “Xã Quế An”."


@pytest.mark.parametrize(
    ("communes", "proposed"),
    [
        pytest.param([None, PHU, None], [None, "", PHU], id="nothing stands above the first"),
        pytest.param([PHU, PHU, None, AN], ["", "", None, ""], id="named in row after row: one was forgotten"),
        pytest.param([PHU, "nt", None], ["", None, None], id="so with ditto marks"),
        pytest.param(["Xã Không Ai Biết", None], [None, None], id="what stands above is not understood"),
    ],
)  # fmt: skip
def test_what_is_proposed(understand: Understand, communes: list[str | None], proposed: list[str | None]) -> None:
    assert _proposed(understand, _communes(*communes)) == proposed


def test_nothing_is_proposed_across_a_total_or_a_heading(understand: Understand) -> None:
    first, second, third = _communes(PHU, None, None)
    assert _proposed(understand, [first, second, TOTAL, third]) == ["", PHU, None]
    heading: list[object] = ["II", "LĨNH VỰC GIAO THÔNG"]
    assert _proposed(understand, [first, second, heading, third]) == ["", PHU, None]


def test_a_group_of_many_plain_rows_above_reaches_the_empty_one(understand: Understand) -> None:
    places = [PHU, AN] * 600
    assert _proposed(understand, _communes(*places, None, None))[-3:] == ["", AN, AN]
