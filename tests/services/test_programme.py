"""The programme in the data file: its tree on a day, its headings, who signs, the draft of the next period."""

from datetime import date
from typing import Any

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Place, Vocabulary
from mttq_desktop.queries import programme as queries
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.records.catalogue import Person
from mttq_desktop.records.programme import Programme, ProgrammeAmendment, ProgrammeParty, ProgrammeSection
from mttq_desktop.services.acts import last_undoable, undo
from mttq_desktop.services.programme import begin_next
from mttq_desktop.store.database import Database
from tests.makers import organisation

TODAY = date(2024, 4, 5)


def _current(store: Database, on: date = TODAY) -> int:
    with store.reading() as session:
        found = queries.current(session, on)
    assert found is not None
    return found


def _amend(store: Database, **given: Any) -> None:
    with store.writing("test", "Sửa chương trình") as writing:
        given = {"programme_id": _current(store), "day": date(2022, 3, 1), **given}
        writing.session.add(ProgrammeAmendment(**given))


def test_the_programme_of_2020_is_filled_with_its_tree_and_signatories(store: Database) -> None:
    with store.reading() as session:
        tree = queries.tree(session, TODAY)
        signing = queries.signatories(session, _current(store), TODAY)
    assert [n.section.code for n in tree] == ["I", "II", "III"]
    assert [n.section.code for n in tree[1].children] == ["II.1", "II.2", "II.3", "II.4"]
    assert len(signing) == 6
    assert [s.role for s in signing] == ["lead", *["partner"] * 5]
    assert all(s.name and s.title and not s.remark for s in signing)


def test_headings_of_plans_and_reports_come_from_the_tree_as_amended(store: Database) -> None:
    _amend(store, section="II.4", effect="TEN", content="Giám sát, phản biện")
    with store.reading() as session:
        before = queries.headings(session, date(2022, 2, 28))
        after = queries.headings(session, TODAY)
    assert [h.code for h in after] == ["II.1", "II.2", "II.3", "II.4", "III"]
    assert before[3].title == "Phối hợp thực hiện hoạt động giám sát và phản biện xã hội"
    assert after[3].title == "Giám sát, phản biện"


def test_nothing_is_in_force_outside_every_period(store: Database) -> None:
    with store.reading() as session:
        assert queries.current(session, date(2019, 12, 31)) is None
        assert queries.tree(session, date(2019, 12, 31)) == ()
        assert queries.headings(session, date(2019, 12, 31)) == ()


def test_a_signatory_must_hold_the_office_on_the_day(store: Database, vocabulary: Vocabulary) -> None:
    farmers, front = organisation(vocabulary, "HND"), organisation(vocabulary, "MTTQ")
    with store.writing("test", "Người ký") as writing:
        person = Person(name="Trần Văn Mẫu", title="Chủ tịch", organisation_id=farmers,
                        valid_from=date(2021, 1, 1), valid_to=date(2023, 12, 31))  # fmt: skip
        writing.session.add(person)
        writing.session.flush()
        for party in writing.session.query(ProgrammeParty).where(ProgrammeParty.organisation_id.in_([farmers, front])):
            party.person_id = person.id
    with store.reading() as session:
        by_day = [{s.organisation_id: s.remark for s in queries.signatories(session, _current(store), day)}
                  for day in (date(2022, 1, 1), TODAY)]  # fmt: skip
    assert by_day[0][farmers] == ""
    assert by_day[1][farmers] == "Không giữ chức vào ngày này."
    assert by_day[0][front] == "Người này thuộc tổ chức khác."


def test_the_next_period_begins_as_a_copy_to_edit(store: Database, vocabulary: Vocabulary) -> None:
    _amend(store, section="II.4", effect="THEM", content="Giám sát theo chuyên đề.")
    old = _current(store)
    made = begin_next(store, old, vocabulary)
    with store.reading() as session:
        programme = session.get(Programme, made)
        assert programme is not None
        assert (programme.period, programme.in_force, programme.number, programme.signed_on) == (
            "2025-2030", False, None, None
        )  # fmt: skip
        assert programme.title.endswith("giai đoạn 2025 - 2030")
        copied, before = queries.sections(session, made), queries.sections(session, old)
        assert [(s.code, s.title, s.parent) for s in copied] == [(s.code, s.title, s.parent) for s in before]
        assert copied[5].body.endswith("Giám sát theo chuyên đề.")
        assert queries.changes(session, made) == ()
        parties = session.query(ProgrammeParty).where(ProgrammeParty.programme_id == made).all()
        assert len(parties) == 6
        assert all(p.person_id is None and p.signer is None for p in parties)
        assert queries.current(session, date(2025, 12, 31)) == old
    with pytest.raises(Refused, match="Đã có Chương trình"):
        begin_next(store, old, vocabulary)


def test_the_copy_is_taken_back_whole(store: Database, vocabulary: Vocabulary) -> None:
    with store.reading() as session:
        before = session.query(ProgrammeSection).where(ProgrammeSection.deleted_on.is_(None)).count()
    begin_next(store, _current(store), vocabulary)
    with store.reading() as session:
        done = last_undoable(session)
        assert done is not None
    undo(store, done.id)
    with store.reading() as session:
        assert session.query(ProgrammeSection).where(ProgrammeSection.deleted_on.is_(None)).count() == before


def test_a_heading_means_the_programme_in_force_on_the_day(store: Database, vocabulary: Vocabulary) -> None:
    made = begin_next(store, _current(store), vocabulary)
    with store.reading() as session:
        draft = read_vocabulary(session).target("programme_section")
    assert len(draft.find("II.1", date(2025, 10, 1))) == 1
    with store.writing("test", "Ký") as writing:
        programme = writing.session.get(Programme, made)
        assert programme is not None
        programme.in_force, programme.signed_on = True, date(2025, 9, 15)
    with store.reading() as session:
        words = read_vocabulary(session)
    (before,), (after,) = (words.target("programme_section").find("II.1", d) for d in (date(2025, 9, 14),
                                                                                   date(2025, 9, 15)))  # fmt: skip
    assert before.key != after.key
    assert Place(words, date(2025, 9, 15)).vocabulary.target("programme_section").label(before.key).startswith("II.1")
