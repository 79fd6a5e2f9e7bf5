"""New records of an import as columns ready for the store; each distinct short value is folded once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date

from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.base import Thousandths
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.uids import new_uids
from mttq_desktop.services.importing.model import SheetPreview
from mttq_desktop.services.importing.row import RowPreview
from mttq_desktop.services.importing.rows import Places
from mttq_desktop.store.rows import defaults_of, plain
from mttq_desktop.text.fold import fold


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
            return [fold(n or "") for n in numbers]
        if name == self.kind.likeness and all(folded := rows.folded()):
            return folded
        values = rows.column(name)
        known = self._folded.setdefault(name, {None: ""})
        shown = self.kind.field(name).format
        known.update({v: fold(shown(v, self.vocabulary)) for v in set(values) if v not in known})
        return [known[v] for v in values]
