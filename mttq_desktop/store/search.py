"""The search index: one contentless FTS5 table a kind over its folded text and its facets.

Row ids begin with the record's day, so that a page of matches is read lazily in date order, and the
filterable fields stand in the index as words of their own, so that a filter narrows inside the index
(measured at 1,000,000 petitions: docs/decisions/0005). Where in a text a word stands is not kept: nobody asks, and
without it the index is a third as large. Trashed records are not in the index.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from mttq_desktop.fields import Key, Line
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.register import EVERY_KIND
from mttq_desktop.text.fold import fold

_IN_CODES = "-_"
"""Marks inside the codes of facets, which are one word each; the tokenizer itself makes letters small."""
_APART = re.compile(r"[^0-9A-Za-z_\u0080-\U0010ffff-]")
"""No code has such marks (the catalogue refuses them): asked for, it is a word that no record has."""
_MERGED_BY = 4
_PIECE, _BULK_PIECE = 1 << 20, 8 << 20
"""Bytes of new words that FTS5 gathers in memory before it writes a piece: its own default, and while filling."""
AT_ONCE = 10_000
"""Records put into the index at a time."""
ID_BITS = 24
ID_MASK = (1 << ID_BITS) - 1
"""The low bits of an index row id are the record's id (16.7 million records a kind)."""


def index_name(kind: Kind[Any]) -> str:
    """The search table of a kind."""
    return f"search_{kind.table.name}"


def facets_of(kind: Kind[Any]) -> tuple[str, ...]:
    """Columns whose values are words of the index, in their order; free text is no word and stays in the table."""
    own = [n for n in kind.filters if kind.pair(n) is None and not isinstance(kind.field(n), Line)]
    return tuple(dict.fromkeys([*own, *([kind.period] if kind.period else []), *kind.flags]))


def facet_word(kind: Kind[Any], name: str, value: Key | None) -> str:
    """The index word of one value; of a flag, whether it is set.

    All begin with the same three letters, so that the index of beginnings holds one entry for all of a record.
    """
    place = facets_of(kind).index(name)
    if name in kind.flags:
        return f"xxx{place}v{'null' if value is None else 'set'}"
    return f"xxx{place}v{'null' if value is None else _APART.sub('_', str(value))}"


def match(kind: Kind[Any], text: str, facets: Iterable[tuple[str, tuple[Key | None, ...]]]) -> str:
    """An FTS5 query: every word typed, the last one as a beginning, and one value of each facet."""
    words = fold(text).split()
    parts = [f'"{w}"' for w in words[:-1]] + [f'"{w}"*' for w in words[-1:]]
    for name, values in facets:
        choices = " OR ".join(f'"{facet_word(kind, name, v)}"' for v in values)
        parts.append(f"({choices})" if choices else '"xnothing"')
    return " AND ".join(parts)


def statements() -> Iterator[str]:
    """SQL that makes every search table and its triggers."""
    for kind in EVERY_KIND:
        if kind.searched:
            yield (
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {index_name(kind)} USING fts5(folded, facets, content='', "
                f"contentless_delete=1, prefix='2 3', detail=none, tokenize=\"ascii tokenchars '{_IN_CODES}'\")"
            )
            yield from _triggers(kind)


def _triggers(kind: Kind[Any]) -> Iterator[str]:
    table, index = kind.table.name, index_name(kind)
    add = _adding(kind)
    drop = f"DELETE FROM {index} WHERE rowid = {_row_id(kind, 'OLD')};"
    seen = ["folded", "deleted_on", *([kind.day] if kind.day else []), *facets_of(kind)]
    changed = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in dict.fromkeys(seen))
    yield _insert_trigger(kind)
    yield f"CREATE TRIGGER search_{table}_u AFTER UPDATE ON {table} WHEN {changed} BEGIN {drop} {add} END"
    yield f"CREATE TRIGGER search_{table}_d AFTER DELETE ON {table} BEGIN {drop} END"


def _adding(kind: Kind[Any]) -> str:
    columns = f"{_row_id(kind, 'NEW')}, NEW.folded, {_words(kind, 'NEW')}"
    return f"INSERT INTO {index_name(kind)} (rowid, folded, facets) SELECT {columns} WHERE NEW.deleted_on IS NULL;"


def _insert_trigger(kind: Kind[Any]) -> str:
    table = kind.table.name
    return f"CREATE TRIGGER search_{table}_i AFTER INSERT ON {table} BEGIN {_adding(kind)} END"


def _row_id(kind: Kind[Any], side: str) -> str:
    """A record without its day yet stands before all others; a row id of NULL would be any free number."""
    if not kind.day:
        return f"{side}.id"
    day = f"ifnull(unixepoch({side}.{kind.day}) / 86400, 0)"
    return f"{day} * {1 << ID_BITS} + {side}.id"


