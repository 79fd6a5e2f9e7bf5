"""Whether a row is a record already kept: by what it says, never by its number or place in the sheet.

Identity: the same sender, period, place, organisation, day and text. An edited row is found by the same
sender, place, day and organisation with a text nearly the same; each record is claimed by one row only.
A row of a list the program exported itself tells its record by the hidden column.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.spec import TableSpec
from mttq_desktop.queries.importing import Stored, stored_by_fingerprint, stored_by_uid, stored_near
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.importing.model import FilePreview, Outcome, RowPreview, SheetPreview
from mttq_desktop.text.fold import tone_key

Identity = tuple[Any, ...]
_LIKE, _VERY_LIKE = 85.0, 95.0
_SMALL = 500
"""A larger file none of whose rows is known is no corrected file; edited rows are not looked for."""
_OF_THE_SAME = ("organisation_id", "field_as_sent", "authority_as_sent")


def settle(session: Session, preview: FilePreview) -> None:
    """Give every good row of the file its outcome against the store and against the file's other rows."""
    for kind in {id(s.kind): s.kind for s in preview.tables}.values():
        assert kind is not None
        settling = _Settling(session, kind, preview.earlier is not None)
        rows = [(s, r) for s, r in preview.rows() if s.kind is kind]
        settling.recognise([(s, r) for s, r in rows if r.uid])
        settling.settle([(s, r) for s, r in rows if r.record is None and r.outcome is not Outcome.REJECTED])
    _repeated_sheets(preview)


class _Settling:
    """One kind of rows of one file."""

    def __init__(self, session: Session, kind: Kind[Any], same_file: bool) -> None:
        self.session, self.kind, self.same_file = session, kind, same_file
        self.identifying = ("fingerprint", *kind.same, "organisation_id")
        self.claimed: set[int] = set()
        self.first: dict[Identity, tuple[SheetPreview, RowPreview]] = {}

    def recognise(self, rows: list[tuple[SheetPreview, RowPreview]]) -> None:
        """Rows that tell their record themselves: what was not typed into is as stored, whatever the cell says."""
        known = stored_by_uid(self.session, self.kind, [r.uid for _, r in rows])
        for sheet, row in rows:
            record = known.get(row.uid)
            if record is None or record.id in self.claimed:
                continue
            _fill_in(sheet, row, record)
            if row.outcome is Outcome.REJECTED:
                self.claimed.add(record.id)
                row.record = record.id
            else:
                self._compare(sheet, row, record, exact=False)

    def settle(self, rows: list[tuple[SheetPreview, RowPreview]]) -> None:
        """First what says exactly the same, then what was edited."""
        stored = self._exact([r for _, r in rows])
        open_rows = []
        for sheet, row in rows:
            identity = self._identity(row.values)
            if not self._repeats(sheet, row, identity) and not self._is_stored(sheet, row, stored.get(identity, ())):
                open_rows.append((sheet, row))
        known = len(rows) - len(open_rows)
        if known or len(open_rows) <= _SMALL:
            self._edited(open_rows, resent=known * 3 >= len(rows))

    def _identity(self, values: Mapping[str, Any]) -> Identity:
        return tuple(map(values.get, self.identifying))

    def _exact(self, rows: list[RowPreview]) -> dict[Identity, list[Stored]]:
        for row in rows:
            if not row.folded:  # corrected since the file was read
                assert self.kind.prepare is not None
                self.kind.prepare(row.values)
        prints = sorted({r.values["fingerprint"] for r in rows})
        found: dict[Identity, list[Stored]] = {}
        for mark, record in stored_by_fingerprint(self.session, self.kind, prints):
            found.setdefault(self._identity({**record.values, "fingerprint": mark}), []).append(record)
        return found

    def _repeats(self, sheet: SheetPreview, row: RowPreview, identity: Identity) -> bool:
        before = self.first.setdefault(identity, (sheet, row))
        if before[1] is row:
            return False
        where = f"dòng {before[1].number}" + (f" trang “{before[0].name}”" if before[0] is not sheet else "")
        _mark(row, Outcome.DUPLICATE, "duplicate_in_file", f"Lặp lại {where} của tệp.")
        return True

    def _is_stored(self, sheet: SheetPreview, row: RowPreview, stored: Iterable[Stored]) -> bool:
        record = next((s for s in stored if s.id not in self.claimed), None)
        if record is None:
            return False
        self._compare(sheet, row, record, exact=True)
        return True

    def _compare(self, sheet: SheetPreview, row: RowPreview, record: Stored, *, exact: bool) -> None:
        self.claimed.add(record.id)
        row.record = record.id
        imported = record.import_batch is not None
        reason = "already_imported" if imported else "duplicate_in_store"
        where = f"ở lần nhập số {record.import_batch}" if imported else "trong sổ"
        trashed = "; bản ghi đang ở thùng rác" if record.deleted else ""
        row.changes = {} if self.same_file or record.deleted else self._changes(sheet, row, record)
        if row.changes:
            _mark(row, Outcome.CHANGED, reason, f"Đã có {where}; tệp này ghi khác.")
        elif exact:
            _mark(row, Outcome.DUPLICATE, reason, f"Đã có {where}{trashed}.")
        else:
            _mark(row, Outcome.UNCHANGED, reason, f"Đã có {where}, không có gì khác{trashed}.")

    def _changes(self, sheet: SheetPreview, row: RowPreview, record: Stored) -> dict[str, tuple[Any, Any]]:
        if record.uid and record.uid == row.uid:
            return _edits(sheet, row, record.values)
        return changes(sheet, self.kind, row.values, record.values)

    def _edited(self, rows: list[tuple[SheetPreview, RowPreview]], *, resent: bool) -> None:
        near = self._near([r for _, r in rows])
        for sheet, row in rows:
            candidates = near.get(_place(self.kind, row.values), ())
            record = _most_alike(row, (c for c in candidates if c.id not in self.claimed), self.kind, resent)
            if record is not None:
                self._compare(sheet, row, record, exact=False)

    def _near(self, rows: Iterable[RowPreview]) -> dict[Identity, list[Stored]]:
        senders: dict[int | None, set[tuple[int | None, date]]] = {}
        for row in rows:
            sender, place, day = _place(self.kind, row.values)
            senders.setdefault(sender, set()).add((place, day))
        found: dict[Identity, list[Stored]] = {}
        for sender, places in senders.items():
            if sender is not None:
                for record in stored_near(self.session, self.kind, sender, sorted(places, key=str)):
                    found.setdefault(_place(self.kind, record.values), []).append(record)
        return found


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
    return {n: (old, new) for n, (old, new) in pairs.items() if not _alike(new, old)}


