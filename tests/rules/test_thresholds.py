"""A survey against the thresholds of its day, by table."""

from decimal import Decimal

import pytest

from mttq_desktop.rules.thresholds import Answered, Ballots, Bounds, ratio, verdict

RURAL = Bounds(overall_share=Decimal(90), item_share=Decimal(80))
ANSWERS = (Answered(1, overall=False, satisfied=95), Answered(2, overall=False, satisfied=80),
           Answered(9, overall=True, satisfied=90))  # fmt: skip


def ballots(*answers: Answered, chosen: int = 60, valid: int = 100, returned: int = 120) -> Ballots:
    return Ballots(households=100, chosen=chosen, returned=returned, valid=valid, answers=answers or ANSWERS)


def test_shares_that_just_reach_the_bounds_pass() -> None:
    found = verdict(ballots(), RURAL)
    assert found.passed is True
    assert found.overall.of_valid == Decimal("90.00")
    assert found.overall.of_returned == Decimal("75.00")
    assert (found.lowest.of_valid, found.lowest_question) == (Decimal("80.00"), 2)
    assert found.reasons == (
        "Tỷ lệ hài lòng chung 90%, đạt mức tối thiểu 90%.",
        "Tỷ lệ hài lòng thấp nhất (câu 2) 80%, đạt mức tối thiểu 80%.",
    )


@pytest.mark.parametrize(("answers", "reason"), [
    ((Answered(1, overall=False, satisfied=79), Answered(9, overall=True, satisfied=99)),
     "Tỷ lệ hài lòng thấp nhất (câu 1) 79%, chưa đạt mức tối thiểu 80%."),
    ((Answered(1, overall=False, satisfied=99), Answered(9, overall=True, satisfied=89)),
     "Tỷ lệ hài lòng chung 89%, chưa đạt mức tối thiểu 90%."),
])  # fmt: skip
def test_one_bound_missed_fails_and_is_named_first(answers: tuple[Answered, ...], reason: str) -> None:
    found = verdict(ballots(*answers), RURAL)
    assert found.passed is False
    assert found.reasons[0] == reason


def test_the_share_of_households_is_asked_where_a_bound_names_it() -> None:
    bounds = Bounds(household_share=Decimal(70), overall_share=Decimal(80))
    assert verdict(ballots(chosen=69), bounds).passed is False
    assert verdict(ballots(chosen=70), bounds).passed is True


def test_nothing_to_judge_is_neither_passed_nor_failed() -> None:
    assert verdict(ballots(), None).passed is None
    assert verdict(ballots(), None).reasons == ("Không có ngưỡng nào của mẫu phiếu này vào ngày lấy ý kiến.",)
    empty = verdict(ballots(Answered(9, overall=True, satisfied=0), valid=0, returned=0), Bounds(None, Decimal(90)))
    assert empty.passed is None
    assert empty.reasons == ("Chưa có số phiếu để so với ngưỡng.",)


def test_a_share_has_two_decimals_halves_up() -> None:
    assert ratio(1, 3) == Decimal("33.33")
    assert ratio(2, 3) == Decimal("66.67")
    assert ratio(1, 800) == Decimal("0.13")
    assert ratio(0, 0) is None
