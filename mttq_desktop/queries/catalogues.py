"""The catalogues as one plain vocabulary, and the calendar of working days."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar, cast

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mttq_desktop.fields import BodyLookup, Entry, Key, Lookup, UnitLookup, Vocabulary
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
L = TypeVar("L", bound=Lookup)
Learned: TypeAlias = Mapping[str, Mapping[str, Key]]
Fields: TypeAlias = Sequence[Any]


def vocabulary(session: Session) -> Vocabulary:
    """Every catalogue of the data file, as of now."""
    learned = _learned(session)
    links = {
        "organisation": _lookup(Lookup, "organisation", _organisations(session), learned),
        "authority": _lookup(BodyLookup, "authority", _authorities(session), learned),
        "person": _lookup(Lookup, "person", _people(session), {}),
        "programme_section": _lookup(Lookup, "programme_section", _sections(session), {}),
    }
    return Vocabulary(_codes(session, learned), links, _units(session, learned))


def units(session: Session) -> UnitLookup:
    """The units alone."""
    return _units(session, _learned(session))


def calendar(session: Session) -> Calendar:
    """Public holidays and weekend days worked in exchange, as kept in the data file."""
    rows = session.execute(select(Holiday.day, Holiday.name, Holiday.kind).where(Holiday.deleted_on.is_(None))).all()
    holidays = {day: name for day, name, kind in rows if kind != "made_up"}
    return Calendar(holidays, frozenset(day for day, _, kind in rows if kind == "made_up"))


# ── a catalogue that reads as before is the same object, with the indexes it has made ──────────────────


def _lookup(kind: type[L], name: str, rows: Iterable[Fields], learned: Learned) -> L:
    known = tuple(learned.get(name, {}).items())
    return cast("L", _made(cast("Hashable", kind), name, tuple(map(tuple, rows)), known))


@lru_cache(256)
def _made(kind: type[Lookup], name: str, rows: tuple[Fields, ...], learned: tuple[tuple[str, Key], ...]) -> Lookup:
    return kind(name, tuple(_entry(*row) for row in rows), learned=dict(learned))


def _entry(key: Key, label: str, short: str, words: str | tuple[str, ...] | None, *rest: Any) -> Entry:
    return Entry(key, label, short, _words(words) if isinstance(words, str) else words or (), *rest)


def _words(aliases: str) -> tuple[str, ...]:
    return tuple(w.strip() for w in aliases.split(";") if w.strip())


# ── rows in the order of an entry's fields ───────────────────────────────────────────────────────────


def _learned(session: Session) -> dict[str, dict[str, Key]]:
    found: dict[str, dict[str, Key]] = {}
    columns = (LearnedAlias.lookup, LearnedAlias.word, LearnedAlias.key)
    for lookup, word, key in session.execute(select(*columns).where(LearnedAlias.deleted_on.is_(None))):
        found.setdefault(lookup, {})[tone_key(word)] = int(key) if key.isdigit() else key
    return found


def _units(session: Session, learned: Learned) -> UnitLookup:
    table = Unit.__table__.c
    rows = session.execute(
        select(table.id, table.full_name, table.name, table.aliases, table.code, table.parent_id, table.level,
               table.valid_from, table.valid_to)
        .where(table.deleted_on.is_(None)).order_by(table.code, table.valid_from)
    )  # fmt: skip
    return _lookup(UnitLookup, "unit", rows, learned)


def _organisations(session: Session) -> Iterator[Fields]:
    table = Organisation.__table__.c
    statement = select(Organisation.__table__).where(table.deleted_on.is_(None)).order_by(table.position)
    for r in session.execute(statement):
        words = (*_words(r.aliases or ""), r.letters, r.code)
        yield r.id, r.full_name, r.short_name, words, r.code, None, "", r.valid_from, r.valid_to


def _authorities(session: Session) -> Iterable[Fields]:
    table = Authority.__table__.c
    statement = (
        select(table.id, table.name, table.short_name, table.aliases, table.code, table.unit_id, table.level,
               table.valid_from, table.valid_to)
        .where(table.deleted_on.is_(None)).order_by(table.level, table.name)
    )  # fmt: skip
    return session.execute(statement)


def _people(session: Session) -> Iterator[Fields]:
    table = Person.__table__.c
    columns = (table.id, table.name, table.valid_from, table.valid_to)
    for key, name, *days in session.execute(select(*columns).where(table.deleted_on.is_(None)).order_by(table.name)):
        yield key, name, "", None, "", None, "", *days


def _codes(session: Session, learned: Learned) -> dict[str, Lookup]:
    table = CodeItem.__table__.c
    statement = (
        select(table.list, table.code, table.label, table.aliases, table.parent, table.valid_from, table.valid_to)
        .where(table.deleted_on.is_(None)).order_by(table.list, table.position)
    )  # fmt: skip
    lists: dict[str, list[Fields]] = {}
    for name, code, label, aliases, parent, first, last in session.execute(statement):
        lists.setdefault(name, []).append((code, label, "", aliases, code, parent, "", first, last))
    lists["indicator"] = list(_indicators(session))
    lists["report_section"] = _with_contents(session, lists.get("report_section", []))
    return {name: _lookup(Lookup, name, them, learned) for name, them in lists.items()}


def _indicators(session: Session) -> Iterator[Fields]:
    table = Indicator.__table__.c
    columns = (table.code, table.label, table.section)
    for code, label, section in session.execute(
        select(*columns).where(table.deleted_on.is_(None)).order_by(table.position)
    ):
        yield code, label, code, None, code, section


def _with_contents(session: Session, parts: list[Fields]) -> list[Fields]:
    """Parts of a report with the headings of every programme in the place of its results."""
    s, p = ProgrammeSection, Programme
    statement = (
        select(s.code, s.title, s.parent, p.period, p.id).join(p, p.id == s.programme_id)
        .where(s.heading, s.deleted_on.is_(None), p.deleted_on.is_(None)).order_by(p.period, s.position, s.id)
    )  # fmt: skip
    days = validity(session)
    contents = [
        (key_of(period, code), f"{code}. {title if parent else LOWER_LEVELS}", "", (title,), code, None, "",
         *days.get(programme, _NEVER))
        for code, title, parent, period, programme in session.execute(statement)
    ]  # fmt: skip
    place = next((n for n, (key, *_) in enumerate(parts) if key == RESULTS), len(parts) - 1) + 1
    return [*parts[:place], *contents, *parts[place:]]


def _sections(session: Session) -> Iterator[Fields]:
    """Headings of every programme with the days on which it is in force; those of a draft are never offered."""
    s, p = ProgrammeSection, Programme
    statement = (
        select(s.id, s.code, s.title, s.valid_from, p.id)
        .join(p, p.id == s.programme_id).where(s.deleted_on.is_(None), p.deleted_on.is_(None))
        .order_by(p.period, s.position)
    )  # fmt: skip
    days = validity(session)
    for i, code, title, since, programme in session.execute(statement):
        first, last = days.get(programme, _NEVER)
        yield i, f"{code}. {title}", code, (title, code), code, None, "", max(first, since or first), last


def successions_of(session: Session, unit_id: int) -> list[Succession]:
    """Reorganisations that made a unit or ended it, in order of days."""
    touches = or_(Succession.old_id == unit_id, Succession.new_id == unit_id)
    statement = select(Succession).where(touches, Succession.deleted_on.is_(None)).order_by(Succession.on_day)
    return list(session.scalars(statement))
