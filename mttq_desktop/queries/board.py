"""The board of senders: who should send petitions for a period, who has, who is late, who is missing.

Districts come from the units in force during the period (18 up to 2024, 17 in the first half of
2025, none from 01/7/2025); organisations from the catalogue.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.catalogues import calendar
from mttq_desktop.queries.deadlines import rule_on, rules
from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.queries.names import Names
from mttq_desktop.records.catalogue import Organisation, Unit
from mttq_desktop.records.petitions import Petition, PetitionBatch
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.term import due

CLOSING = "kn_quarter"
"""The rule of the day by which petitions of a period should be here."""


class Sending(StrEnum):
    """Codes of the list batch_state."""

    NOT_SENT = "CHUAGUI"
    SENT = "DAGUI"
    NONE = "KHONG"
    LATE = "CHAM"


@dataclass(frozen=True, slots=True)
class Sender:
    """One expected sender; `unit_ids` are all versions of one district. `late` also marks one not sent in time."""

    organisation_id: int | None
    unit_ids: tuple[int, ...]
    name: str
    state: Sending
    late: bool
    petitions: int
    received_on: date | None
    batches: tuple[int, ...]
    expected: bool = True

    @property
    def unit_id(self) -> int | None:
        """The district's latest version, None for an organisation."""
        return self.unit_ids[-1] if self.unit_ids else None

    @property
    def missing(self) -> bool:
        """Has said nothing at all."""
        return self.state is Sending.NOT_SENT


@dataclass(frozen=True, slots=True)
class Board:
    """All senders of a period in their order, and the day by which they should have sent."""

    period: Period
    closing: date
    senders: tuple[Sender, ...]

    def having(self, *states: Sending) -> tuple[Sender, ...]:
        """Senders in these states."""
        return tuple(s for s in self.senders if s.state in states)

    @property
    def missing(self) -> tuple[Sender, ...]:
        """Expected senders that have said nothing."""
        return tuple(s for s in self.senders if s.missing)


Sent = dict[tuple[str, int], list[Row[int, int | None, int | None, date, bool]]]
Counts = dict[tuple[str, int], int]


def closing_day(session: Session, period: Period) -> date:
    """The day by which senders should have sent: so many days after the period as its rule says, off days off."""
    rule = rule_on(rules(session), CLOSING, period.end)
    return due(period.end, rule.term, calendar(session)).day if rule is not None else period.end


def board(session: Session, period: Period, today: date, ours: str | None = "MTTQ") -> Board:
    """Who has sent for the period. Our own body (`ours`) is not expected to send to itself; it is shown once it has."""
    closing = closing_day(session, period)
    sent, counts = _batches(session, period), _counts(session, period)
    senders = [
        _sender(org, (), name, sent, counts, closing, today, expected=code != ours)
        for org, code, name in _organisations(session, period)
    ]
    senders += [_sender(None, ids, name, sent, counts, closing, today) for ids, name in _districts(session, period)]
    senders += _others(session, senders, sent, counts, closing, today)
    return Board(period, closing, tuple(s for s in senders if s.expected or not s.missing))


def _others(
    session: Session, senders: list[Sender], sent: Sent, counts: Counts, closing: date, today: date
) -> list[Sender]:
    """Senders nobody expected (a commune, an organisation no longer in force); nothing sent is left out."""
    shown = {("unit", u) for s in senders for u in s.unit_ids}
    shown |= {("organisation", s.organisation_id) for s in senders if s.organisation_id is not None}
    extra = sorted({*sent, *counts} - shown)
    names = Names.read(session) if extra else None
    made: list[Sender] = []
    for kind, key in extra:
        assert names is not None
        org, units = (key, ()) if kind == "organisation" else (None, (key,))
        name = names.sender(units[0] if units else None, org)
        made.append(_sender(org, units, name, sent, counts, closing, today, expected=False))
    return made


def _sender(
    org: int | None, units: tuple[int, ...], name: str, sent: Sent, counts: Counts, closing: date, today: date,
    *, expected: bool = True,
) -> Sender:  # fmt: skip
    keys = [("organisation", org)] if org is not None else [("unit", u) for u in units]
    batches = [b for key in keys for b in sent.get(key, [])]
    petitions = sum(counts.get(key, 0) for key in keys)
    first = min((b.received_on for b in batches), default=None)
    state = _state(batches, petitions, first, closing)
    late = state is Sending.LATE or (state is Sending.NOT_SENT and expected and today > closing)
    return Sender(org, units, name, state, late, petitions, first, tuple(b.id for b in batches), expected)


def _state(
    batches: Iterable[Row[int, int | None, int | None, date, bool]], petitions: int, first: date | None, closing: date
) -> Sending:
    if not petitions and (first is None or not batches):
        return Sending.NOT_SENT
    if not petitions and all(b.none_to_report for b in batches):
        return Sending.NONE
    return Sending.LATE if first is not None and first > closing else Sending.SENT


def _batches(session: Session, period: Period) -> Sent:
    b = PetitionBatch
    statement = (
        select(b.id, b.sender_unit_id, b.organisation_id, b.received_on, b.none_to_report)
        .where(b.period.in_(codes_inside(period)), b.deleted_on.is_(None)).order_by(b.received_on, b.id)
    )  # fmt: skip
    found: Sent = {}
    for row in session.execute(statement):
        key = _key(row.sender_unit_id, row.organisation_id)
        if key is not None:
            found.setdefault(key, []).append(row)
    return found


def _key(unit: int | None, organisation: int | None) -> tuple[str, int] | None:
    if unit is not None:
        return ("unit", unit)
    return ("organisation", organisation) if organisation is not None else None


def _counts(session: Session, period: Period) -> Counts:
    p = Petition
    statement = (
        select(p.sender_unit_id, p.organisation_id, func.count())
        .where(p.period.in_(codes_inside(period)), p.deleted_on.is_(None))
        .group_by(p.sender_unit_id, p.organisation_id)
    )
    found: Counts = {}
    for unit, organisation, n in session.execute(statement):
        if (key := _key(unit, organisation)) is not None:
            found[key] = found.get(key, 0) + n
    return found


def _organisations(session: Session, period: Period) -> list[tuple[int, str, str]]:
    o = Organisation
    statement = (
        select(o.id, o.code, o.short_name)
        .where(o.deleted_on.is_(None), or_(o.valid_from.is_(None), o.valid_from <= period.end),
               or_(o.valid_to.is_(None), o.valid_to >= period.start))
        .order_by(o.position)
    )  # fmt: skip
    return [(i, code, name) for i, code, name in session.execute(statement)]


def _districts(session: Session, period: Period) -> list[tuple[tuple[int, ...], str]]:
    """Districts in force during the period, one entry a code with all its versions."""
    u = Unit
    statement = (
        select(u.id, u.code, u.full_name)
        .where(u.level == "district", u.deleted_on.is_(None), u.valid_from <= period.end,
               or_(u.valid_to.is_(None), u.valid_to >= period.start))
        .order_by(u.code, u.valid_from)
    )  # fmt: skip
    found: dict[str, tuple[tuple[int, ...], str]] = {}
    for unit, code, name in session.execute(statement):
        found[code] = ((*found.get(code, ((), ""))[0], unit), name)
    return list(found.values())
