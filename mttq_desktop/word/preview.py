"""A document as it will look on paper, as HTML that a rich-text view can paint.

Only what such views understand: paragraphs with inline styles, tables with widths. The blocks
are those the .docx is made of, so screen and paper say the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape as html_escape
from itertools import count, cycle, groupby, islice
from typing import Final

from mttq_desktop.text.numbers import whole
from mttq_desktop.word import styles
from mttq_desktop.word.drawing import Drawing
from mttq_desktop.word.heights import LINE
from mttq_desktop.word.layout import lay_out
from mttq_desktop.word.letterhead_parts import head_drawings, head_html
from mttq_desktop.word.look import PLAIN, Look
from mttq_desktop.word.model import Align, Column, Document, Figured, GroupRow, Run, Table, runs_of
from mttq_desktop.word.page import Cell, Framed, Gap, Grid, Line, Page, Picture, Rule, Sheet, Thin
from mttq_desktop.word.styles import Style
from mttq_desktop.word.tables import widths
from mttq_desktop.word.xml import clean

PX_PER_MM: Final = 96 / 25.4
GIVES_PX: Final = 3
"""So much the columns give to the table's outer edges, one each: those of numbers, which have a little to spare."""
ROWS_SHOWN: Final = 100
DRAWN: Final = "drawing:"
"""What the address of a drawing begins with; its number in the sheet follows."""
FIGURE: Final = "figure:"
"""What the address behind a figure begins with; the figure's key follows."""
KEPT: Final = 1
"""What is bound to what follows bears this as its block's number: rich-text views keep it (`_kept`)."""
_LETTERS: Final = 1.107
"""What a rich-text view takes for a line of Times New Roman, a multiple of its letters' size: `LINE` less its gap."""
_RULED: Final = 'style="border:1px solid #000000; padding-top:2.33px; padding-bottom:2.33px"'
"""With its edges a row is as tall as on paper, where 2 pt stand above and below its words."""
_BLANK: Final = "\N{NO-BREAK SPACE}"
_JOINER: Final = "\N{WORD JOINER}"
"""Rich-text views break lines behind a dash though a blank that binds follows."""
Plain = Line | Rule | Framed | Gap | Thin | Grid | Table
ALIGN: Final = {"left": "left", "center": "center", "right": "right", "both": "justify"}


@dataclass(frozen=True, slots=True)
class PreviewSheet:
    """The document or one annex: its page in mm, what stands between the margins, and the drawings it names.

    The first drawing is the image "drawing:0"; whoever shows the page paints it (`DRAWN`). `head` stands above the
    first page, as far from its edge as a header of the page; its drawings are the images "letterhead:0" …
    """

    page: Page
    html: str
    drawings: tuple[Drawing, ...] = ()
    head: str = ""
    head_drawings: tuple[Drawing, ...] = ()


def is_shortened(document: Document, rows: int = ROWS_SHOWN) -> bool:
    """True when the preview tells of some table only how many rows follow."""
    blocks = (block for sheet in lay_out(document) for block in sheet.blocks)
    return any(isinstance(block, Table) and len(block.rows) > rows for block in blocks)


def sheets(document: Document, rows: int | None = ROWS_SHOWN) -> tuple[PreviewSheet, ...]:
    """Every sheet as HTML; of long tables only the first `rows` rows, and how many follow, None for all of them."""
    return tuple(
        PreviewSheet(s.page, _html(s, rows), _drawings(s), _head_of(s), head_drawings(s.head))
        for s in lay_out(document)
    )


def _drawings(sheet: Sheet) -> tuple[Drawing, ...]:
    return tuple(block.drawing for block in sheet.blocks if isinstance(block, Picture))


def to_html(document: Document, rows: int | None = ROWS_SHOWN) -> str:
    """All sheets below each other, parted by a rule."""
    return "<hr/>".join(sheet.head + sheet.html for sheet in sheets(document, rows))


def _html(sheet: Sheet, rows: int | None) -> str:
    numbers = count()
    body = "".join(
        _picture(block, next(numbers)) if isinstance(block, Picture) else _block(block, sheet, rows)
        for block in sheet.blocks
    )
    return _in_font(sheet, body)


def _head_of(sheet: Sheet) -> str:
    return _in_font(sheet, head_html(sheet.head)) if sheet.head else ""


