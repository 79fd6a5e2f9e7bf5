"""A file that says again what its sender sent before: what stood in the earlier one and is missing here is told."""

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.queries.importing import Before, brought_before
from mttq_desktop.services.importing.marks import Ids
from mttq_desktop.services.importing.model import FilePreview, SheetPreview

MISSING = "missing_from_new_file"
_RESENT = 3
"""One row in so many known from the earlier file makes a file its corrected copy."""
_LISTED = 12


def tell_missing(session: Session, preview: FilePreview, sheets: Iterable[SheetPreview], claimed: Ids) -> None:
    """Warn of rows of the earlier file that a corrected one no longer has; they stay in the store.

    `claimed` are the records that rows of the file are about.
    """
    for sheet in sheets:
        sheet.problems = [p for p in sheet.problems if p.code != MISSING]
        if preview.earlier is None:
            sheet.problems += _missing(session, sheet, claimed)


def _missing(session: Session, sheet: SheetPreview, claimed: Ids) -> Iterator[Problem]:
    if sheet.kind is None or sheet.unit is None or not sheet.period or sheet.own:
        return
    if len(claimed) * _RESENT < max(sheet.data, 1):
        return
    before = brought_before(session, sheet.kind, sheet.unit, sheet.period)
    corrected = {b.batch for b in before if b.id in claimed}  # a sender may send several lists of one period
    known = sum(b.id in claimed for b in before)
    gone = [b for b in before if b.id not in claimed and b.batch in corrected]
    if gone and known * _RESENT >= sheet.data:
        yield Problem(MISSING, _words(gone), Severity.WARNING)


def _words(gone: list[Before]) -> str:
    rows = ", ".join(str(b.row) for b in gone[:_LISTED]) + (", …" if len(gone) > _LISTED else "")
    return (
        f"Tệp trước (“{gone[-1].file_name}”, lần nhập số {gone[-1].batch}) có {len(gone)} dòng mà tệp này không có "
        f"(dòng {rows}); các dòng ấy vẫn ở trong sổ."
    )
