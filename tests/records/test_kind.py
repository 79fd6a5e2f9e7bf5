"""What a declaration gives: names, fields and columns, always by attribute."""

import pytest

from mttq_desktop.records.catalogue import HOLIDAY, Holiday
from mttq_desktop.records.kind import shown_of
from mttq_desktop.records.petitions import PETITION, Petition
from mttq_desktop.records.register import KINDS, kind_named


def test_names_come_from_the_attributes() -> None:
    assert HOLIDAY.columns == ("day", "name", "kind", "confirmed")
    assert HOLIDAY.form == HOLIDAY.columns
    assert (HOLIDAY.day, HOLIDAY.label, HOLIDAY.number, HOLIDAY.period) == ("day", "name", None, None)
    assert HOLIDAY.table.name == "holiday"
    assert HOLIDAY.column("day") is Holiday.day
    assert repr(HOLIDAY) == "Kind(holiday)"


def test_required_is_what_may_not_be_null() -> None:
    assert shown_of(Petition.content).required
    assert not shown_of(Petition.note).required
    assert PETITION.shown["received_on"].field.label == "Ngày tiếp nhận"


def test_a_field_without_a_declaration_is_a_bug() -> None:
    with pytest.raises(KeyError):
        shown_of(Petition.fingerprint)


def test_many_to_many_fields_stand_among_the_others() -> None:
    pair = PETITION.pair("authorities")
    assert pair is not None
    assert pair.table.name == "petition_authority"
    assert "authorities" in PETITION.shown
    assert PETITION.pair("content") is None
    assert "authorities" in PETITION.template


def test_a_template_is_all_columns_unless_it_is_said() -> None:
    assert HOLIDAY.template == HOLIDAY.columns
    assert "number" not in PETITION.template


def test_an_unknown_kind_is_told_what_there_is() -> None:
    from mttq_desktop.errors import Refused

    with pytest.raises(Refused, match="petition, petition_batch") as told:
        kind_named("không có")
    assert "Không có loại hồ sơ “không có”" in told.value.message
    assert kind_named("holiday") is HOLIDAY
    assert HOLIDAY in KINDS
