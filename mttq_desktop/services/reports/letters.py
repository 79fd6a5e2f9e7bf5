"""D05, D06 and D07 from the records: letters already recorded, else drafts of what could go out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from mttq_desktop.queries.contents import Content, contents
from mttq_desktop.queries.figures import CLASSES
from mttq_desktop.queries.issued import letters_about, replies_until, sent_by, told_by, urged_by
from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.queries.petitions import places_of
from mttq_desktop.records.catalogue import CodeItem
from mttq_desktop.records.office import Letter
from mttq_desktop.records.petitions import PETITION, Petition, Reply
from mttq_desktop.rules.period import Period
from mttq_desktop.services.petitions.feedback import plan_feedback
from mttq_desktop.services.petitions.forwarding import plan_forwarding
from mttq_desktop.services.petitions.letters import common_period
from mttq_desktop.services.petitions.reminding import plan_reminders
from mttq_desktop.services.reports.drawing import Count, Drawn, Paper, counted
from mttq_desktop.services.reports.recommendation_letters import days_late, recorded_reminder
from mttq_desktop.text.dates import short
from mttq_desktop.word.petitions import d05_forwarding as d05
from mttq_desktop.word.petitions import d06_reminder as d06
from mttq_desktop.word.petitions import d07_feedback as d07


def of_period(paper: Paper, period: Period) -> list[int]:
    """All petitions of a period, in the order of their numbers."""
    p = Petition
    statement = select(p.id).where(p.period.in_(codes_inside(period)), p.deleted_on.is_(None)).order_by(p.number)
    return list(paper.session.scalars(statement))


def recorded(paper: Paper, letter: Letter) -> Drawn:
    """A letter (D05, D06, D06K, D07) as it was recorded."""
    draw = {"D05": _recorded_forwarding, "D06": _recorded_reminder, "D06K": recorded_reminder, "D07": _recorded_notice}
    return draw[letter.document](paper, letter)


def forwarding_letters(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """The forwarding letters of a period; while none was sent, drafts of those that could be."""
    sent = letters_about(paper.session, "D05", period)
    if sent:
        return tuple(_recorded_forwarding(paper, letter) for letter in sent)
    plan = plan_forwarding(paper.session, of_period(paper, period), paper.today)
    return tuple(
        _forwarding(paper, x.authority, [(i, x.due_on) for i in x.petition_ids], None) for x in plan.letters
    )


def _recorded_forwarding(paper: Paper, letter: Letter) -> Drawn:
    assert letter.authority_id is not None
    items = [(s.petition_id, s.due_on) for s in sent_by(paper.session, letter.id)]
    return _forwarding(paper, paper.names.authority(letter.authority_id, letter.unit_id), items, letter)


def _forwarding(paper: Paper, authority: str, items: Sequence[tuple[int, date]], letter: Letter | None) -> Drawn:
    found = contents(paper.session, [i for i, _ in items], paper.names)
    frozen = counted(petitions=[i for i, _ in items])
    data = d05.ForwardingLetter(
        issue=paper.issue("D05", frozen, letter), authority=authority,
        period_label=_label(found.values()),
        items=[
            d05.ForwardingItem(found[i].number, found[i].content, found[i].sender, found[i].place, due)
            for i, due in items
        ],
    )  # fmt: skip
    document = d05.document(data, paper.words(data.issue.day))
    return Drawn(
        "Công văn chuyển kiến nghị", document, frozen, letter.id if letter else None,
        data.issue.number, data.authority,
    )  # fmt: skip


def _label(found: Iterable[Content]) -> str:
    return common_period(c.period for c in found).label


def reminder_letters(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """The reminders about a period; while none was sent, drafts for what is late today."""
    sent = letters_about(paper.session, "D06", period)
    if sent:
        return tuple(_recorded_reminder(paper, letter) for letter in sent)
    plan = plan_reminders(paper.session, paper.today, ids=of_period(paper, period))
    return tuple(
        _reminder(
            paper, x.authority, x.times, x.new_due_on, None,
            [(f.petition_id, f.letter_number, f.letter_day, f.due_on, late.days)
             for late in x.late for f in (late.forwarding,)],
        )
        for x in plan
    )  # fmt: skip


def _recorded_reminder(paper: Paper, letter: Letter) -> Drawn:
    assert letter.authority_id is not None
    urged = urged_by(paper.session, letter.id)
    items = [(u.petition_id, u.number, u.day, u.due_on, max((letter.day - u.due_on).days, 0)) for u in urged]
    times, new_due = max(u.round for u in urged), max((u.new_due_on for u in urged if u.new_due_on), default=None)
    authority = paper.names.authority(letter.authority_id, letter.unit_id)
    return _reminder(paper, authority, times, new_due, letter, items)


Late = tuple[int, str, date, date, int]


def _reminder(
    paper: Paper, authority: str, times: int, new_due: date | None, letter: Letter | None, items: Sequence[Late]
) -> Drawn:
    found = contents(paper.session, [item[0] for item in items], paper.names)
    frozen = counted(petitions=[item[0] for item in items]).also(*_late(found, items))
    data = d06.ReminderLetter(
        issue=paper.issue("D06", frozen, letter), authority=authority,
        period_label=_label(found.values()), times=times, new_due_on=new_due,
        items=[
            d06.ReminderItem(found[i].number, found[i].content, number, day, due, days, f"late/{i}")
            for i, number, day, due, days in items
        ],
    )  # fmt: skip
    name = f"Công văn đôn đốc lần {times}"
    document = d06.document(data, paper.words(data.issue.day))
    return Drawn(name, document, frozen, letter.id if letter else None, data.issue.number, data.authority)


def _late(found: Mapping[int, Content], items: Sequence[Late]) -> Iterator[Count]:
    """By how many days each is late, the longest of them, by how many letters they had gone out."""
    days = [(i, found[i].number, due, late) for i, _, _, due, late in items]
    letters = {(day, number) for _, number, day, _, _ in items}
    yield from days_late(PETITION, days)
    yield Count("letters", "Số công văn đã chuyển", PETITION, tuple(i for i, *_ in items), len(letters))


def notices(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """The notices about a period; while nobody was told, drafts for those who are to be."""
    sent = letters_about(paper.session, "D07", period)
    if sent:
        return tuple(_recorded_notice(paper, letter) for letter in sent)
    plan = plan_feedback(paper.session, paper.today, period=period.code)
    return tuple(_notice(paper, n.addressee, _with_roots(paper, n.petition_ids), None) for n in plan)


def _recorded_notice(paper: Paper, letter: Letter) -> Drawn:
    addressee = paper.names.addressee(letter.unit_id, letter.organisation_id)
    return _notice(paper, addressee, told_by(paper.session, letter.id), letter)


def _with_roots(paper: Paper, ids: Sequence[int]) -> list[tuple[int, int]]:
    p = Petition
    rows = paper.session.execute(select(p.id, p.merged_into_id).where(p.id.in_(ids)).order_by(p.number, p.id))
    return [(own, root or own) for own, root in rows]


def _notice(paper: Paper, addressee: str, pairs: Sequence[tuple[int, int]], letter: Letter | None) -> Drawn:
    found = contents(paper.session, [own for own, _ in pairs], paper.names)
    replies = replies_until(paper.session, [root for _, root in pairs], letter.day if letter else None)
    classes = _classes(paper)
    items = {own: _item(found[own], _said_by(paper, replies.get(root, [])), classes) for own, root in pairs}
    frozen = counted(petitions=[own for own, _ in pairs]).also(*_results(items))
    data = d07.FeedbackNotice(
        issue=paper.issue("D07", frozen, letter), organisation=addressee, period_label=_label(found.values()),
        items=tuple(items.values()),
    )  # fmt: skip
    document = d07.document(data, paper.words(data.issue.day))
    return Drawn(
        "Thông báo kết quả kiến nghị", document, frozen, letter.id if letter else None, data.issue.number, addressee
    )


def _results(items: Mapping[int, d07.FeedbackItem]) -> Iterator[Count]:
    """How many petitions came to each result."""
    for key, label in dict.fromkeys((item.result_key, item.result) for item in items.values() if item.result):
        ids = tuple(i for i, item in items.items() if item.result_key == key)
        yield Count(key, f"Kết quả: {label[:1].lower()}{label[1:]}", PETITION, ids)


Classes = dict[str, tuple[str, str]]
"""For each class of answers: its first-level code and that code's label."""


