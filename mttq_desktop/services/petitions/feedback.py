"""Telling each organisation, or district, the answers to what it sent; merged petitions are told too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.queries import petitions as queries
from mttq_desktop.queries.names import Names
from mttq_desktop.records.office import Letter
from mttq_desktop.records.petitions import Feedback, PetitionState
from mttq_desktop.records.uids import new_uid
from mttq_desktop.services.petitions.letters import Desk, period_of, with_numbers
from mttq_desktop.services.petitions.sorting import ORIGIN
from mttq_desktop.services.petitions.states import check_moves, refresh
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.numbers import whole

DOCUMENT = "D07"


@dataclass(frozen=True, slots=True)
class PlannedNotice:
    """One notice to one organisation or district: its petitions that are answered and not yet told."""

    organisation_id: int | None
    unit_id: int | None
    addressee: str
    proposed: str
    day: date
    petition_ids: tuple[int, ...]
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What one act of telling made."""

    act: int
    letters: tuple[int, ...]
    petitions: int


def plan_feedback(
    session: Session, day: date, organisation: int | None = None, unit: int | None = None, period: str | None = None
) -> tuple[PlannedNotice, ...]:
    """One notice for each organisation that is to be told, or only for the one asked for.

    A petition is told to its organisation; one that names none, or the Front itself, to the Front's
    committee of the district that sent it. Asked for a `unit`, all that it sent is told to its committee.
    """
    names, desk = Names.read(session), Desk.of(session)
    groups: dict[tuple[int | None, int | None], list[int]] = {}
    for found in queries.untold(session, organisation=organisation, unit=unit, period=period):
        own = None if unit is not None else _organisation(found, names, desk)
        groups.setdefault((own, None if own is not None else found.unit_id), []).append(found.id)
    ordered = sorted(groups, key=lambda who: names.place_of_sender(who[1], who[0]))
    numbers = desk.proposed(session, DOCUMENT, day.year, len(ordered))
    return tuple(
        PlannedNotice(o, u, names.addressee(u, o), number, day, tuple(groups[o, u]))
        for (o, u), number in zip(ordered, numbers, strict=True)
    )


def _organisation(found: queries.Untold, names: Names, desk: Desk) -> int | None:
    """The organisation to tell, None when the district's own committee is to be told."""
    ours = found.organisation_id is not None and (
        names.bodies[found.organisation_id].code == desk.settings.organisation_code
    )
    return None if ours and found.unit_id is not None else found.organisation_id


def tell(database: Database, notices: Sequence[PlannedNotice], origin: str = ORIGIN) -> Told:
    """Record the notices in an act of their own, without files."""
    with database.writing(origin, "") as writing:
        return told(writing, notices)


def told(writing: Writing, notices: Sequence[PlannedNotice]) -> Told:
    """The notices in the act under way; every petition in them counts as told from that day."""
    notices = [n for n in notices if n.petition_ids]
    if not notices:
        raise Refused("Không có kết quả nào cần thông báo lại.", "Các kiến nghị chưa được trả lời, hoặc đã thông báo.")
    ids = list(dict.fromkeys(i for n in notices for i in n.petition_ids))
    standings = queries.standings(writing.session, ids)
    check_moves(writing.session, {s.root for s in standings}, PetitionState.TOLD)
    desk, periods = Desk.of(writing.session), {s.id: s.period for s in standings}
    desk.refuse_taken(writing.session, DOCUMENT, [(x.day, x.number) for x in notices])
    made = [_send(writing, desk, notice, periods) for notice in notices]
    refresh(writing, ids)
    what = f"Thông báo kết quả {whole(len(ids))} kiến nghị đến {whole(len(notices))} nơi"
    writing.say(with_numbers(what, "thông báo", made))
    return Told(writing.act, tuple(x.id for x in made), len(ids))


def _send(writing: Writing, desk: Desk, notice: PlannedNotice, periods: dict[int, str]) -> Letter:
    title = f"Thông báo kết quả trả lời {whole(len(notice.petition_ids))} kiến nghị cho {notice.addressee}"
    row = desk.letter(
        writing, DOCUMENT, notice.day, notice.number, title, organisation_id=notice.organisation_id,
        unit_id=notice.unit_id, period=period_of({periods[i] for i in notice.petition_ids}),
    )  # fmt: skip
    writing.session.execute(
        insert(Feedback),
        [
            {"uid": new_uid(), "made_by": writing.act, "changed_by": writing.act, "revision": 1, "folded": "",
             "petition_id": i, "organisation_id": notice.organisation_id, "unit_id": notice.unit_id,
             "letter_id": row.id, "number": row.number, "day": notice.day}
            for i in notice.petition_ids
        ],
    )  # fmt: skip
    return row


def record_opinion(database: Database, feedback_ids: Sequence[int], opinion: str, origin: str = ORIGIN) -> int:
    """What those who were told think of the answer (đồng tình, chưa đồng tình, chưa có ý kiến)."""
    with database.writing(origin, f"Ghi ý kiến lại của {whole(len(feedback_ids))} thông báo") as writing:
        statement = update(Feedback).where(queries.among(Feedback.id, feedback_ids))
        writing.session.execute(
            statement.values(opinion=opinion, changed_by=writing.act), execution_options={"synchronize_session": False}
        )
    return writing.act
