"""A part of a document laid out on its pages: what each page shows, and which figure lies where on it."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontInfo,
    QPainter,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)

from mttq_desktop.services.reports.screen import FIGURE, FRAMED, Drawing, ScreenSheet
from mttq_desktop.ui.widgets.drawing import SERIF, Drawings, pictured
from mttq_desktop.ui.widgets.pages import Slice, Span, paginate
from mttq_desktop.ui.widgets.pieces import pieces_of

_A4 = (210.0, 297.0)
_RULE = 2
"""Pixels a table's outer rule may lie beyond the text."""
FINE = 3
"""Text is laid out on so many dots a pixel: a point is four of them, so letters are as wide and lines break as on
paper. On the screen's own pixels the sizes of letters are rounded."""
_STYLE = re.compile(r'(?<=style=")[^"]*')
_IN_STYLE = re.compile(r"\d+(?:\.\d+)?(?=px|pt)")
_PIXELS = re.compile(r'\b(width|height|border|cellpadding|cellspacing)="(\d+(?:\.\d+)?)"')


@dataclass(frozen=True, slots=True)
class Paper:
    """A part of a document on one kind of page. Margins in millimetres: top, right, bottom, left (Nghị định 30).

    `head` stands above its first page, `head_top` millimetres from the edge.
    """

    html: str
    landscape: bool = False
    margins: tuple[float, float, float, float] = (20, 15, 20, 30)
    points: float = 14
    drawings: tuple[Drawing, ...] = ()
    head: str = ""
    head_top: float = 0
    head_drawings: tuple[Drawing, ...] = ()

    @classmethod
    def of(cls, sheets: Sequence[ScreenSheet]) -> "list[Paper]":
        """A document's sheets as the service hands them over."""
        return [
            cls(s.html, s.landscape, s.margins, 14, s.drawings, s.head, s.head_top, s.head_drawings) for s in sheets
        ]


@dataclass(frozen=True, slots=True)
class Laid:
    """A part laid out: its text without an end, the size of its pages and its margins in pixels, its pages.

    `head` is what stands above its first page, `head_top` pixels from the edge.
    """

    text: QTextDocument
    page: QSizeF
    margins: QMarginsF
    pages: Sequence[Slice]
    drawings: Drawings | None = None
    head: QTextDocument | None = None
    head_top: float = 0

    def figure_at(self, number: int, spot: QPointF) -> str:
        """The key of the figure at a point of a page, "" for none."""
        y = self.pages[number].in_text((spot.y() - self.margins.top()) * FINE)
        if y is None:
            return ""
        place = QPointF((spot.x() - self.margins.left()) * FINE, y)
        address = self.text.documentLayout().anchorAt(place)
        if address.startswith(FIGURE):
            return address.removeprefix(FIGURE)
        return self.drawings.figure_at(place) if self.drawings is not None else ""

    def paint(self, painter: QPainter, number: int) -> None:
        """What stands on a page, black on white."""
        if self.head is not None and not number:
            with _at(painter, QPointF(self.margins.left(), self.head_top)):
                _draw(painter, self.head, 0, QRectF(QPointF(), self.head.size()))
        with _at(painter, QPointF(self.margins.left(), self.margins.top())):
            self._text_of(painter, self.pages[number])

    def _text_of(self, painter: QPainter, shown: Slice) -> None:
        if shown.head is not None:
            self._stretch(painter, shown.head, 0)
        self._stretch(painter, Span(shown.top, shown.bottom), shown.down)
        _rule(painter, shown.opened, shown.down)
        _rule(painter, shown.closed, shown.down + shown.bottom - shown.top)

    def _stretch(self, painter: QPainter, stretch: Span, down: float) -> None:
        beyond = _RULE * FINE
        clip = QRectF(-beyond, stretch.start, self.text.textWidth() + 2 * beyond, stretch.length)
        _draw(painter, self.text, down - stretch.start, clip)

    def number(self, painter: QPainter, said: str) -> None:
        """The number of a page above its text, as large on a printer's fine dots as on the screen's."""
        font = QFont(self.text.defaultFont())
        font.setPixelSize(round(QFontInfo(font).pixelSize() / FINE))
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.black)
        above = QRectF(0, 0, self.page.width(), self.margins.top())
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, said)


