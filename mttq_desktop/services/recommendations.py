"""What is done with recommendations: sent, urged again, answered, supervised once more; each act can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import calendar
from mttq_desktop.queries.deadlines import rule_on, rules
from mttq_desktop.queries.recommendations import Open, unanswered
from mttq_desktop.records import office
from mttq_desktop.records.recommendations import RECOMMENDATION, RECOMMENDATION_REMINDER
from mttq_desktop.rules.answering import may_escalate
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.term import Due, Term, due
from mttq_desktop.services import following
from mttq_desktop.services.keeping import amend, checked, existing, keep
from mttq_desktop.services.petitions.letters import Desk, period_of, with_numbers
from mttq_desktop.services.settings import read_settings
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.dates import short
from mttq_desktop.text.fold import clean
from mttq_desktop.text.numbers import whole

ORIGIN = "recommendations"
DOCUMENT = "D06K"
ESCALATE = "gs_escalate"
BASIS = "hạn do Ban Thường trực ấn định khi đôn đốc"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of recommendation; without `due_on` the authority's own days count."""

    day: date
    number: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an authority answered, and what came of it (a code of recommendation_result)."""

    day: date
    result: str
    number: str | None = None
    content: str | None = None
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedReminder:
    """The n-th reminder to one authority, before it is written.

    `above` says from when its silence may be told to the Front above; `escalated_to` that it is told now.
    """

    authority_id: int
    authority: str
    proposed: str
    times: int
    day: date
    new_due: Due
    items: tuple[Open, ...]
    above: Due | None
    number: str | None = None
    escalated_to: str | None = None

    @property
    def ids(self) -> tuple[int, ...]:
        """The recommendations it is about."""
        return tuple(item.id for item in self.items)

    @property
    def latest(self) -> int:
        """How late the latest of them is."""
        return max(item.late(self.day) for item in self.items)

    def only_late(self) -> "PlannedReminder":
        """The same letter with what is late already."""
        return replace(self, items=tuple(item for item in self.items if item.late(self.day)))

    def due(self, day: date) -> "PlannedReminder":
        """The same letter with a day set by hand."""
        if day < self.day:
            raise Refused("Hạn mới trước ngày đôn đốc.", "Ghi một ngày sau ngày đôn đốc.")
        return replace(self, new_due=Due(day, (f"Hạn ngày {short(day)} do người lập văn bản ấn định.",)))


@dataclass(frozen=True, slots=True)
class Reminded:
    """What one act of reminding made: its letters, and how many recommendations they are about."""

    letters: tuple[int, ...]
    reminders: int


def send(database: Database, ids: Sequence[int], letter: Letter, today: date, vocabulary: Vocabulary) -> int:
    """Record that these went out; refused when one already did, or the day lies ahead."""
    _not_ahead(letter.day, today, "day")
    if letter.due_on is not None and letter.due_on < letter.day:
        raise _wrong("Thời hạn yêu cầu đứng trước ngày gửi.", "due_on")
    changes = {"sent_on": letter.day, "letter_number": _given(letter.number)}
    if letter.due_on is not None:
        changes["due_on"] = letter.due_on
    with database.writing(ORIGIN, f"Gửi {whole(len(ids))} kiến nghị") as writing:
        for record in _records(writing, ids):
            if record.sent_on is not None:
                raise Refused(f"{record.number} đã gửi ngày {short(record.sent_on)}.", "Bỏ chọn kiến nghị này.")
            amend(writing, RECOMMENDATION, record.id, changes, vocabulary)
    return len(ids)


def plan_reminders(session: Session, today: date, ids: Sequence[int] | None = None) -> tuple[PlannedReminder, ...]:
    """One letter per authority: for the chosen ones not answered yet, or for everything that is late."""
    found = unanswered(session, ids, late_on=today if ids is None else None)
    settings, days, known = read_settings(session), calendar(session), rules(session)
    term = Term(settings.reminder_days, settings.reminder_working, BASIS)
    by_body: dict[int, list[Open]] = {}
    for item in found:
        by_body.setdefault(item.authority_id, []).append(item)
    rule = rule_on(known, ESCALATE, today)
    ordered = sorted(by_body.items(), key=lambda pair: -len(pair[1]))
    numbers = Desk.of(session, today).proposed(session, DOCUMENT, today.year, len(ordered))
    return tuple(
        PlannedReminder(
            body, items[0].authority, number, 1 + max(i.reminders for i in items), today, due(today, term, days),
            tuple(items),
            may_escalate(min(i.last_asked_on for i in items), rule.term, days) if rule is not None else None,
        )
        for (body, items), number in zip(ordered, numbers, strict=True)
    )  # fmt: skip


def remind(database: Database, letters: Sequence[PlannedReminder], vocabulary: Vocabulary) -> Reminded:
    """Record the reminders in an act of their own, without files."""
    with database.writing(ORIGIN, "") as writing:
        return reminded(writing, letters, vocabulary)


def reminded(writing: Writing, letters: Sequence[PlannedReminder], vocabulary: Vocabulary) -> Reminded:
    """The reminders, one letter per authority, in the act under way; each starts its recommendations' new days."""
    letters = [x for x in letters if x.items]
    if not letters:
        raise Refused("Không có kiến nghị nào cần đôn đốc.", "Chỉ đôn đốc kiến nghị đã gửi mà chưa được trả lời.")
    ids = [i for x in letters for i in x.ids]
    still, desk = {item.id for item in unanswered(writing.session, ids)}, Desk.of(writing.session)
    desk.refuse_taken(writing.session, DOCUMENT, [(x.day, x.number) for x in letters])
    made = [_remind(writing, desk, letter, still, vocabulary) for letter in letters]
    following.refresh(writing, RECOMMENDATION, ids)
    following.refresh_owners(writing, RECOMMENDATION, ids)
    what = f"Đôn đốc {whole(len(letters))} cơ quan trả lời {whole(len(ids))} kiến nghị"
    writing.say(with_numbers(what, "công văn", made))
    return Reminded(tuple(x.id for x in made), len(ids))


