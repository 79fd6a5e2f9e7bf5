"""The journal: triggers made from the mapped classes, so that bulk statements are recorded too.

An insert journals only which act made it (`made_by` on the row); an update or delete keeps the
before-image as JSON, with the targets of many-to-many fields beside the columns. The act under way
is the newest row of `act`: it is written first in its transaction, and nobody else writes beside it.
"""

from collections.abc import Iterator

from sqlalchemy import LargeBinary, Table

from mttq_desktop.records.base import Base, Record
from mttq_desktop.records.kind import derived_of
from mttq_desktop.records.register import EVERY_KIND

QUIET = ("folded", "fingerprint", "changed_by", "revision")
"""Columns whose change alone is no news."""


def journalled() -> tuple[Table, ...]:
    """Tables of all records."""
    mapped = (m.class_ for m in Base.registry.mappers)
    tables = [c.__table__ for c in mapped if issubclass(c, Record)]
    return tuple(sorted((t for t in tables if isinstance(t, Table)), key=lambda t: t.name))


def triggers() -> Iterator[str]:
    """SQL of every journal trigger."""
    for table in journalled():
        yield _trigger(table, "UPDATE", "u")
        yield _trigger(table, "DELETE", "d")


def _trigger(table: Table, event: str, letter: str) -> str:
    when = f"WHEN {_differs(table)}" if letter == "u" else ""
    return (
        f"CREATE TRIGGER journal_{table.name}_{letter} BEFORE {event} ON {table.name} {when} BEGIN "
        "INSERT INTO journal (act_id, table_name, row_id, operation, before) VALUES ("
        f"(SELECT max(id) FROM act), '{table.name}', OLD.id, '{letter.upper()}', "
        f"json_object({_image(table)})); END"
    )


def _kept(table: Table) -> list[str]:
    return [c.name for c in table.columns if not isinstance(c.type, LargeBinary) and c.name != "folded"]


def _differs(table: Table) -> str:
    quiet = set(QUIET) | {c for k in EVERY_KIND if k.table is table for c in derived_of(k) - {k.state}}
    news = [c for c in _kept(table) if c not in quiet or c == "revision"]
    return " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in news)


def _image(table: Table) -> str:
    parts = [f"'{c}', OLD.{c}" for c in _kept(table)]
    for pair in (p for k in EVERY_KIND if k.table is table for p in k.pairs):
        listed = f"SELECT json_group_array(target_id ORDER BY position) FROM {pair.table.name} WHERE owner_id = OLD.id"
        parts.append(f"'{pair.name}', ({listed})")
    return ", ".join(parts)
