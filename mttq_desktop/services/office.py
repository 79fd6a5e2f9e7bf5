"""The issuing body on paper: from the settings, the catalogue of organisations and who signs that day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mttq_desktop.records.catalogue import Organisation, Person
from mttq_desktop.services.settings import Settings
from mttq_desktop.word.office import Office, Signer


def office(session: Session, settings: Settings, on: date) -> Office:
    """Who issues a document on a day."""
    return Office(
        superior=settings.superior_lines, issuer=settings.issuer_lines, place=settings.place,
        code=settings.document_code, full_name=settings.full_name, area=settings.area,
        signer=signer(session, settings, on),
    )  # fmt: skip


def office_of(session: Session, settings: Settings, organisation: int, on: date) -> Office:
    """Another body as it issues its own papers: its name as it signs, its letters, who is in office."""
    body = session.get_one(Organisation, organisation)
    if body.code == settings.organisation_code:
        return office(session, settings, on)
    lines = tuple(line.strip() for line in body.sign_lines.splitlines() if line.strip()) or (body.full_name.upper(),)
    held = _held_by(session, settings, body, on)
    return Office((), lines, settings.place, body.letters, body.full_name, settings.area, held)


def _held_by(session: Session, settings: Settings, body: Organisation, on: date) -> Signer:
    person = _person(session, replace(settings, signer_id=None), body, on)
    if person is None:
        return Signer((body.sign_prefix,), (body.leader_title.upper(),), "")
    return _signing(person, body.sign_prefix, body.leader_title.upper())


def signer(session: Session, settings: Settings, on: date) -> Signer:
    """Who signs: the person chosen, else the only one of our body in office that day, else its head; the name is left
    open where there is no head or two of them."""
    body = session.scalar(select(Organisation).where(Organisation.code == settings.organisation_code))
    prefix = body.sign_prefix if body else "TM. BAN THƯỜNG TRỰC"
    leader = body.leader_title if body else "CHỦ TỊCH"
    person = _person(session, settings, body, on)
    if person is None:
        return Signer((prefix,), (leader,), "")
    return _signing(person, prefix, leader)


def _signing(person: Person, prefix: str, leader: str) -> Signer:
    """ "KT." signs for the head, "TL." and "TUQ." on behalf of the whole body (Nghị định 30/2020, phụ lục I, II.7)."""
    sign, title = (person.signs or "TM.").strip().upper().rstrip("."), person.title.upper()
    if sign == "KT":
        return Signer((prefix,), (f"KT. {leader}", title), person.name)
    if sign in ("TL", "TUQ"):
        return Signer((f"{sign}. {prefix.removeprefix('TM. ')}",), (title,), person.name)
    return Signer((prefix,), (title,), person.name)


def _person(session: Session, settings: Settings, body: Organisation | None, on: date) -> Person | None:
    if settings.signer_id is not None:
        chosen = session.get(Person, settings.signer_id)
        return chosen if chosen is not None and chosen.deleted_on is None else None
    if body is None:
        return None
    p = Person
    statement = select(p).where(
        p.organisation_id == body.id, p.deleted_on.is_(None), or_(p.valid_from.is_(None), p.valid_from <= on),
        or_(p.valid_to.is_(None), p.valid_to >= on),
    )  # fmt: skip
    return who_signs(session.scalars(statement).all(), body)


def who_signs(in_office: Sequence[Person], body: Organisation) -> Person | None:
    """The only one in office, else the only one in the first office; None where that leaves it open."""
    heads = [p for p in in_office if p.title.strip().casefold() == body.leader_title.casefold()]
    return next((several[0] for several in (in_office, heads) if len(several) == 1), None)
