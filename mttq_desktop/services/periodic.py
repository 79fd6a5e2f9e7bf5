"""Periodic reports of the organisations and units below (C18): receive, send back, accept, figures beside each other.

The latest version of a sender counts, earlier ones are kept. A figure has three states; what was counted
from records stands beside what was reported and is never written over it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Bad, Measure, Place, Vocabulary
from mttq_desktop.fields.measures import tidy
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.queries.expected import Expected, Standing, expected
from mttq_desktop.queries.indicators import BY_CODE, By, Value, table
from mttq_desktop.queries.indicators.counting import Narrow
from mttq_desktop.queries.indicators.model import Adds, Counted, Ratio, Worked, number, share
from mttq_desktop.queries.indicators.reported import reported
from mttq_desktop.queries.indicators.table import applies
from mttq_desktop.queries.reports import Sheet, figures_of, sheet, texts_of
from mttq_desktop.queries.rollup import Units, View
from mttq_desktop.records.periodic import (
    PERIODIC_REPORT,
    REPORT_FIGURE,
    REPORT_TEXT,
    FigureState,
    PeriodicReport,
    ReportState,
)
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import Draft, checked, existing, keep, move
from mttq_desktop.services.settings import read_settings
from mttq_desktop.services.wording import read_wording
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.dates import short
from mttq_desktop.text.fold import clean

ORIGIN = "periodic"
RETURN_PLACES = ("cơ quan ban hành", "nơi gửi", "số báo cáo", "ngày nhận", "kỳ", "lý do", "hạn")
"""Places of the words that go with a report sent back."""
DAYS_TO_MEND = 5
"""What is suggested to a sender whose report is sent back; the office may type another day."""


@dataclass(frozen=True, slots=True)
class Board:
    """Everybody who owes a report of a period; `due_on` is None for a period nobody reports on."""

    period: Period
    due_on: date | None
    senders: tuple[Expected, ...]

    def having(self, *standings: Standing) -> tuple[Expected, ...]:
        """Senders that stand so."""
        return tuple(s for s in self.senders if s.standing in standings)

    @property
    def received(self) -> tuple[Expected, ...]:
        """Something came."""
        return tuple(s for s in self.senders if s.received)

    @property
    def late(self) -> tuple[Expected, ...]:
        """Came late, or has not come although the day is past."""
        return tuple(s for s in self.senders if s.late and s.expected)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report as it came: the day, its own number and day, a note."""

    received_on: date
    number: str | None = None
    day: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """One figure as typed: a number, "không có" or "chưa báo cáo", and a note."""

    value: Value
    note: str | None = None


def board(session: Session, period: Period, today: date) -> Board:
    """Expected and received, organisation by organisation, unit by unit."""
    senders = expected(session, period, today)
    return Board(period, senders[0].due_on if senders else None, senders)


# ── receiving ──


def receive(database: Database, sender: Expected, arrival: Arrival, origin: str = ORIGIN) -> int:
    """A report came; a later sending is a version of its own that starts from the one before."""
    with database.writing(origin, f"{sender.name} gửi báo cáo {sender.period.label}") as writing:
        return keep_arrival(writing, vocabulary(writing.session), sender, arrival)


def keep_arrival(writing: Writing, words: Vocabulary, sender: Expected, arrival: Arrival) -> int:
    """The same inside an act."""
    before = sender.latest
    if before is not None and before.state == ReportState.ACCEPTED:
        raise Refused(f"Báo cáo của {sender.name} đã duyệt.", "Mở lại hoặc trả lại báo cáo đã duyệt rồi nhận bản mới.")
    awaited = before is not None and before.received_on is None
    values = {
        "organisation_id": sender.organisation_id, "unit_id": sender.unit_id, "period": sender.period.code,
        "version": 1 if before is None else before.version + (not awaited), "due_on": sender.due_on,
        "received_on": arrival.received_on, "number": arrival.number, "day": arrival.day, "note": arrival.note,
        "state": ReportState.RECEIVED.value,
    }  # fmt: skip
    draft = checked(PERIODIC_REPORT, values, words)
    report = keep(writing, draft, words, before.id if before is not None and awaited else None)
    if before is not None and not awaited:
        _carry_over(writing, words, before.id, report)
    return report


def _carry_over(writing: Writing, words: Vocabulary, before: int, report: int) -> None:
    """A mended report differs in little: what was typed before stands ready to be changed."""
    for f in figures_of(writing.session, before).values():
        _keep_figure(writing, words, report, f.code, TypedFigure(f.value, f.note), None, f.counted)
    for section, text in texts_of(writing.session, before).items():
        _keep_text(writing, words, report, section, text.body, None)


