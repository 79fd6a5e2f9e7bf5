"""A petition's own rules: where it comes from, its day, its mark of words, its number."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.petitions import PETITION, fingerprint
from tests.makers import petition_values, unit


def _problems(vocabulary: Vocabulary, **given: Any) -> list[Problem]:
    values = petition_values(vocabulary, **given)
    return [p for check in PETITION.checks for p in check(values, vocabulary)]


def test_a_petition_comes_from_somebody(vocabulary: Vocabulary) -> None:
    (missing,) = _problems(vocabulary, organisation_id=None)
    assert (missing.code, missing.field, missing.is_error) == ("missing", "organisation_id", True)
    district = unit(vocabulary, "Huyện Quế Sơn")
    assert _problems(vocabulary, organisation_id=None, sender_unit_id=district) == []


def test_a_commune_lies_in_the_sending_district(vocabulary: Vocabulary) -> None:
    sender, inside = unit(vocabulary, "Huyện Quế Sơn"), unit(vocabulary, "Xã Quế Phú")
    outside = unit(vocabulary, "Xã Tam Thanh")
    assert _problems(vocabulary, sender_unit_id=sender, commune_id=inside) == []
    (wrong,) = _problems(vocabulary, sender_unit_id=sender, commune_id=outside)
    assert (wrong.code, wrong.field) == ("unit_outside_sender", "commune_id")
    assert wrong.message == "Xã Tam Thanh không thuộc Huyện Quế Sơn. Sửa xã hoặc nơi gửi."


def test_a_day_outside_the_period_only_warns(vocabulary: Vocabulary) -> None:
    assert _problems(vocabulary, received_on=date(2024, 3, 31)) == []
    (late,) = _problems(vocabulary, received_on=date(2024, 4, 1))
    assert (late.severity, late.message) == (Severity.WARNING, "Ngày tiếp nhận không nằm trong Quý I/2024.")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sửa đường thôn 3", "SỬA ĐƯỜNG, thôn  3.", True),
        ("Sửa đường thôn 3", "Sua duong thon 3", True),
        ("Sửa đường thôn 3", "Sửa đường thôn 4", False),
        ("Sửa đường", "đường Sửa", False),
    ],
)
def test_the_mark_of_a_text_hears_words_only(one: str, other: str, same: bool) -> None:
    assert (fingerprint(one) == fingerprint(other)) is same


@given(st.text())
def test_the_mark_fits_into_a_column(text: str) -> None:
    assert 0 <= fingerprint(text) < 2**63


def test_numbers_run_through_one_period() -> None:
    assert PETITION.series is not None
    series, write = PETITION.series({"period": "2024-Q1"})
    assert (series, write(31), write(10_000)) == ("petition/2024-Q1", "KN-2024-Q1-0031", "KN-2024-Q1-10000")
