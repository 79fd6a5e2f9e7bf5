"""A kind: the one declaration that drives table, form, list, filters, template, import and reports."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Table
from sqlalchemy.orm import InstrumentedAttribute

from mttq_desktop.errors import Problem
from mttq_desktop.fields import Field, Several, Vocabulary
from mttq_desktop.records.base import Base, Record
from mttq_desktop.records.duties import Deadline, ReadOff, Rollup, Steps

R = TypeVar("R", bound=Record)
Attribute = InstrumentedAttribute[Any]
Values = dict[str, Any]
Check = Callable[[Mapping[str, Any], Vocabulary], Iterable[Problem]]
"""A rule over a whole draft: its problems name the fields."""
Prepare = Callable[[Values], None]
"""Fills the columns that follow from others (a fingerprint)."""
Mark = Callable[[str], int]
"""Makes the fingerprint of a folded text."""
PartCheck = Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]], Vocabulary], Iterable[tuple[int, Problem]]]
"""A rule over a record and all rows of one part: problems with the number of the row they belong to."""
Series = Callable[[Mapping[str, Any]], tuple[str, Callable[[int], str]]]
"""The number series of a record, and how its n-th number is written."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a kind: its attribute name, its field type, whether it must be filled."""

    name: str
    field: Field[Any]
    required: bool


@dataclass(frozen=True)
class Pair:
    """A many-to-many field kept in a table of pairs (owner id, target id, position)."""

    name: str
    field: Several
    table: Table
    required: bool = False


