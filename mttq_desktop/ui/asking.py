"""Questions to the data file off the window's thread; of several only the newest answer counts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal


class _Answer(QObject):
    """Carries an answer into the window's thread."""

    came = Signal(int, object)
    broke = Signal(int, object)


class _Question(QRunnable):
    """One question on its way through the pool."""

    def __init__(self, asker: "Asker", ticket: int, question: Callable[[], Any]) -> None:
        super().__init__()
        self._asker, self._ticket, self._question = asker, ticket, question
        self.answer = _Answer()
        self.answer.came.connect(asker.take)
        self.answer.broke.connect(asker.take_trouble)

    def run(self) -> None:
        """Called in the pool's thread; a question that is out of date is not put."""
        if self._asker.ticket != self._ticket:
            return
        try:
            found = self._question()
        except Exception as trouble:
            self.answer.broke.emit(self._ticket, trouble)
        else:
            self.answer.came.emit(self._ticket, found)


class Asker(QObject):
    """Puts one kind of question after a pause; `busy` while its newest answer is awaited."""

    failed = Signal(object)

    def __init__(self, parent: QObject, pause_ms: int = 0) -> None:
        super().__init__(parent)
        self.ticket = 0
        self.busy = False
        self._question: Callable[[], Any] | None = None
        self._take: Callable[[Any], object] | None = None
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(self._put)

    def ask(self, question: Callable[[], Any], take: Callable[[Any], object]) -> None:
        """Ask in a worker; `take` gets the answer in the window's thread unless a newer question was put."""
        self.ticket += 1
        self.busy = True
        self._question, self._take = question, take
        self._pause.start()

    def forget(self) -> None:
        """Nobody waits for the answer any more."""
        self.ticket += 1
        self.busy = False
        self._pause.stop()

    def _put(self) -> None:
        assert self._question is not None
        QThreadPool.globalInstance().start(_Question(self, self.ticket, self._question))

    def take(self, ticket: int, found: object) -> None:
        """The answer has come."""
        if ticket == self.ticket and self._take is not None:
            self.busy = False
            self._take(found)

    def take_trouble(self, ticket: int, trouble: Exception) -> None:
        """The question could not be answered; what is shown stays."""
        if ticket == self.ticket:
            self.busy = False
            self.failed.emit(trouble)
