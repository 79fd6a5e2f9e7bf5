"""A drawing of a document on screen: the shapes the paper shows, painted."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlock,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
)

from mttq_desktop.services.reports.screen import DRAWN, Align, Box, Drawing, Label, Stroke

SERIF = ["Times New Roman", "Liberation Serif", "Tinos"]
_MM_PER_POINT = 25.4 / 72
_DOTS_PER_MM = 16
"""Letters are set as large as an office printer sees them."""
_IMAGE_DOTS_PER_MM = 6
"""An image is shown at a half to a third of its size: finer ones lose strokes."""


class Drawings(QPyTextObject):
    """Paints the drawings of a text where its images stand, as shapes: sharp at every size and on paper."""

    def __init__(self, text: QTextDocument, drawings: Sequence[Drawing]) -> None:
        super().__init__(text)
        self.text = text
        self.drawings = {f"{DRAWN}{number}": drawing for number, drawing in enumerate(drawings)}
        text.documentLayout().registerHandler(int(QTextFormat.ObjectTypes.ImageObject.value), self)

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """As large as the text says."""
        image = format.toImageFormat()
        return QSizeF(image.width(), image.height())

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, format: QTextFormat
    ) -> None:
        """One drawing."""
        drawing = self.drawings.get(format.toImageFormat().name())
        if drawing is not None:
            painter.save()
            painter.translate(rect.topLeft())
            painter.scale(rect.width() / drawing.width, rect.height() / drawing.height)
            paint(painter, drawing)
            painter.restore()


    def figure_at(self, spot: QPointF) -> str:
        """The key of the figure at a point of the text, "" for none; a drawing has a line of its own."""
        place = self.text.documentLayout().hitTest(spot, Qt.HitTestAccuracy.ExactHit)
        block = self.text.findBlock(place) if place >= 0 else QTextBlock()
        image = block.begin().fragment().charFormat().toImageFormat() if block.isValid() else QTextImageFormat()
        drawing = self.drawings.get(image.name())
        if drawing is None:
            return ""
        line = block.layout().lineAt(0)
        corner = block.layout().position() + line.position() + QPointF(0, line.ascent() - image.height())
        corner.setX(corner.x() + line.naturalTextRect().left() - line.position().x())
        inside = spot - corner
        return drawing.figure_at(
            inside.x() * drawing.width / image.width(), inside.y() * drawing.height / image.height()
        )


def paint(painter: QPainter, drawing: Drawing) -> None:
    """Every shape of it, in millimetres."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            _box(painter, shape)
        elif isinstance(shape, Stroke):
            painter.setPen(QPen(Qt.GlobalColor.black, shape.thickness))
            painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
        else:
            _label(painter, shape)


def pictured(drawing: Drawing) -> QImage:
    """The same as an image, for a text whose other images are photographs."""
    size = QSizeF(drawing.width, drawing.height) * _IMAGE_DOTS_PER_MM
    made = QImage(size.toSize(), QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.scale(_IMAGE_DOTS_PER_MM, _IMAGE_DOTS_PER_MM)
    paint(painter, drawing)
    painter.end()
    return made


def _box(painter: QPainter, box: Box) -> None:
    painter.setPen(QPen(Qt.GlobalColor.black, 0.2) if box.edged else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QBrush(_grey(box.shade)))
    painter.drawRect(QRectF(box.x, box.y, box.width, box.height))


def _label(painter: QPainter, label: Label) -> None:
    """Letters are set at the size of dots, where fonts are hinted for nothing, and drawn smaller."""
    font = QFont(SERIF)
    font.setPixelSize(round(label.points * _MM_PER_POINT * _DOTS_PER_MM))
    font.setBold(label.bold)
    wide = QFontMetricsF(font).horizontalAdvance(label.text) / _DOTS_PER_MM
    before = {Align.RIGHT: wide, Align.CENTER: wide / 2}.get(label.align, 0.0)
    painter.save()
    painter.translate(label.x - before, label.y)
    painter.scale(1 / _DOTS_PER_MM, 1 / _DOTS_PER_MM)
    painter.setFont(font)
    painter.setPen(_grey(label.shade))
    painter.drawText(QPointF(0, 0), label.text)
    painter.restore()


def _grey(shade: int) -> QColor:
    return QColor(shade, shade, shade)
