"""WordprocessingML as text: escaping, runs, paragraphs, grids.

Text is written directly, not through a tree: a row costs what its characters cost, and an annex
of thousands of rows streams into the file (lxml or python-docx: 2 to 50 times slower).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from mttq_desktop.text.fold import nfc
from mttq_desktop.word import styles
from mttq_desktop.word.model import Run
from mttq_desktop.word.page import Cell, Framed, Gap, Grid, Line, Picture, Rule, Thin

# What XML 1.0 cannot hold, lone surrogates included; a soft return (vertical tab) is a line break.
_FORBIDDEN: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_MARKUP: Final = re.compile("[&<>]")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL: Final = re.compile("[&<>\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def twips(mm: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(mm * 1440 / 25.4)


def clean(text: str) -> str:
    """Text in NFC with only the characters XML can hold; every kind of line break is a newline."""
    text = nfc(text)
    if not _SPECIAL.search(text):
        return text
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text))


def escape(text: str) -> str:
    """`clean` text with markup made harmless."""
    return _MARKUP.sub(lambda found: _ENTITIES[found[0]], clean(text))


def text_xml(text: str) -> str:
    """The content of a run: w:t, with breaks and tabs as elements."""
    body = escape(text)
    if "\n" in body:
        body = body.strip("\n").replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    if "\t" in body:
        body = body.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:t xml:space="preserve">{body}</w:t>'


def run_xml(run: Run) -> str:
    """A run with its own bold and italic over the paragraph's style."""
    bold, italic = "<w:b/>" if run.bold else "", "<w:i/>" if run.italic else ""
    properties = f"<w:rPr>{bold}{italic}</w:rPr>" if bold or italic else ""
    return f"<w:r>{properties}{text_xml(run.text)}</w:r>"


def _together(runs: Sequence[Run]) -> Iterator[Run]:
    """Neighbours in one style as one run: a sentence with figures in it stays whole for whoever edits it in Word."""
    for (bold, italic), own in groupby((r for r in runs if r.text), key=lambda r: (r.bold, r.italic)):
        yield Run("".join(run.text for run in own), bold, italic)


def line_xml(line: Line) -> str:
    """A paragraph in its style."""
    keep = "<w:keepNext/>" if line.keep_next and not line.style.keep_next else ""
    runs = "".join(run_xml(run) for run in _together(line.runs))
    return f'<w:p><w:pPr><w:pStyle w:val="{line.style.id}"/>{keep}</w:pPr>{runs}</w:p>'


LOW = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
"""The space of a paragraph of one point, for what Word wants a paragraph."""


def rule_xml(rule: Rule) -> str:
    """A low empty paragraph whose upper border, drawn in from both sides, is the rule."""
    side = twips(max(0.0, (rule.within_mm - rule.length_mm) / 2))
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{styles.GAP.id}"/><w:keepNext/>'
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        '<w:spacing w:before="40" w:after="0" w:line="80" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def framed_xml(framed: Framed) -> str:
    """A paragraph with a border on all four sides, drawn in to the frame's width."""
    side = twips(max(0.0, (framed.within_mm - framed.width_mm) / 2))
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{framed.style.id}"/><w:pBdr>{edges}</w:pBdr>'
        f'<w:spacing w:before="120"/><w:ind w:left="{side}" w:right="{side}"/></w:pPr>'
        f"{run_xml(Run(framed.text))}</w:p>"
    )


def gap_xml() -> str:
    """A line as low as it can be read past; Word needs one between two tables."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{styles.GAP.id}"/><w:keepNext/>'
        '<w:spacing w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
    )


def grid_xml(grid: Grid) -> str:
    """A table that only places things: no rules, no cell margins, rows never split."""
    widths = [twips(mm) for mm in grid.widths_mm]
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    rows = "".join(_grid_row(row, widths) for row in grid.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _grid_row(row: tuple[Cell, ...], widths: list[int]) -> str:
    cells, at = [], 0
    for cell in row:
        cells.append(_grid_cell(cell, sum(widths[at : at + cell.span])))
        at += cell.span
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _grid_cell(cell: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    inside = "".join(block_xml(block) for block in cell.blocks)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{inside}</w:tc>'


EMU_PER_MM: Final = 36_000
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"


def picture_xml(picture: Picture, number: int, relation: str) -> str:
    """A paragraph that holds the picture in its line; readers speak what it shows."""
    drawing, name = picture.drawing, f"Biểu đồ {number}"
    inside = drawing_xml(drawing.width, drawing.height, number, name, picture.told, relation)
    return f'<w:p><w:pPr><w:pStyle w:val="{styles.PICTURE.id}"/></w:pPr><w:r>{inside}</w:r></w:p>'


def drawing_xml(width_mm: float, height_mm: float, number: int, name: str, says: str, relation: str) -> str:
    """A picture in its line: its number and name in the document, what it shows, the relation to its bytes."""
    size = f'cx="{round(width_mm * EMU_PER_MM)}" cy="{round(height_mm * EMU_PER_MM)}"'
    named = f'id="{number}" name="{name}"'
    told = escape(says).replace('"', "&quot;").replace("\n", " ").replace("\t", " ")
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr {named} descr="{told}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def block_xml(block: Line | Rule | Framed | Gap | Thin | Grid) -> str:
    """Any block but a picture, which has a number, and a data table, which streams (see `tables`)."""
    match block:
        case Line():
            return line_xml(block)
        case Rule():
            return rule_xml(block)
        case Framed():
            return framed_xml(block)
        case Grid():
            return grid_xml(block)
        case Thin():
            return f"<w:p><w:pPr><w:keepNext/>{LOW}</w:pPr></w:p>"
        case Gap():
            return gap_xml()


def joined(pieces: Iterable[str], size: int = 1 << 16) -> Iterator[bytes]:
    """Pieces gathered into larger ones, encoded: fewer and cheaper writes into the archive."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= size:
            yield "".join(held).encode("utf-8")
            held, length = [], 0
    yield "".join(held).encode("utf-8")
