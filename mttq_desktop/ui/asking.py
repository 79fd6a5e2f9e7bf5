"""Questions to the data file, and short writes, off the window's thread; of several only the newest answer counts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMetaMethod, QObject, QRunnable, QThreadPool, QTimer, Signal

from mttq_desktop.errors import Trouble

Take = Callable[[Any], object]
Refused = Callable[[Trouble], object]


class _Answer(QObject):
    """Carries an answer into the window's thread."""

    came = Signal(object, object)
    broke = Signal(object, object)


class _Question(QRunnable):
    """One question on its way through the pool."""

    def __init__(
        self, asker: "Asker", ask: Callable[[], Any], take: Take | None, refused: Refused | None
    ) -> None:
        super().__init__()
        self.ticket, self.take, self.refused = asker.ticket, take, refused
        self._asker, self._ask = asker, ask
        self._answer = _Answer()
        self._answer.came.connect(asker.take_answer)
        self._answer.broke.connect(asker.take_trouble)

    def run(self) -> None:
        """Called in the pool's thread; a question that is out of date is not put."""
        if not self._asker.wants(self.ticket):
            return
        try:
            found = self._ask()
        except Exception as trouble:
            self._answer.broke.emit(self, trouble)
        else:
            self._answer.came.emit(self, found)


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
        self._waiting = _Question(self, question, take, refused)
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
            self._pool.start(question)

    def take_answer(self, question: _Question, found: object) -> None:
        """An answer has come."""
        self.busy = self.busy and question.ticket != self.ticket
        if self.wants(question.ticket) and question.take is not None:
            question.take(found)

    def take_trouble(self, question: _Question, trouble: Exception) -> None:
        """It could not be answered; what is shown stays. What is no trouble of the person's is a bug."""
        self.busy = self.busy and question.ticket != self.ticket
        if not self.wants(question.ticket):
            return
        if question.refused is not None and isinstance(trouble, Trouble):
            question.refused(trouble)
        elif self.isSignalConnected(QMetaMethod.fromSignal(self.failed)):
            self.failed.emit(trouble)
        else:
            raise trouble
