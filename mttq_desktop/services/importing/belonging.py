"""Rows of parts: to which record of the first sheet each belongs, and whether that record has it already."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem
from mttq_desktop.excel.spec import ORDINAL, OWNER, TableSpec
from mttq_desktop.fields import Coded, Link, Measure, Whole
from mttq_desktop.queries.importing import Stored, living, stored_by
from mttq_desktop.queries.listing import parts_of
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.services.importing.comparing import changes, mark, said
from mttq_desktop.services.importing.examining import apply_rules
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.services.importing.row import Outcome, RowPreview

Identity = tuple[Any, ...]


def settle_parts(session: Session, preview: FilePreview) -> None:
    """Give every good row of a part its outcome, once the records of the first sheet have theirs."""
    for sheet in preview.tables:
        if sheet.part is not None:
            _Belonging(session, preview, sheet, sheet.part).settle()


def identity_names(kind: Kind[Any], spec: TableSpec) -> tuple[str, ...]:
    """What tells the rows of one record's part apart: words and amounts may be corrected, unless nothing else does."""
    needed = [c for c in spec.columns if c.required and c.name != OWNER]
    if kind.same:
        own = [*kind.same, *(c.name for c in needed if isinstance(c.field, Coded | Link))]
        return tuple(dict.fromkeys([*own, *([kind.likeness] if kind.likeness else [])]))
    return tuple(c.name for c in needed if not isinstance(c.field, Whole | Measure))


class _Belonging:
    """One sheet of a part."""

    def __init__(self, session: Session, preview: FilePreview, sheet: SheetPreview, part: Part) -> None:
        assert sheet.spec is not None
        self.session, self.preview, self.sheet, self.part, self.kind = session, preview, sheet, part, part.kind
        self.names = identity_names(part.kind, sheet.spec)
        leading = [s for s in preview.leading if s.spec is not None and s.spec.kind == sheet.spec.of]
        self.owner = leading[0].kind if leading else None
        self.owners = {r.values[ORDINAL]: r for s in leading for r in reversed(s.rows) if ORDINAL in r.values}
        self.taken: dict[Identity, RowPreview] = {}
        self.claimed: set[int] = set()

    def settle(self) -> None:
        """Every row that is not rejected already."""
        rows = [r for r in self.sheet.rows if r.is_data and r.outcome is not Outcome.REJECTED]
        for row in rows:
            self.sheet.rows.keep(row)
            self._inherit(row)
            apply_rules(self.sheet, row, self.preview.vocabulary)
            self._find_owner(row)
        good = [r for r in rows if r.outcome is not Outcome.REJECTED and not self._repeats(r)]
        stored = self._stored({r.owner.record for r in good if r.owner is not None and r.owner.record is not None})
        for row in good:
            self._compare(row, stored)

    def _inherit(self, row: RowPreview) -> None:
        """A task of a plan is of the plan's year."""
        owner, year = self.owners.get(row.values.get(OWNER)), self.owner.year if self.owner else None
        if owner is not None and year and year in self.kind.shown and row.values.get(year) is None:
            row.values[year] = owner.values.get(year)

    def _find_owner(self, row: RowPreview) -> None:
        row.owner = self.owners.get(row.values.get(OWNER))
        one = self.owner.one if self.owner else "dòng"
        if row.owner is None:
            _reject(row, "unknown_owner", f"Trang đầu không có {one} nào mang STT {row.values.get(OWNER)}.")
        elif row.owner.outcome is Outcome.REJECTED:
            _reject(row, "owner_rejected", f"Dòng {row.owner.number} của trang đầu còn lỗi; sửa dòng đó trước.")

    def _identity(self, owner: object, values: Mapping[str, Any]) -> Identity:
        return (owner, *(said(values.get(n)) for n in self.names))

    def _repeats(self, row: RowPreview) -> bool:
        first = self.taken.setdefault(self._identity(row.values.get(OWNER), row.values), row)
        if first is row:
            return False
        self.sheet.rows.keep(row)
        mark(row, Outcome.DUPLICATE, "duplicate_in_file", f"Lặp lại dòng {first.number} của trang.")
        return True

    def _stored(self, owners: set[int]) -> dict[Identity, list[Stored]]:
        """Rows that the records have already, by record and identity."""
        by_owner = parts_of(self.session, self.part, sorted(owners)) if owners else {}
        belongs = {row: owner for owner, rows in by_owner.items() for row in rows}
        found: dict[Identity, list[Stored]] = {}
        pairs = [p.name for p in self.kind.pairs]
        for record in stored_by(self.session, self.kind, ["id"], [(i,) for i in belongs], pairs):
            found.setdefault(self._identity(belongs[record.id], record.values), []).append(record)
        assert self.owner is not None or not owners
        self.alive = living(self.session, self.owner, owners) if self.owner is not None else set[int]()
        return found

    def _compare(self, row: RowPreview, stored: Mapping[Identity, list[Stored]]) -> None:
        owner = row.owner.record if row.owner is not None else None
        if owner is None:
            return
        self.sheet.rows.keep(row)
        if owner not in self.alive:
            mark(row, Outcome.DUPLICATE, "duplicate_in_store", "Hồ sơ của dòng này đang ở thùng rác.")
            return
        candidates: Iterable[Stored] = stored.get(self._identity(owner, row.values), ())
        record = next((c for c in candidates if c.id not in self.claimed), None)
        if record is None:
            return
        self.claimed.add(record.id)
        row.record = record.id
        again = self.preview.earlier is not None
        row.changes = {} if again else changes(self.sheet, self.kind, row.values, record.values)
        if row.changes and apply_rules(self.sheet, row, self.preview.vocabulary, record.values):
            return
        reason = "already_imported" if record.import_batch is not None else "duplicate_in_store"
        if row.changes:
            mark(row, Outcome.CHANGED, reason, "Đã có trong hồ sơ; tệp này ghi khác.")
        else:
            mark(row, Outcome.DUPLICATE, reason, "Đã có trong hồ sơ.")


def _reject(row: RowPreview, code: str, message: str) -> None:
    problem = Problem(code, message, field=OWNER)
    row.ruled = (*row.ruled, problem)
    row.problems = (*row.problems, problem)
    row.outcome, row.reason = Outcome.REJECTED, code
