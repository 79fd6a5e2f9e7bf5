"""What the fields of some rows say: enough to know which are worth a column of a list."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from mttq_desktop.services.importing.row import RowPreview

_ENOUGH = 2


class Seen:
    """Up to two different values of every field, as words; `noted` when anything was noticed in one of the rows."""

    def __init__(self) -> None:
        self.values: dict[str, set[str]] = {}
        self.noted = False

    def add_row(self, row: RowPreview) -> None:
        """One row more; a cell nobody understood is worth a column too."""
        self.noted = self.noted or bool(row.problems or row.reason)
        for name, value in tuple(row.values.items()):  # a job may be changing them
            if value is not None and len(known := self.values.setdefault(name, set())) < _ENOUGH:
                known.add(str(value))
        for name in row.texts:
            self.values.setdefault(name, set())

    def add_columns(self, columns: Mapping[str, Sequence[Any]]) -> None:
        """Rows more, column by column."""
        for name, values in columns.items():
            if len(self.values.get(name, ())) < _ENOUGH:
                self.add_values(name, values)

    def add_values(self, name: str, values: Iterable[Any]) -> None:
        """More values of one field."""
        some = set(map(str, islice((v for v in dict.fromkeys(values) if v is not None), _ENOUGH)))
        if some:
            self.join_values(name, some)

    def join(self, other: "Seen") -> None:
        """What was seen elsewhere."""
        self.noted = self.noted or other.noted
        for name, some in other.values.items():
            self.join_values(name, some)

    def join_values(self, name: str, some: Iterable[str]) -> None:
        """Values of one field seen elsewhere, as words."""
        known = self.values.setdefault(name, set())
        known.update(islice((v for v in some if v not in known), _ENOUGH - min(len(known), _ENOUGH)))
