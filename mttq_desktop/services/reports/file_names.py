"""What the files of documents are called, on every system: number, what it is, to whom, the day."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from mttq_desktop.errors import Refused
from mttq_desktop.paths import is_there
from mttq_desktop.services.reports.drawing import Drawn
from mttq_desktop.text.names import LONGEST_FILE_NAME, safe_file_name
from mttq_desktop.text.shorten import shortened

SUFFIX = ".docx"
LONGEST_PATH = 259
"""Letters of a whole path that Windows takes."""
_BESIDE = 34
"""Letters more: the suffix, and what stands around the name while it is being written."""
_USUAL, _SHORTEST = 80, 40
"""Letters of most names; one with fewer than the second would lose its number or its day."""


def names_a_file(out: Path) -> bool:
    """The person named the file itself, not a folder."""
    return out.suffix.lower() == SUFFIX


def folder_of(out: Path) -> Path:
    """Where several documents go: the folder named, or one beside the file named."""
    return out.with_suffix("") if names_a_file(out) else out


def targets(found: Sequence[Drawn], out: Path) -> tuple[Path, ...]:
    """One document goes to the file named; several into a folder, each under its own name.

    Raises Refused when the folder lies so deep that no name fits.
    """
    if len(found) == 1 and names_a_file(out):
        return (out,)
    folder, taken = folder_of(out), set[str]()
    room = min(LONGEST_FILE_NAME, LONGEST_PATH - _BESIDE - len(str(folder.absolute())))
    if room < _SHORTEST:
        raise Refused(f"Đường dẫn của thư mục “{folder}” quá dài.", "Chọn thư mục có đường dẫn ngắn hơn.")
    return tuple(folder / _file_name(d, room, taken) for d in found)


def free(wanted: Path, word: str = "") -> Path:
    """A path beside at which nothing stands: with that word, else with a number."""
    stem, suffix = (wanted.stem, wanted.suffix) if names_a_file(wanted) else (wanted.name, "")
    stem, n = f"{stem} ({word})" if word else stem, 2
    path = wanted.with_name(stem + suffix)
    while is_there(path):
        path, n = wanted.with_name(f"{stem} ({n}){suffix}"), n + 1
    return path


def folder_for(base: Path, title: str, day: date) -> Path:
    """A new folder of that title and day within another, for the files of one act."""
    room = max(_SHORTEST, LONGEST_PATH - _BESIDE - _USUAL - len(str(base.absolute())))
    return free(base / _joined(safe_file_name(title), f" {day:%d.%m.%Y}", room))


def _file_name(drawn: Drawn, room: int, taken: set[str]) -> str:
    number = "" if drawn.draft else drawn.number
    words = (number, drawn.name, drawn.to, "(dự thảo)" if drawn.draft else "")
    name = safe_file_name(" ".join(w for w in words if w))
    end, n = _day_of(drawn, name), 2
    whole = _joined(name, end, room)
    while whole.casefold() in taken:
        whole, n = _joined(name, f"{end} ({n})", room), n + 1
    taken.add(whole.casefold())
    return whole + SUFFIX


def _day_of(drawn: Drawn, name: str) -> str:
    day = drawn.document.head.day
    told = f"{day:%d.%m.%Y}" if day is not None and not drawn.draft else ""
    return f" {told}" if told and told not in name else ""


def _joined(name: str, end: str, room: int) -> str:
    """A long name is cut between two words, its day and number of order are not."""
    return shortened(name, room - len(end), more="").strip(" .") + end
