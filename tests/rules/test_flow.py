"""Moves between states."""

from enum import StrEnum

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.rules.flow import Flow, Move


class Step(StrEnum):
    NEW = "new"
    SENT = "sent"
    DONE = "done"
    DROPPED = "dropped"


FLOW = Flow(
    (
        Move(frozenset({Step.NEW}), Step.SENT, "Chỉ chuyển kiến nghị mới tiếp nhận."),
        Move(frozenset({Step.SENT}), Step.DONE, "Phải chuyển trước khi ghi trả lời."),
        Move(frozenset({Step.NEW, Step.SENT}), Step.DROPPED, "Việc đã xong không bỏ được."),
        Move(frozenset({Step.SENT}), Step.DROPPED, "Nêu lý do."),
    )
)


def test_allowed_moves_come_in_order_and_once() -> None:
    assert FLOW.allowed(Step.NEW) == (Step.SENT, Step.DROPPED)
    assert FLOW.allowed(Step.SENT) == (Step.DONE, Step.DROPPED)
    assert FLOW.allowed(Step.DONE) == ()


@pytest.mark.parametrize("source", list(Step))
@pytest.mark.parametrize("target", list(Step))
def test_check_agrees_with_allowed(source: Step, target: Step) -> None:
    if target in FLOW.allowed(source):
        FLOW.check(source, target)
    else:
        with pytest.raises(Refused):
            FLOW.check(source, target)


def test_the_refusal_says_what_comes_first() -> None:
    with pytest.raises(Refused, match="Phải chuyển trước khi ghi trả lời"):
        FLOW.check(Step.NEW, Step.DONE)


def test_a_step_nobody_offers_is_refused() -> None:
    with pytest.raises(Refused, match="không có trong quy trình"):
        FLOW.check(Step.SENT, Step.NEW)
