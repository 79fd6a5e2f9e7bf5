"""Workbooks out: lists, the template a unit fills in, and the copy that goes back with its bad cells marked."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Refused, Severity, Unreadable
from mttq_desktop.excel.cells import DAY_FORMAT
from mttq_desktop.excel.identity import Identity
from mttq_desktop.excel.listing import ListColumn, ListSheet, Row, sheet_name, write_list
from mttq_desktop.excel.marked_copy import MarkRequest, Remark
from mttq_desktop.excel.own_list import OwnList
from mttq_desktop.excel.running import mark_file
from mttq_desktop.excel.sender import given_values
from mttq_desktop.excel.spec import ColumnSpec, TableSpec
from mttq_desktop.excel.template import Template, TemplateColumn, TemplatePart
from mttq_desktop.excel.template import write_template as write_template_file
from mttq_desktop.fields import (
    Coded,
    Day,
    Entry,
    Field,
    Link,
    Lookup,
    Measure,
    Money,
    PeriodOf,
    Prose,
    UnitOf,
    Vocabulary,
    Whole,
    Year,
    YesNo,
)
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.importing import batch_outcomes
from mttq_desktop.queries.listing import Filter, Sort, codes_inside, ids, parts_of, uids_of, values
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.records.register import kind_named
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing import OUTCOME_LABELS, FilePreview, Outcome, hints_for, preview
from mttq_desktop.services.importing.originals import kept_original
from mttq_desktop.services.tables import IMPORTABLE, part_spec, spec_of
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
                    yield uids[row[0]], [_cell(kind, n, v, words) for n, v in zip(shown, row[1:], strict=True)]

        return write_list(target, kind.title, columns, rows(), own, beside)


def _told(kind: Kind[Any], names: Sequence[str], personal: bool) -> list[str]:
    return [n for n in names if personal or not kind.field(n).personal]


def _columns(kind: Kind[Any], shown: Sequence[str]) -> list[ListColumn]:
    return [ListColumn(kind.field(n).label, kind.field(n).width) for n in shown]


def _own_list(kind: Kind[Any], shown: Sequence[str]) -> OwnList:
    columns = tuple((kind.field(n).label, n) for n in shown)
    return OwnList(kind.name, columns, tuple(sheet_name(_part_title(p)) for p in kind.parts))


def _part_title(part: Part) -> str:
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
                    yield [names[record], *(_cell(kind, n, v, words) for n, v in zip(shown, row[1:], strict=True))]

    return ListSheet(_part_title(part), columns, rows())


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


def _cell(kind: Kind[Any], name: str, value: Any, words: Vocabulary) -> object:
    field = kind.field(name)
    if value is None or value == ():
        return None
    if isinstance(value, date | int) and isinstance(field, Day | Whole):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return field.format(value, words)


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
    filler = _Filler(words, words.units.by_key.get(unit) if unit is not None else None, asked)
    write_template_file(target, _template(found, filler))


@dataclass(frozen=True)
class _Filler:
    """Who fills a template in, and for which period."""

    words: Vocabulary
    unit: Entry | None
    period: Period | None

    @property
    def on(self) -> date | None:
        """The day on which names must be valid."""
        return self.period.start if self.period else None

    def given(self, spec: TableSpec) -> Collection[str]:
        """Columns that need no filling in, because the template itself says them."""
        unit = int(self.unit.key) if self.unit else None
        return given_values(spec, unit, self.period.code if self.period else "", self.words.units)


def _template(kind: Kind[Any], filler: _Filler) -> Template:
    spec, unit, period = spec_of(kind), filler.unit, filler.period
    specs = [(p, part_spec(kind, p)) for p in kind.parts]
    columns = _template_columns(spec, [n for n in kind.template if n in spec.names], filler)
    parts = [(p, s, _template_columns(s, s.names, filler)) for p, s in specs]
    code, when = unit.code if unit else "", f" {period.label.upper()}" if period else " (KỲ: ……………)"
    known = [(spec.kind, c.heading, name) for name, c in columns.items()]
    known += [(s.kind, c.heading, name) for _, s, own in parts for name, c in own.items()]
    return Template(
        sheet="Kiến nghị" if kind.name == "petition" else sheet_name(kind.title),
        sender_lines=("ỦY BAN MTTQ VIỆT NAM", unit.label.upper() if unit else "……………", "BAN THƯỜNG TRỰC"),
        place=(unit.short or unit.label) if unit else "……………", title=f"TỔNG HỢP {kind.title.upper()}{when}",
        columns=tuple(columns.values()),
        identity=Identity(f"{kind.name}/{code}/{period.code if period else ''}", kind.name, _TEMPLATE_VERSION, code,
                          period.code if period else "", tuple(known)),
        first_day=period.start if period else date(2020, 1, 1), last_day=period.end if period else date(2025, 12, 31),
        notes=_NOTES, parts=tuple(_template_part(kind, p, tuple(own.values())) for p, _, own in parts),
    )  # fmt: skip


def _template_part(owner: Kind[Any], part: Part, columns: tuple[TemplateColumn, ...]) -> TemplatePart:
    note = f"Mỗi dòng thuộc một {owner.one} của trang đầu; ghi lại số thứ tự (STT) của {owner.one} đó ở cột đầu."
    return TemplatePart(sheet_name(_part_title(part)), _part_title(part).upper(), columns, note)


def _template_columns(spec: TableSpec, names: Sequence[str], filler: _Filler) -> dict[str, TemplateColumn]:
    given = filler.given(spec)
    return {n: _template_column(spec.column(n), filler, given=n in given) for n in names}


def _template_column(column: ColumnSpec, filler: _Filler, *, given: bool) -> TemplateColumn:
    field = column.field
    needed = (column.required or column.expected) and not given
    return TemplateColumn(
        field.label, min(field.width, 50 if isinstance(field, Prose) and column.required else 20), needed, field.hint,
        _choices(column, filler), bounded=column.bounded, **_number(field),
    )  # fmt: skip


def _number(field: Field[Any]) -> dict[str, Any]:
    """How Excel shows and checks the values of a column; text unless they are days or numbers."""
    if isinstance(field, Day):
        return {"format": DAY_FORMAT}
    if isinstance(field, Money):
        return {"format": "#,##0", "whole": True, "least": field.least}
    if isinstance(field, Year):
        return {"format": "0", "whole": True, "least": field.least, "most": field.most}
    if isinstance(field, Whole):
        return {"format": "General", "whole": True, "least": field.least}
    return {"format": "General", "least": int(field.least)} if isinstance(field, Measure) else {}


def _choices(column: ColumnSpec, filler: _Filler) -> tuple[str, ...]:
    field, on, words = column.field, filler.on, filler.words
    if isinstance(field, UnitOf):
        return _units(column, filler)
    if isinstance(field, YesNo):
        return (field.format(True, words), field.format(False, words))
    if isinstance(field, PeriodOf) and filler.period:
        return tuple(Period.parse(code).label for code in codes_inside(filler.period))
    if isinstance(field, Coded):
        return tuple(e.label for e in field.lookup(words).entries if e.valid(on))[:_MOST_CHOICES]
    if isinstance(field, Link):
        lookup = field.lookup(words)
        found = [_name(lookup, e, on) for e in lookup.entries if e.valid(on)]
        return tuple(found) if len(found) <= _MOST_CHOICES else ()
    return ()


def _name(lookup: Lookup, entry: Entry, on: date | None) -> str:
    """The short name, unless others bear it too."""
    return entry.short if entry.short and len(lookup.find(entry.short, on)) == 1 else entry.label


def _units(column: ColumnSpec, filler: _Filler) -> tuple[str, ...]:
    """The sender's communes, and where the column takes any unit the sender itself; districts for no sender."""
    unit, level = filler.unit, column.unit_level
    entries = [e for e in filler.words.units.entries if e.valid(filler.on)]
    if unit is None:
        return tuple(e.label for e in entries if not level and e.level == "district")
    own = [unit.label] if level in ("", unit.level) else []
    return (*own, *sorted(e.label for e in entries if e.parent == unit.key))[:_MOST_CHOICES]


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
