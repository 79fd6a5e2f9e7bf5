"""The one door: what opens the window and what goes to the command line."""

import pytest

from mttq_desktop.__main__ import wants_window


@pytest.mark.parametrize(
    "arguments",
    [[], ["--data-dir", "so"], ["--data-dir=so"], ["Núi Thành.xlsx"], ["--data-dir", "so", "D:/a b/kn.xls"]],
)
def test_the_window_opens_when_nothing_is_asked(arguments: list[str]) -> None:
    assert wants_window(arguments)


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["--help"], ["--data-dir", "so", "check"], ["--data-dir"], ["--data-dir=so", "check"]],
)
def test_a_command_goes_to_the_command_line(arguments: list[str]) -> None:
    assert not wants_window(arguments)
