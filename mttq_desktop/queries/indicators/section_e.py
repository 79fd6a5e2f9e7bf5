"""III: the joint plan, joint trainings and inspections, programmes below, who reported in time."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, literal, null, or_, select, union_all

from mttq_desktop.queries.expected import Expected, Senders, expected_within
from mttq_desktop.queries.indicators.model import (
    Atom,
    Distinct,
    Found,
    Reading,
    Rows,
    Section,
    Sum,
    Window,
    Worked,
    by_day,
    by_year,
)
from mttq_desktop.records.lower_levels import (
    JOINT_INSPECTION,
    LOCAL_PROGRAMME,
    TRAINING,
    TRAINING_ORGANISERS,
    InspectionVisit,
    JointInspection,
    LocalProgramme,
    Training,
    TrainingAttendance,
)
from mttq_desktop.records.periodic import PERIODIC_REPORT
from mttq_desktop.records.plans import JOINT_TASK, JointPlan, JointTask
from mttq_desktop.rules.tasks import TaskState

k, plan = JointTask, JointPlan
TASKS = Rows(
    JOINT_TASK, k.__table__.outerjoin(plan.__table__, plan.id == k.plan_id), k.id,
    and_(k.deleted_on.is_(None), plan.deleted_on.is_(None)), by_year(k.year), k.lead_id,
)  # fmt: skip
_DOING = (TaskState.DOING.value, TaskState.LATE.value)

t, a = Training, TrainingAttendance
_organisers = TRAINING_ORGANISERS.c
TRAININGS = Rows(
    TRAINING, t.__table__.outerjoin(TRAINING_ORGANISERS, _organisers.owner_id == t.id), t.id, t.deleted_on.is_(None),
    by_day(t.starts_on), _organisers.target_id, t.unit_id,
)  # fmt: skip
# People by organisation, then those the whole number has beyond them.
_people = union_all(
    select(a.training_id.label("training"), a.organisation_id.label("organisation"), a.people.label("people"))
    .where(a.deleted_on.is_(None)),
    select(t.id, null(), func.max(func.coalesce(t.people, 0) - t.people_counted, 0)),
).subquery("attendance")  # fmt: skip
PEOPLE = Rows(
    TRAINING, _people.join(t.__table__, t.id == _people.c.training), t.id,
    and_(t.deleted_on.is_(None), _people.c.people > 0), by_day(t.starts_on), _people.c.organisation, t.unit_id,
)  # fmt: skip

j, v = JointInspection, InspectionVisit
INSPECTIONS = Rows(
    JOINT_INSPECTION, j.__table__, j.id, j.deleted_on.is_(None), by_day(j.starts_on), j.chair_id
)  # fmt: skip
VISITS = Rows(
    JOINT_INSPECTION, v.__table__.join(j.__table__, j.id == v.inspection_id), j.id,
    and_(v.deleted_on.is_(None), j.deleted_on.is_(None)), by_day(v.day), j.chair_id, v.unit_id,
)  # fmt: skip

g = LocalProgramme


def _standing_at_end(window: Window) -> ColumnElement[bool]:
    """Signed by the last day, for years the period's end lies in: a standing number, not one of the period."""
    first = cast(func.substr(g.period, 1, 4), Integer)
    last = case((func.length(g.period) == 9, cast(func.substr(g.period, 6, 4), Integer)), else_=first)
    signed = or_(g.signed_on.is_(None), g.signed_on <= window.last)
    return and_(signed, literal(window.period.end.year).between(first, last))


PROGRAMMES = Rows(
    LOCAL_PROGRAMME, g.__table__, g.id, and_(g.deleted_on.is_(None), g.signed.is_(True)), _standing_at_end,
    unit=g.unit_id,
)  # fmt: skip


def _senders(wanted: Callable[[Expected], bool]) -> Found:
    """Bodies whose report of the period stands so."""

    def atoms(reading: Reading, window: Window) -> Iterator[Atom]:
        asked = window.period, window.first, window.today, reading.once(Senders.read), not window.in_span
        for one in reading.once(expected_within, *asked):
            if wanted(one):
                yield Atom(one.organisation_id, one.unit_id, Decimal(1), one.report_id or 0)

    return atoms


def _reports(code: str, wanted: Callable[[Expected], bool]) -> Worked:
    return Worked(code, PERIODIC_REPORT, _senders(wanted), by_organisation=True)


SECTION_E = Section(counted=(
    Sum("E01.1", TASKS, where=k.state == TaskState.DONE.value),
    Sum("E01.2", TASKS, where=k.state.in_(_DOING)),
    Sum("E01.3", TASKS, where=k.state == TaskState.NOT_YET.value),
    Distinct("E02.1", TRAININGS, t.id),
    Sum("E02.2", PEOPLE, _people.c.people),
    Sum("E03.1", INSPECTIONS),
    Sum("E03.2", VISITS),
    Distinct("E04", PROGRAMMES, g.unit_id, stands=True),
    _reports("E05.1", lambda e: e.received and not e.late),
    _reports("E05.2", lambda e: e.received and e.late),
    _reports("E05.3", lambda e: not e.received),
))  # fmt: skip
