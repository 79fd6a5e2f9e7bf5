"""Nought, not applicable and not reported print differently."""

import pytest

from mttq_desktop.word.figures import NOT_APPLICABLE, Figure, figure, share


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (1234567, "1.234.567"), (NOT_APPLICABLE, "-"), (None, "")])
def test_the_three_states_differ(value: Figure, text: str) -> None:
    assert figure(value) == text


@pytest.mark.parametrize(
    ("part", "total", "text"),
    [
        (5, 5, "100%"),
        (5, 12, "41,67%"),
        (0, 12, "0%"),
        (0, 0, "-"),
        (NOT_APPLICABLE, 12, "-"),
        (None, 12, ""),
        (3, None, ""),
    ],
)
def test_a_share_of_nothing_is_not_applicable(part: Figure, total: Figure, text: str) -> None:
    assert share(part, total) == text
