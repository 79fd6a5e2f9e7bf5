"""How tests read a document back: as text, through python-docx, or as XML."""

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from mttq_desktop.word.docx import write
from mttq_desktop.word.model import Document

if TYPE_CHECKING:
    from docx.document import Document as Opened

MADE = date(2024, 4, 5)


def to_bytes(document: Document) -> bytes:
    """The .docx as it would lie on the disk."""
    stream = BytesIO()
    write(document, stream, MADE)
    return stream.getvalue()


def opened(document: Document) -> "Opened":
    """The .docx as another program opens it."""
    import docx

    return docx.Document(BytesIO(to_bytes(document)))


def lines(document: Document) -> list[str]:
    """Every paragraph that stands outside tables."""
    return [p.text for p in opened(document).paragraphs if p.text]


def table(document: Document, number: int) -> list[list[str]]:
    """The cells of one table; grids (head 0, signature last) count too."""
    return [[cell.text for cell in row.cells] for row in opened(document).tables[number].rows]
