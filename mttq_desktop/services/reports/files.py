"""The files of documents: their names, all of them or none, and what is kept of each in the register."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from mttq_desktop.errors import Refused
from mttq_desktop.queries.attachments import of_record
from mttq_desktop.records.office import Letter
from mttq_desktop.services.attachments import keep_bytes, take_out
from mttq_desktop.services.reports.drawing import Drawn
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.names import safe_file_name

SUFFIX = ".docx"
LETTER = "letter"
"""The kind under which files of letters are kept."""


@dataclass(frozen=True, slots=True)
class Written:
    """The files written and the letters they are; drafts are no letters and have no number."""

    paths: tuple[Path, ...]
    letters: tuple[int, ...]
    draft: bool


def kept(writing: Writing, drawn: Drawn, path: Path) -> int:
    """Keep a written file with its name, mark and figures with its letter; returns the letter's id."""
    assert drawn.letter_id is not None
    letter, data = writing.session.get_one(Letter, drawn.letter_id), path.read_bytes()
    keep_bytes(writing, LETTER, letter.id, path.name, data)
    letter.file_name, letter.sha256 = path.name, sha256(data).hexdigest()
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


def _targets(found: Sequence[Drawn], out: Path) -> tuple[Path, ...]:
    """One document goes to the file named; several into a folder beside it, each under its own name."""
    named = out.suffix.lower() == SUFFIX
    if len(found) == 1 and named:
        return (out,)
    folder = out.with_suffix("") if named else out
    taken: set[str] = set()
    return tuple(folder / _file_name(d, taken) for d in found)


def _file_name(drawn: Drawn, taken: set[str]) -> str:
    number = "" if drawn.draft else drawn.number
    words = (number, drawn.name, drawn.to, "(dự thảo)" if drawn.draft else "")
    name = plain = safe_file_name(" ".join(w for w in words if w))
    n = 2
    while name.casefold() in taken:
        name, n = f"{plain} ({n})", n + 1
    taken.add(name.casefold())
    return name + SUFFIX


@contextmanager
def all_or_none(
    found: Sequence[Drawn], out: Path, today: date, progress: Progress
) -> Iterator[tuple[Path, ...]]:
    """Write every file; when one fails, or what follows does, take the new ones away again."""
    from mttq_desktop.word.docx import save

    targets = _targets(found, out)
    fresh = [t for t in targets if not t.exists()]
    try:
        for n, (drawn, target) in enumerate(zip(found, targets, strict=True)):
            progress.report(n, len(targets), f"Đang viết {target.name}")
            save(drawn.document, target, today)
        progress.report(len(targets), len(targets), "Đã viết xong")
        yield targets
    except BaseException:
        for target in fresh:
            with suppress(OSError):
                target.unlink(missing_ok=True)
        raise
