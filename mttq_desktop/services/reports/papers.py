"""Documents of one record: which there are, what is missing, looking at them and issuing them to Word files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from json import loads
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.queries.cases import case
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.office import Letter
from mttq_desktop.services.keeping import amend
from mttq_desktop.services.numbering import is_taken
from mttq_desktop.services.office import told_by_programme
from mttq_desktop.services.petitions.letters import Desk, with_numbers
from mttq_desktop.services.reports.drawing import About, Drawn, Paper
from mttq_desktop.services.reports.files import Written, keep_files
from mttq_desktop.services.reports.gaps import Gap, unlisted_signer
from mttq_desktop.services.reports.issued import Moved, moved_since
from mttq_desktop.services.reports.matter import Matter, RecordDocument
from mttq_desktop.services.reports.narratives import keep_typed, typed_for
from mttq_desktop.services.reports.outbox import outbox
from mttq_desktop.services.reports.paper_register import PAPERS
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.numbers import whole
from mttq_desktop.word.model import Signature

ORIGIN = "papers"


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything about one document of one record as of now: sheets, what is missing, what was issued."""

    drawn: tuple[Drawn, ...]
    gaps: tuple[Gap, ...]
    letters: tuple[Letter, ...]
    moved: tuple[Moved, ...]


def papers_of(kind: Kind[Any]) -> tuple[RecordDocument, ...]:
    """The documents records of a kind have."""
    return tuple(d for d in PAPERS if d.of(kind))


def paper_named(code: str, kind: Kind[Any] | None = None) -> RecordDocument:
    """The document of a code; an unknown one is told what there is."""
    wanted = code.strip().upper()
    for document in PAPERS:
        if document.code == wanted and (kind is None or document.of(kind)):
            return document
    known = ", ".join(d.code for d in (PAPERS if kind is None else papers_of(kind))) or "không có"
    raise Refused(f"Không lập “{code}” từ {kind.one if kind else 'hồ sơ'}.", f"Các văn bản lập được: {known}.")


def prepare(database: Database, code: str, kind: Kind[Any], record_id: int, today: date) -> Prepared:
    """The document as it would be issued now, with what the person should know; nothing is recorded."""
    with database.reading() as session:
        matter = matter_of(session, code, kind, record_id, today)
        drawn = draw(matter)
        letters = tuple(_letters(matter, drawn))
        return Prepared(drawn, tuple(_gaps(matter, drawn)), letters, tuple(_moved(matter, letters)))


def matter_of(session: Session, code: str, kind: Kind[Any], record_id: int, today: date) -> Matter:
    """The record at hand; refused when it has no such document now."""
    found = Matter(Paper(session, today), case(session, kind, record_id), paper_named(code, kind))
    if why := found.document.refusal(found.case.values):
        raise Refused(f"Chưa lập được {found.document.title}: {why}", "Ghi thêm vào phiếu rồi làm lại.")
    return found


def draw(matter: Matter) -> tuple[Drawn, ...]:
    """Its sheets; refused when there is nothing to write."""
    found = tuple(matter.document.draw(matter))
    if not found:
        raise Refused(matter.document.nothing or "Chưa có nội dung để lập văn bản.", "Ghi thêm vào phiếu rồi làm lại.")
    return matter.paper.dressed(found)


def texts_of(database: Database, code: str, kind: Kind[Any], record_id: int) -> Mapping[str, str]:
    """Texts typed for this document and record, by part."""
    with database.reading() as session:
        return typed_for(session, code, f"{kind.name}/{record_id}")


def keep_text(database: Database, code: str, kind: Kind[Any], record_id: int, part: str, text: str) -> None:
    """Keep a text typed for this document and record."""
    keep_typed(database, code, f"{kind.name}/{record_id}", part, text, f"Soạn lời văn {code} {kind.one}", ORIGIN)


