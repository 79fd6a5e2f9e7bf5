"""Marks of rows: what there is more than once, what is among others, records a bit each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.services.importing import marks as module
from mttq_desktop.services.importing.marks import Among, Ids, marks, repeated, some_of

numbers = st.integers(-5, 5) | st.integers(-(2**63), 2**63 - 1)


@given(st.lists(st.lists(numbers)), st.integers(1, 4))
def test_what_there_is_more_than_once(every: list[list[int]], at_once: int) -> None:
    flat = [n for some in every for n in some]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_AT_ONCE", at_once)
        assert repeated(every) == {n for n in flat if flat.count(n) > 1}


@given(st.lists(numbers), st.lists(numbers))
def test_among_others(every: list[int], asked: list[int]) -> None:
    among = Among(every)
    assert [n in among for n in asked] == [n in every for n in asked]


@given(st.lists(st.integers(0, 300)), st.lists(st.integers(0, 400)))
def test_ids(every: list[int], asked: list[int]) -> None:
    ids = Ids()
    for one in every:
        ids.add(one)
    assert len(ids) == len(set(every))
    assert [one in ids for one in asked] == [one in every for one in asked]


def test_marks_are_alike_for_what_says_the_same() -> None:
    first, second, third = marks([("Quế Sơn", None, "2024-Q1"), ("Quế Sơn", 3), ("Quế Sơn", None, "2024-Q1")])
    assert first == third != second
    assert list(some_of("abcde", 2)) == ["ab", "cd", "e"]
