"""II.2: communication; petitions from reception to the notice of the answer.

Petitions are counted in the period they were received for, whatever happens to them later; letters on their
day. B11 counts originals (a merged petition still counts for who sent it), B12 and on what stands after merging.
"""

from typing import Any

from sqlalchemy import String, and_, case, cast, func, literal, select
from sqlalchemy.orm import aliased

from mttq_desktop.queries.indicators.model import Distinct, Ratio, Rows, Section, Sum, by_code, by_day
from mttq_desktop.queries.indicators.shared import sender
from mttq_desktop.records.campaigns import COMMUNICATION
from mttq_desktop.records.campaigns import Communication as News
from mttq_desktop.records.catalogue import CodeItem
from mttq_desktop.records.petitions import (
    PETITION,
    WAITING,
    Feedback,
    Forwarding,
    Petition,
    PetitionState,
    Reminder,
    Reply,
)

_MEDIA = ("WEB", "BT", "TH", "PT", "BAO", "FB", "ZALO")
"""Channels of news and programmes (B03); every other one is a talk, a contest, a leaflet (B01)."""
_CLASSES = ("DGQ", "GTCCTT", "DXXGQ", "CGQ")
"""First level of the answers' classes, from the most to the least favourable."""

NEWS = Rows(
    COMMUNICATION, News.__table__, News.id, News.deleted_on.is_(None), by_code(News.period),
    sender(News.organisation_id, News.unit_id), News.unit_id,
)  # fmt: skip

p, f = Petition, Forwarding
_root = aliased(Petition)
_sent = (
    select(f.petition_id, func.max(case((and_(f.answered_on.is_(None), f.returned_on.is_(None)), 1), else_=0))
           .label("waits"))
    .where(f.deleted_on.is_(None)).group_by(f.petition_id)
).subquery("sent")  # fmt: skip
_place = func.row_number().over(
    partition_by=(Reply.petition_id, Reply.authority_id), order_by=(Reply.day.desc(), Reply.id.desc())
)
_last = select(
    Reply.petition_id, Reply.reply_class.label("code"), _place.label("place")
).where(Reply.deleted_on.is_(None)).subquery("last_reply")  # fmt: skip
_first_level = func.coalesce(CodeItem.parent, _last.c.code)
_worse = case(*((_first_level == code, n) for n, code in enumerate(_CLASSES)), else_=len(_CLASSES) - 1)
_answered = (
    select(_last.c.petition_id, func.max(_worse).label("worst"))
    .outerjoin(CodeItem, and_(CodeItem.list == "petition_reply_class", CodeItem.code == _last.c.code))
    .where(_last.c.place == 1).group_by(_last.c.petition_id)
).subquery("answered")  # fmt: skip

PETITIONS = Rows(
    PETITION,
    p.__table__.outerjoin(_root, and_(_root.id == p.merged_into_id, _root.deleted_on.is_(None)))
    .outerjoin(_sent, _sent.c.petition_id == p.id).outerjoin(_answered, _answered.c.petition_id == p.id),
    p.id, p.deleted_on.is_(None), by_code(p.period), sender(p.organisation_id, p.sender_unit_id),
    func.coalesce(p.commune_id, p.sender_unit_id),
)  # fmt: skip
_own = _root.id.is_(None)
_forwarded = and_(_own, _sent.c.petition_id.is_not(None))
_replied = and_(_forwarded, _sent.c.waits == 0, _answered.c.petition_id.is_not(None))
_old = aliased(Petition)
_carried = and_(_own, p.repeated_from_id.in_(
    select(_old.id).where(_old.state == PetitionState.NEXT_PERIOD.value, _old.deleted_on.is_(None))
))  # fmt: skip


def _answer(code: str) -> Sum:
    """Petitions whose least favourable answer is of this class."""
    places = {"B15.1": "DGQ", "B15.2": "DXXGQ", "B15.3": "GTCCTT", "B15.4": "CGQ"}
    return Sum(code, PETITIONS, where=and_(_replied, _answered.c.worst == _CLASSES.index(places[code])))


OVERDUE = Rows(
    PETITION, PETITIONS.start, p.id,
    and_(p.deleted_on.is_(None), _own, p.state.in_([s.value for s in WAITING])),
    lambda window: and_(p.period.in_(window.codes), p.due_on < window.today), PETITIONS.organisation, PETITIONS.unit,
)  # fmt: skip

m, b = Reminder, Feedback
REMINDERS = Rows(
    PETITION, m.__table__.join(f.__table__, f.id == m.forwarding_id).join(p.__table__, p.id == f.petition_id), p.id,
    and_(m.deleted_on.is_(None), f.deleted_on.is_(None), p.deleted_on.is_(None)), by_day(m.day),
    PETITIONS.organisation, PETITIONS.unit,
)  # fmt: skip
NOTICES = Rows(
    PETITION, b.__table__.join(p.__table__, p.id == b.petition_id), p.id,
    and_(b.deleted_on.is_(None), p.deleted_on.is_(None)), by_day(b.day), sender(b.organisation_id, b.unit_id),
    func.coalesce(b.unit_id, p.commune_id, p.sender_unit_id),
)  # fmt: skip


def _letter(row: type[Reminder] | type[Feedback]) -> Any:
    """One letter however many petitions it names: by its row, else by its number, else one a line."""
    return case(
        (row.letter_id.is_not(None), literal("l").concat(cast(row.letter_id, String))),
        (row.number.is_not(None), literal("n").concat(row.number)),
        else_=literal("i").concat(cast(row.id, String)),
    )


SECTION_B = Section(counted=(
    Sum("B01", NEWS, News.items, News.channel.not_in(_MEDIA)),
    Sum("B02", NEWS, News.people),
    Sum("B03", NEWS, News.items, News.channel.in_(_MEDIA)),
    Sum("B11", PETITIONS),
    Sum("B12", PETITIONS, where=_own),
    Sum("B13", PETITIONS, where=_forwarded),
    Sum("B14.1", PETITIONS, where=_replied),
    Ratio("B14.2", "B14.1", "B13"),
    _answer("B15.1"), _answer("B15.2"), _answer("B15.3"), _answer("B15.4"),
    Sum("B16", OVERDUE),
    Distinct("B17", REMINDERS, _letter(m)),
    Distinct("B18", NOTICES, _letter(b)),
    Sum("B19", PETITIONS, where=_carried),
))  # fmt: skip
