"""A data file of many invented petitions, made once in a run."""

import tempfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks.measure import dice
from benchmarks.workbook import content
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.records.petitions import PETITION, Petition, fingerprint
from mttq_desktop.services.keeping import folded_text
from mttq_desktop.services.opening import open_store
from mttq_desktop.store.database import Database
from mttq_desktop.store.search import bulk_insert

FIRST = date(2020, 1, 1)
DAYS = 2_000
STATES = ("MOI", "CHUYEN", "DON", "TL", "DANG", "XONG", "TB", "TB", "TB", "TB")
ON = date(2024, 3, 1)


@cache
def filled(count: int) -> Path:
    """The folder of a data file that holds `count` petitions over five years."""
    folder = Path(tempfile.mkdtemp(prefix="mttq-bench-"))
    database = open_store(folder, "đo")
    with database.reading() as session:
        words = vocabulary(session)
    with database.writing("bench", "Nạp dữ liệu đo") as writing:
        with bulk_insert(writing.connection, PETITION):
            for start in range(0, count, 10_000):
                writing.session.execute(insert(Petition), rows(words, start, min(start + 10_000, count), writing.act))
        writing.connection.exec_driver_sql("ANALYZE")
    database.close()
    return folder


def rows(words: Vocabulary, start: int, end: int, act: int) -> list[dict[str, Any]]:
    """Invented petitions, the same for the same numbers."""
    random = dice()
    random.seed(start)
    communes = [e for e in words.units.entries if e.level == "commune" and e.valid(ON)]
    organisations = [e.key for e in words.target("organisation").entries]
    fields = [e.key for e in words.code_list("petition_field_detail").entries]
    made = []
    for n in range(start, end):
        commune, day = random.choice(communes), FIRST + timedelta(days=random.randrange(DAYS))
        quarter = f"{day.year}-Q{(day.month + 2) // 3}"
        text = content(random, n)
        row = {
            "uid": f"{n:032x}", "revision": 1, "made_by": act, "number": f"KN-{quarter}-{n:06}",
            "sender_unit_id": commune.parent, "commune_id": commune.key, "received_on": day, "period": quarter,
            "organisation_id": random.choice(organisations), "content": text, "field": random.choice(fields),
            "state": random.choice(STATES), "due_on": day + timedelta(days=30), "merged_count": 0,
            "fingerprint": fingerprint(text),
        }  # fmt: skip
        made.append(row | {"folded": folded_text(PETITION, row, words)})
    return made


def opened(count: int) -> Database:
    """That data file, open."""
    return open_store(filled(count), "đo")
