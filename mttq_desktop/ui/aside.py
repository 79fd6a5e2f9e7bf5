"""Work beside the window's thread. No thread but the window's ever tells, holds or deletes a QObject of ours.

A signal sent by a worker's own object is still being sent when the window has heard it; an object the window
then deletes is torn from under the sender, and the program with it. So a worker hands what it has to tell to
one mailbox that lives as long as the program, and keeps nothing.
"""

from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal
from shiboken6 import isValid

Told = Callable[[], object]


class _Mailbox(QObject):
    """Takes calls from any thread and makes them, one after another, in the window's."""

    _came = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._letters: SimpleQueue[tuple[QObject, Told]] = SimpleQueue()
        self._came.connect(self._open, Qt.ConnectionType.QueuedConnection)

    def put(self, letters: list[tuple[QObject, Told]]) -> None:
        """Take the one letter out of its list, so that the sender holds it no more once it may be read."""
        self._letters.put(letters.pop())
        self._came.emit()

    def _open(self) -> None:
        owner, call = self._letters.get_nowait()
        if isValid(owner):
            call()


_mailbox = _Mailbox()


class Errand:
    """One piece of work and whom to tell of its end: `tell(value, None)` or `tell(None, what was raised)`."""

    def __init__(self, owner: QObject, work: Callable[[], Any], tell: Callable[[Any, BaseException | None], object]):
        self.owner, self._work, self._tell = owner, work, tell
        self._value: Any = None
        self._raised: BaseException | None = None

    def do(self) -> None:
        """Called in the worker's thread."""
        try:
            self._value = self._work()
        except BaseException as raised:
            self._raised = raised

    def told(self) -> None:
        """Called in the window's thread. What was raised knows its frame and that frame this errand: not kept."""
        value, raised, self._value, self._raised = self._value, self._raised, None, None
        self._tell(value, raised)


def send_off(pool: QThreadPool, errand: Errand) -> None:
    """Do it in the pool and tell of it in the window's thread, unless its owner is gone by then."""
    pool.start(partial(_run, [errand]))


def tell_window(owner: QObject, call: Told) -> None:
    """From a worker, while its errand lasts: make this call in the window's thread unless the owner is gone."""
    _mailbox.put([(owner, call)])


def _run(errands: list[Errand]) -> None:
    errands[0].do()
    _mailbox.put(_letters(errands))


def _letters(errands: list[Errand]) -> list[tuple[QObject, Told]]:
    errand = errands.pop()
    return [(errand.owner, errand.told)]
