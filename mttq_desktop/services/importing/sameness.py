"""Whether a row is a record already kept: by what it says, never by its number or place in the sheet.

Identity of a petition: the same sender, period, place, organisation, day and text; of any other record what its
kind declares (`same`), and its text where that tells records apart (`likeness`). An edited row is found by the
same `near` with a text nearly the same, or by the number its sender gave the record; each record is claimed by one
row only. A row of a list the program exported itself tells its record by the hidden column.
"""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.fields import Line, Prose
from mttq_desktop.queries.importing import Stored, stored_by, stored_by_fingerprint, stored_by_uid
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.importing.belonging import settle_parts
from mttq_desktop.services.importing.beside import Given
from mttq_desktop.services.importing.comparing import alike, blanks, changes, mark, said
from mttq_desktop.services.importing.examining import apply_rules
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.services.importing.near import LIKELY, tell_likes
from mttq_desktop.services.importing.rows import Outcome, Places, RowPreview, Rows
from mttq_desktop.services.importing.sameids import SAME_ID, tell_same_ids
from mttq_desktop.services.importing.superseding import tell_missing
from mttq_desktop.text.fold import tone_key

Identity = tuple[Any, ...]
Known = Mapping[Identity, Sequence[Stored]]
Some = tuple[SheetPreview, Places]
Candidate = tuple[SheetPreview, int]
Tick = Callable[[], None]
"""Called again and again while rows are compared; raises to cancel."""
_LIKE, _VERY_LIKE = 85.0, 95.0
_SMALL = 500
"""A larger file none of whose rows is known is no corrected file; edited rows are not looked for."""
_SAME_NUMBER = 60.0
"""So much alike are the texts of one petition that was rewritten under its sender's number."""
_NUMBERED = ("sender_unit_id", "period", "sender_number")
_NUMBER = re.compile(r"(?=.*\d)(?=.*([^\W\d_]|/)).+")
"""12/KN-MT, not 12 and not 1.2: these are places in a list."""
_OF_THE_SAME = ("organisation_id", "field_as_sent", "authority_as_sent")


def settle(session: Session, preview: FilePreview, tick: Tick = lambda: None) -> None:
    """Give every good row of the file its outcome against the store and against the file's other rows."""
    preview.blanks = 0
    for kind in {id(s.kind): s.kind for s in preview.leading}.values():
        assert kind is not None
        sheets = [s for s in preview.leading if s.kind is kind]
        told = [(s, r) for s in sheets for r in s.rows.told if r.is_data]
        settling = _Settling(session, kind, preview, tick)
        settling.recognise([(s, r) for s, r in told if r.uid])
        for sheet, row in told:
            if row.record is None:
                apply_rules(sheet, row, preview.vocabulary)
        settling.settle([(s, _open(s.rows)) for s in sheets])
    settle_parts(session, preview)
    tell_same_ids(session, preview)
    tell_missing(session, preview)
    _repeated_sheets(preview)
    tell_likes(preview)


def _open(rows: Rows) -> Places:
    """Rows that may be anybody's still."""
    if not rows.told:
        return rows.plain
    return array("q", (p for p in rows.places if rows.is_plain(p) or _is_open(rows.row(p))))


def _is_open(row: RowPreview) -> bool:
    return row.record is None and row.outcome not in (Outcome.REJECTED, Outcome.SKIPPED)


