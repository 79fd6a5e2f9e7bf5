"""The shipped program tries itself: a practice book, a district's workbook, every document, a copy that is checked.

Everything happens in a folder that is thrown away; a step that fails is told and the others go on.
"""

import platform
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from mttq_desktop import __version__, paths
from mttq_desktop.errors import Refused, Trouble
from mttq_desktop.queries.listing import Filter, ids
from mttq_desktop.rules.period import Period
from mttq_desktop.services import reports
from mttq_desktop.services.backup import back_up
from mttq_desktop.services.practice import PRACTICE_DAY
from mttq_desktop.store.backup import check_ours
from mttq_desktop.store.database import Database

PARTS = (
    "PySide6-Essentials", "shiboken6", "SQLAlchemy", "sqlcipher3", "alembic", "openpyxl",
    "python-calamine", "xlrd", "python-docx", "lxml", "holidays", "rapidfuzz", "platformdirs", "qtawesome",
)  # fmt: skip
_LAID = 50
_TRIED = 40
"""Records of a kind looked at for one whose document can be written."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing tried: how it went, how long it took, and figures or the reason."""

    name: str
    passed: bool
    seconds: float
    found: dict[str, Any]


def attempt(name: str, work: Callable[[], dict[str, Any]]) -> Step:
    """Do one thing; whatever goes wrong is an answer too."""
    begun = time.perf_counter()
    try:
        passed, found = True, work()
    except Exception as error:
        passed, found = False, {"why": f"{type(error).__name__}: {error}"}
    return Step(name, passed, round(time.perf_counter() - begun, 3), found)


def versions() -> dict[str, str]:
    """What runs here."""
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(":memory:")) as memory:
        (cipher,) = memory.execute("PRAGMA cipher_version").fetchone()
    own = {"mttq-desktop": __version__, "python": platform.python_version(), "system": platform.platform(),
           "sqlite": dbapi2.sqlite_version, "sqlcipher": cipher}  # fmt: skip
    return own | {name: _version(name) for name in PARTS}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def take_in_workbook(database: Database, folder: Path) -> dict[str, Any]:
    """A district's workbook is read by the child, written, and its marked copy made."""
    from mttq_desktop.services.importing import preview, write
    from mttq_desktop.services.marking import write_marked_copy

    book = next((paths.resources() / "training").glob("*.xlsx"))
    (seen,) = preview(database, [book])
    if seen.refused:
        raise Refused("; ".join(p.message for p in seen.problems))
    done = write(database, seen)
    write_marked_copy(database, book, folder / "gửi lại.xlsx")
    return {"file": book.name, "rows": dict(seen.counts), "batch": done.batch}


def lay_rows_aside() -> dict[str, Any]:
    """Rows of a long list come back from the temporary file as they were changed last, letters and all."""
    from mttq_desktop.services.importing import Outcome, RowPreview
    from mttq_desktop.services.importing.pile import Pile
    from mttq_desktop.services.importing.shelf import Shelf

    pile, texts = Pile(Shelf(), most=2), [f"Sửa cầu, đường số {n}" for n in range(_LAID)]
    for n, text in enumerate(texts):
        pile.append(RowPreview(n, Outcome.NEW, values={"content": text}))
    found = [pile[n].values["content"] for n in range(_LAID)]
    if found != texts or not pile.lying:
        raise Refused(f"{pile.lying} dòng nằm ngoài bộ nhớ; đọc lại không như đã cất.")
    return {"rows": _LAID, "aside": pile.lying}


def write_documents(database: Database, folder: Path) -> dict[str, Any]:
    """Every document of a period and every document of a record, each from the practice province."""
    made, refused = {}, {}
    for code, write in (*_of_periods(database, folder), *_of_records(database, folder)):
        try:
            made[code] = sum(path.stat().st_size for path in write())
        except Trouble as trouble:
            refused[code] = str(trouble)
    if refused:
        raise Refused(f"Không viết được {refused}")
    return {"documents": len(made), "bytes": sum(made.values()), "codes": sorted(made)}


Writer = Callable[[], tuple[Path, ...]]


def _of_periods(database: Database, folder: Path) -> Iterator[tuple[str, Writer]]:
    for kind in reports.DOCUMENTS:
        period = _period_for(kind.parts)
        out = folder / (kind.code if kind.several else f"{kind.code}.docx")
        yield kind.code, partial(_written, database, kind.code, period, out)


def _period_for(parts: tuple[str, ...]) -> Period:
    """The newest period of the practice province that the document is made for."""
    part = next(p for p in ("Q1", "H1", "Y", "span") if p in parts)
    return Period(2020, "span", 2025) if part == "span" else Period(PRACTICE_DAY.year, part)


def _of_records(database: Database, folder: Path) -> Iterator[tuple[str, Writer]]:
    for document in reports.PAPERS:
        for kind in document.kinds:
            name = f"{document.code} {kind.name}"
            out = folder / f"{name}.docx"
            yield name, partial(_first_written, database, document.code, kind, out)


def _written(database: Database, code: str, period: Period, out: Path) -> tuple[Path, ...]:
    return reports.write_report(database, code, period, out, PRACTICE_DAY).paths


def _first_written(database: Database, code: str, kind: Any, out: Path) -> tuple[Path, ...]:
    """The document of the first record that has one now; the last refusal when none has."""
    with database.reading() as session:
        found = list(ids(session, kind, Filter()))[:_TRIED]
    refusal = Refused(f"Không có {kind.one} nào.")
    for record_id in found:
        try:
            return reports.write_paper(database, code, kind, record_id, out, PRACTICE_DAY).paths
        except Refused as refused:
            refusal = refused
    raise refusal


def copy_and_check(database: Database, folder: Path) -> dict[str, Any]:
    """A backup that agrees with the book, checked thoroughly."""
    copied = back_up(database, folder / "bản sao.sqlite3")
    health = check_ours(copied.path)
    if not health.sound:
        raise Refused("; ".join(health.messages))
    return {"petitions": health.rows["petition"], "tables": len(health.rows)}
