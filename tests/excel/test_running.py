"""The child that reads: limits, cancelling, what travels between the processes, saving whole or not at all."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.errors import Cancelled, NoSpace, NotWritable, Problem, Severity
from mttq_desktop.excel.found import (
    FoundRow,
    FoundSheet,
    PlainRows,
    decode_problem,
    decode_row,
    decode_sheet,
    encode_problem,
    encode_row,
    encode_sheet,
)
from mttq_desktop.excel.own_list import OwnColumns, key_of
from mttq_desktop.excel.running import Sink, read_file
from mttq_desktop.excel.saving import put_book, whole_file
from mttq_desktop.excel.spec import Request, TableSpec
from mttq_desktop.fields import Vocabulary
from tests.disk import largest_file, posix
from tests.excel.books import row, saved, workbook

NAMES, DAYS = ("content", "received_on", "authorities", "people"), frozenset({"received_on"})


class _Counting(Sink):
    """How many rows came together."""

    def __init__(self) -> None:
        self.pieces: list[int] = []

    def take(self, sheet: FoundSheet, rows: Sequence[FoundRow]) -> None:
        super().take(sheet, rows)
        self.pieces.append(len(rows))

    def take_plain(self, sheet: FoundSheet, rows: PlainRows) -> None:
        super().take_plain(sheet, rows)
        self.pieces.append(len(rows))


def test_rows_come_as_they_are_read(tmp_path: Path, spec: TableSpec, vocabulary: Vocabulary) -> None:
    path = saved(workbook([row(n) for n in range(1, 1_201)]), tmp_path)
    counting = _Counting()
    found = read_file(Request(str(path), (spec,), vocabulary), sink=counting)

    assert found.format == "xlsx"
    assert len(found.sha256) == 64
    assert found.size == path.stat().st_size
    assert len(counting.pieces) > 2
    (sheet,) = found.sheets
    assert sum(counting.pieces) == len(sheet.rows) + sum(map(len, sheet.plain))
    assert sum(r.outcome == "data" for r in sheet.rows) + sum(map(len, sheet.plain)) == 1_200


def test_a_reader_can_be_stopped_at_any_moment(tmp_path: Path, spec: TableSpec, vocabulary: Vocabulary) -> None:
    def stop(rows: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_file(Request(str(saved(workbook([row(1)]), tmp_path)), (spec,), vocabulary), stop)


texts = st.text(max_size=20)
problems = st.builds(
    Problem, texts, texts, st.sampled_from(Severity), st.none() | texts, st.none() | texts, st.none() | texts
)


@given(problems)
def test_problems_travel(problem: Problem) -> None:
    assert decode_problem(encode_problem(problem)) == problem


@given(
    st.builds(
        FoundRow, st.integers(1, 10**6), st.sampled_from(["data", "rejected", "skipped"]), st.none() | texts,
        st.fixed_dictionaries({}, optional={
            "content": texts, "received_on": st.dates(), "people": st.integers(),
            "authorities": st.lists(st.integers()).map(tuple),
        }),
        st.lists(problems, max_size=2), st.dictionaries(texts, texts, max_size=2), st.just(""),
    )
)  # fmt: skip
def test_rows_travel(found: FoundRow) -> None:
    assert decode_row(encode_row(found, NAMES), NAMES, DAYS) == found


def test_rows_of_our_own_lists_travel_with_their_record() -> None:
    found = FoundRow(7, "data", uid="a" * 32, edited=("content",))
    assert decode_row(encode_row(found, NAMES), NAMES, DAYS) == found


def test_sheets_travel() -> None:
    found = FoundSheet(
        "KN", True, "petition", 7, "2024-Q1", (5, 6), {"content": "Nội dung"}, {"content": 3}, {3: "Nội dung"},
        "3:Nội dung", [Problem("a", "b")], template={"unit": "509"}, own=True,
    )  # fmt: skip
    assert decode_sheet(encode_sheet(found)) == found


def test_a_workbook_takes_its_place_only_when_whole(tmp_path: Path) -> None:
    target = tmp_path / "moi" / "a.xlsx"
    with whole_file(target) as part:
        put_book(workbook([row(1)]), part)
        assert not target.exists()
    before = target.read_bytes()
    with pytest.raises(KeyError), whole_file(target) as part:
        part.write_bytes(b"half")
        raise KeyError
    assert target.read_bytes() == before
    assert [p.name for p in target.parent.iterdir()] == ["a.xlsx"]


@posix
def test_a_full_disk_and_a_shut_folder_are_told(tmp_path: Path) -> None:
    with largest_file(1_000), pytest.raises(NoSpace, match=r"chưa ghi được “a\.xlsx”"), whole_file(
        tmp_path / "a.xlsx"
    ) as part:
        put_book(workbook([row(1)]), part)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "tep").touch()
    with pytest.raises(NotWritable), whole_file(tmp_path / "tep" / "a.xlsx"):
        raise AssertionError("there is no place to write to")


# ── lists of our own ─────────────────────────────────────────────────────────

CELLS: list[object] = ["KN-1", "Sửa đường\nthôn 3", 12, date(2024, 3, 5), None]
COLUMNS = OwnColumns(5, {n: i for i, n in enumerate("abcde")}, tuple("abcde"), frozenset("bcd"))


def _signed(*cells: object) -> tuple[str, tuple[str, ...], list[str]]:
    found = FoundRow(2, "data")
    COLUMNS.sign(found, list(cells))
    return found.uid, found.edited, [p.code for p in found.problems]


def test_what_excel_gives_back_is_not_taken_for_an_edit() -> None:
    key = key_of("f" * 32, CELLS)
    from datetime import datetime

    back = ["KN-1", "Sửa đường\r\nthôn 3 ", 12.0, datetime(2024, 3, 5), ""]
    assert _signed(*back, key) == ("f" * 32, (), [])


def test_edited_cells_and_those_that_cannot_be_edited() -> None:
    key = key_of("f" * 32, CELLS)
    assert _signed("KN-2", "Sửa cầu", 13, date(2024, 3, 5), "x", key) == (
        "f" * 32, ("a", "b", "c", "e"), ["read_only_column", "read_only_column"],
    )  # fmt: skip


@pytest.mark.parametrize("key", ["", "lạ", "f" * 32, None])
def test_a_row_without_its_key_tells_no_record(key: object) -> None:
    assert _signed(*CELLS, key) == ("", (), [])
    assert not COLUMNS.has_key([*CELLS, key])
    assert not COLUMNS.has_key(CELLS)
