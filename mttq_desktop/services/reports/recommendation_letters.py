"""D06K from the records: reminders of recommendations already recorded, else drafts for what is late today."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from mttq_desktop.queries.catalogues import calendar
from mttq_desktop.queries.deadlines import rules
from mttq_desktop.queries.listing import values
from mttq_desktop.queries.recommendations import Urged, asked, reminders_about, sent_within, urged_by, urgings
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.office import Letter
from mttq_desktop.records.recommendations import RECOMMENDATION
from mttq_desktop.rules.answering import answer_due
from mttq_desktop.rules.period import Period
from mttq_desktop.services.recommendation_days import term_of
from mttq_desktop.services.recommendations import DOCUMENT, PlannedReminder, plan_reminders
from mttq_desktop.services.reports.drawing import Count, Drawn, Frozen, Paper
from mttq_desktop.text.dates import short
from mttq_desktop.word.recommendations import d06k_reminder as d06k

_NAMES = ("number", "content", "source", "letter_number", "sent_on")
_COUNT = "recommendations"


def recommendation_reminders(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """The reminders about recommendations sent in a period; while none was sent, drafts for what is late today."""
    sent = reminders_about(paper.session, DOCUMENT, period)
    if sent:
        return tuple(recorded_reminder(paper, letter) for letter in sent)
    return tuple(_draft(paper, planned) for planned in late_within(paper, period))


def late_within(paper: Paper, period: Period) -> tuple[PlannedReminder, ...]:
    """A reminder for each authority that is late today with what was sent in the period."""
    late = plan_reminders(paper.session, paper.today, sent_within(paper.session, period))
    kept = (x.only_late() for x in late)
    return tuple(x for x in kept if x.items)


def _draft(paper: Paper, planned: PlannedReminder) -> Drawn:
    days = {item.id: (item.due_on, item.late(paper.today)) for item in planned.items}
    return _drawn(paper, planned.authority, planned.times, planned.new_due.day, "", days, None)


def recorded_reminder(paper: Paper, letter: Letter) -> Drawn:
    """A reminder as it was recorded."""
    assert letter.authority_id is not None
    urged = urged_by(paper.session, letter.id)
    times = max((u.round for u in urged), default=1)
    new_due = max((u.new_due_on for u in urged if u.new_due_on), default=None)
    above = next((u.above for u in urged if u.above), "")
    days = {i: (due, max((letter.day - due).days, 0)) for i, due in _due_before(paper, urged, letter.day)}
    return _drawn(paper, paper.names.authority(letter.authority_id), times, new_due, above, days, letter)


def _due_before(paper: Paper, urged: Sequence[Urged], day: date) -> list[tuple[int, date]]:
    """When each was due before this reminder."""
    session, ids = paper.session, [u.id for u in urged]
    known, days_off, earlier = rules(session), calendar(session), urgings(session, ids)
    rounds, found = {u.id: u.round for u in urged}, {}
    for item in asked(session, ids):
        before = [u for u in earlier.get(item.id, ()) if u.round < rounds[item.id]]
        due = answer_due(item.sent_on, item.asked_for, term_of(item, known), days_off, before)
        found[item.id] = due.day if due is not None else day
    return [(i, found[i]) for i in ids]


def _drawn(
    paper: Paper, authority: str, times: int, new_due: date | None, above: str, days: dict[int, tuple[date, int]],
    letter: Letter | None,
) -> Drawn:  # fmt: skip
    rows = {row[0]: row[1:] for row in values(paper.session, RECOMMENDATION, list(days), _NAMES)}
    frozen = Frozen.of(()).also(*_counts(rows, days))
    data = d06k.RecommendationReminder(
        paper.issue(DOCUMENT, frozen, letter), authority, times, _items(paper, rows, days), new_due, above
    )
    document = d06k.document(data, paper.words(data.issue.day))
    name, ident = f"Công văn đôn đốc kiến nghị lần {times}", letter.id if letter else None
    return Drawn(name, document, frozen, ident, data.issue.number, authority)


Rows = Mapping[int, tuple[Any, ...]]
"""What was recommended, by id: the values of `_NAMES`."""


def _counts(rows: Rows, days: Mapping[int, tuple[date, int]]) -> Iterator[Count]:
    """How many, how many of them late and by how many days, by how many letters they had gone out."""
    yield Count(_COUNT, "Số kiến nghị", RECOMMENDATION, tuple(days))
    yield Count("late", "Số kiến nghị quá hạn", RECOMMENDATION, tuple(i for i, (_, late) in days.items() if late))
    yield from days_late(RECOMMENDATION, [(i, rows[i][0] or f"Kiến nghị {i}", *day) for i, day in days.items()])
    letters = {(sent, letter or "") for *_, letter, sent in (rows[i] for i in days)}
    yield Count("letters", "Số văn bản đã gửi", RECOMMENDATION, tuple(days), len(letters))


def days_late(kind: Kind[Any], items: Sequence[tuple[int, str, date, int]]) -> Iterator[Count]:
    """By how many days each is late – id, number, due day, days – and the longest of them."""
    for ident, number, due, late in items:
        yield Count(f"late/{ident}", f"{number} (hạn {short(due)}): số ngày quá hạn", kind, (ident,), late)
    longest = max((late for *_, late in items), default=0)
    ids = tuple(ident for ident, *_, late in items if late and late == longest)
    yield Count("longest", "Số ngày quá hạn lâu nhất", kind, ids, longest)


def _items(paper: Paper, rows: Rows, days: Mapping[int, tuple[date, int]]) -> list[d06k.UnansweredItem]:
    sources = RECOMMENDATION.field("source")
    return [
        d06k.UnansweredItem(
            number or "", content, sources.format(source, paper.vocabulary).lower(), letter or "", sent, due, late,
            f"late/{i}",
        )
        for i, (number, content, source, letter, sent), (due, late) in ((i, rows[i], d) for i, d in days.items())
    ]
