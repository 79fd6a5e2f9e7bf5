"""Settings keep their types, wording its places, and document numbers are given once."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.records.office import Act
from mttq_desktop.services.numbering import proposed, take
from mttq_desktop.services.petitions.letters import common_period
from mttq_desktop.services.settings import Settings, read_settings, save_settings, set_one
from mttq_desktop.services.wording import (
    drop_version,
    phrases,
    read_wording,
    reset_phrase,
    save_phrase,
    save_version,
    versions,
)
from mttq_desktop.store.database import Database


def test_settings_come_back_as_they_were_set(store: Database) -> None:
    wanted = replace(
        Settings(), working_period="2024-Q1", superior_lines=("MỘT", "HAI"), signer_id=7,
        last_backup=datetime(2024, 4, 5, 9, 30), reminder_working=False, theme="dark",
    )  # fmt: skip
    save_settings(store, wanted)
    with store.reading() as session:
        assert read_settings(session) == wanted
    assert set_one(store, signer_id=None, last_backup=None) == replace(wanted, signer_id=None, last_backup=None)
    with store.reading() as session:
        assert read_settings(session).signer_id is None


def test_saving_what_did_not_change_is_no_act(store: Database) -> None:
    set_one(store, theme="dark")
    with store.reading() as session:
        before = session.query(Act).count()
    set_one(store, theme="dark")
    with store.reading() as session:
        assert session.query(Act).count() == before


def test_the_offices_own_words_can_be_reset_and_must_fit(store: Database) -> None:
    with pytest.raises(Refused, match="tên gì đó"):
        save_phrase(store, "D05.closing", "Trân trọng {tên gì đó}.")
    save_phrase(store, "D05.closing", "Trân trọng cảm ơn {cơ quan}.")
    save_phrase(store, "D05.closing", "Xin cảm ơn {cơ quan}.")
    with store.reading() as session:
        assert read_wording(session).text("D05.closing", {"cơ quan": "Sở"}) == "Xin cảm ơn Sở."
        assert [words for p, words in phrases(session, "D05") if p.key == "D05.closing"] == ["Xin cảm ơn {cơ quan}."]
    reset_phrase(store, "D05.closing")
    with store.reading() as session:
        assert "quan tâm, phối hợp" in read_wording(session).current("D05.closing")


def test_numbers_are_proposed_given_once_and_move_past_typed_ones(store: Database) -> None:
    with store.writing("test", "Lấy số") as writing:
        words, settings = read_wording(writing.session), Settings()
        assert proposed(writing.session, "D05", 2024, 2, words, settings) == ["01/MTTQ-BTT", "02/MTTQ-BTT"]
        assert take(writing, "D05", 2024, words, settings) == ("01/MTTQ-BTT", 1)
        assert take(writing, "D06", 2024, words, settings) == ("02/MTTQ-BTT", 2)
        assert take(writing, "D07", 2024, words, settings) == ("01/TB-MTTQ-BTT", 1)
        assert take(writing, "D05", 2024, words, settings, " 40/MTTQ-BTT ") == ("40/MTTQ-BTT", 40)
        assert take(writing, "D05", 2024, words, settings, "9a/MTTQ-BTT") == ("9a/MTTQ-BTT", 9)
        assert take(writing, "D05", 2024, words, settings) == ("41/MTTQ-BTT", 41)
        assert take(writing, "D05", 2024, words, settings, "không số") == ("không số", 0)
        assert take(writing, "D05", 2025, words, settings) == ("01/MTTQ-BTT", 1)


@pytest.mark.parametrize(
    ("codes", "code"),
    [(["2024-Q1"], "2024-Q1"), (["2024-Q1", "2024-Q2"], "2024-H1"), (["2024-Q3", "2024-Q4"], "2024-H2"),
     (["2024-Q2", "2024-Q3"], "2024-9M"), (["2024-Q1", "2024-Q4"], "2024"), (["2023-Q4", "2024-Q1"], "2023-2024")],
)  # fmt: skip
def test_letters_about_several_periods_name_the_narrowest_that_holds_them(codes: list[str], code: str) -> None:
    assert common_period(codes).code == code


def test_holidays_of_the_data_file_move_due_days(store: Database) -> None:
    from mttq_desktop.queries.catalogues import calendar
    from mttq_desktop.rules.term import Term
    from mttq_desktop.services.petitions.letters import reckoned

    with store.reading() as session:
        found = reckoned(date(2024, 4, 1), Term(30, False, "quy chế"), calendar(session))
    assert found.day == date(2024, 5, 2)  # 01/5 is a holiday
    assert "Căn cứ: quy chế." in found.reason


def test_words_hold_from_their_day_on(store: Database) -> None:
    save_phrase(store, "D05.closing", "Chung {cơ quan}.")
    save_version(store, "D05.closing", "Từ tháng 7 {cơ quan}.", "", date(2024, 7, 1))
    save_version(store, "D05.closing", "Từ tháng 9 {cơ quan}.", "", date(2024, 9, 1))
    with store.reading() as session:
        said = [read_wording(session, day).current("D05.closing")[:10] for day in (
            date(2024, 6, 30), date(2024, 7, 1), date(2024, 8, 31), date(2024, 9, 1),
        )]  # fmt: skip
        assert said == ["Chung {cơ ", "Từ tháng 7", "Từ tháng 7", "Từ tháng 9"]
        assert read_wording(session).current("D05.closing").startswith("Chung")
        (first, _) = versions(session, "D05.closing")
    drop_version(store, first.id)
    with store.reading() as session:
        assert read_wording(session, date(2024, 8, 1)).current("D05.closing").startswith("Chung")


def test_words_of_one_organisation_come_before_those_of_all(store: Database) -> None:
    with store.reading() as session:
        assert read_wording(session, organisation="DTN").current("D03.right") == "ĐOÀN TNCS HỒ CHÍ MINH\n***"
        assert read_wording(session, organisation="HND").current("D03.right") == ""
    save_version(store, "D03.right", "Chữ chung", "", date(2024, 1, 1))
    save_version(store, "D03.right", "Hội", "HND", None)
    day = date(2024, 4, 5)
    with store.reading() as session:
        said = {o: read_wording(session, day, o).current("D03.right") for o in ("", "DTN", "HND", "CCB")}
    assert said == {"": "Chữ chung", "DTN": "ĐOÀN TNCS HỒ CHÍ MINH\n***", "HND": "Hội", "CCB": "Chữ chung"}


def test_a_version_is_checked_kept_once_and_must_differ(store: Database) -> None:
    with pytest.raises(Refused, match="tên gì đó"):
        save_version(store, "D05.closing", "Trân trọng {tên gì đó}.", "HND", None)
    with pytest.raises(Refused, match="chưa khác"):
        save_version(store, "D05.closing", "Trân trọng.", "", None)
    save_version(store, "D05.closing", "Một.", "HND", None)
    save_version(store, "D05.closing", "Hai.", "HND", None)
    with store.reading() as session:
        assert [v.text for v in versions(session, "D05.closing")] == ["Hai."]
