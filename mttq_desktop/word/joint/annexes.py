"""Annexes of the joint reports: figures by organisation, by district, by year, and who reported when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mttq_desktop.word.joint.charts import chart
from mttq_desktop.word.model import Align, Annex, Bar, Column, GroupRow, Paragraph, Part, Table, TableRow
from mttq_desktop.word.wording import Wording

_STT = Column("STT", 13, Align.CENTER)
_WIDE_MM = 228.0


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One indicator: its cells as printed, column by column, then the last ones (total, last year …); what is to be
    remarked."""

    label: str
    measure: str
    cells: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Indicators of one content of the programme."""

    title: str
    lines: Sequence[FigureLine]


@dataclass(frozen=True)
class FigureTable:
    """Indicators as lines; `columns` are the captions of the cells, `group` stands above those of the bodies.

    The last column is for remarks; one that `may_be_bare` has it only where there is a remark. `marked`: figures
    marked as typed stand in it. `silent` are bodies whose report is not there.
    """

    columns: Sequence[str]
    groups: Sequence[FigureGroup]
    bodies: int
    group: str = ""
    may_be_bare: bool = False
    marked: bool = False
    silent: Sequence[str] = ()

    @property
    def remarked(self) -> bool:
        """It has a column for remarks."""
        return not self.may_be_bare or any(line.remark for group in self.groups for line in group.lines)


@dataclass(frozen=True)
class UnitTable:
    """Units as lines, a few indicators as columns; the last line is the total. `head` is what the units are.

    `notes` say of each figure marked as typed what was counted, and why it was typed.
    """

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
    below = _of_the_whole(data.figures, wording, document, places)
    made: list[tuple[str, tuple[Part, ...]]] = [("annex_figures", (_figures(data.figures), *below))]
    if data.units is not None and data.units.rows:
        table = _units(data.units, wording.text(f"{document}.total", places))
        first = wording.lines(f"{document}.annex_typed", places)
        made.append(("annex_units", (table, *_notes(first, data.units.notes))))
    if data.sendings:
        bars = chart("reports", data.sending_bars, wording, document, places)
        made.append(("annex_sendings", (*bars, _sendings(data.sendings))))
    attached = wording.text(f"{document}.annex_attached", places)
    return tuple(
        Annex(title=wording.text(f"{document}.{key}", places), attached=attached, parts=parts)
        for key, parts in made
    )  # fmt: skip


def _of_the_whole(
    data: FigureTable, wording: Wording, document: str, places: Mapping[str, str]
) -> tuple[Paragraph, ...]:
    """What is said of the table as a whole."""
    said = wording.lines(f"{document}.annex_marked", places) if data.marked else ()
    if data.silent:
        said += wording.lines(f"{document}.annex_silent", {**places, "đơn vị chưa gửi": ", ".join(data.silent)})
    return tuple(Paragraph(line, italic=True) for line in said)


def _notes(first: Sequence[str], notes: Sequence[str]) -> tuple[Part, ...]:
    told = (*(Paragraph(line, italic=True) for line in first), *(Paragraph(note) for note in notes))
    return told if notes else ()


def _figures(data: FigureTable) -> Table:
    label, number, beside = _widths(data)
    columns = [Column("STT", 10, Align.CENTER), Column("Nội dung, chỉ tiêu", label), Column("ĐVT", 17, Align.CENTER)]
    columns += [Column(caption, number, Align.RIGHT, data.group or None if n < data.bodies else None)
                for n, caption in enumerate(data.columns)]  # fmt: skip
    columns += [Column("Ghi chú", beside)] if data.remarked else []
    rows: list[TableRow] = []
    count = 0
    for group in data.groups:
        rows.append(GroupRow(group.title))
        for line in group.lines:
            count += 1
            remark = (line.remark,) if data.remarked else ()
            rows.append((str(count), line.label, line.measure, *line.cells, *remark))
    return Table(tuple(columns), rows)


def _widths(data: FigureTable) -> tuple[float, float, float]:
    """Of the label, of a number, of the remark: shares of what a page lying on its side has beside STT and ĐVT."""
    few = len(data.columns) < 5
    number = 24.0 if few else 14.6
    left = _WIDE_MM - number * len(data.columns)
    return (0.55 * left, number, 0.45 * left) if data.remarked else (left, number, 0.0)


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