def send_back(database: Database, report_id: int, reason: str, day: date, origin: str = ORIGIN) -> None:
    """Return a report with the reason; it waits to be sent again."""
    if not reason.strip():
        raise Refused("Chưa ghi lý do trả lại.", "Ghi rõ cần bổ sung, chỉnh sửa điều gì.")
    with database.writing(origin, "Trả lại báo cáo định kỳ") as writing:
        words = vocabulary(writing.session)
        report = existing(writing.session, PERIODIC_REPORT, report_id)
        report.returned_reason, report.returned_on = reason.strip(), day
        writing.session.flush()
        move(writing, PERIODIC_REPORT, report_id, ReportState.RETURNED, words)
        writing.say(f"Trả lại báo cáo {Period.parse(report.period).label} của {_sender_name(words, report)}")


def accept(database: Database, report_id: int, origin: str = ORIGIN) -> None:
    """The report is complete; its figures count from now on."""
    _move(database, report_id, ReportState.ACCEPTED, "Duyệt", origin)


def reopen(database: Database, report_id: int, origin: str = ORIGIN) -> None:
    """Take an acceptance back, to change a figure."""
    _move(database, report_id, ReportState.RECEIVED, "Mở lại", origin)


def _move(database: Database, report_id: int, state: ReportState, verb: str, origin: str) -> None:
    with database.writing(origin, f"{verb} báo cáo định kỳ") as writing:
        words = vocabulary(writing.session)
        report = existing(writing.session, PERIODIC_REPORT, report_id)
        move(writing, PERIODIC_REPORT, report_id, state, words)
        writing.say(f"{verb} báo cáo {Period.parse(report.period).label} của {_sender_name(words, report)}")


def _sender_name(words: Vocabulary, report: PeriodicReport) -> str:
    if report.unit_id is not None:
        return words.units.label(report.unit_id)
    return words.target("organisation").short(report.organisation_id)


def letter_of_return(session: Session, report_id: int, reason: str, day: date) -> str:
    """The words that go with a report sent back; the office changes them with its other wording."""
    report = session.get_one(PeriodicReport, report_id)
    words, wording = vocabulary(session), read_wording(session)
    values = dict(zip(RETURN_PLACES, (
        read_settings(session).full_name, _sender_name(words, report),
        f"Báo cáo số {report.number}" if report.number else "báo cáo",
        short(report.received_on) if report.received_on else "…", Period.parse(report.period).label, reason.strip(),
        short(day + timedelta(days=DAYS_TO_MEND)),
    ), strict=True))  # fmt: skip
    parts = ("subject", "addressee", "received", "reason", "again")
    return "\n\n".join(wording.text(f"TRALAI.{part}", values) for part in parts)


# ── figures and words ──


def save_figures(
    database: Database, report_id: int, typed: Mapping[str, TypedFigure], origin: str = ORIGIN
) -> int:
    """Write what differs from what is kept; returns how many figures changed."""
    with database.writing(origin, "Ghi số liệu báo cáo") as writing:
        words = vocabulary(writing.session)
        report = _open_report(writing.session, report_id)
        held = figures_of(writing.session, report_id)
        changed = 0
        for code, figure in typed.items():
            before = held.get(code)
            if before is not None and (before.value, before.note) == (figure.value, figure.note):
                continue
            if before is None and figure == TypedFigure(Value(FigureState.MISSING)):
                continue
            _keep_figure(writing, words, report_id, code, figure, before.id if before else None)
            changed += 1
        writing.say(f"{_sender_name(words, report)}: ghi {changed} số liệu {Period.parse(report.period).label}")
    return changed


def _open_report(session: Session, report_id: int) -> PeriodicReport:
    report: PeriodicReport = existing(session, PERIODIC_REPORT, report_id)
    if report.state == ReportState.ACCEPTED:
        raise Refused("Báo cáo này đã duyệt nên không sửa số liệu.", "Bấm “Mở lại” rồi sửa, sau đó duyệt lại.")
    return report


def _keep_figure(
    writing: Writing, words: Vocabulary, report_id: int, code: str, figure: TypedFigure, record_id: int | None,
    counted: Decimal | None = None,
) -> None:  # fmt: skip
    values = {"indicator": code, "state": figure.value.state.value, "value": figure.value.amount, "note": figure.note}
    read = checked(REPORT_FIGURE, values, words)
    placed: dict[str, object] = {"report_id": report_id, "position": list(BY_CODE).index(code)}
    if counted is not None:
        placed["counted"] = counted
    keep(writing, Draft(REPORT_FIGURE, {**read.values, **placed}, read.problems), words, record_id)


def save_text(database: Database, report_id: int, section: str, body: str, origin: str = ORIGIN) -> None:
    """Keep the narrative of one section of the report."""
    with database.writing(origin, "Ghi lời văn báo cáo") as writing:
        words = vocabulary(writing.session)
        _open_report(writing.session, report_id)
        before = texts_of(writing.session, report_id).get(section)
        _keep_text(writing, words, report_id, section, body.strip(), before.id if before else None)


def _keep_text(
    writing: Writing, words: Vocabulary, report_id: int, section: str, body: str, record_id: int | None
) -> None:
    codes = [e.key for e in words.code_list("report_section").entries]
    position = codes.index(section) if section in codes else len(codes)
    values = {"section": section, "body": body, "report_id": report_id, "position": position}
    keep(writing, Draft(REPORT_TEXT, values), words, record_id)


