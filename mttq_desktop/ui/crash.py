"""What happens when the program itself is wrong: a local report without personal data, and plain words.

The report holds where it happened and which versions ran. It holds no values and no text of the error,
because those may quote a petition or a name.
"""

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from mttq_desktop import __version__
from mttq_desktop.paths import PACKAGE
from mttq_desktop.ui.buttons import Button

_MOST_REPORTS = 20


def report_text(bug: BaseException, at: datetime) -> str:
    """Versions, then every error of the chain with its places in the code."""
    from PySide6 import __version__ as qt

    lines = [
        f"MTTQ Desktop {__version__} · Python {platform.python_version()} · Qt {qt}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        at.isoformat(timespec="seconds"),
    ]
    seen: set[int] = set()
    link: BaseException | None = bug
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        kind = type(link)
        lines += ["", f"{kind.__module__}.{kind.__qualname__}", *_places(link.__traceback__)]
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def _places(trace: TracebackType | None) -> list[str]:
    return [f"  {_short(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]


def _short(file_name: str) -> str:
    """A path without the person's folders."""
    path = Path(file_name)
    for root in (PACKAGE.parent, Path(sys.prefix), Path(sys.base_prefix)):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name


def write_report(folder: Path, bug: BaseException, at: datetime) -> Path | None:
    """Keep the report; only the newest twenty stay. None when the folder cannot be written."""
    path = folder / f"loi-{at:%Y%m%d-%H%M%S}-{at.microsecond:06d}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(report_text(bug, at), encoding="utf-8")
        for old in sorted(folder.glob("loi-*.txt"))[:-_MOST_REPORTS]:
            old.unlink()
    except OSError:
        return None
    return path


class CrashDialog(QDialog):
    """Says that the program is at fault, that kept records are safe, and what to do."""

    def __init__(self, report: str, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Chương trình gặp lỗi")
        self.setMinimumWidth(560)
        self.report, self.path = report, path
        title = QLabel("Chương trình gặp lỗi ngoài dự kiến")
        title.setProperty("role", "heading")
        words = QLabel(
            "Việc vừa làm có thể chưa xong. Những gì đã lưu vẫn nguyên trong sổ; phần đang gõ được giữ làm bản nháp.\n"
            "Hãy làm lại bước vừa rồi. Nếu lỗi lặp lại, gửi bản ghi lỗi dưới đây cho người hỗ trợ; "
            "bản ghi không chứa dữ liệu cá nhân."
        )
        words.setWordWrap(True)
        box = QPlainTextEdit(report)
        box.setReadOnly(True)
        box.setAccessibleName("Bản ghi lỗi")
        box.setFixedHeight(180)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for part in (title, words, box):
            column.addWidget(part)
        column.addLayout(self._buttons())
        self.go_on.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        folder = Button("Mở thư mục chứa bản ghi", act=self._open_folder)
        folder.setVisible(self.path is not None)
        row.addWidget(folder)
        row.addWidget(Button("Chép bản ghi", act=lambda: QGuiApplication.clipboard().setText(self.report)))
        row.addStretch(1)
        self.go_on = Button("Tiếp tục làm việc", strong=True, act=self.accept)
        self.go_on.setDefault(True)
        row.addWidget(self.go_on)
        return row

    def _open_folder(self) -> None:
        if self.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent)))


class CrashGuard(QObject):
    """Catches what nobody caught, from any thread; one dialog at a time."""

    caught = Signal(object)

    def __init__(self, folder: Path, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._now = folder, now
        self.dialog: CrashDialog | None = None
        self.caught.connect(self.show_bug, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the place of Python's own printing to a console nobody sees."""
        sys.excepthook = lambda kind, bug, trace: self.take(bug)
        threading.excepthook = lambda caught: self.take(caught.exc_value)

    def take(self, bug: BaseException | None) -> None:
        """Pass a bug on to the window's thread; Ctrl+C in a console still ends the program."""
        if isinstance(bug, KeyboardInterrupt):
            QApplication.exit(130)
        elif bug is not None:
            self.caught.emit(bug)

    def show_bug(self, bug: BaseException) -> CrashDialog:
        """Write the report, and show it unless one is shown already."""
        at = self._now()
        path = write_report(self._folder, bug, at)
        if self.dialog is None or not self.dialog.isVisible():
            self.dialog = CrashDialog(report_text(bug, at), path, QApplication.activeWindow())
            self.dialog.open()
        return self.dialog
