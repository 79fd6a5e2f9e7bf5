"""The hidden sheet by which a template issued by the program is known again."""

from collections.abc import Iterator
from dataclasses import dataclass

from mttq_desktop.excel.own_list import OwnList
from mttq_desktop.excel.reading import Grid

SHEET = "_mttq"
_MARK = "mttq-desktop-template"
_COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which template, of which kind and version, issued to whom, for which period.

    `columns` are (table, caption, field): a caption of ours is certain, whatever else it may resemble. In a `keyed`
    one a hidden column tells the records that stood in it when it was issued.
    """

    template: str
    kind: str
    version: int
    unit_code: str = ""
    period: str = ""
    columns: tuple[tuple[str, str, str], ...] = ()
    keyed: bool = False

    def as_dict(self) -> dict[str, str]:
        """Plain texts, as written into the hidden sheet."""
        return {
            "mark": _MARK, "template": self.template, "kind": self.kind, "version": str(self.version),
            "unit": self.unit_code, "period": self.period, "keyed": "1" if self.keyed else "",
        }  # fmt: skip

    def lines(self) -> Iterator[tuple[str, ...]]:
        """What stands in the hidden sheet."""
        yield from self.as_dict().items()
        yield from ((_COLUMN, *column) for column in self.columns)

    def own(self, table: str) -> "OwnList | None":
        """The records in it, as in a list of ours; None where it tells none of this table."""
        columns = [(caption, name) for of, caption, name in self.columns if of == table]
        return OwnList(table, tuple(columns)) if self.keyed and table == self.kind else None

    def fields(self, table: str) -> dict[str, str]:
        """Caption → field of one of the template's tables."""
        return {caption: field for of, caption, field in self.columns if of == table}


def read_identity(grid: Grid) -> Identity | None:
    """The identity on a hidden sheet of ours, None for anybody else's sheet of that name."""
    lines = [[_text(c) for c in cells] for _, cells in grid.lines() if len(cells) > 1]
    said = {cells[0]: cells[1] for cells in lines if cells[0] != _COLUMN}
    if said.get("mark") != _MARK:
        return None
    version = said.get("version", "")
    number = int(version) if version.isdecimal() else 1
    texts = [said.get(name, "") for name in ("template", "kind", "unit", "period")]
    columns = tuple((c[1], c[2], c[3]) for c in lines if c[0] == _COLUMN and len(c) > 3)
    return Identity(texts[0], texts[1], number, texts[2], texts[3], columns, said.get("keyed") == "1")


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) else str(cell)
