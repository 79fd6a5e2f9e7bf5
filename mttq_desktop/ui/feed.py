"""News of the data file in the window's thread, whoever wrote and in whichever thread."""

import threading
from functools import partial

from PySide6.QtCore import QObject, Signal

from mttq_desktop.store.changes import Changes, Feed
from mttq_desktop.ui.aside import tell_window


class WindowFeed(QObject):
    """Passes on what the plain feed tells; `changed` is sent in the window's thread, where this is made."""

    changed = Signal(object)

    def __init__(self, feed: Feed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._here = threading.get_ident()
        self._stop = feed.subscribe(self._tell)

    def stop(self) -> None:
        """Listen no longer."""
        self._stop()

    def _tell(self, changes: Changes) -> None:
        """At once in the window's own thread; a worker's news by the mailbox."""
        if threading.get_ident() == self._here:
            self.changed.emit(changes)
        else:
            tell_window(self, partial(self.changed.emit, changes))
