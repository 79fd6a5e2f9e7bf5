"""Writing documents to Word files and looking at them before; one file for each body where there are several.

A letter already recorded keeps its number; a report on a period gets its number when it is first
written. What was never recorded is written as a draft, without number and day, and changes nothing. Reports that each
organisation signs itself are recorded without a number, which is given where they are signed.
"""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.queries.issued import report_letter
from mttq_desktop.queries.rollup import Choice
from mttq_desktop.records.office import Letter
from mttq_desktop.rules.period import Period
from mttq_desktop.services.acts import TO_WORD
from mttq_desktop.services.petitions.letters import Desk
from mttq_desktop.services.reports.drawing import Drawn, Paper
from mttq_desktop.services.reports.files import Written, keep_files
from mttq_desktop.services.reports.issuing import ORIGIN
from mttq_desktop.services.reports.outbox import outbox
from mttq_desktop.services.reports.register import ReportKind, report_named
from mttq_desktop.services.reports.sending import Outgoing
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.word.model import Document

_PART_WORDS = {"Q1": "quý", "Q2": "quý", "Q3": "quý", "Q4": "quý", "H1": "6 tháng", "H2": "6 tháng",
               "9M": "9 tháng", "Y": "cả năm", "span": "cả giai đoạn"}  # fmt: skip


def previews(
    database: Database, code: str, period: Period, today: date, *, list_petitions: bool | None = None,
    units_by: Choice | None = None,
) -> tuple[Drawn, ...]:  # fmt: skip
    """The documents as they would be written now; nothing is recorded."""
    kind = report_named(code)
    with database.reading() as session:
        letter = report_letter_of(session, kind, period)
        return _drawn(kind, period, Paper(session, today, letter, list_petitions, units_by))


def preview(
    database: Database, code: str, period: Period, today: date, *, which: int = 0, list_petitions: bool | None = None
) -> Document:
    """One of the documents as it would be written now."""
    return previews(database, code, period, today, list_petitions=list_petitions)[which].document


def report_letter_of(session: Session, kind: ReportKind, period: Period) -> Letter | None:
    """The number a report on this period already has."""
    return None if kind.several else report_letter(session, kind.code, period)


def _drawn(kind: ReportKind, period: Period, paper: Paper) -> tuple[Drawn, ...]:
    if period.part not in kind.parts:
        wanted = ", ".join(dict.fromkeys(_PART_WORDS[part] for part in kind.parts))
        advice = f"Chọn kỳ là {wanted} ở góc trên bên phải."
        raise Refused(f"Văn bản {kind.code} không lập cho {period.label}.", advice)
    found = kind.draw(paper, period)
    if not found:
        raise Refused(kind.nothing.format(kỳ=period.label), kind.advice)
    return paper.dressed(found)


def write_report(
    database: Database, code: str, period: Period, out: Path, today: date, progress: Progress | None = None, *,
    act: bool = False, list_petitions: bool | None = None, units_by: Choice | None = None,
) -> Written:  # fmt: skip
    """Write the documents of a period to `out`: a file, or for several bodies a folder of files.

    With `act` the letters are recorded too, in the same act: all that can be forwarded, reminded or told is. Without
    it, letters recorded before are written, and when there are none, drafts. Raises Refused when there is
    nothing to write, NotWritable, NoSpace; when anything fails nothing is recorded and no file stays.
    """
    kind, progress = report_named(code), progress or Progress()
    going = _going(database, kind, period, today) if act else None
    if going is None and (drafts := _drafts(database, kind, period, today)):
        with outbox(database, out) as box:
            paths = box.write(drafts, today, progress)
            box.put()
        return Written(paths, (), True)
    recorded_before = kind.several and kind.record is None and going is None
    origin = TO_WORD if recorded_before else ORIGIN
    with outbox(database, out) as box, database.writing(origin, f"Xuất {kind.code} {period.label}") as writing:
        if going is not None:
            going.record(writing)
        letter = None if kind.several else _numbered(writing, kind, period, today)
        if kind.record is not None:
            kind.record(writing, period, today)
        found = _drawn(kind, period, Paper(writing.session, today, letter, list_petitions, units_by))
        paths, letters = keep_files(box, writing, found, today, progress)
    return Written(paths, letters, False, writing.act)


def _going(database: Database, kind: ReportKind, period: Period, today: date) -> Outgoing | None:
    """What of a period is to go out now."""
    with database.reading() as session:
        return kind.issue(session, period, today) if kind.issue is not None else None


def _drafts(database: Database, kind: ReportKind, period: Period, today: date) -> tuple[Drawn, ...]:
    """Letters to several bodies, when none of them was recorded; a report for each body is recorded by writing it."""
    if not kind.several or kind.record is not None:
        return ()
    with database.reading() as session:
        found = _drawn(kind, period, Paper(session, today))
    return found if all(d.draft for d in found) else ()


def _numbered(writing: Writing, kind: ReportKind, period: Period, today: date) -> Letter:
    """The letter of a report on a period: the one it has, dated today, or a new one with the next number."""
    letter = report_letter(writing.session, kind.code, period)
    if letter is None or letter.year != today.year:
        title = f"{kind.title} {period.label}"
        return Desk.of(writing.session, today).letter(writing, kind.code, today, None, title, period=period.code)
    letter.day = today
    return letter
