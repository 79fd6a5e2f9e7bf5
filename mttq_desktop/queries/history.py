"""What happened to a record: acts, fields old and new; read from before-images kept by the journal."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, select
from sqlalchemy.orm import Session

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.petitions import among
from mttq_desktop.records.base import THOUSANDTHS
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.office import Act, ImportBatch, Journal
from mttq_desktop.records.petitions import Petition
from mttq_desktop.records.register import EVERY_KIND

Image = dict[str, Any]
UNTOLD = frozenset({"id", "uid", "revision", "made_by", "changed_by", "fingerprint", "folded"})
"""Columns that say nothing to people."""
_LABELS = {"merged_into_id": "Gộp vào", "deleted_on": "Thùng rác", "set_state": "Tình trạng đặt tay",
           "merged_count": "Số ý kiến đã gộp", "repeated_from_id": "Lặp lại kiến nghị",
           "none_to_report": "Không có kiến nghị"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One journal entry of a row: its act, what it did (U, D), and the row before and after."""

    act: int | None
    operation: str
    before: Image
    after: Image | None

    @property
    def changed(self) -> frozenset[str]:
        """Columns (and many-to-many fields) that differ."""
        after = self.after or {}
        return frozenset(k for k in {*self.before, *after} if self.before.get(k) != after.get(k))


