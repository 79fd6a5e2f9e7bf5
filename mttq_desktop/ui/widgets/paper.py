"""Documents as they will lie on the table: A4 pages, white in both themes, laid out from HTML."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPdfWriter,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from mttq_desktop.errors import Refused
from mttq_desktop.ui.theme import colours
from mttq_desktop.ui.widgets.laid import Laid, Paper, lay

_GAP = 14
_PDF_DOTS = 1_200
"""Dots of an inch: letters and rules lie where they were laid out, not on the dots of the screen."""
_ZOOMS = (0.4, 0.5, 0.6, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0)


class _Sheets(QWidget):
    """All pages, one below the other."""

    def __init__(self, preview: "PaperPreview") -> None:
        super().__init__()
        self.preview = preview
        self.setMouseTracking(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A figure under the pointer is marked."""
        self.preview.point_at(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        self.preview.point_at(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A figure is opened."""
        if event.button() is Qt.MouseButton.LeftButton and (key := self.preview.figure_at(event.position())):
            self.preview.figure_asked.emit(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only pages in sight."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        edge, seen = QColor(colours().edge), QRectF(event.rect())
        for number, spot in enumerate(self.preview.spots()):
            if spot.intersects(seen):
                painter.fillRect(spot, Qt.GlobalColor.white)
                painter.setPen(edge)
                painter.drawRect(spot)
                painter.save()
                painter.translate(spot.topLeft())
                scale = self.preview.scale_of(number)
                painter.scale(scale, scale)
                self.preview.paint_page(painter, number)
                painter.restore()


class PaperPreview(QScrollArea):
    """Pages of a document; Ctrl+wheel and + − change the size, W fits the width.

    `figure_asked` carries the key of a figure that was clicked.
    """

    paged = Signal(int)
    figure_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Xem trước văn bản")
        self.zoom, self._fitting = 0.5, True
        self._lacking = False
        self._laid: list[Laid] = []
        self._pages: list[tuple[int, int]] = []
        self._sheets = _Sheets(self)
        self.setWidget(self._sheets)
        self.setWidgetResizable(False)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    @property
    def pages(self) -> int:
        """How many pages."""
        return len(self._pages)

    def refuse_lacking(self) -> None:
        """Refuse to bring to paper what a frame stands for on screen."""
        if self._lacking:
            raise Refused("Ảnh EMF, WMF ở đầu trang chỉ có trong tệp Word, không in được từ đây.",
                          "Phát hành ra Word rồi in hoặc lưu PDF từ Word; hoặc thay ảnh ấy bằng ảnh PNG.")  # fmt: skip

    def show_html(self, html: str, landscape: bool = False) -> None:
        """One part alone."""
        self.show_parts([Paper(html, landscape)])

    def show_parts(self, parts: Sequence[Paper]) -> None:
        """Lay a document out; the place in it is kept."""
        place = self.verticalScrollBar().value()
        self._lacking = any(part.head_drawings for part in parts)
        self._laid = [lay(part, self.logicalDpiX() / 25.4) for part in parts]
        self._pages = [(i, page) for i, laid in enumerate(self._laid) for page in range(len(laid.pages))]
        self._settle()
        self.verticalScrollBar().setValue(place)
        self.setAccessibleDescription(f"{self.pages} trang")
        self.paged.emit(self.pages)

    # ── figures ──────────────────────────────────────────────────────────────

    def figure_at(self, point: QPointF) -> str:
        """The key of the figure at a point of the sheets, "" for none."""
        for number, spot in enumerate(self.spots()):
            if spot.contains(point):
                part, page = self._pages[number]
                laid, scale = self._laid[part], self.scale_of(number)
                inside = point - spot.topLeft()
                return laid.figure_at(page, QPointF(inside.x() / scale, inside.y() / scale))
        return ""

    def point_at(self, point: QPointF | None) -> None:
        """Show that a figure can be opened."""
        known = bool(point is not None and self.figure_at(point))
        self._sheets.setCursor(Qt.CursorShape.PointingHandCursor if known else Qt.CursorShape.ArrowCursor)
        self._sheets.setToolTip("Bấm để mở các dòng được đếm" if known else "")

    # ── painting ─────────────────────────────────────────────────────────────

    def spots(self) -> list[QRectF]:
        """Where each page lies on screen."""
        found: list[QRectF] = []
        y, wide = float(_GAP), self._sheets.width()
        for number, (part, _) in enumerate(self._pages):
            size = self._laid[part].page * self.scale_of(number)
            found.append(QRectF((wide - size.width()) / 2, y, size.width(), size.height()))
            y += size.height() + _GAP
        return found

    def scale_of(self, number: int) -> float:
        """How large a page is shown; while the width is fitted, pages lying on their side are fitted too."""
        if not self._fitting:
            return self.zoom
        return self._fitted(self.page_size(number).width())

    def page_size(self, number: int) -> QSizeF:
        """The natural size of a page, in pixels."""
        return self._laid[self._pages[number][0]].page

    def _fitted(self, width: float) -> float:
        return max(0.2, (self.viewport().width() - 2 * _GAP) / width)

    def paint_page(self, painter: QPainter, number: int) -> None:
        """One page at its natural size, black on white, its number above from the second of its part on: annexes are
        numbered apart, as in Word."""
        part, page = self._pages[number]
        laid = self._laid[part]
        laid.paint(painter, page)
        if page:
            laid.number(painter, str(page + 1))

    def picture(self, number: int, width: int = 400) -> QImage:
        """One page as a picture."""
        size = self._laid[self._pages[number][0]].page
        made = QImage(QSize(width, round(width * size.height() / size.width())), QImage.Format.Format_RGB32)
        made.fill(Qt.GlobalColor.white)
        painter = QPainter(made)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(width / size.width(), width / size.width())
        self.paint_page(painter, number)
        painter.end()
        return made

    def write_pdf(self, path: Path) -> None:
        """The pages as they are seen, into a PDF file. Raises OSError where it cannot be written."""
        writer = QPdfWriter(str(path))
        writer.setResolution(_PDF_DOTS)
        painter = QPainter()
        for number, (part, _) in enumerate(self._pages):
            sideways = self._laid[part].page.width() > self._laid[part].page.height()
            turned = QPageLayout.Orientation.Landscape if sideways else QPageLayout.Orientation.Portrait
            writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF(0, 0, 0, 0)))
            if number:
                writer.newPage()
            elif not painter.begin(writer):
                raise OSError(f"cannot write {path}")
            painter.resetTransform()
            painter.scale(*[_PDF_DOTS / self.logicalDpiX()] * 2)
            self.paint_page(painter, number)
        painter.end()

    # ── size ─────────────────────────────────────────────────────────────────

    def set_zoom(self, zoom: float) -> None:
        """Another size; the width is not fitted any more."""
        self._fitting, self.zoom = False, zoom
        self._settle()

    def fit_width(self) -> None:
        """As wide as there is room."""
        self._fitting = True
        self._settle()

    def step_zoom(self, step: int) -> None:
        """The next larger or smaller size."""
        larger = [z for z in _ZOOMS if z > self.zoom + 0.01]
        smaller = [z for z in _ZOOMS if z < self.zoom - 0.01]
        if step > 0 and larger:
            self.set_zoom(larger[0])
        elif step < 0 and smaller:
            self.set_zoom(smaller[-1])

    def _settle(self) -> None:
        room = self.viewport().width()
        if self._fitting and self._laid:
            self.zoom = self._fitted(self._laid[0].page.width())
        sizes = [self.page_size(n) * self.scale_of(n) for n in range(len(self._pages))]
        tall = sum(size.height() + _GAP for size in sizes) + _GAP
        widest = max((size.width() for size in sizes), default=1.0)
        self._sheets.resize(max(room, round(widest) + 2 * _GAP), round(tall))
        self._sheets.update()

    def resizeEvent(self, event: object) -> None:
        """Fit again."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands in a QResizeEvent
        self._settle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl+wheel changes the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ − W."""
        if event.text() in ("+", "="):
            self.step_zoom(1)
        elif event.text() == "-":
            self.step_zoom(-1)
        elif event.text() in ("w", "W"):
            self.fit_width()
        else:
            super().keyPressEvent(event)
