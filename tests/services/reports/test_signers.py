"""Who signs alone: the one chosen, the list of people, else whoever signed the programme; never with another title."""

from datetime import date

import pytest

from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.catalogue import Person
from mttq_desktop.records.programme import ProgrammeParty
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports import gaps, previews
from mttq_desktop.services.settings import set_one
from mttq_desktop.store.database import Database
from mttq_desktop.word.model import Signature
from tests.makers import organisation

TODAY = date(2024, 7, 20)
H1 = Period.parse("2024-H1")
BODIES = {"LDLD": "Lao động", "HND": "Nông dân", "DTN": "Đoàn TNCS"}


def signature(store: Database, code: str = "MTTQ") -> Signature:
    """Of the office's own report, or of an organisation's."""
    found = previews(store, "D03" if code in BODIES else "D01", H1, TODAY)
    (drawn,) = [d for d in found if BODIES.get(code, "") in d.to]
    assert isinstance(drawn.document.closing, Signature)
    return drawn.document.closing


def party(store: Database, words: Vocabulary, code: str, **values: object) -> None:
    """Change who signed the programme for a body."""
    with store.writing("test", "Đổi người ký chương trình") as writing:
        key = organisation(words, code)
        row = writing.session.query(ProgrammeParty).filter_by(organisation_id=key).one()
        for name, value in values.items():
            setattr(row, name, value)


def person(
    store: Database, words: Vocabulary, code: str, title: str, name: str = "Bà Trong Danh Mục",
    until: date | None = None,
) -> int:
    """Somebody in the list of people."""
    with store.writing("test", "Thêm người ký") as writing:
        made = Person(name=name, title=title, organisation_id=organisation(words, code), valid_to=until)
        writing.session.add(made)
        writing.session.flush()
        return made.id


def told(store: Database) -> list[str]:
    """What the office is told of its signer before printing."""
    with store.reading() as session:
        return [g.message for g in gaps(session, "D01", H1, TODAY) if g.message.startswith("Người ký")]


@pytest.mark.parametrize(("code", "title"), [("MTTQ", "CHỦ TỊCH"), ("LDLD", "CHỦ TỊCH"), ("DTN", "BÍ THƯ")])
def test_who_signed_the_programme_signs_where_the_list_knows_nobody(
    store: Database, vocabulary: Vocabulary, code: str, title: str
) -> None:
    party(store, vocabulary, code, signer="Ông Theo Chương Trình", signer_title=title.capitalize())
    found = signature(store, code)
    assert (found.title, found.name) == ((title,), "Ông Theo Chương Trình")


def test_a_deputy_who_signed_the_programme_signs_for_the_head(store: Database, vocabulary: Vocabulary) -> None:
    party(store, vocabulary, "DTN", signer="Bà Phó", signer_title="Phó Bí thư")
    found = signature(store, "DTN")
    assert (found.authority, found.title, found.name) == (
        ("TM. BAN THƯỜNG VỤ",), ("KT. BÍ THƯ", "PHÓ BÍ THƯ"), "Bà Phó",
    )  # fmt: skip


@pytest.mark.parametrize("title", ["Chủ tịch", "Chánh Văn phòng", "Phó Chủ tịch"])
def test_a_title_the_body_does_not_have_is_never_printed(store: Database, vocabulary: Vocabulary, title: str) -> None:
    party(store, vocabulary, "DTN", signer="Ông Lạ", signer_title=title)
    found = signature(store, "DTN")
    assert (found.title, found.name) == (("BÍ THƯ",), "")


def test_the_list_of_people_comes_before_the_programme(store: Database, vocabulary: Vocabulary) -> None:
    party(store, vocabulary, "MTTQ", signer="Ông Theo Chương Trình", signer_title="Chủ tịch")
    assert told(store)[0].startswith("Người ký Ông Theo Chương Trình lấy theo Chương trình phối hợp")
    first = person(store, vocabulary, "MTTQ", "Phó Chủ tịch")
    assert (signature(store).title, signature(store).name) == (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Bà Trong Danh Mục")
    assert told(store) == []
    person(store, vocabulary, "MTTQ", "Phó Chủ tịch", "Ông Phó Hai")
    assert (signature(store).title, signature(store).name) == (("CHỦ TỊCH",), "")
    set_one(store, signer_id=first)
    assert signature(store).name == "Bà Trong Danh Mục"


def test_whoever_left_office_does_not_sign(store: Database, vocabulary: Vocabulary) -> None:
    key = person(store, vocabulary, "HND", "Chủ tịch", until=date(2023, 12, 31))
    party(store, vocabulary, "HND", person_id=key, signer=None, signer_title=None)
    found = signature(store, "HND")
    assert (found.title, found.name) == (("CHỦ TỊCH",), "")


def test_a_programme_of_another_time_tells_nothing(store: Database, vocabulary: Vocabulary) -> None:
    party(store, vocabulary, "MTTQ", signer="Ông Theo Chương Trình", signer_title="Chủ tịch")
    (drawn,) = previews(store, "D01", Period.parse("2027-H1"), date(2027, 7, 20))
    assert isinstance(drawn.document.closing, Signature)
    assert drawn.document.closing.name == ""
