"""What the office does with several households at once: registration, gifts, the results of a year, the next year.

A year that does not stand yet is begun from the household's last one; the household's own columns follow by
themselves (`rules.households.settled`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.households import Standing, standings
from mttq_desktop.queries.listing import part_ids, values
from mttq_desktop.records.households import HOUSEHOLD, HOUSEHOLD_SUPPORT, HOUSEHOLD_YEAR
from mttq_desktop.records.kind import Kind
from mttq_desktop.rules.households import Progress, Year, carried_over
from mttq_desktop.services.keeping import PartRow, checked, keep
from mttq_desktop.store.database import Database, Writing

ORIGIN = "households"
_YEARS = HOUSEHOLD.part(HOUSEHOLD_YEAR.name)
_SUPPORTS = HOUSEHOLD.part(HOUSEHOLD_SUPPORT.name)


@dataclass(frozen=True, slots=True)
class Result:
    """What the year's review found of one household."""

    household_id: int
    type: str | None = None
    registered: bool = False
    above_line: bool = False
    progress: str | None = None


def register(
    database: Database, ids: Sequence[int], year: int, vocabulary: Vocabulary, helper_id: int | None = None
) -> int:
    """Register households to leave poverty in a year; returns how many were not registered for it yet."""
    with database.writing(ORIGIN, f"Đăng ký thoát nghèo năm {year}") as writing:
        chosen = [s for s in standings(writing.session, ids) if not _registered(s, year)]
        for one in chosen:
            given = {"registered": True, "progress": Progress.REGISTERED.value}
            given |= {"helper_id": helper_id} if helper_id is not None else {}
            _write_year(writing, one, year, given, vocabulary)
        writing.say(f"Đăng ký thoát nghèo năm {year}: {len(chosen)} hộ")
    return len(chosen)


def _registered(one: Standing, year: int) -> bool:
    row = one.of(year)
    return row is not None and row.registered


def give(database: Database, ids: Sequence[int], gift: Mapping[str, Any], vocabulary: Vocabulary) -> int:
    """Write the same support down for each of the households; returns how many."""
    with database.writing(ORIGIN, f"Ghi hỗ trợ cho {len(ids)} hộ") as writing:
        draft = checked(HOUSEHOLD_SUPPORT, gift, vocabulary)
        if draft.errors:
            raise Refused(draft.errors[0].message, "Sửa ô báo đỏ rồi ghi lại.", draft.errors)
        for ident in ids:
            keep(writing, _owner(writing, ident, vocabulary), vocabulary, ident,
                 parts={_SUPPORTS.name: [*_rows(writing, _SUPPORTS, ident, vocabulary), PartRow(draft)]})  # fmt: skip
    return len(ids)


def close_year(database: Database, year: int, results: Sequence[Result], vocabulary: Vocabulary) -> int:
    """Write the results of a year down; returns how many households changed."""
    with database.writing(ORIGIN, f"Kết quả thoát nghèo cuối năm {year}") as writing:
        known = {s.id: s for s in standings(writing.session, [r.household_id for r in results])}
        changed = 0
        for result in results:
            one = known.get(result.household_id)
            if one is not None and _differs(one.of(year), result):
                given = {"type": result.type, "registered": result.registered, "above_line": result.above_line,
                         "progress": result.progress}  # fmt: skip
                _write_year(writing, one, year, given, vocabulary)
                changed += 1
        writing.say(f"Kết quả cuối năm {year}: {changed} hộ")
    return changed


def _differs(row: Year | None, result: Result) -> bool:
    now = (result.type, result.registered, result.above_line, result.progress)
    if row is None:
        return result.registered or result.above_line or result.progress is not None
    return (row.type, row.registered, row.above_line, row.progress) != now


def write_result(
    database: Database, household_id: int, year: int, progress: Progress, vocabulary: Vocabulary
) -> None:
    """Take a suggestion over as the result of a year."""
    word = vocabulary.code_list("household_progress").label(progress.value)
    with database.writing(ORIGIN, f"Kết quả năm {year}: {word}") as writing:
        (one,) = standings(writing.session, [household_id])
        _write_year(writing, one, year, {"progress": progress.value}, vocabulary)


def carry_over(database: Database, ids: Sequence[int], year: int, vocabulary: Vocabulary) -> int:
    """Begin another year for households that are still taken on; returns how many."""
    with database.writing(ORIGIN, f"Chuyển hộ sang năm {year}") as writing:
        begun = 0
        for one in standings(writing.session, ids):
            row = carried_over(one.years[-1], year) if one.years else Year(year, progress=Progress.HELPED.value)
            if row is not None:
                _write_year(writing, one, year, {"progress": row.progress}, vocabulary)
                begun += 1
        writing.say(f"Chuyển {begun} hộ sang năm {year}")
    return begun


def _write_year(
    writing: Writing, one: Standing, year: int, given: Mapping[str, Any], vocabulary: Vocabulary
) -> None:
    """Change the row of a year, or begin it from the last one."""
    rows = _rows(writing, _YEARS, one.id, vocabulary)
    at = next((n for n, row in enumerate(rows) if row.draft.values["year"] == year), None)
    begun = _begun(writing, one, year) if at is None else rows[at].draft.values
    row = PartRow(checked(HOUSEHOLD_YEAR, {**begun, **given}, vocabulary), None if at is None else rows[at].record_id)
    rows = [*rows, row] if at is None else [*rows[:at], row, *rows[at + 1 :]]
    rows.sort(key=lambda r: r.draft.values["year"])
    keep(writing, _owner(writing, one.id, vocabulary), vocabulary, one.id, parts={_YEARS.name: rows})


def _begun(writing: Writing, one: Standing, year: int) -> dict[str, Any]:
    """A year as it begins: what the household was at the end of the last one, or what its own columns say."""
    earlier = [y for y in one.years if y.year < year]
    begun = carried_over(earlier[-1], year) if earlier else None
    own = _values(writing, HOUSEHOLD, [one.id])[one.id]
    return {
        "year": year, "type": begun.type if begun and begun.type else own["type"],
        "helper_id": begun.helper_id if begun and begun.helper_id else own["helper_id"],
        "registered": False, "above_line": False, "progress": None, "note": None,
    }  # fmt: skip


def _owner(writing: Writing, ident: int, vocabulary: Vocabulary) -> Any:
    return checked(HOUSEHOLD, _values(writing, HOUSEHOLD, [ident])[ident], vocabulary)


def _rows(writing: Writing, part: Any, owner: int, vocabulary: Vocabulary) -> list[PartRow]:
    """The rows of a part as they stand, ready to be kept again."""
    ids = part_ids(writing.session, part, owner)
    found = _values(writing, part.kind, ids)
    return [PartRow(checked(part.kind, found[i], vocabulary), i) for i in ids]


def _values(writing: Writing, kind: Kind[Any], ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    rows = values(writing.session, kind, ids, kind.columns)
    return {row[0]: dict(zip(kind.columns, row[1:], strict=True)) for row in rows}
