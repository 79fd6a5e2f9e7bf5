"""All indicators side by side: by organisation or by unit, three values each, with what was reported and typed over."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.queries.indicators.catalogue import BY_CODE, EVERY, HELPERS, measure_of
from mttq_desktop.queries.indicators.counting import EVERYTHING, Key, Narrow, Tally, behind, tally
from mttq_desktop.queries.indicators.model import (
    MISSING,
    NONE,
    Adds,
    By,
    Counted,
    Distinct,
    Figure,
    Measure,
    Ratio,
    Reading,
    Scope,
    Sum,
    Value,
    Window,
    Worked,
    number,
    share,
    windows,
)
from mttq_desktop.queries.indicators.overriding import (
    ADDED,
    SHARED,
    Columns,
    Overrides,
    Own,
    Typed,
    shown,
    typed_over,
    whole_of,
)
from mttq_desktop.queries.indicators.reported import reported
from mttq_desktop.queries.indicators.since import Since
from mttq_desktop.queries.rollup import Standpoint, Units, View
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.periodic import FigureState
from mttq_desktop.records.programme import Programme
from mttq_desktop.rules.period import Period


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one column: counted in the three scopes, reported by the body itself, typed over."""

    counted: Value
    cumulative: Value
    last_year: Value
    reported: Value = MISSING
    typed: Typed | None = None

    @property
    def shown(self) -> Value:
        """What stands in a report: typed over, else counted."""
        return self.typed.value if self.typed else self.counted

    @property
    def difference(self) -> Value:
        """Reported less counted, where both are numbers."""
        return _less(self.reported, self.counted)

    @property
    def change(self) -> Value:
        """Shown less the same period last year, where both are numbers."""
        return _less(self.shown, self.last_year)


def _less(first: Value, second: Value) -> Value:
    if first.amount is None or second.amount is None:
        return NONE
    return number(first.amount - second.amount)


NOTHING = Cell(NONE, NONE, NONE)


@dataclass(frozen=True)
class Line:
    """One indicator over all columns, and in all."""

    code: str
    cells: Mapping[Key, Cell]
    total: Cell

    def at(self, key: Key) -> Cell:
        """The cell of a column; a column the indicator does not know is "không áp dụng"."""
        return self.cells.get(key, NOTHING)

    def each(self, change: Callable[[Cell], Cell]) -> "Line":
        """The line with every cell changed."""
        return replace(self, cells={key: change(cell) for key, cell in self.cells.items()}, total=change(self.total))


@dataclass(frozen=True)
class Table:
    """Every indicator of a period; `keys` are the columns (organisations or units) in their order."""

    period: Period
    by: By
    keys: tuple[int, ...]
    lines: Mapping[str, Line] = field(default_factory=dict)


def programme_begins(session: Session, period: Period) -> date | None:
    """First day of the programme whose span holds the period; "lũy kế từ đầu giai đoạn" starts there."""
    p = Programme
    spans = session.scalars(select(p.period).where(p.deleted_on.is_(None)).order_by(p.in_force.desc(), p.period.desc()))
    for code in spans:
        span = Period.parse(code)
        if span.start <= period.start and period.end <= span.end:
            return span.start
    return None


def table(
    session: Session, period: Period, today: date, by: By, keys: Sequence[int], *, view: View = View.DISTRICT,
    on: date | None = None, codes: Iterable[str] | None = None, narrow: Narrow = EVERYTHING, in_span: bool = False,
) -> Table:  # fmt: skip
    """Count everything at once. Units are gathered by `view` as of `on` (the period's last day).

    `in_span`: one year beside others of a span, in which every report counts.
    """
    wanted = [BY_CODE[c] for c in codes] if codes is not None else list(EVERY)
    spans = windows(period, programme_begins(session, period), today, in_span)
    found = tally(session, _measures(wanted), spans, by, narrow)
    seen = Standpoint(Units.read(session), view, on or period.end, tuple(keys)) if by is By.UNIT else None
    if seen is not None:
        found = _gathered(found, seen)
    lines = {one.code: _line(one, found, keys, by) for one in wanted}
    if narrow == EVERYTHING:
        lines = _with_reported(session, lines, period, seen, wanted)
    if narrow.units is None:
        columns = Columns(by, period, seen, narrow.organisation, partial(_count, session, period, today))
        lines = _with_overrides(session, lines, columns, wanted)
    lines = _since(session, lines, spans)
    before, asked = period.same_last_year(), [one.code for one in wanted]
    if narrow.units is None and typed_over(session, before, asked):
        told = table(session, before, today, by, keys, view=view, on=on or period.end, codes=asked, narrow=narrow)
        lines = {code: _as_told(line, told.lines[code]) for code, line in lines.items()}
    return Table(period, by, tuple(keys), lines)


def _as_told(line: Line, before: Line) -> Line:
    """The same period last year as its own report told it, typed figures included."""
    cells = {
        key: replace(cell, last_year=before.cells[key].shown) if key in before.cells else cell
        for key, cell in line.cells.items()
    }  # fmt: skip
    return replace(line, cells=cells, total=replace(line.total, last_year=before.total.shown))


