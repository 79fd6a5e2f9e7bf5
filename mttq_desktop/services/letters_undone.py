"""Files and an act that is taken back: letters with their copies, numbers and files on the disk; files kept since."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from mttq_desktop.paths import is_there
from mttq_desktop.queries.petitions import among
from mttq_desktop.records.attachments import LETTER, Attachment
from mttq_desktop.records.base import Base
from mttq_desktop.records.office import Letter
from mttq_desktop.records.register import EVERY_KIND
from mttq_desktop.services.numbering import given_back, taken_again
from mttq_desktop.services.settings import read_settings
from mttq_desktop.services.wording import read_wording
from mttq_desktop.store.database import Writing
from mttq_desktop.text.numbers import whole

ATTACHMENTS: Table = Base.metadata.tables[Attachment.__tablename__]


class Letters:
    """The letters an act made, and the copies it kept of letters, looked at before it is taken back and after."""

    def __init__(self, writing: Writing, made: set[int], copies: set[int]) -> None:
        x, a, session = Letter, Attachment, writing.session
        columns = (x.id, x.document, x.year, x.ordinal)
        files = select(x.id, x.folder, a.file_name).join(a, a.record_id == x.id)
        self._writing = writing
        self._made = {row.id: row for row in session.execute(select(*columns).where(among(x.id, made)))}
        self._files = session.execute(files.where(a.kind == LETTER, among(a.id, copies))).all()

    def files_kept(self) -> set[int]:
        """Copies of letters that stay in the book stay too."""
        a = Attachment
        statement = select(a.id).where(a.kind == LETTER, among(a.record_id, self._staying()))
        return set(self._writing.session.scalars(statement))

    def settle(self, back: set[int]) -> tuple[Path, ...]:
        """Numbers of letters that are gone are free again, those that came back take theirs; the files left behind."""
        session, staying = self._writing.session, self._staying()
        gone = [row for ident, row in self._made.items() if ident not in staying]
        words, settings = read_wording(session), read_settings(session)
        self._drop_copies(set(self._made) - staying)
        given_back(self._writing, [(x.document, x.year, x.ordinal) for x in gone], words, settings)
        again = session.scalars(select(Letter).where(among(Letter.id, back))).all()
        taken_again(self._writing, again, words, settings)
        return tuple(Path(x.folder, x.file_name) for x in self._files if x.folder and x.id not in staying)

    def _drop_copies(self, letters: set[int]) -> None:
        """Copies of later printings go with their letter."""
        c = ATTACHMENTS.c
        self._writing.session.execute(ATTACHMENTS.delete().where(c.kind == LETTER, among(c.record_id, letters)))

    def _staying(self) -> set[int]:
        return set(self._writing.session.scalars(select(Letter.id).where(among(Letter.id, self._made))))


def attached(session: Session, table: Table, rows: set[int], act: int) -> set[int]:
    """Rows with which another act kept a file; copies of letters go with their letter."""
    kind = next((k.name for k in EVERY_KIND if k.table is table), None)
    a = Attachment
    statement = select(a.record_id).where(
        a.kind == kind, among(a.record_id, rows), a.made_by != act, a.deleted_on.is_(None)
    )
    return set(session.scalars(statement)) if kind is not None else set()


def files_left(files: Sequence[Path]) -> str:
    """Files are not taken back: where they lie, and that they are no letters any more."""
    found = [f for f in files if is_there(f)]
    if not found:
        return ""
    places = ", ".join(f"“{p}”" for p in dict.fromkeys(f.parent for f in found))
    return f"{whole(len(found))} tệp Word trong {places} vẫn còn trên máy nhưng không còn giá trị."
