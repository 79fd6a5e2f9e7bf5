"""Files of one act on their way out: written beside their place, put there last, taken away when the act fails.

The order is what makes them one with the act. Everything is written into a folder beside (a full disk, a shut folder
and Hủy are met here, and nothing was recorded yet); then the files are put in their place; then the act is kept.
Where keeping it fails, they are taken away again. What a power cut leaves in between is known by a note that is made
before the act and goes with it: `tidy` clears it at the next start.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from errno import EISDIR
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Delete, delete, insert, select
from sqlalchemy.orm import Session

from mttq_desktop.errors import Trouble
from mttq_desktop.paths import is_there
from mttq_desktop.records.office import Letter, Unfinished
from mttq_desktop.services.drafts import OUTGOING
from mttq_desktop.services.reports.drawing import Drawn
from mttq_desktop.services.reports.file_names import folder_of, free, names_a_file, targets
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.shorten import shortened

_ASIDE = "~mttq-"
_OLDER = "older~"
_TOLD = 40
"""Letters of what is said of a file while it is written."""
UNTOLD = "chưa ghi sổ"
"""Said in the name of a folder whose act was never kept."""


class Outbox:
    """What goes to one place: a file of that name, or a folder of files."""

    def __init__(self, database: Database, out: Path) -> None:
        self._database, self.out = database, out
        self._aside = _standing(out.parent if names_a_file(out) else out) / f"{_ASIDE}{uuid4().hex[:8]}"
        self._targets: tuple[Path, ...] = ()
        self._whole: Path | None = None
        self._put: list[tuple[Path, Path | None]] = []
        self._made: list[Path] = []

    def write(self, found: Sequence[Drawn], today: date, progress: Progress) -> tuple[Path, ...]:
        """Write every document beside its place; returns where they will be."""
        from mttq_desktop.word.docx import save

        self._targets = targets(found, self.out)
        for n, (drawn, target) in enumerate(zip(found, self._targets, strict=True)):
            progress.report(n, len(found), f"Đang viết {shortened(drawn.to or drawn.name, _TOLD)}")
            save(drawn.document, self._aside / target.name, today)
        progress.report(len(found), len(found), "Đã viết xong")
        return self._targets

    def data(self, target: Path) -> bytes:
        """What was written for that place."""
        return (self._aside / target.name).read_bytes()

    def put(self) -> None:
        """Put the files in their place: a new folder appears with all of them, others are put one by one.

        Raises NotWritable, NoSpace.
        """
        from mttq_desktop.word.docx import troubled

        folder = self._targets[0].parent
        with troubled(self._targets[0].name if len(self._targets) == 1 else folder.name):
            fresh = not folder.exists()
            self._make(folder.parent if fresh else folder)
            if not (fresh and self._moved_whole(folder)):
                self._make(folder)
                for target in self._targets:
                    self._put_one(target)

    def _moved_whole(self, folder: Path) -> bool:
        """False where something holds the folder for a moment (a virus scanner); its files can still be moved."""
        try:
            self._aside.rename(folder)
        except OSError:
            return False
        self._whole = folder
        return True

    def _put_one(self, target: Path) -> None:
        from mttq_desktop.word.docx import troubled

        with troubled(target.name):
            if target.is_dir():
                raise IsADirectoryError(EISDIR, "a folder of that name", str(target))
            older = self._aside / f"{_OLDER}{target.name}" if target.exists() else None
            if older is not None:
                os.replace(target, older)
            self._put.append((target, older))
            os.replace(self._aside / target.name, target)

    def _make(self, folder: Path) -> None:
        missing = [p for p in (folder, *folder.parents) if not p.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        self._made.extend(missing)

    def take_back(self) -> None:
        """The act was not kept: nothing of it stays, and what stood there before stands there again."""
        if self._whole is not None:
            shutil.rmtree(self._whole, ignore_errors=True)
        for target, older in reversed(self._put):
            with suppress(OSError):
                if older is not None:
                    os.replace(older, target)
                else:
                    target.unlink(missing_ok=True)
        for folder in self._made:
            with suppress(OSError):
                folder.rmdir()

    # ── the note ─────────────────────────────────────────────────────────────

    def note(self) -> None:
        """Remember in the data file what may be left by a power cut."""
        new = [str(p) for p in (self.out, folder_of(self.out)) if not is_there(p)]
        told = json.dumps({"aside": str(self._aside), "new": new})
        with self._database.noting() as (session, now):
            session.execute(insert(Unfinished).values(kind=OUTGOING, record_id=None, typed=told, saved_at=now))

    def put_with(self, writing: Writing) -> None:
        """The last thing an act does: the files are put in their place, and the note goes when the act is kept."""
        writing.flush()
        writing.session.execute(_own(self._aside))
        self.put()

    def pending(self) -> bool:
        """The act was not kept, else its note had gone with it; what fails afterwards takes no files back."""
        with suppress(Trouble), self._database.reading() as session:
            return session.scalar(select(Unfinished.id).where(*_owned(self._aside)).limit(1)) is not None
        return True

    def clear(self) -> None:
        """Nothing is left beside."""
        shutil.rmtree(self._aside, ignore_errors=True)
        with suppress(Trouble):
            if self.pending():
                with self._database.noting() as (session, _):
                    session.execute(_own(self._aside))


@contextmanager
def outbox(database: Database, out: Path) -> Iterator[Outbox]:
    """Around the act whose files these are: whatever fails, the act too, takes them away again."""
    box = Outbox(database, out)
    box.note()
    try:
        yield box
    except BaseException:
        if box.pending():
            box.take_back()
        raise
    finally:
        box.clear()


def tidy(database: Database) -> tuple[Path, ...]:
    """Clear what acts left that a power cut or a crash ended before they were kept.

    What lies in its place without being in the book is not thrown away, somebody may have opened it: its name says so.
    Returns what was renamed.
    """
    with database.reading() as session:
        rows = session.execute(select(Unfinished.id, Unfinished.typed).where(Unfinished.kind == OUTGOING)).all()
        told = [json.loads(typed) for _, typed in rows]
        found = tuple(path for one in told for path in _tidied(session, one))
    if rows:
        with database.noting() as (session, _):
            session.execute(delete(Unfinished).where(Unfinished.id.in_([ident for ident, _ in rows])))
    return found


def _tidied(session: Session, told: Mapping[str, Any]) -> Iterator[Path]:
    aside = Path(told["aside"])
    for place in (p for p in map(Path, told["new"]) if is_there(p) and not _in_the_book(session, p)):
        if not names_a_file(place) or (is_there(aside) and not (aside / place.name).exists()):
            with suppress(OSError):
                yield place.rename(free(place, UNTOLD))
    with suppress(OSError):
        for older in aside.glob(f"{_OLDER}*"):
            os.replace(older, aside.parent / older.name.removeprefix(_OLDER))
    shutil.rmtree(aside, ignore_errors=True)


def _in_the_book(session: Session, place: Path) -> bool:
    """A later act may have written there."""
    named = names_a_file(place)
    statement = select(Letter.id).where(Letter.folder == str((place.parent if named else place).absolute()))
    if named:
        statement = statement.where(Letter.file_name == place.name)
    return session.scalar(statement.limit(1)) is not None


def _owned(aside: Path) -> tuple[ColumnElement[bool], ...]:
    return Unfinished.kind == OUTGOING, Unfinished.typed.contains(aside.name)


def _own(aside: Path) -> Delete:
    return delete(Unfinished).where(*_owned(aside))


def _standing(folder: Path) -> Path:
    """The nearest folder that is there already, on the disk the files will lie on. Raises NotWritable."""
    from mttq_desktop.word.docx import troubled

    with troubled(folder.name):
        return next(p for p in (folder, *folder.absolute().parents) if p.is_dir())
