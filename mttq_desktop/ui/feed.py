"""News of the data file in the window's thread, whoever wrote and in whichever thread."""

from PySide6.QtCore import QObject, Signal

from mttq_desktop.store.changes import Feed


class WindowFeed(QObject):
    """Passes on what the plain feed tells; `changed` comes in the thread this object lives in."""

    changed = Signal(object)

    def __init__(self, feed: Feed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = feed.subscribe(self.changed.emit)

    def stop(self) -> None:
        """Listen no longer."""
        self._stop()
