"""Rows of a kind as tuples for the driver: what a new record carries, column defaults, plain values.

A form save through the ORM took twice as long (benchmarks/saving.py); bulk imports build the same tuples.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from mttq_desktop.records.base import THOUSANDTHS, Base
from mttq_desktop.records.uids import new_uid
from mttq_desktop.store.database import Writing


@cache
def columns_of(table: Table) -> tuple[str, ...]:
    """Every column but the id, in the order of the tuples."""
    return tuple(c.name for c in table.columns if c.name != "id")


@cache
def insertion(table: Table) -> str:
    """The INSERT of one whole row."""
    names = columns_of(table)
    return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


@cache
def defaults_of(table: Table) -> Mapping[str, Any]:
    """What columns hold when nothing is given."""
    given = {c.name: c.default.arg for c in table.columns if isinstance(c.default, ScalarElementColumnDefault)}
    dataclass_fields = _dataclass_defaults(table)
    return {name: given.get(name, dataclass_fields.get(name)) for name in columns_of(table)}


@cache
def _plain_defaults(table: Table) -> Mapping[str, Any]:
    return {name: plain(value) for name, value in defaults_of(table).items()}


def _dataclass_defaults(table: Table) -> dict[str, Any]:
    mapped = next(m.class_ for m in Base.registry.mappers if m.local_table is table)
    return {f.name: f.default for f in fields(mapped) if f.default is not MISSING and _plain_value(f.default)}


def _plain_value(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def plain(value: Any) -> Any:
    """A value as SQLite keeps it: days and times as ISO text, yes and no as 1 and 0, decimals in thousandths."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value * THOUSANDTHS)
    return int(value) if isinstance(value, bool) else value


def row(table: Table, values: Mapping[str, Any], act: int) -> tuple[Any, ...]:
    """A whole new row, signed with its act."""
    signed = {"uid": new_uid(), "revision": 1, "made_by": act, "changed_by": act}
    given = {name: plain(value) for name, value in values.items()}
    return tuple(map({**_plain_defaults(table), **signed, **given}.__getitem__, columns_of(table)))


def insert_row(writing: Writing, table: Table, values: Mapping[str, Any]) -> int:
    """Insert one record and return its id."""
    return int(writing.execute(insertion(table), row(table, values, writing.act)).lastrowid)
