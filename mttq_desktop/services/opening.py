"""Opening the office's data file: made and filled when new, refused kindly when it cannot be."""

import getpass
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from mttq_desktop import paths
from mttq_desktop.records.catalogue import Unit
from mttq_desktop.records.deadlines import DeadlineRule
from mttq_desktop.records.petitions import Petition, PetitionBatch
from mttq_desktop.store.database import FILE_NAME, Database


def open_store(data_dir: Path, user: str = "", now: Callable[[], datetime] = datetime.now) -> Database:
    """The data file of a folder, with its catalogues; a new one is made when there is none."""
    database = Database.open(data_dir / FILE_NAME, user or person(), now)
    with database.reading() as session:
        empty = session.scalar(select(Unit.id).limit(1)) is None
        older = not empty and session.scalar(select(DeadlineRule.id).limit(1)) is None
    if empty or older:
        from mttq_desktop.store.filling import fill, fill_missing

        with database.writing("start", "Nạp danh mục ban đầu" if empty else "Nạp danh mục mới") as writing:
            (fill if empty else fill_missing)(writing, paths.resources())
    return database


def person() -> str:
    """The name under which acts are recorded: the Windows or Linux account."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "người dùng"


def holds_records(database: Database) -> bool:
    """True when the office has recorded anything (catalogues do not count)."""
    with database.reading() as session:
        return any(session.scalar(select(r.id).limit(1)) is not None for r in (Petition, PetitionBatch))
