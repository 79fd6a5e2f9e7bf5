"""A file that says again what its sender sent before: what stood in the earlier one and is missing here is told."""

from bisect import insort
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.queries.importing import Before, brought_before
from mttq_desktop.services.importing.claiming import MOST, claimed_by_errors
from mttq_desktop.services.importing.edited import Tick
from mttq_desktop.services.importing.marks import Ids
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.services.importing.row import Outcome

MISSING = "missing_from_new_file"
_RESENT = 3
"""One row in so many known from the earlier file makes a file its corrected copy."""
_LISTED = 12


def tell_missing(
    session: Session, preview: FilePreview, sheets: Iterable[SheetPreview], claimed: Ids, tick: Tick = lambda: None
) -> None:
    """Warn of rows of the earlier file that a corrected one no longer has; they stay in the store.

    `claimed` are the records that rows of the file are about.
    """
    for sheet in sheets:
        sheet.problems = [p for p in sheet.problems if p.code != MISSING]
        if preview.earlier is None:
            sheet.problems += _missing(session, sheet, claimed, tick)


def _missing(session: Session, sheet: SheetPreview, claimed: Ids, tick: Tick) -> Iterator[Problem]:
    if sheet.kind is None or sheet.unit is None or not sheet.period or sheet.own:
        return
    if len(claimed) * _RESENT < max(sheet.data, 1):
        return
    before, wrong = _Before(), _said_with_errors(session, sheet, claimed, tick)
    for record in brought_before(session, sheet.kind, sheet.unit, sheet.period):
        before.add(record, record.id in claimed or record.id in wrong)
    batches = [before.batches[id_] for id_ in sorted(before.batches)]
    gone = [one for one in batches if one.known and one.gone]  # a sender may send several lists of one period
    if gone and sum(one.known for one in batches) * _RESENT >= sheet.data:
        yield Problem(MISSING, _words(gone), Severity.WARNING)


def _said_with_errors(session: Session, sheet: SheetPreview, claimed: Ids, tick: Tick) -> Collection[int]:
    """Records that rows with errors say again: they are not left out, they are to be corrected."""
    assert sheet.kind is not None
    if sheet.unit is None or not sheet.rows.counts()[Outcome.REJECTED]:
        return ()
    earlier = (r.id for r in brought_before(session, sheet.kind, sheet.unit, sheet.period) if r.id not in claimed)
    return claimed_by_errors(session, sheet.kind, sheet, list(islice(earlier, MOST + 1)), tick)


@dataclass(slots=True)
class _Batch:
    """What an earlier file brought in: how many records this one says again or not, the first rows of those gone."""

    id: int
    file_name: str
    known: int = 0
    gone: int = 0
    rows: list[int] = field(default_factory=list)


class _Before:
    """Earlier files of one sender and period."""

    def __init__(self) -> None:
        self.batches: dict[int, _Batch] = {}

    def add(self, record: Before, claimed: bool) -> None:
        """One record more."""
        batch = self.batches.setdefault(record.batch, _Batch(record.batch, record.file_name))
        batch.known += claimed
        batch.gone += not claimed
        if not claimed and record.row is not None:
            insort(batch.rows, record.row)
            del batch.rows[_LISTED + 1 :]


def _words(gone: Sequence[_Batch]) -> str:
    rows = [str(row) for batch in gone for row in batch.rows]
    listed = ", ".join(rows[:_LISTED]) + (", …" if len(rows) > _LISTED else "")
    return (
        f"Tệp trước (“{gone[-1].file_name}”, lần nhập số {gone[-1].id}) có {sum(b.gone for b in gone)} dòng mà tệp này "
        f"không có (dòng {listed}); các dòng ấy vẫn ở trong sổ."
    )
