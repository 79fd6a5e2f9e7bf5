"""The year's supervision plan as the six agreed on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from mttq_desktop.records.catalogue import Organisation
from mttq_desktop.records.deadlines import DeadlineRule
from mttq_desktop.records.supervisions import Supervision, SupervisionState
from mttq_desktop.rules.closing import closings

UNFINISHED = tuple(
    s.value for s in (SupervisionState.TENTATIVE, SupervisionState.PLANNED, SupervisionState.DECIDED,
                      SupervisionState.UNDER_WAY, SupervisionState.PAUSED)
)  # fmt: skip
"""Nothing was reported yet: what goes over to next year's plan."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One supervision of the plan; `quarter` is that of its planned end (None where the time names none)."""

    id: int
    chair_id: int
    form: str
    state: str
    quarter: int | None
    next_due_on: date | None
    carried: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything planned for a year, and the chairs in the programme's order (those in force, or that lead any)."""

    year: int
    rows: tuple[Planned, ...]
    chairs: tuple[int, ...]

    def ids(self, chair: int | None = None, form: str = "", quarter: int = 0, states: Sequence[str] = ()) -> list[int]:
        """The rows that fit; an argument left out does not narrow."""
        return [
            r.id for r in self.rows
            if chair in (None, r.chair_id) and form in ("", r.form) and quarter in (0, r.quarter)
            and (not states or r.state in states)
        ]  # fmt: skip

    @property
    def unfinished(self) -> list[int]:
        """What may be copied to the next year and was not yet."""
        return [r.id for r in self.rows if r.state in UNFINISHED and not r.carried]


def plan(session: Session, year: int) -> Plan:
    """The plan of one year."""
    later = aliased(Supervision)
    carried = select(later.id).where(later.carried_from_id == Supervision.id, later.deleted_on.is_(None)).exists()
    s = Supervision
    statement = (
        select(s.id, s.chair_id, s.form, s.state, s.planned_to, s.next_due_on, carried)
        .where(s.year == year, s.deleted_on.is_(None)).order_by(s.planned_to.nulls_last(), s.id)
    )  # fmt: skip
    rows = tuple(
        Planned(i, chair, form, state, _quarter(last), due, bool(gone))
        for i, chair, form, state, last, due, gone in session.execute(statement)
    )
    return Plan(year, rows, _chairs(session, year, {r.chair_id for r in rows}))


def _quarter(day: date | None) -> int | None:
    return (day.month + 2) // 3 if day is not None else None


def _chairs(session: Session, year: int, leading: set[int]) -> tuple[int, ...]:
    o, first, last = Organisation, date(year, 1, 1), date(year, 12, 31)
    in_force = (o.deleted_on.is_(None)) & (o.valid_from <= last) & (o.valid_to.is_(None) | (o.valid_to >= first))
    statement = select(o.id).where(or_(in_force, o.id.in_(leading))).order_by(o.position, o.id)
    return tuple(session.scalars(statement))


def last_days(session: Session, code: str, year: int) -> tuple[tuple[date, ...], str]:
    """Closing days of a yearly rule in that year, and its article; nothing where no such rule is in force."""
    r, on = DeadlineRule, date(year, 12, 31)
    statement = (
        select(r.closing, r.basis)
        .where(r.code == code, r.deleted_on.is_(None), r.closing.is_not(None), r.valid_from <= on,
               or_(r.valid_to.is_(None), r.valid_to >= on))
        .order_by(r.valid_from.desc()).limit(1)
    )  # fmt: skip
    found = session.execute(statement).first()
    return (tuple(closings(found.closing, year).values()), found.basis or "") if found else ((), "")
