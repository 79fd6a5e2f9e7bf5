"""How tall lines and grids are on paper, from the widths of their letters: enough to know whether they share a page."""

from functools import lru_cache
from math import ceil
from typing import Final

from mttq_desktop.word.look import Look
from mttq_desktop.word.metrics import broken, width
from mttq_desktop.word.page import Cell, Grid, Line
from mttq_desktop.word.styles import PT_PER_MM

GAP_MM: Final = 6 / PT_PER_MM
LINE: Final = 1.15
"""The height of a line of Times New Roman as a multiple of its letters' size."""


def line_mm(line: Line, within_mm: float, look: Look) -> float:
    """A line of text with the space around it, broken where it is longer than the room."""
    style = look.of(line.style)
    room = within_mm - style.left_mm - style.right_mm
    text = "".join(run.text for run in line.runs)
    lines = sum(len(broken(part, room, style.size, style.bold)) for part in text.split("\n"))
    return (lines * style.size * LINE * style.line + style.before + style.after) / PT_PER_MM


def grid_mm(grid: Grid, look: Look) -> float:
    """The tallest cell of each row."""
    return sum(max(_cell_mm(cell, grid.widths_mm[0] * cell.span, look) for cell in row) for row in grid.rows)


def _cell_mm(cell: Cell, within_mm: float, look: Look) -> float:
    return sum(line_mm(block, within_mm, look) if isinstance(block, Line) else GAP_MM for block in cell.blocks)


def lines_in(text: str, room_mm: float, points: float, bold: bool = False) -> int:
    """How many lines a text takes, its own line breaks kept; quick, since words come again and again."""
    return sum(_lines_of(part, room_mm, points, bold) for part in text.split("\n"))


def _lines_of(text: str, room_mm: float, points: float, bold: bool) -> int:
    blank, lines, used = _word_mm(" ", points, bold), 1, 0.0
    for word in text.split():
        mm = _word_mm(word, points, bold)
        if used and used + blank + mm > room_mm:
            lines, used = lines + 1, 0.0
        used += mm + (blank if used else 0.0)
        if used > room_mm:  # a word longer than the line is broken anywhere
            lines, used = lines + ceil(used / room_mm) - 1, used % room_mm
    return lines


@lru_cache(maxsize=8192)
def _word_mm(word: str, points: float, bold: bool) -> float:
    return width(word, points, bold)
