"""Acts of the office: what was done lately, and undoing one from its before-images.

A record is taken back only where nothing later touched it; what was touched is kept and named.
Columns that follow from documents (state, due day …) are not restored but worked out anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table, exists, select, update
from sqlalchemy.orm import Session, aliased

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.queries.history import UNTOLD, Image, Step, steps
from mttq_desktop.queries.petitions import among
from mttq_desktop.queries.watch import QUIET_ORIGINS
from mttq_desktop.records.base import Base
from mttq_desktop.records.kind import Kind, derived_of
from mttq_desktop.records.office import Act, Journal, Letter
from mttq_desktop.records.petitions import Feedback, Forwarding, Petition, Reminder, Reply
from mttq_desktop.records.register import EVERY_KIND
from mttq_desktop.services import following
from mttq_desktop.services.keeping import folded_text
from mttq_desktop.services.letters_undone import ATTACHMENTS, Letters, attached, files_left
from mttq_desktop.services.petitions.states import refresh
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.store.journal import journalled
from mttq_desktop.text.numbers import whole

DERIVED: Mapping[str, frozenset[str]] = {
    **{kind.table.name: derived_of(kind) for kind in EVERY_KIND if derived_of(kind)},
    "petition": frozenset({"state", "due_on", "merged_count"}),
    "forwarding": frozenset({"answered_on", "reminders"}),
}
PAPER: Mapping[str, frozenset[str]] = {"letter": frozenset({"file_name", "folder", "sha256", "figures"})}
"""Columns a later printing may change without standing in the way of undoing."""
ORIGIN = "undo"
"""Of acts that undo another."""
NEVER = ("start", "first-run", "practice")
"""Origins of acts that cannot be undone: a new data file's catalogues and first answers, the practice province."""
TO_WORD = "word"
"""Origin of letters recorded before that are written to files: there is nothing in the book to take back."""
_USED = {"forwarding": "đã có trả lời hoặc đôn đốc sau đó"}
"""Why a row stays that something later refers to, where more can be said."""
IMPORT = "import"
"""Origin of workbooks taken in; their own undoing says file by file what became of them."""


@dataclass(frozen=True, slots=True)
class Done:
    """One act as a list shows it; `undoing` when it itself undid another."""

    id: int
    at: Any
    who: str
    what: str
    origin: str
    undone: bool
    undoing: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that was not taken back, and why."""

    table: str
    row: int
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did: its own act, how many records were taken back, and those that were kept.

    `files` lie where the letters that were taken back were written; they are the person's, and no letters any more.
    """

    act: int
    undone: int
    kept: tuple[Kept, ...]
    files: tuple[Path, ...] = ()


def recent(session: Session, limit: int = 50) -> list[Done]:
    """The latest acts, newest first."""
    undone_one = aliased(Act)
    undoing = exists().where(undone_one.undone_by == Act.id)
    rows = session.execute(select(Act, undoing).order_by(Act.id.desc()).limit(limit))
    return [Done(a.id, a.at, a.who, a.what, a.origin, a.undone_by is not None, bool(u)) for a, u in rows]


def last_undoable(session: Session, who: str | None = None) -> Done | None:
    """The act that Ctrl+Z takes back: the latest not undone, not itself an undoing, no small act of the window."""
    for done in recent(session, 200):
        passed = done.undone or done.undoing or done.origin in (*NEVER, *QUIET_ORIGINS, TO_WORD)
        if not passed and who in (None, done.who):
            return done
    return None


def undo(database: Database, act_id: int, origin: str = ORIGIN) -> Undone:
    """Take one act back as a whole; an undoing can itself be undone, after which the first act can be again."""
    with database.writing(origin, f"Hoàn tác việc số {act_id}") as writing:
        act = _undoable(writing, act_id)
        writing.say(f"Hoàn tác: {act.what}")
        work = _Undoing(writing, act_id)
        work.run()
        if not work.count and work.kept:
            raise Refused(
                f"Không hoàn tác được “{act.what}”: mọi hồ sơ của việc này đã có thay đổi sau đó.",
                f"Hoàn tác các việc sau trước. Ví dụ: {work.kept[0].label}.",
            )
        act.undone_by = writing.act
        writing.session.execute(update(Act).where(Act.undone_by == act_id, Act.id != act_id).values(undone_by=None))
    return Undone(writing.act, work.count, tuple(work.kept), work.files)


