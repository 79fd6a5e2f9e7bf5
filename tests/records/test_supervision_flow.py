"""States of a supervision: moves allowed and refused with their reason, and what the documents show."""

from datetime import date
from typing import Any

import pytest

from mttq_desktop.records.supervisions import SUPERVISION_FLOW, derived
from mttq_desktop.records.supervisions import SupervisionState as S

DAY = date(2024, 3, 1)
ALLOWED = {
    S.TENTATIVE: {S.PLANNED, S.DECIDED, S.UNDER_WAY, S.REPORTED, S.CLOSED, S.PAUSED, S.CANCELLED},
    S.PLANNED: {S.DECIDED, S.UNDER_WAY, S.REPORTED, S.CLOSED, S.PAUSED, S.CANCELLED},
    S.DECIDED: {S.UNDER_WAY, S.REPORTED, S.CLOSED, S.PAUSED, S.CANCELLED},
    S.UNDER_WAY: {S.REPORTED, S.RECOMMENDED, S.CLOSED, S.PAUSED, S.CANCELLED},
    S.REPORTED: {S.RECOMMENDED, S.FOLLOWED, S.CLOSED, S.PAUSED, S.CANCELLED},
    S.RECOMMENDED: {S.FOLLOWED, S.CLOSED, S.PAUSED, S.CANCELLED},
    S.FOLLOWED: {S.CLOSED, S.PAUSED, S.CANCELLED},
    S.CLOSED: {S.TENTATIVE},
    S.CANCELLED: {S.TENTATIVE},
    S.PAUSED: {S.TENTATIVE, S.UNDER_WAY, S.REPORTED, S.CLOSED, S.CANCELLED},
}


@pytest.mark.parametrize("state", S, ids=lambda s: s.name)
def test_what_may_follow(state: S) -> None:
    assert set(SUPERVISION_FLOW.allowed(state)) == ALLOWED[state]


TEAM = {"form": "HT2", "decision_number": "12/QĐ-MTTQ-BTT", "heads": 1}


@pytest.mark.parametrize(
    ("source", "target", "values", "why"),
    [
        (S.TENTATIVE, S.PLANNED, {}, "số kế hoạch"),
        (S.TENTATIVE, S.PLANNED, {"plan_number": "05/KH-MTTQ-BTT"}, ""),
        (S.PLANNED, S.DECIDED, {"form": "HT2"}, "Điều 7.1"),
        (S.PLANNED, S.DECIDED, TEAM, ""),
        (S.DECIDED, S.UNDER_WAY, TEAM | {"heads": 0}, "đúng một trưởng đoàn"),
        (S.DECIDED, S.UNDER_WAY, TEAM | {"heads": 2}, "đúng một trưởng đoàn"),
        (S.DECIDED, S.UNDER_WAY, TEAM | {"decision_number": None}, "quyết định"),
        (S.DECIDED, S.UNDER_WAY, TEAM, ""),
        (S.PLANNED, S.UNDER_WAY, {"form": "HT1"}, ""),
        (S.PLANNED, S.UNDER_WAY, {"form": "HT3"}, ""),
        (S.PLANNED, S.UNDER_WAY, {"form": "HT4"}, ""),
        (S.UNDER_WAY, S.REPORTED, {}, "ngày báo cáo"),
        (S.UNDER_WAY, S.REPORTED, {"reported_on": DAY}, ""),
        (S.REPORTED, S.RECOMMENDED, {}, "văn bản kiến nghị hoặc kết luận"),
        (S.REPORTED, S.RECOMMENDED, {"concluded_on": DAY}, ""),
        (S.RECOMMENDED, S.FOLLOWED, {"recommended_on": DAY, "open_recommendations": 0}, "không có kiến nghị nào"),
        (S.REPORTED, S.FOLLOWED, {"open_recommendations": 2}, "Chưa gửi kiến nghị"),
        (S.RECOMMENDED, S.FOLLOWED, {"recommended_on": DAY, "open_recommendations": 2}, ""),
        (S.FOLLOWED, S.CLOSED, {"reported_on": DAY, "open_recommendations": 1}, "Còn kiến nghị"),
        (S.PLANNED, S.CLOSED, {}, "chưa có báo cáo"),
        (S.FOLLOWED, S.CLOSED, {"reported_on": DAY, "open_recommendations": 0}, ""),
        (S.PLANNED, S.CANCELLED, {}, "lý do hủy"),
        (S.PLANNED, S.CANCELLED, {"plan_reason": "Trùng thanh tra"}, ""),
        (S.CLOSED, S.CANCELLED, {"plan_reason": "Trùng thanh tra"}, "đã xong"),
        (S.PLANNED, S.PAUSED, {}, ""),
        (S.CANCELLED, S.PAUSED, {}, "đã xong"),
        (S.REPORTED, S.TENTATIVE, {}, "đang mở"),
    ],
)  # fmt: skip
def test_a_move_is_allowed_or_says_what_is_missing(source: S, target: S, values: dict[str, Any], why: str) -> None:
    said = SUPERVISION_FLOW.refusal(source, target, values)
    assert (why in said) if why else said == ""


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, S.TENTATIVE),
        ({"plan_number": "05/KH"}, S.PLANNED),
        ({"plan_number": "05/KH", "decision_number": "12/QĐ"}, S.DECIDED),
        ({"decision_number": "12/QĐ", "body_reported_on": DAY}, S.UNDER_WAY),
        ({"ended_on": DAY}, S.UNDER_WAY),
        (TEAM | {"state": S.UNDER_WAY}, S.UNDER_WAY),
        (TEAM | {"state": S.UNDER_WAY, "heads": 0}, S.DECIDED),
        ({"form": "HT1", "state": S.UNDER_WAY}, S.UNDER_WAY),
        ({"ended_on": DAY, "reported_on": DAY}, S.REPORTED),
        ({"reported_on": DAY, "recommended_on": DAY}, S.RECOMMENDED),
        ({"reported_on": DAY, "concluded_on": DAY}, S.RECOMMENDED),
        ({"reported_on": DAY, "recommended_on": DAY, "open_recommendations": 1}, S.FOLLOWED),
        ({"reported_on": DAY, "open_recommendations": 1}, S.REPORTED),
        ({"state": S.PAUSED, "reported_on": DAY}, None),
        ({"state": S.CANCELLED, "plan_number": "05/KH"}, None),
        ({"state": S.CLOSED, "reported_on": DAY}, None),
    ],
)
def test_the_documents_show_the_state(values: dict[str, Any], state: S | None) -> None:
    assert derived(values) is state
