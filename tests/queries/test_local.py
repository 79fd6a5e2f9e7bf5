"""A general body on a petition means the one of its district or commune, in plans, letters and reminders."""

from datetime import date

import pytest

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.local import LocalBodies
from mttq_desktop.queries.names import Names
from mttq_desktop.queries.petitions import authorities_of
from mttq_desktop.rules.period import Period
from mttq_desktop.services.acts import undo
from mttq_desktop.services.petitions.forwarding import forward, plan_forwarding
from mttq_desktop.services.petitions.reminding import plan_reminders
from mttq_desktop.services.petitions.replies import record_reply
from mttq_desktop.services.reports import previews
from mttq_desktop.store.database import Database
from tests.makers import an_answer, authority, petitions, unit

DAY = date(2024, 4, 5)


@pytest.mark.parametrize(
    ("general", "district", "commune", "name"),
    [
        ("UBND huyện", "Thành phố Tam Kỳ", None, "UBND thành phố Tam Kỳ"),
        ("UBND huyện", "Huyện Quế Sơn", None, "UBND huyện Quế Sơn"),
        ("Phòng Tài nguyên và Môi trường huyện", "Thành phố Tam Kỳ", None, "Phòng TN&MT thành phố Tam Kỳ"),
        ("Công an huyện", None, "Xã Tam Thanh", "Công an thành phố Tam Kỳ"),
        ("Điện lực", "Thành phố Tam Kỳ", None, "Điện lực Tam Kỳ"),
        ("Trung tâm Y tế huyện", "Thành phố Tam Kỳ", None, "Trung tâm Y tế thành phố Tam Kỳ"),
        ("UBND xã", "Thành phố Tam Kỳ", "Xã Tam Thanh", "UBND xã Tam Thanh, thành phố Tam Kỳ"),
        ("UBND xã", "Thành phố Tam Kỳ", None, "UBND xã"),
        ("Sở Giao thông vận tải", "Thành phố Tam Kỳ", "Xã Tam Thanh", "Sở Giao thông vận tải"),
        ("UBND huyện", None, None, "UBND huyện"),
    ],
)
def test_whose_body_is_meant(
    store: Database, vocabulary: Vocabulary, general: str, district: str | None, commune: str | None, name: str
) -> None:
    at = unit(vocabulary, district) if district else None
    near = unit(vocabulary, commune) if commune else None
    with store.reading() as session:
        whom = LocalBodies.read(session).whom(authority(vocabulary, general), at, near)
        assert Names.read(session).authority(*whom) == name


def test_a_letter_speaks_to_one_commune_only(store: Database, vocabulary: Vocabulary) -> None:
    general, county = authority(vocabulary, "UBND xã"), authority(vocabulary, "UBND huyện")
    city, ids = unit(vocabulary, "Thành phố Tam Kỳ"), []
    for commune in ("Xã Tam Thanh", "Xã Tam Phú"):
        ids += petitions(
            store, vocabulary, 2, sender_unit_id=city, commune_id=unit(vocabulary, commune),
            authorities=(general, county),
        )  # fmt: skip
    with store.reading() as session:
        plan = plan_forwarding(session, ids, DAY)
    assert [(x.authority, len(x.petition_ids)) for x in plan.letters] == [
        ("UBND thành phố Tam Kỳ", 4), ("UBND xã Tam Phú, thành phố Tam Kỳ", 2),
        ("UBND xã Tam Thanh, thành phố Tam Kỳ", 2)]  # fmt: skip
    act = forward(store, [x.due(date(2024, 4, 30)) for x in plan.letters]).act
    own = authority(vocabulary, "UBND thành phố Tam Kỳ")
    with store.reading() as session:
        assert authorities_of(session, ids) == dict.fromkeys(ids, (general, own))
        assert plan_forwarding(session, ids, DAY).letters == ()
        assert [x.authority for x in plan_reminders(session, date(2024, 5, 6))] == [x.authority for x in plan.letters]
    assert [d.to for d in previews(store, "D05", Period(2024, "Q1"), DAY)] == [x.authority for x in plan.letters]
    undo(store, act)
    with store.reading() as session:
        assert authorities_of(session, ids) == dict.fromkeys(ids, (general, county))


def test_a_notice_names_the_commune_that_answered(store: Database, vocabulary: Vocabulary) -> None:
    general = authority(vocabulary, "UBND xã")
    ids = petitions(store, vocabulary, 1, commune_id=unit(vocabulary, "Xã Tam Thanh"), authorities=(general,))
    with store.reading() as session:
        letters = plan_forwarding(session, ids, DAY).letters
    forward(store, letters)
    record_reply(store, ids, an_answer(general), date(2024, 4, 20))
    (drawn,) = previews(store, "D07", Period(2024, "Q1"), date(2024, 4, 22))
    assert "UBND xã Tam Thanh, thành phố Tam Kỳ" in repr(drawn.document)