def _undoable(writing: Writing, act_id: int) -> Act:
    act = writing.session.get(Act, act_id)
    if act is None:
        raise Refused("Không có việc này trong nhật ký.", "Tải lại nhật ký.")
    if act.undone_by is not None:
        raise Refused(f"“{act.what}” đã được hoàn tác trước đó.", "Không cần hoàn tác lần nữa.")
    if act.origin in NEVER:
        raise Refused(f"“{act.what}” không hoàn tác được.", "Sửa từng mục trong danh mục nếu cần.")
    if _did_again(writing.session, act):
        raise Refused(f"“{act.what}” chỉ làm lại một việc đã hoàn tác.", "Hoàn tác chính việc đó.")
    return act


def _did_again(session: Session, act: Act) -> bool:
    """It undid an undoing: what it did again counts as the first act's, which is what there is to undo."""
    undoing = aliased(Act)
    again = select(undoing.id).where(undoing.undone_by == act.id, undoing.origin == ORIGIN)
    return act.origin == ORIGIN and session.scalar(again.limit(1)) is not None


@dataclass
class _Undoing:
    """One undoing under way."""

    writing: Writing
    act: int
    count: int = 0
    kept: list[Kept] = field(default_factory=list)
    files: tuple[Path, ...] = ()
    back: set[tuple[str, int]] = field(default_factory=set)

    def run(self) -> None:
        session = self.writing.session
        self.cancelled = _cancelled(session)
        self.words = vocabulary(session)
        tables = [t for t in Base.metadata.sorted_tables if t in set(journalled())]
        found = {t.name: self._steps(t) for t in tables}
        inserted = {t.name: self._inserted(t) for t in tables}
        petitions = _petitions_touched(session, inserted, found)
        followed = [(k, {*found[k.table.name], *inserted[k.table.name]}) for k in EVERY_KIND]
        followed += [(o, i) for k, ids in followed for o, i in following.owners_of(session, k, ids)]
        for table in tables:
            self._bring_back(table, found[table.name], inserted[table.name])
        followed += [(o, i) for k, ids in tuple(followed) for o, i in following.owners_of(session, k, ids)]
        for table in tables:
            self._restore(table, found[table.name], inserted[table.name])
        letters = Letters(self.writing, inserted["letter"], inserted[ATTACHMENTS.name])
        for table in (t for t in reversed(tables) if t is not ATTACHMENTS):
            self._take_away(table, inserted[table.name])
        self._take_away(ATTACHMENTS, inserted[ATTACHMENTS.name] - letters.files_kept())
        self.files = letters.settle({row for name, row in self.back if name == Letter.__tablename__})
        petitions |= set(session.scalars(select(Petition.id).where(among(Petition.id, found["petition"]))))
        refresh(self.writing, petitions)
        for kind, ids in followed:
            following.refresh(self.writing, kind, ids)
        for kind in (k for k in EVERY_KIND if k.catalogue and (found[k.table.name] or inserted[k.table.name])):
            following.renew_after(self.writing, kind)

    def _steps(self, table: Table) -> dict[int, list[Step]]:
        """Journal entries of the rows this act changed or deleted."""
        j = Journal
        rows = select(j.row_id).where(j.act_id == self.act, j.table_name == table.name).distinct()
        return steps(self.writing.session, table, self.writing.session.scalars(rows).all())

    def _inserted(self, table: Table) -> set[int]:
        statement = select(table.c.id).where(table.c.made_by == self.act)
        return set(self.writing.session.scalars(statement))

    def _own(self, row: list[Step]) -> list[Step]:
        return [s for s in row if s.act == self.act]

    def _later(self, row: list[Step], ignored: Iterable[str]) -> bool:
        """True when an act after this one changed a column that counts."""
        quiet = UNTOLD | set(ignored)
        return any(
            s.act is not None and s.act > self.act and s.act not in self.cancelled
            and (s.operation == "D" or s.changed - quiet)
            for s in row
        )  # fmt: skip

    def _bring_back(self, table: Table, found: dict[int, list[Step]], inserted: set[int]) -> None:
        """Rows this act deleted are written again, with their old ids."""
        images = dict(self._deleted(found, inserted))
        self._refuse_occupied(table, images)
        for row, image in images.items():
            self._write_again(table, image)
            self.back.add((table.name, row))
        self.count += len(images)

    def _deleted(self, found: dict[int, list[Step]], inserted: set[int]) -> Iterator[tuple[int, Image]]:
        for row, all_steps in found.items():
            own = self._own(all_steps)
            passed = row in inserted or not own or own[-1].operation != "D"
            if not passed and own[0].before.get("made_by") != self.act:
                yield row, own[0].before

    def _refuse_occupied(self, table: Table, images: Mapping[int, Image]) -> None:
        """The place of a row that is gone may have been given to another since."""
        session = self.writing.session
        taken = session.scalars(select(table.c.id).where(among(table.c.id, images)).limit(1)).first()
        if taken is not None:
            raise Refused(
                f"Không làm lại được việc đã hoàn tác: từ đó đã có {_label(session, table, taken)} thay chỗ.",
                "Lập lại việc này từ đầu.",
            )

    def _write_again(self, table: Table, image: Image) -> None:
        columns = {k: v for k, v in image.items() if k in table.c}
        columns["folded"] = ""
        names = ", ".join(columns)
        self.writing.connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(columns))})", tuple(columns.values())
        )
        self._targets(table, image["id"], image)
        self._fold(table, [image["id"]])

    def _restore(self, table: Table, found: dict[int, list[Step]], inserted: set[int]) -> None:
        """Rows this act changed get back the columns it changed."""
        derived = DERIVED.get(table.name, frozenset())
        for row, all_steps in found.items():
            own = self._own(all_steps)
            if row in inserted or not own or own[-1].operation == "D":
                continue
            before, after = own[0].before, own[-1].after or {}
            changed = {k for k in before if before[k] != after.get(k)} - UNTOLD - derived
            if not changed:
                continue
            if self._later(all_steps, derived | PAPER.get(table.name, frozenset())):
                self._keep(table, row, "đã được sửa sau đó")
                continue
            self._set(table, row, {k: before[k] for k in changed})
            self.count += 1

    def _set(self, table: Table, row: int, values: Image) -> None:
        own = {k: v for k, v in values.items() if k in table.c}
        places = ", ".join([*(f"{k} = ?" for k in own), "revision = revision + 1", "changed_by = ?"])
        self.writing.connection.exec_driver_sql(
            f"UPDATE {table.name} SET {places} WHERE id = ?", (*own.values(), self.writing.act, row)
        )
        self._targets(table, row, values)
        self._fold(table, [row])

    def _targets(self, table: Table, row: int, image: Image) -> None:
        for pair in (p for k in EVERY_KIND if k.table is table for p in k.pairs if p.name in image):
            c = pair.table.c
            self.writing.session.execute(pair.table.delete().where(c.owner_id == row))
            rows = [{"owner_id": row, "target_id": t, "position": n} for n, t in enumerate(image[pair.name])]
            if rows:
                self.writing.session.execute(pair.table.insert(), rows)

    def _fold(self, table: Table, rows: list[int]) -> None:
        """The search text is not journalled; it is made anew from what was restored."""
        kind = next((k for k in EVERY_KIND if k.table is table and k.searched), None)
        if kind is not None:
            for row in rows:
                _refold(self.writing, kind, row, self.words)

    def _take_away(self, table: Table, inserted: set[int]) -> None:
        """Rows this act made are deleted, unless something later changed or refers to them."""
        if not inserted:
            return
        session = self.writing.session
        paper = PAPER.get(table.name, frozenset())
        touched = {r for r, them in steps(session, table, inserted).items() if self._later(them, paper)}
        referred = _referred(session, table, inserted - touched) | attached(session, table, inserted, self.act)
        for row in sorted(touched | referred):
            self._keep(table, row, _USED.get(table.name, "đã được sửa hoặc dùng tiếp sau đó"))
        gone = inserted - touched - referred
        session.execute(table.delete().where(among(table.c.id, gone)))
        self.count += len(gone)

    def _keep(self, table: Table, row: int, reason: str) -> None:
        self.kept.append(Kept(table.name, row, _label(self.writing.session, table, row), reason))


