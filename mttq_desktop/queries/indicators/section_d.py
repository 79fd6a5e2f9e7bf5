"""II.4: supervision and what came of its recommendations, the people's boards, criticism and plain comments."""

from collections.abc import Iterator

from sqlalchemy import and_, case, func, or_, select

from mttq_desktop.queries import people
from mttq_desktop.queries.indicators.model import (
    Atom,
    Ratio,
    Reading,
    Rows,
    Section,
    Sum,
    Window,
    Worked,
    by_day,
    by_year,
)
from mttq_desktop.queries.indicators.shared import end_of_year
from mttq_desktop.records.criticism import COMMENT, CRITICISM, SOCIAL_CRITICISM
from mttq_desktop.records.criticism import SocialCriticism as Draft
from mttq_desktop.records.recommendations import RECOMMENDATION, Outcome, Recommendation, Source
from mttq_desktop.records.supervisions import (
    PEOPLE_SUPERVISION,
    SUPERVISION,
    SUPERVISION_BODIES,
    Supervision,
    SupervisionSession,
    SupervisionState,
)

_S = SupervisionState
_FINISHED = [s.value for s in (_S.REPORTED, _S.RECOMMENDED, _S.FOLLOWED, _S.CLOSED)]
_BEGUN = [_S.UNDER_WAY.value, *_FINISHED]

s = Supervision
_bodies = (
    select(SUPERVISION_BODIES.c.owner_id, func.count().label("n")).group_by(SUPERVISION_BODIES.c.owner_id)
).subquery("bodies")
_sessions = (
    select(SupervisionSession.supervision_id, func.count(func.distinct(SupervisionSession.body)).label("n"))
    .where(SupervisionSession.deleted_on.is_(None)).group_by(SupervisionSession.supervision_id)
).subquery("sessions")  # fmt: skip
_start = (
    s.__table__.outerjoin(_bodies, _bodies.c.owner_id == s.id)
    .outerjoin(_sessions, _sessions.c.supervision_id == s.id)
)  # fmt: skip
_worked_on = func.coalesce(s.first_session_on, s.ended_on, s.reported_on, s.concluded_on, s.recommended_on)
"""The day of the work; a text that is studied (form 1) has only the day of what was written on it."""
DONE = Rows(
    SUPERVISION, _start, s.id,
    and_(s.deleted_on.is_(None), s.state != _S.CANCELLED.value, or_(_worked_on.is_not(None), s.state.in_(_BEGUN))),
    by_day(func.coalesce(_worked_on, s.planned_from, end_of_year(s.year))), s.chair_id, s.unit_id,
)  # fmt: skip
PLANNED = Rows(
    SUPERVISION, s.__table__, s.id, and_(s.deleted_on.is_(None), s.state != _S.CANCELLED.value), by_year(s.year),
    s.chair_id, s.unit_id,
)  # fmt: skip
_text = func.trim(func.coalesce(s.bodies_text, ""), " ;")
_written = case((_text == "", 0), else_=1 + func.length(_text) - func.length(func.replace(_text, ";", "")))
_named = func.coalesce(_bodies.c.n, 0) + _written
_visited = case((_named > 0, _named), (_sessions.c.n > 0, _sessions.c.n), (s.unit_id.is_not(None), 1), else_=0)
"""Bodies named in the record; else those of its sessions; else the unit it looked at."""

r = Recommendation
AFTER = Rows(
    RECOMMENDATION, r.__table__.outerjoin(s.__table__, s.id == r.supervision_id), r.id,
    and_(r.deleted_on.is_(None), r.source == Source.SUPERVISION.value, s.deleted_on.is_(None)),
    by_day(func.coalesce(r.sent_on, s.recommended_on, s.concluded_on)), s.chair_id, s.unit_id,
)  # fmt: skip
_heeded = r.result.in_((Outcome.DONE.value, Outcome.DOING.value))


def _boards(code: str, figure: str) -> Worked:
    """What the people's boards told, no line of figures twice."""

    def atoms(reading: Reading, window: Window) -> Iterator[Atom]:
        for one in reading.once(people.counts, window.codes):
            if one.figure == figure and one.amount:
                yield Atom(None, one.told.unit, one.amount, one.told.id)

    return Worked(code, PEOPLE_SUPERVISION, atoms)


c = Draft
DRAFTS = Rows(
    SOCIAL_CRITICISM, c.__table__, c.id, c.deleted_on.is_(None),
    by_day(func.coalesce(c.sent_on, c.held_on, c.received_on)), c.chair_id, c.unit_id,
)  # fmt: skip
_criticised = c.kind == CRITICISM

SECTION_D = Section(
    counted=(
        Sum("D01", DONE),
        Ratio("D02", "D02.done", "D02.planned"),
        Sum("D03", DONE, _visited),
        Sum("D04", AFTER),
        Sum("D05.1", AFTER, where=_heeded),
        Ratio("D05.2", "D05.1", "D04"),
        _boards("D06.1", "times"), _boards("D06.2", "cases"), _boards("D06.3", "money"), _boards("D06.4", "land"),
        Sum("D11", DRAFTS, where=_criticised),
        Sum("D12.1", DRAFTS, func.max(func.coalesce(c.opinions, 0), c.opinions_kept), _criticised),
        Sum("D12.2", DRAFTS, c.opinions_taken, _criticised),
        Sum("D13", DRAFTS, where=c.kind == COMMENT),
    ),
    helpers=(
        Sum("D02.done", PLANNED, where=or_(s.reported_on.is_not(None), s.state.in_(_FINISHED))),
        Sum("D02.planned", PLANNED),
    ),
)  # fmt: skip
