"""Whether a row is a record already kept: by what it says, never by its number or place in the sheet.

Identity of a petition: the same sender, period, place, organisation, day and text; of any other record what its
kind declares (`same`), and its text where that tells records apart (`likeness`). Each
record is claimed by one row only. A row of a list the program exported itself tells its record by the hidden column.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.fields import Line, Prose
from mttq_desktop.queries.importing import Stored, known_fingerprints, stored_by, stored_by_fingerprint, stored_by_uid
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.importing.belonging import settle_parts
from mttq_desktop.services.importing.beside import Given
from mttq_desktop.services.importing.comparing import alike, blanks, changes, mark, said
from mttq_desktop.services.importing.edited import Edited, Identity, Some, Tick, nobodys
from mttq_desktop.services.importing.examining import apply_rules
from mttq_desktop.services.importing.marks import Ids, marks, repeated, some_of
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.services.importing.near import tell_likes
from mttq_desktop.services.importing.row import LIKELY, Outcome, RowPreview
from mttq_desktop.services.importing.rows import Places, Rows
from mttq_desktop.services.importing.sameids import SAME_ID, tell_same_ids
from mttq_desktop.services.importing.superseding import tell_missing

Known = Mapping[Identity, Sequence[Stored]]
Candidate = tuple[SheetPreview, int]
SLID = "key_of_another"
"""The remark on a row whose hidden key tells of another record than its text."""
_SMALL = 500
"""A larger file none of whose rows is known is no corrected file; edited rows are not looked for."""
_MARKED, _TOGETHER = 500, 4_000
"""Rows compared at a time; without marks more, or records of the same places would be read again and again."""


def settle(session: Session, preview: FilePreview, tick: Tick = lambda: None) -> None:
    """Give every good row of the file its outcome against the store and against the file's other rows."""
    preview.blanks = 0
    for kind in {id(s.kind): s.kind for s in preview.leading}.values():
        assert kind is not None
        sheets = [s for s in preview.leading if s.kind is kind]
        settling = _Settling(session, kind, preview, tick)
        for sheet in sheets:
            settling.recognise(sheet)
            _examine(sheet, preview, tick)
        settling.settle([(s, s.rows.open_places if s.rows.told else s.rows.plain) for s in sheets])
        tell_missing(session, preview, sheets, settling.claimed, tick)
    settle_parts(session, preview)
    tell_same_ids(session, preview)
    tell_likes(preview)


def _examine(sheet: SheetPreview, preview: FilePreview, tick: Tick) -> None:
    """What the kind's rules say of rows that are no stored record's."""
    if sheet.spec is None or sheet.spec.asks:  # read by these rules already
        return
    for place, brief in sheet.rows.told_briefs():
        if brief.outcome is not Outcome.SKIPPED and not brief.known:
            tick()
            row = sheet.rows.row(place)
            sheet.rows.keep(row)
            apply_rules(sheet, row, preview.vocabulary)