def _classes(paper: Paper) -> Classes:
    c = CodeItem
    rows = paper.session.execute(select(c.code, c.label, c.parent).where(c.list == "petition_reply_class")).all()
    labels = {code: label for code, label, _ in rows}
    return {code: (parent or code, labels.get(parent or code, label)) for code, label, parent in rows}


Said = list[tuple[str, Reply]]


def _said_by(paper: Paper, replies: Sequence[Reply]) -> Said:
    """Each answer with the name of the body that gave it; of "UBND xã" the one of the petition's commune."""
    places = places_of(paper.session, [r.petition_id for r in replies])
    whom = [paper.local.whom(r.authority_id, *places[r.petition_id]) for r in replies]
    return [(paper.names.authority(*w), r) for w, r in zip(whom, replies, strict=True)]


def _item(petition: Content, said: Said, classes: Classes) -> d07.FeedbackItem:
    texts = [r.content if len(said) == 1 else f"{name}: {r.content}" for name, r in said]
    found = [classes.get(r.reply_class, ("CGQ", "")) for _, r in said]
    worst = max(found, key=lambda c: CLASSES.index(c[0]) if c[0] in CLASSES else 0, default=("", ""))
    return d07.FeedbackItem(
        district=petition.district, number=petition.number, content=petition.content,
        authority="\n".join(name for name, _ in said), reply="\n".join(texts),
        reply_reference="\n".join(f"{r.number} ngày {short(r.day)}" for _, r in said), result=worst[1],
        result_key=f"result/{worst[0]}",
    )  # fmt: skip
