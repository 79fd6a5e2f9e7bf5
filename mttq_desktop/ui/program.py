"""The program while it runs: one window at a time on one data folder, and changing from one to another.

Light on purpose: the window stands before SQLAlchemy and the pages are loaded, in a worker.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.rules.period import Period
from mttq_desktop.services import place
from mttq_desktop.services.work import Progress
from mttq_desktop.ui import entries, theme
from mttq_desktop.ui.jobs import Jobs
from mttq_desktop.ui.shell import OfficeShell, OfficeWindow

if TYPE_CHECKING:
    from mttq_desktop.services.backup import Restored
    from mttq_desktop.ui.context import Context
    from mttq_desktop.ui.desk import Desk
    from mttq_desktop.ui.pages.first_run import FirstRunWindow


class Program(QObject):
    """The composition root. `opened` comes when a data file is open and its first page is there."""

    opened = Signal()
    troubled = Signal(object)

    def __init__(
        self, data_dir: Path, folder: Path, *, workbook: Path | None = None,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:  # fmt: skip
        super().__init__()
        self.data_dir, self.folder, self._now = data_dir, folder, now
        self._workbook = workbook
        self.jobs = Jobs(self)
        self.window: OfficeWindow | None = None
        self.first_run: FirstRunWindow | None = None
        self._desk: Desk | None = None
        self._told: Trouble | None = None

    # ── windows ──────────────────────────────────────────────────────────────

    def show(self) -> None:
        """The window of the folder: the office's pages, or the three first questions."""
        if place.holds_store(self.data_dir):
            self._show_office()
        else:
            self._show_first_run()

    @property
    def desk(self) -> "Desk":
        """The open data file at work; pages are only made once there is one."""
        assert self._desk is not None
        return self._desk

    def front(self) -> QWidget | None:
        """The window in front."""
        return self.window or self.first_run

    def _show_office(self) -> None:
        old = self.window
        period = Period.quarter_of(self._now().date())
        self.window = OfficeWindow(entries.entries(lambda: self.desk), period, jobs=self.jobs)
        self.window.painted.connect(self._open)
        self.window.closing.connect(self._closing)
        if old is not None:
            self.window.restoreGeometry(old.saveGeometry())
            _throw_away(old)
        self.window.show()

    def _show_first_run(self) -> None:
        from mttq_desktop.ui.pages.first_run import FirstRunWindow

        self.first_run = FirstRunWindow(self.data_dir, self._now().date(), self.jobs)
        self.first_run.done.connect(self._first_run_done)
        self.first_run.show()

    def _first_run_done(self, data_dir: Path, practice: bool) -> None:
        values = {"data_dir": data_dir, "office_dir": self.data_dir if practice else None}
        place.remember(self.folder, **values)
        old, self.first_run = self.first_run, None
        self.data_dir = data_dir
        self._show_office()
        if old is not None:
            _throw_away(old)

    # ── opening ──────────────────────────────────────────────────────────────

    def _open(self) -> None:
        assert self.window is not None
        shell, data_dir = OfficeShell(self.window), self.data_dir

        def work(progress: Progress) -> "Context":
            from mttq_desktop.ui.opening import open_context

            return open_context(data_dir, self.jobs, shell, self._now)

        self.jobs.do("Đang mở sổ", work, partial(self._arrived, shell), self._trouble)

    def _arrived(self, shell: OfficeShell, context: "Context") -> None:
        from mttq_desktop.ui.desk import Desk

        if self.window is not shell.window:
            context.database.close()
            return
        self._desk = Desk(context, shell, self, self._now)
        shell.window.let_in()
        shell.window.help_asked.connect(self._help)
        self._desk.tidy()
        if self._told is not None:
            shell.explain(self._told)
            self._told = None
        workbook, self._workbook = self._workbook, None
        if workbook is not None:
            self.take_in(workbook)
        self.opened.emit()

    def take_in(self, workbook: Path) -> None:
        """A workbook was double-clicked: show it on the import page."""
        if self._desk is None:
            self._workbook = workbook
        else:
            self._desk.shell.show_page(entries.IMPORTING, files=(workbook,))

    def called(self, words: tuple[str, ...]) -> None:
        """A later start: come to the front, and take its workbook in."""
        front = self.front()
        if front is not None:
            front.setWindowState(front.windowState() & ~front.windowState().WindowMinimized)
            front.raise_()
            front.activateWindow()
        for word in words:
            self.take_in(Path(word))

    def _help(self, page: str) -> None:
        from mttq_desktop.ui.help import HelpWindow

        HelpWindow.show_page(page, self.window)

    # ── troubles at opening ──────────────────────────────────────────────────

    def _trouble(self, trouble: Trouble) -> None:
        from mttq_desktop.ui.pages.trouble import TroublePage

        assert self.window is not None
        page = TroublePage(trouble, self.data_dir)
        page.again.connect(self._show_office)
        page.restore_asked.connect(self.restore)
        page.folder_chosen.connect(self.open_folder)
        page.close_asked.connect(self.window.close)
        self.window.stack.addWidget(page)
        self.window.stack.setCurrentWidget(page)
        self.window.heading.setText("Chưa mở được sổ")
        for part in (self.window.sidebar, self.window.search_box, self.window.period_chooser):
            part.setEnabled(False)
        self.troubled.emit(trouble)

    # ── Keeper ───────────────────────────────────────────────────────────────

    @property
    def mode(self) -> theme.Mode:
        """The theme the person chose."""
        text = place.read_pointer(self.folder).theme
        return theme.Mode(text) if text in set(theme.Mode) else theme.Mode.SYSTEM

    def set_theme(self, mode: theme.Mode) -> None:
        """Another theme, at once and from now on."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setOverrideCursor(Qt.CursorShape.WaitCursor)  # many pages may have to be dressed anew
        try:
            theme.apply(app, mode)
        finally:
            app.restoreOverrideCursor()
        place.remember(self.folder, theme=mode.value)

    def open_folder(self, data_dir: Path) -> None:
        """Work on another folder, and remember it; a folder without a data file begins with the questions."""
        self._let_go()
        self.data_dir = data_dir
        place.remember(self.folder, data_dir=data_dir)
        if place.holds_store(data_dir):
            self._show_office()
            return
        old, self.window = self.window, None
        self._show_first_run()
        if old is not None:
            _throw_away(old)

    def restore(self, source: Path) -> None:
        """Put a copy in place of the data file; the window opens anew on it."""
        self._let_go()
        data_dir, now = self.data_dir, self._now()

        def work(progress: Progress) -> "Restored":
            from mttq_desktop.ui.opening import restore_store

            return restore_store(source, data_dir, now)

        self.jobs.do("Đang phục hồi", work, self._restored, self._not_restored)

    def _restored(self, restored: "Restored") -> None:
        kept = f"Bản trước khi phục hồi được giữ ở:\n{restored.kept_before}" if restored.kept_before else ""
        self._told = Trouble("Đã phục hồi sổ từ bản sao lưu.", kept)
        self._show_office()

    def _not_restored(self, trouble: Trouble) -> None:
        self._told = trouble
        self._show_office()

    def practise(self) -> None:
        """Open the practice province beside the office's data; it is made the first time."""
        office_dir = self.data_dir
        data_dir = place.practice_dir(office_dir)

        def work(progress: Progress) -> Path:
            from mttq_desktop.ui.opening import begin_practice

            return begin_practice(data_dir, progress)

        self.jobs.do("Chuẩn bị tỉnh thực hành", work, partial(self._practising, office_dir), self._told_now)

    def _practising(self, office_dir: Path, data_dir: Path) -> None:
        place.remember(self.folder, office_dir=office_dir)
        self.open_folder(data_dir)

    def _told_now(self, trouble: Trouble) -> None:
        self.desk.shell.explain(trouble)

    def leave_practice(self) -> None:
        """Back to the office's own data, or to the three questions when there is none yet."""
        office_dir = place.read_pointer(self.folder).office_dir or self.data_dir.parent
        place.remember(self.folder, office_dir=None)
        self.open_folder(office_dir)

    # ── closing ──────────────────────────────────────────────────────────────

    def _let_go(self) -> None:
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.window.ready = False
            desk.close()

    def _closing(self) -> None:
        if self.window is not None:
            self.window.hide()

    def close(self) -> None:
        """The window is gone: stop work, make the copy that is due, let go of the file."""
        self.jobs.stop()
        self._let_go()


def _throw_away(window: QWidget) -> None:
    """A window another one has taken the place of; closing it must not end the program."""
    window.blockSignals(True)
    window.hide()
    window.deleteLater()
