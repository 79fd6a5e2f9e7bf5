"""How rows, pills, headings and sums are drawn."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from mttq_desktop.ui import icons
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.table_model import CellKind, Column, Index, Mark, RecordTableModel
from mttq_desktop.ui.theme import ROW_HEIGHT, Colours, Tone, base_font, colours

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight
_PAD = 9
PILL_HEIGHT = 24
_ONE_LINE, _TWO_LINES = 34, 50
_ARROW = 16
"""Room of the arrow at the title that is sorted by."""


def draw_pill(painter: QPainter, theme: Colours, spot: QRectF, text: str, tone: Tone) -> None:
    """A word on its soft ground; `spot` is the room it may take."""
    shade = theme.shade(tone)
    painter.setFont(base_font(9, bold=True))
    metrics = QFontMetricsF(painter.font())
    width = min(spot.width(), metrics.horizontalAdvance(text) + 18)
    height = min(spot.height(), PILL_HEIGHT)
    box = QRectF(spot.left(), spot.center().y() - height / 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shade.soft))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(QColor(shade.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, metrics.elidedText(text, _ELIDE, width - 14))


class CellPainter(QStyledItemDelegate):
    """Paints from the model directly; the view's default asks it eight times a cell."""

    def __init__(self, view: QTableView, model: RecordTableModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.forget()

    def forget(self) -> None:
        """Colours and types are looked up once a theme."""
        theme = colours()
        self._theme = theme
        self._soft, self._text, self._accent = QColor(theme.soft), QColor(theme.text), QColor(theme.accent)
        self._font, self._bold = base_font(), base_font(bold=True)
        self._metrics = QFontMetricsF(self._font)
        self._bold_metrics = QFontMetricsF(self._bold)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the text, for double clicks between headings."""
        cell = self._model.cell(index.row(), index.column())
        text = cell.text if isinstance(cell, Mark) else cell
        return QSize(round(self._bold_metrics.horizontalAdvance(text[:80])) + 3 * _PAD, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the option's fields
        row, column = index.row(), index.column()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]  # as above
            painter.fillRect(rect, self._soft)
        if rect.left() <= 0 and self._view.currentIndex().row() == row and self._view.hasFocus():
            painter.fillRect(QRect(0, rect.top(), 3, rect.height()), self._accent)
        cell = self._model.cell(row, column)
        if isinstance(cell, Mark):
            self._pill(painter, rect, cell)
        elif cell:
            self._words(painter, rect, self._model.columns[column], cell)

    def _pill(self, painter: QPainter, rect: QRect, mark: Mark) -> None:
        if mark.text:
            painter.save()
            draw_pill(painter, self._theme, QRectF(rect.adjusted(_PAD - 5, 0, -4, 0)), mark.text, mark.tone)
            painter.restore()

    def _words(self, painter: QPainter, rect: QRect, column: Column, text: str) -> None:
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        metrics = self._bold_metrics if column.bold else self._metrics
        painter.setFont(self._bold if column.bold else self._font)
        painter.setPen(self._text)
        line = text if "\n" not in text else text.replace("\n", " ")
        side = _RIGHT if column.kind is CellKind.NUMBER else _LEFT
        painter.drawText(room, side, metrics.elidedText(line[:400], _ELIDE, room.width()))


def pill_column(texts: Iterable[str]) -> int:
    """Pixels a column needs for every one of these words to stand whole on its patch."""
    metrics = QFontMetricsF(base_font(9, bold=True))
    return round(max(map(metrics.horizontalAdvance, texts), default=0)) + 18 + _PAD


def title_width(title: str) -> int:
    """Pixels a column needs for its title to stand whole: in two lines, or the one word beside the arrow."""
    metrics, words = QFontMetricsF(base_font(bold=True)), title.split()
    if len(words) == 1:
        return round(metrics.horizontalAdvance(title)) + 2 * _PAD + _ARROW + 2
    cuts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return round(min(max(map(metrics.horizontalAdvance, cut)) for cut in cuts)) + 2 * _PAD + 2


def _titled(metrics: QFontMetrics, room: QRect, side: Qt.AlignmentFlag, title: str) -> tuple[int, str]:
    """The title on one line or broken at blanks; one that fits neither way ends in dots."""
    wrapped = side.value | Qt.TextFlag.TextWordWrap.value
    taken = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), wrapped, title)
    fits = taken.width() <= room.width() and taken.height() <= room.height()
    return wrapped, title if fits else metrics.elidedText(title, _ELIDE, room.width())


class Heading(QHeaderView):
    """Titles aligned as their columns, with an arrow at the one that is sorted by."""

    def __init__(self, view: QTableView, model: RecordTableModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._model = model
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setFixedHeight(_ONE_LINE)
        self.setAccessibleName("Tiêu đề cột")

    def settle(self) -> None:
        """Take a second line when a title of a shown column does not stand whole in one."""
        metrics = QFontMetricsF(base_font(bold=True))
        narrow = any(
            metrics.horizontalAdvance(column.title) > self._room(self.sectionSize(i), column)
            for i, column in enumerate(self._model.columns)
            if i < self.count() and not self.isSectionHidden(i)
        )
        height = _TWO_LINES if narrow else _ONE_LINE
        if height != self.height():
            self.setFixedHeight(height)
            self.geometriesChanged.emit()

    def _room(self, width: int, column: Column) -> int:
        return width - 2 * _PAD - (_ARROW if self._model.sort_key == column.key else 0)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """One title."""
        if logical >= len(self._model.columns):
            return
        theme, column = colours(), self._model.columns[logical]
        sorted_by = self._model.sort_key == column.key
        painter.save()
        painter.fillRect(rect, QColor(theme.sidebar))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.line))
        painter.setFont(base_font(bold=True))
        painter.setPen(QColor(theme.text if sorted_by else theme.quiet))
        room = rect.adjusted(_PAD, 0, -_PAD - (_ARROW if sorted_by else 0), 0)
        side = _RIGHT if column.kind is CellKind.NUMBER else _LEFT
        painter.drawText(room, *_titled(painter.fontMetrics(), room, side, column.title))
        if sorted_by:
            arrow = Icon.DESCENDING if self._model.descending else Icon.ASCENDING
            icons.draw(painter, QRectF(rect.right() - 20, rect.center().y() - 6, 14, 14), arrow, theme.link)
        painter.restore()


class Foot(QWidget):
    """Sums under their columns, and how much there is at the left."""

    def __init__(self, view: QTableView, model: RecordTableModel) -> None:
        super().__init__()
        self._view, self._model = view, model
        self.summary = ""
        self.sums: Mapping[str, str] = {}
        self.setFixedHeight(30)

    def tell(self, summary: str | None = None, sums: Mapping[str, str] | None = None) -> None:
        """Show another summary or other sums."""
        self.summary = self.summary if summary is None else summary
        self.sums = self.sums if sums is None else sums
        spoken = [f"{c.title}: {self.sums[c.key]}" for c in self._model.columns if c.key in self.sums]
        self.setAccessibleName("; ".join([self.summary, *spoken]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line above, the summary, the sums."""
        theme, painter = colours(), QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), 1), QColor(theme.line))
        painter.setFont(base_font(9))
        painter.setPen(QColor(theme.quiet))
        taken = painter.fontMetrics().horizontalAdvance(self.summary) + 2 * _PAD
        painter.drawText(self.rect().adjusted(_PAD, 0, -_PAD, 0), _LEFT, self.summary)
        painter.setFont(base_font(9, bold=True))
        painter.setPen(QColor(theme.text))
        header = self._view.horizontalHeader()
        for logical, column in enumerate(self._model.columns):
            text = self.sums.get(column.key, "")
            left = header.sectionViewportPosition(logical)
            if text and not header.isSectionHidden(logical):
                width = max(header.sectionSize(logical), painter.fontMetrics().horizontalAdvance(text) + 2 * _PAD)
                right = left + header.sectionSize(logical)
                if right - width >= taken:
                    painter.drawText(QRect(right - width, 0, width - _PAD, self.height()), _RIGHT, text)
