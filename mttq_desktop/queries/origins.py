"""Where records came from: from how many workbooks, and how many were typed by hand (C28)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.petitions import among
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.office import ImportBatch
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.text.columns import letters


@dataclass(frozen=True, slots=True)
class Origins:
    """How a figure came together."""

    from_files: int
    files: int
    by_hand: int


def origins(session: Session, ids: Iterable[int], kind: Kind[Any] = PETITION) -> Origins:
    """Of these records, those from workbooks (and from how many) and those typed."""
    record = kind.record
    counts = select(func.count(record.import_batch), func.count(record.import_batch.distinct()), func.count())
    from_files, files, total = session.execute(counts.where(among(record.id, ids))).one()
    return Origins(int(from_files), int(files), int(total) - int(from_files))


@dataclass(frozen=True, slots=True)
class Source:
    """Where one record stands in a workbook: file, sheet, and its cells from the first to the last."""

    file: str
    sheet: str
    row: int
    cells: tuple[str, ...]

    def told(self) -> str:
        """ "tệp “a.xlsx”, trang “Sheet1”, ô B12–H12" """
        span = f"ô {self.cells[0]}–{self.cells[-1]}" if len(self.cells) > 1 else f"dòng {self.row}"
        return f"tệp “{self.file}”, trang “{self.sheet}”, {span}"


def source(session: Session, record_id: int, kind: Kind[Any] = PETITION) -> Source | None:
    """The cells a record was read from; None for one that was typed."""
    record = session.get(kind.record, record_id)
    if record is None or record.import_batch is None:
        return None
    batch = session.get(ImportBatch, record.import_batch)
    if batch is None:
        return None
    sheet, row = record.import_sheet or "", record.import_row or 0
    places = json.loads(batch.mapping).get(sheet, {}).get("places", {})
    columns = sorted({int(at) for at in places.values() if at is not None})
    return Source(batch.file_name, sheet, row, tuple(f"{letters(at)}{row}" for at in columns))
