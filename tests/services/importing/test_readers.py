"""Readers started beforehand: used once, replaced when they died, ended when nobody waits."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mttq_desktop.excel.running import AnyRequest, Child
from mttq_desktop.services.importing import Readers, preview
from mttq_desktop.store.database import Database
from tests.excel.books import row, saved, workbook


def test_the_reader_that_stands_by_is_the_one_handed_out() -> None:
    with Readers() as readers:
        readers.stand_by()
        readers.stand_by()
        first = readers.take(more=True)
        second = readers.take(more=False)
        third = readers.take(more=False)
        assert len({id(c) for c in (first, second, third)}) == 3
        for child in (first, second, third):
            assert child.alive
            child.end()
            assert not child.alive


def test_a_reader_ends_when_no_file_is_expected() -> None:
    readers = Readers()
    readers.stand_by()
    waiting = readers._spare
    assert waiting is not None
    assert waiting.alive
    readers.rest()
    assert not waiting.alive


def test_files_are_read_by_readers_that_stand_by_one_after_the_other(store: Database, tmp_path: Path) -> None:
    paths = [saved(workbook([row(n), row(n + 10)]), tmp_path, f"tep_{n}.xlsx") for n in range(3)]
    with Readers() as readers:
        readers.stand_by()
        found = preview(store, paths, readers=readers)
    assert [f.counts["new"] for f in found] == [2, 2, 2]


def test_the_next_file_is_read_while_the_first_one_is(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [saved(workbook([row(n)]), tmp_path, f"tep_{n}.xlsx") for n in range(3)]
    begun: list[list[str]] = []
    told: list[str] = []
    begin, take_up = Child.begin, Child.ask

    def note_begin(child: Child, request: AnyRequest) -> None:
        if child._listener is None:
            told.append(Path(request.path).stem)
        begin(child, request)

    def note_ask(child: Child, request: AnyRequest, tick: Callable[[], None]) -> Iterator[dict[str, Any]]:
        begun.append(list(told))
        return take_up(child, request, tick)

    monkeypatch.setattr(Child, "begin", note_begin)
    monkeypatch.setattr(Child, "ask", note_ask)
    found = preview(store, paths)
    assert begun == [["tep_0", "tep_1"], ["tep_0", "tep_1", "tep_2"], ["tep_0", "tep_1", "tep_2"]]
    assert [f.counts["new"] for f in found] == [1, 1, 1]


def test_a_reader_that_died_waiting_is_replaced(store: Database, tmp_path: Path) -> None:
    path = saved(workbook([row(1)]), tmp_path, "kien_nghi.xlsx")
    with Readers() as readers:
        readers.stand_by()
        assert readers._spare is not None
        readers._spare.end()
        (found,) = preview(store, [path], readers=readers)
    assert found.counts["new"] == 1
