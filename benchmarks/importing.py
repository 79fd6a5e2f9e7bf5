"""Taking in workbooks of 10,000 and 100,000 petitions into a store of 100,000, beside pandas and django-import-export.

Ours is the whole job: child process, every cell checked, repeats looked for among the 100,000, one act with
numbers, journal, provenance and search index. `python -m benchmarks.importing WORKBOOK STORE` prints a Run.
Then what it costs beside its time: memory of the child that reads and of the window, late ticks of its event loop.
"""

import json
import pickle
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from benchmarks.measure import ROUNDS, Row, child, dice, medians, peers_python, seconds, tell, told
from benchmarks.workbook import FIRST, PERIOD, SENDER, communes, content, write
from mttq_desktop.excel.spec import Request
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services import importing
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.services.importing.row import Outcome, RowPreview
from mttq_desktop.services.importing.rows import Rows
from mttq_desktop.services.opening import open_store
from mttq_desktop.services.tables import captions_of, spec_of
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database

ROWS, STORED, BIG = 10_000, 100_000, 100_000
SOME, MANY, FEW = 50_000, 150_000, 3
"""Rows beside each other for memory; rounds of long work."""
PANDAS_TIMES, DJANGO_TIMES, CHILD_MB = 2.0, 1 / 8, 350.0
FLAT, LATE_MS = 1.1, 15.0
"""The window's peak with three times the rows, beside its peak with these; milliseconds."""
CHOOSING = 1.0
"""Seconds a person takes at least to choose a file."""
OURS, PANDAS, DJANGO = "ours", "pandas(calamine) + to_sql", "django-import-export"


