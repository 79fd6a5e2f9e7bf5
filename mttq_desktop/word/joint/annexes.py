"""Annexes of the joint reports: figures by organisation, by district, by year, and who reported when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mttq_desktop.word.joint.charts import chart
from mttq_desktop.word.model import Align, Annex, Bar, Column, GroupRow, Paragraph, Part, Table, TableRow
from mttq_desktop.word.wording import Wording

_STT = Column("STT", 13, Align.CENTER)


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One indicator: its cells as printed, column by column, then the last ones (total, last year …)."""

    label: str
    measure: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Indicators of one content of the programme."""

    title: str
    lines: Sequence[FigureLine]


@dataclass(frozen=True)
class FigureTable:
    """Indicators as lines; `columns` are the captions of the cells, `group` stands above those of the bodies.

    `notes` say of each figure marked as typed what was counted, and why it was typed.
    """

    columns: Sequence[str]
    groups: Sequence[FigureGroup]
    bodies: int
    group: str = ""
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class UnitTable:
    """Units as lines, a few indicators as columns; the last line is the total. `head` is what the units are."""

    captions: Sequence[str]
    rows: Sequence[tuple[str, ...]]
    total: tuple[str, ...]
    head: str = "Huyện, thị xã, thành phố"
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sending:
    """One body and its report: when it came, under which number, in time or not; `period` is what it reported on."""

    body: str
    day: str
    number: str
    standing: str
    period: str = ""


@dataclass(frozen=True)
class Annexes:
    """What stands behind the report; an empty table gives no annex."""

    figures: FigureTable
    units: UnitTable | None = None
    sendings: Sequence[Sending] = ()
    sending_bars: Sequence[Bar] = ()


def annexes(data: Annexes, wording: Wording, document: str, places: Mapping[str, str]) -> tuple[Annex, ...]:
    """The annexes that have something to show, in their order."""
    first = wording.text(f"{document}.annex_typed", places)
    made: list[tuple[str, tuple[Part, ...]]] = [
        ("annex_figures", (_figures(data.figures), *_notes(first, data.figures.notes)))
    ]
    if data.units is not None and data.units.rows:
        table = _units(data.units, wording.text(f"{document}.total", places))
        made.append(("annex_units", (table, *_notes(first, data.units.notes))))
    if data.sendings:
        bars = chart("reports", data.sending_bars, wording, document, places)
        made.append(("annex_sendings", (*bars, _sendings(data.sendings))))
    attached = wording.text(f"{document}.annex_attached", places)
    return tuple(
        Annex(title=wording.text(f"{document}.{key}", places), attached=attached, parts=parts)
        for key, parts in made
    )  # fmt: skip


def _notes(first: str, notes: Sequence[str]) -> tuple[Part, ...]:
    return (Paragraph(first, italic=True), *(Paragraph(note) for note in notes)) if notes else ()


def _figures(data: FigureTable) -> Table:
    width = 152 / max(1, len(data.columns))
    columns = [_STT, Column("Nội dung, chỉ tiêu", 72), Column("ĐVT", 18, Align.CENTER)]
    columns += [Column(caption, width, Align.RIGHT, data.group or None if n < data.bodies else None)
                for n, caption in enumerate(data.columns)]  # fmt: skip
    rows: list[TableRow] = []
    number = 0
    for group in data.groups:
        rows.append(GroupRow(group.title))
        for line in group.lines:
            number += 1
            rows.append((str(number), line.label, line.measure, *line.cells))
    return Table(tuple(columns), rows)


def _units(data: UnitTable, total: str) -> Table:
    width = 180 / max(1, len(data.captions))
    columns = (_STT, Column(data.head, 52), *(Column(c, width, Align.RIGHT) for c in data.captions))
    rows = [(str(n), *row) for n, row in enumerate(data.rows, 1)]
    return Table(columns, rows, total=("", total, *data.total))


def _sendings(data: Sequence[Sending]) -> Table:
    columns = (_STT, Column("Đơn vị", 100), Column("Ngày gửi", 40, Align.CENTER), Column("Số báo cáo", 60),
               Column("Tình hình", 42, Align.CENTER))  # fmt: skip
    return Table(columns, list(_sending_rows(data)))


def _sending_rows(data: Sequence[Sending]) -> Iterator[TableRow]:
    """Reports on several periods stand below the names of these, counted anew."""
    periods = [(period, list(them)) for period, them in groupby(data, key=lambda s: s.period)]
    for period, them in periods:
        if len(periods) > 1:
            yield GroupRow(period)
        yield from ((str(n), s.body, s.day, s.number, s.standing) for n, s in enumerate(them, 1))
