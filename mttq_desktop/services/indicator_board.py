"""Every indicator by organisation or by unit, with what was typed over it: for the window, the command line, Excel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.fields.measures import tidy
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.queries.indicators import BY_CODE, MISSING, By, Cell, Figure, Table, Value, counted, table
from mttq_desktop.queries.indicators.counting import EVERYTHING, Narrow
from mttq_desktop.queries.indicators.named import Named, named
from mttq_desktop.queries.indicators.overriding import Own, Typed, typed_over
from mttq_desktop.queries.rollup import Choice, Standpoint, Units, View
from mttq_desktop.records.periodic import OVERRIDE, FigureState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import Draft, checked, keep, trash
from mttq_desktop.services.plain_tables import Cell as Plain
from mttq_desktop.services.plain_tables import PlainTable
from mttq_desktop.store.database import Database
from mttq_desktop.text.fold import clean

ORIGIN = "overrides"
Key = int | None
TOTAL = "Tổng số"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an indicator: an organisation or unit, or (`own` without either) the whole.

    `why_not` says why no figure can be typed here, "" when one can.
    """

    key: Key
    name: str
    cell: Cell
    own: Own
    why_not: str = ""
    whole: bool = False


@dataclass(frozen=True)
class IndicatorBoard:
    """All indicators of a period by organisation or by unit; `organisation` narrows units to its records."""

    period: Period
    by: By
    table: Table
    names: Mapping[Key, str]
    indicators: tuple[Named, ...]
    seen: Standpoint | None = None
    organisation: int | None = None

    def rows(self, code: str) -> tuple[Row, ...]:
        """The lines of one indicator, those of no column where they have anything, then the whole."""
        line = self.table.lines[code]
        own = [k for k in self._keys(line.cells) if k in self.table.keys or _has_something(line.at(k))]
        rows = [Row(k, self.name(k), line.at(k), self._own(code, k), self._why_not(k)) for k in own]
        whole = Own(code, self.organisation, None)
        return (*(rows if line.cells else ()), Row(None, TOTAL, line.total, whole, "", True))

    def _keys(self, cells: Mapping[Key, Cell]) -> tuple[Key, ...]:
        if self.seen is not None:
            return self.seen.lines(cells)
        return (*self.table.keys, *(k for k in cells if k not in self.table.keys))

    def name(self, key: Key) -> str:
        """A line as people read it."""
        if self.seen is not None:
            return self.seen.name(key)
        return self.names.get(key, "Chưa ghi tổ chức")

    def _own(self, code: str, key: Key) -> Own:
        return Own(code, key, None) if self.by is By.ORGANISATION else Own(code, self.organisation, key)

    def _why_not(self, key: Key) -> str:
        if key is None:
            return "Dòng này gom hồ sơ chưa ghi đơn vị hoặc tổ chức; bổ sung trong hồ sơ."
        if self.seen is None:
            return ""
        units = self.seen.units
        then = units.gathered(key, units.own_view(key), self.period.end)
        if set(self.seen.gathered(key)) == set(then):
            return ""
        return "Đơn vị này gộp nhiều đơn vị của kỳ báo cáo; chọn “Theo huyện cũ” rồi ghi đè từng đơn vị."

    def behind(self, session: Session, row: Row, today: date) -> Figure:
        """The figure of a line with the records behind it."""
        view, day = (self.seen.view, self.seen.day) if self.seen else (View.DISTRICT, self.period.end)
        unit = row.key if self.by is By.UNIT else None
        organisation = row.key if self.by is By.ORGANISATION else self.organisation
        return counted(session, row.own.code, self.period, today, organisation=organisation, unit=unit, view=view,
                       on=day)  # fmt: skip

    def as_table(self) -> PlainTable:
        """Every indicator as a row: what is shown for each column, the whole, cumulative and last year."""
        cells = {key for line in self.table.lines.values() for key in line.cells if _has_something(line.cells[key])}
        keys = self._keys(dict.fromkeys(cells, Cell(MISSING, MISSING, MISSING)))
        last = (TOTAL, "Lũy kế", "Cùng kỳ năm trước")
        captions = ("Chỉ tiêu", "Mã", "Đơn vị tính", *(self.name(k) for k in keys), *last)
        rows: list[tuple[Plain, ...]] = []
        for one in (i for i in self.indicators if i.code in self.table.lines):
            line = self.table.lines[one.code]
            whole = (line.total.shown, line.total.cumulative, line.total.last_year)
            values = [*(line.at(k).shown for k in keys), *whole]
            rows.append((one.label, one.code, one.measure, *map(plain, values)))
        return PlainTable(f"Chỉ tiêu {self.period.label}", captions, rows)

    def line_table(self, code: str) -> PlainTable:
        """One indicator: every line with what was counted, typed, cumulative, last year, reported, and the note."""
        captions = ("Nơi", "Trong kỳ", "Đếm từ sổ", "Lũy kế", "Cùng kỳ năm trước", "Đơn vị báo cáo", "Lý do ghi đè")
        one = next(i for i in self.indicators if i.code == code)
        rows = [
            (r.name, *map(plain, (r.cell.shown, r.cell.counted, r.cell.cumulative, r.cell.last_year, r.cell.reported)),
             r.cell.typed.note if r.cell.typed else "")
            for r in self.rows(code)
        ]  # fmt: skip
        return PlainTable(f"{code} {one.label}", captions, rows)


