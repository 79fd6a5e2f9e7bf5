"""New records of an import as columns ready for the store, and their numbers; each short value is folded once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Date

from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.base import Thousandths
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.uids import new_uids
from mttq_desktop.services.importing.model import SheetPreview
from mttq_desktop.services.importing.row import RowPreview
from mttq_desktop.services.importing.rows import Places
from mttq_desktop.services.keeping import next_number
from mttq_desktop.store.database import Writing
from mttq_desktop.store.rows import defaults_of, plain
from mttq_desktop.text.fold import fold, fold_all

_REMEMBERED = 5_000


@dataclass(frozen=True)
class Chosen:
    """Some rows of a sheet, in order."""

    sheet: SheetPreview
    places: Places

    def __len__(self) -> int:
        return len(self.places)

    def parts(self, most: int) -> Iterator["Chosen"]:
        """The same rows, some at a time."""
        return (Chosen(self.sheet, self.places[i : i + most]) for i in range(0, len(self), most))

    def column(self, name: str, default: Any = None) -> list[Any]:
        """One value of each."""
        return self.sheet.rows.column(name, self.places, default)

    def values(self, at: int) -> Mapping[str, Any]:
        """All values of one."""
        return self.sheet.rows.row(self.places[at]).values

    def rows(self) -> Iterator[RowPreview]:
        """Each by itself."""
        return map(self.sheet.rows.row, self.places)

    def numbers(self) -> list[int]:
        """The Excel number of each."""
        return list(map(self.sheet.rows.number, self.places))

    def folded(self) -> list[str]:
        """The toneless text of each, empty where it is not known."""
        return self.sheet.rows.folded(self.places)


class NewRows:
    """Makes the columns of one act's new records, some rows at a time."""

    def __init__(self, kind: Kind[Any], vocabulary: Vocabulary, act: int, batch: int) -> None:
        self.kind, self.vocabulary = kind, vocabulary
        signed = {"revision": 1, "made_by": act, "changed_by": act, "import_batch": batch}
        self._fixed = {**defaults_of(kind.table), **signed}
        self._signed = tuple(signed)
        self._folded: dict[str, dict[Any, str]] = {}

    def columns(self, rows: Chosen, numbers: Sequence[str | None]) -> dict[str, list[Any]]:
        """Every column of the table but its id; `numbers` are the records' own."""
        own: dict[str, list[Any]] = {
            "uid": new_uids(len(rows)), "import_sheet": [rows.sheet.name] * len(rows),
            "import_row": rows.numbers(), "folded": self._search_texts(rows, numbers),
        }  # fmt: skip
        if self.kind.number and self.kind.series:
            own[self.kind.number] = list(numbers)
        others = [c for c in self.kind.table.columns if c.name != "id" and c.name not in own]
        return {**own, **{c.name: self._values(rows, c.name, c.type) for c in others}}

    def _values(self, rows: Chosen, name: str, type_: object) -> list[Any]:
        default = self._fixed.get(name)
        if name in self._signed:
            return [default] * len(rows)
        values = rows.column(name, default)
        if isinstance(type_, Date | Thousandths):
            kept = {v: plain(v) for v in set(values)}
            return [kept[v] for v in values]
        return values

    def _search_texts(self, rows: Chosen, numbers: Sequence[str | None]) -> list[str]:
        """The searched fields of each row, toneless, in their order."""
        parts = [self._folded_column(name, rows, numbers) for name in self.kind.searched]
        if not parts:
            return [""] * len(rows)
        return [" ".join(filter(None, some)) for some in zip(*parts, strict=True)]

    def _folded_column(self, name: str, rows: Chosen, numbers: Sequence[str | None]) -> list[str]:
        if name == self.kind.number and self.kind.series:
            return fold_all([n or "" for n in numbers])
        if name == self.kind.likeness and all(folded := rows.folded()):
            return folded
        values = rows.column(name)
        known = self._folded.setdefault(name, {None: ""})
        if len(known) > _REMEMBERED:  # numbers and names differ from row to row
            known = self._folded[name] = {None: ""}
        shown = self.kind.field(name).format
        known.update({v: fold(shown(v, self.vocabulary)) for v in set(values) if v not in known})
        return [known[v] for v in values]


class Numbering:
    """Fresh numbers for new records in their order: one reservation for each series, made at once."""

    def __init__(self, writing: Writing, kind: Kind[Any], every: Iterable[Chosen]) -> None:
        self._kind = kind
        self._known: dict[Any, tuple[str, Any]] = {}
        self._first = self._last = ""
        counted = Counter(series for some in every for series, _ in self._series(some))
        self._next = {series: next_number(writing, series, many) for series, many in counted.items()}

    def next(self, some: Chosen) -> list[str | None]:
        """The numbers of the next rows, None for a kind without numbers."""
        if self._kind.series is None:
            return [None] * len(some)
        numbers: list[str | None] = []
        for (series, written), rows in groupby(self._series(some)):
            first, many = self._next[series], sum(1 for _ in rows)
            self._next[series] += many
            numbers += map(written, range(first, first + many))
        given = [n for n in numbers if n]
        self._first, self._last = self._first or next(iter(given), ""), given[-1] if given else self._last
        return numbers

    @property
    def given(self) -> tuple[str, str] | None:
        """The first and the last number."""
        return (self._first, self._last) if self._first else None

    def _series(self, some: Chosen) -> Iterator[tuple[str, Any]]:
        """The series of each row, by its period, and how a number of it is written."""
        if self._kind.series is None:
            return
        for i, period in enumerate(some.column(self._kind.period or "")):
            if period is None or period not in self._known:
                self._known[period] = self._kind.series({**defaults_of(self._kind.table), **some.values(i)})
            yield self._known[period]
