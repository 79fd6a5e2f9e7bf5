"""The write-ahead log is carried into the data file beside the work, not at the end of somebody's save.

A commit is on the disk once the log is (`synchronous=FULL`); copying the log's pages to their places is
housekeeping. SQLite would do it inside the commit that passes 1,000 pages: 0.15 s more for an import of
10,000 rows, and now and then for a form. An interrupted copy is harmless: the log is still there.
"""

import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

KEPT = 4_000_000
"""Bytes to which SQLite cuts the log once all of it is in the data file."""
STEP = 1_000_000
"""Bytes a long log must have grown before it is tried again: somebody who still reads it does not cost every save."""
PRAGMAS = ("wal_autocheckpoint=0", f"journal_size_limit={KEPT}")


class Settler:
    """Copies a long log into its data file, in a thread of its own, one at a time."""

    def __init__(self, path: Path, connect: Callable[[], Any]) -> None:
        self._log, self._connect = path.with_name(path.name + "-wal"), connect
        self._thread: threading.Thread | None = None
        self._tried = 0

    def look(self) -> None:
        """After a commit: begin when the log has grown long."""
        if self._long() and (self._thread is None or not self._thread.is_alive()):
            self._thread = threading.Thread(target=self._settle, name="settling", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Until nothing is being copied any more."""
        if self._thread is not None:
            self._thread.join()

    def _long(self) -> bool:
        """Whether the log is long, and longer by a step than when it was last begun; a shorter one began anew."""
        with suppress(OSError):
            size = self._log.stat().st_size
            self._tried = self._tried if size >= self._tried else 0
            if size > KEPT and size - self._tried > STEP:
                self._tried = size
                return True
        return False

    def _settle(self) -> None:
        """Never waits for readers or writers; what they still need stays in the log until the next time."""
        with suppress(dbapi2.DatabaseError), closing(self._connect()) as connection:
            connection.driver_connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
