"""II.3: opinions on the Party standing board; dialogues of the heads (QĐ 218); communes that held none.

Only conferences under QĐ 218 are counted in C11 to C14: those after a supervision or for a criticism are other
things (Luật MTTQ, Điều 28.4 and 34.3).
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import String, and_, case, cast, func, select

from mttq_desktop.queries.dialogues import COUNTED
from mttq_desktop.queries.indicators.model import Atom, Distinct, Reading, Rows, Section, Sum, Window, Worked, by_day
from mttq_desktop.queries.indicators.shared import end_of_year
from mttq_desktop.queries.rollup import Units
from mttq_desktop.records.catalogue import UNIT
from mttq_desktop.records.dialogues import AT_ONCE, DIALOGUE, QD218, Dialogue, DialogueGroup, DialogueItem
from mttq_desktop.records.party_feedback import PARTY_FEEDBACK_ROUND
from mttq_desktop.records.party_feedback import PartyFeedbackCount as Count
from mttq_desktop.records.party_feedback import PartyFeedbackRound as Round

_WHOLE_BOARD, _MEMBERS = "TT", "CN"

FEEDBACK = Rows(
    PARTY_FEEDBACK_ROUND, Count.__table__.join(Round.__table__, Round.id == Count.round_id), Round.id,
    and_(Count.deleted_on.is_(None), Round.deleted_on.is_(None), Round.target.in_((_WHOLE_BOARD, _MEMBERS))),
    by_day(func.coalesce(Count.received_on, Round.reported_on, end_of_year(Round.year))), Count.organisation_id,
)  # fmt: skip
_sent_in = cast(Round.id, String) + "/" + cast(Count.organisation_id, String) + "/" + func.coalesce(Count.number, "")
"""One sending of one organisation in one round, however many lines of counts it fills."""

_i, _g = DialogueItem, DialogueGroup
_items = (
    select(_i.dialogue_id, func.count().label("n"),
           func.sum(case((_i.answer_mode == AT_ONCE, 1), else_=0)).label("at_once"),
           func.sum(case((and_(_i.answer_mode.is_distinct_from(AT_ONCE), _i.done_on.is_not(None)), 1), else_=0))
           .label("later"))
    .where(_i.deleted_on.is_(None)).group_by(_i.dialogue_id)
).subquery("asked")  # fmt: skip
_came = (
    select(_g.dialogue_id, func.sum(_g.people).label("n")).where(_g.deleted_on.is_(None)).group_by(_g.dialogue_id)
).subquery("came")
DIALOGUES = Rows(
    DIALOGUE,
    Dialogue.__table__.outerjoin(_items, _items.c.dialogue_id == Dialogue.id)
    .outerjoin(_came, _came.c.dialogue_id == Dialogue.id),
    Dialogue.id, and_(Dialogue.deleted_on.is_(None), Dialogue.purpose == QD218), by_day(Dialogue.held_on),
    unit=Dialogue.unit_id,
)  # fmt: skip
# Counts typed for the whole conference, or the rows kept one by one, whichever tell more.
_asked = func.max(func.coalesce(Dialogue.opinions, 0), func.coalesce(_items.c.n, 0))
_at_once = func.max(func.coalesce(Dialogue.answered_at_once, 0), func.coalesce(_items.c.at_once, 0))
_later = func.coalesce(_items.c.later, 0)
_open = func.max(_asked - _at_once - _later, 0)


def communes_without(reading: Reading, window: Window) -> Iterator[Atom]:
    """Communes in force at the period's end that have held none since that year began."""
    end = window.period.end
    units = reading.once(Units.read)
    d = Dialogue
    held = select(d.unit_id).where(
        d.deleted_on.is_(None), d.level == "commune", d.purpose.in_(COUNTED), d.unit_id.is_not(None),
        d.held_on.between(date(end.year, 1, 1), window.last),
    )  # fmt: skip
    have = {units.standing(u, end) for u in reading.session.scalars(held) if u is not None}
    for commune in units.on(end, "commune"):
        if commune.id not in have:
            yield Atom(None, commune.id, Decimal(1), commune.id)


SECTION_C = Section(counted=(
    Distinct("C01", FEEDBACK, _sent_in),
    Sum("C02.1", FEEDBACK, Count.opinions, Round.target == _WHOLE_BOARD),
    Sum("C02.2", FEEDBACK, Count.opinions, Round.target == _MEMBERS),
    Sum("C11", DIALOGUES),
    Sum("C12", DIALOGUES, func.coalesce(Dialogue.people, _came.c.n, 0)),
    Sum("C13", DIALOGUES, _asked),
    Sum("C14.1", DIALOGUES, _at_once),
    Sum("C14.2", DIALOGUES, _later),
    Sum("C14.3", DIALOGUES, _open),
    Worked("C15", UNIT, communes_without, stands=True),
))  # fmt: skip
