"""Keeping records of any kind, each writing an act of its own named in words people know."""

from collections.abc import Sequence
from typing import Any

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import values
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.keeping import Draft, Parts, keep, move, restore, trash
from mttq_desktop.store.database import Database, Writing

ORIGIN = "form"
_LONGEST = 60


def save_record(
    database: Database, draft: Draft, vocabulary: Vocabulary, parts: Parts | None = None,
    record_id: int | None = None, revision: int | None = None,
) -> int:  # fmt: skip
    """Write one record with the rows of its parts; returns its id. Refusals as in `keeping.keep`."""
    verb = "Thêm" if record_id is None else "Sửa"
    with database.writing(ORIGIN, f"{verb} {draft.kind.one}") as writing:
        kept = keep(writing, draft, vocabulary, record_id, revision, parts)
        writing.say(f"{verb} {called(writing, draft.kind, kept, vocabulary)}")
    return kept


def trash_records(database: Database, kind: Kind[Any], ids: Sequence[int], *, back: bool = False) -> int:
    """Move records to the trash, or bring them back; returns how many."""
    with database.writing("list", f"{'Lấy lại' if back else 'Bỏ vào thùng rác'} {len(ids)} {kind.one}") as writing:
        return (restore if back else trash)(writing, kind, list(ids))


def move_record(database: Database, kind: Kind[Any], record_id: int, target: Any, vocabulary: Vocabulary) -> str:
    """Take a record one step along its flow; returns the state it is in then, as the documents show it.

    Refused with the reason when the step is not allowed.
    """
    assert kind.state is not None
    with database.writing("step", f"Chuyển bước {kind.one}") as writing:
        move(writing, kind, record_id, target, vocabulary)
        (found,) = values(writing.session, kind, [record_id], [kind.state])
        word = kind.field(kind.state).format(found[1], vocabulary)
        writing.say(f"{called(writing, kind, record_id, vocabulary)}: {word}")
    return word


def called(writing: Writing, kind: Kind[Any], record_id: int, vocabulary: Vocabulary) -> str:
    """The record as people call it: its number, else its kind and name."""
    name = kind.number or kind.label
    if name is None:
        return kind.one
    found = values(writing.session, kind, [record_id], [name])
    value = found[0][1] if found else None
    if value in (None, ""):
        return kind.one
    text = " ".join(kind.field(name).format(value, vocabulary).split())
    text = text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"
    return text if name == kind.number else f"{kind.one} “{text}”"
