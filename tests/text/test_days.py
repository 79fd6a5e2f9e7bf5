"""Working days and public holidays."""

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.paths import resources
from mttq_desktop.text.days import Calendar, vietnam_holidays
from mttq_desktop.text.holidays_source import made_up_days, rows, write

FREE = Calendar(
    {date(2024, 4, 29): "Nghỉ hoán đổi", date(2024, 4, 30): "Ngày Chiến thắng"}, frozenset({date(2024, 5, 4)})
)
DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))
CALENDARS = st.builds(
    lambda off, on: Calendar(dict.fromkeys(off, "Nghỉ"), frozenset(on)),
    st.sets(DAYS, max_size=30),
    st.sets(DAYS, max_size=10),
)


def test_working_days() -> None:
    assert FREE.is_working(date(2024, 5, 3))
    assert not FREE.is_working(date(2024, 4, 30))
    assert not FREE.is_working(date(2024, 5, 5))
    assert FREE.is_working(date(2024, 5, 4)), "thứ Bảy làm bù"


def test_counting_over_holidays() -> None:
    assert FREE.add_working(date(2024, 4, 26), 1) == date(2024, 5, 1)
    assert FREE.add_working(date(2024, 4, 26), 4) == date(2024, 5, 4)
    assert FREE.working_between(date(2024, 4, 26), date(2024, 5, 4)) == 4
    assert FREE.add_working(date(2024, 5, 4), -4) == date(2024, 4, 26)


def test_nought_days_stay() -> None:
    assert FREE.add_working(date(2024, 4, 30), 0) == date(2024, 4, 30)


def test_skipped_days_are_named() -> None:
    assert FREE.skipped(date(2024, 4, 26), date(2024, 5, 1)) == [
        (date(2024, 4, 27), "thứ Bảy"),
        (date(2024, 4, 28), "Chủ nhật"),
        (date(2024, 4, 29), "Nghỉ hoán đổi"),
        (date(2024, 4, 30), "Ngày Chiến thắng"),
    ]


@given(CALENDARS, DAYS, st.integers(-60, 60))
def test_between_undoes_adding(calendar: Calendar, start: date, n: int) -> None:
    assert calendar.working_between(start, calendar.add_working(start, n)) == n


@given(CALENDARS, DAYS, DAYS)
def test_every_day_is_worked_or_skipped(calendar: Calendar, a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    worked = calendar.working_between(first, last)
    assert worked + len(calendar.skipped(first, last)) == (last - first).days


@given(CALENDARS, DAYS)
def test_nearest_working_days(calendar: Calendar, day: date) -> None:
    after, before = calendar.on_or_after(day), calendar.on_or_before(day)
    assert before <= day <= after
    assert calendar.is_working(after)
    assert calendar.is_working(before)
    assert (before == day == after) == calendar.is_working(day)


def test_the_delivered_catalogue_is_what_the_package_says(tmp_path: object) -> None:
    years = range(2020, 2027)
    with (resources() / "holidays" / "vietnam.csv").open(encoding="utf-8", newline="") as file:
        delivered = list(csv.DictReader(file))
    off = {date.fromisoformat(r["day"]): r["name"] for r in delivered if r["kind"] == "holiday"}
    worked = {date.fromisoformat(r["day"]) for r in delivered if r["kind"] == "made_up"}
    assert off == vietnam_holidays(years)
    assert worked == made_up_days(years)


@pytest.mark.parametrize(
    "day",
    [date(2024, 2, 10), date(2024, 4, 18), date(2024, 4, 30), date(2024, 5, 1), date(2024, 9, 2), date(2025, 1, 29)],
)
def test_holidays_everybody_knows(day: date) -> None:
    assert day in vietnam_holidays([day.year])


def test_made_up_days_fall_on_weekends() -> None:
    assert date(2024, 5, 4) in made_up_days([2024])
    assert all(day.weekday() >= 5 for day in made_up_days(range(2014, 2027)))


def test_the_catalogue_is_written(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "ngày nghỉ.csv"
    write(path, [2024, 2026])
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "day,name,kind,confirmed"
    assert len(lines) == len(rows([2024, 2026])) + 1
    assert any(line.endswith(",made_up,1") for line in lines)
    assert all(line.endswith(",0") for line in lines if line.startswith("2026"))


def test_long_spans_stay_exact() -> None:
    plain = Calendar()
    assert plain.working_between(date(2024, 1, 1), date(2024, 1, 1) + timedelta(weeks=520)) == 2600
