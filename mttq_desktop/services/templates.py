"""The workbook a unit fills in for a period: its drop-downs, and the records it is asked to bring up to date."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mttq_desktop.errors import Refused
from mttq_desktop.excel.cells import DAY_FORMAT
from mttq_desktop.excel.identity import Identity
from mttq_desktop.excel.listing import sheet_name
from mttq_desktop.excel.sender import given_values
from mttq_desktop.excel.spec import TEMPLATE_VERSION, ColumnSpec, TableSpec
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
from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.queries.prefilling import BESIDE, OF, Prefilled, prefilled
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.records.register import kind_named
from mttq_desktop.rules.period import Period
from mttq_desktop.services.exporting import cell_value, part_title
from mttq_desktop.services.importing import hints_for
from mttq_desktop.services.tables import IMPORTABLE, part_spec, spec_of
from mttq_desktop.store.database import Database

_NOTES = ("Cột có dấu * phải ghi. Mỗi dòng một nội dung. Ngày ghi như 5/3/2024. Chọn trong danh sách xổ xuống nếu có.",)
_FILLED = "Dòng có sẵn là hồ sơ đang theo dõi: chỉ sửa ô có thay đổi, ghi thêm dòng mới ở dưới."
_STATED = "Ghi một số; ghi “không có” khi không có, không áp dụng; để trống khi chưa báo cáo."
_MOST_CHOICES = 400


def write_template(database: Database, kind: str, target: Path, *, unit_code: str = "", period: str = "") -> None:
    """Write the workbook a unit fills in for a period; taken back in, it needs no question.

    Records the unit is asked about again stand in it, each known by a hidden column.
    """
    found = kind_named(kind)
    if found not in IMPORTABLE:
        known = ", ".join(k.name for k in IMPORTABLE)
        raise Refused(f"Chưa có tệp mẫu cho “{found.title}”.", f"Các loại có tệp mẫu: {known}.")
    unit = hints_for(database, kind=kind, unit_code=unit_code, period=period).unit
    asked = Period.parse(period) if period else None
    with database.reading() as session:
        words = read_vocabulary(session)
        filler = _Filler(words, words.units.by_key.get(unit) if unit is not None else None, asked)
        filled = prefilled(session, found, unit, asked, words.units) if asked else Prefilled()
    write_template_file(target, _template(found, filler, filled))


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


def _template(kind: Kind[Any], filler: _Filler, known: Prefilled) -> Template:
    spec, unit, period = spec_of(kind), filler.unit, filler.period
    specs = [(p, part_spec(kind, p)) for p in kind.parts]
    columns = _template_columns(spec, [n for n in kind.template if n in spec.names], filler)
    parts = [(p, s, _template_columns(s, s.names, filler)) for p, s in specs]
    code, when = unit.code if unit else "", f" {period.label.upper()}" if period else " (KỲ: ……………)"
    fields = [(spec.kind, c.heading, name) for name, c in columns.items()]
    fields += [(s.kind, c.heading, name) for _, s, own in parts for name, c in own.items()]
    rows = [(uid, _cells(kind, columns, values, filler)) for uid, values in known.rows]
    return Template(
        sheet="Kiến nghị" if kind.name == "petition" else sheet_name(kind.title),
        sender_lines=("ỦY BAN MTTQ VIỆT NAM", unit.label.upper() if unit else "……………", "BAN THƯỜNG TRỰC"),
        place=(unit.short or unit.label) if unit else "……………", title=f"TỔNG HỢP {kind.title.upper()}{when}",
        columns=tuple(columns.values()),
        identity=Identity(f"{kind.name}/{code}/{period.code if period else ''}", kind.name, TEMPLATE_VERSION, code,
                          period.code if period else "", tuple(fields), keyed=True),
        first_day=period.start if period else date(2020, 1, 1), last_day=period.end if period else date(2025, 12, 31),
        notes=(*_NOTES, _FILLED) if rows else _NOTES, rows=tuple(rows),
        parts=tuple(_template_part(kind, p, own, filler, known) for p, _, own in parts),
    )  # fmt: skip


def _cells(
    kind: Kind[Any], columns: dict[str, TemplateColumn], values: dict[str, Any], filler: _Filler
) -> Sequence[object]:
    return [cell_value(kind, n, values[n], filler.words) if n in values else None for n in columns]


def _template_part(
    owner: Kind[Any], part: Part, columns: dict[str, TemplateColumn], filler: _Filler, known: Prefilled
) -> TemplatePart:
    note = f"Mỗi dòng thuộc một {owner.one} của trang đầu; ghi lại số thứ tự (STT) của {owner.one} đó ở cột đầu."
    rows = known.parts.get(part.name, ())
    shown = [name for name in BESIDE if any(name in values for values in rows)]
    beside = tuple(TemplateColumn(name, 18, format="General") for name in shown)
    made = [
        [values.get(OF), *_cells(part.kind, columns, values, filler)[1:], *(values.get(name) for name in shown)]
        for values in rows
    ]
    title = part_title(part)
    return TemplatePart(sheet_name(title), title.upper(), (*columns.values(), *beside), note, tuple(made))


def _template_columns(spec: TableSpec, names: Sequence[str], filler: _Filler) -> dict[str, TemplateColumn]:
    given = filler.given(spec)
    return {n: _template_column(spec.column(n), filler, given=n in given) for n in names}


def _template_column(column: ColumnSpec, filler: _Filler, *, given: bool) -> TemplateColumn:
    field = column.field
    needed = (column.required or column.expected) and not given
    most = 50 if isinstance(field, Prose | Coded) and column.required else 20
    return TemplateColumn(
        field.label, min(field.width, most), needed, _STATED if column.state[0] else field.hint,
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
