"""Forwarding petitions to the authorities that must answer: planned, shown, changed, then done in one act.

No law fixes the days to reply: they are set on the authority, and can be changed letter by letter.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.queries import petitions as queries
from mttq_desktop.queries.catalogues import calendar
from mttq_desktop.queries.local import LocalBodies, Whom
from mttq_desktop.queries.names import Names
from mttq_desktop.queries.reply_terms import reply_terms
from mttq_desktop.records.office import Letter
from mttq_desktop.records.petition_flow import refusal
from mttq_desktop.records.petitions import PETITION_AUTHORITIES, Forwarding, PetitionState
from mttq_desktop.records.uids import new_uid
from mttq_desktop.rules.term import Term
from mttq_desktop.services.petitions.letters import Desk, DueDay, LeftOut, chosen, period_of, reckoned, with_numbers
from mttq_desktop.services.petitions.sorting import ORIGIN
from mttq_desktop.services.petitions.states import check_moves, refresh
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.dates import short
from mttq_desktop.text.days import Calendar
from mttq_desktop.text.numbers import whole

DOCUMENT = "D05"


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """One letter to one authority before it is written.

    `number` stays `None` until a person types one; `proposed` is what the series would give.
    `due_reason` answers "vì sao hạn là ngày này?"; `note` tells of one no longer in
    force. `unit_id` says whose body a general authority ("UBND xã") is.
    """

    authority_id: int
    authority: str
    proposed: str
    day: date
    due_on: date
    due_reason: str
    petition_ids: tuple[int, ...]
    number: str | None = None
    note: str = ""
    unit_id: int | None = None

    def due(self, day: date, why: str = "") -> "PlannedLetter":
        """The same letter with a due day set by hand."""
        set_by_hand = chosen(day, why)
        return replace(self, due_on=set_by_hand.day, due_reason=set_by_hand.reason)

    def within(self, days: int, working: bool, days_off: Calendar, basis: str = "") -> "PlannedLetter":
        """The same letter with another term, counted by the rules."""
        found = reckoned(self.day, Term(days, working, basis), days_off)
        return replace(self, due_on=found.day, due_reason=found.reason)

    def without(self, *petition_ids: int) -> "PlannedLetter":
        """The same letter with fewer petitions."""
        return replace(self, petition_ids=tuple(i for i in self.petition_ids if i not in petition_ids))


@dataclass(frozen=True, slots=True)
class Plan:
    """The letters that would go out, and the petitions that go into none."""

    letters: tuple[PlannedLetter, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def petitions(self) -> int:
        """How many petitions go out, each counted once."""
        return len({i for letter in self.letters for i in letter.petition_ids})


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What one act of forwarding made."""

    act: int
    letters: tuple[int, ...]
    forwardings: int


def plan_forwarding(
    session: Session, ids: Collection[int], day: date, authorities: Sequence[int] = ()
) -> Plan:
    """One letter per authority for the chosen petitions; `authorities` stand in for those named on them."""
    known, standings = queries.asked(session), queries.standings(session, ids)
    named, places = queries.authorities_of(session, ids), queries.places_of(session, ids)
    local = LocalBodies.read(session)
    pairs = queries.forwarded_pairs(session, ids)
    waiting = {
        (p, queries.heir(known, local.whom(a, *places[p])[0], day)) for (p, a), (_, waits) in pairs.items() if waits
    }
    by_body: dict[Whom, list[int]] = {}
    left_out: list[LeftOut] = []
    for standing in standings:
        own = [local.whom(a, *places[standing.id]) for a in (authorities or named.get(standing.id, ()))]
        wanted = list(dict.fromkeys((queries.heir(known, a, day), unit) for a, unit in own))
        fresh = [whom for whom in wanted if (standing.id, whom[0]) not in waiting]
        if reason := _why_not(standing.state, wanted, fresh):
            left_out.append(LeftOut(standing.id, standing.number, reason))
            continue
        for whom in fresh:
            by_body.setdefault(whom, []).append(standing.id)
    return Plan(_letters(session, by_body, known, day), tuple(left_out))


def _why_not(state: PetitionState, wanted: list[Whom], fresh: list[Whom]) -> str | None:
    if said := refusal(state, PetitionState.FORWARDED):
        return said
    if not wanted:
        return "Chưa ghi cơ quan có thẩm quyền."
    return None if fresh else "Đã chuyển cơ quan này và đang chờ trả lời."


def _letters(
    session: Session, by_body: dict[Whom, list[int]], known: dict[int, queries.Asked], day: date
) -> tuple[PlannedLetter, ...]:
    days_off, names, terms = calendar(session), Names.read(session), reply_terms(session, day)
    numbers = Desk.of(session, day).proposed(session, DOCUMENT, day.year, len(by_body))
    ordered = sorted(by_body, key=lambda whom: (-len(by_body[whom]), names.authority(*whom)))
    return tuple(
        _letter(known[whom[0]], whom, names.authority(*whom), number, reckoned(day, terms[whom[0]], days_off), day,
                by_body[whom])
        for whom, number in zip(ordered, numbers, strict=True)
    )


def _letter(
    to: queries.Asked, whom: Whom, name: str, number: str, due: DueDay, day: date, ids: list[int]
) -> PlannedLetter:
    note = ""
    if to.valid_to is not None and to.valid_to < day:
        note = f"{name} hết hiệu lực từ {short(to.valid_to)} và chưa có cơ quan kế thừa trong danh mục."
    return PlannedLetter(
        to.id, name, number, day, due.day, due.reason, tuple(ids), note=note, unit_id=whom[1]
    )