def _remind(
    writing: Writing, desk: Desk, letter: PlannedReminder, still: set[int], vocabulary: Vocabulary
) -> office.Letter:
    if done := [item.number for item in letter.items if item.id not in still]:
        raise Refused(f"{', '.join(done[:5])} vừa được {letter.authority} trả lời.", "Lập lại danh sách đôn đốc.")
    title = f"Đôn đốc {letter.authority} trả lời kiến nghị (lần {letter.times})"
    period = period_of({Period.quarter_of(item.sent_on).code for item in letter.items})
    row = desk.letter(
        writing, DOCUMENT, letter.day, _given(letter.number), title, authority_id=letter.authority_id, period=period
    )
    for item in letter.items:
        values = {"round": item.reminders + 1, "day": letter.day, "number": row.number,
                  "new_due_on": letter.new_due.day, "escalated_to": _given(letter.escalated_to)}  # fmt: skip
        drafted = checked(RECOMMENDATION_REMINDER, values, vocabulary)
        own = {"recommendation_id": item.id, "letter_id": row.id, "position": item.reminders}
        keep(writing, replace(drafted, values=values | own), vocabulary)
    return row


def record_answer(
    database: Database, ids: Sequence[int], answer: Answer, today: date, vocabulary: Vocabulary
) -> int:
    """Keep one answer for one or several recommendations; declined ones need an explanation."""
    _not_ahead(answer.day, today, "answered_on")
    changes = {
        "answered_on": answer.day, "answer_number": _given(answer.number), "answer": answer.content,
        "result": answer.result, "explanation": answer.explanation, "updated_on": answer.day,
    }  # fmt: skip
    with database.writing(ORIGIN, f"Ghi trả lời cho {whole(len(ids))} kiến nghị") as writing:
        for record in _records(writing, ids):
            if record.sent_on is None:
                raise Refused(f"{record.number} chưa gửi cơ quan.", "Ghi việc gửi kiến nghị trước.")
            amend(writing, RECOMMENDATION, record.id, changes, vocabulary)
    return len(ids)


def supervise_again(
    database: Database, ids: Sequence[int], day: date, found: str, result: str, today: date, vocabulary: Vocabulary
) -> int:
    """Keep what a later look at the answered ones showed, and how far they are carried out now."""
    _not_ahead(day, today, "again_on")
    changes = {"again_on": day, "again_note": _given(found), "result": result, "updated_on": day}
    with database.writing(ORIGIN, f"Giám sát lại {whole(len(ids))} kiến nghị") as writing:
        for record in _records(writing, ids):
            if record.answered_on is None:
                raise Refused(f"{record.number} chưa được trả lời.", "Đôn đốc, hoặc ghi trả lời trước.")
            amend(writing, RECOMMENDATION, record.id, changes, vocabulary)
    return len(ids)


def _records(writing: Writing, ids: Sequence[int]) -> list[Any]:
    if not ids:
        raise Refused("Chưa chọn kiến nghị nào.", "Chọn một hoặc nhiều dòng rồi làm lại.")
    return [existing(writing.session, RECOMMENDATION, i) for i in ids]


def _not_ahead(day: date, today: date, name: str) -> None:
    if day > today:
        raise _wrong(f"Ngày {short(day)} ở tương lai.", name)


def _wrong(said: str, name: str) -> Refused:
    return Refused(said, "Sửa ô báo đỏ rồi làm lại.", (Problem("inconsistent", said, field=name),))


def _given(text: str | None) -> str | None:
    return clean(text) or None if text else None
