"""Rules of days, the days that records are counted from, and what is open and late over all kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import literal, select, true
from sqlalchemy.orm import Session

from mttq_desktop.queries.petitions import among
from mttq_desktop.records.deadlines import DeadlineRule, DueDay
from mttq_desktop.records.duties import Deadline
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.register import EVERY_KIND
from mttq_desktop.rules.term import Due, Term, due
from mttq_desktop.rules.versions import in_force
from mttq_desktop.text.days import Calendar


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule."""

    id: int
    term: Term
    valid_from: date
    valid_to: date | None


Rules = Mapping[str, Sequence[Rule]]


@dataclass(frozen=True, slots=True)
class Event:
    """What one deadline of one record is counted from; `start` is the due day itself where it is typed."""

    record_id: int
    start: date | None
    done: date | None
    who: int | None
    applies: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """One open due day: the record, what is to be done, by when, by whom (an authority or organisation)."""

    kind: Kind[Any]
    record_id: int
    deadline: Deadline
    due_on: date
    who: int | None


def rules(session: Session) -> Rules:
    """Every rule with a number of days, by its code."""
    r = DeadlineRule
    statement = (
        select(r.id, r.code, r.days, r.working, r.basis, r.valid_from, r.valid_to)
        .where(r.deleted_on.is_(None), r.days.is_not(None)).order_by(r.code, r.valid_from)
    )  # fmt: skip
    found: dict[str, list[Rule]] = {}
    for ident, code, days, working, basis, first, last in session.execute(statement):
        found.setdefault(code, []).append(Rule(ident, Term(days or 0, working, basis or ""), first, last))
    return found


def rule_on(known: Rules, code: str, on: date) -> Rule | None:
    """The version of a rule in force on a day."""
    return in_force(known.get(code, ()), on)


_DAYS = 30


def term_on(known: Rules, code: str, on: date) -> Term:
    """The term in force on a day; thirty days where the office keeps no such rule any more."""
    rule = rule_on(known, code, on)
    return rule.term if rule is not None else Term(_DAYS, False, f"Danh mục không còn thời hạn {code}: lấy 30 ngày")


def events(session: Session, kind: Kind[Any], deadline: Deadline, ids: Sequence[int]) -> list[Event]:
    """What one deadline of these records is counted from."""
    start: Any = deadline.start if deadline.start is not None else deadline.due
    applies = deadline.when if deadline.when is not None else true()
    done = deadline.done if deadline.done is not None else literal(None)
    who = deadline.who if deadline.who is not None else literal(None)
    live = kind.record.deleted_on.is_(None)
    statement = select(kind.record.id, start, done, who, applies & live).where(among(kind.record.id, ids))
    return [Event(i, s, d, w, bool(a)) for i, s, d, w, a in session.execute(statement)]


def owed(
    session: Session, until: date, today: date | None = None, kinds: Sequence[Kind[Any]] = EVERY_KIND
) -> tuple[Owed, ...]:
    """Open due days up to a day over these kinds, the earliest first.

    With `today`, what had to be done before an event that is over is left out: nobody can send notice of a
    conference that was held. The record itself still shows it as not done.
    """
    known = {k.name: (k, {d.code: d for d in k.deadlines}) for k in kinds}
    d = DueDay
    statement = (
        select(d.kind, d.record_id, d.code, d.due_on, d.who)
        .where(d.done_on.is_(None), d.due_on <= until, d.kind.in_(known)).order_by(d.due_on, d.id)
    )  # fmt: skip
    if today is not None:
        statement = statement.where(d.start_on.is_(None) | (d.start_on <= d.due_on) | (d.start_on >= today))
    found = []
    for name, record_id, code, day, who in session.execute(statement):
        kind, deadlines = known[name]
        if code in deadlines:
            found.append(Owed(kind, record_id, deadlines[code], day, who))
    return tuple(found)


def of_record(session: Session, kind: Kind[Any], record_id: int, calendar: Calendar) -> list[tuple[Deadline, Due, Any]]:
    """Every due day of one record with the reasons for it, and the day it was done."""
    known = {r.id: r for versions in rules(session).values() for r in versions}
    by_code = {d.code: d for d in kind.deadlines}
    statement = select(DueDay).where(DueDay.kind == kind.name, DueDay.record_id == record_id).order_by(DueDay.due_on)
    found = []
    for day in session.scalars(statement):
        rule = known.get(day.rule_id or 0)
        if rule is not None and day.start_on is not None:
            told = due(day.start_on, rule.term, calendar)
        else:
            told = Due(day.due_on, _told(session, kind, record_id, by_code.get(day.code)))
        if day.code in by_code:
            found.append((by_code[day.code], told, day.done_on))
    return found


def _told(session: Session, kind: Kind[Any], record_id: int, deadline: Deadline | None) -> tuple[str, ...]:
    """Why a day that no rule counted is that day."""
    reasons = deadline.reasons if deadline is not None else None
    text = session.scalar(select(reasons).where(kind.record.id == record_id)) if reasons is not None else None
    return tuple(text.splitlines()) if text else ("Ngày do người nhập ghi.",)
