"""Where a poor or near-poor household stands, read off its years: out, out for good, fallen back.

"Bền vững" is three years running above the near-poor line (Nghị quyết 119/2014/NQ-HĐND of Quảng Nam). What these
rules find is a suggestion with its reason; the person decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LASTING_YEARS = 3
BASIS = "Nghị quyết 119/2014/NQ-HĐND"


class HouseholdType(StrEnum):
    """Codes of the list household_type (Nghị định 07/2021)."""

    POOR = "N"
    NEAR_POOR = "CN"
    JUST_ABOVE_POOR = "TN"
    JUST_ABOVE_NEAR_POOR = "TCN"


class Progress(StrEnum):
    """Codes of the list household_progress."""

    REGISTERED = "DK"
    HELPED = "DG"
    ABOVE_POOR = "TH"
    LASTING = "TBV"
    FALLEN_BACK = "TAI"
    NOT_REACHED = "KHT"
    GONE = "CH"


OUT = frozenset({Progress.ABOVE_POOR.value, Progress.LASTING.value})
"""Results that mean the household left poverty that year."""
CLOSED = frozenset({Progress.LASTING.value, Progress.GONE.value})
"""Results after which nobody takes the household on for another year."""


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a household: what it was in January, whether it registered, where it stood in December."""

    year: int
    type: str | None = None
    helper_id: int | None = None
    registered: bool = False
    above_line: bool = False
    progress: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Year":
        """From the values of a row; one without a year yet stands at nought."""
        return cls(
            values.get("year") or 0, values.get("type"), values.get("helper_id"), bool(values.get("registered")),
            bool(values.get("above_line")), values.get("progress"),
        )  # fmt: skip


_OPEN = frozenset({None, Progress.REGISTERED.value, Progress.HELPED.value, Progress.ABOVE_POOR.value})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the years say, and why."""

    progress: Progress
    reason: str


def run_above(years: Sequence[Year], until: int) -> tuple[int, ...]:
    """The years above the near-poor line that follow each other up to `until`; a year without a row breaks them."""
    above = {y.year for y in years if y.above_line}
    found: list[int] = []
    year = until
    while year in above:
        found.append(year)
        year -= 1
    return tuple(reversed(found))


def current_run(years: Sequence[Year]) -> tuple[int, ...]:
    """The run up to the latest year; while that year is still open, up to the one before."""
    if not years:
        return ()
    last = max(years, key=lambda y: y.year)
    before = run_above(years, last.year - 1) if last.progress in _OPEN else ()
    return run_above(years, last.year) or before


def suggestion(years: Sequence[Year], year: int, *, closed: bool = True) -> Suggestion | None:
    """What to write as the result of a year; `closed` once the year's review is over. None where nothing follows."""
    this = next((y for y in years if y.year == year), None)
    if this is None or this.progress == Progress.GONE:
        return None
    before = sorted((y for y in years if y.year < year), key=lambda y: y.year)
    held = None if closed else _held(before, this)
    return _risen(years, this) or _fallen(before, this) or held or _later(years, this) or _waiting(this, closed=closed)


def _risen(years: Sequence[Year], this: Year) -> Suggestion | None:
    run = run_above(years, this.year)
    if len(run) >= LASTING_YEARS:
        named = ", ".join(map(str, run[-LASTING_YEARS:]))
        return Suggestion(Progress.LASTING, f"Trên chuẩn cận nghèo {LASTING_YEARS} năm liền ({named}) theo {BASIS}.")
    if not run:
        return None
    counted = f"năm thứ {len(run)} liền" if len(run) > 1 else "năm đầu"
    more = f"đủ {LASTING_YEARS} năm liền mới là thoát nghèo bền vững ({BASIS})"
    return Suggestion(Progress.ABOVE_POOR, f"Cuối năm {this.year} trên chuẩn cận nghèo, {counted}; {more}.")


def _fallen(before: Sequence[Year], this: Year) -> Suggestion | None:
    """Poor again after leaving poverty, or near-poor again after standing above the line."""
    out = next((y for y in reversed(before) if y.progress in OUT or y.above_line), None)
    if out is not None and this.type == HouseholdType.POOR:
        return Suggestion(Progress.FALLEN_BACK, f"Đã thoát nghèo năm {out.year}, năm {this.year} lại là hộ nghèo.")
    above = next((y for y in reversed(before) if y.above_line), None)
    if above is not None and this.type == HouseholdType.NEAR_POOR:
        said = f"Năm {above.year} trên chuẩn cận nghèo, năm {this.year} lại là hộ cận nghèo (tái cận nghèo)."
        return Suggestion(Progress.FALLEN_BACK, said)
    return None