def _place(kind: Kind[Any], values: Mapping[str, Any]) -> Identity:
    return tuple(values.get(n) for n in kind.near)


def _mark(row: RowPreview, outcome: Outcome, reason: str, message: str) -> None:
    row.outcome, row.reason = outcome, reason
    row.problems = (*row.problems, Problem(reason, message, Severity.WARNING))


def _most_alike(row: RowPreview, candidates: Iterable[Stored], kind: Kind[Any], resent: bool) -> Stored | None:
    """The record a row is an edited copy of; a file that mostly repeats an earlier one is believed more easily."""
    from rapidfuzz import fuzz

    best, most = None, _LIKE if resent else _VERY_LIKE
    assert kind.likeness is not None
    text = tone_key(row.values[kind.likeness])
    for record in candidates:
        if not _same_around(row.values, record.values, kind):
            continue
        other = tone_key(record.values[kind.likeness])
        ratio = fuzz.ratio(text, other)
        grown = min(len(text), len(other)) >= 20 and (text.startswith(other) or other.startswith(text))
        if (ratio >= most or (grown and ratio >= _LIKE)) and (resent or _digits(text) == _digits(other)):
            best, most = record, ratio
    return best


def _same_around(values: Mapping[str, Any], stored: Mapping[str, Any], kind: Kind[Any]) -> bool:
    period = kind.period
    if period and values.get(period) != stored.get(period):
        return False
    return all(_alike(values.get(n), stored.get(n)) for n in _OF_THE_SAME)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _alike(value: Any, stored: Any) -> bool:
    """Equal, or the same words: spaces, capitals and the place of the tone do not count."""
    if isinstance(value, str) and isinstance(stored, str):
        return value == stored or tone_key(value) == tone_key(stored)
    return bool(value == stored)


def changes(
    sheet: SheetPreview, kind: Kind[Any], values: Mapping[str, Any], stored: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """{field: (old, new)} for what the sheet says differently; an empty cell changes nothing.

    A coded field is compared by the sender's own words where these are kept: the office may have
    corrected the code since.
    """
    assert sheet.spec is not None
    found: dict[str, tuple[Any, Any]] = {}
    for column in sheet.spec.columns:
        if column.into:
            continue
        if column.as_sent:
            _changed_words(found, sheet.spec, column.name, column.as_sent, values, stored)
        elif (new := values.get(column.name)) is not None and not _alike(new, stored.get(column.name)):
            found[column.name] = (stored.get(column.name), new)
    return found


def _changed_words(
    found: dict[str, tuple[Any, Any]], spec: TableSpec, name: str, words: str, values: Mapping[str, Any],
    stored: Mapping[str, Any],
) -> None:  # fmt: skip
    new = values.get(words)
    if new is None or _alike(new, stored.get(words)):
        return
    found[words] = (stored.get(words), new)
    if values.get(name) is not None:
        found[name] = (stored.get(name), values[name])


def _repeated_sheets(preview: FilePreview) -> None:
    for sheet in preview.tables:
        sheet.problems = [p for p in sheet.problems if p.code != "repeated_sheet_rows"]
        repeated = sum(r.reason == "duplicate_in_file" and "trang “" in r.problems[-1].message for r in sheet.rows)
        data = sum(r.is_data for r in sheet.rows)
        if repeated * 2 >= data and repeated >= 2:
            message = f"{repeated}/{data} dòng của trang “{sheet.name}” lặp lại trang khác trong tệp."
            sheet.problems.append(Problem("repeated_sheet_rows", message, Severity.WARNING))


def renewed(row: RowPreview) -> RowPreview:
    """A row without what settling said of it, ready to be settled again."""
    kept = tuple(
        p for p in row.problems if p.code not in ("already_imported", "duplicate_in_store", "duplicate_in_file")
    )
    return replace(row, outcome=Outcome.NEW, reason=None, problems=kept, changes={}, record=None)
