"""From a draft to a row, the only way: parse, check, number, fold, write; trash and restore.

A form and a workbook both yield typed texts; `draft` turns them into values with problems per field,
`keep` writes a draft without errors inside one act.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from mttq_desktop.errors import Changed, Problem, Refused, Severity
from mttq_desktop.fields import Bad, Place, Vocabulary
from mttq_desktop.queries.listing import part_ids, targets_of
from mttq_desktop.records.base import Record
from mttq_desktop.records.kind import Kind, Part, derived_of
from mttq_desktop.services import following
from mttq_desktop.store.database import Writing
from mttq_desktop.store.rows import insert_row
from mttq_desktop.text.fold import fold


@dataclass(frozen=True)
class PartRow:
    """One row of a part: what was read, and the record it changes (None for a new one)."""

    draft: "Draft"
    record_id: int | None = None


Parts = Mapping[str, Sequence[PartRow]]
"""Rows by the part's name; a part that is not named stays as it is, a row that is left out goes to the trash."""


@dataclass(frozen=True)
class Draft:
    """Values read so far, and what is wrong with them, field by field."""

    kind: Kind[Any]
    values: Mapping[str, Any]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that keep the draft from being written."""
        return tuple(p for p in self.problems if p.is_error)


def draft(kind: Kind[Any], typed: Mapping[str, str], place: Place) -> Draft:
    """Read typed texts field by field; an empty text means no value."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, text in typed.items():
        try:
            values[name] = kind.field(name).parse(text, place) if text.strip() else None
        except Bad as bad:
            p = bad.problem
            problems.append(Problem(p.code, p.message, p.severity, name, None, p.proposal))
    return checked(kind, values, place.vocabulary, tuple(problems))


def checked(
    kind: Kind[Any], values: Mapping[str, Any], vocabulary: Vocabulary, found: tuple[Problem, ...] = ()
) -> Draft:
    """A draft of values with the kind's own rules applied, and required fields demanded."""
    already = {p.field for p in found if p.is_error}
    problems = list(found)
    for name in kind.form:
        shown = kind.shown[name]
        if shown.required and name not in already and values.get(name) in (None, "", ()):
            problems.append(Problem("missing", f"Cần ghi {shown.field.label.lower()}.", Severity.ERROR, name))
            already.add(name)
    for check in kind.checks:
        problems += [p for p in check(values, vocabulary) if p.field not in already]
    return Draft(kind, values, tuple(problems))


def move(writing: Writing, kind: Kind[Any], record_id: int, target: Any, vocabulary: Vocabulary) -> None:
    """Take a record one step along its flow; a step that is not allowed is refused with its reason."""
    assert kind.steps is not None
    assert kind.state is not None
    record = existing(writing.session, kind, record_id)
    values = {c.key: getattr(record, c.key) for c in kind.table.columns}
    source = kind.steps.states(values[kind.state])
    if why := kind.steps.flow.refusal(source, target, values):
        raise Refused(why, "Ghi đủ điều còn thiếu rồi làm lại bước này.")
    setattr(record, kind.state, target.value)
    writing.session.flush()
    following.refresh(writing, kind, [record_id])
    following.refresh_owners(writing, kind, [record_id])


def keep(
    writing: Writing, given: Draft, vocabulary: Vocabulary, record_id: int | None = None, revision: int | None = None,
    parts: Parts | None = None,
) -> int:  # fmt: skip
    """Write a draft, with the rows of its parts, and return the record's id.

    Refuses errors, steps its flow does not allow and, with `revision`, lost updates.
    """
    if given.errors:
        first = given.errors[0]
        raise Refused(f"Chưa lưu được {given.kind.one}: {first.message}", "Sửa các ô báo đỏ rồi lưu lại.", given.errors)
    kept = _keep_one(writing, given, vocabulary, record_id, revision)
    for name, rows in (parts or {}).items():
        part = given.kind.part(name)
        _keep_part(writing, part, kept, judged(part, given.values, rows, vocabulary), vocabulary)
    following.refresh(writing, given.kind, [kept])
    following.refresh_owners(writing, given.kind, [kept])
    return kept


