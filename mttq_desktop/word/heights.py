"""How tall lines and grids are on paper, from the widths of their letters: enough to know whether they share a page."""

from typing import Final

from mttq_desktop.word.look import Look
from mttq_desktop.word.metrics import broken
from mttq_desktop.word.page import Cell, Grid, Line
from mttq_desktop.word.styles import PT_PER_MM

GAP_MM: Final = 6 / PT_PER_MM
_LINE: Final = 1.15
"""The height of a line of Times New Roman as a multiple of its letters' size."""


def line_mm(line: Line, within_mm: float, look: Look) -> float:
    """A line of text with the space around it, broken where it is longer than the room."""
    style = look.of(line.style)
    room = within_mm - style.left_mm - style.right_mm
    text = "".join(run.text for run in line.runs)
    lines = sum(len(broken(part, room, style.size, style.bold)) for part in text.split("\n"))
    return (lines * style.size * _LINE * style.line + style.before + style.after) / PT_PER_MM


def grid_mm(grid: Grid, look: Look) -> float:
    """The tallest cell of each row."""
    return sum(max(_cell_mm(cell, grid.widths_mm[0] * cell.span, look) for cell in row) for row in grid.rows)


def _cell_mm(cell: Cell, within_mm: float, look: Look) -> float:
    return sum(line_mm(block, within_mm, look) if isinstance(block, Line) else GAP_MM for block in cell.blocks)