@dataclass(frozen=True, slots=True)
class Change:
    """One field as people see it, old and new; `value_before` is the stored value, for restoring it."""

    name: str
    label: str
    old: str
    new: str
    value_before: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One act on a record: who, when, what, the fields it changed; `made` when it made the record."""

    act: int | None
    at: datetime | None
    who: str
    what: str
    made: bool
    undone: bool
    changes: tuple[Change, ...]


def steps(session: Session, table: Table, rows: Iterable[int]) -> dict[int, list[Step]]:
    """All journal entries of some rows of a table, oldest first."""
    wanted = list(rows)
    j = Journal
    statement = (
        select(j.row_id, j.act_id, j.operation, j.before)
        .where(j.table_name == table.name, among(j.row_id, wanted)).order_by(j.row_id, j.id)
    )  # fmt: skip
    found: dict[int, list[tuple[int | None, str, Image]]] = {}
    for row, act, operation, before in session.execute(statement):
        found.setdefault(row, []).append((act, operation, _image(table, json.loads(before))))
    now = current(session, table, found)
    return {row: list(_stepped(entries, now.get(row))) for row, entries in found.items()}


def _stepped(entries: list[tuple[int | None, str, Image]], now: Image | None) -> Iterator[Step]:
    for n, (act, operation, before) in enumerate(entries):
        following = entries[n + 1][2] if n + 1 < len(entries) else now
        yield Step(act, operation, before, None if operation == "D" else following)


def _image(table: Table, image: Image) -> Image:
    """Lists of targets may be kept as JSON inside JSON."""
    return {k: json.loads(v) if k not in table.c and isinstance(v, str) else v for k, v in image.items()}


def kept_in_image(column: Column[Any]) -> bool:
    """The journal keeps every column but blobs and the search text."""
    return not isinstance(column.type, LargeBinary) and column.name != "folded"


def current(session: Session, table: Table, rows: Iterable[int]) -> dict[int, Image]:
    """Rows as they stand, in the form of journal images (raw values)."""
    wanted = list(rows)
    names = ["id", *(c.name for c in table.columns if kept_in_image(c) and c.name != "id")]
    raw = session.connection().exec_driver_sql(
        f"SELECT {', '.join(names)} FROM {table.name} WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    found = {int(row[0]): dict(zip(names, row, strict=True)) for row in raw}
    if not found:
        return {}
    for kind in (k for k in EVERY_KIND if k.table is table):
        for pair in kind.pairs:
            _add_targets(session, pair.table, pair.name, found)
    return found


def _add_targets(session: Session, table: Table, name: str, found: dict[int, Image]) -> None:
    for image in found.values():
        image[name] = []
    c = table.c
    statement = select(c.owner_id, c.target_id).where(among(c.owner_id, found)).order_by(c.owner_id, c.position)
    for owner, target in session.execute(statement):
        found[owner][name].append(target)


def history(session: Session, kind: Kind[Any], record_id: int, vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """Every act on the record, newest first."""
    record = session.get(kind.record, record_id)
    if record is None:
        return ()
    found = steps(session, kind.table, [record_id]).get(record_id, [])
    acts = _acts(session, [record.made_by, *(s.act for s in found)])
    entries = [_made(session, record, acts)]
    for act, them in _by_act(found):
        changes = tuple(_changes(session, kind, them[0].before, them[-1].after or {}, vocabulary))
        if act == record.made_by:
            continue
        if changes:
            entries.append(_entry(acts.get(act or 0), changes, made=False))
    return tuple(reversed(entries))


def _by_act(found: Sequence[Step]) -> Iterator[tuple[int | None, list[Step]]]:
    group: list[Step] = []
    for step in found:
        if group and step.act != group[0].act:
            yield group[0].act, group
            group = []
        group.append(step)
    if group:
        yield group[0].act, group


def _acts(session: Session, ids: Iterable[int | None]) -> dict[int, Act]:
    wanted = [i for i in ids if i is not None]
    return {a.id: a for a in session.scalars(select(Act).where(among(Act.id, wanted)))}


def _entry(act: Act | None, changes: tuple[Change, ...], *, made: bool, what: str = "") -> Entry:
    if act is None:
        return Entry(None, None, "", what or "Không rõ", made, False, changes)
    return Entry(act.id, act.at, act.who, what or act.what, made, act.undone_by is not None, changes)


def _made(session: Session, record: Any, acts: Mapping[int, Act]) -> Entry:
    what = ""
    if record.import_batch is not None:
        batch = session.get(ImportBatch, record.import_batch)
        place = f"trang “{record.import_sheet}”, dòng {record.import_row}"
        what = f"Nhập từ tệp “{batch.file_name}”, {place}" if batch else f"Nhập từ Excel, {place}"
    return _entry(acts.get(record.made_by), (), made=True, what=what)


def _changes(
    session: Session, kind: Kind[Any], before: Image, after: Image, vocabulary: Vocabulary
) -> Iterator[Change]:
    ordered = [*kind.form, *(n for n in kind.shown if n not in kind.form), *_LABELS]
    for name in dict.fromkeys(ordered):
        old, new = before.get(name), after.get(name)
        if name in UNTOLD or old == new:
            continue
        label = kind.field(name).label if name in kind.shown else _LABELS.get(name, name)
        yield Change(
            name, label, _said(session, kind, name, old, vocabulary), _said(session, kind, name, new, vocabulary),
            _value(kind, name, old),
        )  # fmt: skip


def _value(kind: Kind[Any], name: str, raw: Any) -> Any:
    """The stored value of a raw one: days as days, yes and no as such."""
    if raw is None or name not in kind.shown:
        return raw
    stored = kind.field(name).stored
    if stored is date:
        return date.fromisoformat(raw)
    if stored is tuple:
        return tuple(raw)
    if stored is Decimal:
        return Decimal(raw) / THOUSANDTHS
    return bool(raw) if stored is bool else raw


def _said(session: Session, kind: Kind[Any], name: str, raw: Any, vocabulary: Vocabulary) -> str:
    if raw is None or raw == []:
        return ""
    if name in kind.shown:
        return kind.field(name).glimpse(_value(kind, name, raw), vocabulary)
    if name == "deleted_on":
        return "trong thùng rác"
    if name in ("merged_into_id", "repeated_from_id"):
        return session.scalar(select(Petition.number).where(Petition.id == raw)) or f"#{raw}"
    if name == "none_to_report":
        return "Có" if raw else "Không"
    return vocabulary.code_list("petition_status").label(raw) if name == "set_state" else str(raw)
