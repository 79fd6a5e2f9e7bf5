"""Rows that no stored record says exactly: whether one of them is an edited copy of a record.

An edited row is found by the number its sender gave the record, or by the same `near` with a text nearly the same.
Records are read one after another past some thousands of rows: how many a place has makes no difference to the memory.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.queries.importing import Stored, stored_by, texts_by
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.importing.marks import Ids, repeated, some_of
from mttq_desktop.services.importing.model import SheetPreview
from mttq_desktop.services.importing.row import Outcome, RowPreview
from mttq_desktop.services.importing.rows import Places, Rows
from mttq_desktop.text.fold import name_key, tone_key

Some = tuple[SheetPreview, Places]
Identity = tuple[Any, ...]
Compare = Callable[[SheetPreview, RowPreview, Stored], None]
Tick = Callable[[], None]
"""Called again and again while rows are compared; raises to cancel."""
_LIKE, _VERY_LIKE = 85.0, 95.0
_GROWN = 20
"""A text of so many letters, or more, that another one begins with was only written on."""
_SAME_NUMBER = 60.0
"""So much alike are the texts of one petition that was rewritten under its sender's number."""
_NUMBERED = ("sender_unit_id", "period", "sender_number")
_NUMBER = re.compile(r"(?=.*\d)(?=.*([^\W\d_]|/)).+")
"""12/KN-MT, not 12 and not 1.2: these are places in a list."""
_OF_THE_SAME = ("organisation_id", "field_as_sent", "authority_as_sent")
_ROWS, _RECORDS = 10_000, 500
"""Rows that records are read past at a time, and records compared in all they say."""
_NO_DIGITS = re.compile(r"\D+")


def nobodys(rows: Rows, places: Places) -> Places:
    """Of some rows, those that are nobody's and repeat nothing."""
    briefs = ((p, rows.brief(p)) for p in places)
    return array("q", (p for p, b in briefs if not b.known and b.outcome is Outcome.NEW))


@dataclass(slots=True)
class _Wanted:
    """A row whose record is looked for: (how much alike, id) of the records it may be."""

    place: int
    text: str
    found: list[tuple[float, int]] = field(default_factory=list)


