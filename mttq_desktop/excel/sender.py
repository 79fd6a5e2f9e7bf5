"""Who sends a sheet and for which period: the person's word, the template, the title, the names; no guess."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.identity import Identity
from mttq_desktop.excel.spec import Hints, Request, TableSpec
from mttq_desktop.excel.titles import Said, period_in_name, unit_in_name
from mttq_desktop.fields import UnitLookup, UnitOf
from mttq_desktop.rules.period import Period


@dataclass
class Sender:
    """The sender's unit and the period of one sheet, with what contradicts them."""

    unit: int | None = None
    period: str = ""
    problems: list[Problem] = field(default_factory=list)


def find_sender(
    said: Said, sheet_name: str, file_name: str, days: Sequence[date], identity: Identity | None, request: Request,
    spec: TableSpec,
) -> Sender:  # fmt: skip
    """Everything that names the sender and the period, weighed; a contradiction is told."""
    made = Sender()
    _period(made, said, sheet_name, file_name, days, identity, request)
    if not made.period and not spec.asks and said.letter_day is not None:
        made.period = str(said.letter_day.year)
    _unit(made, said, file_name, identity, request)
    if not spec.asks:
        made.problems = [p for p in made.problems if p.code not in ("unknown_sender", "unknown_period")]
    return made


def given_values(spec: TableSpec, unit: int | None, period: str, units: UnitLookup) -> dict[str, Any]:
    """What the sender and the period of a sheet say for rows that say nothing else."""
    made: dict[str, Any] = {}
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


def row_by_row(hints: Hints) -> Sender:
    """The sender of a list the program exported itself: each row says its own, so a chosen one contradicts."""
    made = Sender()
    message = "Tệp là danh sách xuất từ sổ, mỗi dòng đã ghi nơi gửi và kỳ; bỏ phần chọn {} rồi nhập lại."
    if hints.unit is not None:
        made.problems.append(Problem("unit_contradiction", message.format("nơi gửi")))
    if hints.period:
        made.problems.append(Problem("period_contradiction", message.format("kỳ")))
    return made


def _period(
    made: Sender, said: Said, sheet_name: str, file_name: str, days: Sequence[date], identity: Identity | None,
    request: Request,
) -> None:  # fmt: skip
    hint = request.hints.period
    in_file = (identity.period if identity else "") or said.period or period_in_name(sheet_name)
    in_name = period_in_name(file_name)
    made.period = in_file or hint or in_name or _period_of(days, said.letter_day)
    if hint and in_file and hint != in_file and not _wider(hint, in_file):
        message = f"Tệp ghi {Period.parse(in_file).label} nhưng kỳ được chọn là {Period.parse(hint).label}."
        made.problems.append(Problem("period_contradiction", message, Severity.ERROR, None, said.period_where or None))
    elif in_name and in_file and in_name != in_file:
        message = f"Tên tệp ghi {Period.parse(in_name).label} nhưng trong bảng ghi {Period.parse(in_file).label}."
        cell = said.period_where or None
        made.problems.append(Problem("period_contradiction", message, Severity.WARNING, None, cell))
    if not made.period:
        made.problems.append(Problem("unknown_period", "Tệp không cho biết kỳ; hãy chọn kỳ."))
    elif not (in_file or hint or in_name):
        message = f"Tiêu đề không ghi kỳ; theo các ngày trong bảng là {Period.parse(made.period).label}."
        made.problems.append(Problem("period_from_days", message, Severity.FACT))


def _wider(hint: str, in_file: str) -> bool:
    """A title that says only the year does not contradict a quarter of that year."""
    outer, inner = Period.parse(in_file), Period.parse(hint)
    return outer.start <= inner.start and inner.end <= outer.end


def _period_of(days: Sequence[date], letter_day: date | None) -> str:
    """The quarter nearly all days lie in; the letter's day breaks a tie."""
    if not days:
        return ""
    counted = Counter(Period.quarter_of(d) for d in days)
    best, most = counted.most_common(1)[0]
    if most * 5 >= len(days) * 4:
        return best.code
    if letter_day is not None and counted[Period.quarter_of(letter_day)] * 2 > len(days):
        return Period.quarter_of(letter_day).code
    return ""


def _unit(made: Sender, said: Said, file_name: str, identity: Identity | None, request: Request) -> None:
    units, hint = request.vocabulary.units, request.hints.unit
    on = Period.parse(made.period).start if made.period else said.letter_day
    in_template = _by_code(units, identity.unit_code, on) if identity else None
    in_name = unit_in_name(file_name, units, on)
    in_file = in_template or said.unit
    made.unit = in_file or hint or in_name
    if hint is not None and in_file is not None and not _same(units, hint, in_file):
        message = f"Tệp ghi {units.label(in_file)} nhưng nơi gửi được chọn là {units.label(hint)}."
        made.problems.append(Problem("unit_contradiction", message, Severity.ERROR, None, said.unit_where or None))
    elif in_name is not None and in_file is not None and not _same(units, in_name, in_file):
        message = f"Tên tệp ghi {units.label(in_name)} nhưng trong bảng ghi {units.label(in_file)}."
        made.problems.append(Problem("unit_contradiction", message, Severity.WARNING, None, said.unit_where or None))
    if made.unit is None:
        made.problems.append(Problem("unknown_sender", "Tệp không cho biết nơi gửi; hãy chọn nơi gửi."))


def _same(units: UnitLookup, one: int, other: int) -> bool:
    """Two versions of one unit, or a commune inside the district, do not contradict each other."""
    a, b = units.by_key.get(one), units.by_key.get(other)
    if a is None or b is None or one == other:
        return one == other
    return a.code == b.code or units.district_of(one) == b.key or units.district_of(other) == a.key


def _by_code(units: UnitLookup, code: str, on: date | None) -> int | None:
    hits = [e for e in units.by_code.get(code, ()) if e.valid(on)] or list(units.by_code.get(code, ()))
    return int(hits[0].key) if hits and code else None
