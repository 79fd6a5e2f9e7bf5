"""The office's letterhead on paper: a header of its own with its pictures, and the same for the screen."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape as html_escape
from itertools import count
from typing import Final

from mttq_desktop.word.drawing import Box, Drawing, Label
from mttq_desktop.word.letterhead import DRAWN_BY_WORD, HeadBlock, HeadLine, HeadRow, Image, Words, images
from mttq_desktop.word.metrics import wrapped
from mttq_desktop.word.model import Align
from mttq_desktop.word.xml import drawing_xml, text_xml, twips

NAME, ID = "header3.xml", "rIdLetterhead"
"""The part below word/, and how the document refers to it."""
_FIRST_NUMBER: Final = 1_001
"""Drawings of a document are numbered from 1; those of its letterhead from here."""
_PX_PER_MM: Final = 96 / 25.4
FRAMED: Final = "letterhead:"
"""What the address of a picture begins with that only Word draws; its number in the letterhead follows."""
_FRAME_POINTS, _FRAME_LINE_MM, _EDGE_MM = 10.0, 4.4, 0.5
_RULE: Final = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
_RULE_SPACE: Final = '<w:spacing w:before="0" w:after="120"/>'
_RULE_HTML: Final = (
    '<table width="100%" cellspacing="0" cellpadding="0" style="border-collapse:collapse"><tr>'
    '<td style="border-top:1px solid #000000; font-size:5pt">&nbsp;</td></tr></table>'
)
_BLANK_HTML: Final = '<p style="margin:0">&nbsp;</p>'
_NO_SPACE: Final = '<w:spacing w:before="0" w:after="0"/>'


def media_types(head: Sequence[HeadBlock]) -> dict[str, str]:
    """Suffixes of its pictures with their media types."""
    return {image.kind: _media_type(image.kind) for image in images(tuple(head))}


def _media_type(kind: str) -> str:
    return f"image/x-{kind}" if kind in DRAWN_BY_WORD else f"image/{kind}"


def media(head: Sequence[HeadBlock]) -> Iterator[tuple[str, bytes]]:
    """Its pictures by their names below word/."""
    for number, image in enumerate(images(tuple(head)), 1):
        yield _media_name(number, image), image.data


def _media_name(number: int, image: Image) -> str:
    return f"media/letterhead{number}.{image.kind}"


def relations(head: Sequence[HeadBlock]) -> Iterator[tuple[str, str]]:
    """Id and target of each picture."""
    return ((f"rId{n}", _media_name(n, image)) for n, image in enumerate(images(tuple(head)), 1))


def header_xml(head: Sequence[HeadBlock]) -> str:
    """What the header holds; it ends with a paragraph, as Word wants."""
    numbers = count(1)
    body = "".join(_row(b, numbers) if isinstance(b, HeadRow) else _line(b, numbers) for b in head)
    return body if isinstance(head[-1], HeadLine) else f"{body}<w:p><w:pPr>{_NO_SPACE}</w:pPr></w:p>"


def _line(line: HeadLine, numbers: Iterator[int]) -> str:
    runs = "".join(_picture(p, next(numbers)) if isinstance(p, Image) else _words(p) for p in line.parts)
    space = _RULE_SPACE if line.ruled else _NO_SPACE
    return f'<w:p><w:pPr>{_RULE * line.ruled}{space}<w:jc w:val="{line.align}"/></w:pPr>{runs}</w:p>'


def _picture(image: Image, number: int) -> str:
    told = "Đầu trang của cơ quan"
    drawing = drawing_xml(image.width, image.height, _FIRST_NUMBER + number, told, told, f"rId{number}")
    return f"<w:r>{drawing}</w:r>"


def _words(words: Words) -> str:
    colour = f'<w:color w:val="{words.colour}"/>' if words.colour else ""
    size = round(words.points * 2)
    style = f"{'<w:b/>' * words.bold}{'<w:i/>' * words.italic}{colour}"
    return f'<w:r><w:rPr>{style}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>{text_xml(words.text)}</w:r>'


def _row(row: HeadRow, numbers: Iterator[int]) -> str:
    wide = [twips(cell.width_mm) for cell in row.cells]
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in wide)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>{_cell(cell.lines, numbers)}</w:tc>'
        for cell, w in zip(row.cells, wide, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0000"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>'
    )


def _cell(found: Sequence[HeadLine], numbers: Iterator[int]) -> str:
    return "".join(_line(line, numbers) for line in found) or f"<w:p><w:pPr>{_NO_SPACE}</w:pPr></w:p>"


# ── the screen ───────────────────────────────────────────────────────────────


def head_html(head: Sequence[HeadBlock]) -> str:
    """The same for the screen, as tall as on paper; what only Word draws are the images of `head_drawings`."""
    numbers = count()
    body = "".join(_row_html(b, numbers) if isinstance(b, HeadRow) else _line_html(b, numbers) for b in head)
    return body if isinstance(head[-1], HeadLine) else body + _BLANK_HTML


def head_drawings(head: Sequence[HeadBlock]) -> tuple[Drawing, ...]:
    """A frame in the place of each picture that only Word draws, saying so."""
    return tuple(_frame(image) for image in images(tuple(head)) if image.kind in DRAWN_BY_WORD)


def _frame(image: Image) -> Drawing:
    told = f"Ảnh {image.kind.upper()}: có trong tệp Word, không hiện ở đây"
    lines = wrapped(told, image.width - 2, _FRAME_POINTS)
    first = image.height / 2 - (len(lines) - 1) * _FRAME_LINE_MM / 2 + 1
    words = (Label(image.width / 2, first + n * _FRAME_LINE_MM, text, _FRAME_POINTS, Align.CENTER)
             for n, text in enumerate(lines))  # fmt: skip
    edge = Box(_EDGE_MM, _EDGE_MM, image.width - 2 * _EDGE_MM, image.height - 2 * _EDGE_MM)
    return Drawing(image.width, image.height, (edge, *words))


def _line_html(line: HeadLine, numbers: Iterator[int]) -> str:
    rule, said = _RULE_HTML if line.ruled else "", "".join(_part_html(part, numbers) for part in line.parts)
    return (f'<p align="{line.align}" style="margin:0">{said}</p>' if said else _BLANK_HTML) + rule


def _part_html(part: Image | Words, numbers: Iterator[int]) -> str:
    if isinstance(part, Image):
        size = f'width="{round(part.width * _PX_PER_MM)}" height="{round(part.height * _PX_PER_MM)}"'
        return f'<img src="{_source(part, numbers)}" {size}/>'
    text = html_escape(part.text)
    text = f"<b>{text}</b>" if part.bold else text
    text = f"<i>{text}</i>" if part.italic else text
    colour = f"; color:#{part.colour}" if part.colour else ""
    return f'<span style="font-size:{part.points:g}pt{colour}">{text}</span>'


def _source(image: Image, numbers: Iterator[int]) -> str:
    if image.kind in DRAWN_BY_WORD:
        return f"{FRAMED}{next(numbers)}"
    return f"data:image/{image.kind};base64,{b64encode(image.data).decode()}"


def _row_html(row: HeadRow, numbers: Iterator[int]) -> str:
    cells = "".join(
        f'<td width="{round(cell.width_mm * _PX_PER_MM)}" valign="top">'
        f'{"".join(_line_html(line, numbers) for line in cell.lines)}</td>'
        for cell in row.cells
    )
    return f'<table cellspacing="0" cellpadding="0"><tr>{cells}</tr></table>'
