"""Keeping the catalogues: entries through the one way of writing, the trash, and how a unit came to be."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import successions_of
from mttq_desktop.records.catalogue import UNIT
from mttq_desktop.records.deadlines import DEADLINE_RULE, DeadlineRule
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.surveys import THRESHOLD, Threshold
from mttq_desktop.services import following
from mttq_desktop.services.keeping import Draft, keep, restore, trash
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.dates import short

ORIGIN = "catalogues"
VERSIONS: tuple[tuple[Kind[Any], InstrumentedAttribute[str]], ...] = (
    (DEADLINE_RULE, DeadlineRule.code), (THRESHOLD, Threshold.form),
)
"""Kinds whose entries follow each other in time, and what they are versions of."""


def save_entry(
    database: Database, draft: Draft, vocabulary: Vocabulary, record_id: int | None = None, revision: int | None = None
) -> int:
    """Write one entry as an act of its own; refused with problems per field, or when somebody changed it."""
    verb = "Thêm" if record_id is None else "Sửa"
    with database.writing(ORIGIN, f"{verb} {draft.kind.one} trong danh mục") as writing:
        kept = keep(writing, draft, vocabulary, record_id, revision)
        _refuse_two_from_one_day(writing.session, draft.kind, kept)
        if record_id is None:
            _end_the_one_before(writing, draft.kind, kept)
        following.renew_after(writing, draft.kind)
    return kept


def versioned(kind: Kind[Any]) -> InstrumentedAttribute[str] | None:
    """What entries of this kind are versions of; None where they do not follow each other."""
    return next((name for known, name in VERSIONS if known is kind), None)


def _refuse_two_from_one_day(session: Session, kind: Kind[Any], kept: int) -> None:
    """Two versions from the same day would both hold: nobody could say which counts."""
    name = versioned(kind)
    if name is None:
        return
    record, own = kind.record, session.get_one(kind.record, kept)
    other = select(record.id).where(
        name == getattr(own, name.key), record.valid_from == own.valid_from, record.id != kept,
        record.deleted_on.is_(None),
    )  # fmt: skip
    if session.scalar(other) is not None:
        said = f"Đã có một {kind.one} như thế có hiệu lực từ ngày {short(own.valid_from)}."
        raise Refused(said, "Sửa chính dòng ấy, hoặc ghi ngày hiệu lực khác.")


def _end_the_one_before(writing: Writing, kind: Kind[Any], new: int) -> None:
    """A new version ends the one in force the day before it begins."""
    name = versioned(kind)
    if name is None:
        return
    added, record = writing.session.get_one(kind.record, new), kind.record
    start = added.valid_from
    earlier = select(record).where(
        name == getattr(added, name.key), record.id != new, record.deleted_on.is_(None), record.valid_from < start,
        record.valid_to.is_(None) | (record.valid_to >= start),
    )  # fmt: skip
    for one in writing.session.scalars(earlier):
        one.valid_to = start - timedelta(days=1)
    writing.session.flush()


def _open_the_one_before(writing: Writing, kind: Kind[Any], gone: int) -> None:
    """Without the new version the one it ended goes on."""
    name, record = versioned(kind), kind.record
    assert name is not None
    thrown = writing.session.get_one(record, gone)
    ended = select(record).where(
        name == getattr(thrown, name.key), record.deleted_on.is_(None),
        record.valid_to == thrown.valid_from - timedelta(days=1),
    )  # fmt: skip
    for one in writing.session.scalars(ended):
        one.valid_to = thrown.valid_to
    writing.session.flush()


def trash_entries(database: Database, kind: Kind[Any], ids: list[int], *, back: bool = False) -> int:
    """Move entries to the trash, or bring them back."""
    with database.writing(ORIGIN, f"{'Lấy lại' if back else 'Bỏ'} {kind.one} trong danh mục") as writing:
        count = (restore if back else trash)(writing, kind, ids)
        for one in ids if versioned(kind) is not None else ():
            (_end_the_one_before if back else _open_the_one_before)(writing, kind, one)
        following.renew_after(writing, kind)
    return count


def history_of_unit(session: Session, vocabulary: Vocabulary, kind: Kind[Any], record_id: int) -> tuple[str, ...]:
    """Where a unit came from and what it became, one sentence each; nothing for other kinds."""
    if kind is not UNIT:
        return ()
    label, lines = vocabulary.units.label, []
    for row in successions_of(session, record_id):
        old, new = (_with_parent(vocabulary, i) for i in (row.old_id, row.new_id))
        share = "" if row.whole else " (một phần)"
        basis = f" · {row.basis}" if row.basis else ""
        if row.old_id == record_id:
            lines.append(f"{short(row.on_day)}: {label(record_id)}{share} thành {new}{basis}")
        else:
            lines.append(f"{short(row.on_day)}: từ {old}{share}{basis}")
    return tuple(lines)


def _with_parent(vocabulary: Vocabulary, unit_id: int) -> str:
    entry = vocabulary.units.by_key.get(unit_id)
    parent = vocabulary.units.label(entry.parent) if entry and entry.parent is not None else ""
    return f"{vocabulary.units.label(unit_id)}, {parent}" if parent else vocabulary.units.label(unit_id)
