"""Pieces of a large workbook laid aside in a file nobody else sees; it goes with whoever holds the shelf.

The window's memory then does not grow with the workbook. Only what this process laid is ever taken back, so that
pickle is safe here, as it is not between the window and the child that reads hostile files.
"""

import errno
import pickle
import struct
import tempfile
import threading
import weakref
from typing import IO, Any

_HEAD = struct.Struct(">II")
"""How much fits where a piece lies, and how long it is: one that is laid again often fits where it lay."""
_AGAIN = 1.2


class Shelf:
    """A temporary file that the system removes with the program, even when it is killed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        self._end = 0

    def lay(self, piece: object, before: int | None = None) -> int | None:
        """Where the piece lies now, if possible where it did `before`; None when the disk takes no more."""
        raw = pickle.dumps(piece, protocol=pickle.HIGHEST_PROTOCOL)
        with self._lock:
            try:
                return self._written(raw, before)
            except OSError:
                return None

    def _written(self, raw: bytes, before: int | None) -> int:
        file = self._opened()
        room, length = self._head(before)[0] if before is not None else 0, len(raw)
        at = before if before is not None and len(raw) <= room else self._end
        if at == self._end:
            room = int(len(raw) * _AGAIN)
            raw = raw.ljust(room, b"\0")
        file.seek(at)
        whole = _HEAD.pack(room, length) + raw
        if file.write(whole) < len(whole):
            raise OSError(errno.ENOSPC, "")
        self._end = max(self._end, at + _HEAD.size + room)
        return at

    def take(self, at: int) -> Any:
        """A piece as it was laid; it stays where it is."""
        with self._lock:
            _, length = self._head(at)
            raw = self._opened().read(length)
        return pickle.loads(raw)

    def _head(self, at: int) -> tuple[int, int]:
        file = self._opened()
        file.seek(at)
        room, length = _HEAD.unpack(file.read(_HEAD.size))
        return room, length

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            # nothing waits to be written: a full disk tells itself at once
            self._file = tempfile.TemporaryFile(buffering=0, prefix="mttq-")  # noqa: SIM115 - as long as the shelf
            weakref.finalize(self, self._file.close)
        return self._file