class _Settling:
    """One kind of rows of one file, looked at some at a time: how many there are makes no difference to the memory."""

    def __init__(self, session: Session, kind: Kind[Any], preview: FilePreview, tick: Tick) -> None:
        self.session, self.kind, self.preview, self.tick = session, kind, preview, tick
        self.same_file = preview.earlier is not None
        self.identifying = ("fingerprint", *kind.same, "organisation_id")
        self._texts = {n for n in (*kind.same, *kind.near) if isinstance(kind.field(n), Line | Prose)}
        self._pairs = [p.name for p in kind.pairs]
        self.claimed, self.kept = Ids(), set[int]()
        self.first: dict[Identity, Candidate] = {}
        self.given = Given(session, kind, ())

    def recognise(self, sheet: SheetPreview) -> None:
        """Rows that tell their record themselves: what was not typed into is as stored, whatever the cell says."""
        every = sheet.rows.told_briefs()
        telling = array("q", (p for p, brief in every if brief.tells and brief.outcome is not Outcome.SKIPPED))
        for places in some_of(telling, _TOGETHER):
            rows = [sheet.rows.row(p) for p in places]
            known = stored_by_uid(self.session, self.kind, [r.uid for r in rows])
            slid = self._slid(rows, known)
            for row in rows:
                if row.number in slid:
                    sheet.rows.keep(row)
                    row.problems = (*row.problems, _slid_key())
                elif (record := known.get(row.uid)) is not None and record.id not in self.claimed:
                    self._recognised(sheet, row, record)

    def _slid(self, rows: Sequence[RowPreview], known: Mapping[str, Stored]) -> set[int]:
        """Rows that were typed over with what another record says: sorted or pasted without their hidden column."""
        names = (self.kind.likeness,) if self.kind.likeness else self.kind.same
        whose = {tuple(said(record.values.get(n)) for n in names): uid for uid, record in known.items()}
        edited = (r for r in rows if not {*names}.isdisjoint(r.edited))
        return {
            r.number for r in edited
            if whose.get(tuple(said(r.values.get(n)) for n in names), r.uid) != r.uid
        }  # fmt: skip

    def _recognised(self, sheet: SheetPreview, row: RowPreview, record: Stored) -> None:
        sheet.rows.keep(row)
        _fill_in(sheet, row, record)
        if row.outcome is Outcome.REJECTED:
            self.claimed.add(record.id)
            row.record = record.id
        else:
            self._compare(sheet, row, record, exact=False)

    def settle(self, sheets: Sequence[Some]) -> None:
        """First what says exactly the same, then what was edited."""
        own = [self._marks(sheet.rows, places) for sheet, places in sheets]
        again, elsewhere, settled = repeated(own), Counter[str](), 0
        for (sheet, places), stand in zip(sheets, own, strict=True):
            for some, marked in zip(some_of(places, _TOGETHER), some_of(stand, _TOGETHER), strict=True):
                settled += self._settle_many(sheet, some, marked, again, elsewhere)
        _tell_repeated(self.preview, self.kind, elsewhere)
        every = sum(len(places) for _, places in sheets)
        if settled or every <= _SMALL:
            left = [(sheet, nobodys(sheet.rows, places)) for sheet, places in sheets]
            edited = Edited(self.session, self.kind, self.claimed, partial(self._compare, exact=False), self.tick)
            edited.find(left, resent=settled * 3 >= every)

    def _settle_many(
        self, sheet: SheetPreview, places: Places, stand: Sequence[int], again: Collection[int],
        elsewhere: Counter[str],
    ) -> int:  # fmt: skip
        """Settle many rows: which texts are stored is asked at once, their records are read some at a time."""
        if self.kind.mark is None:
            return self._settle_some(sheet, places, stand, again, elsewhere)
        self.kept = known_fingerprints(self.session, self.kind, stand)
        some = zip(some_of(places, _MARKED), some_of(stand, _MARKED), strict=True)
        return sum(self._settle_some(sheet, *one, again, elsewhere) for one in some)

    def _settle_some(
        self, sheet: SheetPreview, places: Places, stand: Sequence[int], again: Collection[int],
        elsewhere: Counter[str],
    ) -> int:  # fmt: skip
        """Settle some rows, given what stands for each; returns how many repeat another or a record."""
        stored, known, settled = *self._stored(sheet, places, stand), 0
        for place, stands in zip(places, stand, strict=True):
            if stands in again or stands in known:
                self.tick()
                row = sheet.rows.row(place)
                identity = self._identity(row.values)
                settled += (
                    stands in again and self._repeats(sheet, place, row, identity, elsewhere)
                ) or self._is_stored(sheet, row, stored.get(identity, ()))
        return settled

    def _identity(self, values: Mapping[str, Any]) -> Identity:
        if self.kind.mark is not None:
            return tuple(map(values.get, self.identifying))
        own = [said(values.get(n)) for n in self.kind.same]
        return (*own, said(values.get(self.kind.likeness))) if self.kind.likeness else tuple(own)

    def _marks(self, rows: Rows, places: Places) -> Sequence[int]:
        """What stands for each row: its text's fingerprint, or what tells it from others."""
        if self.kind.mark is None:
            return marks(self._identity(rows.row(place).values) for place in places)
        prints = array("q")
        for place, brief in rows.told_briefs():
            if brief.is_open and not (row := rows.row(place)).folded:  # corrected since it was read
                assert self.kind.prepare is not None
                rows.keep(row)
                self.kind.prepare(row.values)
        for some in some_of(places, _TOGETHER):
            prints.extend(rows.column("fingerprint", some))
        return prints

    def _stored(self, sheet: SheetPreview, places: Places, stand: Sequence[int]) -> tuple[Known, Collection[int]]:
        """Records that rows may be, by identity, and the marks of rows that may be one."""
        found: dict[Identity, list[Stored]] = {}
        if self.kind.mark is not None:
            prints = sorted(self.kept.intersection(stand))
            for print_, record in stored_by_fingerprint(self.session, self.kind, prints):
                self.tick()
                found.setdefault(self._identity({**record.values, "fingerprint": print_}), []).append(record)
            return found, self.kept
        names = [n for n in self.kind.same if n not in self._texts]
        told = [sheet.rows.row(place).values for place in places]
        wanted, own = {tuple(values.get(n) for n in names): None for values in told}, set(map(self._identity, told))
        for record in stored_by(self.session, self.kind, names, wanted, self._pairs):
            if (identity := self._identity(record.values)) in own:  # others of one commune are many
                found.setdefault(identity, []).append(record)
        self.given = Given(self.session, self.kind, [s.id for same in found.values() for s in same])
        return found, set(stand)

    def _repeats(
        self, sheet: SheetPreview, place: int, row: RowPreview, identity: Identity, elsewhere: Counter[str]
    ) -> bool:
        before, above = self.first.setdefault(identity, (sheet, place))
        if (before, above) == (sheet, place):
            return False
        where = f"dòng {before.rows.number(above)}" + (f" trang “{before.name}”" if before is not sheet else "")
        sheet.rows.keep(row)
        if self.kind.mark is None and _tells_apart(sheet, before.rows.row(above).values, row.values):
            problem = Problem("similar_in_file", f"Gần giống {where} của tệp nhưng ghi khác.", Severity.WARNING)
            row.problems = (*row.problems, problem)
            return False
        elsewhere[sheet.name] += before is not sheet
        mark(row, Outcome.DUPLICATE, "duplicate_in_file", f"Lặp lại {where} của tệp.")
        return True

    def _is_stored(self, sheet: SheetPreview, row: RowPreview, stored: Iterable[Stored]) -> bool:
        record = next((s for s in stored if s.id not in self.claimed), None)
        if record is None:
            return False
        self._compare(sheet, row, record, exact=True)
        return True

    def _compare(self, sheet: SheetPreview, row: RowPreview, record: Stored, *, exact: bool) -> None:
        self.claimed.add(record.id)
        sheet.rows.keep(row)
        row.record = record.id
        imported = record.import_batch is not None
        reason = "already_imported" if imported else "duplicate_in_store"
        where = f"ở lần nhập số {record.import_batch}" if imported else "trong sổ"
        trashed = "; bản ghi đang ở thùng rác" if record.deleted else ""
        row.changes = {} if self.same_file or record.deleted else self._changes(sheet, row, record)
        if not (self.same_file or record.deleted):
            self._empty_cells(sheet, row, record)
        if row.changes and apply_rules(sheet, row, self.preview.vocabulary, record.values):
            return
        if row.changes:
            mark(row, Outcome.CHANGED, reason, f"Đã có {where}; tệp này ghi khác.")
        elif exact:
            mark(row, Outcome.DUPLICATE, reason, f"Đã có {where}{trashed}.")
        else:
            mark(row, Outcome.UNCHANGED, reason, f"Đã có {where}, không có gì khác{trashed}.")

    def _empty_cells(self, sheet: SheetPreview, row: RowPreview, record: Stored) -> None:
        """Cells left empty keep what is stored, unless the person has chosen to clear it."""
        empty = blanks(sheet, row, record.values)
        self.preview.blanks += len(empty)
        if self.preview.clear_blanks:
            row.changes = {**row.changes, **empty}

    def _changes(self, sheet: SheetPreview, row: RowPreview, record: Stored) -> dict[str, tuple[Any, Any]]:
        if record.uid and record.uid == row.uid:
            return _edits(sheet, row, record.values)
        told = {n: v for n, v in row.values.items() if n not in row.worked} if row.worked else row.values
        return {**changes(sheet, self.kind, told, record.values), **self.given.changes(sheet, row, record.id)}


