"""Workbooks out: lists, and the copy that goes back with its bad cells marked."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Refused, Severity, Unreadable
from mttq_desktop.excel.listing import ListColumn, ListSheet, Row, sheet_name, write_list
from mttq_desktop.excel.marked_copy import MarkRequest, Remark
from mttq_desktop.excel.own_list import OwnList
from mttq_desktop.excel.running import mark_file
from mttq_desktop.fields import (
    Day,
    Vocabulary,
    Whole,
)
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.importing import batch_outcomes
from mttq_desktop.queries.listing import Filter, Sort, ids, parts_of, uids_of, values
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.services.importing import OUTCOME_LABELS, FilePreview, Outcome, preview
from mttq_desktop.services.importing.originals import kept_original
from mttq_desktop.services.importing.row import LIKELY
from mttq_desktop.services.tables import IMPORTABLE
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database
from mttq_desktop.text.numbers import whole

_PAGE = 1_000


def export_kind(
    database: Database, kind: Kind[Any], where: Filter, target: Path, *, names: Sequence[str] = (),
    personal: bool = False, sort: Sort | None = None, progress: Progress | None = None,
) -> int:  # fmt: skip
    """Write the records a filter keeps to a workbook, their parts on sheets of their own; returns how many.

    Personal data stays out unless asked for this time (PROGRAMME: names are personal data). A list of a kind that
    can be taken in carries each row's identity, so that it comes back as the records it tells of.
    """
    progress = progress or Progress()
    chosen = names or tuple(dict.fromkeys((*kind.listed, *kind.columns, *(p.name for p in kind.pairs))))
    shown = _told(kind, chosen, personal)
    columns = _columns(kind, shown)
    own = _own_list(kind, shown) if kind in IMPORTABLE else None
    with database.reading() as session:
        words = read_vocabulary(session)
        wanted = ids(session, kind, where, sort)
        beside = [_part_sheet(session, kind, p, wanted, words, personal) for p in kind.parts] if not names else []

        def rows() -> Iterator[Row]:
            for start in range(0, len(wanted), _PAGE):
                progress.report(start, len(wanted), "Đang xuất")
                page = wanted[start : start + _PAGE]
                uids = uids_of(session, kind, page)
                for row in values(session, kind, page, shown):
                    yield uids[row[0]], [cell_value(kind, n, v, words) for n, v in zip(shown, row[1:], strict=True)]

        return write_list(target, kind.title, columns, rows(), own, beside)


def _told(kind: Kind[Any], names: Sequence[str], personal: bool) -> list[str]:
    return [n for n in names if personal or not kind.field(n).personal]


def _columns(kind: Kind[Any], shown: Sequence[str]) -> list[ListColumn]:
    return [ListColumn(kind.field(n).label, kind.field(n).width) for n in shown]


def _own_list(kind: Kind[Any], shown: Sequence[str]) -> OwnList:
    columns = tuple((kind.field(n).label, n) for n in shown)
    return OwnList(kind.name, columns, tuple(sheet_name(part_title(p)) for p in kind.parts))


def part_title(part: Part) -> str:
    """What stands above the rows of a part."""
    return part.title or part.kind.title


def _part_sheet(
    session: Session, owner: Kind[Any], part: Part, wanted: Sequence[int], words: Vocabulary, personal: bool
) -> ListSheet:
    """A sheet of the rows of one part, each after the number or name of its record."""
    kind = part.kind
    shown = _told(kind, (*kind.columns, *(p.name for p in kind.pairs)), personal)
    columns = [ListColumn(owner.one.capitalize(), 24), *_columns(kind, shown)]

    def rows() -> Iterator[Sequence[object]]:
        for start in range(0, len(wanted), _PAGE):
            page = wanted[start : start + _PAGE]
            names = _names_of(session, owner, page, start, words, personal)
            for record, own in parts_of(session, part, page).items():
                for row in values(session, kind, own, shown):
                    yield [names[record], *(cell_value(kind, n, v, words) for n, v in zip(shown, row[1:], strict=True))]

    return ListSheet(part_title(part), columns, rows())


def _names_of(
    session: Session, kind: Kind[Any], page: Sequence[int], start: int, words: Vocabulary, personal: bool
) -> dict[int, str]:
    """What to call each record: its number or its label, else its row of the first sheet."""
    known = [n for n in (kind.number, kind.label) if n is not None]
    told = _told(kind, known, personal)
    named = {row[0]: row[1:] for row in values(session, kind, page, told)}
    found = {}
    for place, record in enumerate(page, start + 2):
        said = [kind.field(n).format(v, words) for n, v in zip(told, named.get(record, ()), strict=False) if v]
        found[record] = said[0] if said else f"Dòng {place}"
    return found


def cell_value(kind: Kind[Any], name: str, value: Any, words: Vocabulary) -> object:
    """What a cell of a workbook says for a value: days and numbers as such, everything else in words."""
    field = kind.field(name)
    if value is None or value == ():
        return None
    if isinstance(value, date | int) and isinstance(field, Day | Whole):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return field.format(value, words)


def write_marked_copy(
    database: Database, source: int | Path | FilePreview, target: Path, progress: Progress | None = None
) -> bool:
    """Write the sender's workbook with its bad cells marked, from a batch, a file, or a file already looked at.

    True when there was something to tell the sender; the copy is written in any case.
    """
    progress = progress or Progress()
    if isinstance(source, int):
        path, name, remarks = _of_batch(database, source)
    else:
        looked = source if isinstance(source, FilePreview) else preview(database, [source], progress=progress)[0]
        path, name, remarks = looked.path, looked.path.name, _of_preview(looked)
    if target.resolve() == path.resolve():
        raise Refused("Bản đánh dấu không được ghi đè lên tệp gốc.", "Chọn tên hoặc thư mục khác.")
    errors = sum(r.error for r in remarks)
    doubts = len(remarks) - errors
    headline = (
        f"“{name}”: {whole(errors)} lỗi cần sửa, {whole(doubts)} điều cần xem lại. Sửa các ô màu rồi gửi lại tệp."
    )
    if not remarks:
        headline = f"“{name}”: không có lỗi."
    mark_file(MarkRequest(str(path), str(target), headline, tuple(remarks)), progress.check)
    return bool(remarks)


def _of_batch(database: Database, batch: int) -> tuple[Path, str, list[Remark]]:
    with database.reading() as session:
        found = batch_outcomes(session, batch)
    if found is None:
        raise Refused(f"Không có lần nhập số {batch}.", "Xem số của các lần nhập trong trang Nhập từ Excel.")
    path = kept_original(database, found.sha256)
    if path is None:
        raise Refused(f"Không còn tệp gốc của lần nhập số {batch}.", "Làm bản đánh dấu từ chính tệp của nơi gửi.")
    remarks: list[Remark] = []
    for name, rows, problems in found.sheets:
        remarks += [r for p in problems if (r := _remark(name, None, "", p)) is not None]
        for number, outcome, row_problems in rows:
            remarks += [r for p in row_problems if (r := _remark(name, number, outcome, p)) is not None]
    return path, found.file_name, remarks


def _of_preview(looked: FilePreview) -> list[Remark]:
    if looked.refused:
        first = looked.problems[0]
        raise Unreadable(first.code, first.message)
    remarks: list[Remark] = []
    for sheet in looked.sheets:
        remarks += [r for p in sheet.problems if (r := _remark(sheet.name, None, "", p)) is not None]
        for row in sheet.rows:
            found = (_remark(sheet.name, row.number, row.outcome.value, p) for p in row.problems)
            remarks += [r for r in found if r is not None]
    return remarks


_OURS = {"already_imported", "duplicate_in_store", LIKELY}
"""What is no business of the sender's."""


def _remark(sheet: str, row: int | None, outcome: str, problem: Problem) -> Remark | None:
    if problem.severity is Severity.FACT or problem.code in _OURS:
        return None
    result = OUTCOME_LABELS[Outcome(outcome)] if outcome else ""
    return Remark(sheet, row, problem.cell, problem.is_error, problem.message, problem.proposal or "", result)
