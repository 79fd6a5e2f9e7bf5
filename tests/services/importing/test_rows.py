"""Plain rows kept as columns are, to whoever looks, the rows they were read from."""

import sys
import threading
from datetime import date

import pytest

from mttq_desktop.errors import Problem
from mttq_desktop.excel.found import PlainRows
from mttq_desktop.excel.texts import packed
from mttq_desktop.services.importing import Outcome, RowPreview, Rows

GIVEN = {"period": "2024-Q1"}
DAY = date(2024, 3, 5)


@pytest.fixture
def rows() -> Rows:
    """Rows 1 to 8: a title, plain rows in two blocks with a row that is wrong between them, a signature."""
    told = [
        RowPreview(1, Outcome.SKIPPED, "title"), RowPreview(8, Outcome.SKIPPED, "signature"),
        RowPreview(4, Outcome.REJECTED, "missing", {"people": 9}, (Problem("missing", "Thiếu nội dung."),)),
    ]  # fmt: skip
    first = PlainRows([2, 3], {"content": packed(["Sửa đường", "Nối\nđiện"]), "people": [5, None]}, ["sua", "noi"])
    second = PlainRows([5, 6, 7], {"content": ["một", "hai", "ba"], "received_on": [DAY, None, DAY]}, ["1", "2", "3"])
    return Rows(told, [first, second], GIVEN)


def test_rows_stand_in_the_order_of_their_numbers(rows: Rows) -> None:
    assert [r.number for r in rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [r.number for r in rows[2:5]] == [3, 4, 5]
    assert (len(rows), rows[-1].reason, rows.numbered(4).outcome) == (8, "signature", Outcome.REJECTED)
    with pytest.raises(LookupError):
        rows.numbered(9)


def test_a_plain_row_is_new_and_has_its_values_and_those_given(rows: Rows) -> None:
    assert rows.numbered(2) == RowPreview(
        2, Outcome.NEW, values={"content": "Sửa đường", "people": 5, **GIVEN}, folded="sua"
    )
    assert rows.numbered(3).values == {"content": "Nối\nđiện", **GIVEN}
    assert rows.numbered(7).values == {"content": "ba", "received_on": DAY, **GIVEN}


def test_rows_by_outcome(rows: Rows) -> None:
    assert rows.counts() == {Outcome.NEW: 5, Outcome.REJECTED: 1, Outcome.SKIPPED: 2}
    assert [r.number for r in rows.told] == [1, 4, 8]
    assert [rows.number(p) for p in rows.places_of(Outcome.NEW)] == [2, 3, 5, 6, 7]
    assert [rows.number(p) for p in rows.places_of(Outcome.REJECTED)] == [4]


def test_columns_of_any_rows(rows: Rows) -> None:
    assert rows.column("people", rows.places, 0) == [0, 5, 0, 9, 0, 0, 0, 0]
    assert rows.column("content", rows.places[1:6]) == ["Sửa đường", "Nối\nđiện", None, "một", "hai"]
    assert rows.column("period", rows.plain) == ["2024-Q1"] * 5
    assert rows.column("content", rows.places[2:5:2]) == ["Nối\nđiện", "một"]
    assert rows.column("people", rows.places[:1]) == [None]
    assert rows.folded(rows.plain) == ["sua", "noi", "1", "2", "3"]


def test_a_row_that_is_held_stays_the_same_and_what_is_kept_tells_something(rows: Rows) -> None:
    held = rows.numbered(6)
    assert rows.numbered(6) is held
    rows.keep(held)
    held.outcome, held.values["people"] = Outcome.DUPLICATE, 7
    place = rows.place(6)
    del held
    assert rows.numbered(6).outcome is Outcome.DUPLICATE
    assert not rows.is_plain(place)
    assert rows.counts()[Outcome.NEW] == 4
    assert [r.number for r in rows.told] == [1, 4, 6, 8]
    assert rows.column("people", rows.places) == [None, 5, None, 9, None, 7, None, None]
    assert [rows.number(p) for p in rows.plain] == [2, 3, 5, 7]


def test_texts_in_one_piece_are_the_texts_they_were() -> None:
    for texts in (["một", "", "hai\nba"], [""], ["\ud800 lẻ"]):
        assert list(packed(texts)) == texts
    kept = packed(["có\0dấu", "khác"])
    assert kept == ["có\0dấu", "khác"]
    assert packed(["một", "hai", "ba"])[1:] == ["hai", "ba"]


def test_rows_are_shown_while_a_job_keeps_some(rows: Rows) -> None:
    """Whoever looks sees every row, wherever the job is."""
    plain = PlainRows(list(range(11, 3_011)), {"content": ["một"] * 3_000}, ["mot"] * 3_000)
    rows.add_plain(plain)
    seen: set[int] = set()

    def keep() -> None:
        for row in rows[8:]:
            rows.keep(row)

    job = threading.Thread(target=keep)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        job.start()
        while job.is_alive():
            seen.add(len(rows.places_of(Outcome.NEW)))
            assert sum(b.outcome is not Outcome.NEW for _, b in rows.told_briefs()) == 3
    finally:
        sys.setswitchinterval(before)
        job.join()
    assert seen == {3_005}
    assert len(rows.told) == 3_003
