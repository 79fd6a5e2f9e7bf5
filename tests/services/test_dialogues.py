"""Questions of a dialogue: what is open becomes a petition or a recommendation, linked both ways; answers; undo."""

from datetime import date
from typing import Any

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.deadlines import owed
from mttq_desktop.queries.dialogues import asked, by_district, communes_without
from mttq_desktop.queries.listing import Filter, ids, part_ids, values
from mttq_desktop.queries.rollup import Choice
from mttq_desktop.records.dialogues import DIALOGUE, DIALOGUE_ITEM
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.records.recommendations import RECOMMENDATION
from mttq_desktop.services.acts import last_undoable, undo
from mttq_desktop.services.dialogues import answer, to_petitions, to_recommendations
from mttq_desktop.services.keeping import PartRow, checked
from mttq_desktop.services.records import save_record
from mttq_desktop.store.database import Database
from tests.every_kind.test_round_trips import samples
from tests.makers import authority, unit

HELD = date(2024, 3, 12)


@pytest.fixture
def items(store: Database, vocabulary: Vocabulary) -> list[int]:
    """A conference of a commune with one question answered at once and two promised."""
    roads = authority(vocabulary, "Sở Giao thông vận tải")
    rows: list[dict[str, Any]] = [
            {"content": "Đã trả lời ngay", "answer_mode": "TT"},
            {"content": "Sửa cầu thôn Trung Hòa", "answer_mode": "VB", "due_on": date(2024, 4, 1), "field": "GT",
             "authority_id": roads},
            {"content": "Nạo vét kênh", "answer_mode": "CH", "due_on": date(2024, 4, 20)}]  # fmt: skip
    whole = samples(DIALOGUE, vocabulary) | {"held_on": HELD, "level": "commune", "concluded_on": date(2024, 3, 20),
                                             "unit_id": unit(vocabulary, "Xã Đại Hiệp")}  # fmt: skip
    made = save_record(store, checked(DIALOGUE, whole, vocabulary), vocabulary, {
        DIALOGUE_ITEM.name: [PartRow(checked(DIALOGUE_ITEM, row, vocabulary)) for row in rows],
    })  # fmt: skip
    with store.reading() as session:
        return part_ids(session, DIALOGUE.part(DIALOGUE_ITEM.name), made)


def test_what_stays_open_becomes_a_petition_of_the_district(
    store: Database, vocabulary: Vocabulary, items: list[int]
) -> None:
    (bridge, canal) = to_petitions(store, items)
    with store.reading() as session:
        names = ["content", "source", "received_on", "period", "commune_id", "sender_unit_id", "field"]
        rows = values(session, PETITION, [bridge, canal], names)
        linked = [one.petition for one in asked(session, items)]
        days = [o.record_id for o in owed(session, date(2030, 1, 1)) if o.kind is DIALOGUE_ITEM]
    assert rows[0][1:] == ("Sửa cầu thôn Trung Hòa", "DT", HELD, "2024-Q1", unit(vocabulary, "Xã Đại Hiệp"),
                           unit(vocabulary, "Huyện Đại Lộc"), "GT")  # fmt: skip
    assert rows[1][1] == "Nạo vét kênh"
    assert linked == [None, bridge, canal]
    assert days == []
    with pytest.raises(Refused, match="đã được trả lời hoặc đang theo dõi"):
        to_petitions(store, items)


def test_undoing_gives_the_question_and_its_day_back(store: Database, items: list[int]) -> None:
    to_petitions(store, items[1:2])
    with store.reading() as session:
        done = last_undoable(session)
    assert done is not None
    undo(store, done.id)
    with store.reading() as session:
        assert list(ids(session, PETITION, Filter())) == []
        assert asked(session, items)[1].petition is None
        assert items[1] in [o.record_id for o in owed(session, date(2030, 1, 1)) if o.kind is DIALOGUE_ITEM]


def test_a_promise_is_followed_as_a_recommendation_with_its_day(store: Database, items: list[int]) -> None:
    (made,) = to_recommendations(store, items[1:2])
    with store.reading() as session:
        (row,) = values(session, RECOMMENDATION, [made], ["source", "due_on", "sent_on", "content", "next_due_on"])
        assert asked(session, items)[1].recommendation == made
    assert row[1:5] == ("DT", date(2024, 4, 1), date(2024, 3, 20), "Sửa cầu thôn Trung Hòa")
    assert row[5] is not None
    with pytest.raises(Refused, match="chưa ghi cơ quan"):
        to_recommendations(store, items[2:])


def test_an_answer_closes_the_promise(store: Database, items: list[int]) -> None:
    assert answer(store, items[1:], day=date(2024, 3, 30), outcome="DGQ") == 2
    with store.reading() as session:
        rows = values(session, DIALOGUE_ITEM, items, ["done_on", "outcome"])
        assert not [o for o in owed(session, date(2030, 1, 1)) if o.kind is DIALOGUE_ITEM]
    assert [r[1:] for r in rows] == [(None, None), (date(2024, 3, 30), "DGQ"), (date(2024, 3, 30), "DGQ")]
    with pytest.raises(Refused, match="đứng trước ngày hội nghị"):
        answer(store, items[1:], day=date(2024, 3, 1), outcome="DGQ")


def test_the_commune_fulfils_its_yearly_dialogue(store: Database, vocabulary: Vocabulary, items: list[int]) -> None:
    commune = unit(vocabulary, "Xã Đại Hiệp")
    with store.reading() as session:
        assert commune not in communes_without(session, 2024)
        found = {d.unit: d for d in by_district(session, 2024, Choice.THEN, date(2024, 4, 5))}
        district = found[unit(vocabulary, "Huyện Đại Lộc")]
        assert len(found) == 18
        assert sum(d.communes for d in found.values()) == 241
    assert (district.communes, len(district.missing)) == (18, 17)
    with store.reading() as session:
        joined = by_district(session, 2024, Choice.NOW, date(2025, 3, 1))
        merged = by_district(session, 2026, Choice.NOW, date(2026, 4, 5))
        former = by_district(session, 2026, Choice.THEN, date(2026, 4, 5))
    assert (len(joined), sum(d.communes for d in joined)) == (17, 241)  # Nông Sơn went into Quế Sơn
    assert [(d.unit, d.communes) for d in merged] == [(None, 78)]  # no districts since 01/7/2025
    assert (len(former), sum(d.communes for d in former)) == (17, 78)