def _since(session: Session, lines: Mapping[str, Line], spans: Mapping[Scope, Window]) -> dict[str, Line]:
    """What the file was not kept for yet is missing, no nought: the whole line, sums are made of its columns."""
    since = Since.read(session)
    return {code: _line_since(line, BY_CODE[code], since, spans) for code, line in lines.items()}


def _line_since(line: Line, one: Counted, since: Since, spans: Mapping[Scope, Window]) -> Line:
    total = line.total
    if not since.says(one, spans[Scope.PERIOD], total.counted):
        line = line.each(lambda cell: replace(cell, counted=MISSING))
    if not since.says(one, spans[Scope.LAST_YEAR], total.last_year):
        line = line.each(lambda cell: replace(cell, last_year=MISSING))
    return line


def _count(session: Session, period: Period, today: date, own: Own) -> Value:
    """What records count of an organisation, of a unit as it stood at the period's end, or of both."""
    one, window = BY_CODE[own.code], windows(period, None, today)[Scope.PERIOD]
    units = Units.read(session) if own.unit is not None else None
    gathered = units.gathered(own.unit, units.own_view(own.unit), period.end) if units and own.unit else None
    found = tally(session, _measures([one]), {Scope.PERIOD: window}, None, Narrow(own.organisation, gathered))
    return _value(one, found, Scope.PERIOD, None, whole=True)


def _measures(wanted: Sequence[Counted]) -> list[Measure]:
    """What must be counted for these, the parts of ratios included, each once."""
    needed: dict[str, Measure] = {}
    for one in wanted:
        for code in (one.part, one.whole) if isinstance(one, Ratio) else (one.code,):
            measure = HELPERS.get(code) or BY_CODE[code]
            assert not isinstance(measure, Ratio), code
            needed[code] = measure
    return list(needed.values())


def _gathered(found: Tally, seen: Standpoint) -> Tally:
    known = {key for one in found.values() for key in one.keys}
    target = {key: seen.target(key) for key in known}
    return {place: one.moved(target) for place, one in found.items()}


def applies(one: Counted, by: By) -> bool:
    """The indicator has figures of its own by organisation (or by unit)."""
    measure = measure_of(one)
    if isinstance(measure, Worked):
        return measure.by_organisation if by is By.ORGANISATION else measure.by_unit
    assert isinstance(measure, Sum | Distinct)
    return (measure.rows.organisation if by is By.ORGANISATION else measure.rows.unit) is not None


def _line(one: Counted, found: Tally, keys: Sequence[int], by: By) -> Line:
    total = _cell(one, found, None, whole=True)
    if not applies(one, by):
        return Line(one.code, {}, total)
    extra = _without_column(one, found, keys)
    return Line(one.code, {key: _cell(one, found, key) for key in (*keys, *extra)}, total)


def _cell(one: Counted, found: Tally, key: Key, *, whole: bool = False) -> Cell:
    now, cumulative, before = (_value(one, found, scope, key, whole=whole) for scope in Scope)
    return Cell(now, cumulative, before)


def _without_column(one: Counted, found: Tally, keys: Sequence[int]) -> list[Key]:
    """What belongs to no column (no organisation named, a unit of another time) keeps its place in the sum."""
    codes = (one.part, one.whole) if isinstance(one, Ratio) else (one.code,)
    seen = {key for code in codes for scope in Scope for key in found[code, scope].keys}
    return sorted(seen - set(keys), key=lambda k: (k is None, k or 0))


def _value(one: Counted, found: Tally, scope: Scope, key: Key, *, whole: bool = False) -> Value:
    def of(code: str) -> Value:
        gathered = found[code, scope]
        return gathered.total() if whole else gathered.at(key)

    return share(of(one.part), of(one.whole)) if isinstance(one, Ratio) else of(one.code)


def _with_reported(
    session: Session, lines: dict[str, Line], period: Period, seen: Standpoint | None, wanted: Sequence[Counted]
) -> dict[str, Line]:
    """What each body says of itself, beside what was counted of it."""
    told = reported(session, [one.code for one in wanted], [period.code])
    for code, several in told.items():
        by_key: dict[Key, list[Value]] = {}
        for one in several:
            key = one.sender[0] if seen is None else seen.target(one.sender[1])
            if key is not None:
                by_key.setdefault(key, []).append(one.value)
        line = lines[code]
        cells = dict(line.cells)
        for key, values in by_key.items():
            cells[key] = replace(cells.get(key, NOTHING), reported=_together(code, values))
        lines[code] = replace(line, cells=cells, total=replace(line.total, reported=_sum_of(code, cells)))
    return lines


def _together(code: str, values: Sequence[Value]) -> Value:
    """Reports of several bodies under one column: added up where that means something."""
    amounts = [v.amount for v in values if v.amount is not None]
    if len(values) == 1 or not amounts:
        return values[0]
    return number(sum(amounts)) if adds_up(code) else MISSING


