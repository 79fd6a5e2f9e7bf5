"""Undoing an import whole: what it brought in goes, what it changed comes back, what was edited since stays."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Table, delete, update

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.importing import before_images, leaned_on, made_by
from mttq_desktop.records.base import THOUSANDTHS
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.office import Act, ImportBatch
from mttq_desktop.services import following
from mttq_desktop.services.importing.joining import take_apart
from mttq_desktop.services.importing.model import Undone
from mttq_desktop.services.importing.speed import unhurried
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.services.petitions.states import refresh
from mttq_desktop.services.tables import IMPORTABLE
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.store.failures import CONTRADICTED
from mttq_desktop.text.dates import short


def undo(database: Database, batch_id: int, progress: Progress | None = None) -> Undone:
    """Take a batch back, in three parts: reversed, kept because edited since, failed."""
    with database.reading() as session:
        batch = session.get(ImportBatch, batch_id)
        vocabulary = read_vocabulary(session)
    if batch is None:
        raise Refused(f"Không có lần nhập số {batch_id}.", "Xem số của các lần nhập trong trang Nhập từ Excel.")
    if batch.undone_on is not None:
        raise Refused(f"Lần nhập số {batch_id} đã được hoàn tác ngày {short(batch.undone_on.date())}.")
    kind = next(k for k in IMPORTABLE if k.name == batch.kind)
    act = batch.made_by
    assert act is not None
    progress = progress or Progress()
    progress.report(0, None, "Đang hoàn tác")
    what = f"Hoàn tác lần nhập số {batch_id} (“{batch.file_name}”)"
    with unhurried(), database.writing("undo-import", what) as writing:
        joined = take_apart(writing, act)
        done = Undone(0)
        for one in (*(p.kind for p in kind.parts), kind):
            done += _Undoing(writing, one, act, vocabulary, progress).run()
        if joined:
            refresh(writing, joined)
        writing.session.get_one(ImportBatch, batch_id).undone_on = writing.at
        writing.session.get_one(Act, act).undone_by = writing.act
    return done


_TOGETHER = 500


class _Undoing:
    """One undoing under way."""

    def __init__(self, writing: Writing, kind: Kind[Any], act: int, vocabulary: Vocabulary, progress: Progress) -> None:
        self.writing, self.kind, self.act, self.vocabulary, self.progress = writing, kind, act, vocabulary, progress
        self.reversed = 0
        self.kept: list[str] = []
        self.failed: list[str] = []
        self.used: list[str] = []

    def run(self) -> Undone:
        """Records brought in first, then records changed."""
        self._remove()
        self._bring_back()
        return Undone(self.reversed, tuple(self.kept), tuple(self.failed), tuple(self.used))

    def _remove(self) -> None:
        session = self.writing.session
        records = made_by(session, self.kind, self.act)
        owners = following.owners_of(session, self.kind, [r.id for r in records])
        used = leaned_on(session, self.kind, self.act)
        wanted = [r.id for r in records if r.changed_by == self.act and r.id not in used]
        chosen = set(wanted)
        self.used += [r.name for r in records if r.id in used]
        self.kept += [r.name for r in records if r.id not in chosen and r.id not in used]
        for start in range(0, len(wanted), _TOGETHER):
            self.progress.report(start, len(wanted), "Đang hoàn tác")
            some = wanted[start : start + _TOGETHER]
            for table, column in (*((p.table, p.table.c.owner_id) for p in self.kind.pairs), self._own):
                session.execute(delete(table).where(column.in_(some)))
        session.expire_all()
        following.refresh(self.writing, self.kind, wanted)
        for owner, ids in owners:
            following.refresh(self.writing, owner, ids)
        self.reversed += len(wanted)

    @property
    def _own(self) -> tuple[Table, Column[Any]]:
        return self.kind.table, self.kind.table.c.id

    def _named(self, record: Any) -> str:
        number = getattr(record, self.kind.number) if self.kind.number else None
        return str(number or record.id)

    def _bring_back(self) -> None:
        for i, (record_id, before) in enumerate(before_images(self.writing.session, self.kind, self.act)):
            if i % 100 == 0:
                self.progress.report(i, None, "Đang trả lại giá trị cũ")
            record = self.writing.session.get(self.kind.record, record_id)
            if record is None or record.made_by == self.act or before.get("import_batch") == record.import_batch:
                continue  # gone, or brought in and not changed, or changed only by what was merged into it
            if record.changed_by != self.act:
                self.kept.append(self._named(record))
                continue
            self._restore(record, before)

    def _restore(self, record: Any, before: Mapping[str, Any]) -> None:
        values = {n: self._value(n, before.get(n)) for n in self.kind.shown if n in before}
        try:
            with self.writing.session.begin_nested():
                for name in ("import_batch", "import_sheet", "import_row"):
                    setattr(record, name, before.get(name))
                keep(self.writing, checked(self.kind, values, self.vocabulary), self.vocabulary, record.id)
        except Refused as refused:
            self.failed.append(f"{self._named(record)}: {str(refused).rstrip('.')}")
            return
        except CONTRADICTED:
            self.failed.append(f"{self._named(record)}: giá trị cũ trỏ tới mục không còn trong danh mục")
            return
        self._as_unedited(record.id, before.get("changed_by"))
        self.reversed += 1

    def _as_unedited(self, record_id: int, changed_by: int | None) -> None:
        """A record brought back counts as last changed by whoever changed it before this import."""
        table = self.kind.table
        self.writing.session.execute(update(table).where(table.c.id == record_id).values(changed_by=changed_by))

    def _value(self, name: str, raw: Any) -> Any:
        """A value of a before-image: days are texts there, several targets a JSON list."""
        if raw is None:
            return None
        if self.kind.pair(name) is not None:
            return tuple(raw)
        stored = self.kind.field(name).stored
        if stored is Decimal:
            return Decimal(raw) / THOUSANDTHS
        if stored is date and isinstance(raw, str):
            return date.fromisoformat(raw[:10])
        if stored is datetime and isinstance(raw, str):
            return datetime.fromisoformat(raw)
        return bool(raw) if stored is bool else raw
