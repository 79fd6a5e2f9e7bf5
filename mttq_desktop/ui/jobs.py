"""Longer work off the window's thread: make the job, connect, then start. One job runs at a time."""

import sys
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from mttq_desktop.errors import Cancelled, Trouble
from mttq_desktop.services.work import Progress

T = TypeVar("T")
Work = Callable[[Progress], T]
_OFTEN = 0.05
"""Seconds between two reports; more would only keep the window busy."""
_TURN = 0.001
"""Seconds after which a working thread lets the window's have its turn (Python's own five are felt)."""


class Job(QObject, Generic[T]):
    """One piece of work. Exactly one of `finished`, `failed`, `cancelled` comes, in the window's thread.

    `failed` carries a `Trouble` for the person; anything else is a bug and goes to `crashed`.
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

    def run_here(self) -> None:
        """Do the work in the calling thread and tell how it ended."""
        try:
            self._steps.check()
            result = self._work(self._steps)
        except Cancelled:
            self.cancelled.emit()
        except Trouble as trouble:
            self.failed.emit(trouble)
        except BaseException as bug:
            self.crashed.emit(bug)
        else:
            self.finished.emit(result)
        self.ended.emit()

    def _tell(self, done: int, total: int | None, text: str) -> None:
        now = monotonic()
        if now - self._told >= _OFTEN or done == total:
            self._told = now
            self.progress.emit(done, total, text)


class _Runner(QRunnable):
    """Carries a job into the pool."""

    def __init__(self, job: "Job[T]") -> None:
        super().__init__()
        self.job = job

    def run(self) -> None:
        """Called by the pool in its thread."""
        self.job.run_here()


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
        job.ended.connect(partial(self._end, kept))
        self.started.emit(job)
        self._pool.start(_Runner(job))
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

    def _end(self, job: "Job[object]") -> None:
        self._running.remove(job)
        self.ended.emit(job)
        job.deleteLater()
