"""Rows of a list by id: all ids in one array, texts fetched in pages of 128, order found off the thread."""

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import partial
from typing import NamedTuple, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QThreadPool,
    QTimer,
    Signal,
)

from mttq_desktop.ui.aside import Errand, send_off, tell_window
from mttq_desktop.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
PAGE = 128
_KEPT_PAGES = 10
_PAINT_MS = 20
"""Time for the first page to be painted before the rest is asked for."""
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_LONG = 30


class CellKind(StrEnum):
    """How a column is set: texts and days at the left, numbers at the right, states as pills."""

    TEXT = "text"
    PILL = "pill"
    NUMBER = "number"
    DAY = "day"


class Mark(NamedTuple):
    """A state: a word and what it means."""

    text: str
    tone: Tone = Tone.PLAIN


Cell = str | Mark


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `stretch` takes the room that is left; `hidden` ones wait in the column chooser."""

    key: str
    title: str
    width: int = 110
    kind: CellKind = CellKind.TEXT
    stretch: bool = False
    hidden: bool = False
    sortable: bool = True
    bold: bool = False


class Source(Protocol):
    """Where a list comes from. `ids` and `sums` are asked in a worker thread, `rows` in the window's."""

    @property
    def columns(self) -> Sequence[Column]:
        """Every column, in the order in which they stand at first."""

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """Ids in order (array of 'q'); with `limit` only the first ones, quickly."""

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Cells by id, one for each column; ids gone meanwhile are left out. Must be quick."""

    def sums(self) -> Mapping[str, str]:
        """Texts for the foot, by column key."""


class Step(Enum):
    """What is asked for: the first page, the rest below it, or everything anew."""

    FIRST = 1
    REST = 2
    AGAIN = 3


class RecordTableModel(QAbstractTableModel):
    """Texts of records for a table. `arrived` comes when the whole order is known."""

    arrived = Signal(object)
    first_arrived = Signal()
    sums_arrived = Signal(object)
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.ids: array[int] = array("q")
        self.sort_key: str | None = None
        self.descending = False
        self.ticket = 0
        self.busy = False
        self._source: Source | None = None
        self._pages: OrderedDict[int, list[Sequence[Cell]]] = OrderedDict()

    # ── asking ───────────────────────────────────────────────────────────────

    def show(self, source: Source, sort: str | None = None, descending: bool = False) -> None:
        """Show another source from its beginning."""
        self.beginResetModel()
        self._source = source
        self.columns = tuple(source.columns)
        self.sort_key, self.descending = sort, descending
        self.ids = array("q")
        self._pages.clear()
        self.endResetModel()
        self.ask(fresh=True)

    def replace(self, source: Source) -> None:
        """The same columns with another filter; the old rows stay until the new ones are there."""
        self._source = source
        self.ask(fresh=True)

    def ask(self, kept: frozenset[int] = frozenset(), fresh: bool = False) -> None:
        """Find the order again in a worker; `kept` ids are looked for in the new order."""
        self.ticket += 1
        self._set_busy(True)
        self._send(Step.FIRST if fresh else Step.AGAIN, kept)

    def _send(self, step: Step, kept: frozenset[int] = frozenset()) -> None:
        if self._source is not None:
            search = partial(self._find, self.ticket, self._source, step, (self.sort_key, self.descending), kept)
            send_off(QThreadPool.globalInstance(), Errand(self, search, partial(self._searched, self.ticket)))

    def _find(
        self, ticket: int, source: Source, step: Step, order: tuple[str | None, bool], kept: frozenset[int]
    ) -> None:
        """In a worker's thread: the order, then the sums; a newer question makes it stop early.

        The first page is asked for alone, and the rest only once that page is painted: two threads that both
        run Python would take turns every 5 ms and the first paint would wait.
        """
        if ticket != self.ticket:
            return
        limit = PAGE if step is Step.FIRST else None
        ids = source.ids(*order, limit)
        if limit is not None:
            tell_window(self, partial(self._take_first, ticket, ids))
        if len(ids) != limit:
            rows = [row for row, i in enumerate(ids) if i in kept] if kept else []
            tell_window(self, partial(self._take_full, ticket, ids, rows, step is not Step.AGAIN))
            tell_window(self, partial(self._take_sums, ticket, source.sums()))

    def stop(self) -> None:
        """Answers still on their way are not wanted any more (the data file is being closed)."""
        self.ticket += 1
        self._set_busy(False)

    def order_by(self, key: str | None, descending: bool, kept: frozenset[int] = frozenset()) -> None:
        """Sort by a column; the window goes on meanwhile."""
        self.sort_key, self.descending = key, descending
        self.ask(kept)

    def _set_busy(self, busy: bool) -> None:
        if busy != self.busy:
            self.busy = busy
            self.busy_changed.emit(busy)

    # ── answers ──────────────────────────────────────────────────────────────

    def _take_first(self, ticket: int, ids: "array[int]") -> None:
        """The first page, shown before the rest is known."""
        if ticket != self.ticket:
            return
        self._reset(ids)
        self.first_arrived.emit()
        if len(ids) == PAGE:
            QTimer.singleShot(_PAINT_MS, self, lambda: self._rest(ticket))

    def _rest(self, ticket: int) -> None:
        if ticket == self.ticket:
            self._send(Step.REST)

    def _take_full(self, ticket: int, ids: "array[int]", kept_rows: list[int], follows: bool) -> None:
        """The whole order; rows that follow the first page are added without a flicker."""
        if ticket != self.ticket:
            return
        shown = len(self.ids)
        if not follows or ids[:shown] != self.ids:
            self._reset(ids)
        elif len(ids) > shown:
            self._extend(ids, shown)
        self._set_busy(False)
        self.arrived.emit(kept_rows)

    def _take_sums(self, ticket: int, sums: Mapping[str, str]) -> None:
        """What stands in the foot."""
        if ticket == self.ticket:
            self.sums_arrived.emit(sums)

    def _searched(self, ticket: int, _nothing: None, trouble: BaseException | None) -> None:
        """The worker is done; when it failed the old rows stay."""
        if trouble is not None and ticket == self.ticket:
            self._set_busy(False)
            self.failed.emit(trouble)

    def _reset(self, ids: "array[int]") -> None:
        self.beginResetModel()
        self.ids = ids
        self._pages.clear()
        self.endResetModel()

    def _extend(self, ids: "array[int]", shown: int) -> None:
        self.beginInsertRows(QModelIndex(), shown, len(ids) - 1)
        self.ids = ids
        self._pages.pop(shown // PAGE, None)
        self.endInsertRows()

    # ── what the view asks ───────────────────────────────────────────────────

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """All rows known so far."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """All columns, hidden ones too."""
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, row: int, column: int) -> Cell:
        """One cell; its page is fetched when it is not there."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(number)
        return page[row % PAGE][column]

    def _fetch(self, number: int) -> list[Sequence[Cell]]:
        assert self._source is not None
        wanted = self.ids[number * PAGE : (number + 1) * PAGE]
        found = self._source.rows(wanted)
        gone = ("",) * len(self.columns)
        page = self._pages[number] = [found.get(i, gone) for i in wanted]
        if len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        return page

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Text, tip for long texts, and what a screen reader says."""
        if role not in (_DISPLAY, _TIP, _SPOKEN):
            return None
        cell = self.cell(index.row(), index.column())
        text = cell.text if isinstance(cell, Mark) else cell
        if role == _TIP:
            return f"<p>{_plain(text)}</p>" if len(text) > _LONG else None
        if role == _SPOKEN:
            return f"{self.columns[index.column()].title}: {text or 'trống'}"
        return text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role in (_DISPLAY, _SPOKEN):
            return self.columns[section].title
        return None

    def texts(self, rows: Sequence[int]) -> list[Sequence[Cell]]:
        """Cells of many rows at once, for copying; nothing of it is kept."""
        if self._source is None:
            return []
        found: list[Sequence[Cell]] = []
        for start in range(0, len(rows), PAGE):
            wanted = [self.ids[r] for r in rows[start : start + PAGE]]
            cells = self._source.rows(wanted)
            found += [cells[i] for i in wanted if i in cells]
        return found


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
