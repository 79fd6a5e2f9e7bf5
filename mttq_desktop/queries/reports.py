"""One periodic report as its page shows it: every indicator with what was reported, counted, and a year before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.queries.indicators.model import MISSING, NONE, Value, number
from mttq_desktop.queries.topics import report_parts
from mttq_desktop.records.periodic import (
    FigureState,
    Indicator,
    PeriodicReport,
    ReportFigure,
    ReportState,
    ReportText,
)
from mttq_desktop.rules.period import Period


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure as kept with a report; `counted` is what records said when it was filled in."""

    id: int
    code: str
    value: Value
    note: str | None
    counted: Decimal | None


@dataclass(frozen=True, slots=True)
class Text:
    """The narrative of one section."""

    id: int
    body: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One indicator of a report."""

    code: str
    section: str
    label: str
    measure: str
    reported: Value
    note: str | None
    counted: Value
    last_year: Value

    @property
    def difference(self) -> Value:
        """Reported less counted, where both are numbers."""
        if self.reported.amount is None or self.counted.amount is None:
            return NONE
        return number(self.reported.amount - self.counted.amount)


@dataclass(frozen=True)
class Sheet:
    """One report: the record, its lines in the order of the programme, its narrative by section.

    `parts` are the sections it is asked for, key and title, in their order.
    """

    report: PeriodicReport
    lines: tuple[SheetLine, ...]
    texts: Mapping[str, str]
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def accepted(self) -> bool:
        """Figures are closed until it is opened again."""
        return self.report.state == ReportState.ACCEPTED

    def line(self, code: str) -> SheetLine:
        """The line of one indicator."""
        return next(line for line in self.lines if line.code == code)


def figures_of(session: Session, report: int) -> dict[str, Kept]:
    """Live figures of a report by indicator."""
    f = ReportFigure
    statement = (
        select(f.id, f.indicator, f.state, f.value, f.note, f.counted)
        .where(f.report_id == report, f.deleted_on.is_(None)).order_by(f.id)
    )  # fmt: skip
    return {
        code: Kept(i, code, Value(FigureState(state), value), note, counted)
        for i, code, state, value, note, counted in session.execute(statement)
    }


def remarks_of(session: Session, reports: Sequence[int]) -> Iterator[tuple[str, int, str]]:
    """Indicator, report and what was remarked on its figure, report by report."""
    f = ReportFigure
    statement = (
        select(f.indicator, f.report_id, f.note)
        .where(f.report_id.in_(reports), f.deleted_on.is_(None), f.note.is_not(None), f.note != "").order_by(f.id)
    )  # fmt: skip
    rows = [(code, report, note) for code, report, note in session.execute(statement) if note is not None]
    return iter(sorted(rows, key=lambda row: reports.index(row[1])))


def texts_of(session: Session, report: int) -> dict[str, Text]:
    """Narratives of a report by section."""
    t = ReportText
    statement = select(t.id, t.section, t.body).where(t.report_id == report, t.deleted_on.is_(None)).order_by(t.id)
    return {section: Text(i, body) for i, section, body in session.execute(statement)}


def sheet(session: Session, report: PeriodicReport, counted: Mapping[str, tuple[Value, Value]]) -> Sheet:
    """Every indicator of the form, those outside it only where something was reported."""
    held, before = figures_of(session, report.id), _last_year(session, report)
    i = Indicator
    statement = (
        select(i.code, i.section, i.label, i.measure, i.in_report).where(i.deleted_on.is_(None)).order_by(i.position)
    )
    lines = []
    for code, section, label, measure, asked in session.execute(statement):
        kept = held.get(code)
        if not asked and kept is None:
            continue
        now, year_ago = counted.get(code, (NONE, NONE))
        lines.append(SheetLine(code, section, label, measure, kept.value if kept else MISSING,
                               kept.note if kept else None, now, before.get(code, year_ago)))  # fmt: skip
    texts = {s: t.body for s, t in texts_of(session, report.id).items()}
    return Sheet(report, tuple(lines), texts, report_parts(session, Period.parse(report.period), texts))


def _last_year(session: Session, report: PeriodicReport) -> dict[str, Value]:
    """What the same sender reported a year before: the latest accepted version."""
    r = PeriodicReport
    period = Period.parse(report.period).same_last_year().code
    latest = session.scalar(
        select(r.id)
        .where(r.period == period, r.organisation_id.is_not_distinct_from(report.organisation_id),
               r.unit_id.is_not_distinct_from(report.unit_id), r.state == ReportState.ACCEPTED.value,
               r.deleted_on.is_(None))
        .order_by(r.version.desc()).limit(1)
    )  # fmt: skip
    return {code: kept.value for code, kept in figures_of(session, latest).items()} if latest is not None else {}