class _Settling:
    """One kind of rows of one file."""

    def __init__(self, session: Session, kind: Kind[Any], preview: FilePreview, tick: Tick) -> None:
        self.session, self.kind, self.preview, self.tick = session, kind, preview, tick
        self.same_file = preview.earlier is not None
        self.identifying = ("fingerprint", *kind.same, "organisation_id")
        self._texts = {n for n in (*kind.same, *kind.near) if isinstance(kind.field(n), Line | Prose)}
        self._pairs = [p.name for p in kind.pairs if kind.mark is None]
        self.claimed: set[int] = set()
        self.first: dict[Identity, tuple[SheetPreview, RowPreview]] = {}
        self.given = Given(session, kind, ())

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

    def settle(self, sheets: Sequence[Some]) -> None:
        """First what says exactly the same, then what was edited."""
        stored, candidates = self._by_fingerprint(sheets) if self.kind.mark is not None else self._by_values(sheets)
        settled = {(s.name, p) for s, p in candidates if self._settled(s, s.rows.row(p), stored)}
        every = sum(len(places) for _, places in sheets)
        if settled or every <= _SMALL:
            left = [(s, [p for p in places if (s.name, p) not in settled]) for s, places in sheets]
            self._edited(left, resent=len(settled) * 3 >= every)

    def _settled(self, sheet: SheetPreview, row: RowPreview, stored: Known) -> bool:
        self.tick()
        identity = self._identity(row.values)
        return self._repeats(sheet, row, identity) or self._is_stored(sheet, row, stored.get(identity, ()))

    def _identity(self, values: Mapping[str, Any]) -> Identity:
        if self.kind.mark is not None:
            return tuple(map(values.get, self.identifying))
        own = [said(values.get(n)) for n in self.kind.same]
        return (*own, said(values.get(self.kind.likeness))) if self.kind.likeness else tuple(own)

    def _by_values(self, sheets: Sequence[Some]) -> tuple[Known, Iterable[Candidate]]:
        """Records with the same values, and the rows that may be one of them or repeat each other: all."""
        names = [n for n in self.kind.same if n not in self._texts]
        wanted = [tuple(r.values.get(n) for n in names) for _, r in _rows(sheets)]
        found: dict[Identity, list[Stored]] = {}
        for record in stored_by(self.session, self.kind, names, wanted, self._pairs):
            found.setdefault(self._identity(record.values), []).append(record)
        self.given = Given(self.session, self.kind, [s.id for some in found.values() for s in some])
        return found, ((sheet, place) for sheet, places in sheets for place in places)

    def _by_fingerprint(self, sheets: Sequence[Some]) -> tuple[Known, Iterable[Candidate]]:
        """The same for texts: most rows are told by these alone to be new."""
        prints = [self._prints(sheet.rows, places) for sheet, places in sheets]
        found: dict[Identity, list[Stored]] = {}
        known = _repeated(prints)
        for print_, record in stored_by_fingerprint(self.session, self.kind, sorted(set().union(*prints))):
            self.tick()
            found.setdefault(self._identity({**record.values, "fingerprint": print_}), []).append(record)
            known.add(print_)
        return found, _with_print(sheets, prints, known) if known else ()

    def _prints(self, rows: Rows, places: Places) -> list[int]:
        for place in places:
            if not rows.is_plain(place) and not (row := rows.row(place)).folded:  # corrected since the file was read
                assert self.kind.prepare is not None
                self.kind.prepare(row.values)
        return rows.column("fingerprint", places)

    def _repeats(self, sheet: SheetPreview, row: RowPreview, identity: Identity) -> bool:
        before = self.first.setdefault(identity, (sheet, row))
        if before[1] is row:
            return False
        where = f"dòng {before[1].number}" + (f" trang “{before[0].name}”" if before[0] is not sheet else "")
        if self.kind.mark is None and _tells_apart(sheet, before[1].values, row.values):
            problem = Problem("similar_in_file", f"Gần giống {where} của tệp nhưng ghi khác.", Severity.WARNING)
            row.problems = (*row.problems, problem)
            return False
        sheet.rows.keep(row)
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

    def _edited(self, sheets: Sequence[Some], *, resent: bool) -> None:
        if self.kind.likeness is None or not self.kind.near:
            return
        self._renumbered(sheets)
        near = self._near(r for _, r in _rows(sheets))
        for sheet, row in _rows(sheets):
            self.tick()
            if row.record is not None:
                continue
            candidates = near.get(_place(self.kind, row.values), ())
            record = _most_alike(row, (c for c in candidates if c.id not in self.claimed), self.kind, resent)
            if record is not None:
                self._compare(sheet, row, record, exact=False)

    def _renumbered(self, sheets: Sequence[Some]) -> None:
        """Rows that carry the number their sender gave a record of the period, and say much the same, are that one."""
        if not self.kind.shown.keys() >= set(_NUMBERED):
            return
        rows = [(s, r) for s, r in _rows(sheets) if _NUMBER.fullmatch(r.values.get("sender_number") or "")]
        wanted = Counter(tuple(map(r.values.get, _NUMBERED)) for _, r in rows)
        found: dict[Identity, list[Stored]] = {}
        for record in stored_by(self.session, self.kind, _NUMBERED, sorted(wanted, key=str), self._pairs):
            found.setdefault(tuple(map(record.values.get, _NUMBERED)), []).append(record)
        for sheet, row in rows:
            number = tuple(map(row.values.get, _NUMBERED))
            free = [s for s in found.get(number, ()) if s.id not in self.claimed]
            if len(free) == wanted[number] == 1 and _alike(row, free[0], self.kind) >= _SAME_NUMBER:
                self._compare(sheet, row, free[0], exact=False)

    def _near(self, rows: Iterable[RowPreview]) -> dict[Identity, list[Stored]]:
        places = {p for row in rows if (p := _place(self.kind, row.values))[0] is not None}
        found: dict[Identity, list[Stored]] = {}
        for record in stored_by(self.session, self.kind, self.kind.near, sorted(places, key=str), self._pairs):
            found.setdefault(_place(self.kind, record.values), []).append(record)
        return found


