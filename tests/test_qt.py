"""What decisions 0001 and 0002 rest on: Qt keeps its references, the driver has what the store needs."""

import sys

from PySide6.QtCore import QObject, Signal

CALLS = 1_000


class Bell(QObject):
    """Something that rings."""

    rung = Signal(bool)


def test_calls_that_return_nothing_keep_none() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference a call and aborts after some 4,500."""
    bell = Bell()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        bell.setObjectName("chuông")
    assert abs(sys.getrefcount(None) - before) < CALLS // 10


def test_emitting_keeps_true() -> None:
    heard: list[bool] = []
    bell = Bell()
    bell.rung.connect(heard.append)
    before = sys.getrefcount(True)
    for _ in range(CALLS):
        bell.rung.emit(True)
    heard.clear()
    assert abs(sys.getrefcount(True) - before) < CALLS // 10


def test_one_sqlite_has_what_the_store_needs() -> None:
    """contentless_delete came with SQLite 3.43; FTS5 must be built in."""
    from sqlcipher3 import dbapi2

    memory = dbapi2.connect(":memory:")
    memory.execute("CREATE VIRTUAL TABLE found USING fts5(words, content='', contentless_delete=1)")
    memory.close()
    assert dbapi2.sqlite_version_info >= (3, 43)
