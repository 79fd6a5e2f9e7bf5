"""The joint report of a full year of the practice province, from the records to the bytes of the file."""

import tempfile
from datetime import datetime
from functools import partial
from pathlib import Path

from benchmarks.measure import Row, medians, seconds
from mttq_desktop.rules.period import Period
from mttq_desktop.services.opening import open_store
from mttq_desktop.services.practice import fill_with_practice
from mttq_desktop.services.reports import previews
from mttq_desktop.services.reports.screen import as_sheets
from mttq_desktop.store.database import Database
from mttq_desktop.word.docx import save

NOW = datetime(2024, 4, 5, 9, 30)
YEAR = Period.parse("2023")
SECONDS = 2.0


def paper(database: Database, out: Path) -> None:
    """All figures, charts and annexes, and the file."""
    (drawn,) = previews(database, "D01", YEAR, NOW.date())
    save(drawn.document, out, NOW.date())


def screen(database: Database) -> None:
    """The same for the preview."""
    (drawn,) = previews(database, "D01", YEAR, NOW.date())
    as_sheets(drawn.document)


def run() -> list[Row]:
    """Seconds for the file and for the preview, beside what is asked."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_store(Path(folder), "đo", lambda: NOW)
        fill_with_practice(database)
        work = {"file": partial(paper, database, Path(folder) / "d01.docx"), "preview": partial(screen, database)}
        taken = medians({name: partial(seconds, one) for name, one in work.items()})
        database.close()
    asked = f"{SECONDS:g} s"
    return [Row(f"D01 of a full year, {name}", value, asked, value / SECONDS, 1.0) for name, value in taken.items()]
