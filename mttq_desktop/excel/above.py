"""A place that is typed only in the first row of its group, the rows below left empty: what they may mean.

Only a person may say so: a cell left empty is otherwise one forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mttq_desktop.excel.cleaning import Cleaner, is_blank, text_of
from mttq_desktop.excel.reading import Raw
from mttq_desktop.excel.repairing import repaired
from mttq_desktop.text.fold import clean


@dataclass(frozen=True, slots=True)
class Top:
    """The nearest row above that names the place, and how; `first` when the row above it names another one, or none."""

    row: int
    words: str
    first: bool


class Above:
    """The nearest filled cell above, for each column of places; nothing reaches over a heading or a total."""

    def __init__(self, columns: Sequence[tuple[Cleaner, int]]) -> None:
        self._columns = columns
        self._tops: dict[str, Top] = {}

    def see(self, number: int, cells: Sequence[Raw], before: Sequence[Raw]) -> None:
        """A row was read, with the one above it."""
        for cleaner, at in self._columns:
            raw, name = _at(cells, at), cleaner.column.name
            if is_blank(raw):
                continue
            if cleaner.read(raw).value is None:
                self._tops.pop(name, None)
            else:
                words = _words(raw)
                self._tops[name] = Top(number, words, words != _words(_at(before, at)))

    def part(self) -> None:
        """A heading, a total or a note: the rows below it are of another group."""
        self._tops.clear()

    def top(self, name: str) -> Top | None:
        """The row that an empty cell likely means; none where the list names the place in row after row."""
        top = self._tops.get(name)
        return top if top is not None and top.first else None


def _at(cells: Sequence[Raw], at: int) -> Raw:
    return cells[at] if at < len(cells) else ""


def _words(raw: Raw) -> str:
    return clean(text_of(repaired(raw)[0]))
