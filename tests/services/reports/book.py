"""Everything that stands in a data file, for telling whether an act was taken back whole."""

from typing import Any

from sqlalchemy import Column, Table, func, select

from mttq_desktop.records.base import Base
from mttq_desktop.records.office import Act
from mttq_desktop.store.database import Database

LOG = frozenset({"act", "journal", "attachment_content"})
"""What is meant to stay: the log, and bytes of kept files, from which an undoing is itself undone."""
GUARDS = frozenset({"revision", "changed_by"})
"""Who touched a row last, and how often: it goes on with every act, also with one that undoes."""


def book(store: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the log, in a fixed order."""
    with store.reading() as session:
        tables = [t for t in Base.metadata.sorted_tables if t.name not in LOG]
        rows = {t.name: session.execute(select(*_columns(t))) for t in tables}
        return {name: sorted(map(tuple, found), key=repr) for name, found in rows.items()}


def _columns(table: Table) -> list[Column[Any]]:
    """Due days are worked out anew, so their own ids are others."""
    left_out = GUARDS | {"id"} if table.name == "due_day" else GUARDS
    return [c for c in table.c if c.name not in left_out]


def acts(store: Database) -> int:
    """How many acts there are."""
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Act)) or 0