def write_paper(
    database: Database, code: str, kind: Kind[Any], record_id: int, out: Path, today: date,
    progress: Progress | None = None,
) -> Written:  # fmt: skip
    """Give numbers where there are none and write the files in one act; when anything fails, nothing stays.

    Raises Refused when there is nothing to write, NotWritable, NoSpace.
    """
    title = paper_named(code, kind).title
    with outbox(database, out) as box, database.writing(ORIGIN, "") as writing:
        matter = matter_of(writing.session, code, kind, record_id, today)
        for about in dict.fromkeys(d.about for d in draw(matter)):
            assert about is not None
            _number(writing, matter, about)
        found = draw(matter_of(writing.session, code, kind, record_id, today))
        paths, written = keep_files(box, writing, found, today, progress or Progress())
        letters = [writing.session.get_one(Letter, i) for i in dict.fromkeys(written)]
        writing.say(with_numbers(f"Phát hành {code} {title}", _sheets(len(paths), len(letters)), letters))
    return Written(paths, tuple(x.id for x in letters), False, writing.act)


def _sheets(files: int, letters: int) -> str:
    return "văn bản" if files == letters else f"số, {whole(files)} tờ:"


def _number(writing: Writing, matter: Matter, about: About) -> None:
    """The letter of this paper: the one there is, as the record has it now, or a new one with its number."""
    document, letter = matter.document, matter.letter(about)
    number, day = matter.own(about)
    day = day or (letter.day if letter else matter.paper.today)
    if letter is None:
        letter = Desk.of(writing.session, day).letter(
            writing, document.code, day, number or None, document.title, out=True,
            about_kind=about.kind, about_id=about.id, authority_id=about.authority_id,
        )  # fmt: skip
    else:
        letter.day, letter.number = day, number or letter.number
    writing.session.flush()
    _tell_record(writing, matter, letter)
    if document.after is not None:
        document.after(writing, matter, letter)


def _tell_record(writing: Writing, matter: Matter, letter: Letter) -> None:
    """What was given at issuing stands in the record, so that nobody types it again."""
    if not matter.document.takes(matter.case.values):
        return
    given = {matter.document.number: letter.number, matter.document.day: letter.day}
    changes = {n: v for n, v in given.items() if n and matter.case.values.get(n) in (None, "")}
    if changes:
        amend(writing, matter.case.kind, matter.case.id, changes, matter.paper.vocabulary)


def _letters(matter: Matter, drawn: Sequence[Drawn]) -> Iterator[Letter]:
    abouts = dict.fromkeys(d.about for d in drawn if d.about is not None)
    return (letter for about in abouts if (letter := matter.letter(about)) is not None)


def _gaps(matter: Matter, drawn: Sequence[Drawn]) -> Iterator[Gap]:
    kind = matter.case.kind
    yield from _numbers_used_twice(matter, drawn)
    for name in matter.document.wanted:
        part = next((p for p in kind.parts if p.name == name), None)
        if part is not None and not matter.rows(name):
            yield Gap(f"Chưa có dòng nào ở “{part.title or part.kind.title}”.")
        elif part is None and matter.value(name) in (None, "", ()):
            yield Gap(f"Chưa ghi {kind.field(name).label.lower()}.")
    yield from (Gap(text) for text in matter.document.gaps(matter))
    unlisted = told_by_programme(matter.paper.session, matter.paper.desk.settings, matter.paper.today)
    if any(isinstance(d.document.closing, Signature) and d.document.closing.name == unlisted for d in drawn):
        yield from unlisted_signer(unlisted)
    empty = [p.title for p in matter.document.narrative if not matter.typed.get(p.name)]
    if empty:
        yield Gap("Chưa soạn lời văn: " + "; ".join(empty) + " (để trống thì dùng câu mặc định).")


def _numbers_used_twice(matter: Matter, drawn: Sequence[Drawn]) -> Iterator[Gap]:
    """The record's number stays on the paper, which may be out already; the person is told."""
    for about in dict.fromkeys(d.about for d in drawn if d.about is not None):
        (number, day), letter = matter.own(about), matter.letter(about)
        year = (day or matter.paper.today).year
        if number and is_taken(matter.paper.session, year, number, letter.id if letter else None):
            yield Gap(f"Số {number} cũng là số của một văn bản khác trong năm {year}; xem lại số trong phiếu.")


def _moved(matter: Matter, letters: Sequence[Letter]) -> Iterator[Moved]:
    """Counts of the record that are others than when its newest letter was written."""
    newest = max(letters, key=lambda x: x.id, default=None)
    if newest is not None:
        yield from moved_since(loads(newest.figures), matter.figures)
