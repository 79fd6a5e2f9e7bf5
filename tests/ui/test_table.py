"""A table of records: what is chosen stays chosen while the order is found anew."""

import threading
from array import array
from collections.abc import Mapping, Sequence

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mttq_desktop.ui.table import Column, RecordTable
from mttq_desktop.ui.table_model import Cell

PATIENCE_MS = 5_000


class Held:
    """Five records; the order is given once it is let go."""

    columns: Sequence[Column] = (Column("name", "Tên"),)

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        assert self.go.wait(PATIENCE_MS / 1000)
        return array("q", [5, 4, 3, 2, 1] if descending else [1, 2, 3, 4, 5])

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        return {i: (f"Hồ sơ {i}",) for i in ids}

    def sums(self) -> Mapping[str, str]:
        return {}


@pytest.fixture
def source() -> Held:
    return Held()


@pytest.fixture
def table(source: Held, dressed: QApplication, qtbot: QtBot) -> RecordTable:
    table = RecordTable("thử")
    qtbot.addWidget(table)
    with qtbot.waitSignal(table.loaded, timeout=PATIENCE_MS):
        table.show_source(source)
    return table


def test_a_new_order_keeps_what_was_chosen(table: RecordTable, qtbot: QtBot) -> None:
    assert table.select_id(2)
    with qtbot.waitSignal(table.loaded, timeout=PATIENCE_MS):
        table.sort_by("name", descending=True)
    assert (list(table.selected_ids()), table.current_id()) == ([2], 2)


@pytest.mark.parametrize("before", [(), (1,)], ids=["chưa chọn", "đã chọn"])
def test_what_is_chosen_meanwhile_stays_chosen(
    table: RecordTable, source: Held, qtbot: QtBot, before: tuple[int, ...]
) -> None:
    for record in before:
        assert table.select_id(record)
    source.go.clear()
    with qtbot.waitSignal(table.loaded, timeout=PATIENCE_MS):
        table.refresh()
        assert table.select_id(4)
        source.go.set()
    assert (list(table.selected_ids()), table.current_id()) == ([4], 4)
