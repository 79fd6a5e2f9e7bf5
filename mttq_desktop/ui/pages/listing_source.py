"""Rows of any kind for a list: columns from its declaration, texts from its fields, any order."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from mttq_desktop.fields import Coded, Day, Field, Key, Line, Link, Measure, Prose, Several, Whole, Year
from mttq_desktop.fields.measures import tidy
from mttq_desktop.queries import listing
from mttq_desktop.queries.listing import Filter, Sort
from mttq_desktop.records.kind import Kind
from mttq_desktop.text.fold import name_sort_key, sort_key
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.table import Cell, CellKind, Column
from mttq_desktop.ui.table_paint import title_width

_PIXELS = 8
_NARROW, _WIDE = 64, 240


class KindSource:
    """One list of one kind under one filter. `names` are the fields that rows are made of."""

    def __init__(self, context: Context, kind: Kind[Any], where: Filter) -> None:
        self.context, self.kind, self.where = context, kind, where
        self.names: tuple[str, ...] = kind.listed
        self.summed: tuple[str, ...] = ()
        self._made: Sequence[Column] | None = None

    @property
    def columns(self) -> Sequence[Column]:
        """Every column, in the order in which they stand at first."""
        if self._made is None:
            self._made = self.make_columns()
        return self._made

    def make_columns(self) -> Sequence[Column]:
        """Columns of the declaration, each as wide as its title at least; the longest words take the room left."""
        wide = self._wide()
        made = (column_of(n, self.kind.field(n), stretch=n == wide) for n in self.names)
        return tuple(replace(c, width=max(c.width, title_width(c.title))) for c in made)

    def _wide(self) -> str:
        """What names the record in words of its own, else what is told at length, else the longest choice."""
        field, label = self.kind.field, self.kind.label
        if label in self.names and is_text(field(str(label))):
            return str(label)
        told = [n for n in self.names if isinstance(field(n), Prose)]
        chosen = [n for n in self.names if isinstance(field(n), Coded) and n != self.kind.state]
        return max(told or chosen or self.names, key=lambda n: field(n).width)

    def sort_of(self, key: str | None) -> str | None:
        """The field behind a column, for sorting."""
        return key

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """Ids in order; called in a worker thread."""
        with self.context.database.reading() as session:
            return listing.ids(session, self.kind, self.where, self.sorting(sort, descending), limit)

    def sorting(self, key: str | None, descending: bool) -> Sort:
        """The order behind a column, by names as people read them."""
        name = self.sort_of(key)
        return Sort(name, descending, reading_order(self.kind.field(name), self.context) if name else ())

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Cells by id, one for each column."""
        with self.context.database.reading() as session:
            found = listing.values(session, self.kind, ids, self.names)
        return {row[0]: self.cells(row[0], dict(zip(self.names, row[1:], strict=True))) for row in found}

    def cells(self, record_id: int, values: Mapping[str, Any]) -> Sequence[Cell]:
        """The cells of one record, in the order of the columns."""
        return [self.text(c.key, values[c.key]) for c in self.columns]

    def text(self, name: str, value: Any) -> str:
        """A value as people see it."""
        if value is None or value == ():
            return ""
        return self.kind.field(name).glimpse(value, self.context.vocabulary)

    def sums(self) -> Mapping[str, str]:
        """Sums for the foot; called in a worker thread."""
        if not self.summed:
            return {}
        with self.context.database.reading() as session:
            found = listing.totals(session, self.kind, self.where, self.summed)
        return {name: amount(n) for name, n in found.items()}


def column_of(name: str, field: Field[Any], *, stretch: bool = False, **given: Any) -> Column:
    """A column as wide as its field says."""
    kinds = {Year: CellKind.TEXT, Whole: CellKind.NUMBER, Measure: CellKind.NUMBER, Day: CellKind.DAY}
    cell = next((k for type_, k in kinds.items() if isinstance(field, type_)), CellKind.TEXT)
    width = max(_NARROW, min(_WIDE, field.width * _PIXELS))
    return Column(name, field.label, width, cell, stretch, **given)


def reading_order(field: Field[Any], context: Context) -> tuple[Key, ...]:
    """Keys of a catalogue in Vietnamese order of their names; code lists keep their own order."""
    if isinstance(field, Coded):
        return tuple(e.key for e in field.lookup(context.vocabulary).entries)
    if isinstance(field, Link | Several):
        entries = field.lookup(context.vocabulary).entries
        key = name_sort_key if field.target == "person" else sort_key
        named = sorted(entries, key=lambda e: key(e.label if field.target == "unit" else e.short or e.label))
        return tuple(e.key for e in named)
    return ()


def amount(value: int | Decimal) -> str:
    """A sum as people write it."""
    return tidy(value) if isinstance(value, Decimal) else whole(value)


def is_text(field: Field[Any]) -> bool:
    """A field of free words."""
    return isinstance(field, Line | Prose)
