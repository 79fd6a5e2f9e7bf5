"""A chain of legal steps: done, late, next, and what is missing before a day can be counted."""

from datetime import date

import pytest

from mttq_desktop.rules.chain import Standing, chain
from mttq_desktop.rules.supervising import CRITICISM, OTHERS, PEOPLE, TEAM, steps_of

TODAY = date(2024, 4, 5)
DONE, LATE, NEXT, LATER, SLOW = (
    Standing.DONE, Standing.LATE, Standing.NEXT, Standing.LATER, Standing.DONE_LATE
)  # fmt: skip


def standings(values: dict[str, object], due: dict[str, date] | None = None) -> list[Standing]:
    return [link.standing for link in chain(TEAM, values, due or {}, TODAY)]


def test_nothing_done_makes_the_plan_the_next_step() -> None:
    assert standings({}) == [NEXT, *[LATER] * 7]


def test_each_step_done_makes_the_one_after_it_the_next() -> None:
    values: dict[str, object] = {}
    for place, step in enumerate(TEAM):
        assert standings(values).index(NEXT) == place
        values[step.done] = date(2024, 3, 1)
    assert standings(values) == [DONE] * len(TEAM)


def test_a_step_passed_over_is_neither_done_nor_next() -> None:
    found = standings({"planned_on": date(2024, 1, 5), "notified_on": date(2024, 2, 1)})
    assert found[:4] == [DONE, LATER, DONE, NEXT]


@pytest.mark.parametrize(
    ("done", "due", "wanted"),
    [
        (None, date(2024, 4, 4), LATE),
        (None, date(2024, 4, 5), LATER),
        (date(2024, 3, 1), date(2024, 3, 1), DONE),
        (date(2024, 3, 2), date(2024, 3, 1), SLOW),
    ],
)
def test_a_day_decides_between_in_time_and_late(done: date | None, due: date, wanted: Standing) -> None:
    assert standings({"notified_on": done} if done else {}, {"gs_notify": due})[2] is wanted


def test_what_is_missing_is_said_until_it_is_written() -> None:
    links = chain(TEAM, {}, {}, TODAY)
    assert [x.missing for x in links if x.missing] == [
        "ngày buổi làm việc đầu tiên", "ngày buổi làm việc đầu tiên", "ngày kết thúc làm việc",
    ]  # fmt: skip
    written = {"first_session_on": date(2024, 4, 20), "ended_on": date(2024, 4, 25), "report_number": "12/BC-ĐGS"}
    links = chain(TEAM, written, {}, TODAY)
    assert not any(x.missing for x in links)
    assert links[5].number == "12/BC-ĐGS"


@pytest.mark.parametrize(("form", "steps"), [("HT1", OTHERS), ("HT2", TEAM), ("HT3", PEOPLE), ("HT4", OTHERS)])
def test_only_a_team_needs_decision_and_notice(form: str, steps: object) -> None:
    assert steps_of(form) is steps
    titles = [s.done for s in steps_of(form)]
    assert ("decided_on" in titles) == (form == "HT2")
    assert titles[-2:] == ["concluded_on", "recommended_on"]


def test_a_draft_without_its_day_of_submission_says_so() -> None:
    links = chain(CRITICISM, {}, {}, TODAY)
    assert links[0].missing == "ngày dự kiến trình, ban hành"