def forward(database: Database, letters: Sequence[PlannedLetter], origin: str = ORIGIN) -> Forwarded:
    """Record the letters in an act of their own, without files."""
    with database.writing(origin, "") as writing:
        return forwarded(writing, letters)


def forwarded(writing: Writing, letters: Sequence[PlannedLetter]) -> Forwarded:
    """The letters and one forwarding for each petition in them, all authorities in the act under way."""
    letters = [letter for letter in letters if letter.petition_ids]
    if not letters:
        raise Refused("Không có kiến nghị nào để chuyển.", "Chọn kiến nghị đã ghi cơ quan có thẩm quyền.")
    ids = list(dict.fromkeys(i for letter in letters for i in letter.petition_ids))
    standings = check_moves(writing.session, ids, PetitionState.FORWARDED)
    before = queries.forwarded_pairs(writing.session, ids)
    _refuse_waiting(letters, before, {s.id: s.number for s in standings})
    desk, periods = Desk.of(writing.session), {s.id: s.period for s in standings}
    desk.refuse_taken(writing.session, DOCUMENT, [(x.day, x.number) for x in letters])
    made = [_send(writing, desk, letter, before, periods) for letter in letters]
    refresh(writing, ids)
    _name_authorities(writing, letters)
    what = f"Chuyển {whole(len(ids))} kiến nghị đến {whole(len(letters))} cơ quan"
    writing.say(with_numbers(what, "công văn", made))
    return Forwarded(writing.act, tuple(x.id for x in made), sum(len(letter.petition_ids) for letter in letters))


def _refuse_waiting(
    letters: Sequence[PlannedLetter], before: dict[tuple[int, int], tuple[int, bool]], numbers: dict[int, str]
) -> None:
    for letter in letters:
        if letter.due_on < letter.day:
            raise Refused(f"Hạn trả lời của {letter.authority} trước ngày chuyển.", "Sửa lại hạn trả lời.")
        twice = [numbers[i] for i in letter.petition_ids if before.get((i, letter.authority_id), (0, False))[1]]
        if twice:
            raise Refused(
                f"{', '.join(twice[:5])} đã chuyển {letter.authority} và đang chờ trả lời.",
                "Bỏ khỏi văn bản, hoặc lập văn bản đôn đốc.",
            )


def _send(
    writing: Writing, desk: Desk, letter: PlannedLetter, before: dict[tuple[int, int], tuple[int, bool]],
    periods: dict[int, str],
) -> Letter:  # fmt: skip
    title = f"Chuyển {whole(len(letter.petition_ids))} kiến nghị đến {letter.authority}"
    period = period_of({periods[i] for i in letter.petition_ids})
    row = desk.letter(
        writing, DOCUMENT, letter.day, letter.number, title, authority_id=letter.authority_id,
        unit_id=letter.unit_id, period=period,
    )  # fmt: skip
    writing.session.execute(
        insert(Forwarding),
        [
            {"uid": new_uid(), "made_by": writing.act, "changed_by": writing.act, "petition_id": i,
             "authority_id": letter.authority_id, "letter_id": row.id, "number": row.number, "day": letter.day,
             "due_on": letter.due_on, "due_reason": letter.due_reason, "revision": 1, "folded": "", "reminders": 0,
             "round": before.get((i, letter.authority_id), (0, False))[0] + 1}
            for i in letter.petition_ids
        ],
    )  # fmt: skip
    return row


def _name_authorities(writing: Writing, letters: Sequence[PlannedLetter]) -> None:
    """An authority a petition was sent to stands among its authorities, in place of the general one it is.

    After `refresh`, so that the image before the act, kept with the change of state, lacks it.
    """
    session, ids = writing.session, {i for letter in letters for i in letter.petition_ids}
    named, places = queries.authorities_of(session, ids), queries.places_of(session, ids)
    local, fresh = LocalBodies.read(session), dict[int, tuple[int, ...]]()
    for letter in letters:
        for i in letter.petition_ids:
            now = fresh.get(i, named.get(i, ()))
            meant = tuple(dict.fromkeys(local.whom(a, *places[i])[0] for a in now))
            fresh[i] = meant if letter.authority_id in meant else (*meant, letter.authority_id)
    changed = {i: now for i, now in fresh.items() if now != named.get(i, ())}
    pairs = PETITION_AUTHORITIES
    session.execute(delete(pairs).where(queries.among(pairs.c.owner_id, changed)))
    rows = [{"owner_id": i, "target_id": a, "position": n} for i, now in changed.items() for n, a in enumerate(now)]
    if rows:
        session.execute(insert(pairs), rows)


def return_petition(
    database: Database, ids: Collection[int], authority_id: int, day: date, origin: str = ORIGIN
) -> int:
    """An authority gives petitions back (không đúng thẩm quyền): its open forwardings end, nothing is owed."""
    with database.writing(origin, f"Ghi nhận trả lại {whole(len(ids))} kiến nghị (không đúng thẩm quyền)") as writing:
        check_moves(writing.session, ids, PetitionState.RETURNED)
        found = queries.open_forwardings(writing.session, ids=ids, authority=authority_id)
        missing = set(ids) - {f.petition_id for f in found}
        if missing:
            raise Refused("Có kiến nghị không đang chờ cơ quan này trả lời.", "Chọn đúng cơ quan đã trả lại.")
        if early := next((f for f in found if f.letter_day > day), None):
            raise Refused(f"Ngày trả lại trước ngày chuyển {short(early.letter_day)}.", "Sửa ngày trả lại.")
        statement = update(Forwarding).where(queries.among(Forwarding.id, [f.forwarding_id for f in found]))
        writing.session.execute(
            statement.values(returned_on=day, changed_by=writing.act),
            execution_options={"synchronize_session": False},
        )
        refresh(writing, ids)
    return writing.act
