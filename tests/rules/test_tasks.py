"""How tasks stand on a day, what days their words mean, what goes over into the next year."""

from datetime import date

import pytest

from mttq_desktop.rules.counted import heads_remark, people_remark
from mttq_desktop.rules.tasks import Standing, carried_timing, days_of, kept_state, settled_day, standing

TODAY = date(2024, 4, 5)
YESTERDAY, TOMORROW = date(2024, 4, 4), date(2024, 4, 6)


@pytest.mark.parametrize(
    ("state", "ends_on", "carried", "stands"),
    [
        ("CHUA", None, False, Standing.NOT_YET), ("CHUA", TODAY, False, Standing.NOT_YET),
        ("CHUA", YESTERDAY, False, Standing.LATE), ("DANG", TOMORROW, False, Standing.DOING),
        ("DANG", YESTERDAY, False, Standing.LATE), ("CHAM", TOMORROW, False, Standing.DOING),
        ("XONG", YESTERDAY, False, Standing.DONE), ("BO", YESTERDAY, False, Standing.DROPPED),
        ("DANG", YESTERDAY, True, Standing.CARRIED), ("XONG", YESTERDAY, True, Standing.DONE),
    ],
)  # fmt: skip
def test_being_late_follows_from_the_last_day(
    state: str, ends_on: date | None, carried: bool, stands: Standing
) -> None:
    assert standing(state, ends_on, TODAY, carried) is stands


def test_late_is_not_stored() -> None:
    assert kept_state("CHAM") == "DANG"
    assert kept_state("XONG") == "XONG"


@pytest.mark.parametrize(
    ("timing", "first", "last", "days"),
    [
        ("Quý II", None, None, (date(2024, 4, 1), date(2024, 6, 30))),
        ("Thường xuyên", None, None, (date(2024, 1, 1), date(2024, 12, 31))),
        ("Quý II", date(2024, 4, 15), date(2024, 5, 20), (date(2024, 4, 15), date(2024, 5, 20))),
        ("Quý II", None, date(2024, 5, 20), (date(2024, 4, 1), date(2024, 5, 20))),
        ("Quý III", date(2024, 4, 1), date(2024, 6, 30), (date(2024, 7, 1), date(2024, 9, 30))),
        ("sau Đại hội", date(2024, 4, 1), None, (date(2024, 4, 1), None)),
    ],
)
def test_words_name_the_days_and_typed_days_inside_them_stay(
    timing: str, first: date | None, last: date | None, days: tuple[date | None, date | None]
) -> None:
    assert days_of(timing, 2024, first, last) == days


@pytest.mark.parametrize(
    ("timing", "carried"),
    [("Quý IV", "Quý IV"), ("Thường xuyên", "Thường xuyên"), ("Tháng 11/2023", None), ("15/11/2023", None),
     (None, None)],
)  # fmt: skip
def test_words_of_one_year_are_not_said_in_the_next(timing: str | None, carried: str | None) -> None:
    assert carried_timing(timing) == carried


@pytest.mark.parametrize(
    ("state", "day", "kept"),
    [("XONG", None, TODAY), ("XONG", YESTERDAY, YESTERDAY), ("DANG", YESTERDAY, None), ("CHUA", None, None)],
)
def test_only_what_is_finished_has_its_day(state: str, day: date | None, kept: date | None) -> None:
    assert settled_day(state, day, TODAY) == kept


@pytest.mark.parametrize(
    ("total", "counted", "told"), [(120, 120, False), (120, 118, True), (None, 50, False), (80, 0, False)]
)
def test_a_total_that_is_not_the_sum_is_told(total: int | None, counted: int, told: bool) -> None:
    assert bool(people_remark(total, counted)) is told


@pytest.mark.parametrize(
    ("members", "heads", "told"),
    [(0, 0, ""), (5, 1, ""), (5, 0, "Đoàn chưa có Trưởng đoàn."), (5, 2, "Đoàn có 2 Trưởng đoàn; chỉ được một.")],
)
def test_a_team_has_one_head(members: int, heads: int, told: str) -> None:
    assert heads_remark(members, heads) == told
