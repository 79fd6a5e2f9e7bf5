"""Where this PC's data lies: a small pointer file in the person's own settings folder.

It knows nothing of the data itself, only which folder to open and how the window looked, so that the
window can be shown before the data file is opened. A lost or broken pointer means the usual folder.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from mttq_desktop import paths

FILE_NAME = "noi-luu-du-lieu.json"
STORE_NAME = "mttq.sqlite3"
PRACTICE_FOLDER = "thuc-hanh"


@dataclass(frozen=True, slots=True)
class Pointer:
    """The folder to open (None: the usual one), the theme, and the office's folder while practising."""

    data_dir: Path | None = None
    theme: str = "system"
    office_dir: Path | None = None


def settings_folder() -> Path:
    """The person's own settings folder on this PC."""
    from platformdirs import user_config_path

    return paths.portable_data() or user_config_path("mttq-desktop", appauthor=False)


def read_pointer(folder: Path | None = None) -> Pointer:
    """What was remembered; nothing when there is no pointer or it cannot be read."""
    home = folder or settings_folder()
    try:
        found = json.loads((home / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Pointer()
    if not isinstance(found, dict):
        return Pointer()
    data, office = _path(home, found.get("data_dir")), _path(home, found.get("office_dir"))
    return Pointer(data, str(found.get("theme") or "system"), office)


def remember(folder: Path | None = None, **values: Any) -> Pointer:
    """Change some of the pointer; a folder that may not be written is no reason to stop."""
    place = folder or settings_folder()
    pointer = replace(read_pointer(place), **values)
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        part = place / f"{FILE_NAME}.part"
        part.write_text(_as_json(place, pointer), encoding="utf-8")
        part.replace(place / FILE_NAME)
    return pointer


def data_dir(given: Path | None = None, folder: Path | None = None) -> Path:
    """The folder to open: named on the command line, remembered, or the usual one."""
    return given or read_pointer(folder).data_dir or paths.default_data_dir()


def holds_store(folder: Path) -> bool:
    """True when the folder has a data file."""
    with suppress(OSError):
        return (folder / STORE_NAME).is_file()
    return False


def practice_dir(office_dir: Path) -> Path:
    """The practice province lies beside the office's data, never inside its file."""
    return office_dir / PRACTICE_FOLDER


def _as_json(home: Path, pointer: Pointer) -> str:
    """Folders inside our own are written relative to it: the letter of a stick differs from PC to PC."""

    def told(path: Path) -> str:
        return path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)

    return json.dumps(asdict(pointer), default=told, ensure_ascii=False, indent=1)


def _path(home: Path, text: object) -> Path | None:
    return home / text if isinstance(text, str) and text and text != "None" else None