def _rows(sheets: Iterable[Some]) -> Iterator[tuple[SheetPreview, RowPreview]]:
    return ((sheet, sheet.rows.row(place)) for sheet, places in sheets for place in places)


def _with_print(
    sheets: Sequence[Some], prints: Sequence[Sequence[int]], known: Collection[int]
) -> Iterator[Candidate]:
    for (sheet, places), own in zip(sheets, prints, strict=True):
        yield from ((sheet, place) for place, print_ in zip(places, own, strict=True) if print_ in known)


def _repeated(prints: Iterable[Sequence[int]]) -> set[int]:
    """Fingerprints that more than one row of the file has."""
    every = list(chain.from_iterable(prints))
    if len(set(every)) == len(every):
        return set()
    return {print_ for print_, rows in Counter(every).items() if rows > 1}


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


def _tells_apart(sheet: SheetPreview, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """True when two rows of a district's list say different things: two people of one name, two meetings of a day."""
    if sheet.spec is None or not sheet.spec.guessed:
        return False
    names = [n for c in sheet.spec.columns if not c.into for n in (c.name, c.as_sent) if n]
    return any(not alike(one.get(n), other.get(n)) for n in names)


def _place(kind: Kind[Any], values: Mapping[str, Any]) -> Identity:
    return tuple(values.get(n) for n in kind.near)


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


def _alike(row: RowPreview, record: Stored, kind: Kind[Any]) -> float:
    from rapidfuzz import fuzz

    assert kind.likeness is not None
    return fuzz.ratio(tone_key(row.values[kind.likeness]), tone_key(record.values[kind.likeness]))


def _same_around(values: Mapping[str, Any], stored: Mapping[str, Any], kind: Kind[Any]) -> bool:
    period = kind.period
    if period and values.get(period) != stored.get(period):
        return False
    return all(alike(values.get(n), stored.get(n)) for n in _OF_THE_SAME)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _repeated_sheets(preview: FilePreview) -> None:
    for sheet in preview.tables:
        sheet.problems = [p for p in sheet.problems if p.code != "repeated_sheet_rows"]
        repeated = sum(r.reason == "duplicate_in_file" and "trang “" in r.problems[-1].message for r in sheet.rows.told)
        if repeated * 2 >= sheet.data and repeated >= 2:
            message = f"{repeated}/{sheet.data} dòng của trang “{sheet.name}” lặp lại trang khác trong tệp."
            sheet.problems.append(Problem("repeated_sheet_rows", message, Severity.WARNING))


def renewed(row: RowPreview) -> RowPreview:
    """A row without what settling said of it, ready to be settled again."""
    told = ("already_imported", "duplicate_in_store", "duplicate_in_file", "similar_in_file", SAME_ID, LIKELY)
    kept = tuple(p for p in row.problems if p.code not in told and p not in row.ruled)
    return replace(row, outcome=Outcome.NEW, reason=None, problems=kept, changes={}, record=None, ruled=())
