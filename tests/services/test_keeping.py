"""From typed texts to rows: problems stand at their fields, numbers are never reused, nobody's work is lost."""

from datetime import date

import pytest

from mttq_desktop.errors import Changed, Refused
from mttq_desktop.fields import Place, Vocabulary
from mttq_desktop.queries.listing import Filter, ids, targets_of, values
from mttq_desktop.records.petitions import PETITION, Petition
from mttq_desktop.services.drafts import forget_typed, save_typed, unfinished
from mttq_desktop.services.keeping import checked, draft, existing, keep, restore, trash
from mttq_desktop.store.database import Database
from tests.makers import DAY, a_petition, authority, organisation, petition_values, unit


def _typed(**given: str) -> dict[str, str]:
    return {
        "organisation_id": "Hội Nông dân", "commune_id": "Tam Thanh", "received_on": "22/2/2024",
        "period": "Quý I/2024", "content": "  Đề nghị  nạo vét\u00a0kênh N2 ", "field": "thuy loi, kenh muong",
        "authorities": "Sở NN&PTNT; UBND huyện Thăng Bình",
    } | given  # fmt: skip


def test_a_typed_form_becomes_a_row(store: Database, vocabulary: Vocabulary) -> None:
    read = draft(PETITION, _typed(), Place(vocabulary, DAY))
    assert read.problems == ()
    with store.writing("form", "Thêm kiến nghị") as writing:
        wanted = keep(writing, read, vocabulary)
    with store.reading() as session:
        petition = session.get_one(Petition, wanted)
        chosen = targets_of(session, PETITION, "authorities", [wanted])[wanted]
    assert petition.number == "KN-2024-Q1-0001"
    assert petition.content == "Đề nghị nạo vét kênh N2"
    assert petition.commune_id == unit(vocabulary, "Xã Tam Thanh")
    assert petition.received_on == date(2024, 2, 22)
    assert chosen == (authority(vocabulary, "Sở NN&PTNT"), authority(vocabulary, "UBND huyện Thăng Bình"))


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("received_on", "31/02/2024", "bad_date"), ("received_on", "tháng 3/2024", "date_incomplete"),
        ("commune_id", "Xã Không Có", "unknown_unit"), ("commune_id", "Phước Hòa", "unknown_unit"),
        ("organisation_id", "Hội Không Có", "unknown_organisation"), ("field", "xyz", "unknown_code"),
        ("people", "-3", "negative"), ("people", "vài hộ", "not_a_number"), ("content", " ", "missing"),
        ("content", "a" * 20_001, "too_long"), ("period", "mùa xuân", "bad_period"),
    ],
)  # fmt: skip
def test_a_bad_value_is_named_at_its_field(vocabulary: Vocabulary, field: str, text: str, code: str) -> None:
    read = draft(PETITION, _typed(**{field: text}), Place(vocabulary, DAY))
    assert [(p.field, p.code) for p in read.errors] == [(field, code)]


def test_a_sender_is_demanded_and_a_commune_must_be_its_own(vocabulary: Vocabulary) -> None:
    nobody = checked(PETITION, petition_values(vocabulary, organisation_id=None), vocabulary)
    assert [p.field for p in nobody.errors] == ["organisation_id"]
    astray = petition_values(
        vocabulary, sender_unit_id=unit(vocabulary, "Huyện Đại Lộc"), commune_id=unit(vocabulary, "Xã Tam Thanh")
    )
    assert [p.code for p in checked(PETITION, astray, vocabulary).errors] == ["unit_outside_sender"]


def test_a_refused_draft_writes_nothing(store: Database, vocabulary: Vocabulary) -> None:
    with pytest.raises(Refused) as caught, store.writing("form", "Thêm") as writing:
        keep(writing, draft(PETITION, _typed(content=""), Place(vocabulary, DAY)), vocabulary)
    assert caught.value.problems[0].field == "content"
    with store.reading() as session:
        assert len(ids(session, PETITION, Filter())) == 0


def test_numbers_go_on_per_period_and_are_never_given_twice(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("form", "Thêm") as writing:
        first = a_petition(writing, vocabulary)
        second = a_petition(writing, vocabulary)
        other = a_petition(writing, vocabulary, period="2023-Q4", received_on=date(2023, 11, 2))
    with store.writing("form", "Xóa") as writing:
        writing.session.delete(existing(writing.session, PETITION, second))
    with store.writing("form", "Thêm") as writing:
        third = a_petition(writing, vocabulary)
    with store.reading() as session:
        rows = {r[0]: r[1] for r in values(session, PETITION, [first, other, third], ["number"])}
    assert rows[first] == "KN-2024-Q1-0001"
    assert rows[other] == "KN-2023-Q4-0001"
    assert rows[third] == "KN-2024-Q1-0003"


def test_two_writers_are_guarded(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("form", "Thêm") as writing:
        wanted = a_petition(writing, vocabulary)
    edited = checked(PETITION, petition_values(vocabulary, content="Bản của người thứ nhất"), vocabulary)
    with store.writing("form", "Sửa") as writing:
        keep(writing, edited, vocabulary, wanted, revision=1)
    with pytest.raises(Changed, match="vừa được người khác sửa"), store.writing("form", "Sửa") as writing:
        keep(writing, edited, vocabulary, wanted, revision=1)


def test_changing_authorities_alone_is_a_change(store: Database, vocabulary: Vocabulary) -> None:
    health = authority(vocabulary, "Sở Y tế")
    with store.writing("form", "Thêm") as writing:
        wanted = a_petition(writing, vocabulary)
    given = checked(PETITION, petition_values(vocabulary, authorities=(health,)), vocabulary)
    with store.writing("form", "Sửa") as writing:
        keep(writing, given, vocabulary, wanted)
    with store.reading() as session:
        assert session.get_one(Petition, wanted).revision == 2
        assert targets_of(session, PETITION, "authorities", [wanted]) == {wanted: (health,)}


def test_trash_keeps_and_restore_brings_back(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("form", "Thêm") as writing:
        wanted = a_petition(writing, vocabulary)
    with store.writing("list", "Xóa") as writing:
        assert trash(writing, PETITION, [wanted]) == 1
    with store.reading() as session:
        assert list(ids(session, PETITION, Filter())) == []
        assert list(ids(session, PETITION, Filter(trash=True))) == [wanted]
    with store.writing("list", "Lấy lại") as writing:
        restore(writing, PETITION, [wanted])
    with store.reading() as session:
        assert list(ids(session, PETITION, Filter())) == [wanted]


def test_an_unfinished_form_is_there_after_a_crash(store: Database) -> None:
    save_typed(store, PETITION, None, {"content": "Đang gõ dở"})
    save_typed(store, PETITION, None, {"content": "Đang gõ dở thêm"})
    save_typed(store, PETITION, 7, {"content": "Sửa dở"})
    store.close()
    again = Database.open(store.path)
    assert {(t.record_id, t.texts["content"]) for t in unfinished(again)} == {(None, "Đang gõ dở thêm"), (7, "Sửa dở")}
    forget_typed(again, "petition", None)
    assert [t.record_id for t in unfinished(again)] == [7]
    again.close()


def test_organisations_may_be_found_by_any_of_their_names(vocabulary: Vocabulary) -> None:
    lookup = vocabulary.target("organisation")
    for name in ("Hội ND", "hoi nong dan", "HND", "Hội Nông dân tỉnh Quảng Nam"):
        assert [e.key for e in lookup.find(name)] == [organisation(vocabulary, "HND")]
