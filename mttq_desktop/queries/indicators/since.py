"""From which day on the file is kept: of the time before, nothing was reported, which is not the same as nought.

A kind of record is kept from its first record on, at the latest from the day on which half of the counted kinds were:
whoever keeps everything and writes down the first criticism this year had none last year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.indicators.catalogue import EVERY, measure_of
from mttq_desktop.queries.indicators.model import Counted, Distinct, Value, Window, Worked
from mttq_desktop.records.kind import Kind
from mttq_desktop.rules.period import Period


@dataclass(frozen=True)
class Since:
    """The first day of each kind, and of the file; an empty file has none, and everything in it is nought."""

    kinds: Mapping[str, date]
    file: date | None

    @classmethod
    def read(cls, session: Session) -> "Since":
        """From the records."""
        kinds, statement = _first_days()
        found = zip(kinds, session.execute(statement).one(), strict=True)
        known = {kind.name: _day(first) for kind, first in found if first is not None}
        days = sorted(known.values())
        return cls(known, days[len(days) // 2] if days else None)

    def says(self, one: Counted, window: Window, value: Value) -> bool:
        """False where a figure only tells that nothing was kept yet, or that the time is to come."""
        measure = measure_of(one)
        if isinstance(measure, Distinct) and measure.stands and window.first > window.today:
            return False
        counts_records = not isinstance(measure, Worked) and bool(value.amount)
        return counts_records or self._kept(one, window)

    def _kept(self, one: Counted, window: Window) -> bool:
        if window.first > window.today:
            return False
        first = min(filter(None, (self.kinds.get(_kind(one).name), self.file)), default=None)
        return first is None or window.last >= first


def _kind(one: Counted) -> Kind[Any]:
    measure = measure_of(one)
    return measure.kind if isinstance(measure, Worked) else measure.rows.kind


def _counted_kinds() -> dict[Kind[Any], None]:
    return dict.fromkeys(_kind(one) for one in EVERY)


@cache
def _first_days() -> tuple[tuple[Kind[Any], ...], Select[Any]]:
    """The kinds that have a day, and what asks for the first day of all of them."""
    kinds = tuple(kind for kind in _counted_kinds() if _dated(kind))
    return kinds, select(*(_first(kind) for kind in kinds))


def _dated(kind: Kind[Any]) -> str:
    return kind.period or kind.year or kind.day or ""


def _first(kind: Kind[Any]) -> ScalarSelect[Any]:
    column = kind.column(_dated(kind))
    live = (kind.record.deleted_on.is_(None), column.is_not(None))
    return select(func.min(column)).where(*live).scalar_subquery()


def _day(first: Any) -> date:
    if isinstance(first, str):
        return Period.parse(first).start
    return date(first, 1, 1) if isinstance(first, int) else first
