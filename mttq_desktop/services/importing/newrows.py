"""New records of an import as columns ready for the store; each distinct short value is folded once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Date

from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.base import Thousandths
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.importing.model import RowPreview, SheetPreview
from mttq_desktop.store.bulk import new_uids
from mttq_desktop.store.rows import defaults_of, plain
from mttq_desktop.text.fold import fold

Rows = Sequence[tuple[SheetPreview, RowPreview]]


class NewRows:
    """Makes the columns of one act's new records, some rows at a time."""

    def __init__(self, kind: Kind[Any], vocabulary: Vocabulary, act: int, batch: int) -> None:
        self.kind, self.vocabulary = kind, vocabulary
        signed = {"revision": 1, "made_by": act, "changed_by": act, "import_batch": batch}
        self._fixed = {**defaults_of(kind.table), **signed}
        self._signed = tuple(signed)
        self._folded: dict[str, dict[Any, str]] = {}

    def columns(self, rows: Rows, numbers: Sequence[str | None]) -> dict[str, list[Any]]:
        """Every column of the table but its id; `numbers` are the records' own."""
        own: dict[str, list[Any]] = {
            "uid": new_uids(len(rows)), "import_sheet": [s.name for s, _ in rows],
            "import_row": [r.number for _, r in rows], "folded": self._search_texts(rows, numbers),
        }  # fmt: skip
        if self.kind.number and self.kind.series:
            own[self.kind.number] = list(numbers)
        others = [c for c in self.kind.table.columns if c.name != "id" and c.name not in own]
        return {**own, **{c.name: self._values(rows, c.name, c.type) for c in others}}

    def _values(self, rows: Rows, name: str, type_: object) -> list[Any]:
        default = self._fixed.get(name)
        if name in self._signed:
            return [default] * len(rows)
        values = [r.values.get(name, default) for _, r in rows]
        if isinstance(type_, Date | Thousandths):
            kept = {v: plain(v) for v in set(values)}
            return [kept[v] for v in values]
        return values

    def _search_texts(self, rows: Rows, numbers: Sequence[str | None]) -> list[str]:
        """The searched fields of each row, toneless, in their order."""
        parts = [self._folded_column(name, rows, numbers) for name in self.kind.searched]
        if not parts:
            return [""] * len(rows)
        return [" ".join(filter(None, some)) for some in zip(*parts, strict=True)]

    def _folded_column(self, name: str, rows: Rows, numbers: Sequence[str | None]) -> list[str]:
        if name == self.kind.number and self.kind.series:
            return [fold(n or "") for n in numbers]
        if name == self.kind.likeness:
            return [r.folded or fold(str(r.values[name])) for _, r in rows]
        values = [r.values.get(name) for _, r in rows]
        known = self._folded.setdefault(name, {None: ""})
        shown = self.kind.field(name).format
        known.update({v: fold(shown(v, self.vocabulary)) for v in set(values) if v not in known})
        return [known[v] for v in values]
