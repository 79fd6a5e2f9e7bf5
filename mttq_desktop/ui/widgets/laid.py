"""A part of a document laid out on its pages: what each page shows, and which figure lies where on it."""

from collections.abc import Sequence
from dataclasses import dataclass

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
        y = self.pages[number].in_text(spot.y() - self.margins.top())
        if y is None:
            return ""
        place = QPointF(spot.x() - self.margins.left(), y)
        address = self.text.documentLayout().anchorAt(place)
        if address.startswith(FIGURE):
            return address.removeprefix(FIGURE)
        return self.drawings.figure_at(place) if self.drawings is not None else ""

    def paint(self, painter: QPainter, number: int) -> None:
        """What stands on a page, black on white."""
        if self.head is not None and not number:
            _draw(painter, self.head, QPointF(self.margins.left(), self.head_top), QRectF(QPointF(), self.head.size()))
        shown = self.pages[number]
        if shown.head is not None:
            self._stretch(painter, shown.head, 0)
        self._stretch(painter, Span(shown.top, shown.bottom), shown.down)
        self._rule(painter, shown.opened, shown.down)
        self._rule(painter, shown.closed, shown.down + shown.bottom - shown.top)

    def _rule(self, painter: QPainter, across: Span | None, down: float) -> None:
        """Where a row is parted its edge is drawn, never thinner than a dot of the device."""
        if across is not None:
            corner = QPointF(self.margins.left() + across.start, self.margins.top() + down)
            painter.fillRect(QRectF(corner, QSizeF(across.length, max(1.0, 2 * _hair(painter)))), Qt.GlobalColor.black)

    def number(self, painter: QPainter, said: str) -> None:
        """The number of a page above its text, as large on a printer's fine dots as on the screen's."""
        font = QFont(self.text.defaultFont())
        font.setPixelSize(QFontInfo(font).pixelSize())
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.black)
        above = QRectF(0, 0, self.page.width(), self.margins.top())
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, said)

    def _stretch(self, painter: QPainter, stretch: Span, down: float) -> None:
        clip = QRectF(-_RULE, stretch.start, self.text.textWidth() + 2 * _RULE, stretch.length)
        _draw(painter, self.text, QPointF(self.margins.left(), self.margins.top() + down - stretch.start), clip)


def lay(part: Paper, unit: float) -> Laid:
    """Lay a part out; `unit` pixels are a millimetre."""
    wide, tall = reversed(_A4) if part.landscape else _A4
    top, right, bottom, left = (m * unit for m in part.margins)
    text, width = _text(part.points), wide * unit - left - right
    drawings = Drawings(text, part.drawings) if part.drawings else None
    text.setHtml(part.html)
    head = _head(part, width) if part.head else None
    if head is not None:
        _give_way(text, part.head_top * unit + head.size().height() - top)
    text.setTextWidth(width)
    height = tall * unit - top - bottom
    pages = paginate(pieces_of(text, height), height)
    page, margins = QSizeF(wide * unit, tall * unit), QMarginsF(left, top, right, bottom)
    return Laid(text, page, margins, pages, drawings, head, part.head_top * unit)


def _text(points: float) -> QTextDocument:
    text, font = QTextDocument(), QFont(SERIF)
    font.setPointSizeF(points)
    text.setDefaultFont(font)
    text.setDocumentMargin(0)
    return text


def _head(part: Paper, width: float) -> QTextDocument:
    head = _text(part.points)
    for number, drawing in enumerate(part.head_drawings):
        picture, address = pictured(drawing), QUrl(f"{FRAMED}{number}")
        head.addResource(QTextDocument.ResourceType.ImageResource.value, address, picture)
    head.setHtml(part.head)
    head.setTextWidth(width)
    return head


def _draw(painter: QPainter, text: QTextDocument, corner: QPointF, clip: QRectF) -> None:
    """A stretch of a text, black on white, its corner at a point of the page."""
    hair = _hair(painter)
    painter.save()
    painter.translate(corner)
    painter.setClipRect(clip.adjusted(0, -hair, 0, hair))
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))
    context.palette = palette  # type: ignore[attr-defined]  # the stubs leave out the context's fields
    context.clip = clip  # type: ignore[attr-defined]  # as above
    text.documentLayout().draw(painter, context)
    painter.restore()


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
