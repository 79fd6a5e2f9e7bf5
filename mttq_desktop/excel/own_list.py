"""A list the program exported itself, known again when it comes back.

A hidden column tells each row's record and what every cell said when it was written. So a row stays its record
however the list was sorted, cut or added to, and only cells that a person typed into are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zlib import crc32

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.found import FoundRow
from mttq_desktop.excel.header import Header
from mttq_desktop.excel.places import cell_name
from mttq_desktop.excel.reading import Grid, Raw
from mttq_desktop.text.fold import clean

CAPTION = "Mã trong sổ (giữ nguyên cột này)"
_MARK, _BESIDE = "mttq-desktop-list", "beside"
_MARKED, _UID = 8, 32


@dataclass(frozen=True, slots=True)
class OwnList:
    """Which kind was exported, its columns from left to right: (caption, field), and sheets that only show."""

    kind: str
    columns: tuple[tuple[str, str], ...]
    beside: tuple[str, ...] = ()

    def lines(self) -> list[tuple[str, ...]]:
        """What stands in the hidden sheet."""
        return [("mark", _MARK), ("kind", self.kind), *self.columns, *((_BESIDE, "", name) for name in self.beside)]


def key_of(uid: str, cells: Sequence[object]) -> str:
    """The text of the hidden column: the record, then what each cell says."""
    return uid + "".join(_mark(cell) for cell in cells)


def _mark(cell: object) -> str:
    return f"{crc32(_said(cell).encode('utf-8', 'replace')):08x}"


def _said(cell: object) -> str:
    """What a cell says, whether it was just written or came back through Excel."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean(str(cell))


def read_own_list(grid: Grid) -> OwnList | None:
    """The list a hidden sheet of ours tells of, None for any other sheet of that name."""
    lines = [[str(c) for c in (*cells, "")[:3]] for _, cells in grid.lines() if len(cells) > 1]
    if not lines or lines[0][:2] != ["mark", _MARK]:
        return None
    columns = [(caption, field) for caption, field, _ in lines if field]
    beside = [name for what, field, name in lines if what == _BESIDE and not field and name]
    return OwnList(dict(columns).get("kind", ""), tuple(columns[2:]), tuple(beside))


@dataclass(frozen=True, slots=True)
class OwnColumns:
    """Where the hidden column and the exported fields stand in a list that came back."""

    key: int
    places: Mapping[str, int]
    names: tuple[str, ...]
    readable: frozenset[str]

    def has_key(self, cells: Sequence[Raw]) -> bool:
        """True for a row that tells its record: it is data, however little else it says."""
        return bool(self._key(cells))

    def _key(self, cells: Sequence[Raw]) -> str:
        key = _said(cells[self.key]) if self.key < len(cells) else ""
        return key if len(key) == _UID + _MARKED * len(self.names) else ""

    def sign(self, row: FoundRow, cells: Sequence[Raw]) -> None:
        """Note on a row which record it is and which fields were edited; nothing for a row added by hand."""
        key = self._key(cells)
        if not key:
            return
        row.uid = key[:_UID]
        for n, name in enumerate(self.names):
            at = self.places.get(name)
            start = _UID + _MARKED * n
            if at is not None and _mark(cells[at] if at < len(cells) else None) != key[start : start + _MARKED]:
                self._edited(row, name, at)

    def _edited(self, row: FoundRow, name: str, at: int) -> None:
        row.edited = (*row.edited, name)
        if name not in self.readable:
            message = "Cột này không sửa được từ Excel; hãy sửa trong chương trình."
            row.problems.append(Problem("read_only_column", message, Severity.WARNING, name, cell_name(row.number, at)))


def own_columns(own: OwnList | None, header: Header, readable: Sequence[str]) -> OwnColumns | None:
    """The columns of a list of ours under this header; None when the hidden column is gone."""
    if own is None:
        return None
    captions = {header.caption(c): c for c in header.paths}
    if CAPTION not in captions:
        return None
    places = {name: captions[caption] for caption, name in own.columns if caption in captions}
    return OwnColumns(captions[CAPTION], places, tuple(n for _, n in own.columns), frozenset(readable))