def _in_font(sheet: Sheet, body: str) -> str:
    font = html_escape((sheet.look or PLAIN).font)
    return f"<div style=\"font-family:'{font}','Liberation Serif',serif; color:#000000\">{body}</div>"


def _picture(picture: Picture, number: int) -> str:
    size = f'width="{_px(picture.drawing.width)}" height="{_px(picture.drawing.height)}"'
    told = html_escape(clean(picture.told), quote=True)
    return f'<p align="center" style="{_css(styles.PICTURE)}"><img src="{DRAWN}{number}" {size} alt="{told}"/></p>'


def _block(block: Plain, sheet: Sheet, rows: int | None) -> str:
    if isinstance(block, Table):
        return "".join(_table(block, sheet.page.text_width, rows, sheet.look or PLAIN))
    return _placed(block)


def _placed(block: Line | Rule | Framed | Gap | Thin | Grid) -> str:
    match block:
        case Line():
            return _line(block.style, block.runs, block.keep_next or block.style.keep_next)
        case Rule():
            return _rule(block)
        case Framed():
            return _framed(block)
        case Gap():
            return f'<p style="margin:0; font-size:6pt{_kept(True)}">&nbsp;</p>'
        case Thin():
            return ""
        case Grid():
            return _grid(block)


def _line(style: Style, runs: Sequence[Run], keep: bool = False) -> str:
    return f'<p align="{ALIGN[style.align]}" style="{_css(style)}{_kept(keep)}">{_runs(style, runs)}</p>'


def _kept(keep: bool) -> str:
    """On paper w:keepNext; the property is the one a block's number is written in."""
    return f"; -qt-user-state:{KEPT}" if keep else ""


def _css(style: Style) -> str:
    left = style.left_mm - style.hanging_mm
    indent = style.first_mm
    return (
        f"margin:{_pt(style.before)}px {_px(style.right_mm)}px {_pt(style.after)}px {_px(left)}px; "
        f"text-indent:{_px(indent)}px; line-height:{round(style.line * LINE / _LETTERS * 100)}%"
    )


def _runs(style: Style, runs: Sequence[Run]) -> str:
    """A line without words is as high as one with them."""
    written = [run for run in runs if run.text] or [Run(_BLANK)]
    return "".join(_run(style, run) for run in written)


def _run(style: Style, run: Run) -> str:
    text = _text(run.text)
    if isinstance(run.text, Figured):
        text = f'<a href="{FIGURE}{html_escape(run.text.key)}" style="color:#000000; text-decoration:none">{text}</a>'
    if style.bold or run.bold:
        text = f"<b>{text}</b>"
    if style.italic or run.italic:
        text = f"<i>{text}</i>"
    return f'<span style="font-size:{style.size}pt">{text}</span>'


def _text(text: str) -> str:
    """Blanks left for a day to be written by hand are as wide as on paper."""
    shown = html_escape(clean(text)).strip("\n").replace("\n", "<br/>").replace("  ", f" {_BLANK}")
    return shown.replace(f"-{_BLANK}", f"-{_JOINER}{_BLANK}")


def _rule(rule: Rule) -> str:
    style = f"border-top:1px solid #000000; font-size:2pt{_kept(True)}"
    line = f'<td width="{_px(rule.length_mm)}" style="{style}">&nbsp;</td>'
    return _centred(line, rule.length_mm, rule.within_mm, 4, keep=True)


def _framed(framed: Framed) -> str:
    text = _line(framed.style, (Run(framed.text),))
    cell = f'<td width="{_px(framed.width_mm)}" style="border:1px solid #000000; padding:2px">{text}</td>'
    return _centred(cell, framed.width_mm, framed.within_mm, 6)


def _centred(cell: str, wide_mm: float, within_mm: float, above: int, keep: bool = False) -> str:
    """A cell between two blank ones: a table in a table fills its cell."""
    side = _px((within_mm - wide_mm) / 2)
    blank = f'<td width="{side}" style="font-size:2pt{_kept(keep)}">&nbsp;</td>'
    return (
        f'<table width="{_px(within_mm)}" cellspacing="0" cellpadding="0" '
        f'style="margin-top:{above}px; border-collapse:collapse"><tr>{blank}{cell}{blank}</tr></table>'
    )


