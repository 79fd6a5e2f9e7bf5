"""One form save (checks, number, row, indexes, journal, search) beside one fsync'd write at WAL+FULL.

Both go through the same driver, for what it does to put a page on the disk is not our doing. Saves of a person
are seconds apart: a log that grew long is carried into the data file before the next one is measured.
"""

import statistics
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlcipher3 import dbapi2

from benchmarks.measure import Row, medians, seconds
from benchmarks.stores import opened
from mttq_desktop.fields import Place
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.keeping import draft, keep
from mttq_desktop.store.database import Database

PETITIONS = 20_000
TIMES = 60
TARGET = 3.0
FLOOR = "one 4 KiB write with fsync (same driver, WAL+FULL)"
TYPED = {
    "organisation_id": "Hội Nông dân", "commune_id": "Xã Tam Thanh", "received_on": "22/2/2024",
    "period": "2024-Q1", "content": "Đề nghị nạo vét kênh mương nội đồng thôn Trung Hòa trước vụ Hè Thu",
    "field": "Đất đai", "authorities": "Sở Y tế",
}  # fmt: skip


def run() -> list[Row]:
    """Median seconds of one save and the ratio to the floor."""
    database = opened(PETITIONS)
    with tempfile.TemporaryDirectory() as folder:
        found = medians({"ours": _ours(database), FLOOR: _floor(Path(folder))})
    database.close()
    floor = f"{FLOOR} {found[FLOOR] * 1_000:.2f} ms"
    name = f"save of one form among {PETITIONS:,} petitions"
    return [Row(name, found["ours"], floor, found["ours"] / found[FLOOR], TARGET)]


def _ours(database: Database) -> Callable[[], float]:
    with database.reading() as session:
        words = vocabulary(session)

    def save() -> None:
        with database.writing("form", "Thêm kiến nghị") as writing:
            keep(writing, draft(PETITION, TYPED, Place(words)), words)

    return lambda: _each(save, database.settle)


def _floor(folder: Path) -> Callable[[], float]:
    raw = dbapi2.connect(str(folder / "floor.sqlite3"), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, page BLOB)")
    page, numbers = bytes(4096), count(1)

    def write() -> None:
        raw.execute("INSERT INTO t VALUES (?, ?)", (next(numbers), page))

    return lambda: _each(write, lambda: None)


def _each(work: Callable[[], None], between: Callable[[], None]) -> float:
    taken = []
    for _ in range(TIMES):
        taken.append(seconds(work))
        between()
    return statistics.median(taken)
