"""Every document stays as it was looked at."""

import pytest

from tests.golden.remake import HERE, golden, text_of


@pytest.mark.parametrize("name", sorted(golden()))
def test_the_document_is_the_one_that_was_looked_at(name: str) -> None:
    kept = (HERE / f"{name}.xml").read_text(encoding="utf-8")
    assert text_of(golden()[name]).splitlines() == kept.splitlines()
