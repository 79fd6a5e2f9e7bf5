"""What happened to a petition, newest first, and why its due day is that day."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy.orm import Session

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries import petitions as queries
from mttq_desktop.queries.documents import Documents, documents
from mttq_desktop.queries.listing import records
from mttq_desktop.records.petitions import PETITION, Feedback, Petition, Reply
from mttq_desktop.services.petitions.lateness import why_due
from mttq_desktop.text.dates import short
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.petitions_data import PetitionFacts
from mttq_desktop.ui.pages.petitions_words import sender_long, short_number
from mttq_desktop.ui.widgets.timeline import Happening

Correct = Callable[[Reply], object]


class _Line(NamedTuple):
    """One line before it is shown; `rank` orders lines of one day."""

    day: date
    rank: int
    text: str
    detail: str = ""
    reply: Reply | None = None


def happenings(context: Context, petition_id: int, correct: Correct | None = None) -> list[Happening]:
    """The story of one petition; a merged one tells the story of the one followed in its place, too."""
    with context.database.reading() as session:
        found = records(session, PETITION, [petition_id])
        if not found:
            return []
        lines = list(_lines(session, found[0], context.vocabulary, context.today()))
    lines.sort(key=lambda x: (x.day, x.rank), reverse=True)
    return [_shown(line, context.today(), correct) for line in lines]


def _shown(line: _Line, today: date, correct: Correct | None) -> Happening:
    when = f"{line.day:%d}/{line.day.month}" + (f"/{line.day:%y}" if line.day.year != today.year else "")
    reply = line.reply
    acts = (("sửa", lambda: correct(reply)),) if correct is not None and reply is not None else ()
    return Happening(when, line.text, line.detail, acts)


def _lines(session: Session, petition: Petition, words: Vocabulary, today: date) -> Iterator[_Line]:
    yield _received(petition, words)
    yield from _merged(session, petition, words)
    if petition.repeated_from_id and (old := records(session, PETITION, [petition.repeated_from_id])):
        yield _Line(petition.received_on, 1, f"Tiếp từ {old[0].number}")
    followed = petition.merged_into_id or petition.id
    yield from _documents(documents(session, followed), words, today)
    if followed != petition.id:
        yield from _told(documents(session, petition.id).feedback, words)


def _received(petition: Petition, words: Vocabulary) -> _Line:
    sender = sender_long(petition.organisation_id, petition.sender_unit_id, words)
    source = words.code_list("petition_source").label(petition.source)
    file = f"nhập từ tệp, dòng {petition.import_row}" if petition.import_row else ""
    detail = " · ".join(t for t in (source, file) if t)
    return _Line(petition.received_on, 0, f"Tiếp nhận từ {sender}", detail)


def _merged(session: Session, petition: Petition, words: Vocabulary) -> Iterator[_Line]:
    if petition.merged_into_id is not None:
        (root,) = queries.standings(session, [petition.merged_into_id]) or (None,)
        if root is not None:
            yield _Line(petition.received_on, 2, f"Gộp vào {short_number(root.number)}; theo dõi ở đó")
        return
    others = queries.originals(session, [petition.id]).get(petition.id, ())
    if others:
        named = ", ".join(short_number(s.number) for s in queries.standings(session, others))
        said = f"Gộp với {named} ({len(others) + 1} nơi cùng kiến nghị)"
        yield _Line(petition.received_on, 2, said)


def _documents(found: Documents, words: Vocabulary, today: date) -> Iterator[_Line]:
    short_name = words.target("authority").short
    for (day, times), them in groupby(found.forwardings, lambda f: (f.day, f.round)):
        group = list(them)
        named = ", ".join(short_name(f.authority_id) for f in group)
        again = f" (lần {times})" if times > 1 else ""
        numbers = ", ".join(dict.fromkeys(f.number for f in group if f.number))
        yield _Line(day, 3, f"Chuyển {named}{again}", f"CV {numbers}" if numbers else "")
    for f in found.forwardings:
        if f.returned_on is not None:
            yield _Line(f.returned_on, 5, f"{short_name(f.authority_id)} trả lại: không đúng thẩm quyền")
    for m in found.reminders:
        to = short_name(found.authority_of(m))
        due = f"hạn mới {short(m.new_due_on)}" if m.new_due_on else ""
        detail = " · ".join(t for t in (f"CV {m.number}" if m.number else "", due) if t)
        yield _Line(m.day, 4, f"Đôn đốc lần {m.round}: {to}", detail)
    yield from (_answered(r, words) for r in found.replies)
    yield from _told(found.feedback, words)


def _answered(reply: Reply, words: Vocabulary) -> _Line:
    said = words.code_list("petition_reply_class").label(reply.reply_class)
    parts = [f"VB {reply.number}", reply.content]
    if reply.expected_on:
        parts.append(f"hẹn xong {short(reply.expected_on)}")
    if reply.assessment:
        parts.append(words.code_list("reply_assessment").label(reply.assessment))
    who = words.target("authority").short(reply.authority_id)
    return _Line(reply.day, 6, f"{who} trả lời: {said}", " · ".join(parts), reply)


def _told(feedback: Sequence[Feedback], words: Vocabulary) -> Iterator[_Line]:
    for b in feedback:
        to = words.units.label(b.unit_id) or words.target("organisation").short(b.organisation_id)
        opinion = words.code_list("feedback_opinion").label(b.opinion)
        detail = " · ".join(t for t in (f"TB {b.number}" if b.number else "", opinion) if t)
        yield _Line(b.day, 7, f"Thông báo lại cho {to}", detail)


def why_lines(context: Context, facts: PetitionFacts) -> tuple[str, list[str]]:
    """Vì sao hạn là ngày này? The soonest of the authorities that still owe an answer, others named."""
    first, *others = sorted(facts.open, key=lambda f: f.due_on)
    with context.database.reading() as session:
        lines = list(why_due(session, first.forwarding_id))
    name = context.vocabulary.target("authority").short
    lines += [f"{name(f.authority_id)}: hạn {short(f.due_on)}." for f in others]
    return f"Vì sao hạn của {name(first.authority_id)} là {short(first.due_on)}?", lines
