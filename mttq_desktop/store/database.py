"""The data file: `reading()` is short, `writing()` is one lock, one transaction, one act."""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
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
from mttq_desktop.store.dialect import COMPILED, SHARED
from mttq_desktop.store.failures import translated
from mttq_desktop.store.settling import PRAGMAS as LOG_PRAGMAS
from mttq_desktop.store.settling import Settler

FILE_NAME = "mttq.sqlite3"
IMPORT = "import"
_PRAGMAS = (
    "journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=5000", "cache_size=-32000", *LOG_PRAGMAS,
)  # fmt: skip
_TOUCHES = re.compile(r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE(?: OR \w+)?|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)


@lru_cache
def _table_written(statement: str) -> str | None:
    found = _TOUCHES.match(statement)
    return found[1].lower() if found else None


@dataclass
class Writing:
    """One act under way: its connection (one transaction), its id, the tables touched so far."""

    connection: Connection
    act: int
    at: datetime
    touched: set[str] = field(default_factory=set)
    _session: Session | None = None

    @property
    def session(self) -> Session:
        """Mapped objects in the act's transaction; made when first asked for, most forms do without."""
        if self._session is None:
            self._session = ActSession(self.connection, expire_on_commit=False, info={"act": self.act})
        return self._session

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """Plain SQL in the act, by the driver's own cursor: a form's save is four of these, each thus half as long."""
        self.note(statement)
        return self._driver.execute(statement, values)

    def execute_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """The same for several rows."""
        self.note(statement)
        self._driver.executemany(statement, rows)

    def note(self, statement: str) -> None:
        """Remember the table that a statement writes to."""
        if (table := _table_written(statement)) is not None:
            self.touched.add(table)

    @property
    def _driver(self) -> Any:
        return self.connection.connection.driver_connection

    def flush(self) -> None:
        """Bring what mapped objects still hold to the transaction."""
        if self._session is not None:
            self._session.flush()

    def let_go(self) -> None:
        """Part with mapped objects; what comes of the transaction is not the session's affair."""
        if self._session is not None:
            self._session.close()

    def say(self, what: str) -> None:
        """Name the act once it is known what it does."""
        self.execute("UPDATE act SET what = ? WHERE id = ?", (what, self.act))


class Database:
    """One open data file. `user` is who acts, `now` the clock; both are passed in."""

    def __init__(self, path: Path, user: str, now: Any = datetime.now) -> None:
        self.path, self.user, self._now = path, user, now
        self.feed = Feed()
        self._lock = threading.RLock()
        self._writing: Writing | None = None
        self._writer: Connection | None = None
        self._closed = False
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
        with self._lock:  # a form that is being kept in another thread is kept first
            self._closed = True
            self._release()

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
            with self._transaction(keeps=origin != IMPORT) as connection:
                writing = self._begin(connection, origin, what)
                try:
                    yield writing
                    writing.flush()
                finally:
                    self._writing = None
                    writing.let_go()
            self._settler.look()
            changes = Changes(frozenset(writing.touched), origin, writing.act)
        self.feed.tell(changes)

    @contextmanager
    def noting(self) -> Iterator[tuple[Session, datetime]]:
        """A small write that is no act of the office (an unfinished form); not journalled, nobody is told."""
        with self._lock, translated(self.path):
            with self._transaction(keeps=True) as connection, Session(connection) as session:
                yield session, self._now()
                session.flush()
            self._settler.look()

    @contextmanager
    def _transaction(self, *, keeps: bool) -> Iterator[Connection]:
        """A transaction on the one connection that writes: its pages stay in memory from one save to the next.

        Without `keeps` on the connection that read last: an import writes where its rows were just looked up.
        """
        if not keeps:
            with self._engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
                yield connection
            return
        if self._writer is None:
            self._writer = self._engine.connect().execution_options(begin="IMMEDIATE")
        try:
            with self._writer.begin():
                yield self._writer
        except BaseException:
            _end(self._writer)
            raise
        finally:
            if self._closed:
                self._release()

    def _release(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._engine.dispose()

    def _begin(self, connection: Connection, origin: str, what: str) -> Writing:
        at = self._now()
        row = (at.isoformat(" ", "microseconds"), self.user, what, origin)
        raw: Any = connection.connection.driver_connection
        act = raw.execute("INSERT INTO act (at, who, what, origin) VALUES (?, ?, ?, ?)", row).lastrowid
        self._writing = Writing(connection, act, at)
        return self._writing

    def _note_table(self, connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if self._writing is not None:
            self._writing.note(statement)

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
        with self._engine.connect() as connection, schema.rebuilding(connection):
            schema.upgrade(connection)
            connection.commit()

    def _copy_before_upgrade(self, found: str) -> None:
        from mttq_desktop.store.backup import copy_file

        copy_file(self.path, self.path.with_name(f"{self.path.stem}-truoc-nang-cap-{found}.sqlite3"))


def _end(connection: Connection) -> None:
    """A refused COMMIT leaves SQLite's transaction open, SQLAlchemy takes it for ended: nothing could begin again."""
    raw: Any = connection.connection.driver_connection
    if raw.in_transaction:
        raw.rollback()


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
        f"{SHARED}:///{path}", module=dbapi2, poolclass=QueuePool, pool_use_lifo=True,
        connect_args={"check_same_thread": False}, execution_options={"compiled_cache": COMPILED},
    )  # fmt: skip
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _start)
    return engine


def _prepare(raw: Any, record: Any) -> None:
    raw.isolation_level = None
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")


def _start(connection: Connection) -> None:
    raw: Any = connection.connection.driver_connection
    raw.execute(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")
