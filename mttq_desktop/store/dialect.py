"""SQLite's dialect, one for every data file the program opens in its life: statements are put into SQL once."""

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

SHARED = "sqlite+mttq"
"""What a URL begins with to be spoken to in it."""
COMPILED: LRUCache[Any, Any] = LRUCache(2_000)
"""Statements already put into SQL. SQLAlchemy's own cache ends with its engine, as a data file is closed."""


class SharedDialect(SQLiteDialect_pysqlite):
    """Dialects of ours put statements into the same SQL, so each may use what another has done."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SharedDialect)

    def __hash__(self) -> int:
        return hash(SharedDialect)


registry.register("sqlite.mttq", __name__, SharedDialect.__name__)