def _sum_of(code: str, cells: Mapping[Key, Cell]) -> Value:
    """Reported figures of all columns added up; shares and smallest values do not add."""
    amounts = [c.reported.amount for c in cells.values() if c.reported.amount is not None]
    return number(sum(amounts)) if amounts and adds_up(code) else MISSING


def adds_up(code: str) -> bool:
    """Figures of the columns make that of the whole by adding; shares and smallest values do not."""
    one = BY_CODE[code]
    return not isinstance(one, Ratio) and not (isinstance(one, Worked) and one.adds is Adds.LEAST)


def _with_overrides(
    session: Session, lines: dict[str, Line], columns: Columns, wanted: Sequence[Counted]
) -> dict[str, Line]:
    """Typed figures over the counted ones; sums and shares follow what is shown."""
    typed = typed_over(session, columns.period, [one.code for one in wanted])
    touched = {own.code for own in typed}
    for code in touched:
        lines[code] = _line_over(lines[code], typed, columns)
    for one in wanted:
        if isinstance(one, Ratio) and {one.part, one.whole} & touched and {one.part, one.whole} <= lines.keys():
            lines[one.code] = _ratio_over(one, lines)
    return lines


def _line_over(line: Line, typed: Overrides, columns: Columns) -> Line:
    adds = adds_up(line.code)
    cells, total, moved = dict(line.cells), line.total, Decimal(0)
    for key, over in shown(line.code, typed, columns, adds=adds).items():
        before = cells.get(key, NOTHING)
        cells[key] = replace(before, typed=over.over(before.counted))
        moved += (cells[key].shown.amount or 0) - (before.counted.amount or 0)
    whole = whole_of(line.code, typed, columns)
    if whole is None and moved and adds and total.counted.amount is not None:
        whole = Typed(number(total.counted.amount + moved), ADDED)
    return replace(line, cells=cells, total=replace(total, typed=whole) if whole else total)


def _ratio_over(one: Ratio, lines: Mapping[str, Line]) -> Line:
    """A share of typed figures is a share of what is shown, unless it was typed itself."""
    line, part, whole = lines[one.code], lines[one.part], lines[one.whole]

    def over(cell: Cell, first: Cell, second: Cell) -> Cell:
        if cell.typed is not None or (first.typed is None and second.typed is None):
            return cell
        return replace(cell, typed=Typed(share(first.shown, second.shown), SHARED))

    keys = {*line.cells, *part.cells, *whole.cells}
    cells = {key: over(line.at(key), part.at(key), whole.at(key)) for key in keys}
    return Line(one.code, cells, over(line.total, part.total, whole.total))


NOWHERE: Final = 0
"""Stands for the records that name no unit."""


def counted(
    session: Session, code: str, period: Period, today: date, *, organisation: int | None = None,
    unit: int | None = None, scope: Scope = Scope.PERIOD, view: View = View.DISTRICT, on: date | None = None,
    in_span: bool = False,
) -> Figure:  # fmt: skip
    """One figure, and the records behind it; of an organisation, of a unit as it stands in a view, or of both.

    With `NOWHERE` for a unit, what names no unit.
    """
    one = BY_CODE[code]
    window = windows(period, programme_begins(session, period), today, in_span)[scope]
    narrow = _narrow(session, organisation, unit, view, on or period.end)
    asked = [by for by, key in ((By.ORGANISATION, organisation), (By.UNIT, unit)) if key is not None]
    if not all(applies(one, by) for by in asked):
        return Figure(code, None, FigureState.NONE, NONE)
    found = tally(session, _measures([one]), {scope: window}, None, narrow)
    value = _value(one, found, scope, None, whole=True)
    value = value if Since.read(session).says(one, window, value) else MISSING
    typed = typed_over(session, period, [code]) if scope is Scope.PERIOD else {}
    over = typed.get(Own(code, organisation, unit))
    shown = over.value if over else value
    behind_it = _behind(session, one, window, narrow)
    return Figure(code, shown.amount, shown.state, value, over.note if over else None, _kind(one), behind_it,
                  window.last)  # fmt: skip


def behind_totals(session: Session, period: Period, today: date, codes: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The records behind the total of each of these indicators."""
    window = windows(period, programme_begins(session, period), today)[Scope.PERIOD]
    reading = Reading(session)
    return {code: behind(session, measure_of(BY_CODE[code]), window, reading=reading) for code in codes}


def kind_of(code: str) -> Kind[Any]:
    """The kind of record an indicator counts."""
    return _kind(BY_CODE[code])


def _narrow(session: Session, organisation: int | None, unit: int | None, view: View, on: date) -> Narrow:
    if unit is None:
        return Narrow(organisation)
    return Narrow(organisation, Units.read(session).gathered(unit, view, on) if unit != NOWHERE else (None,))


def _kind(one: Counted) -> Kind[Any]:
    measure = measure_of(one)
    return measure.kind if isinstance(measure, Worked) else measure.rows.kind


def _behind(session: Session, one: Counted, window: Window, narrow: Narrow) -> tuple[int, ...]:
    """Rows of a share are those of its part."""
    return behind(session, measure_of(one), window, narrow)
