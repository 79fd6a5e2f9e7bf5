"""A document for the screen: sheets as HTML with their margins, and the drawings on them."""

from dataclasses import dataclass

from mttq_desktop.word.drawing import Box, Drawing, Label, Stroke
from mttq_desktop.word.letterhead_parts import FRAMED
from mttq_desktop.word.model import Align, Document
from mttq_desktop.word.preview import DRAWN, FIGURE, KEPT, ROWS_SHOWN, is_shortened, sheets, to_html

__all__ = [
    "DRAWN", "FIGURE", "FRAMED", "KEPT", "Align", "Box", "Drawing", "Label", "ScreenSheet", "Stroke", "as_html",
    "as_sheets", "is_shortened",
]  # fmt: skip


def as_html(document: Document) -> str:
    """The document for the screen, laid out from the blocks the Word file is made of."""
    return to_html(document)


@dataclass(frozen=True, slots=True)
class ScreenSheet:
    """The document or one annex for the screen; margins in mm: top, right, bottom, left.

    The n-th drawing is the image whose address is DRAWN and n. `head` stands above the first page, `head_top` mm from
    its edge; text gives way to it.
    """

    html: str
    landscape: bool
    margins: tuple[float, float, float, float]
    drawings: tuple[Drawing, ...] = ()
    head: str = ""
    head_top: float = 0
    head_drawings: tuple[Drawing, ...] = ()


def as_sheets(document: Document, *, whole: bool = False) -> tuple[ScreenSheet, ...]:
    """The document sheet by sheet, each on its own kind of page; the `whole` of long tables, not their beginning."""
    return tuple(
        ScreenSheet(
            s.html, s.page.is_landscape, (s.page.top, s.page.right, s.page.bottom, s.page.left), s.drawings, s.head,
            s.page.header, s.head_drawings,
        )
        for s in sheets(document, None if whole else ROWS_SHOWN)
    )  # fmt: skip
