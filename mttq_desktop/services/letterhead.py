"""The office's own look of documents: a Word file with restyled styles or a header, kept in the data file."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.queries.attachments import content, of_record
from mttq_desktop.records.attachments import Attachment
from mttq_desktop.services.attachments import keep_bytes
from mttq_desktop.store.database import Database
from mttq_desktop.word.look import PLAIN, Look, read_look, told

KIND, ONLY = "letterhead", 1
"""Under which name, and as which record, the file is kept."""
ORIGIN = "letterhead"
_LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The file in use, and what differs from the decree's look."""

    file_name: str
    differences: tuple[str, ...]


def use_letterhead(database: Database, path: Path) -> Letterhead:
    """Take the styles, margins and header of a Word file for all documents from now on.

    Raises Refused when the file cannot be read or differs in nothing.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except OSError as error:
        raise Refused(f"Không đọc được “{path.name}”: {error.strerror}.", "Đóng tệp đang mở rồi thử lại.") from error
    look = read_look(data)
    found = told(look)
    if replace(look, left_out=0) == PLAIN:
        said = " ".join(("Tệp này giống hệt kiểu chữ của chương trình.", *found))
        raise Refused(said, "Sửa kiểu chữ trong Word, lưu rồi chọn lại.")
    with database.writing(ORIGIN, f"Dùng mẫu của tệp “{path.name}”") as writing:
        _drop(writing.session)
        keep_bytes(writing, KIND, ONLY, path.name, data)
    return Letterhead(path.name, found)


def forget_letterhead(database: Database) -> None:
    """Back to the decree's look."""
    with database.writing(ORIGIN, "Thôi dùng mẫu riêng") as writing:
        for row in of_record(writing.session, KIND, ONLY):
            row.deleted_on = writing.at


def _drop(session: Session) -> None:
    for row in of_record(session, KIND, ONLY):
        session.delete(row)


def letterhead(session: Session) -> Letterhead | None:
    """The file in use; None while documents look as the decree says."""
    found = _kept(session)
    return Letterhead(found[0].file_name, told(_look(found[1]))) if found else None


def look_of(session: Session) -> Look | None:
    """How documents look; None as the decree says."""
    found = _kept(session)
    return _look(found[1]) if found else None


def _kept(session: Session) -> tuple[Attachment, bytes] | None:
    newest = next(iter(of_record(session, KIND, ONLY)), None)
    return content(session, newest.id) if newest is not None else None


@lru_cache(maxsize=2)
def _look(data: bytes) -> Look:
    return read_look(data)
