"""The column "Ghi chú" of the joint reports: how a figure was corrected, what a body remarked, who told nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from mttq_desktop.queries.expected import Expected, Standing
from mttq_desktop.queries.indicators import Cell, Line, Table, counted_once, last_told, stands
from mttq_desktop.queries.reports import remarks_of
from mttq_desktop.records.periodic import FigureState
from mttq_desktop.services.reports.joint_figures import COUNTED, figure_in_words, typed_by_hand
from mttq_desktop.word.model import joined, listing

WHOLE = "Tổng"
_SENDINGS = "E05."
Told = Mapping[str, Sequence[tuple[int, str]]]
"""By indicator: an organisation, and what it remarked."""


def remarks_of_bodies(session: Session, senders: Sequence[Expected]) -> Told:
    """What the organisations remarked on the figures of their latest reports; sent back ones tell nothing."""
    latest = {
        e.report_id: e.organisation_id
        for e in senders
        if e.report_id is not None and e.organisation_id is not None and e.standing is not Standing.RETURNED
    }
    found: dict[str, list[tuple[int, str]]] = {}
    for code, report, note in remarks_of(session, list(latest)):
        found.setdefault(code, []).append((latest[report], note))
    return found


def sent_back(senders: Sequence[Expected]) -> Mapping[str, Sequence[str]]:
    """Who of those that sent, in time or late, is to send again: the board of the report tells them apart."""
    back = [e for e in senders if e.standing is Standing.RETURNED]
    return {f"{_SENDINGS}{n}": [e.name for e in back if e.late is late] for n, late in ((1, False), (2, True))}


@dataclass(frozen=True)
class Remarks:
    """`names` are the columns by organisation, one without a name is the only one; `whose` ends the whole's key.

    `back` are those whose report an indicator counts, though it was returned since.
    """

    names: Mapping[int, str]
    told: Told = field(default_factory=dict)
    whose: str = ""
    back: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def of(self, line: Line) -> str:
        """Of one indicator, its figures in the unit in which they stand in the table; each remark on a line."""
        return listing((*self._corrections(line), *self._of_bodies(line), *self._untold(line), *self._back(line)), "\n")

    def _corrections(self, line: Line) -> Iterator[str]:
        """What was counted where a figure was typed over it, and why."""
        cells = [(name, f"/o{key}", line.at(key)) for key, name in self.names.items() if name]
        for name, part, cell in (*cells, (WHOLE if cells else "", self.whose, line.total)):
            if typed_by_hand(cell):
                yield _corrected(name, cell, line.code + part)

    def _back(self, line: Line) -> Iterator[str]:
        if names := self.back.get(line.code):
            yield f"Tính cả báo cáo đã trả lại, chờ gửi lại: {', '.join(names)}"

    def _of_bodies(self, line: Line) -> Iterator[str]:
        """Bodies that remark the same stand together."""
        saying: dict[str, dict[str, None]] = {}
        for key, note in self.told.get(line.code, ()):
            if key in self.names:
                saying.setdefault(note, {})[self.names[key]] = None
        for note, names in saying.items():
            head = ", ".join(filter(None, names))
            yield f"{head}: {note}" if head else note

    def _untold(self, line: Line) -> Iterator[str]:
        """Who told nothing where others did; where nobody did the line is empty, which says it."""
        silent = [name for key, name in self.names.items() if _missing(line.at(key))]
        if silent and len(silent) < len(self.names):
            yield f"Chưa báo cáo: {', '.join(silent)}"


def of_years(line: Line, years: Sequence[Table], measure: str) -> str:
    """Of one indicator over the years of a span: what was corrected, and why the total is not their sum."""
    cells = {t.period.year: t.lines[line.code].total for t in years}
    typed = [_corrected(str(y), c, f"{line.code}/y{y}") for y, c in cells.items() if typed_by_hand(c)]
    if typed_by_hand(line.total) and line.total.typed not in [cell.typed for cell in cells.values()]:
        return listing((*typed, _corrected(WHOLE, line.total, line.code)), "\n")
    return listing((*typed, *_not_the_sum(line, years, measure)), "\n")


def _not_the_sum(line: Line, years: Sequence[Table], measure: str) -> Iterator[str]:
    if stands(line.code):
        if (last := last_told(line.code, years)) is not None:
            yield f"Cột Tổng ghi số của năm {last.period.year}"
    elif counted_once(line.code):
        told = sum(t.lines[line.code].total.shown.amount or 0 for t in years)
        if told != (line.total.shown.amount or 0):
            yield f"Có trong nhiều năm thì cột Tổng chỉ đếm một lần ({measure})"
    elif line.code.startswith(_SENDINGS):
        yield "Tính cả báo cáo 6 tháng và báo cáo năm"


def _missing(cell: Cell) -> bool:
    return cell.shown.state is FigureState.MISSING


def _corrected(name: str, cell: Cell, key: str) -> str:
    assert cell.typed is not None
    counted = figure_in_words(cell.counted, f"{key}/{COUNTED}")
    return joined(f"{name}: sổ đếm " if name else "Sổ đếm ", counted, f"; {cell.typed.note.rstrip('.')}")
