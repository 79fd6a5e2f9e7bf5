"""What a kind owes and what follows from its parts: deadlines, sums over parts, steps of its work."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.orm import InstrumentedAttribute

from mttq_desktop.rules.flow import Flow

Attribute = InstrumentedAttribute[Any]


@dataclass(frozen=True)
class Deadline:
    """One thing to be done by a day: counted by a rule from `start`, or the day in `due` itself.

    It is open while `done` is empty and `when` holds (a condition over the record's own columns);
    `who` names the field of the body that owes it, for the watch and its letters; `reasons` a column that
    says why the day in `due` is that day; `paper` is the document of the record by which it is done.
    """

    code: str
    title: str
    start: Attribute | None = None
    due: Attribute | None = None
    done: Attribute | ColumnElement[Any] | None = None
    when: ColumnElement[bool] | None = None
    who: Attribute | None = None
    reasons: Attribute | None = None
    paper: str = ""

    def __post_init__(self) -> None:
        assert (self.start is None) != (self.due is None), self.code


@dataclass(frozen=True)
class Rollup:
    """A column that follows from the record's parts: `value` is a subquery correlated with the record."""

    into: Attribute
    value: ScalarSelect[Any]


@dataclass(frozen=True)
class ReadOff:
    """Columns read off the rows of one part by a pure rule, after every writing.

    `owner` is the part's column with the record's id. The rule gets the record's values and those of every row
    that is not in the trash, and says what the columns hold; `into` are columns nobody types.
    """

    owner: Attribute
    rule: Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]]], Mapping[str, Any]]
    into: tuple[Attribute, ...] = ()


def over(what: ColumnElement[Any], owner: Attribute, record_id: Attribute, *where: ColumnElement[bool]) -> Any:
    """A figure over the parts of one record that are not in the trash."""
    deleted = owner.class_.deleted_on
    return select(what).where(owner == record_id, deleted.is_(None), *where).scalar_subquery()


@dataclass(frozen=True)
class Steps:
    """The steps of a kind's work: the enum of its states, the moves between them, and what `derive` reads off.

    `derive` gives the state that the record's dated documents show, or None to leave it as set by hand.
    """

    states: type[StrEnum]
    flow: Flow[Any]
    derive: Callable[[Mapping[str, Any]], StrEnum | None] | None = None