def run() -> list[Row]:
    """Seconds beside both peers; then memory and late ticks."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        workbook, big = write(home / "kien_nghi.xlsx", ROWS), write(home / "big.xlsx", BIG)
        filled = fill(home / "filled")
        small = beside_pandas(workbook, ROWS, filled, home, ROUNDS)
        django = peer("django", workbook)
        other = replace(small, floor_name=f"{DJANGO} {django:.2f} s", ratio=small.value / django, target=DJANGO_TIMES)
        return [
            small, other,
            beside_pandas(big, BIG, filled, home, FEW), *memory(big, filled, home), late_ticks(workbook, filled, home),
        ]  # fmt: skip


def beside_pandas(workbook: Path, rows: int, filled: Path, home: Path, rounds: int) -> Row:
    """Seconds of the whole job beside pandas, which only reads and inserts."""
    works = {OURS: lambda: ours(workbook, filled, home), PANDAS: lambda: peer("pandas-calamine", workbook)}
    taken = medians(works, rounds)
    name = f"import of {rows:,} rows into {STORED:,}"
    return Row(name, taken[OURS], f"{PANDAS} {taken[PANDAS]:.3f} s", taken[OURS] / taken[PANDAS], PANDAS_TIMES)


def memory(workbook: Path, filled: Path, home: Path) -> list[Row]:
    """Peak memory of the child, and how much more the window needs for three times the rows, good or bad ones."""
    request = home / "request"
    request.write_bytes(pickle.dumps(request_for(workbook, filled)))
    read = child([sys.executable, "-m", "benchmarks.importing_child", "read", str(request)])
    return [
        limit(f"peak memory of the child, {BIG:,} rows", read.peak_mb, CHILD_MB, "MB"),
        flat("good", filled, home), flat("all wrong", filled, home, good=False),
        flat("half known", known(filled, home), home, known=MANY // 2),
    ]  # fmt: skip


def known(filled: Path, home: Path) -> Path:
    """The filled store after half of the many rows came in."""
    target = home / "known"
    shutil.copytree(filled, target)
    window(write(home / "half.xlsx", MANY // 2), target)
    return target


def flat(what: str, filled: Path, home: Path, *, good: bool = True, known: int = 0) -> Row:
    """The window's peak memory with many rows beside its peak with some; half of either, or none, are `known`."""
    peaks = []
    for rows in (SOME, MANY):
        workbook = write(home / f"{rows}.xlsx", rows, good=good, above=max(0, known - rows // 2))
        peaks.append(apart(workbook, filled, home)["peak"])
    some, many = peaks
    name = f"peak memory of the window, {MANY:,} rows, {what}"
    return Row(name, many, f"{SOME:,} rows {some:.1f} MB", many / some, FLAT, "MB")


def late_ticks(workbook: Path, filled: Path, home: Path) -> Row:
    """How late the window's event loop ticks while a file is taken in."""
    runs = [apart(workbook, filled, home) for _ in range(ROUNDS)]
    late, idle = (median(run[name] for run in runs) for name in ("p99", "idle"))
    name, beside = f"late ticks of the window, p99, {ROWS:,} rows", f", {idle:.1f} with nothing to do"
    return limit(name, late, LATE_MS, "ms", beside)


def limit(name: str, value: float, most: float, unit: str, beside: str = "") -> Row:
    """A figure beside what it may be at most."""
    return Row(name, value, f"{most:g} {unit}{beside}", value / most, 1, unit)


def apart(workbook: Path, filled: Path, home: Path) -> dict[str, float]:
    """One import beside an event loop, each time into a fresh copy of the filled store."""
    target = home / "window"
    shutil.copytree(filled, target)
    try:
        return window(workbook, target)
    finally:
        shutil.rmtree(target)


def window(workbook: Path, store: Path) -> dict[str, float]:
    """One import into a store beside an event loop."""
    command = [sys.executable, "-m", "benchmarks.importing_child", "window", str(workbook), str(store)]
    found: dict[str, float] = json.loads(told(command))
    return found


def request_for(workbook: Path, filled: Path) -> Request:
    """What the child is told of a file."""
    database = open_store(filled, "bench")
    with database.reading() as session:
        vocabulary, spec = read_vocabulary(session), spec_of(PETITION, captions_of(session, PETITION))
    hints = importing.hints_for(database, unit_code=SENDER, period=PERIOD)
    database.close()
    return Request(str(workbook), (spec,), vocabulary, hints)


def peer(name: str, workbook: Path) -> float:
    """Seconds of one peer in its own environment."""
    return child([peers_python(), "-m", "benchmarks.peers", name, str(workbook)]).seconds


def ours(workbook: Path, filled: Path, home: Path) -> float:
    """Seconds of ours, each time into a fresh copy of the filled store."""
    target = home / "once"
    shutil.copytree(filled, target)
    try:
        return child([sys.executable, "-m", "benchmarks.importing", str(workbook), str(target)]).seconds
    finally:
        shutil.rmtree(target)


def fill(folder: Path) -> Path:
    """A store with its petitions already in it."""
    database = open_store(folder, "bench")
    with database.reading() as session:
        vocabulary = read_vocabulary(session)
    importing.write(database, stored_preview(vocabulary))
    database.close()
    return folder


def stored_preview(vocabulary: Vocabulary) -> FilePreview:
    """Petitions of the same sender and period, none of which the workbook repeats."""
    random, units = dice(), vocabulary.units
    sender = int(units.by_code[SENDER][0].key)
    places = [int(units.find_unit(name, FIRST, sender)[0].key) for name in communes()]
    made = []
    for number in range(STORED):
        values = {
            "sender_unit_id": sender, "period": PERIOD, "commune_id": random.choice(places),
            "received_on": FIRST + timedelta(days=random.randrange(88)), "content": content(random, number + 10**6),
        }  # fmt: skip
        assert PETITION.prepare is not None
        PETITION.prepare(values)
        made.append(RowPreview(number + 2, Outcome.NEW, values=values))
    rows, spec = Rows(made), spec_of(PETITION)
    sheet = SheetPreview("Kiến nghị", kind=PETITION, spec=spec, unit=sender, period=PERIOD, rows=rows)
    return FilePreview(Path("stored.xlsx"), vocabulary, sha256="0" * 64, sheets=[sheet], seen_act=1)


def job(workbook: Path, database: Database, readers: importing.Readers, progress: Progress | None = None) -> int:
    """Look and write."""
    hints = importing.hints_for(database, unit_code=SENDER, period=PERIOD)
    (preview,) = importing.preview(database, [workbook], hints, progress, readers=readers)
    return importing.write(database, preview, progress=progress).counts["new"]


def main(workbook: Path, folder: Path) -> None:
    """One import, measured as the import page does it: a reader stands by while the person chooses the file."""
    database = open_store(folder, "bench")
    rows = 0

    def once() -> None:
        nonlocal rows
        rows = job(workbook, database, readers)

    with importing.Readers() as readers:
        readers.stand_by()
        time.sleep(CHOOSING)
        taken = seconds(once)
    database.close()
    tell(taken, rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