def _held(before: Sequence[Year], this: Year) -> Suggestion | None:
    """Out of poverty last year, and this year is still running."""
    run = run_above(before, this.year - 1)
    if not run or this.registered:
        return None
    said = f"Trên chuẩn cận nghèo {len(run)} năm liền đến cuối năm {run[-1]}; theo dõi tiếp đến đủ {LASTING_YEARS} năm."
    return Suggestion(Progress.ABOVE_POOR, said)


def _later(years: Sequence[Year], this: Year) -> Suggestion | None:
    """The next year's review says what came of this one."""
    after = next((y for y in years if y.year == this.year + 1), None)
    if this.type == HouseholdType.POOR and after is not None and after.type not in (None, HouseholdType.POOR):
        return Suggestion(Progress.ABOVE_POOR, f"Đầu năm {after.year} không còn là hộ nghèo.")
    return None


def _waiting(this: Year, *, closed: bool) -> Suggestion | None:
    if this.registered and closed:
        said = f"Đã đăng ký thoát nghèo năm {this.year} nhưng cuối năm chưa vượt chuẩn cận nghèo."
        return Suggestion(Progress.NOT_REACHED, said)
    if this.registered:
        return Suggestion(Progress.REGISTERED, f"Đã đăng ký thoát nghèo năm {this.year}, chưa rà soát cuối năm.")
    if this.helper_id is not None:
        return Suggestion(Progress.HELPED, f"Có tổ chức giúp năm {this.year}, chưa đăng ký thoát nghèo.")
    return None


def doubt(years: Sequence[Year], this: Year, *, closed: bool = True) -> str:
    """Why a result that was written does not go with the years; empty when it does."""
    found = suggestion(years, this.year, closed=closed)
    if this.progress == Progress.LASTING and (found is None or found.progress is not Progress.LASTING):
        run = len(run_above(years, this.year))
        return f"Mới {run} năm liền trên chuẩn cận nghèo; bền vững cần {LASTING_YEARS} năm liền ({BASIS})."
    if this.progress == Progress.FALLEN_BACK and (found is None or found.progress is not Progress.FALLEN_BACK):
        return "Chưa thấy năm nào trước đó hộ này thoát nghèo."
    fallen = found is not None and found.progress is Progress.FALLEN_BACK
    return f"{found.reason} Có phải “tái nghèo”?" if found and fallen and this.progress not in (None, *_FALLEN) else ""


_FALLEN = (Progress.FALLEN_BACK.value, Progress.GONE.value)


def settled(own: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What stands in the household's own columns: its latest year; untouched while it has no year."""
    years = sorted((Year.of(row) for row in rows), key=lambda y: y.year)
    if not years:
        return {"years_above": 0}
    last = years[-1]
    found: dict[str, Any] = {
        "years_above": len(current_run(years)), "registered_year": _registered(own, years),
        "progress": last.progress or _begun(last) or own.get("progress"),
    }  # fmt: skip
    found |= {"type": last.type} if last.type else {}
    return found | ({"helper_id": last.helper_id} if last.helper_id else {})


def stood(own: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], year: int) -> dict[str, Any]:
    """The same columns as they stood at the end of an earlier year; nothing is known of it where no row has a year."""
    if not rows:
        return {}
    typed, known = own.get("registered_year"), [row for row in rows if row["year"] <= year]
    then = dict(own) | {"progress": None, "registered_year": typed if typed is not None and typed <= year else None}
    if known:
        return settled(then, known)
    begun = Progress.REGISTERED.value if then["registered_year"] else None
    return {"years_above": 0, "registered_year": then["registered_year"], "progress": begun}


def _registered(own: Mapping[str, Any], years: Sequence[Year]) -> int | None:
    """The latest year of registration; one typed by hand stands where no row speaks of it."""
    found = [y.year for y in years if y.registered]
    typed = own.get("registered_year")
    if found:
        return max(found)
    return None if typed in {y.year for y in years} else typed


def _begun(last: Year) -> str | None:
    if last.registered:
        return Progress.REGISTERED.value
    return Progress.HELPED.value if last.helper_id is not None else None


def carried_over(last: Year, year: int) -> Year | None:
    """How the household begins another year: None when nobody needs to take it on any more."""
    if last.year >= year or last.progress in CLOSED:
        return None
    begun = Progress.ABOVE_POOR if last.above_line or last.progress in OUT else Progress.HELPED
    return Year(year, _type_after(last), last.helper_id, progress=begun.value)


def _type_after(last: Year) -> str | None:
    if last.above_line:
        return HouseholdType.JUST_ABOVE_NEAR_POOR.value
    if last.progress == Progress.ABOVE_POOR and last.type == HouseholdType.POOR:
        return HouseholdType.NEAR_POOR.value
    return last.type
