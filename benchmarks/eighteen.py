"""Eighteen districts send a workbook each: all of them looked at, as when their folder is dropped on the window."""

import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.importing import CHOOSING
from benchmarks.measure import ROUNDS, Row, seconds
from benchmarks.workbook import PERIOD, SENDER, write
from mttq_desktop.services import importing
from mttq_desktop.services.opening import open_store
from mttq_desktop.store.database import Database

FILES, ROWS, MOST = 18, 60, 5.0
"""Workbooks, rows of each, seconds they may take together."""


def run() -> list[Row]:
    """Seconds until every row of every file has its outcome; nothing is written."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        paths = [write(home / f"huyen_{n}.xlsx", ROWS + n) for n in range(FILES)]
        database = open_store(home / "data", "bench")
        hints = importing.hints_for(database, unit_code=SENDER, period=PERIOD)
        taken = median(_looked(database, paths, hints) for _ in range(ROUNDS))
        database.close()
    name = f"{FILES} workbooks of {ROWS} rows looked at"
    return [Row(name, taken, f"{MOST:g} s", taken / MOST, 1)]


def _looked(database: Database, paths: list[Path], hints: importing.Hints) -> float:
    with importing.Readers() as readers:
        readers.stand_by()
        time.sleep(CHOOSING)
        return seconds(lambda: importing.preview(database, paths, hints, readers=readers))