def _grid(grid: Grid) -> str:
    rows = "".join(f"<tr>{''.join(_cells(row, grid.widths_mm))}</tr>" for row in grid.rows)
    return f'<table width="{_px(sum(grid.widths_mm))}" cellspacing="0" cellpadding="0">{rows}</table>'


def _cells(row: Sequence[Cell], widths_mm: Sequence[float]) -> Iterator[str]:
    at = 0
    for cell in row:
        width = sum(widths_mm[at : at + cell.span])
        inside = "".join(_placed(block) for block in cell.blocks)
        yield f'<td width="{_px(width)}" colspan="{cell.span}" valign="top"{_room_above(cell)}>{inside}</td>'
        at += cell.span


def _room_above(cell: Cell) -> str:
    """The space before a cell's first line, which such views leave out."""
    first = cell.blocks[0] if cell.blocks else None
    before = _pt(first.style.before) if isinstance(first, Line) else 0
    return f' style="padding-top:{before}px"' if before else ""


def _table(table: Table, within_mm: float, rows: int | None, look: Look) -> Iterator[str]:
    wide = _wide(table.columns, within_mm)
    yield (
        f'<table width="{sum(wide):g}" border="1" cellspacing="0" cellpadding="4" '
        'style="border-collapse:collapse; border-style:solid; border-color:#000000">'
    )
    yield from _head(table.columns, wide, look)
    for row in islice(table.rows, rows):
        yield _group(row, len(wide), look) if isinstance(row, GroupRow) else _row(row, table.columns, look)
    if rows is not None and (left := len(table.rows) - rows) > 0:
        yield _group(GroupRow(f"… còn {whole(left)} dòng, xem trong tệp Word."), len(wide), look)
    if table.total is not None:
        yield _row(table.total, table.columns, look, bold=True)
    yield "</table>"


def _wide(columns: Sequence[Column], within_mm: float) -> list[float]:
    """Widths in pixels and parts of them: words are broken where they are on paper, and the page holds all."""
    wide = [round(mm * PX_PER_MM, 2) for mm in widths(columns, within_mm)]
    giving = sorted(range(len(wide)), key=lambda n: (columns[n].align in (Align.LEFT, Align.JUSTIFY), -wide[n]))
    for n in islice(cycle(giving), GIVES_PX):
        wide[n] -= 1
    return wide


def _head(columns: Sequence[Column], wide: Sequence[float], look: Look) -> Iterator[str]:
    grouped = any(column.group for column in columns)
    pairs = list(zip(columns, wide, strict=True))
    yield f"<thead><tr>{''.join(_upper(pairs, grouped, look))}</tr>"
    if grouped:
        yield f"<tr>{''.join(_head_cell(c.caption, w, look) for c, w in pairs if c.group)}</tr>"
    yield "</thead>"


def _upper(pairs: Sequence[tuple[Column, float]], grouped: bool, look: Look) -> Iterator[str]:
    deep = ' rowspan="2"' if grouped else ""
    for group, members in groupby(pairs, key=lambda pair: pair[0].group):
        of_group = list(members)
        if group is None:
            yield from (_head_cell(c.caption, w, look, deep) for c, w in of_group)
        else:
            yield _head_cell(group, None, look, f' colspan="{len(of_group)}"')


def _head_cell(caption: str, width: float | None, look: Look, span: str = "") -> str:
    """Without a width the columns below have their own: a rich-text view deals that of a group out in equal shares."""
    text, wide = _line(look.of(styles.CELL_HEAD), (Run(caption),)), "" if width is None else f' width="{width:g}"'
    return f'<td{wide}{span} align="center" valign="middle" {_RULED}>{text}</td>'


def _row(row: Sequence[str], columns: Sequence[Column], look: Look, bold: bool = False) -> str:
    cells = (
        f'<td valign="top" {_RULED}>{_line(look.of(styles.CELLS[column.align]), runs_of(text, bold=bold))}</td>'
        for text, column in zip(row, columns, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _group(row: GroupRow, span: int, look: Look) -> str:
    text = _line(look.of(styles.CELL_GROUP), runs_of(row.text), keep=True)
    return f'<tr><td colspan="{span}" {_RULED}>{text}</td></tr>'


def _px(mm: float) -> int:
    return round(mm * PX_PER_MM)


def _pt(points: float) -> int:
    return round(points * 96 / 72)