def _keep_one(
    writing: Writing, given: Draft, vocabulary: Vocabulary, record_id: int | None, revision: int | None
) -> int:
    values = dict(given.values)
    if record_id is None:
        return _add(writing, given.kind, values, vocabulary)
    return _change(writing, given.kind, values, vocabulary, record_id, revision)


def judged(part: Part, owner: Mapping[str, Any], rows: Sequence[PartRow], words: Vocabulary) -> tuple[PartRow, ...]:
    """The rows with what the part's own rule says of all of them together."""
    if part.check is None:
        return tuple(rows)
    found: dict[int, list[Problem]] = {}
    for n, problem in part.check(owner, [r.draft.values for r in rows], words):
        found.setdefault(n, []).append(problem)
    return tuple(_with(row, found.get(n, ())) for n, row in enumerate(rows))


def _with(row: PartRow, more: Sequence[Problem]) -> PartRow:
    """The row with further problems; a field already in trouble is not told twice."""
    already = {p.field for p in row.draft.problems}
    added = tuple(p for p in more if p.field not in already)
    return replace(row, draft=replace(row.draft, problems=(*row.draft.problems, *added))) if added else row


def _keep_part(writing: Writing, part: Part, owner: int, rows: Sequence[PartRow], vocabulary: Vocabulary) -> None:
    """Rows in their order; those of the owner that are not given any more go to the trash."""
    kind, own = part.kind, part.owner.key
    before = set(part_ids(writing.session, part, owner))
    kept: list[int] = []
    for position, row in enumerate(rows):
        if row.draft.errors:
            raise Refused(
                f"{part.title or kind.title}, dòng {position + 1}: {row.draft.errors[0].message}",
                "Sửa dòng báo đỏ rồi lưu lại.", row.draft.errors,
            )  # fmt: skip
        placed = Draft(kind, {**row.draft.values, own: owner, "position": position}, row.draft.problems)
        kept.append(_keep_one(writing, placed, vocabulary, row.record_id, None))
    if gone := sorted(before - set(kept)):
        _set_deleted(writing, kind, gone, writing.at)
    following.refresh(writing, kind, [*kept, *gone])


def _add(writing: Writing, kind: Kind[Any], values: dict[str, Any], vocabulary: Vocabulary) -> int:
    pairs = {p.name: values.pop(p.name, None) or () for p in kind.pairs}
    if kind.series and kind.number and not values.get(kind.number):
        series, write = kind.series(values)
        values[kind.number] = write(next_number(writing, series))
    _derive(kind, values, vocabulary)
    given = {k: v for k, v in values.items() if v is not None}
    record_id = insert_row(writing, kind.table, given)
    _write_pairs(writing, kind, record_id, pairs)
    return record_id


def _change(
    writing: Writing, kind: Kind[Any], values: dict[str, Any], vocabulary: Vocabulary, record_id: int,
    revision: int | None,
) -> int:
    record = existing(writing.session, kind, record_id)
    if revision is not None and record.revision != revision:
        raise Changed(
            f"{kind.one.capitalize()} này vừa được người khác sửa.", "Mở lại để xem bản mới; phần đang gõ vẫn được giữ."
        )
    pairs = {p.name: values.pop(p.name) or () for p in kind.pairs if p.name in values}
    old = {n: targets_of(writing.session, kind, n, [record_id]).get(record_id, ()) for n in pairs}
    for name, value in values.items():
        setattr(record, name, value)
    _derive_on(record, kind, vocabulary)
    if pairs != old:
        flag_modified(record, "revision")  # the row's image before, with its old pairs, goes to the journal first
        writing.session.flush()
        for name in pairs:
            _forget_pairs(writing, kind, record_id, name)
        _write_pairs(writing, kind, record_id, pairs)
    writing.session.flush()
    return record_id


