"""Joint plans: tasks of a year and how they stand on a day, proposals, what goes over into the next year."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.programme import positions
from mttq_desktop.records.plans import JointPlan, JointTask, TaskProposal
from mttq_desktop.rules.tasks import CLOSED, Standing, standing

_LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as lists of a year need it."""

    id: int
    section_id: int | None
    lead_id: int
    content: str
    timing: str | None
    ends_on: date | None
    state: str
    finished_on: date | None
    result: str | None
    carried_on: date | None

    def standing(self, today: date) -> Standing:
        """Done, being done, not begun, late …"""
        return standing(self.state, self.ends_on, today, self.carried_on is not None)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tasks of one heading or organisation stand how; `ids` are the tasks behind the figures."""

    key: int | None
    counts: Mapping[Standing, int]
    ids: Mapping[Standing, tuple[int, ...]]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def every_id(self) -> tuple[int, ...]:
        """All of them."""
        return tuple(i for them in self.ids.values() for i in them)


def tasks(session: Session, year: int) -> tuple[TaskLine, ...]:
    """Tasks of a year by heading, then in the plan's order."""
    k = JointTask
    statement = (
        select(k.id, k.section_id, k.lead_id, k.content, k.timing, k.ends_on, k.state, k.finished_on, k.result,
               k.carried_on)
        .where(k.year == year, k.deleted_on.is_(None)).order_by(k.position, k.id)
    )  # fmt: skip
    place = positions(session)
    found = [TaskLine(**row) for row in session.execute(statement).mappings()]
    return tuple(sorted(found, key=lambda t: place.get(t.section_id or 0, _LAST)))


def tallied(
    lines: Iterable[TaskLine], key: Callable[[TaskLine], int | None], today: date
) -> tuple[Tally, ...]:
    """Figures by heading (`section_id`) or organisation (`lead_id`), in the order of the lines."""
    found: dict[int | None, dict[Standing, list[int]]] = {}
    for line in lines:
        found.setdefault(key(line), {}).setdefault(line.standing(today), []).append(line.id)
    return tuple(
        Tally(k, Counter({s: len(ids) for s, ids in them.items()}), {s: tuple(ids) for s, ids in them.items()})
        for k, them in found.items()
    )


def plan_of(session: Session, year: int) -> int | None:
    """The plan of a year."""
    statement = select(JointPlan.id).where(JointPlan.year == year, JointPlan.deleted_on.is_(None))
    return session.scalar(statement.order_by(JointPlan.id))


def years(session: Session) -> tuple[int, ...]:
    """Years with a plan or with tasks, the newest first."""
    planned = select(JointPlan.year).where(JointPlan.deleted_on.is_(None))
    found = set(session.scalars(planned))
    found |= set(session.scalars(select(JointTask.year).where(JointTask.deleted_on.is_(None)).distinct()))
    return tuple(sorted(found, reverse=True))


def to_carry(session: Session, year: int) -> tuple[int, ...]:
    """Unfinished tasks of a year that no later plan has taken over, in their order."""
    open_ones = [t for t in tasks(session, year) if t.state not in CLOSED and t.carried_on is None]
    return tuple(t.id for t in open_ones)


def proposals_of(session: Session, task_ids: Sequence[int]) -> dict[int, int]:
    """The proposal behind each task, by the task's id."""
    p = TaskProposal
    statement = select(p.task_id, p.id).where(p.task_id.in_(task_ids), p.deleted_on.is_(None))
    return {task: proposal for task, proposal in session.execute(statement) if task is not None}


def carried_into(session: Session, task_id: int) -> int | None:
    """The task of the next year that takes this one over."""
    k = JointTask
    return session.scalar(select(k.id).where(k.carried_from_id == task_id, k.deleted_on.is_(None)))


def next_position(session: Session, plan_id: int) -> int:
    """The place after the last task of a plan."""
    last = session.scalar(select(func.max(JointTask.position)).where(JointTask.plan_id == plan_id))
    return 0 if last is None else last + 1
