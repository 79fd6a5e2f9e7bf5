"""The window's beginning: a folder, a theme, one window, its first paint; everything else comes after.

Nothing heavy is imported here: SQLAlchemy and the pages are loaded once the window stands (program.py).
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from mttq_desktop.paths import portable_data
from mttq_desktop.services import place
from mttq_desktop.ui import theme

if TYPE_CHECKING:
    from mttq_desktop.ui.crash import CrashGuard
    from mttq_desktop.ui.program import Program
    from mttq_desktop.ui.single import SingleInstance

NAME = "mttq-desktop"
_ATTEMPTS, _PAUSE_MS = 12, 200
_AFTER_PAINT_MS = 300
"""The network library of the channel, the icon and the report of bugs are loaded once the window stands."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the start was given: a data folder, a file to take in (a workbook, an exchange package)."""

    data_dir: Path | None = None
    workbook: Path | None = None


def read_arguments(argv: Sequence[str]) -> Given:
    """`--data-dir DIR`, `--data-dir=DIR`, and a file's path; what the file is, the import page says."""
    folder, workbook = None, None
    rest = iter(argv)
    for word in rest:
        if word == "--data-dir":
            folder = Path(next(rest, "") or ".")
        elif word.startswith("--data-dir="):
            folder = Path(word.partition("=")[2])
        elif not word.startswith("-"):
            workbook = Path(word)
    return Given(folder, workbook)


def settings_folder() -> Path:
    """The folder platformdirs would name, asked of Qt, which is loaded already (tested to be the same)."""
    usual = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)) / NAME
    return portable_data() or usual


def usual_data_dir() -> Path:
    """As above, for data."""
    usual = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)) / NAME
    return portable_data() or usual


def held_by(given: Given, own: Path, folder: Path) -> Path:
    """What one window stands for: the person's own book, wherever it lies now, or a folder named at the start."""
    return folder if given.data_dir is None or given.data_dir.absolute() == own.absolute() else given.data_dir


def lock_of(held: Path, folder: Path) -> QLockFile:
    """The lock of a book on this PC; held as long as its window lives."""
    from zlib import crc32

    mark = crc32(str(held.expanduser().absolute()).encode())
    lock = QLockFile(str(folder / f"cua-so-{mark:08x}.lock"))
    lock.setStaleLockTime(0)
    return lock


def is_taken(lock: QLockFile, folder: Path) -> bool:
    """True when another window holds the folder; a lock that cannot be made stops nobody."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError


def hand_over(held: Path, given: Given) -> bool:
    """Give the workbook to the window that is there, which may still be starting; False when it does not answer."""
    from PySide6.QtCore import QThread

    from mttq_desktop.ui.single import SingleInstance, name_for

    words = [str(given.workbook.absolute())] if given.workbook else []
    for _ in range(_ATTEMPTS):
        if SingleInstance(name_for(held)).hand_over(words):
            return True
        QThread.msleep(_PAUSE_MS)
    return False


def answer_calls(program: "Program", held: Path) -> "SingleInstance":
    """From now on a later start comes to this window."""
    from mttq_desktop.ui.single import SingleInstance, name_for

    instance = SingleInstance(name_for(held), program)
    instance.called.connect(program.called)
    instance.listen()
    return instance


def dress(app: QApplication) -> None:
    """The window's icon. Windows and the Linux desktops know it already from the program file."""
    from PySide6.QtGui import QIcon

    from mttq_desktop.paths import resources

    app.setWindowIcon(QIcon(str(resources() / "icons" / "mttq-desktop.svg")))


def watch_for_bugs(program: "Program", folder: Path) -> "CrashGuard":
    """What nobody caught is written to a report beside the settings, and told in plain words."""
    from mttq_desktop.ui.crash import CrashGuard

    guard = CrashGuard(folder / "loi", datetime.now, program)
    program.jobs.crashed.connect(guard.take)
    guard.install()
    return guard


def make_application() -> QApplication:
    """The Qt application with our name and Vietnamese words."""
    from mttq_desktop.ui.language import speak_vietnamese

    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("MTTQ Desktop")
    app.setDesktopFileName(NAME)
    speak_vietnamese(app)
    return app


def mode_of(text: str) -> theme.Mode:
    """The theme remembered; the desktop's own for anything else."""
    return theme.Mode(text) if text in set(theme.Mode) else theme.Mode.SYSTEM


def begin(given: Given, folder: Path) -> "Program":
    """The window of a data folder, shown; it opens the data file by itself."""
    from mttq_desktop.ui.program import Program

    pointer = place.read_pointer(folder)
    program = Program(given.data_dir or pointer.data_dir or usual_data_dir(), folder, workbook=given.workbook)
    program.show()
    return program


def run(argv: Sequence[str]) -> int:
    """Open the window and stay until it is closed; the exit code."""
    given = read_arguments(argv)
    app = make_application()
    folder = settings_folder()
    pointer = place.read_pointer(folder)
    theme.apply(app, mode_of(pointer.theme))
    held = held_by(given, pointer.data_dir or usual_data_dir(), folder)
    lock = lock_of(held, folder)
    if is_taken(lock, folder) and hand_over(held, given):
        return 0
    program = begin(given, folder)

    def settle() -> None:
        watch_for_bugs(program, folder)
        answer_calls(program, held)
        dress(app)

    QTimer.singleShot(_AFTER_PAINT_MS, program, settle)
    code = app.exec()
    program.close()
    lock.unlock()
    return code