class Edited:
    """The rows of one kind in one file; `compare` is told each record that is found."""

    def __init__(self, session: Session, kind: Kind[Any], claimed: Ids, compare: Compare, tick: Tick) -> None:
        self._session, self._kind, self._claimed, self._compare, self._tick = session, kind, claimed, compare, tick
        self._pairs = [p.name for p in kind.pairs]
        self._around = [n for n in (kind.period, *_OF_THE_SAME) if n and n in kind.shown]

    def find(self, sheets: Sequence[Some], *, resent: bool) -> None:
        """Look for their records; a file that mostly repeats an earlier one is believed more easily."""
        if self._kind.likeness is None or not self._kind.near:
            return
        self._renumbered(sheets)
        for sheet, places in ((sheet, some) for sheet, every in sheets for some in some_of(every, _ROWS)):
            self._find_some(sheet, nobodys(sheet.rows, places), resent)

    # ── the sender's own number ──────────────────────────────────────────────

    def _renumbered(self, sheets: Sequence[Some]) -> None:
        """Rows that carry the number their sender gave a record of the period, and say much the same, are that one."""
        if not self._kind.shown.keys() >= set(_NUMBERED):
            return
        every = [self._numbers(sheet.rows, places) for sheet, places in sheets]
        again = repeated([array("q", filter(None, marked)) for marked in every])
        for (sheet, places), marked in zip(sheets, every, strict=True):
            for some, own in zip(some_of(places, _ROWS), some_of(marked, _ROWS), strict=True):
                once = [p for p, mark in zip(some, own, strict=True) if mark and mark not in again]
                self._renumber_some(sheet, once)

    def _numbers(self, rows: Rows, places: Places) -> "array[int]":
        """A mark of the number under which its sender keeps each row, 0 where that tells nothing."""
        found = array("q")
        for some in some_of(places, _ROWS):
            found.extend(hash(n) if _NUMBER.fullmatch(n[-1] or "") else 0 for n in self._numbered(rows, some))
        return found

    @staticmethod
    def _numbered(rows: Rows, places: Places) -> Iterator[Identity]:
        return zip(*(rows.column(n, places) for n in _NUMBERED), strict=True)

    def _renumber_some(self, sheet: SheetPreview, places: Sequence[int]) -> None:
        *whose, number = _NUMBERED
        wanted = dict(zip(self._numbered(sheet.rows, places), places, strict=True))
        found = defaultdict[int, list[int]](list)
        senders = dict.fromkeys(n[:-1] for n in wanted)
        for id_, said in texts_by(self._session, self._kind, whose, senders, (number,)):
            if said[-1] and id_ not in self._claimed and (place := wanted.get(tuple(said))) is not None:
                found[place].append(id_)
        only = [(place, ids[0]) for place, ids in found.items() if len(ids) == 1]
        for some in some_of(only, _RECORDS):
            self._compare_some(sheet, some, _SAME_NUMBER)

    # ── nearly the same text ─────────────────────────────────────────────────

    def _find_some(self, sheet: SheetPreview, places: Places, resent: bool) -> None:
        wanted, near = self._wanted(sheet, places, resent)
        self._read_past(wanted, near, resent)
        found = [one for some in wanted.values() for one in some if one.found]
        taken: list[tuple[int, int]] = []
        for one in sorted(found, key=lambda one: sheet.rows.number(one.place)):
            id_ = next((i for _, i in sorted(one.found, reverse=True) if i not in self._claimed), None)
            if id_ is not None:
                self._claimed.add(id_)
                taken.append((one.place, id_))
        for some in some_of(taken, _RECORDS):
            self._compare_some(sheet, some)

    def _wanted(
        self, sheet: SheetPreview, places: Places, resent: bool
    ) -> tuple[dict[Identity, list[_Wanted]], set[Identity]]:
        """Rows by what their record has in common with them, and where their records are."""
        assert self._kind.likeness is not None
        names = (*self._kind.near, *self._around, self._kind.likeness)
        wanted, near, at = defaultdict[Identity, list[_Wanted]](list), set[Identity](), len(self._kind.near)
        for some in some_of(places, _RECORDS):
            for place, *said in zip(some, *(sheet.rows.column(n, some) for n in names), strict=True):
                if said[0] is not None and said[-1]:
                    near.add(tuple(said[:at]))
                    wanted[self._common(said, resent)].append(_Wanted(place, tone_key(said[-1])))
        return wanted, near

    def _common(self, said: Sequence[Any], resent: bool) -> Identity:
        """What an edited row has as its record has it; the numbers in its text too, unless the file is a copy."""
        at = len(self._kind.near)
        around = (name_key(v) if isinstance(v, str) else v for v in said[at:-1])
        return (*said[:at], *around, "" if resent else _NO_DIGITS.sub("", said[-1]))

    def _read_past(self, wanted: dict[Identity, list[_Wanted]], near: Iterable[Identity], resent: bool) -> None:
        from rapidfuzz import fuzz

        assert self._kind.likeness is not None
        least, names = _LIKE if resent else _VERY_LIKE, (*self._around, self._kind.likeness)
        for id_, said in texts_by(self._session, self._kind, self._kind.near, sorted(near, key=str), names):
            if not said[-1] or id_ in self._claimed or not (rows := wanted.get(self._common(said, resent))):
                continue
            self._tick()
            text = tone_key(said[-1])
            for row in rows:
                ratio = fuzz.ratio(row.text, text, score_cutoff=_LIKE)
                if ratio and (ratio >= least or _grown(row.text, text)):
                    row.found.append((ratio, id_))

    def _compare_some(self, sheet: SheetPreview, taken: Sequence[tuple[int, int]], least: float = 0) -> None:
        """Compare rows with records that are at least so much alike."""
        ids = [(i,) for _, i in taken]
        known = {s.id: s for s in stored_by(self._session, self._kind, ("id",), ids, self._pairs)}
        for place, id_ in taken:
            self._tick()
            if self._alike(row := sheet.rows.row(place), known[id_]) >= least:
                self._compare(sheet, row, known[id_])

    def _alike(self, row: RowPreview, record: Stored) -> float:
        from rapidfuzz import fuzz

        assert self._kind.likeness is not None
        return fuzz.ratio(tone_key(row.values[self._kind.likeness]), tone_key(record.values[self._kind.likeness]))


def _grown(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _GROWN and (one.startswith(other) or other.startswith(one))