def counted_of(session: Session, report: PeriodicReport, today: date) -> dict[str, tuple[Value, Value]]:
    """What our records count of this sender: in the period, and in the same period last year."""
    period = Period.parse(report.period)
    if report.unit_id is not None:
        narrow, by, key = Narrow(units=_versions(session, report.unit_id, period)), By.UNIT, report.unit_id
    else:
        assert report.organisation_id is not None
        narrow, by, key = Narrow(organisation=report.organisation_id), By.ORGANISATION, report.organisation_id
    codes = [code for code, one in BY_CODE.items() if applies(one, by) and not _from_reports(one)]
    found = table(session, period, today, by, [key], codes=codes, narrow=narrow, view=View.RECORDED)
    totals = {code: line.total for code, line in found.lines.items()}
    return {code: (cell.counted, cell.last_year) for code, cell in totals.items()}


def _versions(session: Session, unit: int, period: Period) -> tuple[int, ...]:
    """Every version whose records are this unit's: a district's communes, a commune's predecessors."""
    units = Units.read(session)
    return units.gathered(unit, units.own_view(unit), period.end) or (unit,)


def _from_reports(one: Counted) -> bool:
    """Known from reports alone: nothing of ours can stand beside."""
    return isinstance(one, Worked) and one.kind is PERIODIC_REPORT


def prefill(database: Database, report_id: int, today: date, origin: str = ORIGIN) -> int:
    """Fill figures nobody typed with what our records count; 0 is left for a person to say. Returns how many."""
    with database.writing(origin, "Điền số liệu đếm từ sổ") as writing:
        words = vocabulary(writing.session)
        report = _open_report(writing.session, report_id)
        held = figures_of(writing.session, report_id)
        filled = 0
        for code, (value, _) in counted_of(writing.session, report, today).items():
            before = held.get(code)
            empty = before is None or before.value.state is FigureState.MISSING
            if value.amount and empty:
                ident, note = (before.id, before.note) if before else (None, None)
                _keep_figure(writing, words, report_id, code, TypedFigure(value, note), ident, value.amount)
                filled += 1
        writing.say(f"{_sender_name(words, report)}: điền {filled} số liệu đếm từ sổ")
    return filled


def open_sheet(session: Session, report_id: int, today: date) -> Sheet:
    """One report with every indicator: reported, counted, last year."""
    report = session.get_one(PeriodicReport, report_id)
    return sheet(session, report, counted_of(session, report, today))


# ── all accepted reports together ──


def consolidated(session: Session, period: Period, by: By) -> dict[str, Value]:
    """Figures of all latest accepted reports of organisations (or units): added up, shares from their parts."""
    told = reported(session, list(BY_CODE), [period.code])
    found: dict[str, Value] = {}
    for code in BY_CODE:
        mine = [r.value for r in told.get(code, ()) if (r.sender[0] is None) is (by is By.UNIT)]
        found[code] = _together(code, mine)
    for code, one in BY_CODE.items():
        if isinstance(one, Ratio) and one.part in found and one.whole in found:
            parts = found[one.part], found[one.whole]
            found[code] = share(*parts) if parts[0].amount is not None else found[code]
    return found


def _together(code: str, values: Sequence[Value]) -> Value:
    """Nobody reported: "chưa báo cáo"; all said there is none: "không có"; shares without parts cannot be added."""
    amounts = [v.amount for v in values if v.amount is not None]
    one = BY_CODE[code]
    if isinstance(one, Ratio):
        return number(amounts[0]) if len(amounts) == 1 else Value(FigureState.MISSING)
    if amounts:
        least = isinstance(one, Worked) and one.adds is Adds.LEAST
        return number(min(amounts) if least else sum(amounts))
    nothing = any(v.state is FigureState.NONE for v in values)
    return Value(FigureState.NONE if nothing else FigureState.MISSING)


# ── figures as people type and read them ──

_FIGURE = Measure(label="Số liệu")
_NOTHING = frozenset({"-", "–", "—", "không", "không có", "ko", "x"})


def figure_text(value: Value) -> str:
    """1.234,5; "-" where there is none; nothing where nothing was reported (documents.md §3.3)."""
    if value.state is FigureState.NONE:
        return "-"
    return tidy(value.amount) if value.amount is not None else ""


def read_figure(text: str) -> Value:
    """The three states as typed: a number, "-" or "không có", or nothing. Raises Refused."""
    typed = clean(text)
    if not typed:
        return Value(FigureState.MISSING)
    if typed.casefold() in _NOTHING:
        return Value(FigureState.NONE)
    try:
        return number(_FIGURE.parse(typed, Place(Vocabulary())))
    except Bad as bad:
        raise Refused(bad.problem.message, "Gõ số, gõ - nếu không có, xóa trắng nếu chưa báo cáo.") from None
