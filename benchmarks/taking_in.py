"""A district workbook of 10,000 petitions from file to store: ours with every check beside peers with none.

Ours is preview and write together: read in a child, mapped, every cell checked, duplicates looked up,
written with journal, provenance and search index. pandas only reads and inserts; django-import-export
does its dry run, then its import.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Row, Run, child, medians, peers_python, seconds, tell
from benchmarks.workbook import PERIOD, SENDER, write
from mttq_desktop.services import importing
from mttq_desktop.services.opening import open_store

ROWS = 10_000
ROUNDS = 3
PANDAS, DJANGO = "pandas(calamine) + to_sql, no checks", "django-import-export"
PANDAS_TIMES, DJANGO_TIMES = 2.0, 1 / 8


def ours(workbook: Path) -> Run:
    """Ours, in a process of its own."""
    return whole(child([sys.executable, "-m", "benchmarks.taking_in", str(workbook)]))


def peer(name: str, workbook: Path) -> Run:
    """A peer, in its own environment."""
    return whole(child([peers_python(), "-m", "benchmarks.peers", name, str(workbook)]))


def whole(run: Run) -> Run:
    """Refuse a figure for less than the whole job."""
    if run.rows != ROWS:
        raise RuntimeError(f"{run.rows} of {ROWS} rows were taken in")
    return run


def run() -> list[Row]:
    """Ours between a peer that checks nothing and one that checks every row."""
    with tempfile.TemporaryDirectory() as folder:
        workbook = write(Path(folder) / "petitions.xlsx", ROWS)
        taken = medians(
            {"ours": lambda: ours(workbook).seconds, PANDAS: lambda: peer("pandas-calamine", workbook).seconds},
            ROUNDS,
        )
        django = peer("django", workbook).seconds
    name = f"{ROWS:,} rows taken in"
    return [
        Row(name, taken["ours"], PANDAS, taken["ours"] / taken[PANDAS], PANDAS_TIMES),
        Row(name, taken["ours"], DJANGO, taken["ours"] / django, DJANGO_TIMES),
    ]


def alone(workbook: Path) -> None:
    """One import into a new store with its catalogues; imports and the new store are start-up, not work."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_store(Path(folder), "benchmark")
        kept = 0

        def job() -> None:
            nonlocal kept
            hints = importing.hints_for(database, kind="petition", unit_code=SENDER, period=PERIOD, sheet="")
            (found,) = importing.preview(database, [workbook], hints)
            importing.write(database, found, importing.Choices())
            kept = found.counts[importing.Outcome.NEW.value]

        taken = seconds(job)
        database.close()
    tell(taken, kept)


if __name__ == "__main__":
    alone(Path(sys.argv[1]))
