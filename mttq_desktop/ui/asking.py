"""Questions to the data file, and short writes, off the window's thread; of several only the newest answer counts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QMetaMethod, QObject, QThreadPool, QTimer, Signal

from mttq_desktop.errors import Trouble
from mttq_desktop.ui.aside import Errand, send_off

Take = Callable[[Any], object]
Refused = Callable[[Trouble], object]


@dataclass(frozen=True, eq=False)
class _Question:
    """One question on its way through the pool."""

    ticket: int
    ask: Callable[[], Any]
    take: Take | None
    refused: Refused | None


class Asker(QObject):
    """Puts one kind of question after a pause; `busy` while its newest answer is awaited.

    With `in_order` nothing is passed over: each is done, one after another. A write may have to wait for
    a longer job's lock, and the window must not.
    """

    failed = Signal(object)

    def __init__(self, parent: QObject, pause_ms: int = 0, in_order: bool = False) -> None:
        super().__init__(parent)
        self.ticket = 0
        self.busy = False
        self._in_order = in_order
        self._pool = QThreadPool(self) if in_order else QThreadPool.globalInstance()
        if in_order:
            self._pool.setMaxThreadCount(1)
        self._waiting: _Question | None = None
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(self._put)

    def ask(self, question: Callable[[], Any], take: Take | None = None, refused: Refused | None = None) -> None:
        """Ask in a worker; `take` gets the answer, `refused` a trouble of the person's, in the window's thread."""
        if self._in_order:
            self._put()
        self.ticket += 1
        self.busy = True
        self._waiting = _Question(self.ticket, question, take, refused)
        self._pause.start()

    def forget(self) -> None:
        """Nobody waits for the answer any more."""
        self.ticket += 1
        self.busy = False
        self._waiting = None
        self._pause.stop()

    def wait(self) -> None:
        """Until everything asked in order is done, as a page goes away."""
        self._put()
        if self._in_order:
            self._pool.waitForDone()

    def wants(self, ticket: int) -> bool:
        """Whether a question is still worth putting."""
        return self._in_order or ticket == self.ticket

    def _put(self) -> None:
        self._pause.stop()
        question, self._waiting = self._waiting, None
        if question is not None:
            send_off(self._pool, Errand(self, partial(self._answer, question), partial(self._take, question)))

    def _answer(self, question: _Question) -> Any:
        """Called in the pool's thread; a question that is out of date is not put."""
        return question.ask() if self.wants(question.ticket) else None

    def _take(self, question: _Question, found: Any, trouble: BaseException | None) -> None:
        """An answer has come, or it could not be answered: then what is shown stays."""
        self.busy = self.busy and question.ticket != self.ticket
        if not self.wants(question.ticket):
            return
        if trouble is not None:
            self._refuse(question, trouble)
        elif question.take is not None:
            question.take(found)

    def _refuse(self, question: _Question, trouble: BaseException) -> None:
        """What is no trouble of the person's is a bug."""
        if question.refused is not None and isinstance(trouble, Trouble):
            question.refused(trouble)
        elif self.isSignalConnected(QMetaMethod.fromSignal(self.failed)):
            self.failed.emit(trouble)
        else:
            raise trouble
