"""Numbers people cite."""

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.rules.numbering import document_number, petition_number
from mttq_desktop.rules.period import Period


def test_petition_numbers() -> None:
    assert petition_number(Period(2024, "Q1"), 31) == "KN-2024-Q1-0031"
    assert petition_number(Period(2024, "Y"), 12345) == "KN-2024-12345"


def test_document_numbers() -> None:
    assert document_number("{n}/BC-MTTQ-BTT", 5) == "05/BC-MTTQ-BTT"
    assert document_number("{n}/{type}-{body}", 125, type="TB", body="MTTQ-BTT") == "125/TB-MTTQ-BTT"
    assert document_number("{n}/MTTQ-BTT", 10, unused="x") == "10/MTTQ-BTT"


@pytest.mark.parametrize("pattern", ["{so}/BC", "{n}/{", "{n}/}", "{}/BC", "{n.real}/BC", "{n!x}", "{n:>{width}}"])
def test_patterns_that_cannot_be_filled_are_refused(pattern: str) -> None:
    with pytest.raises(Refused) as caught:
        document_number(pattern, 1)
    assert "Thiết lập" in str(caught.value)
