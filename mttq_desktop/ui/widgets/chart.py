"""Bars that open the rows behind them. Painted here: no chart library to load, both themes, keys and names.

Every bar carries its number, so that nothing is told by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.theme import Colours, Tone, base_font, colours

_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Series:
    """What one part of each bar counts."""

    name: str
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with a number for each series; `key` is handed back when it is opened."""

    label: str
    values: tuple[int, ...]
    key: object = None

    @property
    def total(self) -> int:
        """The whole bar."""
        return sum(self.values)


class BarChart(QWidget):
    """Stacked bars, upright or lying. `opened` carries the bar's key and the number of the series.

    Arrows go from bar to bar, Enter opens; a click opens the part that was hit.
    """

    opened = Signal(object, int)

    def __init__(self, name: str, lying: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.lying = name, lying
        self.bars: tuple[Bar, ...] = ()
        self.series: tuple[Series, ...] = (Series(""),)
        self.current = 0
        self._parts: list[tuple[QRectF, int, int]] = []
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_bars(self, bars: Sequence[Bar], series: Sequence[Series] = (Series(""),)) -> None:
        """Show these bars."""
        self.bars, self.series, self.current = tuple(bars), tuple(series), 0
        self.setAccessibleDescription("; ".join(self.told(i) for i in range(len(self.bars))))
        self.updateGeometry()
        self.update()

    def told(self, index: int) -> str:
        """A bar in words."""
        bar = self.bars[index]
        named = [(s.name, v) for s, v in zip(self.series, bar.values, strict=True) if s.name]
        parts = ", ".join(f"{name.lower()} {whole(v)}" for name, v in named)
        return f"{bar.label}: {whole(bar.total)}" + (f" ({parts})" if parts else "")

    def sizeHint(self) -> QSize:
        """Room for the labels."""
        return QSize(240, 26 * max(3, len(self.bars)) if self.lying else 200)

    def minimumSizeHint(self) -> QSize:
        """Below this the words of one bar would lie over those of the next."""
        return QSize(120, 18 * max(3, len(self.bars)) if self.lying else 130)

    # ── painting ─────────────────────────────────────────────────────────────

    def paintEvent(self, event: QPaintEvent) -> None:
        """Legend, bars, numbers, the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(base_font(9))
        theme, room = colours(), QRectF(self.rect())
        self._parts = []
        if not self.bars or not any(bar.total for bar in self.bars):
            painter.setPen(QColor(theme.quiet))
            painter.drawText(room, _CENTRE, "Chưa có số liệu trong kỳ này")
            return
        if len(self.series) > 1:
            room.setTop(self._legend(painter, theme, room))
        if self.lying:
            self._lying_bars(painter, theme, room)
        else:
            self._upright_bars(painter, theme, room)

    def _legend(self, painter: QPainter, theme: Colours, room: QRectF) -> float:
        x, y, metrics = room.left(), room.top(), QFontMetricsF(painter.font())
        for number, series in enumerate(self.series):
            wide = metrics.horizontalAdvance(series.name) + 30
            if x + wide > room.right() and x > room.left():
                x, y = room.left(), y + 20
            painter.fillRect(QRectF(x, y + 5, 10, 10), self._ink(theme, number))
            painter.setPen(QColor(theme.quiet))
            painter.drawText(QRectF(x + 15, y, wide, 20), _LEFT, series.name)
            x += wide
        return y + 26

    def _ink(self, theme: Colours, number: int) -> QColor:
        tone = self.series[number].tone
        return QColor(theme.accent if tone is None else theme.shade(tone).ink)

    def _upright_bars(self, painter: QPainter, theme: Colours, room: QRectF) -> None:
        most = max(bar.total for bar in self.bars)
        step = room.width() / len(self.bars)
        base, high = room.bottom() - 22, room.height() - 42
        painter.setPen(QColor(theme.edge))
        painter.drawLine(QPointF(room.left(), base), QPointF(room.right(), base))
        for index, bar in enumerate(self.bars):
            left, wide = room.left() + index * step, min(34.0, step * 0.62)
            y, x = base, left + (step - wide) / 2
            for number, value in enumerate(bar.values):
                tall = high * value / most
                y -= tall
                self._part(painter, theme, QRectF(x, y, wide, tall), index, number, value)
            painter.setPen(QColor(theme.text))
            painter.drawText(QRectF(left, y - 18, step, 16), _CENTRE, whole(bar.total))
            painter.setPen(QColor(theme.quiet))
            painter.drawText(QRectF(left, base + 3, step, 18), _CENTRE, _elided(painter, bar.label, step))
            self._focus(painter, theme, QRectF(x - 3, y - 2, wide + 6, base - y + 4), index)

    def _lying_bars(self, painter: QPainter, theme: Colours, room: QRectF) -> None:
        metrics = QFontMetricsF(painter.font())
        most = max(bar.total for bar in self.bars)
        named = min(room.width() * 0.42, max(metrics.horizontalAdvance(b.label) for b in self.bars) + 10)
        figure = metrics.horizontalAdvance(whole(most)) + 10
        step = min(40.0, room.height() / len(self.bars))
        for index, bar in enumerate(self.bars):
            top, tall = room.top() + index * step, min(22.0, step * 0.66)
            x, y = room.left() + named, top + (step - tall) / 2
            painter.setPen(QColor(theme.text))
            painter.drawText(QRectF(room.left(), top, named - 8, step), _RIGHT, _elided(painter, bar.label, named - 8))
            for number, value in enumerate(bar.values):
                wide = (room.width() - named - figure) * value / most
                self._part(painter, theme, QRectF(x, y, wide, tall), index, number, value)
                x += wide
            painter.setPen(QColor(theme.text))
            painter.drawText(QRectF(x + 6, top, figure, step), _LEFT, whole(bar.total))
            start = room.left() + named - 2
            self._focus(painter, theme, QRectF(start, y - 2, x - start + 2, tall + 4), index)

    def _part(self, painter: QPainter, theme: Colours, spot: QRectF, index: int, number: int, value: int) -> None:
        painter.fillRect(spot, self._ink(theme, number))
        self._parts.append((spot, index, number))
        words = whole(value)
        fits = QFontMetricsF(painter.font()).horizontalAdvance(words) + 4 <= spot.width() and spot.height() >= 15
        if len(self.series) > 1 and value and fits:
            painter.setPen(QColor(theme.surface))
            painter.drawText(spot, _CENTRE, words)

    def _focus(self, painter: QPainter, theme: Colours, spot: QRectF, index: int) -> None:
        if self.hasFocus() and index == self.current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawRoundedRect(spot, 3, 3)

    # ── opening ──────────────────────────────────────────────────────────────

    def part_at(self, spot: QPointF) -> tuple[int, int] | None:
        """Bar and series under a point."""
        return next(((i, n) for rect, i, n in self._parts if rect.adjusted(-3, -3, 3, 3).contains(spot)), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the part."""
        if event.button() is Qt.MouseButton.LeftButton and (hit := self.part_at(event.position())):
            self.current = hit[0]
            self.opened.emit(self.bars[hit[0]].key, hit[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self.bars:
            self.current = max(0, min(len(self.bars) - 1, self.current + steps[Qt.Key(event.key())]))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.bars:
            self.opened.emit(self.bars[self.current].key, 0)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The bar in words, as a tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self.part_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.told(hit[0]) if hit else "", self)
            return True
        return super().event(event)


def _elided(painter: QPainter, text: str, wide: float) -> str:
    return QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, wide)
