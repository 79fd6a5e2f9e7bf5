"""Writing a migration from the difference between the mapped classes and the migrations so far.

For developers: `python -m mttq_desktop.store.migrations.new "What the migration does"`; then name its
number in `store/schema.py`. A migration that has been released is never changed.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlcipher3 import dbapi2

from mttq_desktop.records import register
from mttq_desktop.store import schema


def write(message: str, number: str) -> Path:
    """Write `versions/NUMBER_message.py`; the last migration must stand in `schema.KNOWN`."""
    assert register.KINDS
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/empty.sqlite3", module=dbapi2)
        with engine.connect() as connection:
            config = Config()
            config.set_main_option("script_location", str(schema.MIGRATIONS).replace("%", "%%"))
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
            made = command.revision(config, message, autogenerate=True, rev_id=number)
        engine.dispose()
    assert made is not None
    assert not isinstance(made, list)
    return Path(made.path)


if __name__ == "__main__":
    print(write(sys.argv[1], f"{int(schema.HEAD) + 1:04d}"))
