"""Reminding authorities of what they owe: a ladder of letters, each with a deadline of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from sqlalchemy import insert
from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.queries import petitions as queries
from mttq_desktop.queries.catalogues import calendar
from mttq_desktop.queries.local import Whom
from mttq_desktop.queries.names import Names
from mttq_desktop.records.office import Letter
from mttq_desktop.records.petitions import PetitionState, Reminder
from mttq_desktop.records.uids import new_uid
from mttq_desktop.rules.term import Term
from mttq_desktop.services.petitions.lateness import Late, late
from mttq_desktop.services.petitions.letters import Desk, chosen, period_of, reckoned, with_numbers
from mttq_desktop.services.petitions.sorting import ORIGIN
from mttq_desktop.services.petitions.states import check_moves, refresh
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.days import Calendar
from mttq_desktop.text.numbers import whole

DOCUMENT = "D06"
BASIS = "hạn do Ban Thường trực ấn định khi đôn đốc"


class Step(Enum):
    """The rung of the ladder, with what it means for the person who sends."""

    FIRST = "Đôn đốc lần 1: gửi cơ quan."
    COPIES = "Đôn đốc lần 2: đồng gửi Thường trực HĐND và UBND tỉnh."
    LEADERS = "Đôn đốc từ lần 3: đồng gửi HĐND, UBND tỉnh và báo cáo lãnh đạo xem xét."

    @classmethod
    def of(cls, times: int) -> "Step":
        """The rung of the n-th reminder."""
        return (cls.FIRST, cls.COPIES, cls.LEADERS)[min(times, 3) - 1]


@dataclass(frozen=True, slots=True)
class PlannedReminder:
    """The n-th reminder to one authority (`times`), before it is written."""

    authority_id: int
    authority: str
    proposed: str
    times: int
    day: date
    new_due_on: date
    due_reason: str
    late: tuple[Late, ...]
    number: str | None = None
    unit_id: int | None = None

    @property
    def step(self) -> Step:
        """The rung of the ladder."""
        return Step.of(self.times)

    @property
    def petition_ids(self) -> tuple[int, ...]:
        """The petitions it is about, each once."""
        return tuple(dict.fromkeys(item.forwarding.petition_id for item in self.late))

    def due(self, day: date, why: str = "") -> "PlannedReminder":
        """The same letter with another new due day."""
        return replace(self, new_due_on=day, due_reason=chosen(day, why).reason)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What one act of reminding made."""

    act: int
    letters: tuple[int, ...]
    reminders: int


def plan_reminders(
    session: Session, today: date, authority: int | None = None, ids: Sequence[int] | None = None
) -> tuple[PlannedReminder, ...]:
    """One reminder per authority for all it is late with today (or for the chosen petitions among them)."""
    by_body: dict[Whom, list[Late]] = {}
    for item in late(session, today, authority, ids):
        by_body.setdefault((item.forwarding.authority_id, item.forwarding.unit_id), []).append(item)
    names, days_off, desk = Names.read(session), calendar(session), Desk.of(session)
    ordered = sorted(by_body, key=lambda whom: (-len(by_body[whom]), names.authority(*whom)))
    numbers = desk.proposed(session, DOCUMENT, today.year, len(ordered))
    return tuple(
        _planned(desk, whom, names.authority(*whom), number, today, days_off, by_body[whom])
        for whom, number in zip(ordered, numbers, strict=True)
    )


def _planned(
    desk: Desk, whom: Whom, name: str, number: str, day: date, days_off: Calendar, items: list[Late]
) -> PlannedReminder:
    term = Term(desk.settings.reminder_days, desk.settings.reminder_working, BASIS)
    due = reckoned(day, term, days_off)
    times = 1 + max(item.forwarding.reminders for item in items)
    return PlannedReminder(
        whom[0], name, number, times, day, due.day, due.reason, tuple(items), unit_id=whom[1]
    )


def remind(database: Database, letters: Sequence[PlannedReminder], origin: str = ORIGIN) -> Reminded:
    """Record the reminders in an act of their own, without files."""
    with database.writing(origin, "") as writing:
        return reminded(writing, letters)


def reminded(writing: Writing, letters: Sequence[PlannedReminder]) -> Reminded:
    """The reminders, one letter per authority, in the act under way; each starts its new deadline."""
    letters = [letter for letter in letters if letter.late]
    if not letters:
        raise Refused("Không có kiến nghị nào quá hạn cần đôn đốc.", "Chỉ đôn đốc kiến nghị đã quá hạn trả lời.")
    ids = list(dict.fromkeys(i for letter in letters for i in letter.petition_ids))
    standings = check_moves(writing.session, ids, PetitionState.REMINDED)
    periods = {s.id: s.period for s in standings}
    still = {f.forwarding_id for f in queries.open_forwardings(writing.session, ids=ids)}
    desk = Desk.of(writing.session)
    desk.refuse_taken(writing.session, DOCUMENT, [(x.day, x.number) for x in letters])
    made = [_send(writing, desk, letter, periods, still) for letter in letters]
    refresh(writing, ids)
    what = f"Đôn đốc {whole(len(letters))} cơ quan trả lời {whole(len(ids))} kiến nghị"
    writing.say(with_numbers(what, "công văn", made))
    return Reminded(writing.act, tuple(x.id for x in made), sum(len(letter.late) for letter in letters))


def _send(writing: Writing, desk: Desk, letter: PlannedReminder, periods: dict[int, str], still: set[int]) -> Letter:
    if letter.new_due_on < letter.day:
        raise Refused(f"Hạn mới của {letter.authority} trước ngày đôn đốc.", "Sửa lại hạn mới.")
    if answered := [x.forwarding.number for x in letter.late if x.forwarding.forwarding_id not in still]:
        raise Refused(f"{', '.join(answered[:5])} vừa được {letter.authority} trả lời.", "Lập lại danh sách đôn đốc.")
    title = f"Đôn đốc {letter.authority} trả lời kiến nghị (lần {letter.times})"
    period = period_of({periods[i] for i in letter.petition_ids})
    row = desk.letter(
        writing, DOCUMENT, letter.day, letter.number, title, authority_id=letter.authority_id,
        unit_id=letter.unit_id, period=period,
    )  # fmt: skip
    writing.session.execute(
        insert(Reminder),
        [
            {"uid": new_uid(), "made_by": writing.act, "changed_by": writing.act, "revision": 1, "folded": "",
             "forwarding_id": item.forwarding.forwarding_id, "letter_id": row.id, "number": row.number,
             "day": letter.day, "round": item.forwarding.reminders + 1, "new_due_on": letter.new_due_on}
            for item in letter.late
        ],
    )  # fmt: skip
    return row
