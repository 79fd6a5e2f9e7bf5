"""Small builders of invented records for tests; nothing here is taken from real lists."""

from dataclasses import replace
from datetime import date
from typing import Any

from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.petitions import PETITION, Petition
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.services.petitions.forwarding import forward, plan_forwarding
from mttq_desktop.services.petitions.replies import Answer
from mttq_desktop.store.database import Database, Writing

DAY = date(2024, 2, 22)


def unit(vocabulary: Vocabulary, name: str, on: date = DAY) -> int:
    """The row of one unit by its name on a day."""
    (entry,) = vocabulary.units.find_unit(name, on)
    return int(entry.key)


def organisation(vocabulary: Vocabulary, code: str) -> int:
    """The row of one of the six organisations by its code."""
    return int(vocabulary.target("organisation").by_code[code][0].key)


def authority(vocabulary: Vocabulary, name: str, on: date = DAY) -> int:
    """The row of one authority by its name on a day."""
    return int(vocabulary.target("authority").find(name, on)[0].key)


def petition_values(vocabulary: Vocabulary, **given: Any) -> dict[str, Any]:
    """Values of a complete, invented petition; any of them can be given."""
    values: dict[str, Any] = {
        "organisation_id": organisation(vocabulary, "HND"),
        "received_on": DAY,
        "period": "2024-Q1",
        "content": "Đề nghị sửa chữa tuyến đường bê tông thôn Trung Hòa",
        "field": "GT",
    }
    return values | given


def a_petition(writing: Writing, vocabulary: Vocabulary, **given: Any) -> int:
    """Keep one invented petition and return its id."""
    return keep(writing, checked(PETITION, petition_values(vocabulary, **given), vocabulary), vocabulary)


def petitions(store: Database, vocabulary: Vocabulary, how_many: int, **given: Any) -> list[int]:
    """Keep some invented petitions in one act; their contents differ by a place name."""
    places = ("Trung Hòa", "Phú Ninh Đông", "Bình An", "Tam Lộc", "Hà Mi", "Đồng Tràm", "Khánh Bình", "Lệ Bắc")
    with store.writing("test", "Thêm kiến nghị") as writing:
        return [
            a_petition(writing, vocabulary, **{"content": f"Đề nghị sửa đường thôn {places[n % 8]} {n}"} | given)
            for n in range(how_many)
        ]


def read(store: Database, *ids: int) -> list[Petition]:
    """The petitions as stored now, in the order asked for."""
    with store.reading() as session:
        return [session.get_one(Petition, i) for i in ids]


def forwarded(
    store: Database, vocabulary: Vocabulary, how_many: int, day: date, to: str, due: date | None = None
) -> list[int]:
    """Petitions forwarded to one authority on a day."""
    body = authority(vocabulary, to)
    ids = petitions(store, vocabulary, how_many, authorities=(body,))
    with store.reading() as session:
        (letter,) = plan_forwarding(session, ids, day, authorities=[body]).letters
    forward(store, [replace(letter, due_on=due) if due else letter])
    return ids


def an_answer(authority_id: int, **given: Any) -> Answer:
    """An invented answer of one authority; any part of it can be given."""
    values: dict[str, Any] = {
        "authority_id": authority_id,
        "number": "345/SGTVT-QLKCHT",
        "day": date(2024, 4, 15),
        "content": "Sở đã kiểm tra và đưa vào kế hoạch sửa chữa năm 2024.",
        "reply_class": "GTCCTT",
    }
    return Answer(**(values | given))