def _words(kind: Kind[Any], side: str) -> str:
    parts = [_word(kind, name, i, side) for i, name in enumerate(facets_of(kind))]
    return " || ' ' || ".join(parts) or "''"


def _word(kind: Kind[Any], name: str, place: int, side: str) -> str:
    if name in kind.flags:
        return f"'xxx{place}v' || iif({side}.{name} IS NULL, 'null', 'set')"
    return f"'xxx{place}v' || ifnull({side}.{name}, 'null')"


class Filling:
    """Fills the index with new records in a thread of its own, while the next ones are made.

    SQLite needs no interpreter for it. The connection serves one thread at a time: whoever wants it waits first.
    """

    def __init__(
        self, connection: Connection, kind: Kind[Any], tick: Callable[[], None], beside: ThreadPoolExecutor
    ) -> None:
        self._connection, self._kind, self._tick, self._beside = connection, kind, tick, beside
        self._filled = _newest(connection, kind)
        self._under_way: Future[None] | None = None

    def begin(self) -> None:
        """Take in the records that were inserted since; nothing where the kind is not searched."""
        if not self._kind.searched:
            return
        first, self._filled = self._filled + 1, _newest(self._connection, self._kind)
        args = (self._connection, self._kind, first, self._filled, self._tick)
        self._under_way = self._beside.submit(_fill, *args)

    def wait(self) -> None:
        """Until what was begun is done; raises what went wrong, or what `tick` raised."""
        if self._under_way is not None:
            self._under_way.result()
            self._under_way = None


@contextmanager
def bulk_insert(
    connection: Connection, kind: Kind[Any], tick: Callable[[], None] = lambda: None
) -> Iterator[Filling]:
    """Insert many rows of a kind inside one act: the index is filled with many at once, the last ones at the end.

    Row by row the index's trigger costs six times as much (10,000 rows: 1.2 s against 0.2 s); filled out of
    the order of its row ids the index costs five times as much. The trigger is taken away meanwhile, inside the
    transaction: one that only does nothing still makes SQLite copy every touched page for each row (0.1 s).
    `tick` is called now and then while the index is filled; it raises to cancel.
    """
    with ThreadPoolExecutor(1) as beside:
        filling = Filling(connection, kind, tick, beside)
        if not kind.searched:
            yield filling
            return
        connection.exec_driver_sql(f"DROP TRIGGER search_{kind.table.name}_i")
        _tune(connection, kind, merged_by=0, piece=_BULK_PIECE)
        yield filling
        filling.wait()
        filling.begin()
        filling.wait()
    connection.exec_driver_sql(_insert_trigger(kind))
    _tune(connection, kind, merged_by=_MERGED_BY, piece=_PIECE)


def forget(connection: Connection) -> None:
    """Search tables of an earlier version go: their words may have been made otherwise."""
    for kind in EVERY_KIND:
        if kind.searched:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {index_name(kind)}")


def refill(connection: Connection) -> None:
    """Put every record into the search tables just made."""
    for kind in EVERY_KIND:
        if kind.searched:
            _fill(connection, kind, 1, _newest(connection, kind), lambda: None)


def _newest(connection: Connection, kind: Kind[Any]) -> int:
    return connection.exec_driver_sql(f"SELECT max(id) FROM {kind.table.name}").scalar() or 0


def _fill(connection: Connection, kind: Kind[Any], first: int, last: int, tick: Callable[[], None]) -> None:
    """Put the records of these ids into the index, so many at once as are sorted in little memory."""
    table = kind.table.name
    for start in range(first, last + 1, AT_ONCE):
        tick()
        connection.exec_driver_sql(
            f"INSERT INTO {index_name(kind)} (rowid, folded, facets) SELECT {_row_id(kind, table)}, {table}.folded, "
            f"{_words(kind, table)} FROM {table} WHERE id BETWEEN ? AND ? AND deleted_on IS NULL "
            "ORDER BY 1",
            (start, min(last, start + AT_ONCE - 1)),
        )


def _tune(connection: Connection, kind: Kind[Any], *, merged_by: int, piece: int) -> None:
    """Set options of an index (FTS5 keeps them in the file).

    `merged_by`: from how many pieces of one size the index merges them; 0 leaves it to later, smaller writes.
    Merging 10,000 new rows into an index of 100,000 costs four times as much as adding them.
    `piece`: few large pieces are written 1.7 times as fast as many small ones, and searched faster.
    """
    index = index_name(kind)
    for option, value in (("automerge", merged_by), ("hashsize", piece)):
        connection.exec_driver_sql(f"INSERT INTO {index} ({index}, rank) VALUES (?, ?)", (option, value))
