"""The first minute: a data file set up for the body that was named, or the practice province."""

from datetime import date, datetime
from pathlib import Path

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.services.acts import last_undoable
from mttq_desktop.services.first_run import BODIES, Answers, begin, period_of_year, practise, usual_period
from mttq_desktop.services.opening import open_store
from mttq_desktop.services.settings import Settings, read_settings
from mttq_desktop.store.database import Database
from tests import makers

NOW = datetime(2024, 4, 5, 9, 30)


def settings_of(database: Database) -> Settings:
    with database.reading() as session:
        return read_settings(session)


def test_the_quarter_just_over_is_worked_on_while_its_report_is_due() -> None:
    assert usual_period(date(2024, 4, 5)).code == "2024-Q1"
    assert usual_period(date(2024, 5, 20)).code == "2024-Q2"
    assert usual_period(date(2024, 1, 10)).code == "2023-Q4"


def test_another_year_begins_at_its_own_quarters() -> None:
    assert period_of_year(2024, date(2024, 4, 5)).code == "2024-Q1"
    assert period_of_year(2022, date(2024, 4, 5)).code == "2022-Q4"
    assert period_of_year(2025, date(2024, 4, 5)).code == "2025-Q1"


def test_the_front_has_its_usual_names(tmp_path: Path) -> None:
    database = begin(Answers("MTTQ", 2024, tmp_path), NOW.date())

    settings = settings_of(database)
    with database.reading() as session:
        assert last_undoable(session) is None, "the first answers are no work to take back by Ctrl+Z"
    database.close()
    assert settings == Settings(working_period="2024-Q1", first_run_done=True)


def test_another_body_has_its_own_names_on_paper(tmp_path: Path) -> None:
    database = begin(Answers("HND", 2024, tmp_path), NOW.date())

    settings = settings_of(database)
    database.close()
    assert settings.issuer_lines == ("HỘI NÔNG DÂN", "TỈNH QUẢNG NAM")
    assert settings.document_code == "HND"
    assert settings.full_name == "Hội Nông dân tỉnh Quảng Nam"


def test_the_bodies_offered_are_those_of_the_catalogue(store: Database) -> None:
    from mttq_desktop.queries.catalogues import vocabulary

    with store.reading() as session:
        catalogue = vocabulary(session).target("organisation").entries

    assert [code for code, _ in BODIES] == [entry.code for entry in catalogue]


def test_a_folder_with_a_data_file_is_opened_as_it_is(tmp_path: Path) -> None:
    begin(Answers("HND", 2024, tmp_path), NOW.date()).close()

    database = begin(Answers("CCB", 2020, tmp_path), NOW.date())

    assert settings_of(database).organisation_code == "HND"
    database.close()


def test_the_practice_province_is_there_at_once_and_again(tmp_path: Path) -> None:
    practise(tmp_path).close()
    database = practise(tmp_path)

    settings = settings_of(database)
    database.close()
    assert settings.practice
    assert settings.practice_day == date(2024, 4, 5)
    assert settings.working_period == "2024-Q1"


def test_real_records_are_never_practised_upon(tmp_path: Path) -> None:
    from mttq_desktop.queries.catalogues import vocabulary

    database = open_store(tmp_path)
    with database.reading() as session:
        words = vocabulary(session)
    makers.petitions(database, words, 1)
    database.close()

    with pytest.raises(Refused, match="sổ thật"):
        practise(tmp_path)