@dataclass(frozen=True)
class Part:
    """Records that belong to another one and are written with it: a team's members, a conference's questions.

    `owner` is the column that holds the owner's id; `grid` are the fields shown in the owner's form, all of
    them where nothing is said; `title` stands above. A new row starts with the values in `given` and with the
    owner's own in `shared`. `check` looks at all rows together.
    """

    kind: "Kind[Any]"
    owner: Attribute
    title: str = ""
    grid: tuple[str, ...] = ()
    given: tuple[tuple[str, Any], ...] = ()
    shared: tuple[str, ...] = ()
    check: PartCheck | None = None

    @property
    def name(self) -> str:
        """The name under which a draft carries its rows."""
        return self.kind.name

    @property
    def shown(self) -> tuple[str, ...]:
        """Fields of the grid."""
        return self.grid or self.kind.form

    def begun(self, owner: Mapping[str, Any]) -> Values:
        """What a new row holds before anything is typed."""
        return {**dict(self.given), **{n: owner[n] for n in self.shared if owner.get(n) is not None}}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of fields on the form, in Tab order."""

    title: str
    names: tuple[str, ...]


def shown_of(attribute: Attribute) -> Shown:
    """The field behind a mapped attribute; an attribute without one is a bug."""
    column = attribute.property.columns[0]
    return Shown(attribute.key, column.info["field"], not column.nullable)


class Kind(Generic[R]):
    """What the program knows of one kind of record; attributes are always given by reference.

    `columns` is the order of form and template, `form` the Tab order; `same` is what makes two rows the same (must be
    indexed); `near` and `likeness` find the edited version of a row; `searched` feeds the search index;
    `flags` are columns whose being set can be filtered; `checks`, `prepare` and `series` bind its rules,
    `mark` makes the fingerprint of a folded `likeness`. `parts` are written with the record; `deadlines`,
    `rollups` and `read_off` are worked out after every writing, the next open due day into `due`; `state` is moved
    along `steps`; `follows` are columns that a duty's own service works out then. A working period chooses records by
    `period`, else by `year`, else by `day`.
    """

    def __init__(
        self, *, name: str, record: type[R], title: str, one: str, columns: Sequence[Attribute],
        listed: Sequence[Attribute | str], layout: Sequence[tuple[str, Sequence[Attribute | str]]],
        pairs: Sequence[Pair] = (), same: Sequence[Attribute] = (), near: Sequence[Attribute] = (),
        likeness: Attribute | None = None, searched: Sequence[Attribute] = (), filters: Sequence[Attribute | str] = (),
        number: Attribute | None = None, period: Attribute | None = None, day: Attribute | None = None,
        label: Attribute | None = None, template: Sequence[Attribute | str] = (), catalogue: bool = False,
        descending: bool = False, checks: Sequence[Check] = (), prepare: Prepare | None = None,
        series: Series | None = None, flags: Sequence[Attribute] = (), parts: Sequence[Part] = (),
        deadlines: Sequence[Deadline] = (), rollups: Sequence[Rollup] = (), due: Attribute | None = None,
        state: Attribute | None = None, steps: Steps | None = None, year: Attribute | None = None,
        mark: Mark | None = None, follows: Sequence[Attribute] = (),
        read_off: Sequence[ReadOff] = (),
    ) -> None:  # fmt: skip
        self.name, self.record, self.title, self.one = name, record, title, one
        self.catalogue, self.descending = catalogue, descending
        self.checks, self.prepare, self.series, self.mark = tuple(checks), prepare, series, mark
        self.pairs = tuple(pairs)
        pair_shown = {p.name: Shown(p.name, p.field, p.required) for p in self.pairs}
        extra = [a for a in (number, period, day, label, state, due, year, *same, *near, *filters) if a is not None]
        own = {s.name: s for s in (shown_of(a) for a in (*columns, *_attributes(extra), *_attributes(listed)))}
        self.shown: dict[str, Shown] = own | pair_shown
        self.columns = _names(columns)
        self.listed, self.filters = _names(listed), _names(filters)
        self.layout = tuple(Group(title, _names(names)) for title, names in layout)
        self.form: tuple[str, ...] = tuple(n for g in self.layout for n in g.names)
        self.template = _names(template) or (*self.columns, *pair_shown)
        self.same, self.near = _names(same), _names(near)
        self.likeness, self.number = _key(likeness), _key(number)
        self.period, self.day, self.label = _key(period), _key(day), _key(label)
        self.searched, self.flags = _names(searched), _names(flags)
        self.parts, self.deadlines, self.rollups = tuple(parts), tuple(deadlines), tuple(rollups)
        self.read_off = tuple(read_off)
        self.state, self.due, self.steps, self.year = _key(state), _key(due), steps, _key(year)
        self.follows = tuple(a.key for a in follows)

    def field(self, name: str) -> Field[Any]:
        """The field type of a declared attribute."""
        return self.shown[name].field

    def pair(self, name: str) -> Pair | None:
        """The many-to-many behind a name, if it is one."""
        return next((p for p in self.pairs if p.name == name), None)

    def part(self, name: str) -> Part:
        """The part of that name."""
        return next(p for p in self.parts if p.name == name)

    def column(self, name: str) -> Attribute:
        """The mapped attribute, for queries."""
        attribute: Attribute = getattr(self.record, name)
        return attribute

    @property
    def table(self) -> Table:
        """The table in the data file."""
        table = self.record.__table__
        assert isinstance(table, Table)
        return table

    def __repr__(self) -> str:
        return f"Kind({self.name})"


def _attributes(items: Sequence[Attribute | str]) -> tuple[Attribute, ...]:
    return tuple(a for a in items if not isinstance(a, str) and "field" in a.property.columns[0].info)


def _key(attribute: Attribute | None) -> str | None:
    return None if attribute is None else attribute.key


def _names(items: Sequence[Attribute | str]) -> tuple[str, ...]:
    return tuple(a if isinstance(a, str) else a.key for a in items)


def pair_table(name: str, owner: str, target: str) -> Table:
    """A table of pairs with its own order, for many-to-many fields."""
    from sqlalchemy import Column, ForeignKey, Integer

    return Table(
        name, Base.metadata,
        Column("owner_id", Integer, ForeignKey(f"{owner}.id", ondelete="CASCADE"), primary_key=True),
        Column("target_id", Integer, ForeignKey(f"{target}.id"), primary_key=True, index=True),
        Column("position", Integer, nullable=False),
        sqlite_with_rowid=False,
    )  # fmt: skip


def derived_of(kind: Kind[Any]) -> frozenset[str]:
    """Columns that only follow from others: sums over parts, the nearest due day, a state read off documents."""
    names = {r.into.key for r in kind.rollups} | set(kind.follows) | ({kind.due} if kind.due else set())
    names |= {column.key for settle in kind.read_off for column in settle.into}
    if kind.steps is not None and kind.steps.derive is not None and kind.state is not None:
        names.add(kind.state)
    return frozenset(names)
