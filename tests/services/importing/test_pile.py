"""Rows that lie aside: whoever asks finds them as they were changed last, and counts need not look at them."""

import weakref
from collections import Counter
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.services.importing.pile import Pile
from mttq_desktop.services.importing.row import LIKELY, Brief, Like, Outcome, RowPreview
from mttq_desktop.services.importing.shelf import Shelf
from tests.disk import largest_file, posix

_FEW = 3
texts = st.text(max_size=8)
problems = st.builds(
    Problem, st.sampled_from(["bad_date", LIKELY, "missing"]), texts, st.sampled_from(Severity), st.none() | texts,
    st.none() | texts, st.none() | texts,
)  # fmt: skip
values = st.none() | texts | st.integers() | st.dates() | st.decimals(allow_nan=False) | st.tuples(st.integers())
told = st.builds(
    RowPreview, st.just(0), st.sampled_from(Outcome), st.none() | texts, st.dictionaries(texts, values, max_size=3),
    st.lists(problems, max_size=3).map(tuple), st.dictionaries(texts, texts, max_size=2),
    st.dictionaries(texts, st.tuples(values, values), max_size=2), st.none() | st.integers(1, 9), texts, texts,
    st.lists(texts, max_size=2).map(tuple), st.lists(problems, max_size=2).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
)  # fmt: skip


def filled(rows: list[RowPreview], most: int = _FEW) -> Pile:
    pile = Pile(Shelf(), most)
    for row in rows:
        pile.append(row)
    return pile


def numbered(many: int) -> list[RowPreview]:
    return [RowPreview(n, Outcome.NEW, values={"content": f"Sửa cầu {n}"}) for n in range(1, many + 1)]


@given(told)
def test_a_row_comes_back_as_it_was_laid(row: RowPreview) -> None:
    assert RowPreview.back(row.laid()) == row


@given(st.lists(told, max_size=12), st.data())
def test_every_row_is_found_as_it_was_changed_last(rows: list[RowPreview], data: st.DataObject) -> None:
    known = [RowPreview.back(row.laid()) for row in rows]
    pile = filled(rows)
    del rows
    for at in data.draw(st.lists(st.integers(0, max(len(known) - 1, 0)), max_size=30)) if known else []:
        changed = data.draw(told)
        row = pile[at]
        assert row == known[at]
        pile.touch(at, row)
        row.outcome, row.problems, row.values = changed.outcome, changed.problems, changed.values
        known[at] = RowPreview.back(row.laid())
        del row
        assert [pile.brief(i) for i in range(len(pile))] == list(map(Brief.of, known)) == list(pile.briefs())
        assert +pile.outcomes() == +pile.sums().outcomes == Counter(r.outcome for r in known)
        assert pile.sums().notices == sum(Brief.of(r).notices for r in known)
    assert [pile[i] for i in range(len(pile))] == known


def test_only_some_lie_in_memory_and_what_is_held_stays_the_same_row() -> None:
    rows = numbered(60)
    known = [weakref.ref(row) for row in rows]
    pile = filled(rows)
    del rows
    held = pile[7]
    for at in range(60):
        assert pile[at].number == at + 1
    assert pile[7] is held
    del held
    assert sum(row() is not None for row in known) < 20
    assert pile.lying > 50
    assert pile[7].values == {"content": "Sửa cầu 8"}


def test_rows_tied_to_others_stay_in_memory() -> None:
    rows = numbered(20)
    rows[0].likes = (Like(90, "dòng 3", "Sửa cầu 3", row=rows[2]),)
    rows[1].owner = rows[2]
    pile = filled(rows)
    first, third = rows[0], rows[2]
    del rows
    assert pile[0] is first
    assert pile[1].owner is third is pile[2]
    assert pile.sums().liked == 1


@posix
def test_a_disk_that_takes_no_more_leaves_everything_in_memory() -> None:
    with largest_file(1_000):
        pile = filled(numbered(200))
        assert [pile[at].values["content"] for at in (0, 100, 199)] == ["Sửa cầu 1", "Sửa cầu 101", "Sửa cầu 200"]
    pile.append(RowPreview(201, Outcome.REJECTED))
    assert pile.sums().outcomes == {Outcome.NEW: 200, Outcome.REJECTED: 1}


def test_what_fields_say_is_known_of_rows_laid_aside() -> None:
    rows = [RowPreview(n, Outcome.NEW, values={"people": n, "note": None}) for n in range(9)]
    rows.append(RowPreview(9, Outcome.REJECTED, values={"people": 4}, texts={"received_on": "mai"}, reason="bad_date"))
    pile = filled([*rows, *numbered(9)])
    assert len(pile.seen().values["people"]) == 2
    assert pile.seen(Outcome.REJECTED).values == {"people": {"4"}, "received_on": set()}
    assert (pile.seen(Outcome.REJECTED).noted, pile.seen(Outcome.NEW).noted) == (True, False)


def test_a_piece_laid_again_lies_where_it_lay_if_it_fits() -> None:
    shelf = Shelf()
    first, second = shelf.lay(["một"] * 9), shelf.lay({"ngày": date(2024, 3, 5), "tiền": Decimal("1.50")})
    assert first is not None
    assert second is not None
    assert shelf.lay(["hai"] * 9, first) == first
    longer = shelf.lay(["ba"] * 99, first)
    assert longer not in (None, first, second)
    assert [shelf.take(at) for at in (first, second, longer or 0)] == [
        ["hai"] * 9, {"ngày": date(2024, 3, 5), "tiền": Decimal("1.50")}, ["ba"] * 99,
    ]  # fmt: skip

