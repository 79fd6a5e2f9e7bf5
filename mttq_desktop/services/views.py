"""Saved views: a list as a person likes it (filters, columns, order) under a name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.office import SavedView
from mttq_desktop.store.database import Database
from mttq_desktop.text.fold import clean

ORIGIN = "views"


@dataclass(frozen=True, slots=True)
class SavedList:
    """One saved view; what `content` holds is the list's own affair."""

    id: int
    name: str
    content: Mapping[str, Any]


def saved_views(session: Session, kind: Kind[Any]) -> tuple[SavedList, ...]:
    """Views saved for lists of a kind, in their order."""
    statement = (
        select(SavedView).where(SavedView.kind == kind.name, SavedView.deleted_on.is_(None))
        .order_by(SavedView.position, SavedView.id)
    )  # fmt: skip
    return tuple(SavedList(v.id, v.name, json.loads(v.content)) for v in session.scalars(statement))


def save_view(database: Database, kind: Kind[Any], name: str, content: Mapping[str, Any]) -> int:
    """Keep a view; one of the same name is replaced. Returns its id."""
    wanted = clean(name)
    if not wanted:
        raise Refused("Chưa đặt tên cho danh sách.", "Ghi một tên ngắn, ví dụ “Đất đai chưa trả lời”.")
    with database.writing(ORIGIN, f"Lưu danh sách “{wanted}”") as writing:
        statement = select(SavedView).where(
            SavedView.kind == kind.name, SavedView.name == wanted, SavedView.deleted_on.is_(None)
        )
        view = writing.session.scalar(statement)
        if view is None:
            view = SavedView(kind=kind.name, name=wanted, content="{}")
            writing.session.add(view)
        view.content = json.dumps(dict(content), ensure_ascii=False)
        writing.session.flush()
        return view.id


def remove_view(database: Database, view_id: int) -> int:
    """Put a saved view into the trash; returns the act."""
    with database.writing(ORIGIN, "Bỏ một danh sách đã lưu") as writing:
        view = writing.session.get(SavedView, view_id)
        if view is None:
            raise Refused("Danh sách này không còn nữa.", "Tải lại trang.")
        view.deleted_on = writing.at
    return writing.act
