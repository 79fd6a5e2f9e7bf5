"""The programme in force, its tree of contents as of a day, headings for plans and reports, who signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mttq_desktop.records.catalogue import Organisation, Person
from mttq_desktop.records.programme import Programme, ProgrammeAmendment, ProgrammeParty, ProgrammeSection
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.programmes import Told, days_in_force, on_day
from mttq_desktop.rules.tree import Change, Node, Section, as_of, grown


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs for one party: the person named, else the name on the document; `remark` says what is wrong."""

    organisation_id: int
    organisation: str
    role: str
    name: str
    title: str
    remark: str = ""


def programmes(session: Session) -> tuple[Told, ...]:
    """Every programme that is not in the trash, in the order of their periods."""
    p = Programme
    statement = select(p.id, p.period, p.signed_on, p.in_force).where(p.deleted_on.is_(None)).order_by(p.period)
    return tuple(Told(i, Period.parse(code), day, on) for i, code, day, on in session.execute(statement))


def current(session: Session, on: date) -> int | None:
    """The programme in force on a day."""
    return on_day(programmes(session), on)


def sections(session: Session, programme_id: int) -> tuple[Section, ...]:
    """Its sections as typed, in their order."""
    s = ProgrammeSection
    statement = (
        select(s.id, s.code, s.title, s.parent, s.body, s.valid_from)
        .where(s.programme_id == programme_id, s.deleted_on.is_(None)).order_by(s.position, s.id)
    )  # fmt: skip
    return tuple(Section(i, c, t, p, body or "", day) for i, c, t, p, body, day in session.execute(statement))


def changes(session: Session, programme_id: int) -> tuple[Change, ...]:
    """Its amendments, the earliest first."""
    a = ProgrammeAmendment
    statement = (
        select(a.day, a.effect, a.content, a.section, a.number)
        .where(a.programme_id == programme_id, a.deleted_on.is_(None)).order_by(a.day, a.position)
    )  # fmt: skip
    return tuple(Change(*row) for row in session.execute(statement))


def tree(session: Session, on: date, programme_id: int | None = None) -> tuple[Node, ...]:
    """The contents as they stand on a day; of the programme in force then unless another one is named."""
    wanted = programme_id if programme_id is not None else current(session, on)
    if wanted is None:
        return ()
    return grown(sections(session, wanted), changes(session, wanted), on)


def headings(session: Session, on: date, programme_id: int | None = None) -> tuple[Section, ...]:
    """Headings II.1–II.4 and III under which plans and reports of a day are written, as amended."""
    wanted = programme_id if programme_id is not None else current(session, on)
    if wanted is None:
        return ()
    s = ProgrammeSection
    marked = set(session.scalars(select(s.id).where(s.programme_id == wanted, s.heading, s.deleted_on.is_(None))))
    standing = as_of(sections(session, wanted), changes(session, wanted), on)
    return tuple(section for section in standing if section.id in marked)


def positions(session: Session) -> dict[int, int]:
    """Place of every section among all of them, programme by programme, for lists in the order of the text."""
    s, p = ProgrammeSection, Programme
    ordered = select(s.id).join(p, p.id == s.programme_id).order_by(p.period, s.position, s.id)
    return {section: at for at, section in enumerate(session.scalars(ordered))}


def loose_changes(found: Sequence[Change], nodes: Sequence[Section], on: date) -> tuple[Change, ...]:
    """Amendments of the whole programme, or of a section that is not in it."""
    codes = {n.code for n in nodes}
    return tuple(c for c in found if c.day <= on and c.section not in codes)


def validity(session: Session) -> dict[int, tuple[date, date]]:
    """First and last day of every programme in force."""
    return days_in_force(programmes(session))


def signatories(session: Session, programme_id: int, on: date) -> tuple[Signatory, ...]:
    """The parties in their order, each with who signs for it on that day."""
    y, o, person = ProgrammeParty, Organisation, Person
    statement = (
        select(y, o.full_name, o.leader_title, person)
        .join(o, o.id == y.organisation_id).outerjoin(person, person.id == y.person_id)
        .where(y.programme_id == programme_id, y.deleted_on.is_(None)).order_by(y.position, y.id)
    )  # fmt: skip
    return tuple(_signatory(*row, on) for row in session.execute(statement))


def in_office(session: Session, organisation: int, on: date) -> Sequence[Person]:
    """People of a body who hold their office on a day."""
    p = Person
    statement = select(p).where(
        p.organisation_id == organisation, p.deleted_on.is_(None), or_(p.valid_from.is_(None), p.valid_from <= on),
        or_(p.valid_to.is_(None), p.valid_to >= on),
    )  # fmt: skip
    return session.scalars(statement).all()


def _signatory(party: ProgrammeParty, name: str, leader: str, person: Person | None, on: date) -> Signatory:
    if person is None:
        said = party.signer or ""
        remark = "" if said else "Chưa ghi người ký."
        return Signatory(party.organisation_id, name, party.role, said, party.signer_title or leader, remark)
    remark = ""
    if person.organisation_id not in (None, party.organisation_id):
        remark = "Người này thuộc tổ chức khác."
    elif not ((person.valid_from or date.min) <= on <= (person.valid_to or date.max)):
        remark = "Không giữ chức vào ngày này."
    return Signatory(party.organisation_id, name, party.role, person.name, person.title, remark)
