"""What stands above the first page in this office: pictures and lines of the header of its own Word file.

Text with its size and side, pictures that every Word shows, and rows of cells are taken one by one and written anew;
what stands in a box follows the line that the box hangs on; nothing else of the file comes along.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from mttq_desktop.word.model import Align

if TYPE_CHECKING:
    from docx.section import Section, _Header
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run

KINDS: Final = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"BM": "bmp", b"\xd7\xcd\xc6\x9a": "wmf",
                b"\x01\0\x09\0": "wmf", b"\x02\0\x09\0": "wmf"}  # fmt: skip
"""Pictures that are taken, by the bytes they begin with; an EMF says what it is further on."""
DRAWN_BY_WORD: Final = ("emf", "wmf")
"""Kinds that Word and LibreOffice draw, and the screen of this program does not."""
_EMF: Final = (b"\x01\0\0\0", slice(40, 44), b" EMF")
_TALLEST_MM, _WIDEST_MM, _LARGEST = 60.0, 175.0, 3 * 1024 * 1024
_EMU_PER_MM, _POINTS = 36_000, (6, 36)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_SIZE: Final = re.compile(r"\b(width|height)\s*:\s*([\d.]+)\s*(pt|in|cm|mm|px)?")
_MM: Final = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "px": 25.4 / 96, "": 25.4 / 96}
"""How long the units of a picture of old Word files are."""
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX: Final = f"{_W}txbxContent"
_FIELDS: Final = (f"{_W}fldChar", f"{_W}fldSimple", f"{_W}instrText")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in a line; its kind ("png"), and its size on paper in mm."""

    data: bytes
    kind: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Words:
    """Text in one style; `colour` is "1F4E79", "" for black."""

    text: str
    points: float
    bold: bool = False
    italic: bool = False
    colour: str = ""


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One line of pictures and words; `ruled` has a rule below."""

    parts: tuple[Image | Words, ...]
    align: Align = Align.LEFT
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a row: its width as a share of the row, and its lines."""

    width_mm: float
    lines: tuple[HeadLine, ...]


@dataclass(frozen=True, slots=True)
class HeadRow:
    """Lines beside each other: a picture at the left, words at the right."""

    cells: tuple[HeadCell, ...]


HeadBlock = HeadLine | HeadRow


def images(head: tuple[HeadBlock, ...]) -> tuple[Image, ...]:
    """Every picture, in reading order."""
    return tuple(part for line in lines(head) for part in line.parts if isinstance(part, Image))


def lines(head: tuple[HeadBlock, ...]) -> Iterator[HeadLine]:
    """Every line, those of rows cell by cell."""
    for block in head:
        if isinstance(block, HeadLine):
            yield block
        else:
            yield from (line for cell in block.cells for line in cell.lines)


def read_head(section: "Section") -> tuple[HeadBlock, ...]:
    """The header of the first page of a Word file; none where it holds nothing but a page number."""
    from docx.table import Table

    header, found = _header(section), list[HeadBlock]()
    for block in header.iter_inner_content() if header is not None else ():
        found += _rows(block) if isinstance(block, Table) else _lines((block,))
    return tuple(found)


def left_out(section: "Section", head: tuple[HeadBlock, ...]) -> int:
    """How many pictures of that header were not taken."""
    header = _header(section)
    if header is None:
        return 0
    shown = sum(not _stands_in(found) for found in header._element.iter(f"{_A}blip", f"{_V}imagedata"))
    return shown - len(images(head))


def _stands_in(found: Any) -> bool:
    """Written a second time for older programs."""
    return next(found.iterancestors(_FALLBACK), None) is not None


def _header(section: "Section") -> "_Header | None":
    header = section.first_page_header if section.different_first_page_header_footer else section.header
    return None if header.is_linked_to_previous else header


def _rows(table: "WordTable") -> Iterator[HeadRow]:
    for row in table.rows:
        cells = tuple(HeadCell(_mm(cell.width), tuple(_lines(cell.paragraphs))) for cell in row.cells)
        if any(cell.lines for cell in cells):
            yield HeadRow(cells)


def _lines(paragraphs: "tuple[WordParagraph, ...] | list[WordParagraph]") -> Iterator[HeadLine]:
    """Lines with something in them; those with a field (a page number) are the program's own business."""
    for paragraph in paragraphs:
        if _has(paragraph, *_FIELDS):
            continue
        parts, ruled = tuple(_parts(paragraph)), _has(paragraph, f"{_W}pBdr")
        if parts or ruled:
            yield HeadLine(parts, _side(paragraph), ruled)
        yield from _lines(_boxed(paragraph))


