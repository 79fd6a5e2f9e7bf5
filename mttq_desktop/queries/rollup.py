"""Units by date: every record keeps the unit of its day; tables gather them by today's units or by old districts.

Until 30/6/2025 districts stood between province and communes; each of the 78 communes of 01/7/2025 lies
inside one former district, so both views are exact (decided by the reorganisations kept as `Succession`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.records.catalogue import Succession, Unit
from mttq_desktop.rules.period import Period
from mttq_desktop.text.dates import short


class View(StrEnum):
    """How units stand in a table."""

    RECORDED = "recorded"
    CURRENT = "current"
    DISTRICT = "district"


class Choice(StrEnum):
    """By which units the office reads a table: those of today, or the districts of the time it is about."""

    NOW = "now"
    THEN = "then"


CHOICES = {Choice.NOW: "Theo đơn vị hiện nay", Choice.THEN: "Theo huyện cũ"}
"""The two as people read them."""


@dataclass(frozen=True, slots=True)
class Version:
    """One unit during its time."""

    id: int
    code: str
    name: str
    level: str
    parent: int | None
    valid_from: date
    valid_to: date | None

    def stands(self, on: date) -> bool:
        """In force on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Units:
    """Every version, and what became of it."""

    versions: Mapping[int, Version]
    after: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    before: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session) -> "Units":
        """From the catalogue."""
        u, s = Unit, Succession
        columns = (u.id, u.code, u.full_name, u.level, u.parent_id, u.valid_from, u.valid_to)
        rows = session.execute(select(*columns).where(u.deleted_on.is_(None)))
        moves = select(s.old_id, s.new_id).where(s.deleted_on.is_(None)).order_by(s.on_day, s.whole.desc(), s.id)
        return _units(tuple(map(tuple, rows)), tuple(map(tuple, session.execute(moves))))

    def on(self, day: date, level: str) -> tuple[Version, ...]:
        """Units of a level in force on a day, by code."""
        return tuple(sorted((v for v in self.versions.values() if v.level == level and v.stands(day)),
                            key=lambda v: v.code))  # fmt: skip

    def during(self, first: date, last: date, level: str) -> tuple[Version, ...]:
        """Units of a level in force on any of these days, by code."""
        standing = (v for v in self.versions.values() if v.level == level and v.valid_from <= last)
        return tuple(sorted((v for v in standing if v.valid_to is None or v.valid_to >= first), key=lambda v: v.code))

    def standing(self, unit: int, day: date) -> int:
        """The unit that stands for this one on a day: what it became, or what it was before; else itself."""
        version = self.versions[unit]
        seen: set[int] = set()
        while not version.stands(day) and version.id not in seen:
            seen.add(version.id)
            step = self.after if version.valid_from <= day else self.before
            version = self._nearest(step.get(version.id, ()), day) or version
        return version.id

    def _nearest(self, ids: tuple[int, ...], day: date) -> Version | None:
        known = [self.versions[i] for i in ids if i in self.versions]
        return next((v for v in known if v.stands(day)), known[0] if known else None)

    @cached_property
    def last_districts(self) -> date | None:
        """The last day on which districts stood; None while they stand."""
        ends = [v.valid_to for v in self.versions.values() if v.level == "district"]
        return None if not ends or None in ends else max(e for e in ends if e is not None)

    def district(self, unit: int, day: date) -> int:
        """The district on that day, or the last one there was; a province stays itself."""
        end = self.last_districts
        on = day if end is None else min(day, end)
        own = self.versions[self.standing(unit, on)]
        if own.level != "commune" or own.parent is None:
            return own.id
        return self.standing(own.parent, on)

    def target(self, unit: int, view: View, day: date) -> int:
        """Where a record of this unit stands in a view."""
        if unit not in self.versions or view is View.RECORDED:
            return unit
        return self.district(unit, day) if view is View.DISTRICT else self.standing(unit, day)

    def gathered(self, wanted: int, view: View, day: date) -> tuple[int, ...]:
        """All versions whose records stand under one unit of a view."""
        return tuple(i for i in self.versions if self.target(i, view, day) == wanted)

    def own_view(self, unit: int) -> View:
        """The view in which a unit stands for itself: a commune among communes, a district over its own."""
        return View.CURRENT if self.versions[unit].level == "commune" else View.DISTRICT

    def seen(self, choice: Choice, period: Period, today: date) -> "Standpoint":
        """How a table of a period stands: its lines, and the day by which records are gathered under them.

        `THEN` are the districts of the period's last day (after 30/6/2025 the last ones there were); `NOW` are
        today's districts, or today's communes where there is no district any more.
        """
        if choice is Choice.NOW and not self.on(today, "district"):
            return Standpoint(self, View.CURRENT, today, tuple(u.id for u in self.on(today, "commune")))
        day = today if choice is Choice.NOW else period.end
        end = self.last_districts
        standing = self.on(day if end is None else min(day, end), "district")
        return Standpoint(self, View.DISTRICT, day, tuple(u.id for u in standing))

    def name(self, unit: int) -> str:
        """The full name as it was."""
        return self.versions[unit].name

    def ordered(self, units: Iterable[int]) -> tuple[int, ...]:
        """By code, as tables list them."""
        return tuple(sorted(units, key=lambda i: (self.versions[i].code, self.versions[i].valid_from)))


@lru_cache(4)
def _units(rows: tuple[tuple[Any, ...], ...], moves: tuple[tuple[Any, ...], ...]) -> Units:
    """A catalogue that reads as before is the same object."""
    after: dict[int, list[int]] = defaultdict(list)
    before: dict[int, list[int]] = defaultdict(list)
    for old, new in moves:
        after[old].append(new)
        before[new].append(old)
    versions = {row[0]: Version(*row) for row in rows}
    return Units(versions, {k: tuple(v) for k, v in after.items()}, {k: tuple(v) for k, v in before.items()})


@dataclass(frozen=True, eq=False)
class Standpoint:
    """The units under which a table gathers its records; `keys` are its lines in their order."""

    units: Units
    view: View
    day: date
    keys: tuple[int, ...]

    def target(self, unit: int | None) -> int | None:
        """The line of a record of this unit; what has none of the lines keeps its own."""
        return None if unit is None else self.units.target(unit, self.view, self.day)

    def gathered(self, key: int) -> tuple[int, ...]:
        """All versions whose records stand under a line."""
        return self.units.gathered(key, self.view, self.day)

    def lines(self, found: Iterable[int | None]) -> tuple[int | None, ...]:
        """The lines, then what stands under none of them: units of other times and levels, at last no unit."""
        extra = {*found} - {*self.keys}
        own = self.units.ordered(u for u in extra if u is not None)
        return (*self.keys, *own, *((None,) if None in extra else ()))

    def name(self, key: int | None) -> str:
        """A line as people read it; a unit that is not in force on that day says until when it was."""
        if key is None:
            return "Chưa ghi đơn vị"
        unit = self.units.versions[key]
        gone = key not in self.keys and unit.valid_to is not None and unit.valid_to < self.day
        return f"{unit.name} (đến {short(unit.valid_to)})" if gone and unit.valid_to else unit.name
