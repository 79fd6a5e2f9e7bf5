"""The copy of a sender's workbook that goes back with its bad cells marked, from a batch, a file or a preview.

However much is wrong with a file, the copy marks so many cells of one mistake and tells of the others together:
nobody reads ten thousand notes that say the same, and neither Excel nor memory holds any number of them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from mttq_desktop.errors import Refused, Severity, Unreadable
from mttq_desktop.excel.marked_copy import MarkRequest, Remark
from mttq_desktop.excel.running import mark_file
from mttq_desktop.queries.importing import Told, batch_outcomes
from mttq_desktop.services.importing import OUTCOME_LABELS, FilePreview, Outcome, preview
from mttq_desktop.services.importing.originals import kept_original
from mttq_desktop.services.importing.row import LIKELY
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database
from mttq_desktop.text.numbers import whole

EACH, ALL = 2_000, 20_000
"""Cells marked of one mistake in one column, and of all together."""
_OURS = {"already_imported", "duplicate_in_store", LIKELY}
"""What is no business of the sender's."""


def write_marked_copy(
    database: Database, source: int | Path | FilePreview, target: Path, progress: Progress | None = None
) -> bool:
    """Write the sender's workbook with its bad cells marked, from a batch, a file, or a file already looked at.

    True when there was something to tell the sender; the copy is written in any case.
    """
    progress = progress or Progress()
    if isinstance(source, int):
        path, name, told = _of_batch(database, source)
    else:
        looked = source if isinstance(source, FilePreview) else preview(database, [source], progress=progress)[0]
        path, name, told = looked.path, looked.path.name, _of_preview(looked)
    if target.resolve() == path.resolve():
        raise Refused("Bản đánh dấu không được ghi đè lên tệp gốc.", "Chọn tên hoặc thư mục khác.")
    found = _Remarks()
    for one in told:
        progress.check()
        found.add(one)
    remarks = (*found.remarks, *found.others())
    mark_file(MarkRequest(str(path), str(target), found.headline(name), remarks), progress.check)
    return bool(remarks)


@dataclass(slots=True)
class _More:
    """Rows with a mistake of which enough cells are marked."""

    first: Told
    last: Told
    rows: int = 1


class _Remarks:
    """What is to be told the sender."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self._counts = Counter[bool]()
        self._each = Counter[tuple[str, str, str | None]]()
        self._more: dict[tuple[str, str, str | None], _More] = {}

    def add(self, told: Told) -> None:
        """One thing noticed; facts and what only concerns the office are not told."""
        problem = told.problem
        if problem.severity is Severity.FACT or problem.code in _OURS:
            return
        self._counts[problem.is_error] += 1
        kind = (told.sheet, problem.code, problem.field)
        self._each[kind] += 1
        if self._each[kind] <= EACH and len(self.remarks) < ALL:
            self.remarks.append(_remark(told))
        elif (more := self._more.get(kind)) is not None:
            more.last, more.rows = told, more.rows + 1
        else:
            self._more[kind] = _More(told, told)

    def others(self) -> Iterator[Remark]:
        """One line of the summary for each mistake that more rows have than are marked."""
        for more in self._more.values():
            first, last, problem = more.first, more.last, more.first.problem
            message = (
                f"Còn {whole(more.rows)} chỗ nữa như vậy, từ dòng {first.row} đến dòng {last.row}, không đánh dấu "
                f"từng ô. Chỗ đầu: {problem.message}"
            )
            yield Remark(first.sheet, None, None, problem.is_error, message, problem.proposal or "")

    def headline(self, name: str) -> str:
        """What stands above the summary."""
        if not self._counts:
            return f"“{name}”: không có lỗi."
        errors, doubts = self._counts[True], self._counts[False]
        said = f"“{name}”: {whole(errors)} lỗi cần sửa, {whole(doubts)} điều cần xem lại."
        if self._more:
            marked = f"Vì có quá nhiều, chỉ {whole(len(self.remarks))} chỗ được đánh dấu; phần còn lại kể gộp ở cuối."
            return f"{said} {marked} Sửa xong thì gửi lại tệp."
        return f"{said} Sửa các ô màu rồi gửi lại tệp."


def _remark(told: Told) -> Remark:
    problem, result = told.problem, OUTCOME_LABELS[Outcome(told.outcome)] if told.outcome else ""
    return Remark(
        told.sheet, told.row, problem.cell, problem.is_error, problem.message, problem.proposal or "", result
    )


def _of_batch(database: Database, batch: int) -> tuple[Path, str, Iterator[Told]]:
    with database.reading() as session:
        found = batch_outcomes(session, batch)
    if found is None:
        raise Refused(f"Không có lần nhập số {batch}.", "Xem số của các lần nhập trong trang Nhập từ Excel.")
    path = kept_original(database, found.sha256)
    if path is None:
        raise Refused(f"Không còn tệp gốc của lần nhập số {batch}.", "Làm bản đánh dấu từ chính tệp của nơi gửi.")
    return path, found.file_name, found.problems()


def _of_preview(looked: FilePreview) -> Iterator[Told]:
    if looked.refused:
        first = looked.problems[0]
        raise Unreadable(first.code, first.message)
    return chain.from_iterable(_of_sheet(looked, at) for at in range(len(looked.sheets)))


def _of_sheet(looked: FilePreview, at: int) -> Iterator[Told]:
    sheet = looked.sheets[at]
    yield from (Told(sheet.name, None, "", p) for p in sheet.problems)
    for row in sheet.rows.told:
        yield from (Told(sheet.name, row.number, row.outcome.value, p) for p in row.problems)
