"""Keeping files with a record, giving them back, and putting them into the trash."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from mttq_desktop.errors import NotWritable, Refused
from mttq_desktop.queries.attachments import content, stored
from mttq_desktop.records.attachments import Attachment, AttachmentContent
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.names import safe_file_name
from mttq_desktop.text.numbers import whole

ORIGIN = "attachments"
LARGEST = 20 * 1024 * 1024
"""Bytes of one file: a scan of forty pages has about five million."""
_RUNNING = frozenset({".exe", ".bat", ".cmd", ".com", ".scr", ".js", ".vbs", ".msi", ".ps1", ".lnk", ".jar", ".hta"})
"""Files that run when opened do not belong to a record; they come with viruses on sticks."""


def attach(database: Database, kind: str, record_id: int, files: Sequence[Path]) -> int:
    """Keep these files with a record, all of them or none; returns how many are new to it."""
    read = [(path, _bytes(path)) for path in files]
    with database.writing(ORIGIN, "") as writing:
        made = sum(keep_bytes(writing, kind, record_id, path.name, data) for path, data in read)
        writing.say(f"Đính kèm {whole(made)} tệp" if made != 1 else f"Đính kèm “{files[0].name}”")
    return made


def _bytes(path: Path) -> bytes:
    if path.suffix.casefold() in _RUNNING:
        told = f"“{path.name}” là tệp chương trình, không đính kèm được."
        raise Refused(told, "Chọn văn bản, ảnh chụp hoặc bảng tính.")
    try:
        size = path.stat().st_size
        if size > LARGEST:
            told = f"“{path.name}” lớn quá {whole(LARGEST // 1024 // 1024)} MB."
            raise Refused(told, "Quét lại với độ nét thấp hơn.")
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"Không đọc được “{path.name}”: {error.strerror}.", "Đóng tệp đang mở rồi thử lại.") from error
    if not data:
        raise Refused(f"“{path.name}” không có nội dung.", "Chọn lại tệp.")
    return data


def keep_bytes(writing: Writing, kind: str, record_id: int, name: str, data: bytes) -> int:
    """Keep a file with a record as part of an act; returns how many are new to it."""
    mark = sha256(data).hexdigest()
    if not stored(writing.session, mark):
        writing.session.add(AttachmentContent(sha256=mark, data=data))
    known = writing.session.query(Attachment).filter_by(kind=kind, record_id=record_id, sha256=mark).first()
    if known is not None:
        known.deleted_on = None
        return 0
    writing.session.add(Attachment(kind=kind, record_id=record_id, file_name=name, sha256=mark, size=len(data),
                                   added_on=writing.at.date()))  # fmt: skip
    writing.session.flush()
    return 1


def detach(database: Database, attachment_id: int) -> None:
    """Put a file of a record into the trash; undoing brings it back, its bytes are still there."""
    with database.writing(ORIGIN, "Bỏ tệp đính kèm") as writing:
        found = writing.session.get(Attachment, attachment_id)
        if found is None:
            raise Refused("Không còn tệp này.", "Mở lại hồ sơ.")
        found.deleted_on = writing.at
        writing.say(f"Bỏ tệp đính kèm “{found.file_name}”")


def take_out(database: Database, attachment_id: int, folder: Path) -> Path:
    """Write a file into a folder, for opening or giving away; an older one of that name is kept beside."""
    with database.reading() as session:
        found = content(session, attachment_id)
    if found is None:
        raise Refused("Không còn tệp này.", "Mở lại hồ sơ.")
    attachment, data = found
    name = Path(attachment.file_name)
    target = folder / (safe_file_name(name.stem) + name.suffix)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = _free(target, data)
        target.write_bytes(data)
    except OSError as error:
        raise NotWritable(f"Không ghi được “{target.name}”: {error.strerror}.", "Chọn thư mục khác.") from error
    return target


def _free(target: Path, data: bytes) -> Path:
    """The name itself when nothing else stands there, else one with a number."""
    number, wanted = 2, target
    while wanted.exists() and wanted.read_bytes() != data:
        wanted = target.with_stem(f"{target.stem} ({number})")
        number += 1
    return wanted
