"""Households as their page asks: the same one found while typing, a commune at year's end, who helped how many."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.petitions import among
from mttq_desktop.queries.tally import Column, Rows, Tally, tallied
from mttq_desktop.records.households import Household, HouseholdSupport, HouseholdYear
from mttq_desktop.rules.households import OUT, Progress, Year, stood
from mttq_desktop.text.fold import fold


@dataclass(frozen=True, slots=True)
class Known:
    """A household that may be the one being typed; `sure` when its identity number is the same."""

    id: int
    head: str
    hamlet: str
    commune_id: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A household with its years, oldest first."""

    id: int
    head: str
    hamlet: str
    helper_id: int
    years: tuple[Year, ...]

    def of(self, year: int) -> Year | None:
        """Its row of one year."""
        return next((y for y in self.years if y.year == year), None)


def known(
    session: Session, head: str, commune_id: int | None, hamlet: str = "", id_number: str | None = None,
    besides: int | None = None,
) -> list[Known]:  # fmt: skip
    """Live households with this identity number anywhere, or with this head's name in the commune.

    A hamlet that is given and differs makes it another household; the surest stand first.
    """
    h = Household
    where = [h.id_number == id_number] if id_number else []
    where += [h.commune_id == commune_id] if commune_id is not None and head.strip() else []
    if not where:
        return []
    statement = select(h.id, h.head, h.hamlet, h.commune_id, h.id_number).where(
        h.deleted_on.is_(None), or_(*where), h.id.is_distinct_from(besides)
    )
    name, place = fold(head), fold(hamlet)
    found = []
    for ident, other, elsewhere, commune, number in session.execute(statement.order_by(h.id)):
        sure = bool(id_number) and number == id_number
        if sure or (commune == commune_id and fold(other) == name and _one_place(place, elsewhere or "")):
            found.append(Known(ident, other, elsewhere or "", commune, sure))
    return sorted(found, key=lambda k: not k.sure)


def _one_place(folded: str, other: str) -> bool:
    return not folded or not other or fold(other) == folded


def standings(session: Session, ids: Sequence[int]) -> list[Standing]:
    """These households with their years, in the order of the ids."""
    h = Household
    heads = select(h.id, h.head, h.hamlet, h.helper_id).where(among(h.id, ids))
    found, years = {row.id: row for row in session.execute(heads)}, years_of(session, ids)
    return [
        Standing(i, found[i].head, found[i].hamlet or "", found[i].helper_id, years.get(i, ()))
        for i in ids if i in found
    ]  # fmt: skip


def years_of(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Year, ...]]:
    """The years of these households, oldest first."""
    y = HouseholdYear
    names = ("year", "type", "helper_id", "registered", "above_line", "progress")
    statement = (
        select(y.household_id, *(getattr(y, n) for n in names))
        .where(among(y.household_id, ids), y.deleted_on.is_(None)).order_by(y.household_id, y.year)
    )  # fmt: skip
    found: dict[int, list[Year]] = {}
    for owner, *values in session.execute(statement):
        found.setdefault(owner, []).append(Year.of(dict(zip(names, values, strict=True))))
    return {owner: tuple(them) for owner, them in found.items()}


def stood_on(session: Session, ids: Sequence[int], day: date) -> dict[int, dict[str, Any]]:
    """What these households' lists say of them, as it stood on an earlier day: by the rows of the years until then."""
    h, s = Household, HouseholdSupport
    own = select(h.id, h.registered_year).where(among(h.id, ids))
    years = years_of(session, ids)
    given = (
        select(s.household_id, func.sum(s.value))
        .where(among(s.household_id, ids), s.deleted_on.is_(None), s.day <= day).group_by(s.household_id)
    )  # fmt: skip
    values = dict(iter(session.execute(given)))
    return {
        ident: stood({"registered_year": typed}, [asdict(y) for y in years.get(ident, ())], day.year)
        | {"support_value": values.get(ident)}
        for ident, typed in session.execute(own)
    }  # fmt: skip


