"""The data file: `reading()` is short, `writing()` is one lock, one transaction, one act."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from mttq_desktop.errors import StoreDamaged
from mttq_desktop.records.base import Record
from mttq_desktop.store import schema
from mttq_desktop.store.changes import Changes, Feed
from mttq_desktop.store.failures import translated
from mttq_desktop.store.settling import PRAGMAS as LOG_PRAGMAS
from mttq_desktop.store.settling import Settler

FILE_NAME = "mttq.sqlite3"
_PRAGMAS = (
    "journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=5000", "cache_size=-32000", *LOG_PRAGMAS,
)  # fmt: skip
_TOUCHES = re.compile(r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE(?: OR \w+)?|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)


@dataclass
class Writing:
    """One act under way: its session and connection (one transaction), its id, the tables touched so far."""

    session: Session
    connection: Connection
    act: int
    at: datetime
    touched: set[str] = field(default_factory=set)

    def say(self, what: str) -> None:
        """Name the act once it is known what it does."""
        self.connection.exec_driver_sql("UPDATE act SET what = ? WHERE id = ?", (what, self.act))


class Database:
    """One open data file. `user` is who acts, `now` the clock; both are passed in."""

    def __init__(self, path: Path, user: str, now: Any = datetime.now) -> None:
        self.path, self.user, self._now = path, user, now
        self.feed = Feed()
        self._lock = threading.RLock()
        self._writing: Writing | None = None
        self._engine = _engine(path)
        self._settler = Settler(path, self._engine.raw_connection)
        event.listen(self._engine, "before_cursor_execute", self._note_table)

    @classmethod
    def open(cls, path: Path, user: str = "", now: Any = datetime.now) -> "Database":
        """Open, or make, a data file; older files are upgraded on a copy kept beside."""
        with translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = not path.exists()
            if not fresh:
                _refuse_empty(path)
            database = cls(path, user, now)
            try:
                database._bring_up_to_date(fresh=fresh)
            except BaseException:
                database.close()
                if fresh:
                    _discard(path)
                raise
            return database

    def close(self) -> None:
        """Let go of the file (its WAL is folded in by the last connection)."""
        self.settle()
        self._engine.dispose()

    def settle(self) -> None:
        """Wait until what was committed is in the data file itself, as far as nobody reads an older state."""
        self._settler.wait()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A short look; what it returns may be kept by views."""
        with translated(self.path), Session(self._engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self, origin: str, what: str) -> Iterator[Writing]:
        """One act: all of it is kept, or nothing; afterwards the feed tells what changed."""
        with self._lock, translated(self.path):
            assert self._writing is None, "an act inside an act"
            with ActSession(self._engine, expire_on_commit=False) as session:
                session.connection(execution_options={"begin": "IMMEDIATE"})
                writing = self._begin(session, origin, what)
                try:
                    yield writing
                    session.commit()
                finally:
                    self._writing = None
            self._settler.look()
            changes = Changes(frozenset(writing.touched), origin, writing.act)
        self.feed.tell(changes)

    @contextmanager
    def noting(self) -> Iterator[tuple[Session, datetime]]:
        """A small write that is no act of the office (an unfinished form); not journalled, nobody is told."""
        with self._lock, translated(self.path), Session(self._engine) as session:
            session.connection(execution_options={"begin": "IMMEDIATE"})
            yield session, self._now()
            session.commit()
            self._settler.look()

    def _begin(self, session: Session, origin: str, what: str) -> Writing:
        connection, at = session.connection(), self._now()
        row = (at.isoformat(" ", "microseconds"), self.user, what, origin)
        act = connection.exec_driver_sql("INSERT INTO act (at, who, what, origin) VALUES (?, ?, ?, ?)", row).lastrowid
        connection.exec_driver_sql("UPDATE current_act SET act_id = ? WHERE id = 1", (act,))
        session.info["act"] = act
        self._writing = Writing(session, connection, act, at)
        return self._writing

    def _note_table(self, connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if self._writing is not None and (found := _TOUCHES.match(statement)):
            self._writing.touched.add(found[1].lower())

    def _bring_up_to_date(self, *, fresh: bool) -> None:
        with self._engine.connect() as connection:
            found = schema.version(connection)
            foreign = found is None and not fresh and _has_tables(connection)
        schema.check_known(found, self.path)
        if foreign:
            raise StoreDamaged(
                f"“{self.path.name}” không phải tệp dữ liệu của MTTQ Desktop.", "Chọn đúng tệp, hoặc thư mục khác."
            )
        if found == schema.HEAD:
            return
        if found is not None:
            self._copy_before_upgrade(found)
        with self._engine.connect() as connection:
            schema.upgrade(connection)
            connection.commit()

    def _copy_before_upgrade(self, found: str) -> None:
        from mttq_desktop.store.backup import copy_file

        copy_file(self.path, self.path.with_name(f"{self.path.stem}-truoc-nang-cap-{found}.sqlite3"))


def _refuse_empty(path: Path) -> None:
    """A full disk or a broken copy leaves a file of no bytes, which SQLite would take for a new one."""
    if path.is_file() and path.stat().st_size == 0:
        raise StoreDamaged(
            f"Tệp dữ liệu “{path.name}” rỗng (0 byte).",
            f"Phục hồi từ bản sao lưu gần nhất. Nếu đây là lần đầu dùng, xóa tệp này trong “{path.parent}” rồi mở lại.",
        )


def _discard(path: Path) -> None:
    """A data file that could not be made is not left behind."""
    from mttq_desktop.store.backup import discard

    with suppress(OSError):
        discard(path)


def _has_tables(connection: Connection) -> bool:
    return connection.execute(text("SELECT 1 FROM sqlite_master")).first() is not None


class ActSession(Session):
    """A session that signs what it writes with its act (`info["act"]`)."""


@event.listens_for(ActSession, "before_flush")
def _sign(session: Session, context: Any, instances: Any) -> None:
    act = session.info.get("act")
    for new in session.new:
        if isinstance(new, Record):
            new.made_by = new.changed_by = act
    for old in session.dirty:
        if isinstance(old, Record) and session.is_modified(old):
            old.changed_by, old.revision = act, old.revision + 1


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}", module=dbapi2, poolclass=QueuePool, connect_args={"check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _start)
    return engine


def _prepare(raw: Any, record: Any) -> None:
    raw.isolation_level = None
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")


def _start(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")
