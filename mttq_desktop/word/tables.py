"""Ruled tables as WordprocessingML, row by row.

The header repeats on every page, no row is split, widths stand on the table, on the grid and on
every cell (LibreOffice reads the first two, Word the last).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from mttq_desktop.word import styles
from mttq_desktop.word.model import Column, GroupRow, Table
from mttq_desktop.word.xml import text_xml, twips

ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
ROW_THAT_SPLITS = "<w:tr>"
HEAD_ROW = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
SIDE_MM = 1.2
# A row that may be taller than a page has to split: a letter at 12 pt is 2 mm wide on average,
# and a landscape page holds some thirty lines below its header.
LETTER_MM = 2.1
LINES_ON_PAGE = 24


def widths(columns: Sequence[Column], within_mm: float) -> list[float]:
    """The columns' shares stretched or shrunk to fill `within_mm`."""
    total = sum(column.width_mm for column in columns)
    return [column.width_mm * within_mm / total for column in columns]


def table_xml(table: Table, within_mm: float) -> Iterator[str]:
    """The table in pieces: its frame and head, then one piece a row."""
    wide = [twips(mm) for mm in widths(table.columns, within_mm)]
    yield _opening(wide)
    yield from _head(table.columns, wide)
    yield from _rows(table, wide, within_mm)
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


def _rows(table: Table, wide: list[int], within_mm: float) -> Iterator[str]:
    starts = _cell_starts(table.columns, wide)
    room = _room(table.columns, within_mm)
    for row in table.rows:
        if isinstance(row, GroupRow):
            yield _group_row(row, len(wide), sum(wide))
        else:
            yield _row(row, starts, room)


def _room(columns: Sequence[Column], within_mm: float) -> list[int]:
    """How many characters of each column surely fit on one page."""
    return [int(mm / LETTER_MM * LINES_ON_PAGE) for mm in widths(columns, within_mm)]


def _row(row: Sequence[str], starts: list[str], room: Sequence[int] = ()) -> str:
    if len(row) != len(starts):
        raise ValueError(f"{len(row)} cells for {len(starts)} columns")
    cells = [f"{start}{text_xml(text)}</w:r></w:p></w:tc>" for start, text in zip(starts, row, strict=True)]
    tall = any(len(text) > most for text, most in zip(row, room, strict=False))
    return f"{ROW_THAT_SPLITS if tall else ROW}{''.join(cells)}</w:tr>"


def _group_row(row: GroupRow, span: int, width: int) -> str:
    return (
        f'{ROW}<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{styles.CELL_GROUP.id}"/><w:keepNext/></w:pPr>'
        f"<w:r>{text_xml(row.text)}</w:r></w:p></w:tc></w:tr>"
    )
