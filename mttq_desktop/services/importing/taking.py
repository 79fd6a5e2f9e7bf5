"""Rows of a file put into its preview as the child reads them, so that never all of them lie in memory at once."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from mttq_desktop.errors import Problem
from mttq_desktop.excel.found import DATA, REJECTED, FoundRow, FoundSheet, PlainRows
from mttq_desktop.excel.running import Sink
from mttq_desktop.excel.sender import given_values
from mttq_desktop.excel.spec import TableSpec
from mttq_desktop.excel.texts import packed
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.importing.row import Outcome, RowPreview
from mttq_desktop.services.importing.rows import Rows
from mttq_desktop.services.tables import meant_by
from mttq_desktop.text.fold import Folder

_OUTCOMES = {DATA: Outcome.NEW, REJECTED: Outcome.REJECTED}


class Taking(Sink):
    """The rows of each sheet, by the sheet's name."""

    def __init__(self, specs: Mapping[str, TableSpec], vocabulary: Vocabulary) -> None:
        self.rows: dict[str, Rows] = {}
        self._specs, self._vocabulary, self._fold = specs, vocabulary, Folder()
        self._given: Mapping[str, Any] = {}

    def begin(self, sheet: FoundSheet) -> None:
        """The next sheet."""
        spec = self._specs.get(sheet.kind)
        units = self._vocabulary.units
        self._given = given_values(spec, sheet.unit, sheet.period, units, sheet.day) if spec is not None else {}
        self.rows[sheet.name] = Rows(given=self._given)

    def take(self, sheet: FoundSheet, rows: Sequence[FoundRow]) -> None:
        """Rows with something to tell."""
        kind, _ = meant_by(sheet.kind)
        for row in rows:
            if row.outcome == DATA and kind is not None and kind.likeness is not None and kind.mark is not None:
                row.folded = self._fold(row.values[kind.likeness])
                row.values["fingerprint"] = kind.mark(row.folded)
        self.rows[sheet.name].add(_row(row, self._given) for row in rows)

    def take_plain(self, sheet: FoundSheet, rows: PlainRows) -> None:
        """Rows with nothing to tell: marked by what each text says, for finding repeats."""
        kind, _ = meant_by(sheet.kind)
        spec = self._specs.get(sheet.kind)
        if kind is None or kind.mark is None or spec is None or not spec.asks:  # rules of the kind look at every row
            self.take(sheet, rows.rows())
            return
        if kind.likeness is not None:
            self._mark(rows, kind, kind.likeness)
        self.rows[sheet.name].add_plain(rows)

    def _mark(self, rows: PlainRows, kind: Kind[Any], likeness: str) -> None:
        assert kind.mark is not None
        folded = list(map(self._fold, rows.columns[likeness]))
        rows.columns["fingerprint"], rows.folded = array("q", map(kind.mark, folded)), packed(folded)

    def tell_late(self, sheet: FoundSheet, problems: Sequence[tuple[int, Problem]]) -> None:
        """Problems of rows, seen when all rows had been."""
        rows = self.rows[sheet.name]
        for number, problem in problems:
            row = rows.numbered(number)
            rows.keep(row)
            row.problems = (*row.problems, problem)


def _row(found: FoundRow, given: Mapping[str, Any]) -> RowPreview:
    outcome = _OUTCOMES.get(found.outcome, Outcome.SKIPPED)
    values = found.values if outcome is not Outcome.SKIPPED else {}
    if values:
        for name, value in given.items():
            values.setdefault(name, value)
    return RowPreview(
        found.number, outcome, found.reason, values, tuple(found.problems), found.texts, folded=found.folded,
        uid=found.uid, edited=found.edited,
    )  # fmt: skip
