"""Keeping the catalogues: entries through the one way of writing, the trash, and how a unit came to be."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

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
        if record_id is None:
            _end_the_one_before(writing, draft.kind, kept)
        following.renew_after(writing, draft.kind)
    return kept


def versioned(kind: Kind[Any]) -> InstrumentedAttribute[str] | None:
    """What entries of this kind are versions of; None where they do not follow each other."""
    return next((name for known, name in VERSIONS if known is kind), None)


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


def trash_entries(database: Database, kind: Kind[Any], ids: list[int], *, back: bool = False) -> int:
    """Move entries to the trash, or bring them back."""
    with database.writing(ORIGIN, f"{'Lấy lại' if back else 'Bỏ'} {kind.one} trong danh mục") as writing:
        count = (restore if back else trash)(writing, kind, ids)
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
