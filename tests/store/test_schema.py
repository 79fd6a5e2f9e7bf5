"""The migrations end where the mapped classes stand, and every released file stays readable."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlcipher3 import dbapi2

from mttq_desktop.errors import StoreDamaged
from mttq_desktop.queries.listing import Filter, ids
from mttq_desktop.records.base import Base
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.store import schema
from mttq_desktop.store.backup import check_file
from mttq_desktop.store.database import FILE_NAME, Database

OLDEST = "0001"


def older(path: Path) -> Path:
    """A data file as the first release made it, with a record that points to another one."""
    from alembic import command
    from alembic.config import Config

    engine = create_engine(f"sqlite:///{path}", module=dbapi2)
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, OLDEST)
        connection.commit()
    engine.dispose()
    with closing(dbapi2.connect(str(path))) as raw:
        put(raw, "authority", id=1, name="Sở Y tế")
        put(raw, "petition", id=1, content="Đường hỏng", folded="duong hong", period="2024-Q1", state="MOI")
        put(raw, "petition_authority", owner_id=1, target_id=1)
        raw.commit()
    return path


def put(raw: Any, table: str, **values: Any) -> None:
    """A row; columns that must not be empty and are not named get something of their type."""
    for _, name, kind, needed, default, _ in raw.execute(f"PRAGMA table_info({table})").fetchall():
        if needed and default is None and name not in values:
            values[name] = "x" if "CHAR" in kind or kind == "TEXT" else "2024-01-01" if "DATE" in kind else 1
    marks = ", ".join("?" * len(values))
    raw.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))


def test_a_file_of_the_first_release_is_upgraded_with_its_records(tmp_path: Path) -> None:
    path = older(tmp_path / FILE_NAME)
    Database.open(path).close()
    health = check_file(path)
    assert health.sound, health.messages
    assert health.rows["petition"] == health.rows["authority"] == health.rows["petition_authority"] == 1
    assert check_file(path.with_name(f"mttq-truoc-nang-cap-{OLDEST}.sqlite3")).rows["petition"] == 1


def test_records_of_the_first_release_are_found_by_word_and_filter(tmp_path: Path) -> None:
    """What stands in a search table is this release's affair: it is made anew."""
    database = Database.open(older(tmp_path / FILE_NAME))
    with database.reading() as session:
        assert list(ids(session, PETITION, Filter(text="hong duo").having("state", "MOI"))) == [1]
        assert list(ids(session, PETITION, Filter(text="hong duo").having("state", "TB"))) == []
    database.close()


def test_foreign_keys_are_in_force_after_an_upgrade(tmp_path: Path) -> None:
    database = Database.open(older(tmp_path / FILE_NAME))
    with database.reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()


def test_a_file_with_rows_that_point_nowhere_stays_as_it_was(tmp_path: Path) -> None:
    path = older(tmp_path / FILE_NAME)
    with closing(dbapi2.connect(str(path))) as raw:
        raw.execute("DELETE FROM authority")
        raw.commit()
    with pytest.raises(StoreDamaged):
        Database.open(path)
    with closing(dbapi2.connect(str(path))) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(OLDEST,)]
        assert raw.execute("SELECT count(*) FROM petition").fetchone() == (1,)


def test_migrations_end_at_the_mapped_classes(empty_store: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = create_engine(f"sqlite:///{empty_store}", module=dbapi2)
    with engine.connect() as connection:
        ours = {*Base.metadata.tables, "alembic_version"}
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda o, name, kind, reflected, other: kind != "table" or name in ours}
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_the_known_migrations_are_those_of_the_folder() -> None:
    folder = sorted(p.name[:4] for p in (schema.MIGRATIONS / "versions").glob("0*.py"))
    assert tuple(folder) == schema.KNOWN
    assert folder[-1] == schema.HEAD
