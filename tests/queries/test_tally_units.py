"""Sums by unit of today and of then: nothing lost, nothing twice, behind each number its records."""

from datetime import date

import pytest

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.campaigns import CAMPAIGN_COLUMNS, by
from mttq_desktop.queries.households import GIVEN, HELPED, board, board_by_commune
from mttq_desktop.queries.rollup import Choice, Units
from mttq_desktop.queries.tally import Tally, gathered
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM, CampaignItem
from mttq_desktop.records.households import HOUSEHOLD
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import PartRow, checked, keep
from mttq_desktop.store.database import Database
from tests.makers import organisation, unit

YEAR = Period.parse("2024")
MERGED, ABOLISHED = date(2025, 3, 1), date(2025, 9, 1)
HOMES = (("Hộ Một", "Xã Quế Lộc", "HND", 3), ("Hộ Hai", "Xã Quế Phú", "MTTQ", 5), ("Hộ Ba", "Xã Quế Phú", "HND", 7))


@pytest.fixture
def homes(store: Database, vocabulary: Vocabulary) -> Database:
    """Three households in two communes of two districts, and a work nowhere."""
    part = HOUSEHOLD.part("household_support").kind
    with store.writing("test", "Thêm") as writing:
        for head, place, who, value in HOMES:
            helper = organisation(vocabulary, who)
            support = {"day": date(2024, 5, 1), "type": "QUA", "value": value, "giver_id": helper}
            values = {"head": head, "helper_id": helper, "commune_id": unit(vocabulary, place), "type": "N",
                      "registered_year": 2024}  # fmt: skip
            keep(writing, checked(HOUSEHOLD, values, vocabulary), vocabulary,
                 parts={part.name: [PartRow(checked(part, support, vocabulary))]})  # fmt: skip
        work = {"campaign": "NTM", "content": "Đường", "organisation_id": organisation(vocabulary, "HND"),
                "period": "2024-Q2", "funds": 9}  # fmt: skip
        keep(writing, checked(CAMPAIGN_ITEM, work, vocabulary), vocabulary)
    return store


def _seen(store: Database, found: Tally, choice: Choice, today: date, column: str) -> dict[str, int]:
    with store.reading() as session:
        seen = Units.read(session).seen(choice, YEAR, today)
    put = gathered(found, lambda key: seen.target(int(key) if key is not None else None))
    for line in put.lines.values():
        assert len(set(line[column].ids)) == len(line[column].ids)
    return {seen.name(None if k is None else int(k)): int(f[column].value) for k, f in put.lines.items()}


def test_households_stand_under_the_districts_of_then_or_of_now(homes: Database) -> None:
    with homes.reading() as session:
        found, bodies = (ask(session, YEAR.start, YEAR.end) for ask in (board_by_commune, board))
    assert found.total == bodies.total
    assert (found.total[HELPED].value, found.total[GIVEN].value) == (3, 15)
    assert _seen(homes, found, Choice.THEN, MERGED, HELPED) == {"Huyện Nông Sơn": 1, "Huyện Quế Sơn": 2}
    assert _seen(homes, found, Choice.NOW, MERGED, GIVEN) == {"Huyện Quế Sơn": 15}
    communes = _seen(homes, found, Choice.NOW, ABOLISHED, GIVEN)
    assert sum(communes.values()) == 15
    assert len(communes) == 2
    assert all(name.startswith(("Xã", "Phường")) for name in communes)


def test_what_names_no_unit_stands_last_under_its_own_name(homes: Database) -> None:
    with homes.reading() as session:
        found = by(CampaignItem.unit_id, CAMPAIGN_COLUMNS)(session, YEAR.start, YEAR.end)
    assert _seen(homes, found, Choice.THEN, MERGED, "funds") == {"Chưa ghi đơn vị": 9}
