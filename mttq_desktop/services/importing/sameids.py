"""One number of a person in two rows, in two files, or in a record of somebody else: one of the two is mistyped."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.fields import IdNumber
from mttq_desktop.queries.importing import Holder, holders_of
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.importing.marks import Among, marks, repeated, some_of
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.services.importing.row import RowPreview

SAME_ID = "same_id_in_file"
Place = tuple[SheetPreview, int, str]
_TOGETHER = 4_000


def tell_same_ids(session: Session, preview: FilePreview) -> None:
    """Warn of every number that another row of these files, or another record, has too."""
    for kind in {id(s.kind): s.kind for s in preview.leading}.values():
        assert kind is not None
        for name in (n for n in kind.columns if isinstance(kind.field(n), IdNumber)):
            _tell(session, preview, kind, name)


def _tell(session: Session, preview: FilePreview, kind: Kind[Any], name: str) -> None:
    own = [marks(number for _, _, number in some) for some in _numbers(preview, kind, name)]
    again, any_ = repeated(own), Among(chain.from_iterable(own))
    elsewhere: dict[str, str] = {}
    for other in preview.beside:
        for sheet, place, number in chain.from_iterable(_numbers(other, kind, name)):
            if hash(number) in any_:
                elsewhere.setdefault(number, f"dòng {sheet.rows.number(place)} tệp “{other.path.name}”")
    first: dict[str, int] = {}
    for some in _numbers(preview, kind, name):
        stored = holders_of(session, kind, name, {number for _, _, number in some})
        for sheet, place, number in some:
            own_number = sheet.rows.number(place)
            before = first.setdefault(number, own_number) if hash(number) in again else own_number
            if before != own_number:
                _warn(sheet, sheet.rows.row(place), kind, name, f"dòng {before}")
            elif number in elsewhere:
                _warn(sheet, sheet.rows.row(place), kind, name, elsewhere[number])
            elif number in stored:
                _warn_of_others(sheet, sheet.rows.row(place), kind, name, stored[number])


def _warn_of_others(
    sheet: SheetPreview, row: RowPreview, kind: Kind[Any], name: str, holders: Sequence[Holder]
) -> None:
    other = next((h for h in holders if h.id != row.record), None)
    if other is not None:
        _warn(sheet, row, kind, name, f"hồ sơ “{other.label}”")


def _numbers(preview: FilePreview, kind: Kind[Any], name: str) -> Iterator[list[Place]]:
    """(sheet, place, number) of the rows that have one, some at a time."""
    for sheet in preview.leading:
        if sheet.kind is not kind or name not in sheet.places:
            continue
        for places in some_of(sheet.rows.places, _TOGETHER):
            values = zip(places, sheet.rows.column(name, places), strict=True)
            yield [(sheet, place, number) for place, number in values if number]


def _warn(sheet: SheetPreview, row: RowPreview, kind: Kind[Any], name: str, where: str) -> None:
    sheet.rows.keep(row)
    message = f"{kind.field(name).label} này cũng ghi ở {where}; xem lại số nào đúng."
    problem = Problem(SAME_ID, message, Severity.WARNING, name, sheet.cell(row.number, name))
    row.problems = (*row.problems, problem)