def _boxed(paragraph: "WordParagraph") -> "list[WordParagraph]":
    """Paragraphs of the text boxes that hang on it, each box once."""
    from docx.text.paragraph import Paragraph

    own: Any = paragraph._p
    boxes = (box for box in own.iter(_BOX) if not _stands_in(box) and next(box.iterancestors(f"{_W}p"), None) is own)
    return [Paragraph(p, paragraph._parent) for box in boxes for p in box.iterchildren(f"{_W}p")]


def _has(paragraph: "WordParagraph", *tags: str) -> bool:
    """Itself, not what hangs on it."""
    return any(next(found.iterancestors(f"{_W}p"), None) is paragraph._p for found in paragraph._p.iter(*tags))


def _side(paragraph: "WordParagraph") -> Align:
    given = paragraph.alignment
    if given is None and paragraph.style is not None:
        given = paragraph.style.paragraph_format.alignment
    return {1: Align.CENTER, 2: Align.RIGHT}.get(int(given or 0), Align.LEFT)


def _parts(paragraph: "WordParagraph") -> Iterator[Image | Words]:
    for run in _runs(paragraph):
        yield from _images(run._r, paragraph.part)
        if text := run.text.replace("\n", " "):
            size = run.font.size or (paragraph.style and paragraph.style.font.size)
            points = min(max(size.pt if size else 13.0, _POINTS[0]), _POINTS[1])
            colour = run.font.color.rgb if run.font.color is not None and run.font.color.type is not None else None
            yield Words(text, points, bool(run.bold), bool(run.italic), str(colour or ""))


def _runs(paragraph: "WordParagraph") -> "Iterator[Run]":
    """Those of links too: an office writes its address in its letterhead."""
    from docx.text.run import Run

    for piece in paragraph.iter_inner_content():
        if isinstance(piece, Run):
            yield piece
        else:
            yield from piece.runs


def _images(run: Any, part: Any) -> Iterator[Image]:
    """Pictures of a run, those of old Word files too; what only stands in for a newer one, or in a box, is left."""
    for found in run.iter(f"{_W}drawing", f"{_W}pict"):
        if not _stands_in(found) and next(found.iterancestors(_BOX), None) is next(run.iterancestors(_BOX), None):
            image = _drawn(found, part) if found.tag == f"{_W}drawing" else _of_old_word(found, part)
            if image is not None:
                yield image


def _drawn(drawing: Any, part: Any) -> Image | None:
    """The picture of a drawing; None where it is of a kind, or of a size, that is not taken."""
    blip, extent = next(drawing.iter(f"{_A}blip"), None), next(drawing.iter(f"{_WP}extent"), None)
    if blip is None or extent is None or next(drawing.iter(_BOX), None) is not None:
        return None
    size = int(extent.get("cx")) / _EMU_PER_MM, int(extent.get("cy")) / _EMU_PER_MM
    return _taken(part, blip.get(f"{_R}embed"), size)


def _of_old_word(pict: Any, part: Any) -> Image | None:
    """The same of a picture whose size stands in its style: "width:90pt;height:45pt"."""
    data = next(pict.iter(f"{_V}imagedata"), None)
    if data is None or next(pict.iter(_BOX), None) is not None:
        return None
    said = {name: float(n) * _MM[unit] for name, n, unit in _SIZE.findall(data.getparent().get("style", ""))}
    if len(said) < 2:
        return None
    return _taken(part, data.get(f"{_R}id"), (said["width"], said["height"]))


def _taken(part: Any, relation: str | None, size: tuple[float, float]) -> Image | None:
    source = part.related_parts.get(relation)
    data: bytes = source.blob if source is not None else b""
    kind = _kind(data)
    return _bounded(Image(data, kind, *size)) if kind and len(data) <= _LARGEST else None


def _kind(data: bytes) -> str:
    begins, at, signature = _EMF
    if data.startswith(begins) and data[at] == signature:
        return "emf"
    return next((kind for sign, kind in KINDS.items() if data.startswith(sign)), "")


def _bounded(image: Image) -> Image:
    """As large as in the file, but no larger than fits above a page."""
    shrunk = min(1.0, _WIDEST_MM / max(image.width, 1.0), _TALLEST_MM / max(image.height, 1.0))
    return replace(image, width=round(image.width * shrunk, 1), height=round(image.height * shrunk, 1))


def _mm(width: Any) -> float:
    return round(width.mm, 1) if width is not None else 50.0


def told(head: tuple[HeadBlock, ...]) -> str:
    """ "Đầu trang thứ nhất: 1 ảnh, 2 dòng chữ" """
    pictures = len(images(head))
    worded = sum(any(isinstance(part, Words) for part in line.parts) for line in lines(head))
    counted = [f"{n} {what}" for n, what in ((pictures, "ảnh"), (worded, "dòng chữ")) if n]
    return f"Đầu trang thứ nhất: {', '.join(counted)}" if counted else ""
