"""Which version of a rule holds on a day."""

from dataclasses import dataclass
from datetime import date

import pytest

from mttq_desktop.rules.versions import in_force


@dataclass(frozen=True)
class Version:
    """One version."""

    name: str
    valid_from: date
    valid_to: date | None = None


OLD, NEW = Version("cũ", date(2020, 1, 1)), Version("mới", date(2024, 7, 1))
ENDED = Version("đã hết", date(2018, 1, 1), date(2019, 12, 31))


@pytest.mark.parametrize(("on", "name"), [
    (date(2017, 1, 1), None), (date(2019, 12, 31), "đã hết"), (date(2024, 6, 30), "cũ"), (date(2024, 7, 1), "mới"),
])  # fmt: skip
def test_the_newest_version_that_holds_counts(on: date, name: str | None) -> None:
    found = in_force([NEW, ENDED, OLD], on)
    assert (found.name if found else None) == name
