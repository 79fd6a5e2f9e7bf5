"""The sender's own workbooks, kept beside the data file so that a marked copy can be made later."""

import shutil
from pathlib import Path

from mttq_desktop.services.importing.model import FilePreview
from mttq_desktop.store.database import Database

FOLDER = "tep-da-nhap"


def keep_original(database: Database, preview: FilePreview) -> Path | None:
    """Copy the file as it came; a full disk or a file gone meanwhile does not undo the import."""
    target = original_path(database, preview.sha256, preview.path.suffix)
    if target.exists():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(preview.path, target)
    except OSError:
        target.unlink(missing_ok=True)
        return None
    return target


def original_path(database: Database, sha256: str, suffix: str) -> Path:
    """Where the file of that hash is kept."""
    return database.path.parent / FOLDER / f"{sha256[:24]}{suffix.lower()}"


def kept_original(database: Database, sha256: str) -> Path | None:
    """The file of that hash, if it was kept."""
    folder = database.path.parent / FOLDER
    return next(iter(sorted(folder.glob(f"{sha256[:24]}.*"))), None) if folder.is_dir() else None