def amend(
    writing: Writing, kind: Kind[Any], record_id: int, changes: Mapping[str, Any], vocabulary: Vocabulary
) -> None:
    """Change some values of a stored record by an act; the kind's rules hold for all it then says."""
    record = existing(writing.session, kind, record_id)
    if record.deleted_on is not None:
        raise Refused(f"{kind.one.capitalize()} này nằm trong thùng rác.", "Lấy lại từ thùng rác trước.")
    names = [n for n in kind.shown if kind.pair(n) is None and n not in derived_of(kind)]
    values = {n: getattr(record, n) for n in names} | dict(changes)
    pairs = {p.name: targets_of(writing.session, kind, p.name, [record_id]).get(record_id, ()) for p in kind.pairs}
    given = checked(kind, pairs | values, vocabulary)
    if wrong := [p for p in given.errors if p.field in changes] or list(given.errors):
        raise Refused(wrong[0].message, "Sửa điều này rồi làm lại.", tuple(wrong))
    keep(writing, Draft(kind, values), vocabulary, record_id)


def existing(session: Session, kind: Kind[Any], record_id: int) -> Any:
    """The record, or a Vietnamese refusal when it is gone."""
    record = session.get(kind.record, record_id)
    if record is None:
        raise Refused(f"Không còn {kind.one} này trong sổ.", "Có thể đã bị xóa hoặc hoàn tác; tải lại danh sách.")
    return record


def next_number(writing: Writing, series: str, how_many: int = 1) -> int:
    """The first of `how_many` fresh numbers of a series; numbers are never given twice."""
    (last,) = writing.execute(
        "INSERT INTO number_series (series, last) VALUES (?, ?) "
        "ON CONFLICT (series) DO UPDATE SET last = last + excluded.last RETURNING last",
        (series, how_many),
    ).fetchone()
    return int(last) - how_many + 1


def folded_text(kind: Kind[Any], values: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    """The toneless text that the search index reads: every searched field as people see it."""
    parts = []
    for name in kind.searched:
        if (value := values.get(name)) is not None:
            parts.append(kind.field(name).format(value, vocabulary))
    return fold(" ".join(parts))


def _derive(kind: Kind[Any], values: dict[str, Any], vocabulary: Vocabulary) -> None:
    if kind.prepare:
        kind.prepare(values)
    values["folded"] = folded_text(kind, values, vocabulary)


def _derive_on(record: Record, kind: Kind[Any], vocabulary: Vocabulary) -> None:
    values = {n: getattr(record, n) for n in kind.shown if kind.pair(n) is None}
    before = dict(values)
    _derive(kind, values, vocabulary)
    for name, value in values.items():
        if name not in before or before[name] != value:
            setattr(record, name, value)


def _pairs_of(kind: Kind[Any], name: str) -> str:
    pair = kind.pair(name)
    assert pair is not None, name
    return pair.table.name


def _forget_pairs(writing: Writing, kind: Kind[Any], owner: int, name: str) -> None:
    writing.execute(f"DELETE FROM {_pairs_of(kind, name)} WHERE owner_id = ?", (owner,))


def _write_pairs(writing: Writing, kind: Kind[Any], owner: int, pairs: Mapping[str, tuple[int, ...]]) -> None:
    for name, targets in pairs.items():
        if rows := [(owner, target, i) for i, target in enumerate(targets)]:
            into = f"INSERT INTO {_pairs_of(kind, name)} (owner_id, target_id, position) VALUES (?, ?, ?)"
            writing.execute_many(into, rows)


def trash(writing: Writing, kind: Kind[Any], wanted: list[int]) -> int:
    """Move records to the trash; nothing is lost, `restore` brings them back."""
    return _set_deleted(writing, kind, wanted, writing.at)


def restore(writing: Writing, kind: Kind[Any], wanted: list[int]) -> int:
    """Bring records back from the trash."""
    return _set_deleted(writing, kind, wanted, None)


def _set_deleted(writing: Writing, kind: Kind[Any], wanted: list[int], when: datetime | None) -> int:
    chosen = writing.session.scalars(select(kind.record).where(kind.record.id.in_(wanted))).all()
    for record in chosen:
        record.deleted_on = when
    writing.session.flush()
    following.refresh(writing, kind, wanted)
    following.refresh_owners(writing, kind, wanted)
    return len(chosen)
