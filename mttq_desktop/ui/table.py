"""A list of records: a million rows like a hundred, sorted, chosen, copied, remembered."""

from array import array
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QStackedLayout, QTableView, QVBoxLayout, QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import literal
from mttq_desktop.ui.table_columns import Columns, Memory
from mttq_desktop.ui.table_model import Cell, CellKind, Column, Mark, RecordTableModel, Source
from mttq_desktop.ui.table_paint import CellPainter, Foot, Heading
from mttq_desktop.ui.theme import ROW_HEIGHT
from mttq_desktop.ui.widgets.empty import EmptyState

__all__ = ["Cell", "CellKind", "Column", "Mark", "Memory", "RecordTable", "RecordTableModel", "Source"]

MOST_COPIED = 10_000
_MOST_KEPT = 10_000
"""Larger selections are not looked for again after a sort."""


class TableView(QTableView):
    """The rows. Enter opens; Ctrl+C copies; the menu key opens the menu."""

    enter_pressed = Signal()
    copy_asked = Signal()
    menu_wanted = Signal(QPoint)
    resized = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of a list: Home and End go to its ends."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.enter_pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain:
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse where it points, by key at the current row."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        spot = self.visualRect(self.currentIndex()).bottomLeft() if by_key else event.pos()
        self.menu_wanted.emit(self.viewport().mapToGlobal(spot))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The stretching column takes what is left."""
        super().resizeEvent(event)
        self.resized.emit()


class RecordTable(QFrame):
    """A table in a card with its foot and its empty state.

    `opened` and `current_changed` carry a record's id (or None), `menu_asked` a QMenu for the page to fill.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    menu_asked = Signal(object)
    loaded = Signal(object)
    failed = Signal(object)
    copied = Signal(int, int)

    def __init__(self, name: str, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.model = RecordTableModel(self)
        self.view = TableView(self)
        self.empty = EmptyState()
        self._noun, self._place, self._remark = "dòng", 0, ""
        self._kept: frozenset[int] | None = None
        self._chosen: frozenset[int] = frozenset()
        self._dress(name)
        self.columns = Columns(self.view, self.model, memory)
        self._lay_out()
        self._connect()

    def _dress(self, name: str) -> None:
        view = self.view
        view.setModel(self.model)
        view.setProperty("role", "inside")
        view.setAccessibleName(name)
        view.setHorizontalHeader(Heading(view, self.model))
        self.cell_painter = CellPainter(view, self.model)
        view.setItemDelegate(self.cell_painter)
        view.verticalHeader().hide()
        view.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)

    def _lay_out(self) -> None:
        self.foot = Foot(self.view, self.model)
        inside = QWidget()
        self._stack = QStackedLayout(inside)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(inside, 1)
        column.addWidget(self.foot)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        header = self.view.horizontalHeader()
        header.sectionClicked.connect(self._sort_clicked)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        self.view.horizontalScrollBar().valueChanged.connect(lambda _: self.foot.update())
        self.view.doubleClicked.connect(lambda _: self._open())
        self.view.enter_pressed.connect(self._open)
        self.view.copy_asked.connect(self.copy)
        self.view.menu_wanted.connect(self._menu)
        self.view.resized.connect(self.columns.fit)
        self.columns.changed.connect(self.foot.update)
        selection = self.view.selectionModel()
        selection.currentRowChanged.connect(lambda now, _: self.current_changed.emit(self._id_at(now)))
        selection.selectionChanged.connect(lambda *_: self._selected())
        self.model.modelAboutToBeReset.connect(self._note_chosen)
        self.model.first_arrived.connect(self._first)
        self.model.arrived.connect(self._arrived)
        self.model.sums_arrived.connect(self._take_sums)
        self.model.busy_changed.connect(lambda _: self._tell_foot())
        self.model.failed.connect(self._failed)

    # ── what is shown ────────────────────────────────────────────────────────

    def show_source(
        self, source: Source, sort: str | None = None, descending: bool = False, noun: str = "dòng"
    ) -> None:
        """Show a list from its beginning; a remembered sort wins. `noun` is what the foot counts."""
        self._noun, self._place, self._kept = noun, 0, None
        if self.model.columns and self.model.columns == tuple(source.columns):
            self.model.replace(source)
            return
        kept = self.columns.kept()
        if "sort" in kept:
            named = kept["sort"]
            sort, descending = named if isinstance(named, str) else None, bool(kept.get("descending"))
        self.model.show(source, sort, descending)
        self.columns.restore(kept)

    def refresh(self) -> None:
        """Ask again, keeping selection and place."""
        self._place = self.view.verticalScrollBar().value()
        self.model.ask(self._keep())

    def sort_by(self, key: str | None, descending: bool = False) -> None:
        """Sort by a column; the selection is kept, the window never waits."""
        self._place = 0
        self.model.order_by(key, descending, self._keep())
        self.view.horizontalHeader().viewport().update()
        self.columns.remember()

    def set_remark(self, text: str) -> None:
        """More about the whole list, beside the count in the foot."""
        self._remark = text
        self._tell_foot()

    def set_empty(self, title: str, hint: str, act_text: str = "", act: Callable[[], object] | None = None) -> None:
        """What an empty list says: what belongs here, and how to begin."""
        self.empty.tell(title, hint, act_text, act)

    # ── what is chosen ───────────────────────────────────────────────────────

    def selected_ids(self) -> "array[int]":
        """Ids of the selected rows, in the order of the list."""
        found: array[int] = array("q")
        for first, last in self._ranges():
            found.extend(self.model.ids[first : last + 1])
        return found

    def current_id(self) -> int | None:
        """Id of the row with the keyboard."""
        return self._id_at(self.view.currentIndex())

    def neighbour(self, record_id: int, step: int) -> int | None:
        """The record before (-1) or after (+1) another one in this list."""
        row = self._row_of(record_id)
        if row is None or not 0 <= row + step < len(self.model.ids):
            return None
        return self.model.ids[row + step]

    def select_id(self, record_id: int) -> bool:
        """Put the keyboard on a record; False when it is not in the list."""
        row = self._row_of(record_id)
        if row is None:
            return False
        index, flags = self.model.index(row, 0), QItemSelectionModel.SelectionFlag
        # selectRow would add to the selection while Ctrl is still held (Ctrl+Enter in a dialog)
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.view.scrollTo(index)
        return True

    def copy(self) -> None:
        """Selected rows to the clipboard as Excel takes them, with headings."""
        rows = [row for first, last in self._ranges() for row in range(first, last + 1)]
        cells = self.model.texts(rows[:MOST_COPIED])
        shown = self.columns.shown()
        lines = ["\t".join(self.model.columns[i].title for i in shown)]
        lines += ["\t".join(_cell_text(found[i]) for i in shown) for found in cells]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copied.emit(len(cells), len(rows) - len(cells))

    def _ranges(self) -> list[tuple[int, int]]:
        chosen = self.view.selectionModel().selection()
        return sorted({(chosen.at(i).top(), chosen.at(i).bottom()) for i in range(chosen.count())})

    def _kept_ids(self) -> frozenset[int]:
        few = sum(last - first + 1 for first, last in self._ranges()) <= _MOST_KEPT
        return frozenset(self.selected_ids()) if few else frozenset()

    def _keep(self) -> frozenset[int]:
        """What is to be selected again in the new order, as far as it is known yet."""
        self._kept = self._chosen = self._kept_ids()
        return self._kept

    def _note_chosen(self) -> None:
        """Somebody may have chosen other rows while the new order was being found."""
        self._chosen = self._kept_ids()

    def _row_of(self, record_id: int) -> int | None:
        try:
            return self.model.ids.index(record_id)
        except ValueError:
            return None

    def _id_at(self, index: QModelIndex) -> int | None:
        return self.model.ids[index.row()] if 0 <= index.row() < len(self.model.ids) else None

    def _open(self) -> None:
        if (record := self.current_id()) is not None:
            self.opened.emit(record)

    def _selected(self) -> None:
        self._tell_foot()
        self.selection_changed.emit()

    # ── answers of the model ─────────────────────────────────────────────────

    def _first(self) -> None:
        self._stack.setCurrentIndex(0 if self.model.ids else 1)
        self.view.scrollToTop()
        self.columns.fit()

    def _arrived(self, kept_rows: list[int]) -> None:
        self._stack.setCurrentIndex(0 if self.model.ids else 1)
        if self._kept is not None and self._chosen != self._kept:
            kept_rows = [row for row, i in enumerate(self.model.ids) if i in self._chosen]
        if kept_rows:
            self._select_rows(kept_rows)
        if self._place:
            self.view.verticalScrollBar().setValue(self._place)
        self.columns.fit()
        self._tell_foot()
        self.loaded.emit(len(self.model.ids))

    def _select_rows(self, rows: list[int]) -> None:
        chosen, last = QItemSelection(), len(self.model.columns) - 1
        for row in rows:
            chosen.append(QItemSelectionRange(self.model.index(row, 0), self.model.index(row, last)))
        selection = self.view.selectionModel()
        selection.setCurrentIndex(self.model.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(self.model.index(rows[0], 0))

    def _take_sums(self, sums: Mapping[str, str]) -> None:
        self.foot.tell(sums=sums)

    def _failed(self, trouble: Exception) -> None:
        if not isinstance(trouble, Trouble):
            raise trouble
        self.failed.emit(trouble)

    def _tell_foot(self) -> None:
        chosen = sum(last - first + 1 for first, last in self._ranges())
        parts = [f"{whole(len(self.model.ids))} {self._noun}"]
        if chosen > 1:
            parts.append(f"đã chọn {whole(chosen)}")
        if self.model.busy:
            parts = [parts[0] if self.model.ids else "", "đang xếp…"]
        elif self._remark:
            parts.append(self._remark)
        self.foot.tell(" · ".join(p for p in parts if p))

    # ── menus ────────────────────────────────────────────────────────────────

    def sort_menu(self, menu: QMenu) -> QMenu:
        """Sorting for the keyboard, as a part of another menu."""
        part = menu.addMenu("Sắp xếp theo")
        for logical in self.columns.shown():
            if self.model.columns[logical].sortable:
                part.addAction(literal(self.model.columns[logical].title), partial(self._sort_clicked, logical))
        return part

    def _menu(self, spot: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_asked.emit(menu)
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction("Chép các dòng đã chọn\tCtrl+C", self.copy)
        self.sort_menu(menu)
        menu.addMenu(self.columns.menu(menu))
        menu.popup(spot)

    def _header_menu(self, spot: QPoint) -> None:
        menu = self.columns.menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.horizontalHeader().mapToGlobal(spot))

    def _sort_clicked(self, logical: int) -> None:
        column = self.model.columns[logical]
        if column.sortable:
            again = self.model.sort_key == column.key
            self.sort_by(column.key, again and not self.model.descending)

    def changeEvent(self, event: QEvent) -> None:
        """A new theme paints anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "cell_painter"):
            self.cell_painter.forget()


def _cell_text(cell: Cell) -> str:
    text = cell.text if isinstance(cell, Mark) else cell
    return text.replace("\t", " ").replace("\n", " ")
