"""The migrations end where the mapped classes stand, and every released file stays readable."""

from pathlib import Path

from sqlalchemy import create_engine
from sqlcipher3 import dbapi2

from mttq_desktop.records.base import Base
from mttq_desktop.store import schema


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
