"""Ruled tables as WordprocessingML, row by row.

The header repeats on every page, no row is split, widths stand on the table, on the grid and on
every cell (LibreOffice reads the first two, Word the last).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from mttq_desktop.word import styles
from mttq_desktop.word.heights import LINE, lines_in
from mttq_desktop.word.model import Column, GroupRow, Table
from mttq_desktop.word.xml import text_xml, twips

ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
ROW_THAT_SPLITS = "<w:tr>"
HEAD_ROW = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
SIDE_MM = 1.2
LETTER_MM: Final = 2.1
"""A letter at 12 pt is 2 mm wide on average; capitals and short lines take more."""
SPARE_LINES: Final = 3
"""By so much may a row be taller on paper than reckoned."""
TITLE_LINES: Final = 8
"""The title of an annex stands above its first row."""


@dataclass(frozen=True, slots=True)
class _Room:
    """What a page holds of one row: so many lines, and the width of each cell. A taller row has to split."""

    lines: float
    cells_mm: tuple[float, ...]

    def holds(self, row: Sequence[str], taken: int = 0) -> bool:
        """The row fits on a page of which so many lines are taken."""
        most = self.lines - taken
        return all(_fits(text, mm, most) for text, mm in zip(row, self.cells_mm, strict=False))


def _fits(text: str, mm: float, most: float) -> bool:
    """Short texts do and very long ones do not, surely; those between are reckoned word by word."""
    lines = len(text) * LETTER_MM / mm
    if lines + text.count("\n") < most / 2 or lines > most * 2:
        return lines < most
    return lines_in(text, mm, styles.CELL_LEFT.size) <= most


def widths(columns: Sequence[Column], within_mm: float) -> list[float]:
    """The columns' shares stretched or shrunk to fill `within_mm`."""
    total = sum(column.width_mm for column in columns)
    return [column.width_mm * within_mm / total for column in columns]


def table_xml(table: Table, within_mm: float, page_mm: float) -> Iterator[str]:
    """The table in pieces: its frame and head, then one piece a row; `page_mm` is how high the text of a page is."""
    wide = [twips(mm) for mm in widths(table.columns, within_mm)]
    yield _opening(wide)
    yield from _head(table.columns, wide)
    yield from _rows(table, wide, _room(table.columns, within_mm, page_mm))
    if table.total is not None:
        yield _row(table.total, _cell_starts(table.columns, wide, bold=True))
    yield "</w:tbl>"


def _opening(wide: list[int]) -> str:
    rule = 'w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    edges = "".join(f"<w:{e} {rule}" for e in ("top", "left", "bottom", "right", "insideH", "insideV"))
    side = f'w:w="{twips(SIDE_MM)}" w:type="dxa"/>'
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in wide)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left {side}<w:right {side}</w:tblCellMar><w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def _head(columns: Sequence[Column], wide: list[int]) -> Iterator[str]:
    """One row, or two when some columns stand under a common caption."""
    if all(column.group is None for column in columns):
        cells = (_head_cell(c.caption, w) for c, w in zip(columns, wide, strict=True))
        yield f"{HEAD_ROW}{''.join(cells)}</w:tr>"
        return
    pairs = list(zip(columns, wide, strict=True))
    yield f"{HEAD_ROW}{''.join(_upper_cells(pairs))}</w:tr>"
    lower = (_head_cell("", w, "<w:vMerge/>") if c.group is None else _head_cell(c.caption, w) for c, w in pairs)
    yield f"{HEAD_ROW}{''.join(lower)}</w:tr>"


def _upper_cells(pairs: list[tuple[Column, int]]) -> Iterator[str]:
    for group, members in groupby(pairs, key=lambda pair: pair[0].group):
        of_group = list(members)
        if group is None:
            yield from (_head_cell(c.caption, w, '<w:vMerge w:val="restart"/>') for c, w in of_group)
        else:
            span = f'<w:gridSpan w:val="{len(of_group)}"/>' if len(of_group) > 1 else ""
            yield _head_cell(group, sum(w for _, w in of_group), span)


def _head_cell(caption: str, width: int, merge: str = "") -> str:
    run = f"<w:r>{text_xml(caption)}</w:r>" if caption else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{styles.CELL_HEAD.id}"/></w:pPr>{run}</w:p></w:tc>'
    )


def _cell_starts(columns: Sequence[Column], wide: list[int], bold: bool = False) -> list[str]:
    """What stands before each cell's text; the same for every row."""
    run = "<w:r><w:rPr><w:b/></w:rPr>" if bold else "<w:r>"
    return [
        f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="{styles.CELLS[c.align].id}"/></w:pPr>{run}'
        for c, w in zip(columns, wide, strict=True)
    ]


def _rows(table: Table, wide: list[int], room: _Room) -> Iterator[str]:
    starts = _cell_starts(table.columns, wide)
    taken = TITLE_LINES
    for row in table.rows:
        if isinstance(row, GroupRow):
            yield _group_row(row, len(wide), sum(wide))
        else:
            yield _row(row, starts, splits=not room.holds(row, taken))
            taken = 0


def _room(columns: Sequence[Column], within_mm: float, page_mm: float) -> _Room:
    """The lines of a page below the repeated head."""
    inner = tuple(max(mm - 2 * SIDE_MM, LETTER_MM) for mm in widths(columns, within_mm))
    head = max(
        lines_in(c.caption, mm, styles.CELL_HEAD.size, bold=True) for c, mm in zip(columns, inner, strict=True)
    )
    above = 1 if any(c.group for c in columns) else 0
    line_mm = styles.CELL_LEFT.size * LINE / styles.PT_PER_MM
    return _Room(page_mm / line_mm - head - above - SPARE_LINES, inner)


def _row(row: Sequence[str], starts: list[str], *, splits: bool = False) -> str:
    if len(row) != len(starts):
        raise ValueError(f"{len(row)} cells for {len(starts)} columns")
    cells = [f"{start}{text_xml(text)}</w:r></w:p></w:tc>" for start, text in zip(starts, row, strict=True)]
    return f"{ROW_THAT_SPLITS if splits else ROW}{''.join(cells)}</w:tr>"


def _group_row(row: GroupRow, span: int, width: int) -> str:
    return (
        f'{ROW}<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{styles.CELL_GROUP.id}"/><w:keepNext/></w:pPr>'
        f"<w:r>{text_xml(row.text)}</w:r></w:p></w:tc></w:tr>"
    )
