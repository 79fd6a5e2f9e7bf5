"""A list of a million rows: our table over a data file beside a plain view of rows made up in Python.

Each child process opens one list, paints, goes to the end, jumps and sorts; memory is what the list adds
to the process once the data file is open and a small list has been shown. The rows are 14 columns of 238
characters of invented text.
"""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import ROOT, Row, dice

ROWS = 1_000_000
ROUNDS = 5
COLUMNS = 14
WORDS = ("Đề nghị", "sửa chữa", "đường liên thôn", "cấp nước sạch", "đền bù", "giải phóng mặt bằng", "khu dân cư")


def fill(path: Path, count: int = ROWS) -> None:
    """A data file with one indexed and one unindexed column to sort by."""
    random = dice()
    texts = [" ".join(random.choices(WORDS, k=6))[:17].ljust(17, "x") for _ in range(997)]
    names = ", ".join(f"c{n} TEXT" for n in range(COLUMNS))
    marks = ", ".join("?" * (COLUMNS + 1))
    rows = ((n, *(texts[(n * 31 + c * 7) % 997] for c in range(COLUMNS))) for n in range(1, count + 1))
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE t (id INTEGER PRIMARY KEY, {names})")
        connection.executemany(f"INSERT INTO t VALUES ({marks})", rows)
        connection.execute("CREATE INDEX t_c0 ON t (c0, id)")
    connection.close()


def child(which: str, path: Path) -> dict[str, float]:
    """What one process measured."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"}
    command = [sys.executable, "-m", "benchmarks.lists_child", which, str(path), str(ROWS)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def run() -> list[Row]:
    """Figures of our table, each beside the same figure of the made-up rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.db"
        fill(path)
        taken: dict[str, list[dict[str, float]]] = {"floor": [], "ours": []}
        for _ in range(ROUNDS):
            for which, runs in taken.items():
                runs.append(child(which, path))
    floor, ours = (_medians(runs) for runs in taken.values())
    limits = (("paint", "first paint", 2.0), ("end", "to the end", 1.3), ("jump", "jump, p95", 1.3))
    rows = [_beside(name, ours[key], floor[key], target) for key, name, target in limits]
    for key, name in (("stall", "longest stall while sorting, indexed"), ("stall_plain", "the same, not indexed")):
        rows.append(Row(name, ours[key], "100 ms", ours[key] / 0.1, 1.0))
    rows.append(Row("memory", ours["memory"], "20 MB", ours["memory"] / 20, 1.0, "MB"))
    return rows


def _medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {key: statistics.median(r[key] for r in runs) for key in runs[0]}


def _beside(name: str, ours: float, floor: float, target: float) -> Row:
    return Row(name, ours, f"made-up rows {floor * 1000:.0f} ms", ours / floor, target)
