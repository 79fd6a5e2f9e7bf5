"""Work of the import page done off the window's thread: reading, reading again, correcting, writing, undoing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mttq_desktop.errors import Cancelled, Refused, Trouble
from mttq_desktop.services.importing import (
    FilePreview,
    Hints,
    Readers,
    Result,
    SheetPreview,
    empty_again,
    fill_from_above,
    look_for_likes,
    preview,
    recheck,
    remap,
    resettle,
    teach,
    write,
)
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.pages.importing_lines import Line
from mttq_desktop.ui.pages.importing_state import Loaded

_NO_HINTS = Hints()
LARGE = 2_000
"""Rows from which comparing a file anew takes longer than a person should wait for the window."""
_AFTER_PAINTING = 200
"""Milliseconds after which a page that is still seen begins what its painting need not wait for."""
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
    def said(self) -> str:
        """What the person is told when it is done."""
        done = [(loaded, r) for loaded, r in self.results if isinstance(r, Result)]
        rows, merged = sum(loaded.to_write for loaded, _ in done), sum(r.merged for _, r in done)
        joined = f", gộp {whole(merged)} kiến nghị gần giống" if merged else ""
        if not self.results:
            return "Đã hủy. Chưa ghi tệp nào."
        again = len(self.looked_again)
        more = f" Còn {again} tệp cùng nơi gửi: xem lại phần thay đổi rồi ghi." if again else ""
        return f"Đã ghi {whole(rows)} dòng từ {whole(self.written)} tệp vào sổ{joined}.{more}"

    @property
    def refused(self) -> list[tuple[Loaded, Trouble]]:
        """Files that were not, and why."""
        return [(f, r) for f, r in self.results if isinstance(r, Trouble)]


class Reading(QObject):
    """Reads the files of a page; while the page is seen, a reader stands by for the next file that is chosen."""

    _read = Signal()

    def __init__(self, database: Database, page: QWidget) -> None:
        super().__init__(page)
        self._database, self._page, self._readers = database, page, Readers()
        self._later = QTimer(self, singleShot=True, interval=_AFTER_PAINTING)
        self._later.timeout.connect(self._stand_by)
        self._read.connect(self._later.start)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page comes and goes."""
        if event.type() is QEvent.Type.Show:
            self._later.start()
        elif event.type() is QEvent.Type.Hide:
            self._readers.rest()
        return False

    def files(self, paths: Sequence[Path], hints: Hints = _NO_HINTS, beside: Sequence[FilePreview] = ()) -> Read:
        """Look at files, anew with what the person said of them, beside those looked at before."""
        return self._read_by(lambda p: preview(self._database, paths, hints, p, readers=self._readers, beside=beside))

    def again(self, loaded: Loaded, hints: Hints) -> Read:
        """Look at one file anew with what the person said of it; what was said of its columns holds for their kind."""
        same = hints.kind in ("", *(s.kind.name for s in loaded.preview.tables if s.kind is not None))
        columns = loaded.preview.corrected if same else {}
        return self.files([loaded.path], replace(hints, columns=columns), loaded.preview.beside)

    def mapped(self, loaded: Loaded, sheet: SheetPreview, columns: dict[int, str]) -> Read:
        """Look at one file anew with other meanings of its columns."""
        seen, hints = loaded.preview, loaded.hints
        return self._read_by(lambda p: (remap(self._database, seen, sheet, columns, hints, p, self._readers),))

    def _read_by(self, read: Read) -> Read:
        def reading(progress: Progress) -> tuple[FilePreview, ...]:
            try:
                return read(progress)
            finally:
                self._read.emit()

        return reading

    def _stand_by(self) -> None:
        if self._page.isVisible():
            self._readers.stand_by()


Back = Callable[[], None]
"""Takes one correction back."""


def correct(
    database: Database, loaded: Loaded, line: Line | None, text: str, key: object
) -> tuple[str, Back | None]:
    """Read a corrected value into its row; a picked entry is learned for every row with the same word.

    No line: all empty cells take what stands above them. Returns what to say of it, and how it is taken back where it
    can be.
    """
    if line is None:
        return _filled(database, loaded)
    assert line.field is not None
    name, row = line.field, line.row
    if isinstance(key, int | str) and row.texts.get(name):
        helped = teach(database, loaded.preview, line.sheet, row, name, key)
        if helped:
            many = f"Đã hiểu {whole(helped)} dòng cùng cách ghi; nhớ cho các tệp sau khi ghi vào sổ."
            return (many if helped > 1 else ""), None
    said, before = f"Đã sửa ô {line.sheet.cell(row.number, name)}.", _stood(loaded, line, name)
    recheck(database, loaded.preview, line.sheet, row, name, text)
    return said, partial(recheck, database, loaded.preview, line.sheet, row, name, before)


def _filled(database: Database, loaded: Loaded) -> tuple[str, Back]:
    done = fill_from_above(database, loaded.preview, loaded.chosen)
    said = f"Đã điền {whole(len(done))} ô trống theo dòng trên."
    return said, partial(empty_again, database, loaded.preview, done)


def _stood(loaded: Loaded, line: Line, name: str) -> str:
    """What stands in a field now, as one would type it."""
    spec, row = line.sheet.spec, line.row
    assert spec is not None
    if name in row.texts:
        return row.texts[name]
    value = row.values.get(name)
    return "" if value is None else spec.column(name).field.format(value, loaded.preview.vocabulary)


def looking_for_likes(database: Database, loaded: Loaded) -> Callable[[Progress], int]:
    """Look in the long sheets of a file for what is said twice."""
    return lambda progress: look_for_likes(database, loaded.preview, progress)


def writing(database: Database, files: Sequence[Loaded]) -> Callable[[Progress], Wrote]:
    """Write files, one act each; a refused file keeps nobody else out, Hủy leaves those already written.

    A second file of the same sender is compared with what the first one just brought in, and shown again.
    """

    def work(progress: Progress) -> Wrote:
        first, later = _one_of_each_sender(files)
        done: list[tuple[Loaded, Result | Trouble]] = []
        for number, loaded in enumerate(first):
            try:
                within = _of_file(progress, loaded, number)
                done.append((loaded, write(database, loaded.preview, loaded.choices, within)))
            except Cancelled:
                break
            except Refused as refused:
                done.append((loaded, refused))
        for loaded in later:
            resettle(database, loaded.preview)
        return Wrote(done, later)

    return work


def _of_file(progress: Progress, loaded: Loaded, before: int) -> Progress:
    """Tells how far the writing of one file is, and of which."""
    name = f"“{loaded.path.name}”" + (f" (tệp thứ {before + 1})" if before else "")
    made = progress.part(lambda done, whole_, text: progress.report(done, whole_, f"{text} {name}"))
    made.report(0, None, "Đang ghi")
    return made


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
