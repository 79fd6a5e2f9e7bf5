"""Merging keeps the originals; un-merging restores them."""

import pytest
from sqlalchemy import select

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.office import Act
from mttq_desktop.records.petitions import NotSame, Petition, PetitionState
from mttq_desktop.services.petitions.merging import merge, not_same, unmerge
from mttq_desktop.services.petitions.sorting import consolidate, file_away, trash
from mttq_desktop.store.database import Database
from tests.makers import organisation, petitions, read


def test_merged_petitions_keep_sender_number_and_count(store: Database, vocabulary: Vocabulary) -> None:
    first, second, third = petitions(store, vocabulary, 3, organisation_id=organisation(vocabulary, "CCB"))
    before = [(p.number, p.organisation_id, p.content) for p in read(store, second, third)]
    act = merge(store, first, [second, third])
    root, *merged = read(store, first, second, third)
    assert (root.state, root.merged_count) == (PetitionState.NEW, 2)
    assert [p.state for p in merged] == [PetitionState.MERGED] * 2
    assert [p.merged_into_id for p in merged] == [first, first]
    assert [(p.number, p.organisation_id, p.content) for p in merged] == before
    with store.reading() as session:
        assert session.get_one(Act, act).what == f"Gộp 2 kiến nghị vào {root.number}"


def test_unmerging_restores_what_was_before(store: Database, vocabulary: Vocabulary) -> None:
    first, second, third = petitions(store, vocabulary, 3)
    consolidate(store, [second])
    merge(store, first, [second, third])
    assert unmerge(store, [second]) == (second,)
    root, own, still = read(store, first, second, third)
    assert (root.merged_count, own.merged_into_id, own.state) == (1, None, PetitionState.CONSOLIDATED)
    assert still.merged_into_id == first
    assert unmerge(store, [first]) == (third,)
    assert read(store, first)[0].merged_count == 0


def test_what_was_merged_before_follows(store: Database, vocabulary: Vocabulary) -> None:
    first, second, third = petitions(store, vocabulary, 3)
    merge(store, second, [third])
    merge(store, first, [second])
    root, second_now, third_now = read(store, first, second, third)
    assert (root.merged_count, second_now.merged_count) == (2, 0)
    assert {second_now.merged_into_id, third_now.merged_into_id} == {first}


def test_refusals_name_the_petition_and_the_way_out(store: Database, vocabulary: Vocabulary) -> None:
    first, second, third = petitions(store, vocabulary, 3)
    merge(store, first, [second])
    with pytest.raises(Refused, match=r"KN-2024-Q1-0002 đã gộp vào KN-2024-Q1-0001.*Chọn KN-2024-Q1-0001"):
        merge(store, second, [third])
    with pytest.raises(Refused, match="KN-2024-Q1-0002: Kiến nghị này đã gộp"):
        merge(store, third, [second])
    with pytest.raises(Refused, match="ít nhất hai"):
        merge(store, first, [first])
    with pytest.raises(Refused, match="Bỏ gộp trước"):
        trash(store, [first])
    with pytest.raises(Refused, match="Không có kiến nghị nào đang gộp"):
        unmerge(store, [third])
    file_away(store, [third])
    with pytest.raises(Refused, match="đã lưu"):
        merge(store, third, [first])


def test_a_remembered_difference_is_kept_once(store: Database, vocabulary: Vocabulary) -> None:
    first, second, third = petitions(store, vocabulary, 3)
    not_same(store, second, first)
    not_same(store, first, second, third)
    with store.reading() as session:
        pairs = session.execute(select(NotSame.first_id, NotSame.second_id)).all()
    assert {tuple(p) for p in pairs} == {(first, second), (first, third), (second, third)}
    assert len(pairs) == 3


def test_the_state_column_never_disagrees_after_the_trash(store: Database, vocabulary: Vocabulary) -> None:
    first, second = petitions(store, vocabulary, 2)
    merge(store, first, [second])
    trash(store, [second])
    assert read(store, first)[0].merged_count == 0
    with store.reading() as session:
        assert session.get_one(Petition, second).deleted_on is not None
