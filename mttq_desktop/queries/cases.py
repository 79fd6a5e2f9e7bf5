"""One record of any kind with everything that belongs to it, as documents and pages need it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.queries import listing
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.register import KINDS
from mttq_desktop.text.fold import clean

Row = tuple[int, Mapping[str, Any]]
"""A record's id and its values."""


@dataclass(frozen=True, slots=True)
class Case:
    """A record as of now: every column and many-to-many field, and the rows of its parts by the part's name."""

    kind: Kind[Any]
    id: int
    values: Mapping[str, Any]
    parts: Mapping[str, Sequence[Row]]


def all_values(session: Session, kind: Kind[Any], ids: Sequence[int]) -> list[tuple[int, dict[str, Any]]]:
    """Every column and many-to-many field of some records, in the order of the ids."""
    names = [c.key for c in kind.table.columns if c.key != "id"] + [p.name for p in kind.pairs]
    rows = listing.values(session, kind, ids, names)
    return [(row[0], dict(zip(names, row[1:], strict=True))) for row in rows]


def case(session: Session, kind: Kind[Any], record_id: int) -> Case:
    """The record with its parts; refused in words when it is gone."""
    found = all_values(session, kind, [record_id])
    if not found or found[0][1]["deleted_on"] is not None:
        raise Refused(f"Không còn {kind.one} này trong sổ.", "Có thể đã bị xóa; tải lại danh sách.")
    parts = {p.name: all_values(session, p.kind, listing.part_ids(session, p, record_id)) for p in kind.parts}
    return Case(kind, record_id, found[0][1], parts)


def shown_in(session: Session, kind: Kind[Any], row_id: int) -> tuple[Kind[Any], int]:
    """The record on whose page a row is seen: itself, or the one in whose form it stands."""
    if kind in KINDS:
        return kind, row_id
    for owner in KINDS:
        for part in (p for p in owner.parts if p.kind is kind):
            if (found := session.scalar(select(part.owner).where(kind.record.id == row_id))) is not None:
                return owner, int(found)
    raise Refused(f"Không còn {kind.one} này trong sổ.", "Có thể đã bị xóa; tải lại danh sách.")


def record_called(session: Session, kind: Kind[Any], name: str) -> int:
    """The id of the record with this number (KN-…, GS-2024-01) or id."""
    word, record = clean(name), kind.record
    if kind.number is not None:
        statement = select(record.id).where(kind.column(kind.number) == word, record.deleted_on.is_(None))
        found = list(session.scalars(statement.limit(2)))
        if len(found) == 1:
            return int(found[0])
    known = word.isdigit() and session.scalar(select(record.id).where(record.id == int(word)))
    if not known:
        raise Refused(f"Không có {kind.one} nào mang số “{word}”.", f"Xem các số bằng lệnh: list {kind.name}.")
    return int(word)