def _cancelled(session: Session) -> set[int]:
    """Acts that were undone, and those that undid them: together they changed nothing."""
    rows = session.execute(select(Act.id, Act.undone_by).where(Act.undone_by.is_not(None)))
    return {i for pair in rows for i in pair if i is not None}


def _referred(session: Session, table: Table, rows: set[int]) -> set[int]:
    """Rows that others still point at; pairs that go with their owner do not count."""
    found: set[int] = set()
    for other in Base.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is not table or key.ondelete == "CASCADE":
                continue
            statement = select(key.parent).where(among(key.parent, rows)).distinct()
            if other is table:
                statement = statement.where(~among(table.c.id, rows))
            found |= {int(i) for i in session.scalars(statement) if i is not None}
    return found


def _petitions_touched(
    session: Session, inserted: Mapping[str, set[int]], found: Mapping[str, Mapping[int, list[Step]]]
) -> set[int]:
    """Petitions whose documents the act made, changed or deleted; they are refreshed afterwards."""
    petitions = inserted["petition"] | {i for i, them in found["petition"].items() if them[-1].after is not None}
    for record in (Forwarding, Reply, Feedback):
        rows = inserted[record.__tablename__] | set(found[record.__tablename__])
        petitions |= set(session.scalars(select(record.petition_id).where(among(record.id, rows))))
    rows = inserted["reminder"] | set(found["reminder"])
    reminded = select(Forwarding.petition_id).join(Reminder, Reminder.forwarding_id == Forwarding.id)
    petitions |= set(session.scalars(reminded.where(among(Reminder.id, rows))))
    for name in ("forwarding", "reply", "feedback"):
        petitions |= {s.before["petition_id"] for them in found[name].values() for s in them}
    return petitions


