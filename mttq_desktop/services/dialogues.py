"""What is done with the questions of a dialogue: answered, or followed as petitions or recommendations."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.dialogues import Asked, asked
from mttq_desktop.records.dialogues import AT_ONCE, DIALOGUE_ITEM, Dialogue
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.records.recommendations import RECOMMENDATION, Outcome, Source
from mttq_desktop.rules.period import Period
from mttq_desktop.services import following
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.services.settings import read_settings
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole

ORIGIN = "dialogue"


def to_petitions(database: Database, items: Sequence[int]) -> tuple[int, ...]:
    """Make a petition of every question that is still open; returns their ids. Linked both ways."""
    with database.writing(ORIGIN, "") as writing:
        words = read_vocabulary(writing.session)
        open_ones = _open(asked(writing.session, items))
        made = [_petition(writing, one, words) for one in open_ones]
        for one, petition in zip(open_ones, made, strict=True):
            one.item.petition_id = petition
        _follow(writing, open_ones)
        writing.say(f"Chuyển {whole(len(made))} ý kiến đối thoại thành kiến nghị")
    return tuple(made)


def to_recommendations(database: Database, items: Sequence[int]) -> tuple[int, ...]:
    """Follow every question that is still open as a recommendation to its authority; returns their ids."""
    with database.writing(ORIGIN, "") as writing:
        words = read_vocabulary(writing.session)
        open_ones = _open(asked(writing.session, items))
        _need_authority(open_ones)
        made = [_recommendation(writing, one, words) for one in open_ones]
        for one in open_ones:
            one.item.recommended = True
        _follow(writing, open_ones)
        writing.say(f"Theo dõi {whole(len(made))} ý kiến đối thoại như kiến nghị")
    return tuple(made)


def answer(
    database: Database, items: Sequence[int], *, day: date, outcome: str, text: str | None = None
) -> int:
    """Record that these questions were answered after the conference; returns how many."""
    with database.writing(ORIGIN, "") as writing:
        words, found = read_vocabulary(writing.session), asked(writing.session, items)
        for one in found:
            if day < one.dialogue.held_on:
                held = short(one.dialogue.held_on)
                raise Refused(f"Ngày trả lời đứng trước ngày hội nghị ({held}).", "Ghi lại ngày.")
            news = {"done_on": day, "outcome": outcome, "answer": text or one.item.answer}
            _change(writing, DIALOGUE_ITEM, one.item, news, words)
        writing.say(f"Ghi kết quả {whole(len(found))} ý kiến đối thoại")
    return len(found)


def _open(found: Sequence[Asked]) -> list[Asked]:
    """Those that nobody answered or follows yet; refused when there are none."""
    kept = [one for one in found if is_open(vars_of(one))]
    if not kept:
        raise Refused("Các ý kiến này đã được trả lời hoặc đang theo dõi ở nơi khác.", "Chọn ý kiến còn để ngỏ.")
    return kept


def vars_of(one: Asked) -> Mapping[str, Any]:
    """The columns that say whether a question is still open."""
    i = one.item
    return {"answer_mode": i.answer_mode, "done_on": i.done_on, "petition_id": i.petition_id,
            "recommended": i.recommended}  # fmt: skip


def is_open(values: Mapping[str, Any]) -> bool:
    """Not answered at the conference or later, and not followed as something else."""
    answered = values.get("answer_mode") == AT_ONCE or values.get("done_on") is not None
    return not (answered or values.get("petition_id") is not None or values.get("recommended"))


def _need_authority(found: Iterable[Asked]) -> None:
    if any(one.item.authority_id is None for one in found):
        raise Refused("Có ý kiến chưa ghi cơ quan trả lời.", "Ghi cơ quan trả lời của từng ý kiến rồi làm lại.")


def _petition(writing: Writing, one: Asked, words: Vocabulary) -> int:
    item, dialogue = one.item, one.dialogue
    district = words.units.district_of(dialogue.unit_id)
    ours = words.target("organisation").by_code.get(read_settings(writing.session).organisation_code, ())
    values = {
        "content": item.content, "field": item.field, "source": "DT", "received_on": dialogue.held_on,
        "period": Period.quarter_of(dialogue.held_on).code, "petitioners": item.asked_by,
        "authorities": (item.authority_id,) if item.authority_id is not None else (),
        "sender_unit_id": district, "organisation_id": ours[0].key if ours and district is None else None,
        "commune_id": dialogue.unit_id if dialogue.unit_id != district else None, "note": _said_at(dialogue),
    }  # fmt: skip
    return keep(writing, checked(PETITION, values, words), words)


def _recommendation(writing: Writing, one: Asked, words: Vocabulary) -> int:
    item, dialogue = one.item, one.dialogue
    values = {
        "source": Source.DIALOGUE.value, "content": item.content, "authority_id": item.authority_id,
        "letter_number": dialogue.conclusion_number, "sent_on": dialogue.concluded_on or dialogue.held_on,
        "due_on": item.due_on, "result": Outcome.NOT_YET.value, "note": _said_at(dialogue),
        "dialogue_id": dialogue.id, "dialogue_item_id": item.id,
    }  # fmt: skip
    return keep(writing, checked(RECOMMENDATION, values, words), words)


def _said_at(dialogue: Dialogue) -> str:
    return f"Từ hội nghị đối thoại {dialogue.number or ''} ngày {short(dialogue.held_on)}".replace("  ", " ")


def _change(writing: Writing, kind: Kind[Any], record: Any, news: Mapping[str, Any], words: Vocabulary) -> None:
    values = {n: getattr(record, n) for n in kind.form} | dict(news)
    keep(writing, checked(kind, values, words), words, record.id)


def _follow(writing: Writing, found: Sequence[Asked]) -> None:
    writing.session.flush()
    ids = [one.item.id for one in found]
    following.refresh(writing, DIALOGUE_ITEM, ids)
    following.refresh_owners(writing, DIALOGUE_ITEM, ids)
