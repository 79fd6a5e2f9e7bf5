"""Where a household stands, read off its years, by table."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.rules.households import (
    LASTING_YEARS,
    Progress,
    Year,
    carried_over,
    doubt,
    run_above,
    settled,
    stood,
    suggestion,
)


def years(*told: tuple[int, str, str]) -> list[Year]:
    """(year, type in January, marks): "^" above the near-poor line, "r" registered, "o" out of poverty, "h" helped."""
    return [
        Year(y, type_, 7 if "h" in marks else None, "r" in marks, "^" in marks,
             Progress.ABOVE_POOR.value if "o" in marks else None)
        for y, type_, marks in told
    ]  # fmt: skip


@pytest.mark.parametrize(("told", "run"), [
    ([], ()),
    ([(2023, "CN", "")], ()),
    ([(2023, "CN", "^")], (2023,)),
    ([(2021, "CN", "^"), (2022, "CN", "^"), (2023, "CN", "^")], (2021, 2022, 2023)),
    ([(2021, "CN", "^"), (2022, "CN", ""), (2023, "CN", "^")], (2023,)),
    ([(2021, "CN", "^"), (2023, "CN", "^")], (2023,)),
])  # fmt: skip
def test_years_above_the_line_count_only_when_they_follow_each_other(
    told: list[tuple[int, str, str]], run: tuple[int, ...]
) -> None:
    assert run_above(years(*told), 2023) == run


@pytest.mark.parametrize(("told", "closed", "progress", "why"), [
    ([(2021, "CN", "^"), (2022, "TCN", "^"), (2023, "TCN", "^")], True, "TBV", "3 năm liền (2021, 2022, 2023)"),
    ([(2020, "N", "^"), (2021, "CN", "^"), (2022, "TCN", "^"), (2023, "TCN", "^")], True, "TBV", "(2021, 2022, 2023)"),
    ([(2022, "CN", "^"), (2023, "TCN", "^")], True, "TH", "năm thứ 2 liền"),
    ([(2023, "CN", "^")], True, "TH", "năm đầu"),
    ([(2021, "CN", "^"), (2022, "CN", ""), (2023, "CN", "^")], True, "TH", "năm đầu"),
    ([(2022, "N", "o"), (2023, "N", "")], True, "TAI", "Đã thoát nghèo năm 2022"),
    ([(2021, "CN", "^"), (2022, "TCN", ""), (2023, "N", "r")], True, "TAI", "Đã thoát nghèo năm 2021"),
    ([(2022, "CN", "^"), (2023, "CN", "h")], True, "TAI", "tái cận nghèo"),
    ([(2022, "N", "o"), (2023, "CN", "h")], True, "DG", "chưa đăng ký"),
    ([(2023, "N", "r"), (2024, "CN", "")], True, "TH", "Đầu năm 2024 không còn là hộ nghèo"),
    ([(2023, "N", "r")], True, "KHT", "chưa vượt chuẩn"),
    ([(2023, "N", "r")], False, "DK", "chưa rà soát"),
    ([(2023, "CN", "h")], True, "DG", "Có tổ chức giúp"),
    ([(2021, "CN", "^"), (2022, "TCN", "^"), (2023, "TCN", "h")], False, "TH", "2 năm liền đến cuối năm 2022"),
    ([(2021, "CN", "^"), (2022, "TCN", "^"), (2023, "TCN", "h")], True, "DG", "Có tổ chức giúp"),
    ([(2022, "CN", "^"), (2023, "N", "h")], False, "TAI", "lại là hộ nghèo"),
    ([(2023, "CN", "")], True, None, ""),
    ([(2022, "CN", "h")], True, None, ""),
])  # fmt: skip
def test_what_the_years_say_of_2023(
    told: list[tuple[int, str, str]], closed: bool, progress: str | None, why: str
) -> None:
    found = suggestion(years(*told), 2023, closed=closed)
    assert (found.progress.value if found else None) == progress
    assert why in (found.reason if found else "")


def test_nothing_is_said_of_a_household_that_is_gone() -> None:
    gone = Year(2023, "N", registered=True, progress=Progress.GONE.value)
    assert suggestion([gone], 2023) is None
    assert doubt([gone], gone) == ""


@pytest.mark.parametrize(("told", "progress", "said"), [
    ([(2023, "CN", "^")], Progress.LASTING, "Mới 1 năm liền"),
    ([(2021, "CN", "^"), (2022, "CN", "^"), (2023, "CN", "^")], Progress.LASTING, ""),
    ([(2023, "N", "")], Progress.FALLEN_BACK, "Chưa thấy năm nào"),
    ([(2022, "N", "o"), (2023, "N", "")], Progress.FALLEN_BACK, ""),
    ([(2022, "N", "o"), (2023, "N", "")], Progress.HELPED, "Có phải “tái nghèo”?"),
    ([(2022, "N", "o"), (2023, "N", "")], None, ""),
    ([(2023, "N", "")], Progress.NOT_REACHED, ""),
])  # fmt: skip
def test_a_result_that_does_not_go_with_the_years_is_doubted(
    told: list[tuple[int, str, str]], progress: Progress | None, said: str
) -> None:
    *before, last = years(*told)
    this = Year(last.year, last.type, last.helper_id, last.registered, last.above_line, progress)
    found = doubt([*before, this], this)
    assert said in found
    assert bool(said) == bool(found)


def row(year: int, **given: Any) -> dict[str, Any]:
    return {"year": year, "type": None, "helper_id": None, "registered": False, "above_line": False,
            "progress": None} | given  # fmt: skip


OWN = {"type": "N", "helper_id": 3, "registered_year": 2020, "progress": "DG"}


@pytest.mark.parametrize(("rows", "expected"), [
    ([], {"years_above": 0}),
    ([row(2023, type="CN", helper_id=5, registered=True, progress="TH", above_line=True)],
     {"years_above": 1, "type": "CN", "helper_id": 5, "registered_year": 2023, "progress": "TH"}),
    ([row(2023, registered=True)], {"years_above": 0, "registered_year": 2023, "progress": "DK"}),
    ([row(2023, helper_id=5)], {"years_above": 0, "helper_id": 5, "registered_year": 2020, "progress": "DG"}),
    ([row(2022, above_line=True), row(2023, above_line=True), row(2024, progress="TH")],
     {"years_above": 2, "registered_year": 2020, "progress": "TH"}),
    ([row(2022, above_line=True), row(2023, progress="TAI")],
     {"years_above": 0, "registered_year": 2020, "progress": "TAI"}),
    ([row(2020)], {"years_above": 0, "registered_year": None, "progress": "DG"}),
    ([row(2023, progress="TBV"), row(2022, type="CN", registered=True)],
     {"years_above": 0, "registered_year": 2022, "progress": "TBV"}),
])  # fmt: skip
def test_the_latest_year_settles_the_household(rows: list[dict[str, Any]], expected: dict[str, Any]) -> None:
    assert settled(OWN, rows) == expected


@pytest.mark.parametrize(("last", "type_", "progress"), [
    (Year(2023, "N", 4), "N", "DG"),
    (Year(2023, "N", 4, progress="TH"), "CN", "TH"),
    (Year(2023, "CN", 4, above_line=True, progress="TH"), "TCN", "TH"),
    (Year(2023, "N", 4, progress="TAI"), "N", "DG"),
])  # fmt: skip
def test_a_household_begins_the_next_year_as_it_ended_the_last(last: Year, type_: str, progress: str) -> None:
    assert carried_over(last, 2024) == Year(2024, type_, 4, progress=progress)


@pytest.mark.parametrize("last", [
    Year(2023, "CN", 4, progress="TBV"), Year(2023, "N", 4, progress="CH"), Year(2024, "N", 4), Year(2025, "N", 4),
])  # fmt: skip
def test_nobody_is_carried_over_who_is_done_gone_or_there_already(last: Year) -> None:
    assert carried_over(last, 2024) is None


@given(st.dictionaries(st.integers(2015, 2025), st.booleans(), min_size=1))
def test_out_for_good_exactly_when_the_last_years_are_all_above(above: dict[int, bool]) -> None:
    told = [Year(y, "TCN", above_line=is_above) for y, is_above in above.items()]
    last = max(above)
    wanted = all(above.get(last - n, False) for n in range(LASTING_YEARS))
    found = suggestion(told, last)
    assert (found is not None and found.progress is Progress.LASTING) == wanted


def test_an_earlier_year_says_nothing_of_what_came_later() -> None:
    own = {"registered_year": 2024, "progress": "TBV", "helper_id": 9, "type": "CN"}
    rows = [
        row(2022, type="N", helper_id=1, registered=True, progress="KHT"),
        row(2023, type="N", helper_id=2, registered=False, progress="TH", above_line=True),
        row(2024, type="CN", helper_id=9, registered=True, progress="TBV", above_line=True),
    ]
    assert stood(own, rows, 2022) == {
        "years_above": 0, "registered_year": 2022, "progress": "KHT", "type": "N", "helper_id": 1,
    }  # fmt: skip
    assert stood(own, rows, 2023)["registered_year"] == 2022
    assert stood(own, rows, 2024) == settled(own, rows)


def test_before_its_first_year_a_household_has_what_was_typed_for_it_then() -> None:
    rows = [row(2024, type="CN", helper_id=9, registered=False, progress="TH")]
    assert stood({"registered_year": 2022}, rows, 2023) == {
        "years_above": 0, "registered_year": 2022, "progress": "DK",
    }  # fmt: skip
    assert stood({"registered_year": None}, rows, 2023)["progress"] is None
    assert stood({"registered_year": 2022, "progress": "TH"}, [], 2021) == {}
