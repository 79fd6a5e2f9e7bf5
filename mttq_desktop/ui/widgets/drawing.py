"""A drawing of a document on screen: the shapes the paper shows, painted."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from mttq_desktop.services.reports.screen import Align, Box, Drawing, Label, Stroke

SERIF = ["Times New Roman", "Liberation Serif", "Tinos"]
_MM_PER_POINT = 25.4 / 72
_DOTS_PER_MM = 16
"""As sharp as an office printer shows it."""


def image_of(drawing: Drawing) -> QImage:
    """The drawing as a picture, fit for print."""
    size = QSize(round(drawing.width * _DOTS_PER_MM), round(drawing.height * _DOTS_PER_MM))
    made = QImage(size, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_DOTS_PER_MM, _DOTS_PER_MM)
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            _box(painter, shape)
        elif isinstance(shape, Stroke):
            painter.setPen(QPen(Qt.GlobalColor.black, shape.thickness))
            painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
        else:
            _label(painter, shape)
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
