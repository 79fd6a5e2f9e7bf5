"""The catalogues as one plain vocabulary, and the calendar of working days."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mttq_desktop.fields import BodyLookup, Entry, Lookup, UnitLookup, Vocabulary
from mttq_desktop.queries.programme import validity
from mttq_desktop.queries.topics import LOWER_LEVELS, RESULTS, key_of
from mttq_desktop.records.catalogue import (
    Authority,
    CodeItem,
    Holiday,
    LearnedAlias,
    Organisation,
    Person,
    Succession,
    Unit,
)
from mttq_desktop.records.periodic import Indicator
from mttq_desktop.records.programme import Programme, ProgrammeSection
from mttq_desktop.text.days import Calendar
from mttq_desktop.text.fold import tone_key

_NEVER = (date.max, date.min)


def vocabulary(session: Session) -> Vocabulary:
    """Every catalogue of the data file, as of now."""
    learned = _learned(session)
    links = {
        "organisation": Lookup("organisation", _organisations(session), learned=learned.get("organisation", {})),
        "authority": BodyLookup("authority", _authorities(session), learned=learned.get("authority", {})),
        "person": Lookup("person", _people(session)),
        "programme_section": Lookup("programme_section", _sections(session)),
    }
    return Vocabulary(_codes(session, learned), links, _units(session, learned.get("unit", {})))


def units(session: Session) -> UnitLookup:
    """The units alone."""
    return _units(session, _learned(session).get("unit", {}))


def calendar(session: Session) -> Calendar:
    """Public holidays and weekend days worked in exchange, as kept in the data file."""
    rows = session.execute(select(Holiday.day, Holiday.name, Holiday.kind).where(Holiday.deleted_on.is_(None))).all()
    holidays = {day: name for day, name, kind in rows if kind != "made_up"}
    return Calendar(holidays, frozenset(day for day, _, kind in rows if kind == "made_up"))


def _words(aliases: str | None) -> tuple[str, ...]:
    return tuple(w.strip() for w in aliases.split(";") if w.strip()) if aliases else ()


def _learned(session: Session) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    columns = (LearnedAlias.lookup, LearnedAlias.word, LearnedAlias.key)
    for lookup, word, key in session.execute(select(*columns).where(LearnedAlias.deleted_on.is_(None))):
        found.setdefault(lookup, {})[tone_key(word)] = int(key) if key.isdigit() else key
    return found


def _units(session: Session, learned: dict[str, Any]) -> UnitLookup:
    table = Unit.__table__.c
    rows = session.execute(
        select(table.id, table.full_name, table.name, table.aliases, table.code, table.parent_id, table.level,
               table.valid_from, table.valid_to)
        .where(table.deleted_on.is_(None)).order_by(table.code, table.valid_from)
    )  # fmt: skip
    entries = tuple(
        Entry(r.id, r.full_name, r.name, _words(r.aliases), r.code, r.parent_id, r.level, r.valid_from, r.valid_to)
        for r in rows
    )
    return UnitLookup("unit", entries, learned=learned)


def _organisations(session: Session) -> tuple[Entry, ...]:
    table = Organisation.__table__.c
    statement = select(Organisation.__table__).where(table.deleted_on.is_(None)).order_by(table.position)
    return tuple(
        Entry(r.id, r.full_name, r.short_name, (*_words(r.aliases), r.letters, r.code), r.code, None, "",
              r.valid_from, r.valid_to)
        for r in session.execute(statement)
    )  # fmt: skip


def _authorities(session: Session) -> tuple[Entry, ...]:
    table = Authority.__table__.c
    statement = (
        select(table.id, table.name, table.short_name, table.aliases, table.code, table.unit_id, table.level,
               table.valid_from, table.valid_to)
        .where(table.deleted_on.is_(None)).order_by(table.level, table.name)
    )  # fmt: skip
    return tuple(
        Entry(r.id, r.name, r.short_name, _words(r.aliases), r.code, r.unit_id, r.level, r.valid_from, r.valid_to)
        for r in session.execute(statement)
    )


def _people(session: Session) -> tuple[Entry, ...]:
    table = Person.__table__.c
    statement = select(Person.__table__).where(table.deleted_on.is_(None)).order_by(table.name)
    return tuple(Entry(r.id, r.name, valid_from=r.valid_from, valid_to=r.valid_to) for r in session.execute(statement))


def _codes(session: Session, learned: dict[str, dict[str, Any]]) -> dict[str, Lookup]:
    table = CodeItem.__table__.c
    statement = (
        select(table.list, table.code, table.label, table.aliases, table.parent, table.valid_from, table.valid_to)
        .where(table.deleted_on.is_(None)).order_by(table.list, table.position)
    )  # fmt: skip
    lists: dict[str, list[Entry]] = {}
    for r in session.execute(statement):
        entry = Entry(r.code, r.label, "", _words(r.aliases), r.code, r.parent, "", r.valid_from, r.valid_to)
        lists.setdefault(r.list, []).append(entry)
    lists["indicator"] = _indicators(session)
    lists["report_section"] = _with_contents(session, lists.get("report_section", []))
    return {name: Lookup(name, tuple(them), learned=learned.get(name, {})) for name, them in lists.items()}


def _indicators(session: Session) -> list[Entry]:
    table = Indicator.__table__.c
    statement = select(Indicator.__table__).where(table.deleted_on.is_(None)).order_by(table.position)
    return [Entry(r.code, r.label, r.code, code=r.code, parent=r.section) for r in session.execute(statement)]


def _with_contents(session: Session, parts: list[Entry]) -> list[Entry]:
    """Parts of a report with the headings of every programme in the place of its results."""
    s, p = ProgrammeSection, Programme
    statement = (
        select(s.code, s.title, s.parent, p.period, p.id).join(p, p.id == s.programme_id)
        .where(s.heading, s.deleted_on.is_(None), p.deleted_on.is_(None)).order_by(p.period, s.position, s.id)
    )  # fmt: skip
    days = validity(session)
    contents = [
        Entry(key_of(period, code), f"{code}. {title if parent else LOWER_LEVELS}", "", (title,), code, None, "",
              *days.get(programme, _NEVER))
        for code, title, parent, period, programme in session.execute(statement)
    ]  # fmt: skip
    place = next((n for n, e in enumerate(parts) if e.key == RESULTS), len(parts) - 1) + 1
    return [*parts[:place], *contents, *parts[place:]]


def _sections(session: Session) -> tuple[Entry, ...]:
    """Headings of every programme with the days on which it is in force; those of a draft are never offered."""
    s, p = ProgrammeSection, Programme
    statement = (
        select(s.id, s.code, s.title, s.valid_from, p.id)
        .join(p, p.id == s.programme_id).where(s.deleted_on.is_(None), p.deleted_on.is_(None))
        .order_by(p.period, s.position)
    )  # fmt: skip
    days = validity(session)
    found = []
    for i, code, title, since, programme in session.execute(statement):
        first, last = days.get(programme, _NEVER)
        first = max(first, since or first)
        found.append(Entry(i, f"{code}. {title}", code, (title, code), code, valid_from=first, valid_to=last))
    return tuple(found)


def successions_of(session: Session, unit_id: int) -> list[Succession]:
    """Reorganisations that made a unit or ended it, in order of days."""
    touches = or_(Succession.old_id == unit_id, Succession.new_id == unit_id)
    statement = select(Succession).where(touches, Succession.deleted_on.is_(None)).order_by(Succession.on_day)
    return list(session.scalars(statement))
