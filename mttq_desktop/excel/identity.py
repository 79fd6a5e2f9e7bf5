"""The hidden sheet by which a template issued by the program is known again."""

from dataclasses import dataclass

from mttq_desktop.excel.reading import Grid

SHEET = "_mttq"
_MARK = "mttq-desktop-template"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which template, of which kind and version, issued to whom, for which period."""

    template: str
    kind: str
    version: int
    unit_code: str = ""
    period: str = ""

    def as_dict(self) -> dict[str, str]:
        """Plain texts, as written into the hidden sheet."""
        return {
            "mark": _MARK, "template": self.template, "kind": self.kind, "version": str(self.version),
            "unit": self.unit_code, "period": self.period,
        }  # fmt: skip


def read_identity(grid: Grid) -> Identity | None:
    """The identity on a hidden sheet of ours, None for anybody else's sheet of that name."""
    said = {str(cells[0]): _text(cells[1]) for _, cells in grid.lines() if len(cells) > 1}
    if said.get("mark") != _MARK:
        return None
    version = said.get("version", "")
    number = int(version) if version.isdecimal() else 1
    texts = [said.get(name, "") for name in ("template", "kind", "unit", "period")]
    return Identity(texts[0], texts[1], number, texts[2], texts[3])


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) else str(cell)
