"""Bringing a data file to the program's schema: migrations by Alembic, triggers and indexes made anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from mttq_desktop.errors import NewerStore, StoreDamaged
from mttq_desktop.records.base import Base
from mttq_desktop.store import journal, search

HEAD = "0002"
"""The newest migration; a test compares it with the migrations folder."""
KNOWN = ("0001", "0002")
MIGRATIONS = Path(__file__).parent / "migrations"


def version(connection: Connection) -> str | None:
    """The file's migration, or None when it holds no schema of ours."""
    found = connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).first()
    if found is None:
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return str(row[0]) if row else None


def check_known(found: str | None, path: Path) -> None:
    """Refuse a file written by a newer program."""
    if found is not None and found not in KNOWN:
        raise NewerStore(
            f"Tệp dữ liệu “{path.name}” do phiên bản mới hơn của chương trình ghi (mã {found}).",
            "Cài phiên bản mới rồi mở lại. Tệp không bị thay đổi.",
        )


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """Let migrations make tables anew under their own names, which foreign keys in force forbid (SQLite's own rule).

    The switch works only outside a transaction.
    """
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.rollback()
        raw.execute("PRAGMA foreign_keys = ON")


def upgrade(connection: Connection) -> None:
    """Run the migrations up to HEAD inside the given connection, then renew triggers and search tables.

    Raises StoreDamaged when a row points to one that is not there, now that nothing else has looked.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    _drop_triggers(connection)
    command.upgrade(config, "head")
    search.forget(connection)
    renew(connection)
    search.refill(connection)
    if astray := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StoreDamaged(
            f"Nâng cấp tệp dữ liệu không trọn: bảng {astray[0]} có dòng trỏ tới nơi không có.",
            "Sổ vẫn như trước khi nâng cấp. Gửi bản sao lưu cho người hỗ trợ.",
        )


def parts() -> Iterator[str]:
    """Names of the tables, search tables and triggers that a data file of HEAD holds."""
    yield from sorted(Base.metadata.tables)
    for statement in (*search.statements(), *journal.triggers()):
        yield statement.split("EXISTS ")[-1].removeprefix("CREATE TRIGGER ").split()[0]


def renew(connection: Connection) -> None:
    """Drop and make again all triggers, and make missing search tables."""
    _drop_triggers(connection)
    for statement in (*search.statements(), *journal.triggers()):
        connection.exec_driver_sql(statement)


def _drop_triggers(connection: Connection) -> None:
    old = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    for name in old:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
