"""Filling a new data file's catalogues from the program's own resources."""

import tomllib
from collections.abc import Collection
from datetime import date
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from mttq_desktop.records.base import Record
from mttq_desktop.records.catalogue import Authority, Caption, CodeItem, Holiday, Organisation, Succession, Unit
from mttq_desktop.records.deadlines import DeadlineRule
from mttq_desktop.records.periodic import Indicator
from mttq_desktop.records.programme import Programme, ProgrammeParty, ProgrammeSection
from mttq_desktop.records.surveys import Threshold
from mttq_desktop.records.uids import new_uid
from mttq_desktop.store import seed
from mttq_desktop.store.database import Writing
from mttq_desktop.text.fold import fold


def fill(writing: Writing, resources: Path) -> None:
    """Write every catalogue; the data file must hold none yet."""
    session = writing.session
    units = _units(session, resources)
    _successions(session, resources, units)
    _organisations(session, resources)
    _authorities(session, resources, units)
    _codes(session, resources)
    _duties(session, resources)
    session.add_all(
        Holiday(day=h.day, name=h.name, kind=h.kind, confirmed=h.confirmed, folded=fold(h.name))
        for h in seed.read_holidays(resources)
    )
    session.execute(
        insert(Caption),
        [{"uid": new_uid(), "revision": 1, "folded": "", "made_by": writing.act, "kind": c.kind, "field": c.field,
          "text": c.caption, "parent": c.parent} for c in seed.read_captions(resources)],
    )  # fmt: skip
    session.flush()


def fill_missing(writing: Writing, resources: Path) -> None:
    """Bring catalogues that came with a later version into an older data file; what is there stays."""
    known = set(writing.session.scalars(select(CodeItem.list).distinct()))
    _codes(writing.session, resources, known)
    _duties(writing.session, resources)


def _duties(session: Session, resources: Path) -> None:
    for record, name in ((DeadlineRule, "deadlines"), (Threshold, "thresholds"), (Indicator, "indicators")):
        _plain(session, resources / "codes" / f"{name}.csv", record)
    _programme(session, resources)


def _programme(session: Session, resources: Path) -> None:
    """The programme 2020-2025 with its tree and parties, as it was signed."""
    told = tomllib.loads((resources / "programme" / "2020-2025.toml").read_text(encoding="utf-8"))
    made = Programme(
        title=told["title"], period=told["period"], preamble="\n".join(told["preamble"]), closing=told["closing"],
        recipients="\n".join(told["recipients"]), folded=fold(told["title"]),
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.add_all(
        ProgrammeSection(
            programme_id=made.id, code=part["code"], title=part["title"], parent=part["parent"] or None,
            body="\n".join(part.get("items", ())) or None, position=n, heading=part["code"] in told["headings"],
        )
        for n, part in enumerate(told["contents"])
    )  # fmt: skip
    organisations = {o.code: o.id for o in session.scalars(select(Organisation))}
    signed = {s["organisation"]: s for s in told["signatories"]}
    session.add_all(
        ProgrammeParty(programme_id=made.id, organisation_id=organisations[code], position=n,
                       role="partner" if n else "lead", signer=signed[code]["name"],
                       signer_title=signed[code]["title"])
        for n, code in enumerate(told["parties"])
    )  # fmt: skip
    session.flush()


Units = dict[tuple[str, date], Unit]


def _units(session: Session, resources: Path) -> Units:
    aliases: dict[tuple[str, date], list[str]] = {}
    for alias in seed.read_unit_aliases(resources):
        aliases.setdefault((alias.code, alias.valid_from), []).append(alias.alias)
    made: Units = {}
    for row in seed.read_units(resources):
        words = "; ".join(aliases.get((row.code, row.valid_from), []))
        made[row.code, row.valid_from] = Unit(
            code=row.code, name=row.name, full_name=row.full_name, type=row.type, level=row.level, zone=row.zone,
            valid_from=row.valid_from, valid_to=row.valid_to, aliases=words or None,
            folded=fold(f"{row.full_name} {row.code} {words}"),
        )  # fmt: skip
    session.add_all(made.values())
    session.flush()
    for row in seed.read_units(resources):
        if row.parent_code:
            made[row.code, row.valid_from].parent_id = _valid(made, row.parent_code, row.valid_from).id
    session.flush()
    return made


def _valid(units: Units, code: str, on: date) -> Unit:
    versions = [u for (c, _), u in units.items() if c == code]
    current = [u for u in versions if u.valid_from <= on and (u.valid_to is None or on <= u.valid_to)]
    return current[0] if current else min(versions, key=lambda u: u.valid_from)


def _successions(session: Session, resources: Path, units: Units) -> None:
    session.add_all(
        Succession(
            old_id=units[s.old_code, s.old_valid_from].id, new_id=units[s.new_code, s.new_valid_from].id,
            on_day=s.on_day, whole=s.whole, basis=s.basis,
        )
        for s in seed.read_successions(resources)
    )  # fmt: skip


def _organisations(session: Session, resources: Path) -> None:
    session.add_all(
        Organisation(
            code=o.code, position=o.order, full_name=o.full_name, short_name=o.short_name, letters=o.letters,
            aliases="; ".join(o.aliases), sign_prefix=o.sign_prefix, sign_lines="\n".join(o.sign_lines),
            leader_title=o.leader_title, deputy_title=o.deputy_title, member_word=o.member_word,
            relation=o.relation, valid_from=o.valid_from, valid_to=o.valid_to,
            folded=fold(" ".join((o.full_name, o.short_name, *o.aliases))),
        )
        for o in seed.read_organisations(resources)
    )  # fmt: skip


def _authorities(session: Session, resources: Path, units: Units) -> None:
    rows = seed.read_authorities(resources)
    made = {
        a.code: Authority(
            code=a.code, name=a.name, short_name=a.short_name, aliases="; ".join(a.aliases), level=a.level,
            unit_id=_valid(units, a.unit_code, a.valid_from).id if a.unit_code else None, reply_days=a.reply_days,
            reply_working=a.reply_working, basis=a.basis, valid_from=a.valid_from, valid_to=a.valid_to,
            folded=fold(" ".join((a.name, a.short_name, *a.aliases))),
        )
        for a in rows
    }  # fmt: skip
    session.add_all(made.values())
    session.flush()
    for row in rows:
        if row.successor:
            made[row.code].successor_id = made[row.successor].id
    session.flush()


def _codes(session: Session, resources: Path, known: Collection[str] = ()) -> None:
    """Every code list that is not known yet."""
    session.add_all(
        CodeItem(
            list=c.list, code=c.code, label=c.label, position=c.order, parent=c.parent,
            aliases="; ".join(c.aliases) or None, valid_from=c.valid_from, valid_to=c.valid_to,
            folded=fold(" ".join((c.label, c.code, *c.aliases))),
        )
        for c in seed.read_codes(resources) if c.list not in known
    )  # fmt: skip


def _plain(session: Session, path: Path, record: type[Record]) -> None:
    """A catalogue whose file has the record's own columns."""
    fields = {c.name: c.info["field"] for c in record.__table__.columns if "field" in c.info}
    for row in seed.read_plain(path, {name: field.stored for name, field in fields.items()}):
        words = " ".join(v for v in row.values() if isinstance(v, str))
        session.add(record(**row, folded=fold(words)))
    session.flush()
