"""Bringing a data file to the program's schema: migrations by Alembic, triggers and indexes made anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from mttq_desktop.errors import NewerStore
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


def upgrade(connection: Connection) -> None:
    """Run the migrations up to HEAD inside the given connection, then renew triggers."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    command.upgrade(config, "head")
    renew(connection)


def parts() -> Iterator[str]:
    """Names of the tables, search tables and triggers that a data file of HEAD holds."""
    yield from sorted(Base.metadata.tables)
    for statement in (*search.statements(), *journal.triggers()):
        yield statement.split("EXISTS ")[-1].removeprefix("CREATE TRIGGER ").split()[0]


def renew(connection: Connection) -> None:
    """Drop and make again all triggers, and make missing search tables."""
    old = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    for name in old:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    for statement in (*search.statements(), *journal.triggers()):
        connection.exec_driver_sql(statement)
