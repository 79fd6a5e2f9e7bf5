"""What stands already in a workbook issued to a unit: records it is asked about again, and its last figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.fields import UnitLookup
from mttq_desktop.queries.listing import Filter, ids, parts_of, uids_of, values
from mttq_desktop.records.households import HOUSEHOLD, Progress
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.periodic import PERIODIC_REPORT, REPORT_FIGURE, Indicator
from mttq_desktop.records.petitions import PETITION, PetitionState
from mttq_desktop.rules.period import Period
from mttq_desktop.text.columns import SHOWN_ONLY

BEFORE = f"Số kỳ trước {SHOWN_ONLY}"
MEASURE = f"ĐVT {SHOWN_ONLY}"
BESIDE = (MEASURE, BEFORE)
"""Columns of a part that only show something: the unit of measure, the last figures; they are not read."""
OF = "of"
"""The running number of the row that a part's row belongs to."""
Values = dict[str, Any]
_OPEN = (
    PetitionState.NEW, PetitionState.SORTING, PetitionState.CONSOLIDATED, PetitionState.FORWARDED,
    PetitionState.REMINDED, PetitionState.IN_PROGRESS, PetitionState.NEXT_PERIOD,
)  # fmt: skip
_ENDED = (Progress.LASTING, Progress.GONE)
_PAGE = 500


@dataclass(frozen=True)
class Prefilled:
    """Rows by identity, and rows of parts by the part's name."""

    rows: Sequence[tuple[str, Values]] = ()
    parts: Mapping[str, Sequence[Values]] = field(default_factory=dict)


def prefilled(session: Session, kind: Kind[Any], unit: int | None, period: Period, units: UnitLookup) -> Prefilled:
    """What a workbook of a kind says already when it is issued to a unit, or to an organisation, for a period."""
    if kind is PERIODIC_REPORT:
        return _figures(session, unit, period)
    find = _FINDERS.get(kind.name)
    return find(session, unit, period, units) if find is not None and unit is not None else Prefilled()


def _petitions(session: Session, unit: int, period: Period, units: UnitLookup) -> Prefilled:
    """Petitions of the unit that wait for an answer still."""
    where = Filter(equals={"sender_unit_id": (unit,), "state": tuple(s.value for s in _OPEN)})
    every = _records(session, PETITION, where)
    return Prefilled([(uid, v) for uid, v in every if v["received_on"] <= period.end])


def _households(session: Session, unit: int, period: Period, units: UnitLookup) -> Prefilled:
    """Households registered to leave poverty by the end of the period that have not left it for good."""
    communes = tuple(e.key for e in units.entries if unit in (e.key, units.district_of(e.key)))
    every = _records(session, HOUSEHOLD, Filter(equals={"commune_id": communes}, filled=("registered_year",)))
    kept = [(u, v) for u, v in every if v["registered_year"] <= period.end.year and v.get("progress") not in _ENDED]
    return Prefilled(kept)


def _figures(session: Session, unit: int | None, period: Period) -> Prefilled:
    """The sender's own line, and every indicator of the form with the figure of the unit's last report."""
    last = _last_figures(session, unit, period) if unit is not None else {}
    i = Indicator
    asked = select(i.code, i.measure).where(i.deleted_on.is_(None), i.in_report).order_by(i.position)
    told = {code: {BEFORE: _number(value)} for code, value in last.items()}
    parts = [
        {OF: 1, "indicator": code, MEASURE: measure} | told.get(code, {}) for code, measure in session.execute(asked)
    ]
    own = {"unit_id": unit} if unit is not None else {}
    return Prefilled([("", own | {"period": period.code, "version": 1})], {REPORT_FIGURE.name: parts})


def _last_figures(session: Session, unit: int, period: Period) -> dict[str, Any]:
    """Figures of a unit's latest report on an earlier time, by indicator."""
    where = Filter(equals={"unit_id": (unit,)})
    wanted = ids(session, PERIODIC_REPORT, where)
    told = values(session, PERIODIC_REPORT, wanted, ("period", "version"))
    before = [(Period.parse(p), version, i) for i, p, version in told if Period.parse(p).end < period.start]
    if not before:
        return {}
    *_, last = max(before, key=lambda b: (b[0].end, b[1], b[2]))
    rows = parts_of(session, PERIODIC_REPORT.part(REPORT_FIGURE.name), [last]).get(last, [])
    return {code: value for _, code, value in values(session, REPORT_FIGURE, rows, ("indicator", "value"))}


def _number(value: Any) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _records(session: Session, kind: Kind[Any], where: Filter) -> Iterator[tuple[str, Values]]:
    """Identity and values of every record a filter keeps."""
    names = (*kind.columns, *(p.name for p in kind.pairs))
    wanted = sorted(ids(session, kind, where))
    for start in range(0, len(wanted), _PAGE):
        page = wanted[start : start + _PAGE]
        uids = uids_of(session, kind, page)
        for ident, *row in values(session, kind, page, names):
            yield uids[ident], {n: v for n, v in zip(names, row, strict=True) if v is not None}


_FINDERS: Mapping[str, Callable[[Session, int, Period, UnitLookup], Prefilled]] = {
    PETITION.name: _petitions, HOUSEHOLD.name: _households,
}  # fmt: skip
