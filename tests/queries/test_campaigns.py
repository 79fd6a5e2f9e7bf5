"""Campaigns and communication summed up, with exact decimals, by line and by period."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.campaigns import CAMPAIGN_COLUMNS, COUNT, SHARED, by, news_by, shared_by
from mttq_desktop.queries.listing import Filter, count, totals
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM, COMMUNICATION, CampaignItem, Communication
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.acts import undo
from mttq_desktop.services.campaigns import share
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.store.database import Database
from tests.makers import organisation

HALF = (date(2024, 1, 1), date(2024, 6, 30))


def kept(store: Database, words: Vocabulary, kind: Kind[Any], rows: list[dict[str, Any]]) -> list[int]:
    with store.writing("test", "Thêm") as writing:
        return [keep(writing, checked(kind, row, words), words) for row in rows]


def a_work(words: Vocabulary, **given: Any) -> dict[str, Any]:
    return {"campaign": "NTM", "content": "Bê tông hóa đường", "organisation_id": organisation(words, "HND"),
            "period": "2024-Q1"} | given  # fmt: skip


def news(words: Vocabulary, **given: Any) -> dict[str, Any]:
    return {"channel": "WEB", "content": "Gương người tốt", "organisation_id": organisation(words, "HND"),
            "period": "2024-Q1", "items": 2} | given  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lands=st.lists(st.decimals(0, 10**6, places=3), min_size=1, max_size=8))
def test_land_is_summed_without_losing_a_thousandth(
    store: Database, vocabulary: Vocabulary, lands: list[Decimal]
) -> None:
    kept(store, vocabulary, CAMPAIGN_ITEM, [a_work(vocabulary, land=land) for land in lands])
    with store.reading() as session:
        tally = by(CampaignItem.campaign, CAMPAIGN_COLUMNS)(session, *HALF)
        listed = totals(session, CAMPAIGN_ITEM, Filter(), ("land", "funds"))
        every = session.scalars(CAMPAIGN_ITEM.table.select().with_only_columns(CAMPAIGN_ITEM.table.c.land)).all()
    assert tally.total["land"].value == listed["land"] == sum(every)
    assert listed["funds"] == 0


@pytest.mark.parametrize(("period", "inside"), [
    ("2024-Q1", True), ("2024-Q2", True), ("2024-H1", True), ("2024-Q3", False), ("2024-Y", False), ("2023-Q4", False),
])  # fmt: skip
def test_works_count_in_periods_that_lie_inside(
    store: Database, vocabulary: Vocabulary, period: str, inside: bool
) -> None:
    kept(store, vocabulary, CAMPAIGN_ITEM, [a_work(vocabulary, period=period)])
    with store.reading() as session:
        tally = by(CampaignItem.organisation_id, CAMPAIGN_COLUMNS)(session, *HALF)
    assert tally.of(organisation(vocabulary, "HND"), COUNT).value == int(inside)


def test_news_used_again_is_counted_by_who_made_it_and_by_who_used_it(store: Database, vocabulary: Vocabulary) -> None:
    farmers, women, front = (organisation(vocabulary, code) for code in ("HND", "LHPN", "MTTQ"))
    one, two, three = kept(store, vocabulary, COMMUNICATION, [
        news(vocabulary), news(vocabulary, channel="FB", shared_with=(front,)), news(vocabulary, organisation_id=women),
    ])  # fmt: skip
    assert share(store, [one, two, three], [women, front], vocabulary) == 3
    with store.reading() as session:
        mine = news_by(Communication.organisation_id)(session, *HALF)
        users = shared_by(session, *HALF)
        assert count(session, COMMUNICATION, Filter(filled=("shared_with",))) == 3
        assert count(session, COMMUNICATION, Filter(empty=("shared_with",))) == 0
    assert (mine.of(farmers, "items").value, mine.of(farmers, SHARED).ids) == (4, (one, two))
    assert users.of(front, SHARED).value == 3
    assert users.of(women, SHARED).ids == (one, two), "its own news is not used again"
    assert share(store, [one], [women], vocabulary) == 0


def test_marking_partners_is_taken_back_at_once(store: Database, vocabulary: Vocabulary) -> None:
    ids = kept(store, vocabulary, COMMUNICATION, [news(vocabulary), news(vocabulary, channel="FB")])
    share(store, ids, [organisation(vocabulary, "MTTQ")], vocabulary)
    with store.reading() as session:
        last = session.connection().exec_driver_sql("SELECT max(id) FROM act").scalar_one()
    undo(store, last)
    with store.reading() as session:
        assert count(session, COMMUNICATION, Filter(empty=("shared_with",))) == 2
