"""What the counts of a survey must agree on, by table."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.rules.surveys import disagreements, fits, settled


def answer(question: int, yes: int, no: int, none: int = 0, *, overall: bool = False) -> dict[str, Any]:
    return {"question": question, "satisfied": yes, "dissatisfied": no, "no_opinion": none, "overall": overall}


GOOD = [answer(1, 95, 3, 2), answer(2, 90, 10), answer(9, 96, 4, overall=True)]


@pytest.mark.parametrize(("rows", "said"), [
    (GOOD, []),
    ([], []),
    ([answer(1, 95, 3, 1), GOOD[2]], [(0, "satisfied", "Câu 1: 95 + 3 + 1 = 99, thiếu 1 so với 100 phiếu hợp lệ.")]),
    ([answer(1, 95, 8), GOOD[2]], [(0, "satisfied", "Câu 1: 95 + 8 + 0 = 103, thừa 3 so với 100 phiếu hợp lệ.")]),
    (GOOD[:2], [(1, "overall", "Chưa đánh dấu câu nào là câu hài lòng chung.")]),
    ([*GOOD, answer(10, 100, 0, overall=True)], [(3, "overall", "Chỉ một câu là câu hài lòng chung.")]),
    ([GOOD[0], GOOD[0], GOOD[2]], [(1, "question", "Câu 1 đã có một dòng.")]),
    ([{"question": 1, "overall": True}], []),
])  # fmt: skip
def test_counts_that_do_not_agree_name_their_row(rows: list[dict[str, Any]], said: list[tuple[int, str, str]]) -> None:
    assert [(w.row, w.field, w.words) for w in disagreements(100, rows)] == said


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 1500))
def test_a_question_agrees_exactly_when_its_counts_make_up_the_valid_ballots(
    yes: int, no: int, none: int, valid: int
) -> None:
    told = list(disagreements(valid, [answer(1, yes, no, none, overall=True)]))
    assert (not told) == (yes + no + none == valid)


@pytest.mark.parametrize(("form", "level", "ok"), [
    ("P1", "XA", True), ("P3", "XA", True), ("P1", "HUYEN", False), ("P4", "HUYEN", True), ("P4", "XA", False),
    ("P7", "TINH", True), ("P7", "HUYEN", False), ("P2", "KDC", True), ("KDC", "XA", False), ("MOI", "XA", True),
])  # fmt: skip
def test_each_form_belongs_to_its_level(form: str, level: str, ok: bool) -> None:
    assert fits(form, level) is ok


def test_the_share_on_lists_is_of_valid_ballots_with_two_decimals() -> None:
    assert settled({"ballots_valid": 3}, [answer(9, 2, 1, overall=True)]) == {"overall_share": Decimal("66.67")}
    assert settled({"ballots_valid": 0}, [answer(9, 0, 0, overall=True)]) == {"overall_share": None}
    assert settled({"ballots_valid": 3}, GOOD[:1]) == {"overall_share": None}
