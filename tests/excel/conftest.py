"""Reading a workbook in this process, with the catalogues of the test's data file."""

from collections.abc import Callable
from typing import Any

import pytest

from mttq_desktop.excel.found import FoundRow, FoundSheet
from mttq_desktop.excel.reading import open_book
from mttq_desktop.excel.spec import Hints, Request, TableSpec
from mttq_desktop.excel.understanding import read_sheets
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.tables import captions_of, spec_of
from mttq_desktop.store.database import Database
from tests.excel.books import as_bytes

Understand = Callable[..., list[FoundSheet]]


@pytest.fixture
def spec(store: Database) -> TableSpec:
    with store.reading() as session:
        return spec_of(PETITION, captions_of(session, PETITION))


@pytest.fixture
def understand(spec: TableSpec, vocabulary: Vocabulary) -> Understand:
    """What reading makes of a workbook (or the bytes of any file), late problems put with their rows."""

    def understood(book: Any, hints: Hints | None = None, name: str = "kien_nghi.xlsx") -> list[FoundSheet]:
        request = Request(name, (spec,), vocabulary, hints or Hints())
        data = book if isinstance(book, bytes) else as_bytes(book)
        found = []
        for reading in read_sheets(open_book(data, request.limits), request, name):
            for piece in reading.rows:
                reading.info.rows += [piece] if isinstance(piece, FoundRow) else piece.rows()
            reading.info.rows.sort(key=lambda r: r.number)
            reading.info.tell_late(reading.late)
            found.append(reading.info)
        return found

    return understood


def data_rows(sheet: FoundSheet) -> list[FoundRow]:
    """Rows that hold records, good or bad."""
    return [r for r in sheet.rows if r.outcome != "skipped"]


def reasons(sheet: FoundSheet) -> dict[int, str | None]:
    """Why rows were skipped."""
    return {r.number: r.reason for r in sheet.rows if r.outcome == "skipped"}


def codes(row: FoundRow, field: str | None = None) -> list[str]:
    """Problem codes of a row, or of one of its fields."""
    return [p.code for p in row.problems if field is None or p.field == field]
