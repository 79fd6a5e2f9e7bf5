"""Longer work off the window's thread: make the job, connect, then start. One job runs at a time."""

import sys
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal
from shiboken6 import isValid

from mttq_desktop.errors import Cancelled, Trouble
from mttq_desktop.services.work import Progress
from mttq_desktop.ui.aside import Errand, send_off, tell_window

T = TypeVar("T")
Work = Callable[[Progress], T]
_OFTEN = 0.05
"""Seconds between two reports; more would only keep the window busy."""
_TURN = 0.001
"""Seconds after which a working thread lets the window's have its turn (Python's own five are felt)."""


class Job(QObject, Generic[T]):
    """One piece of work. Exactly one of `finished`, `failed`, `cancelled`, `crashed` comes, then `ended`.

    `failed` carries a `Trouble` for the person; anything else is a bug and goes to `crashed`.
    All are sent in the window's thread.
    """

    progress = Signal(object, object, str)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    crashed = Signal(object)
    ended = Signal()

    def __init__(self, title: str, work: Work[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._work = work
        self._told = 0.0
        self._steps = Progress(self._tell)

    def cancel(self) -> None:
        """Hủy: the work stops at its next report and rolls back."""
        self._steps.cancelled = True

    def run(self) -> T:
        """Do the work, in the worker's thread."""
        self._steps.check()
        return self._work(self._steps)

    def end(self, result: T, raised: BaseException | None) -> None:
        """Say how it ended."""
        if raised is None:
            self.finished.emit(result)
        elif isinstance(raised, Cancelled):
            self.cancelled.emit()
        elif isinstance(raised, Trouble):
            self.failed.emit(raised)
        else:
            self.crashed.emit(raised)
        self.ended.emit()

    def _tell(self, done: int, total: int | None, text: str) -> None:
        now = monotonic()
        if now - self._told >= _OFTEN or done == total:
            self._told = now
            tell_window(self, partial(self.progress.emit, done, total, text))


class Jobs(QObject):
    """The queue of one worker. Keeps jobs alive until they end."""

    started = Signal(object)
    ended = Signal(object)
    crashed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: list[Job[object]] = []

    @property
    def running(self) -> tuple["Job[object]", ...]:
        """Jobs waiting or at work, oldest first."""
        return tuple(self._running)

    @property
    def busy(self) -> bool:
        """True while anything waits or works."""
        return bool(self._running)

    def start(self, job: "Job[T]") -> "Job[T]":
        """Queue a job whose signals are connected already."""
        kept: Job[object] = job  # type: ignore[assignment]  # a queue of jobs of any result
        self._running.append(kept)
        job.crashed.connect(self.crashed)
        self.started.emit(job)
        send_off(self._pool, Errand(self, job.run, partial(self._end, kept)))
        return job

    def do(
        self, title: str, work: Work[T], done: Callable[[T], object], failed: Callable[[Trouble], object] | None = None
    ) -> "Job[T]":
        """Make, connect and start in one line."""
        job = Job(title, work, self)
        job.finished.connect(done)
        if failed is not None:
            job.failed.connect(failed)
        return self.start(job)

    def stop(self, patience_ms: int = 5_000) -> bool:
        """Cancel everything and wait, as the program closes; True when all have ended."""
        for job in self._running:
            job.cancel()
        return self._pool.waitForDone(patience_ms)

    def _end(self, job: "Job[object]", result: object, raised: BaseException | None) -> None:
        """A job whose page went away meanwhile has nobody to tell."""
        self._running.remove(job)
        if isValid(job):
            job.end(result, raised)
            job.deleteLater()
        self.ended.emit(job)
