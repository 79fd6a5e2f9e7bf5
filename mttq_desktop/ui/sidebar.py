"""The list of pages at the left: groups, icons, counts; icons alone on a narrow screen."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)  # fmt: skip

from mttq_desktop.text.numbers import whole
from mttq_desktop.ui import icons
from mttq_desktop.ui.page import PageEntry
from mttq_desktop.ui.theme import SIDEBAR_WIDTH, base_font, colours

Index = QModelIndex | QPersistentModelIndex
NARROW_WIDTH = 56
_ENTRY = int(Qt.ItemDataRole.UserRole)
_COUNT = _ENTRY + 1
_GAP = "\u00a0"


class Pages(QAbstractListModel):
    """Entries and group headings in the order of the window; headings are plain texts."""

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = tuple(entries)
        self.counts = {e.key: e.count for e in entries}
        self.rows: list[PageEntry | str] = []
        group = ""
        for entry in entries:
            if entry.group != group:
                self.rows.append(entry.group or _GAP)
                group = entry.group
            self.rows.append(entry)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Headings and entries."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        heading = isinstance(self.rows[index.row()], str)
        return Qt.ItemFlag.NoItemFlags if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = 0) -> object:
        """Texts for eyes and for screen readers."""
        row = self.rows[index.row()]
        if isinstance(row, str):
            return row if role in (int(Qt.ItemDataRole.DisplayRole), _ENTRY) else None
        count = self.counts[row.key]
        if role == int(Qt.ItemDataRole.AccessibleTextRole) and count:
            return f"{row.title}, {whole(count)} {row.count_word}"
        if role == int(Qt.ItemDataRole.DisplayRole) or role == int(Qt.ItemDataRole.AccessibleTextRole):
            return row.title
        if role == _ENTRY:
            return row
        return count if role == _COUNT else None

    def row_of(self, key: str) -> int:
        """Where a page stands; -1 for an unknown one."""
        return next((i for i, r in enumerate(self.rows) if isinstance(r, PageEntry) and r.key == key), -1)

    def set_count(self, key: str, count: int | None) -> None:
        """The number beside a page."""
        self.counts[key] = count
        spot = self.index(self.row_of(key))
        self.dataChanged.emit(spot, spot)


class _Painter(QStyledItemDelegate):
    """Draws headings and entries; icons only once the window has been seen."""

    def __init__(self, parent: "Sidebar") -> None:
        super().__init__(parent)
        self.bar = parent
        self.bold = base_font(10, bold=True)
        self.small = base_font(8.5)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Entries of 32, headings of 28, a gap of 12 pixels, less on a low screen."""
        row = index.data(_ENTRY)
        if isinstance(row, str):
            return QSize(0, 10 if row == _GAP or self.bar.narrow else self.bar.heading_height)
        return QSize(0, self.bar.entry_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        row = index.data(_ENTRY)
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the option's fields
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, PageEntry):
            self._entry(painter, option, rect, row, index.data(_COUNT))
        elif row != _GAP and not self.bar.narrow:
            self._heading(painter, rect, row)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(self.small)
        painter.setPen(QColor(colours().quiet))
        painter.drawText(rect.adjusted(20, 8, -8, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _entry(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, entry: PageEntry, count: int | None
    ) -> None:
        theme = colours()
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        chosen = entry.key == self.bar.current
        box = QRectF(rect.adjusted(8, 0, -8, -1))
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.soft if chosen else theme.hover))
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus and self.bar.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        if self.bar.icons_ready:
            left = box.center().x() - 9 if self.bar.narrow else box.left() + 10
            spot = QRectF(left, box.center().y() - 9, 18, 18)
            icons.draw(painter, spot, entry.icon, theme.link if chosen else theme.quiet)
        if not self.bar.narrow:
            self._words(painter, box, entry, count, chosen)

    def _words(self, painter: QPainter, box: QRectF, entry: PageEntry, count: int | None, chosen: bool) -> None:
        theme = colours()
        painter.setFont(self.bold if chosen else self.bar.font())
        painter.setPen(QColor(theme.link if chosen else theme.text))
        taken = QFontMetrics(self.small).horizontalAdvance(whole(count)) + 14 if count else 8
        room = box.adjusted(37, 0, -taken, 0)
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)
        if count:
            painter.setFont(self.small)
            painter.setPen(QColor(theme.link if chosen else theme.quiet))
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(box.adjusted(0, 0, -10, 0), align, whole(count))


class Sidebar(QListView):
    """Pages to choose from; arrows move, Enter opens, a click opens."""

    opened = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = Pages(entries, self)
        self.current = ""
        self.narrow = False
        self.icons_ready = False
        self.entry_height, self.heading_height = 32, 32
        self.setModel(self.pages)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName("Các trang của chương trình")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("role", "sidebar")
        self.setFixedWidth(SIDEBAR_WIDTH)
        self.clicked.connect(self._open)

    def show_icons(self) -> None:
        """The window has been seen; load the icons now."""
        self.icons_ready = True
        self.viewport().update()

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone, or icons and words."""
        if narrow != self.narrow:
            self.narrow = narrow
            self.setFixedWidth(NARROW_WIDTH if narrow else SIDEBAR_WIDTH)
            self.scheduleDelayedItemsLayout()

    def set_current(self, key: str) -> None:
        """Mark the page that is shown."""
        self.current = key
        self.setCurrentIndex(self.pages.index(self.pages.row_of(key)))
        self.viewport().update()

    def set_count(self, key: str, count: int | None) -> None:
        """The number beside a page; None or 0 shows nothing."""
        self.pages.set_count(key, count)

    def fit(self, height: int) -> None:
        """Rows a little lower where the screen has no room for all of them."""
        titles = [r for r in self.pages.rows if isinstance(r, str) and r != _GAP]
        entries = len(self.pages.entries)
        free = height - 10 * self.pages.rows.count(_GAP) - 30 * len(titles)
        self.entry_height = min(32, max(26, free // max(1, entries)))
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: object) -> bool:
        """Titles as tips while only icons are shown."""
        if isinstance(event, QHelpEvent) and self.narrow:
            row = self.indexAt(event.pos()).data(_ENTRY)
            QToolTip.showText(event.globalPos(), row.title if isinstance(row, PageEntry) else "", self)
            return True
        return super().viewportEvent(event)  # type: ignore[arg-type]  # Qt hands in a QEvent

    def _open(self, index: QModelIndex) -> None:
        row = index.data(_ENTRY)
        if isinstance(row, PageEntry):
            self.opened.emit(row.key)


