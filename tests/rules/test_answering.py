"""By when an authority must answer: its own days, the day asked for, the day a reminder sets, and why."""

from datetime import date

import pytest

from mttq_desktop.rules.answering import Urging, answer_due, may_escalate
from mttq_desktop.rules.term import Term
from mttq_desktop.text.days import Calendar

CALENDAR = Calendar({date(2024, 4, 30): "Ngày Chiến thắng"}, frozenset())
CALENDAR_DAYS, WORKING_DAYS = Term(30, False, "Danh mục"), Term(10, True, "Danh mục")
SENT = date(2024, 3, 4)


@pytest.mark.parametrize(
    ("sent", "asked", "term", "wanted"),
    [
        (SENT, None, CALENDAR_DAYS, date(2024, 4, 3)),
        (SENT, None, WORKING_DAYS, date(2024, 3, 18)),
        (date(2024, 3, 31), None, CALENDAR_DAYS, date(2024, 5, 1)),
        (SENT, date(2024, 3, 20), CALENDAR_DAYS, date(2024, 3, 20)),
        (None, date(2024, 3, 20), CALENDAR_DAYS, date(2024, 3, 20)),
    ],
)
def test_the_day_asked_for_counts_before_the_days_of_the_authority(
    sent: date | None, asked: date | None, term: Term, wanted: date
) -> None:
    found = answer_due(sent, asked, term, CALENDAR)
    assert found is not None
    assert found.day == wanted


def test_nothing_sent_owes_nothing() -> None:
    assert answer_due(None, None, CALENDAR_DAYS, CALENDAR) is None


def test_the_last_reminder_sets_the_day_and_all_are_told() -> None:
    urged = [
        Urging(1, date(2024, 4, 5), "45/MTTQ-BTT", date(2024, 4, 12)),
        Urging(2, date(2024, 4, 15), None, None, "Ủy ban Trung ương"),
    ]
    found = answer_due(SENT, None, CALENDAR_DAYS, CALENDAR, urged)
    assert found is not None
    assert found.day == date(2024, 4, 12)
    assert found.reasons[-3:] == (
        "Đôn đốc lần 1 ngày 05/4/2024 tại văn bản số 45/MTTQ-BTT: hạn mới 12/4/2024.",
        "Đôn đốc lần 2 ngày 15/4/2024: hạn giữ nguyên.", "Đã gửi cấp trên: Ủy ban Trung ương.",
    )  # fmt: skip
    assert "Căn cứ: Danh mục." in found.reasons


def test_silence_may_be_told_above_after_the_days_of_the_rule() -> None:
    assert may_escalate(SENT, Term(20, False, "Sổ tay"), CALENDAR).day == date(2024, 3, 25)