def _fill_in(sheet: SheetPreview, row: RowPreview, record: Stored) -> None:
    """Give a row of our own list the stored values of what was not edited; only edited cells can be wrong."""
    assert sheet.spec is not None
    names = {n for c in sheet.spec.columns for n in (c.name, c.as_sent) if n and c.name not in row.edited}
    stored = {n: v for n in names if (v := record.values.get(n)) is not None}
    row.values = {n: v for n, v in row.values.items() if n not in names} | stored
    row.folded = ""
    row.problems = tuple(p for p in row.problems if p.field is None or p.field in row.edited)
    wrong = next((p for p in row.problems if p.is_error), None)
    row.outcome, row.reason = (Outcome.NEW, None) if wrong is None else (Outcome.REJECTED, wrong.code)


def _edits(sheet: SheetPreview, row: RowPreview, stored: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """{field: (old, new)} of the cells a person typed into; an emptied cell changes nothing."""
    assert sheet.spec is not None
    edited = [c.name for c in sheet.spec.columns if c.name in row.edited and not c.into]
    pairs = {n: (stored.get(n), row.values[n]) for n in edited if row.values.get(n) is not None}
    return {n: (old, new) for n, (old, new) in pairs.items() if not alike(new, old)}


def _slid_key() -> Problem:
    message = "Mã trong sổ ở dòng này là của bản ghi khác (đã xếp lại hoặc dán đè); nhận theo nội dung."
    return Problem(SLID, message, Severity.WARNING)


def _tells_apart(sheet: SheetPreview, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """True when two rows of a district's list say different things: two people of one name, two meetings of a day."""
    if sheet.spec is None or not sheet.spec.guessed:
        return False
    names = [n for c in sheet.spec.columns if not c.into for n in (c.name, c.as_sent) if n]
    return any(not alike(one.get(n), other.get(n)) for n in names)


def _tell_repeated(preview: FilePreview, kind: Kind[Any], elsewhere: Mapping[str, int]) -> None:
    """Tell of sheets that mostly say what another sheet of the file says."""
    for sheet in (s for s in preview.leading if s.kind is kind):
        sheet.problems = [p for p in sheet.problems if p.code != "repeated_sheet_rows"]
        many = elsewhere.get(sheet.name, 0)
        if many * 2 >= sheet.data and many >= 2:
            message = f"{many}/{sheet.data} dòng của trang “{sheet.name}” lặp lại trang khác trong tệp."
            sheet.problems.append(Problem("repeated_sheet_rows", message, Severity.WARNING))


def renewed(row: RowPreview) -> RowPreview:
    """A row without what settling said of it, ready to be settled again."""
    told = ("already_imported", "duplicate_in_store", "duplicate_in_file", "similar_in_file", SAME_ID, LIKELY, SLID)
    kept = tuple(p for p in row.problems if p.code not in told and p not in row.ruled)
    return replace(row, outcome=Outcome.NEW, reason=None, problems=kept, changes={}, record=None, ruled=())
