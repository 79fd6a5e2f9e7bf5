"""Who signs a joint document: each party with the body it speaks for, the office held and the name."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from mttq_desktop.queries.programme import Signatory, current, in_office, signatories
from mttq_desktop.records.catalogue import Organisation
from mttq_desktop.services.office import DEPUTY, who_signs
from mttq_desktop.word.model import Signature


def of_programme(session: Session, programme_id: int, on: date) -> tuple[Signature, ...]:
    """The parties of a programme in their order, as they sign on a day."""
    return tuple(_signature(session, s) for s in signatories(session, programme_id, on))


def of_parties(session: Session, organisations: Sequence[int], on: date) -> tuple[Signature, ...]:
    """These organisations in this order; who signed the programme in force signs, else the one in office."""
    programme = current(session, on)
    known = {s.organisation_id: s for s in signatories(session, programme, on)} if programme is not None else {}
    wanted = organisations or tuple(known)
    return tuple(_signature(session, known[o] if o in known else _in_office(session, o, on)) for o in wanted)


def _in_office(session: Session, organisation: int, on: date) -> Signatory:
    """Who signs for a body that day; the name is left open where nobody is known, or two."""
    body = session.get_one(Organisation, organisation)
    person = who_signs(in_office(session, organisation, on), body)
    name, title = (person.name, person.title) if person is not None else ("", body.leader_title)
    return Signatory(organisation, body.full_name, "partner", name, title)


def _signature(session: Session, who: Signatory) -> Signature:
    """ "KT." signs for the head (Nghị định 30/2020, phụ lục I, II.7)."""
    body = session.get_one(Organisation, who.organisation_id)
    leader, title = body.leader_title.upper(), (who.title or body.leader_title).upper()
    lines = tuple(line.strip() for line in body.sign_lines.splitlines() if line.strip())
    held = (f"KT. {leader}", title) if title.startswith(DEPUTY) else (title,)
    return Signature((body.sign_prefix,), held, who.name, lines)
