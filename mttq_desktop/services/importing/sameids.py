"""One number of a person in two rows, in two files, or in a record of somebody else: one of the two is mistyped."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.fields import IdNumber
from mttq_desktop.queries.importing import holders_of
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.services.importing.rows import RowPreview

SAME_ID = "same_id_in_file"
Place = tuple[SheetPreview, RowPreview]


def tell_same_ids(session: Session, preview: FilePreview) -> None:
    """Warn of every number that another row of these files, or another record, has too."""
    for kind in {id(s.kind): s.kind for s in preview.leading}.values():
        assert kind is not None
        for name in (n for n in kind.columns if isinstance(kind.field(n), IdNumber)):
            _tell(session, preview, kind, name)


def _tell(session: Session, preview: FilePreview, kind: Kind[Any], name: str) -> None:
    rows = list(_rows(preview, kind, name))
    elsewhere: dict[str, str] = {}
    for other in preview.beside:
        for _, row in _rows(other, kind, name):
            elsewhere.setdefault(row.values[name], f"dòng {row.number} tệp “{other.path.name}”")
    stored = holders_of(session, kind, name, {row.values[name] for _, row in rows})
    first: dict[str, Place] = {}
    for sheet, row in rows:
        number = row.values[name]
        before = first.setdefault(number, (sheet, row))
        others = [f"hồ sơ “{h.label}”" for h in stored.get(number, ()) if h.id != row.record]
        where = f"dòng {before[1].number}" if before[1] is not row else elsewhere.get(number) or next(iter(others), "")
        if where:
            _warn(sheet, row, kind, name, where)


def _rows(preview: FilePreview, kind: Kind[Any], name: str) -> Iterator[Place]:
    for sheet in preview.leading:
        if sheet.kind is kind and name in sheet.places:
            yield from ((sheet, r) for r in sheet.rows if r.is_data and r.values.get(name))


def _warn(sheet: SheetPreview, row: RowPreview, kind: Kind[Any], name: str, where: str) -> None:
    sheet.rows.keep(row)
    message = f"{kind.field(name).label} này cũng ghi ở {where}; xem lại số nào đúng."
    problem = Problem(SAME_ID, message, Severity.WARNING, name, sheet.cell(row.number, name))
    row.problems = (*row.problems, problem)
