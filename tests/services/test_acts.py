"""Undoing an act from its before-images, and what a record's history tells."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.history import history
from mttq_desktop.queries.petitions import authorities_of
from mttq_desktop.records.attachments import Attachment
from mttq_desktop.records.office import Act, Letter
from mttq_desktop.records.petitions import PETITION, Forwarding, Petition, PetitionState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.acts import last_undoable, recent, summary, undo
from mttq_desktop.services.attachments import attach
from mttq_desktop.services.keeping import Draft, keep
from mttq_desktop.services.petitions.forwarding import forward, plan_forwarding
from mttq_desktop.services.petitions.merging import merge
from mttq_desktop.services.petitions.replies import record_reply
from mttq_desktop.services.petitions.sorting import classify, consolidate, trash
from mttq_desktop.services.reports import write_report
from mttq_desktop.store.database import Database
from tests.makers import an_answer, authority, forwarded, petitions, read

ROADS = "Sở Giao thông vận tải"
DAY = date(2024, 4, 5)


def count(store: Database, record: type[Letter | Forwarding | Petition | Attachment]) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def last(store: Database) -> int:
    with store.reading() as session:
        return session.scalars(select(func.max(Act.id))).one()


def test_forwarding_is_taken_back_whole_and_can_be_done_again(store: Database, vocabulary: Vocabulary) -> None:
    ids = forwarded(store, vocabulary, 3, DAY, ROADS)
    act = last(store)
    done = undo(store, act)
    assert (done.undone, done.kept) == (4, ())
    assert (count(store, Letter), count(store, Forwarding)) == (0, 0)
    assert {(p.state, p.due_on) for p in read(store, *ids)} == {(PetitionState.NEW, None)}
    with pytest.raises(Refused, match="đã được hoàn tác"):
        undo(store, act)
    undo(store, done.act)
    assert (count(store, Letter), count(store, Forwarding)) == (1, 3)
    assert {p.state for p in read(store, *ids)} == {PetitionState.FORWARDED}
    with pytest.raises(Refused, match="chỉ làm lại một việc đã hoàn tác"):
        undo(store, last(store))
    with store.reading() as session:
        found = last_undoable(session)
    assert found is not None
    assert found.id == act, "the book still says what is in force"
    undo(store, act)
    assert count(store, Forwarding) == 0


def test_the_authority_named_by_forwarding_goes_again(store: Database, vocabulary: Vocabulary) -> None:
    roads = authority(vocabulary, ROADS)
    ids = petitions(store, vocabulary, 2)
    with store.reading() as session:
        letters = plan_forwarding(session, ids, DAY, authorities=[roads]).letters
    undo(store, forward(store, letters).act)
    with store.reading() as session:
        assert authorities_of(session, ids) == {}


def test_what_was_touched_later_is_kept_and_named(store: Database, vocabulary: Vocabulary) -> None:
    ids = forwarded(store, vocabulary, 2, DAY, ROADS)
    act = last(store)
    record_reply(store, ids[:1], an_answer(authority(vocabulary, ROADS)), date(2024, 4, 20))
    done = undo(store, act)
    assert [(k.table, k.label) for k in done.kept] == [("forwarding", "KN-2024-Q1-0001"), ("letter", "01/MTTQ-BTT")]
    told = "Giữ lại 2 mục vì đã có trả lời hoặc đôn đốc sau đó: KN-2024-Q1-0001, 01/MTTQ-BTT."
    assert told in summary(done)
    assert [p.state for p in read(store, *ids)] == [PetitionState.ANSWERED, PetitionState.NEW]


def test_printing_a_letter_does_not_stand_in_the_way(
    store: Database, vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> None:
    forwarded(store, vocabulary, 2, DAY, ROADS)
    act = last(store)
    write_report(store, "D05", Period(2024, "Q1"), tmp_path_factory.mktemp("d05") / "x.docx", DAY)
    done = undo(store, act)
    assert done.kept == ()
    assert (count(store, Letter), count(store, Attachment)) == (0, 0), "its copies go with it"
    undo(store, done.act)
    assert (count(store, Letter), count(store, Attachment)) == (1, 1)


def test_a_record_with_which_a_file_was_kept_since_stays(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    first, second = petitions(store, vocabulary, 2)
    entering = last(store)
    (tmp_path / "đơn.pdf").write_bytes(b"%PDF scan")
    attach(store, "petition", second, [tmp_path / "đơn.pdf"])
    assert [(k.table, k.row) for k in undo(store, entering).kept] == [("petition", second)]
    with store.reading() as session:
        assert session.get(Petition, first) is None
        assert session.get(Petition, second) is not None


def test_merging_classifying_and_the_trash_are_taken_back(store: Database, vocabulary: Vocabulary) -> None:
    first, second, third = petitions(store, vocabulary, 3)
    merging = merge(store, first, [second])
    classifying = classify(store, [third], {"field": "DD", "authorities": (authority(vocabulary, ROADS),)})
    trashing = trash(store, [third])
    undo(store, trashing)
    undo(store, classifying)
    undo(store, merging)
    assert [p.state for p in read(store, first, second)] == [PetitionState.NEW, PetitionState.NEW]
    (now,) = read(store, third)
    assert (now.field, now.deleted_on, first) == ("GT", None, first)
    with store.reading() as session:
        assert authorities_of(session, [third]) == {}
        found = select(Petition.id).where(Petition.folded.contains("giao thong"))
        assert third in session.scalars(found).all()


def test_a_later_act_that_was_itself_undone_does_not_count(store: Database, vocabulary: Vocabulary) -> None:
    ids = petitions(store, vocabulary, 2, authorities=(authority(vocabulary, ROADS),))
    entering = last(store)
    consolidating = consolidate(store, ids)
    with pytest.raises(Refused, match="đã có thay đổi sau đó"):
        undo(store, entering)
    undo(store, consolidating)
    undo(store, entering)
    assert count(store, Petition) == 0


def test_the_catalogues_of_a_new_file_cannot_be_undone(store: Database) -> None:
    with pytest.raises(Refused, match="không hoàn tác được"):
        undo(store, 1)
    with pytest.raises(Refused, match="Không có việc này"):
        undo(store, 9999)


def test_ctrl_z_takes_the_latest_act_that_can_be_undone(store: Database, vocabulary: Vocabulary) -> None:
    with store.reading() as session:
        assert last_undoable(session) is None
    ids = petitions(store, vocabulary, 1)
    act = consolidate(store, ids)
    with store.reading() as session:
        done = last_undoable(session)
    assert done is not None
    assert done.id == act
    undo(store, act)
    with store.reading() as session:
        before = last_undoable(session)
        assert before is not None
        assert before.what == "Thêm kiến nghị"
        assert [(d.undoing, d.undone) for d in recent(session, 2)] == [(True, False), (False, True)]


def test_history_names_fields_old_and_new(store: Database, vocabulary: Vocabulary) -> None:
    first, second = petitions(store, vocabulary, 2)
    roads = authority(vocabulary, ROADS)
    with store.writing("form", "Sửa kiến nghị") as writing:
        keep(writing, Draft(PETITION, {"field": "DD", "people": 12, "authorities": (roads,)}), vocabulary, first)
    merge(store, second, [first])
    with store.reading() as session:
        merged, edited, made = history(session, PETITION, first, vocabulary)
    assert (made.made, made.who, made.what) == (True, "người thử", "Thêm kiến nghị")
    assert {(c.label, c.old, c.new) for c in edited.changes} == {
        ("Lĩnh vực", "Giao thông", "Đất đai"), ("Số người, số hộ", "", "12"),
        ("Cơ quan có thẩm quyền", "", "Sở GTVT"),
    }  # fmt: skip
    assert {(c.label, c.new) for c in merged.changes} == {
        ("Tình trạng", "Trùng, đóng (gộp vào kiến nghị gốc)"), ("Gộp vào", "KN-2024-Q1-0002")}  # fmt: skip
    field = next(c for c in edited.changes if c.name == "field")
    assert field.value_before == "GT"


def test_the_practice_province_is_no_act_of_somebodys(practice_file: Path, tmp_path: Path) -> None:
    """Ctrl+Z in a province just opened would take all of it away."""
    shutil.copy(practice_file, tmp_path / practice_file.name)
    database = Database.open(tmp_path / practice_file.name)
    with database.reading() as session:
        assert last_undoable(session) is None
        made = next(done for done in recent(session) if done.origin == "practice")
    with pytest.raises(Refused):
        undo(database, made.id)
    database.close()
