"""Time limits and why they end when they end."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.rules.term import Term, due
from mttq_desktop.text.days import Calendar

SPRING = Calendar(
    {
        date(2024, 4, 29): "Nghỉ hoán đổi",
        date(2024, 4, 30): "Ngày Chiến thắng",
        date(2024, 5, 1): "Ngày Quốc tế Lao động",
    },
    frozenset({date(2024, 5, 4)}),
)
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
CALENDARS = st.builds(lambda off: Calendar(dict.fromkeys(off, "Tết Nguyên Đán")), st.sets(DAYS, max_size=20))


def test_working_days_name_each_holiday() -> None:
    found = due(date(2024, 4, 26), Term(3, True, "Quy định 11-QĐi/TW"), SPRING)
    assert found.day == date(2024, 5, 4)
    assert found.reasons == (
        "Tính từ ngày 26/4/2024 (không kể ngày này): 3 ngày làm việc.",
        "Không tính 2 ngày thứ Bảy, Chủ nhật.",
        "Không tính ngày 29/4/2024: Nghỉ hoán đổi.",
        "Không tính ngày 30/4/2024: Ngày Chiến thắng.",
        "Không tính ngày 01/5/2024: Ngày Quốc tế Lao động.",
        "Căn cứ: Quy định 11-QĐi/TW.",
        "Hạn là thứ Bảy, ngày 04/5/2024.",
    )


def test_calendar_days_move_off_a_day_off() -> None:
    found = due(date(2024, 4, 15), Term(15, False, "Quy chế"), SPRING)
    assert found.day == date(2024, 5, 2)
    assert found.reasons == (
        "Tính từ ngày 15/4/2024 (không kể ngày này): 15 ngày, tính cả ngày nghỉ.",
        "Ngày 30/4/2024 là ngày nghỉ (Ngày Chiến thắng) nên lùi sang ngày làm việc tiếp theo.",
        "Căn cứ: Quy chế.",
        "Hạn là thứ Năm, ngày 02/5/2024.",
    )


def test_a_term_before_an_event_moves_back() -> None:
    found = due(date(2024, 5, 14), Term(-15, False, "Điều 7"), SPRING)
    assert found.day == date(2024, 4, 26)
    assert found.reasons[0] == "Tính ngược từ ngày 14/5/2024: trước đó 15 ngày, tính cả ngày nghỉ."
    assert "đưa lên ngày làm việc liền trước" in found.reasons[1]


def test_a_plain_term_needs_few_words() -> None:
    assert due(date(2024, 3, 4), Term(10, False, ""), Calendar()).reasons == (
        "Tính từ ngày 04/3/2024 (không kể ngày này): 10 ngày, tính cả ngày nghỉ.",
        "Hạn là thứ Năm, ngày 14/3/2024.",
    )


@given(CALENDARS, DAYS, st.integers(1, 60), st.booleans())
def test_a_term_ends_on_a_working_day_and_never_early(calendar: Calendar, start: date, n: int, working: bool) -> None:
    found = due(start, Term(n, working, "Luật"), calendar)
    assert calendar.is_working(found.day)
    assert found.day >= start + timedelta(days=n)
    if working:
        assert calendar.working_between(start, found.day) == n


@given(CALENDARS, DAYS, st.integers(1, 60), st.booleans())
def test_a_term_before_leaves_at_least_its_days(calendar: Calendar, event: date, n: int, working: bool) -> None:
    found = due(event, Term(-n, working, "Luật"), calendar)
    assert calendar.is_working(found.day)
    assert found.day <= event - timedelta(days=n)


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_every_skipped_holiday_is_named(calendar: Calendar, start: date, n: int) -> None:
    found = due(start, Term(n, True, ""), calendar)
    named = [r for r in found.reasons if r.endswith("Tết Nguyên Đán.")]
    assert len(named) == len([d for d in calendar.holidays if start < d <= found.day])
