"""The practice province fills an empty data file, and no other."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.board import Sending
from mttq_desktop.queries.listing import Filter, count, facets, ids
from mttq_desktop.queries.repeats import groups_of_repeats
from mttq_desktop.records.petitions import PETITION, PETITION_BATCH, PetitionState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import next_number
from mttq_desktop.services.petitions.batches import board
from mttq_desktop.services.practice import fill_with_practice
from mttq_desktop.store.backup import check_file
from mttq_desktop.store.database import Database
from tests.makers import a_petition

TODAY = date(2024, 4, 5)


@pytest.fixture
def practised(practice_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the practice province, open."""
    path = tmp_path / practice_file.name
    path.write_bytes(practice_file.read_bytes())
    database = Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
    yield database
    database.close()


def test_a_believable_year_stands_in_every_state(store: Database) -> None:
    data = fill_with_practice(store, TODAY)
    with store.reading() as session:
        states = facets(session, PETITION, Filter(), "state")
        assert 1_300 <= count(session, PETITION, Filter()) == len(data.petitions) <= 1_700
        assert len(states) >= 12
        assert count(session, PETITION, Filter(late=True, today=TODAY)) > 20
        assert count(session, PETITION_BATCH, Filter()) > 80
        assert 0 < len(ids(session, PETITION, Filter(text="dat dai"))) < 800
    assert check_file(store.path).sound


def test_the_quarter_shown_first_shows_every_feature(practised: Database) -> None:
    quarter = Period.parse("2024-Q1")
    with practised.reading() as session:
        states = facets(session, PETITION, Filter(period=quarter.code), "state")
        senders = board(session, quarter, TODAY)
        assert {s.value for s in PetitionState} - {"DON"} <= set(states)
        assert count(session, PETITION, Filter(period=quarter.code, merged=True)) >= 3
        assert len(groups_of_repeats(session, quarter)) >= 5
        assert len(senders.having(Sending.NONE)) == len(senders.missing) == 2
        assert count(session, PETITION, Filter(late=True, today=TODAY, period=quarter.code)) >= 3


def test_numbers_go_on_after_the_practice_data(practised: Database) -> None:
    with practised.reading() as session:
        given = count(session, PETITION, Filter(period="2024-Q1"))
    with practised.writing("test", "Số tiếp") as writing:
        assert next_number(writing, "petition/2024-Q1") == given + 1


def test_a_file_that_holds_records_is_refused(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Thêm") as writing:
        a_petition(writing, vocabulary)
    with pytest.raises(Refused, match="đã có hồ sơ"):
        fill_with_practice(store, TODAY)
    with store.reading() as session:
        assert count(session, PETITION, Filter()) == 1
