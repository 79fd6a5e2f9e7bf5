"""Petitions of a file that likely say what a kept one, or another row of these files, says already.

Each is told with what it is like, so that the person decides whether the two become one when the file is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from mttq_desktop.errors import Cancelled, Problem, Severity
from mttq_desktop.queries.near import Kept, Near, Tick, likely_repeats
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.services.importing.row import LIKELY, Like, RowPreview
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database
from mttq_desktop.text.numbers import whole

MOST, LONGEST = 5_000, 50_000
"""Rows of a sheet among which repeats are looked for as it is read, and when a person asks for it: five seconds for
20,000 rows. Those of a still longer one are found when it is written."""
_TEXT, _EVERY = "content", 500


@dataclass(frozen=True)
class _Petitions:
    """The petitions of one sheet."""

    file: FilePreview
    sheet: SheetPreview
    places: Sequence[int]
    texts: Sequence[str]

    def row(self, at: int) -> RowPreview:
        """One of them."""
        return self.sheet.rows.row(self.places[at])


def look_for_likes(database: Database, file: FilePreview, progress: Progress) -> int:
    """Look among the rows of long sheets, too, as the person asked; returns how many are like something."""
    long = [s for s in file.leading if is_unsearched(s)]
    for sheet in long:
        sheet.searched = True
    try:
        with database.reading() as session:
            find_likes(session, [file], file.beside, progress)
    except Cancelled:
        for sheet in long:
            sheet.searched = False
        raise
    for sheet in long:
        sheet.problems = [p for p in sheet.problems if p.code != LIKELY]
    return sum(s.rows.sums().liked for s in long)


def is_unsearched(sheet: SheetPreview) -> bool:
    """True for a long sheet in which the person may have repeats looked for."""
    return not sheet.searched and any(p.code == LIKELY for p in sheet.problems) and sheet.data <= LONGEST


def forget_likes(sheet: SheetPreview, row: RowPreview) -> None:
    """A text of a long sheet was corrected: what it was like counts no more, the other rows stand."""
    sheet.rows.keep(row)
    row.likes, row.problems = (), tuple(p for p in row.problems if p.code != LIKELY)


def is_long(sheet: SheetPreview) -> bool:
    """True for a sheet in which repeats are not looked for as it is read."""
    return sheet.data > MOST


def find_likes(
    session: Session, files: Sequence[FilePreview], beside: Sequence[FilePreview] = (),
    progress: Progress | None = None,
) -> None:  # fmt: skip
    """Find what the rows of files are like: kept petitions, rows above, rows of files looked at before."""
    own = [some for file in files for some in _petitions(file)]
    for sheet, row in ((some.sheet, row) for some in own for row in some.sheet.rows.told if row.likes):
        sheet.rows.keep(row)
        row.likes = ()
    before = [some for file in beside if not file.written for some in _petitions(file)]
    places = [(some, at) for some in (*before, *own) for at in range(len(some.texts))]
    first = sum(len(some.texts) for some in before)
    if len(places) > first:
        texts = [some.texts[at] for some, at in places]
        periods = {p for some in own for p in some.sheet.rows.column("period", some.places) if p}
        _give(places, likely_repeats(session, texts, periods, first, _telling(progress or Progress(), len(texts))))
    for file in files:
        tell_likes(file)


def _telling(progress: Progress, whole_: int) -> Tick:
    def tick(done: int) -> None:
        if done % _EVERY == 0:
            progress.report(done, whole_, "Tìm kiến nghị gần giống")

    return tick


def tell_likes(file: FilePreview) -> None:
    """Put the remark to every new row that is like something, as things stand now."""
    for sheet in file.leading:
        if sheet.kind is not PETITION or _left_out(sheet):
            continue
        for row in sheet.rows.told:
            others = tuple(p for p in row.problems if p.code != LIKELY)
            if row.likes or len(others) < len(row.problems):
                sheet.rows.keep(row)
                row.problems = (*others, *([_remark(sheet, row, row.like)] if row.like is not None else ()))


def _petitions(file: FilePreview) -> Iterator[_Petitions]:
    for sheet in file.leading:
        if sheet.kind is not PETITION or sheet.name in file.earlier_sheets:  # what was taken in before is kept already
            continue
        rows = sheet.rows
        if _left_out(sheet):
            _tell_long(sheet)
            continue
        places = [p for p in rows.places if rows.is_plain(p) or rows.row(p).is_data]
        said = [(p, text) for p, text in zip(places, rows.column(_TEXT, places), strict=True) if text]
        yield _Petitions(file, sheet, [p for p, _ in said], [text for _, text in said])


def _left_out(sheet: SheetPreview) -> bool:
    return is_long(sheet) and not sheet.searched


def _tell_long(sheet: SheetPreview) -> None:
    if sheet.data > LONGEST:
        message = f"Trang có hơn {whole(LONGEST)} dòng: kiến nghị gần giống được tìm sau khi ghi, ở “Gộp trùng”."
    else:
        message = (
            f"Trang có hơn {whole(MOST)} dòng nên chưa tìm kiến nghị gần giống: bấm “Tìm dòng gần giống”, "
            "hoặc tìm sau khi ghi, ở “Gộp trùng”."
        )
    if all(p.code != LIKELY for p in sheet.problems):
        sheet.problems.append(Problem(LIKELY, message, Severity.WARNING))


def _give(places: Sequence[tuple[_Petitions, int]], found: Mapping[int, tuple[Near, ...]]) -> None:
    for place, near in found.items():
        some, at = places[place]
        row = some.row(at)
        likes = (_like(n, some, places) for n in near)
        if like := tuple(x for x in likes if x.record is None or x.record != row.record):
            some.sheet.rows.keep(row)
            row.likes = like


def _like(near: Near, some: _Petitions, places: Sequence[tuple[_Petitions, int]]) -> Like:
    words = some.file.vocabulary
    if isinstance(near.other, Kept):
        kept = near.other
        sender = words.units.label(kept.sender) or words.target("organisation").label(kept.organisation)
        return Like(near.likeness, f"kiến nghị {kept.number} ({sender})", kept.content, record=kept.id)
    other, at = places[near.other]
    row = other.row(at)
    where = f"dòng {row.number}"
    if other.file is not some.file:
        where += f" tệp “{other.file.path.name}” ({words.units.label(other.sheet.unit)})"
    elif other.sheet is not some.sheet:
        where += f" trang “{other.sheet.name}”"
    return Like(near.likeness, where, other.texts[at], None, row, other.sheet.name, other.file.sha256)


def _remark(sheet: SheetPreview, row: RowPreview, like: Like) -> Problem:
    message = f"Gần giống {like.where} (giống {like.likeness}%): “{like.content}”"
    return Problem(LIKELY, message, Severity.FACT, _TEXT, sheet.cell(row.number, _TEXT))
