"""The issuing body on paper: from the settings, the catalogue of organisations and who signs that day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.queries.programme import current, in_office, signatories
from mttq_desktop.records.catalogue import Organisation, Person
from mttq_desktop.services.settings import Settings
from mttq_desktop.word.office import Office, Signer

DEPUTY = "PHÓ"
_FRONT = ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")


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
    held = _held_by(session, body, on)
    return Office((), lines, settings.place, body.letters, body.full_name, settings.area, held)


def signer(session: Session, settings: Settings, on: date) -> Signer:
    """Who signs: the person chosen, else who signs for our body that day."""
    body = _our_body(session, settings)
    if settings.signer_id is not None:
        chosen = session.get(Person, settings.signer_id)
        prefix, leader = (body.sign_prefix, body.leader_title.upper()) if body else _FRONT
        known = chosen is not None and chosen.deleted_on is None
        return _signing(chosen, prefix, leader) if chosen and known else Signer((prefix,), (leader,), "")
    return _held_by(session, body, on) if body else Signer(_FRONT[:1], _FRONT[1:], "")


def told_by_programme(session: Session, settings: Settings, on: date) -> str:
    """The name of our signer that only the programme tells: nobody of our body stands in the list of people."""
    body = _our_body(session, settings)
    if settings.signer_id is not None or body is None or in_office(session, body.id, on):
        return ""
    return _held_by(session, body, on).name


def _our_body(session: Session, settings: Settings) -> Organisation | None:
    return session.scalar(select(Organisation).where(Organisation.code == settings.organisation_code))


def _held_by(session: Session, body: Organisation, on: date) -> Signer:
    """The only one in office, else the head; where the list knows nobody, who signed the programme in force. The name
    is left open where there is no head, or two of them."""
    prefix, leader = body.sign_prefix, body.leader_title.upper()
    people = in_office(session, body.id, on)
    person = who_signs(people, body)
    if person is not None:
        return _signing(person, prefix, leader)
    title, name = ("", "") if people else _of_programme(session, body, on)
    if title.startswith(DEPUTY):
        return Signer((prefix,), (f"KT. {leader}", title), name)
    return Signer((prefix,), (leader,), name)


def _of_programme(session: Session, body: Organisation, on: date) -> tuple[str, str]:
    """Title and name of the head or deputy who signs the programme for a body; nothing where something is wrong."""
    programme = current(session, on)
    parties = signatories(session, programme, on) if programme is not None else ()
    for party in (p for p in parties if p.organisation_id == body.id and p.name and not p.remark):
        title = party.title.strip().upper()
        if title in (body.leader_title.upper(), body.deputy_title.upper()):
            return title, party.name
    return "", ""


def _signing(person: Person, prefix: str, leader: str) -> Signer:
    """ "KT." signs for the head, "TL." and "TUQ." on behalf of the whole body (Nghị định 30/2020, phụ lục I, II.7).

    A deputy of the head of whom the list says nothing signs for the head.
    """
    title = person.title.strip().upper()
    usual = "KT." if title == f"{DEPUTY} {leader}" else "TM."
    sign = (person.signs or usual).strip().upper().rstrip(".")
    if sign == "KT":
        return Signer((prefix,), (f"KT. {leader}", title), person.name)
    if sign in ("TL", "TUQ"):
        return Signer((f"{sign}. {prefix.removeprefix('TM. ')}",), (title,), person.name)
    return Signer((prefix,), (title,), person.name)


def who_signs(in_office: Sequence[Person], body: Organisation) -> Person | None:
    """The only one in office, else the only one in the first office; None where that leaves it open."""
    heads = [p for p in in_office if p.title.strip().casefold() == body.leader_title.casefold()]
    return next((several[0] for several in (in_office, heads) if len(several) == 1), None)