def lay(part: Paper, unit: float) -> Laid:
    """Lay a part out; `unit` pixels are a millimetre."""
    wide, tall = reversed(_A4) if part.landscape else _A4
    top, right, bottom, left = (m * unit for m in part.margins)
    text, width = _text(part.points * FINE), wide * unit - left - right
    drawings = Drawings(text, part.drawings) if part.drawings else None
    text.setHtml(_grown(part.html))
    head = _head(part, width) if part.head else None
    if head is not None:
        _give_way(text, (part.head_top * unit - top) * FINE + head.size().height())
    text.setTextWidth(width * FINE)
    height = (tall * unit - top - bottom) * FINE
    pages = paginate(pieces_of(text, height), height)
    page, margins = QSizeF(wide * unit, tall * unit), QMarginsF(left, top, right, bottom)
    return Laid(text, page, margins, pages, drawings, head, part.head_top * unit)


def _grown(html: str) -> str:
    """The same with every length in the dots of the text."""
    styled = _STYLE.sub(lambda style: _grown_style(style[0]), html)
    return _PIXELS.sub(lambda found: f'{found[1]}="{round(float(found[2]) * FINE)}"', styled)


@lru_cache(maxsize=256)
def _grown_style(style: str) -> str:
    """Kept: every cell of a table has the same."""
    return _IN_STYLE.sub(lambda number: f"{float(number[0]) * FINE:g}", style)


def _text(points: float) -> QTextDocument:
    text, font = QTextDocument(), QFont(SERIF)
    font.setPointSizeF(points)
    text.setDefaultFont(font)
    text.setDocumentMargin(0)
    text.setUndoRedoEnabled(False)
    return text


def _head(part: Paper, width: float) -> QTextDocument:
    head = _text(part.points * FINE)
    for number, drawing in enumerate(part.head_drawings):
        picture, address = pictured(drawing), QUrl(f"{FRAMED}{number}")
        head.addResource(QTextDocument.ResourceType.ImageResource.value, address, picture)
    head.setHtml(_grown(part.head))
    head.setTextWidth(width * FINE)
    return head


@contextmanager
def _at(painter: QPainter, corner: QPointF) -> Iterator[None]:
    """Paint in the dots of the text, from a point of the page."""
    painter.save()
    painter.translate(corner)
    painter.scale(1 / FINE, 1 / FINE)
    yield
    painter.restore()


def _draw(painter: QPainter, text: QTextDocument, down: float, clip: QRectF) -> None:
    """A stretch of a text, black on white, so far down."""
    hair = _hair(painter)
    painter.save()
    painter.translate(0, down)
    painter.setClipRect(clip.adjusted(0, -hair, 0, hair))
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))
    context.palette = palette  # type: ignore[attr-defined]  # the stubs leave out the context's fields
    context.clip = clip  # type: ignore[attr-defined]  # as above
    text.documentLayout().draw(painter, context)
    painter.restore()


def _rule(painter: QPainter, across: Span | None, y: float) -> None:
    """Where a row is parted its edge is drawn, never thinner than a dot of the device."""
    if across is not None:
        thick = max(float(FINE), 2 * _hair(painter))
        painter.fillRect(QRectF(across.start, y, across.length, thick), Qt.GlobalColor.black)


def _hair(painter: QPainter) -> float:
    """Half a dot of the device: what lies on an edge between two dots is painted whole."""
    return 0.5 / painter.worldTransform().m11()


def _give_way(text: QTextDocument, pixels: float) -> None:
    """A text begins lower on its first page."""
    if pixels > 0:
        cursor = QTextCursor(text)
        cursor.insertBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        room = QTextBlockFormat()
        room.setLineHeight(pixels, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(room)
