"""Who sends a sheet and for which period: the person's word, the template, the title, the names; no guess."""

from datetime import date
from typing import Any

from mttq_desktop.errors import Problem
from mttq_desktop.excel.spec import Hints, Request, TableSpec
from mttq_desktop.excel.telling import Telling, Told
from mttq_desktop.excel.which_period import find_period
from mttq_desktop.excel.which_unit import find_unit
from mttq_desktop.fields import UnitLookup, UnitOf
from mttq_desktop.rules.period import Period

_UNKNOWN = ("unknown_sender", "unknown_period")


def find_sender(telling: Telling, request: Request, spec: TableSpec, by_rows: frozenset[str] = frozenset()) -> Told:
    """Everything that names the sender and the period, weighed; a contradiction is a question.

    Of a kind that does not ask for them it is one only where the rows do not say it themselves (`by_rows`).
    """
    told, hints = Told(), request.hints
    periodic = spec.asks or not {spec.period, spec.year} - {""} <= by_rows
    find_period(telling, told, hints.period, asked=periodic)
    if not told.period and not spec.asks and telling.said.letter_day is not None:
        told.period = str(telling.said.letter_day.year)
    on = Period.parse(told.period).start if told.period else telling.said.letter_day
    sent = spec.asks or bool({spec.sender} - {""} - by_rows)
    find_unit(telling, told, request.vocabulary.units, hints.unit, on, asked=sent)
    if not spec.asks:
        told.problems = [p for p in told.problems if p.code not in _UNKNOWN]
        told.questions = [q for q in told.questions if q.code not in _UNKNOWN]
    return told


def given_values(
    spec: TableSpec, unit: int | None, period: str, units: UnitLookup, day: date | None = None
) -> dict[str, Any]:
    """What the sender, the period and the day of a sheet say for rows that say nothing else."""
    made: dict[str, Any] = {spec.day: day} if day is not None else {}
    if unit is not None and spec.sender and (spec.asks or _may_be(spec, unit, units)):
        made[spec.sender] = unit
    if period and spec.period:
        made[spec.period] = period
    if period and spec.year and Period.parse(period).start.year == Period.parse(period).end.year:
        made[spec.year] = Period.parse(period).start.year
    return made


def _may_be(spec: TableSpec, unit: int, units: UnitLookup) -> bool:
    """True for a district or commune where the column takes such a unit."""
    column, entry = spec.column(spec.sender).field, units.by_key.get(unit)
    if entry is None or not isinstance(column, UnitOf):
        return False
    return entry.level in ("district", "commune") and column.level in (None, entry.level)


def row_by_row(hints: Hints) -> Told:
    """The sender of a list the program exported itself: each row says its own, so a chosen one contradicts."""
    made = Told()
    message = "Tệp là danh sách xuất từ sổ, mỗi dòng đã ghi nơi gửi và kỳ; bỏ phần chọn {} rồi nhập lại."
    if hints.unit is not None:
        made.problems.append(Problem("unit_contradiction", message.format("nơi gửi")))
    if hints.period:
        made.problems.append(Problem("period_contradiction", message.format("kỳ")))
    return made
