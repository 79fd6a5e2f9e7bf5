"""What a list tells beside each record and a part keeps: the help given to a household, with its worth.

The list says it for its period, so a row of the part of the same year and sort is the same one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.excel.spec import TableSpec
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import parts_of, values
from mttq_desktop.records.kind import Kind
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing.marks import some_of
from mttq_desktop.services.importing.model import SheetPreview
from mttq_desktop.services.importing.row import Outcome, RowPreview
from mttq_desktop.services.importing.rows import Rows
from mttq_desktop.services.layouts import Beside, layout_of

Told = Mapping[str, Any]
Change = dict[str, tuple[Any, Any]]
_TOGETHER = 500


def beside_of(spec: TableSpec | None) -> Beside | None:
    """What lists of this table tell beside its records."""
    return layout_of(spec.kind).beside if spec is not None else None


def settle_beside(sheet: SheetPreview, row: RowPreview, vocabulary: Vocabulary) -> None:
    """What makes no row of the part, for want of its sort or of a year, stays with the record as a line of its note."""
    told = beside_of(sheet.spec)
    assert sheet.spec is not None
    if told is None or (row.values.get(_sort(told)) is not None and _year(sheet) is not None):
        return
    for name in told.columns:
        if (value := row.values.pop(name, None)) is not None:
            column = sheet.spec.column(name)
            line = f"{column.field.label}: {column.field.format(value, vocabulary)}"
            before = row.values.get(column.kept_in)
            row.values[column.kept_in] = f"{before}\n{line}" if before else line


def _sort(told: Beside) -> str:
    """The column that says what was given."""
    return next(iter(told.columns))


def _year(sheet: SheetPreview) -> int | None:
    return Period.parse(sheet.period).start.year if sheet.period else None


class Given:
    """Rows of the part that some records have already."""

    def __init__(self, session: Session, kind: Kind[Any], records: Iterable[int]) -> None:
        told = layout_of(kind.name).beside
        self._told = told
        self._rows: dict[int, list[Told]] = {}
        if told is None:
            return
        part = kind.part(told.part)
        names = (*told.columns.values(), told.day)
        owners = {i: o for o, ids in parts_of(session, part, sorted(set(records))).items() for i in ids}
        for some in some_of(list(owners), _TOGETHER):
            for row in values(session, part.kind, some, names):
                one = {"id": row[0], **dict(zip(names, row[1:], strict=True))}
                self._rows.setdefault(owners[row[0]], []).append(one)

    def changes(self, sheet: SheetPreview, row: RowPreview, record: int) -> Change:
        """{column: (old, new)} of what a row tells and the record's part does not."""
        if self._told is None or row.values.get(_sort(self._told)) is None:
            return {}
        same = self._same(sheet, row, record)
        news = {n: row.values[n] for n in self._told.columns if row.values.get(n) is not None}
        if not same:
            return {n: (None, new) for n, new in news.items()}
        if len(same) > 1 or self._says_all(same[0], news):
            return {}
        return {n: (same[0][self._told.columns[n]], new) for n, new in news.items() if n != _sort(self._told)}

    def _says_all(self, one: Told, news: Told) -> bool:
        assert self._told is not None
        return all(one[self._told.columns[n]] == new for n, new in news.items())

    def _same(self, sheet: SheetPreview, row: RowPreview, record: int) -> list[Told]:
        assert self._told is not None
        sort = self._told.columns[_sort(self._told)]
        wanted = row.values.get(_sort(self._told))
        rows = self._rows.get(record, ())
        return [r for r in rows if r[sort] == wanted and r[self._told.day].year == _year(sheet)]

    def one(self, sheet: SheetPreview, row: RowPreview) -> int | None:
        """The part's row that a changed row is about, None where it makes a new one."""
        same = self._same(sheet, row, row.record) if row.record is not None else []
        return same[0]["id"] if same else None


def beside_rows(
    session: Session, sheet: SheetPreview, new: Iterable[RowPreview], changed: Sequence[RowPreview], today: date
) -> SheetPreview | None:
    """The rows of the part that some rows of a sheet bring along, as a sheet of their own."""
    told = beside_of(sheet.spec)
    year = _year(sheet)
    if told is None or year is None or sheet.kind is None:
        return None
    part = sheet.kind.part(told.part)
    given = Given(session, sheet.kind, [r.record for r in changed if r.record is not None])
    made = [_new(told, sheet, r, today) for r in new if r.values.get(_sort(told)) is not None]
    for row in changed:
        if not row.changes.keys() & told.columns.keys():
            continue
        known = given.one(sheet, row)
        made.append(_new(told, sheet, row, today) if known is None else _renewed(told, row, known))
    return replace(sheet, kind=part.kind, part=part, rows=Rows(made)) if made else None


def _new(told: Beside, sheet: SheetPreview, row: RowPreview, today: date) -> RowPreview:
    period = Period.parse(sheet.period)
    known = {part: row.values.get(own) for part, own in told.shared.items()}
    own = {part: row.values.get(name) for name, part in told.columns.items()}
    day = min(max(today, period.start), period.end)
    return RowPreview(row.number, Outcome.NEW, values={**known, **own, told.day: day}, owner=row)


def _renewed(told: Beside, row: RowPreview, known: int) -> RowPreview:
    changes = {told.columns[n]: pair for n, pair in row.changes.items() if n in told.columns}
    return RowPreview(row.number, Outcome.CHANGED, changes=changes, record=known, owner=row)