def _refold(writing: Writing, kind: Kind[Any], row: int, words: Vocabulary) -> None:
    writing.session.flush()
    record = writing.session.get(kind.record, row, populate_existing=True)
    if record is not None:
        text = folded_text(kind, {n: getattr(record, n) for n in kind.searched}, words)
        table = kind.table
        writing.session.execute(table.update().where(table.c.id == row).values(folded=text))


def _label(session: Session, table: Table, row: int) -> str:
    """The record as people call it; what was sent by its petition."""
    if table.name == Forwarding.__tablename__:
        petition = session.get_one(Forwarding, row).petition_id
        return session.get_one(Petition, petition).number or f"kiến nghị số {petition}"
    if "number" in table.c:
        number = session.execute(select(table.c.number).where(table.c.id == row)).scalar()
        if number:
            return str(number)
    kind = next((k for k in EVERY_KIND if k.table is table), None)
    return f"{kind.one if kind else 'mục'} số {row}"


def summary(done: Undone) -> str:
    """What undoing did, for the person."""
    return " ".join(t for t in (f"Đã hoàn tác {whole(done.undone)} mục.", what_stayed(done)) if t)


def what_stayed(done: Undone) -> str:
    """What undoing had to leave as it is, and why; empty when nothing was left."""
    return " ".join(t for t in (_kept_words(done.kept), files_left(done.files)) if t)


def _kept_words(kept: Sequence[Kept]) -> str:
    if not kept:
        return ""
    names = ", ".join(dict.fromkeys(k.label for k in kept[:5]))
    return f"Giữ lại {whole(len(kept))} mục vì {kept[0].reason}: {names}."


def before_images(session: Session, act_id: int) -> dict[str, int]:
    """How many rows an act touched, by table; for showing what undoing would reach."""
    counts: dict[str, int] = {}
    for table in journalled():
        made = len(session.scalars(select(table.c.id).where(table.c.made_by == act_id)).all())
        j = Journal
        rows = session.scalars(select(j.row_id).where(j.act_id == act_id, j.table_name == table.name).distinct())
        if n := made + len(rows.all()):
            counts[table.name] = n
    return counts
