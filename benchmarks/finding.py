"""The first page of searches over 100,000 petitions: p95, beside the limit that people do not feel."""

import statistics
from collections.abc import Callable

from benchmarks.measure import Row, seconds
from benchmarks.stores import ON, opened
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.queries.listing import Filter, count, ids, values
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.store.database import Database

PETITIONS = 100_000
PAGE = 100
LIMIT_MS = 20.0
COUNT_LIMIT_MS = 60.0
TIMES = 40


def searches(database: Database) -> dict[str, Filter]:
    """Words common and rare, as typed and complete, with and without filters."""
    with database.reading() as session:
        words = vocabulary(session)
    district = int(words.units.find_unit("Huyện Đại Lộc", ON)[0].key)
    common = Filter(text="kien nghi dat dai")
    return {
        "kien nghi dat dai": common,
        "… + district": common.having("sender_unit_id", district),
        "… + district, state, field, year": Filter(text="kien nghi dat dai", period="2024")
        .having("sender_unit_id", district).having("state", "CHUYEN").having("field", "DD"),
        "being typed: dat da": Filter(text="dat da"),
        "being typed: de": Filter(text="de"),
        "dai loc": Filter(text="dai loc"),
        "one number": Filter(text="KN-2024-Q1-000031"),
        "nothing found": Filter(text="khongcogi"),
        "district alone": Filter().having("sender_unit_id", district),
        "everything": Filter(),
    }  # fmt: skip


def run() -> list[Row]:
    """p95 of the first page and of the count, in milliseconds, against the limits."""
    database = opened(PETITIONS)
    wanted = searches(database)
    rows = [_row(f"first page · {name}", p95(_page(database, f)), LIMIT_MS) for name, f in wanted.items()]
    rows += [_row(f"count · {name}", p95(_count(database, f)), COUNT_LIMIT_MS) for name, f in wanted.items()]
    database.close()
    return rows


def _row(name: str, value: float, limit: float) -> Row:
    full = f"{name} ({PETITIONS:,} petitions)"
    return Row(full, value, f"{limit:g} ms", value / limit, 1.0, "ms")


def p95(work: Callable[[], object]) -> float:
    """95th percentile in milliseconds, after two runs to warm up."""
    for _ in range(2):
        work()
    return statistics.quantiles([seconds(work) * 1_000 for _ in range(TIMES)], n=20)[-1]


def _page(database: Database, where: Filter) -> Callable[[], object]:
    def look() -> object:
        with database.reading() as session:
            return values(session, PETITION, ids(session, PETITION, where, limit=PAGE), PETITION.listed)

    return look


def _count(database: Database, where: Filter) -> Callable[[], object]:
    def look() -> object:
        with database.reading() as session:
            return count(session, PETITION, where)

    return look
