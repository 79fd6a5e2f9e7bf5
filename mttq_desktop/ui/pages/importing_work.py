"""Work of the import page done off the window's thread: reading, reading again, correcting, writing, undoing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mttq_desktop.errors import Cancelled, Refused, Trouble
from mttq_desktop.services.importing import (
    FilePreview,
    Hints,
    Result,
    SheetPreview,
    preview,
    recheck,
    remap,
    resettle,
    teach,
    write,
)
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database
from mttq_desktop.ui.pages.importing_lines import Line
from mttq_desktop.ui.pages.importing_state import Loaded

Read = Callable[[Progress], tuple[FilePreview, ...]]


@dataclass(frozen=True)
class Wrote:
    """What became of each file: written, or refused with a reason; `looked_again` wait for another look."""

    results: Sequence[tuple[Loaded, Result | Trouble]]
    looked_again: Sequence[Loaded] = ()

    @property
    def written(self) -> int:
        """Files written."""
        return sum(isinstance(r, Result) for _, r in self.results)

    @property
    def refused(self) -> list[tuple[Loaded, Trouble]]:
        """Files that were not, and why."""
        return [(f, r) for f, r in self.results if isinstance(r, Trouble)]


def reading(database: Database, paths: Sequence[Path]) -> Read:
    """Look at files."""
    return lambda progress: preview(database, paths, progress=progress)


def reading_again(database: Database, path: Path, hints: Hints) -> Read:
    """Look at one file anew with what the person said of it."""
    return lambda progress: preview(database, [path], hints, progress)


def mapping_again(database: Database, loaded: Loaded, sheet: SheetPreview, columns: dict[int, str]) -> Read:
    """Look at one file anew with other meanings of its columns."""
    return lambda progress: (remap(database, loaded.preview, sheet, columns, loaded.hints, progress),)


def correct(database: Database, loaded: Loaded, line: Line, text: str, key: object) -> int:
    """Read a corrected value into its row; a picked entry is learned for every row with the same word.

    Returns how many rows were understood by what was learned (0: only this one was corrected).
    """
    assert line.field is not None
    name, row = line.field, line.row
    if isinstance(key, int | str) and row.texts.get(name):
        helped = teach(database, loaded.preview, line.sheet, row, name, key)
        if helped:
            return helped
    recheck(database, loaded.preview, line.sheet, row, name, text)
    return 0


def writing(database: Database, files: Sequence[Loaded]) -> Callable[[Progress], Wrote]:
    """Write files, one act each; a refused file keeps nobody else out, Hủy leaves those already written.

    A second file of the same sender is compared with what the first one just brought in, and shown again.
    """

    def work(progress: Progress) -> Wrote:
        first, later = _one_of_each_sender(files)
        done: list[tuple[Loaded, Result | Trouble]] = []
        within = Progress(lambda *_: progress.check())
        for number, loaded in enumerate(first):
            try:
                progress.report(number, len(first), f"Đang ghi “{loaded.path.name}”")
                done.append((loaded, write(database, loaded.preview, loaded.choices, within)))
            except Cancelled:
                break
            except Refused as refused:
                done.append((loaded, refused))
        for loaded in later:
            resettle(database, loaded.preview)
        return Wrote(done, later)

    return work


def _one_of_each_sender(files: Sequence[Loaded]) -> tuple[list[Loaded], list[Loaded]]:
    """The first file of each sender and period, and the others."""
    first: list[Loaded] = []
    later: list[Loaded] = []
    seen: set[tuple[int | None, str]] = set()
    for loaded in files:
        places = {(s.unit, s.period) for s in loaded.chosen}
        (later if places & seen else first).append(loaded)
        seen |= places
    return first, later
