"""What an indicator is: which rows it counts, how they add up, and the three states of a figure.

Each indicator names the rows of one kind (`Rows`) and a measure over them; the same conditions count the
figure and list the records behind it, so that a figure of 37 opens 37 rows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from sqlalchemy import ColumnElement, FromClause, and_, literal, true
from sqlalchemy.orm import Session

from mttq_desktop.records.kind import Kind
from mttq_desktop.records.periodic import FigureState
from mttq_desktop.rules.period import Period, periods_between

HUNDREDTH = Decimal("0.01")
T = TypeVar("T")
P = ParamSpec("P")


class Reading:
    """One reading of the data file: what several measures ask is asked once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._kept: dict[Any, Any] = {}

    def once(self, ask: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `ask` finds, kept for the next measure that asks the same."""
        key = (ask, args)
        if key not in self._kept:
            self._kept[key] = ask(self.session, *args, **kwargs)
        found: T = self._kept[key]
        return found


class Scope(StrEnum):
    """The three values of every figure that stand side by side (records.md §2.10)."""

    PERIOD = "period"
    CUMULATIVE = "cumulative"
    LAST_YEAR = "last_year"


class By(StrEnum):
    """What a table's columns are: organisations, or units in one of the views of `queries.rollup`."""

    ORGANISATION = "organisation"
    UNIT = "unit"


class Value(NamedTuple):
    """A number, "không có" or "chưa báo cáo": three states that print differently."""

    state: FigureState
    amount: Decimal | None = None


NONE, MISSING = Value(FigureState.NONE), Value(FigureState.MISSING)


def number(amount: int | Decimal) -> Value:
    """A figure that is there, 0 included."""
    return Value(FigureState.VALUE, Decimal(amount))


def share(part: Value, whole: Value) -> Value:
    """Percent with two decimals; "không có" where there is nothing to take a part of."""
    if part.amount is None or not whole.amount:
        return NONE
    return number((part.amount * 100 / whole.amount).quantize(HUNDREDTH, ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a figure covers. Events count up to today; `codes` are the periods wholly inside.

    Of a year `in_span` every report made in it counts, as of the span around it; of any other period its own report.
    """

    period: Period
    first: date
    last: date
    today: date
    codes: tuple[str, ...]
    in_span: bool = False

    @classmethod
    def of(cls, period: Period, first: date, today: date, in_span: bool = False) -> "Window":
        """From a first day to the end of a period."""
        codes = tuple(p.code for p in periods_between(first, period.end, period))
        return cls(period, first, min(period.end, today), today, codes, in_span)

    @property
    def years(self) -> tuple[int, int]:
        """What is known by its year alone belongs to every period of that year."""
        return self.first.year, self.period.end.year


def windows(period: Period, begins: date | None, today: date, in_span: bool = False) -> dict[Scope, Window]:
    """The period, the time from the programme's beginning, and the same period last year."""
    before = period.same_last_year()
    first = begins if begins is not None and begins <= period.start else date(period.start.year, 1, 1)
    return {
        Scope.PERIOD: Window.of(period, period.start, today, in_span),
        Scope.CUMULATIVE: Window.of(period, first, today),
        Scope.LAST_YEAR: Window.of(before, before.start, today),
    }


Within = Callable[[Window], ColumnElement[bool]]


def by_code(column: Any) -> Within:
    """Rows that name their period."""
    return lambda window: column.in_(window.codes)


def by_day(day: Any) -> Within:
    """Rows with a day; what is planned for tomorrow has not happened."""
    return lambda window: day.between(window.first, window.last)


def by_year(year: Any) -> Within:
    """Rows known by their year."""
    return lambda window: year.between(*window.years)


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of one kind: `record` are the ids listed behind a figure, `live` leaves the trash out.

    `organisation` and `unit` say whose a row is; an indicator without one of them has no figure of its
    own there ("không áp dụng").
    """

    kind: Kind[Any]
    start: FromClause
    record: Any
    live: ColumnElement[bool]
    within: Within
    organisation: Any = None
    unit: Any = None

    def only(self, where: ColumnElement[bool]) -> ColumnElement[bool]:
        """Live rows that also hold."""
        return and_(self.live, where)


@dataclass(frozen=True, eq=False)
class Sum:
    """Adds `value` over the rows where `where` holds; without a value the rows are counted."""

    code: str
    rows: Rows
    value: Any = None
    where: ColumnElement[bool] = true()  # noqa: RUF009 (an SQL constant)

    @property
    def amount(self) -> Any:
        """What one row adds."""
        return literal(1) if self.value is None else self.value


@dataclass(frozen=True, eq=False)
class Distinct:
    """Counts keys (or adds one weight a key) once each, however many rows there are.

    What `stands` (programmes in force) is known at the end of a period and not added up over years.
    """

    code: str
    rows: Rows
    key: Any
    where: ColumnElement[bool] = true()  # noqa: RUF009 (an SQL constant)
    weight: Any = None
    stands: bool = False


class Atom(NamedTuple):
    """One thing that was counted outside SQL: whose it is, how much it adds, the record behind it."""

    organisation: int | None
    unit: int | None
    amount: Decimal
    record: int


Found = Callable[[Reading, Window], Iterable[Atom]]


class Adds(StrEnum):
    """How atoms make a figure: added up, the smallest, or added within senders' own reports."""

    SUM = "sum"
    LEAST = "least"
    REPORTED = "reported"


@dataclass(frozen=True, eq=False)
class Worked:
    """Counted by a function, where rows alone do not say it (verdicts, communes without, what is expected).

    What `stands` is known at the end of a period and not added up over years.
    """

    code: str
    kind: Kind[Any]
    atoms: Found
    adds: Adds = Adds.SUM
    by_organisation: bool = False
    by_unit: bool = True
    stands: bool = False


@dataclass(frozen=True, eq=False)
class Ratio:
    """Percent of one measure in another, both over the same rows of the table."""

    code: str
    part: str
    whole: str


Measure = Sum | Distinct | Worked
Counted = Measure | Ratio


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what is shown, what was counted, and the records behind it, counted `until` a day."""

    code: str
    value: Decimal | None
    state: FigureState
    counted: Value
    note: str | None = None
    kind: Kind[Any] | None = None
    ids: tuple[int, ...] = ()
    until: date | None = None


@dataclass(frozen=True)
class Section:
    """The indicators of one letter; `helpers` only serve ratios."""

    counted: Sequence[Counted]
    helpers: Sequence[Measure] = ()
