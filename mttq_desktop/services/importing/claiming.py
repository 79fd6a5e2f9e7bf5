"""Rows with errors in a corrected file: of which earlier record each is the next word, so that none counts as left out.

Nothing of them is written: they only keep their record from being told as gone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.queries.importing import Stored, stored_by
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.importing.comparing import alike, said
from mttq_desktop.services.importing.edited import Tick
from mttq_desktop.services.importing.marks import some_of
from mttq_desktop.services.importing.model import SheetPreview
from mttq_desktop.services.importing.row import Outcome

MOST = 20_000
"""Records that rows with errors are looked for among; more are gone only where another list was sent."""
_PAIRS = 300_000
"""Rows and records that are compared one with another where no value leads from the row to a record."""
_TOGETHER, _COMMON, _FEWEST = 2_000, 60, 2
_LIKE, _AGREES = 85.0, 0.6
Values = Mapping[str, Any]


def claimed_by_errors(
    session: Session, kind: Kind[Any], sheet: SheetPreview, records: Sequence[int], tick: Tick = lambda: None
) -> frozenset[int]:
    """Of these records, those that rows with errors say again, one each; `tick` raises to cancel."""
    rows = [_telling(sheet, sheet.rows.row(p).values) for p in _wrong(sheet)]
    if not rows or len(records) > MOST:
        return frozenset()
    known = _read(session, kind, records, {n for row in rows for n in row})
    holders, any_ = _holders(known), known if len(rows) * len(known) <= _PAIRS else ()
    scored: list[tuple[float, int, int]] = []
    for n, row in enumerate(rows):
        tick()
        near = _led_to(row, known, holders) or (any_ if kind.likeness in row else ())
        scored += [(score, n, id_) for id_, score in _likely(kind, row, known, near)]
    taken, done = set[int](), set[int]()
    for _, n, id_ in sorted(scored, reverse=True):
        if n not in done and id_ not in taken:
            taken.add(id_)
            done.add(n)
    return frozenset(taken)


def _wrong(sheet: SheetPreview) -> Iterable[int]:
    return (p for p, b in sheet.rows.told_briefs() if b.outcome is Outcome.REJECTED and not b.known)


def _telling(sheet: SheetPreview, values: Values) -> Values:
    """What a row says itself, without what the sheet says for all."""
    assert sheet.spec is not None
    names = {n for c in sheet.spec.columns for n in (c.name, c.as_sent) if n} - set(sheet.spec.given)
    return {n: v for n, v in values.items() if n in names and v is not None}


def _read(session: Session, kind: Kind[Any], records: Sequence[int], names: Collection[str]) -> dict[int, Values]:
    pairs = [p.name for p in kind.pairs]
    found: dict[int, Values] = {}
    for some in some_of(records, _TOGETHER):
        for stored in stored_by(session, kind, ("id",), [(i,) for i in some], pairs):
            found[stored.id] = _said_by(stored, names)
    return found


def _said_by(stored: Stored, names: Collection[str]) -> Values:
    return {n: stored.values[n] for n in names if stored.values.get(n) is not None}


def _holders(known: Mapping[int, Values]) -> Mapping[tuple[str, Any], Sequence[int]]:
    found: dict[tuple[str, Any], list[int]] = defaultdict(list)
    for id_, values in known.items():
        for name, value in values.items():
            found[name, said(value)].append(id_)
    return found


def _led_to(
    row: Values, known: Mapping[int, Values], holders: Mapping[tuple[str, Any], Sequence[int]]
) -> Collection[int]:
    """Records that hold a value of the row which few hold."""
    found: set[int] = set()
    for name, value in row.items():
        held = holders.get((name, said(value)), ())
        if len(held) <= _COMMON or len(known) <= _COMMON:
            found.update(held)
    return found


def _likely(
    kind: Kind[Any], row: Values, known: Mapping[int, Values], near: Iterable[int]
) -> Iterator[tuple[int, float]]:
    """Records that agree with most of what a row says, and how much."""
    scored = ((id_, _agreement(kind, row, known[id_])) for id_ in near)
    return ((id_, score) for id_, score in scored if score >= _AGREES)


def _agreement(kind: Kind[Any], row: Values, record: Values) -> float:
    """The share of what a row says that the record says, too; a text of its own must be much the same."""
    from rapidfuzz import fuzz

    text, stored = row.get(kind.likeness or ""), record.get(kind.likeness or "")
    ratio = fuzz.ratio(str(said(text)), str(said(stored))) if text and stored else 0.0
    if text and stored and ratio < _LIKE:
        return 0.0
    same = sum(alike(value, record.get(name)) for name, value in row.items())
    return (same + ratio / 100) / (len(row) + 1) if same >= _FEWEST or ratio >= _LIKE else 0.0
