"""Workbooks out: lists, the template a unit fills in, and the copy that goes back with its bad cells marked."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from mttq_desktop.errors import Problem, Refused, Severity, Unreadable
from mttq_desktop.excel.identity import Identity
from mttq_desktop.excel.listing import ListColumn, Row, write_list
from mttq_desktop.excel.marked_copy import MarkRequest, Remark
from mttq_desktop.excel.own_list import OwnList
from mttq_desktop.excel.running import mark_file
from mttq_desktop.excel.spec import ColumnSpec
from mttq_desktop.excel.template import Template, TemplateColumn
from mttq_desktop.excel.template import write_template as write_template_file
from mttq_desktop.fields import Coded, Day, Entry, Link, Prose, UnitOf, Vocabulary, Whole
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.importing import batch_outcomes
from mttq_desktop.queries.listing import Filter, Sort, ids, uids_of, values
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.register import kind_named
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing import OUTCOME_LABELS, FilePreview, Outcome, hints_for, preview
from mttq_desktop.services.importing.originals import kept_original
from mttq_desktop.services.tables import IMPORTABLE, spec_of
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database

_PAGE = 1_000
_TEMPLATE_VERSION = 1
_NOTES = ("Cột có dấu * phải ghi. Mỗi dòng một nội dung. Ngày ghi như 5/3/2024. Chọn trong danh sách xổ xuống nếu có.",)
_MOST_CHOICES = 400


def export_kind(
    database: Database, kind: Kind[Any], where: Filter, target: Path, *, names: Sequence[str] = (),
    personal: bool = False, sort: Sort | None = None, progress: Progress | None = None,
) -> int:  # fmt: skip
    """Write the records a filter keeps to a workbook; returns how many.

    Personal data stays out unless asked for this time (PROGRAMME: names are personal data). A list of a kind that
    can be taken in carries each row's identity, so that it comes back as the records it tells of.
    """
    progress = progress or Progress()
    chosen = names or tuple(dict.fromkeys((*kind.listed, *kind.columns, *(p.name for p in kind.pairs))))
    shown = [n for n in chosen if personal or not kind.field(n).personal]
    columns = [ListColumn(kind.field(n).label, kind.field(n).width) for n in shown]
    captions = [c.caption for c in columns]
    own = OwnList(kind.name, tuple(zip(captions, shown, strict=True))) if kind in IMPORTABLE else None
    with database.reading() as session:
        words = read_vocabulary(session)
        wanted = ids(session, kind, where, sort)

        def rows() -> Iterator[Row]:
            for start in range(0, len(wanted), _PAGE):
                progress.report(start, len(wanted), "Đang xuất")
                page = wanted[start : start + _PAGE]
                uids = uids_of(session, kind, page)
                for row in values(session, kind, page, shown):
                    yield uids[row[0]], [_cell(kind, n, v, words) for n, v in zip(shown, row[1:], strict=True)]

        return write_list(target, kind.title, columns, rows(), own)


def _cell(kind: Kind[Any], name: str, value: Any, words: Vocabulary) -> object:
    if value is None or value == ():
        return None
    if isinstance(value, date | int) and isinstance(kind.field(name), Day | Whole):
        return value
    return kind.field(name).format(value, words)


def write_template(database: Database, kind: str, target: Path, *, unit_code: str = "", period: str = "") -> None:
    """Write the workbook a unit fills in for a period; taken back in, it needs no question."""
    found = kind_named(kind)
    if found not in IMPORTABLE:
        known = ", ".join(k.name for k in IMPORTABLE)
        raise Refused(f"Chưa có tệp mẫu cho “{found.title}”.", f"Các loại có tệp mẫu: {known}.")
    unit = hints_for(database, kind=kind, unit_code=unit_code, period=period).unit
    with database.reading() as session:
        words = read_vocabulary(session)
    asked = Period.parse(period) if period else None
    write_template_file(
        target, _template(found, words, words.units.by_key.get(unit) if unit is not None else None, asked)
    )


def _template(kind: Kind[Any], words: Vocabulary, unit: Entry | None, period: Period | None) -> Template:
    spec = spec_of(kind)
    first = period.start if period else date(2020, 1, 1)
    last = period.end if period else date(2025, 12, 31)
    columns = tuple(_template_column(spec.column(n), words, unit, first if period else None) for n in kind.template)
    place = unit.short or unit.label if unit else "……………"
    code = unit.code if unit else ""
    when = f" {period.label.upper()}" if period else " (KỲ: ……………)"
    return Template(
        sheet="Kiến nghị" if kind.name == "petition" else kind.title[:31],
        sender_lines=("ỦY BAN MTTQ VIỆT NAM", unit.label.upper() if unit else "……………", "BAN THƯỜNG TRỰC"),
        place=place, title=f"TỔNG HỢP {kind.title.upper()}{when}", columns=columns,
        identity=Identity(f"{kind.name}/{code}/{period.code if period else ''}", kind.name, _TEMPLATE_VERSION, code,
                          period.code if period else ""),
        first_day=first, last_day=last, notes=_NOTES,
    )  # fmt: skip


def _template_column(column: ColumnSpec, words: Vocabulary, unit: Entry | None, on: date | None) -> TemplateColumn:
    field = column.field
    choices = _choices(column, words, unit, on)
    return TemplateColumn(
        field.label, min(field.width, 50 if isinstance(field, Prose) and column.required else 20),
        column.required or column.expected, field.hint, choices,
        day=isinstance(field, Day), number=isinstance(field, Whole),
    )  # fmt: skip


def _choices(column: ColumnSpec, words: Vocabulary, unit: Entry | None, on: date | None) -> tuple[str, ...]:
    field = column.field
    if isinstance(field, UnitOf):
        inside = [e for e in words.units.entries if unit is not None and e.parent == unit.key and e.valid(on)]
        return tuple(sorted(e.label for e in inside))
    if isinstance(field, Coded):
        return tuple(e.label for e in field.lookup(words).entries if e.valid(on))[:_MOST_CHOICES]
    if isinstance(field, Link):
        found = [e.short or e.label for e in field.lookup(words).entries if e.valid(on)]
        return tuple(found) if len(found) <= _MOST_CHOICES else ()
    return ()


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
    headline = (
        f"“{name}”: {errors} lỗi cần sửa, {len(remarks) - errors} điều cần xem lại. Sửa các ô màu rồi gửi lại tệp."
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


_OURS = {"already_imported", "duplicate_in_store"}
"""What is no business of the sender's."""


def _remark(sheet: str, row: int | None, outcome: str, problem: Problem) -> Remark | None:
    if problem.severity is Severity.FACT or problem.code in _OURS:
        return None
    result = OUTCOME_LABELS[Outcome(outcome)] if outcome else ""
    return Remark(sheet, row, problem.cell, problem.is_error, problem.message, problem.proposal or "", result)
