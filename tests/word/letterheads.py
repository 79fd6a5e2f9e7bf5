"""Word files with the letterhead of an invented office, as somebody would make them in Word."""

import zlib
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor

from mttq_desktop.word.drawing import Box, Drawing
from mttq_desktop.word.emf import emf
from mttq_desktop.word.look import read_look
from mttq_desktop.word.model import Annex, Document, Paragraph
from mttq_desktop.word.package import W
from tests.word.reading import opened
from tests.word.samples import joint

if TYPE_CHECKING:
    from docx.document import Document as Opened
    from docx.section import _Header

OFFICE, ADDRESS = "MẶT TRẬN TỔ QUỐC TỈNH MẪU", "Số 1 đường Thử & Nghiệm"


def png(red: int = 200, size: int = 24) -> bytes:
    """A square of one colour."""
    row = b"\0" + bytes((red, 16, 32)) * size
    header = size.to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * size)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big") for name, data in chunks
    )


def metafile() -> bytes:
    """A black square as an EMF."""
    return emf(Drawing(20, 20, (Box(2, 2, 16, 16, shade=0),)))


def with_other_picture(data: bytes) -> bytes:
    """A letterhead whose picture is of another kind than the one Word was given."""
    paper = docx.Document()
    header = paper.sections[0].header
    header.paragraphs[0].add_run().add_picture(BytesIO(png()), Mm(40), Mm(20))
    next(iter(header.part.related_parts.values()))._blob = data
    header.add_paragraph(OFFICE)
    return saved(paper)


BOXED = ("Hộp thư điện tử", "Đường dây nóng")


def with_boxes() -> bytes:
    """Text boxes: one of new Word with what stands in for it in older ones and a picture in it, one of old Word."""
    paper = docx.Document()
    header = paper.sections[0].header
    header.paragraphs[0].add_run(OFFICE)
    drawn = header.add_paragraph().add_run()
    drawn.add_picture(BytesIO(png()), Mm(20), Mm(20))
    names = nsdecls("w", "wp", "a", "r") + "".join(f' xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())
    inner = f"<w:txbxContent><w:p><w:r><w:t>{BOXED[0]}</w:t></w:r></w:p></w:txbxContent>"
    new = (
        f'<mc:AlternateContent {names}><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="1" cy="1"/>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        f"</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    header.paragraphs[0].add_run()._r.append(parse_xml(new))
    next(header.paragraphs[0]._p.iter(f"{{{W}}}txbxContent")).append(header.paragraphs[1]._p)
    old = f'<w:pict {names}><v:shape><v:textbox>{inner.replace(*BOXED)}</v:textbox></v:shape></w:pict>'
    header.add_paragraph().add_run()._r.append(parse_xml(old))
    return saved(paper)


_SPACES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006", "v": "urn:schemas-microsoft-com:vml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}  # fmt: skip


def as_in_old_word() -> bytes:
    """A letterhead whose picture is written as Word 2003 wrote it."""
    paper = docx.Document()
    header = paper.sections[0].header
    relation, _ = header.part.get_or_add_image(BytesIO(png()))
    names = 'xmlns:v="urn:schemas-microsoft-com:vml" ' + nsdecls("w", "r")
    header.paragraphs[0].add_run()._r.append(parse_xml(
        f'<w:pict {names}><v:shape style="position:static;width:72pt;height:36pt"><v:imagedata r:id="{relation}"/>'
        "</v:shape></w:pict>"
    ))  # fmt: skip
    return saved(paper)


def saved(paper: "Opened") -> bytes:
    """As it would lie on the disk."""
    stream = BytesIO()
    paper.save(stream)
    return stream.getvalue()


def fill(header: "_Header") -> None:
    """A picture beside two lines, a rule below."""
    left, right = header.add_table(1, 2, Mm(165)).rows[0].cells
    left.width, right.width = Mm(30), Mm(135)
    left.paragraphs[0].add_run().add_picture(BytesIO(png()), Mm(20), Mm(20))
    name = right.paragraphs[0].add_run(OFFICE)
    name.bold, name.font.size, name.font.color.rgb = True, Pt(15), RGBColor(0xC0, 0x10, 0x20)
    right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    right.add_paragraph(ADDRESS)
    below = header.add_paragraph()
    below._p.get_or_add_pPr().append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="8" w:space="1" w:color="C01020"/></w:pBdr>')
    )


def own_letterhead() -> bytes:
    """A file of the office, made without the program, with the header on all its pages."""
    paper = docx.Document()
    fill(paper.sections[0].header)
    return saved(paper)


def letterhead_in_ours() -> bytes:
    """A document of the program to whose first page somebody added the letterhead."""
    paper = opened(joint())
    fill(paper.sections[0].first_page_header)
    return saved(paper)


def headed(data: bytes) -> Document:
    """A document with two annexes under the letterhead of a file."""
    annexes = tuple(Annex(f"Phụ lục {n}", "(Kèm theo)", (Paragraph("Nội dung."),)) for n in range(2))
    return replace(joint(), annexes=annexes, look=read_look(data))
