"""The files of documents: written with their act, what is kept of each in the register, and giving it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from mttq_desktop.errors import Refused
from mttq_desktop.queries.attachments import of_record
from mttq_desktop.records.attachments import LETTER
from mttq_desktop.records.office import Letter
from mttq_desktop.services.attachments import keep_bytes, take_out
from mttq_desktop.services.reports.drawing import Drawn
from mttq_desktop.services.reports.outbox import Outbox
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database, Writing


@dataclass(frozen=True, slots=True)
class Written:
    """The files written and the letters they are; drafts are no letters and have no number.

    `act` is the act that recorded them, None for drafts.
    """

    paths: tuple[Path, ...]
    letters: tuple[int, ...]
    draft: bool
    act: int | None = None


def keep_files(
    box: Outbox, writing: Writing, found: Sequence[Drawn], today: date, progress: Progress
) -> tuple[tuple[Path, ...], tuple[int, ...]]:
    """The last thing an act does: write the files, keep them with their letters, put them in their place."""
    paths = box.write(found, today, progress)
    letters = [_kept(writing, drawn, path, box.data(path)) for drawn, path in zip(found, paths, strict=True)]
    box.put_with(writing)
    return paths, tuple(letters)


def _kept(writing: Writing, drawn: Drawn, path: Path, data: bytes) -> int:
    """Keep a file with its name, place, mark and figures with its letter; returns the letter's id."""
    assert drawn.letter_id is not None
    letter = writing.session.get_one(Letter, drawn.letter_id)
    keep_bytes(writing, LETTER, letter.id, path.name, data)
    letter.file_name, letter.folder, letter.sha256 = path.name, str(path.parent.absolute()), sha256(data).hexdigest()
    letter.figures = drawn.figures.as_json()
    writing.session.flush()
    return letter.id


def give_back(database: Database, letter_id: int, folder: Path) -> Path:
    """Write the file of a letter into a folder as it was issued. Raises Refused when none is kept, NotWritable."""
    with database.reading() as session:
        letter = session.get(Letter, letter_id)
        kept_files = of_record(session, LETTER, letter_id)
        found = next((a.id for a in kept_files if letter is not None and a.sha256 == letter.sha256), None)
    if found is None:
        raise Refused("Chưa giữ tệp của văn bản này.", "Phát hành lại để có tệp.")
    return take_out(database, found, folder)
