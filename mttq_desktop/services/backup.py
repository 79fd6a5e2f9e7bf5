"""Backing up, restoring and checking the data file, in plain form."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from mttq_desktop.errors import Refused, StoreDamaged
from mttq_desktop.store import schema
from mttq_desktop.store.backup import Health, check_file, copy_file
from mttq_desktop.store.database import Database
from mttq_desktop.store.failures import translated
from mttq_desktop.text.numbers import whole

_LEFTOVERS = ("-wal", "-shm")
KEPT = {"petition": "kiến nghị", "petition_batch": "đợt gửi", "letter": "văn bản đã phát hành", "reply": "trả lời"}


@dataclass(frozen=True, slots=True)
class Restored:
    """The file put in place, and where the state before it was kept."""

    health: Health
    kept_before: Path | None


def back_up(database: Database, target: Path) -> Health:
    """A checked copy of the data file; raises when the copy does not agree with the original."""
    if target.resolve() == database.path.resolve():
        raise Refused("Bản sao lưu không thể ghi đè chính tệp dữ liệu.", "Chọn tên hoặc thư mục khác.")
    return copy_file(database.path, target)


def look_into(source: Path) -> Health:
    """What a backup holds, before restoring it; a damaged or foreign file is refused."""
    health = check_file(source)
    if "alembic_version" not in health.rows or "petition" not in health.rows:
        raise StoreDamaged(f"“{source.name}” không phải bản sao lưu của MTTQ Desktop.", "Chọn đúng tệp sao lưu.")
    if not health.sound:
        raise StoreDamaged(f"Bản sao lưu “{source.name}” bị hỏng.", "Chọn bản sao lưu khác.")
    return health


def restore(source: Path, data_file: Path, now: datetime) -> Restored:
    """Put a backup in place of the data file; the present state is saved first and never pushed out."""
    look_into(source)
    _refuse_newer(source)
    before = None
    if data_file.exists():
        before = _unused(data_file.with_name(f"{data_file.stem}-truoc-phuc-hoi-{now:%Y%m%d-%H%M%S}.sqlite3"))
        _keep_aside(data_file, before)
    health = copy_file(source, data_file)
    for leftover in _LEFTOVERS:
        data_file.with_name(data_file.name + leftover).unlink(missing_ok=True)
    return Restored(health, before)


def _keep_aside(data_file: Path, before: Path) -> None:
    """A checked copy of the present state; a damaged file, which is why one restores, is kept byte for byte."""
    try:
        copy_file(data_file, before)
    except StoreDamaged:
        with translated(before):
            shutil.copy2(data_file, before)
            for leftover in _LEFTOVERS:
                if (log := data_file.with_name(data_file.name + leftover)).exists():
                    shutil.copy2(log, before.with_name(before.name + leftover))


def _unused(path: Path) -> Path:
    """The path, or one beside it: an older copy is never overwritten."""
    names = (path.with_stem(f"{path.stem}-{n}") for n in count(2))
    return path if not path.exists() else next(p for p in names if not p.exists())


def _refuse_newer(source: Path) -> None:
    from sqlalchemy import create_engine
    from sqlcipher3 import dbapi2

    engine = create_engine(f"sqlite:///{source}", module=dbapi2)
    try:
        with engine.connect() as connection:
            schema.check_known(schema.version(connection), source)
    finally:
        engine.dispose()


def counted(health: Health) -> str:
    """The health in words: how many records of each sort."""
    words = [f"{whole(n)} {name}" for table, name in KEPT.items() if (n := health.rows.get(table, 0))]
    return ", ".join(words) or "chưa có hồ sơ"
