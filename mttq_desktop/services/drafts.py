"""Forms as typed so far, saved apart so that a crash loses nothing; offered again at the next start."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, delete, select

from mttq_desktop.records.kind import Kind
from mttq_desktop.records.office import Unfinished
from mttq_desktop.store.database import Database

OUTGOING = "~files"
"""No form: what an act under way puts into a folder, kept in the same table by those who write files."""


@dataclass(frozen=True, slots=True)
class Typed:
    """An unfinished form: its kind, the record it edits (None for a new one), and the raw texts."""

    kind: str
    record_id: int | None
    texts: Mapping[str, str]
    saved_at: datetime


def save_typed(database: Database, kind: Kind[Any], record_id: int | None, texts: Mapping[str, str]) -> datetime:
    """Remember a form as it stands, and say when; the last state replaces the one before."""
    with database.noting() as (session, now):
        session.execute(_same(kind.name, record_id))
        session.add(Unfinished(kind=kind.name, record_id=record_id, typed=json.dumps(dict(texts)), saved_at=now))
    return now


def forget_typed(database: Database, kind_name: str, record_id: int | None) -> None:
    """The form was saved or thrown away."""
    with database.noting() as (session, _):
        session.execute(_same(kind_name, record_id))


def unfinished(database: Database) -> tuple[Typed, ...]:
    """Forms left unfinished, newest first."""
    with database.reading() as session:
        forms = select(Unfinished).where(Unfinished.kind != OUTGOING)
        rows = session.scalars(forms.order_by(Unfinished.saved_at.desc())).all()
    return tuple(Typed(r.kind, r.record_id, json.loads(r.typed), r.saved_at) for r in rows)


def outgoing_left(database: Database) -> bool:
    """Whether an act that was writing files ended before it was kept."""
    with database.reading() as session:
        return session.scalar(select(Unfinished.id).where(Unfinished.kind == OUTGOING).limit(1)) is not None


def _same(kind_name: str, record_id: int | None) -> Delete:
    return delete(Unfinished).where(Unfinished.kind == kind_name, Unfinished.record_id.is_(record_id))
