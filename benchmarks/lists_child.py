"""One list in a process of its own: `python -m benchmarks.lists_child floor|ours FILE ROWS` prints JSON."""

import gc
import json
import sqlite3
import statistics
import sys
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from benchmarks.lists import COLUMNS
from benchmarks.measure import dice
from mttq_desktop.ui import theme
from mttq_desktop.ui.table import Cell, Column, RecordTable

JUMPS = 60
Index = QModelIndex | QPersistentModelIndex


class MadeUp(QAbstractTableModel):
    """Rows that cost nothing: the floor."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """All of them."""
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """As many as in the data file."""
        return COLUMNS

    def data(self, index: Index, role: int = 0) -> object:
        """A text of the same length."""
        return f"Đề nghị sửa {index.row():05}" if role == Qt.ItemDataRole.DisplayRole else None


class FileSource:
    """Rows of the data file; a connection for each thread's question."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.columns = tuple(Column(f"c{n}", f"Cột {n}", 90) for n in range(COLUMNS))
        self.own = sqlite3.connect(path)

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """Ids in order, in a worker thread."""
        down = "DESC" if descending else "ASC"
        order = f"{sort} {down}, id {down}" if sort else f"id {down}"
        statement = f"SELECT id FROM t ORDER BY {order}" + (f" LIMIT {limit}" if limit else "")
        connection = sqlite3.connect(self.path)
        try:
            return array("q", (row[0] for row in connection.execute(statement)))
        finally:
            connection.close()

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Cells by id."""
        marks = ",".join("?" * len(ids))
        return {r[0]: r[1:] for r in self.own.execute(f"SELECT * FROM t WHERE id IN ({marks})", list(ids))}

    def sums(self) -> Mapping[str, str]:
        """None here."""
        return {}


def memory_mb() -> float:
    """Resident memory now; not known outside Linux."""
    try:
        with open("/proc/self/statm", encoding="ascii") as table:
            return int(table.read().split()[1]) * 4096 / 1_000_000
    except OSError:
        return float("nan")


def timed(work: Callable[[], object]) -> float:
    """Seconds until the work is done and everything due is painted."""
    start = time.perf_counter()
    work()
    QCoreApplication.processEvents()
    return time.perf_counter() - start


def until(ready: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    while not ready():
        QCoreApplication.processEvents()
        time.sleep(0.0005)


def jumps(view: QTableView, count: int) -> float:
    """95th percentile of going to a row anywhere."""
    random = dice()
    rows = [random.randrange(count) for _ in range(JUMPS)]
    return sorted(timed(lambda r=row: _go(view, r)) for row in rows)[int(JUMPS * 0.95)]  # type: ignore[misc]


def _go(view: QTableView, row: int) -> None:
    view.scrollTo(view.model().index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    view.viewport().repaint()


def to_end(view: QTableView) -> float:
    """Going from the first row to the last, the median of five."""
    taken = []
    for _ in range(5):
        view.scrollToTop()
        QCoreApplication.processEvents()
        taken.append(timed(lambda: _end(view)))
    return statistics.median(taken)


def _end(view: QTableView) -> None:
    view.scrollToBottom()
    view.viewport().repaint()


def stall(act: Callable[[], object], ready: Callable[[], bool]) -> float:
    """The longest time for which the window could not answer."""
    beats = [time.perf_counter()]
    clock = QTimer()
    clock.timeout.connect(lambda: beats.append(time.perf_counter()))
    clock.start(1)
    act()
    until(ready)
    QCoreApplication.processEvents()
    beats.append(time.perf_counter())
    clock.stop()
    return max(b - a for a, b in pairwise(beats))


def floor(count: int) -> dict[str, float]:
    """A plain view of made-up rows."""
    _small(QTableView(), MadeUp(100))
    view = QTableView()
    view.resize(1138, 696)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    before, model = memory_mb(), MadeUp(count)

    def first() -> None:
        view.setModel(model)
        view.show()
        view.viewport().repaint()

    paint = timed(first)
    end = to_end(view)
    return {"paint": paint, "end": end, "jump": jumps(view, count), "memory": memory_mb() - before}


def ours(path: str, count: int) -> dict[str, float]:
    """Our table over the data file."""
    source = FileSource(path)
    _small(RecordTable("Danh sách").view, MadeUp(100))
    source.rows(source.ids(None, True, 5_000)[-100:])
    table = RecordTable("Danh sách")
    table.resize(1138, 730)
    gc.collect()
    before = memory_mb()
    painted: list[int] = []

    def seen() -> None:
        table.view.viewport().repaint()
        painted.append(1)

    table.model.first_arrived.connect(seen)

    def first() -> None:
        table.show_source(source)
        table.show()
        until(lambda: bool(painted))

    paint = timed(first)
    until(lambda: not table.model.busy)
    view: QTableView = table.view
    end = to_end(view)
    jump = jumps(view, count)
    gc.collect()
    memory = memory_mb() - before
    _rest(table)
    indexed = stall(lambda: table.sort_by("c0"), lambda: not table.model.busy)
    _rest(table)
    plain = stall(lambda: table.sort_by("c1"), lambda: not table.model.busy)
    return {"paint": paint, "end": end, "jump": jump, "memory": memory, "stall": indexed, "stall_plain": plain}


def _small(view: QTableView, model: MadeUp) -> None:
    """The window has shown a list before: classes and letters are loaded on both sides."""
    plain = QTableView()
    plain.setModel(model)
    for shown in (plain, view):
        shown.resize(1138, 696)
        shown.show()
        QCoreApplication.processEvents()
        shown.hide()


def _rest(widget: QWidget) -> None:
    for _ in range(5):
        QCoreApplication.processEvents()


def main() -> None:
    """Measure one list and print it."""
    app = QApplication([])
    theme.apply(app, theme.Mode.LIGHT)
    which, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    print(json.dumps(floor(count) if which == "floor" else ours(path, count)))


if __name__ == "__main__":
    main()