def _has_something(cell: Cell) -> bool:
    values = (cell.shown, cell.counted, cell.cumulative, cell.last_year, cell.reported)
    return any(v.amount for v in values) or cell.typed is not None


def plain(value: Value) -> Plain:
    """A number; "-" where there is none; nothing where nothing was reported."""
    if value.state is FigureState.NONE:
        return "-"
    return value.amount


def board(
    session: Session, period: Period, today: date, by: By, choice: Choice, organisation: int | None = None
) -> IndicatorBoard:
    """Count every indicator for all columns at once."""
    indicators = tuple(one for one in named(session) if one.code in BY_CODE)
    codes = [one.code for one in indicators]
    words = vocabulary(session).target("organisation")
    names: dict[Key, str] = {int(e.key): e.short or e.label for e in words.entries}
    if by is By.ORGANISATION:
        keys = tuple(int(e.key) for e in words.entries if e.valid(period.end))
        found = table(session, period, today, by, keys, codes=codes)
        return IndicatorBoard(period, by, found, names, indicators)
    seen = Units.read(session).seen(choice, period, today)
    narrow = EVERYTHING if organisation is None else Narrow(organisation)
    found = table(session, period, today, by, seen.keys, view=seen.view, on=seen.day, codes=codes, narrow=narrow)
    return IndicatorBoard(period, by, found, names, indicators, seen, organisation)


# ── typing over ──


@dataclass(frozen=True, slots=True)
class Overriding:
    """A figure to be typed over a counted one."""

    own: Own
    value: Value
    note: str


def type_over(database: Database, period: Period, wanted: Overriding, today: date, origin: str = ORIGIN) -> int:
    """Keep a figure over the counted one, with its reason; one typed before is changed. Returns its record."""
    if not clean(wanted.note):
        raise Refused("Chưa ghi lý do ghi đè.", "Ghi số này lấy ở đâu, ví dụ “Báo cáo giấy số 12/BC-HND”.")
    if wanted.value.state is FigureState.MISSING:
        raise Refused("Chưa ghi số.", "Gõ số, hoặc gõ - nếu không có; muốn dùng lại số đếm thì bỏ ghi đè.")
    own = wanted.own
    with database.writing(origin, f"Ghi đè chỉ tiêu {own.code} {period.label}") as writing:
        words = vocabulary(writing.session)
        before = typed_over(writing.session, period, [own.code]).get(own)
        values = {
            "indicator": own.code, "period": period.code, "organisation_id": own.organisation, "unit_id": own.unit,
            "state": wanted.value.state.value, "value": wanted.value.amount, "note": clean(wanted.note),
        }  # fmt: skip
        read = checked(OVERRIDE, values, words)
        said = own_count(writing.session, period, own, today)
        draft = Draft(OVERRIDE, {**read.values, "counted": said.amount}, read.problems)
        return keep(writing, draft, words, before.record if before else None)


def own_count(session: Session, period: Period, own: Own, today: date) -> Value:
    """What records count where a figure is typed."""
    units = Units.read(session)
    view = units.own_view(own.unit) if own.unit is not None else View.DISTRICT
    return counted(
        session, own.code, period, today, organisation=own.organisation, unit=own.unit, view=view
    ).counted


def take_back(database: Database, typed: Typed, origin: str = ORIGIN) -> None:
    """The counted figure stands again; what was typed lies in the trash."""
    with database.writing(origin, "Bỏ số ghi đè") as writing:
        trash(writing, OVERRIDE, [typed.record])


def in_words(value: Value) -> str:
    """A figure as people read it."""
    said = {FigureState.NONE: "không có", FigureState.MISSING: "chưa có số liệu"}
    return said.get(value.state) or tidy(value.amount or Decimal(0))