def at_years_end(session: Session, commune_id: int, year: int) -> list[Standing]:
    """Households of a commune to be reviewed for a year: those with a row of that year, or still taken on before it."""
    h = Household
    statement = select(h.id).where(h.commune_id == commune_id, h.deleted_on.is_(None)).order_by(h.hamlet, h.head, h.id)
    return [s for s in standings(session, session.scalars(statement).all()) if _due(s, year)]


def _due(one: Standing, year: int) -> bool:
    if one.of(year) is not None:
        return True
    before = [y for y in one.years if y.year < year]
    return not one.years or bool(before and before[-1].progress not in (Progress.LASTING, Progress.GONE))


HELPED, REGISTERED, OUT_OF_POVERTY, LASTING, BACK, GIVEN = "helped", "registered", "out", "lasting", "back", "given"
COLUMNS = (
    Column(HELPED, "Nhận giúp"), Column(REGISTERED, "Đăng ký thoát nghèo"), Column(OUT_OF_POVERTY, "Đã thoát nghèo"),
    Column(LASTING, "Trong đó bền vững"), Column(BACK, "Tái nghèo"), Column(GIVEN, "Hỗ trợ (đồng)"),
)  # fmt: skip


def board(session: Session, first: date, last: date) -> Tally:
    """Who took on how many households in these years, what came of it, and what was given; by organisation."""
    return _board(session, first, last, by_commune=False)


def board_by_commune(session: Session, first: date, last: date) -> Tally:
    """The same by the commune where the households live."""
    return _board(session, first, last, by_commune=True)


def _board(session: Session, first: date, last: date, *, by_commune: bool) -> Tally:
    years = first.year, last.year
    found = (*_by_year(session, *years), *_without_years(session, *years), *_gifts(session, first, last))
    rows: Rows = [(commune if by_commune else who, *told) for commune, who, told in found]
    return tallied(COLUMNS, rows)


_Row = tuple[int, int, tuple[str, int, int | None]]
"""Commune, organisation, and what is counted: column, household, amount."""


def _by_year(session: Session, first: int, last: int) -> list[_Row]:
    h, y = Household, HouseholdYear
    statement = (
        select(h.id, h.commune_id, h.helper_id, y.helper_id.label("own"), y.registered, y.progress)
        .join(y, y.household_id == h.id)
        .where(h.deleted_on.is_(None), y.deleted_on.is_(None), y.year.between(first, last))
    )  # fmt: skip
    found: list[_Row] = []
    for ident, commune, usual, own, registered, progress in session.execute(statement):
        found += _told(commune, own or usual, ident, registered, progress)
    return found


def _told(commune: int, who: int, ident: int, registered: bool, progress: str | None) -> list[_Row]:
    told = {HELPED: True, REGISTERED: registered, OUT_OF_POVERTY: progress in OUT,
            LASTING: progress == Progress.LASTING, BACK: progress == Progress.FALLEN_BACK}  # fmt: skip
    return [(commune, who, (column, ident, None)) for column, counts in told.items() if counts]


def _without_years(session: Session, first: int, last: int) -> list[_Row]:
    """Households that came without rows by year count in the year of their registration."""
    h, y = Household, HouseholdYear
    has_year = exists().where(y.household_id == h.id, y.deleted_on.is_(None))
    statement = (
        select(h.commune_id, h.helper_id, h.id, h.progress)
        .where(h.deleted_on.is_(None), h.registered_year.between(first, last), ~has_year)
    )  # fmt: skip
    return [row for commune, who, ident, progress in session.execute(statement)
            for row in _told(commune, who, ident, True, progress)]  # fmt: skip


def _gifts(session: Session, first: date, last: date) -> list[_Row]:
    h, s = Household, HouseholdSupport
    statement = (
        select(h.commune_id, s.giver_id, h.id, s.value).join(h, s.household_id == h.id)
        .where(h.deleted_on.is_(None), s.deleted_on.is_(None), s.day.between(first, last), s.value.is_not(None))
    )  # fmt: skip
    return [(commune, who, (GIVEN, ident, value)) for commune, who, ident, value in session.execute(statement)]
