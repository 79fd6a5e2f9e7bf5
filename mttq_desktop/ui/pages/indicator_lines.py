"""Two tables of the page of indicators: all of them with their totals, and the lines of the chosen one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from mttq_desktop.queries.indicators import Cell
from mttq_desktop.services.indicator_board import IndicatorBoard, Row
from mttq_desktop.services.periodic import figure_text
from mttq_desktop.ui.theme import ROW_HEIGHT, base_font, colours

MARK = " *"
"""Behind a figure that was typed over the counted one."""
_CODE = int(Qt.ItemDataRole.UserRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HEADS = ("Nơi", "Trong kỳ", "Đếm từ sổ", "Lũy kế", "Cùng kỳ", "Báo cáo gửi")


class Figures(QTableWidget):
    """Rows of figures; `wanted` comes with Enter or a double click."""

    wanted = Signal()

    def __init__(self, name: str, heads: Sequence[str], widths: Sequence[int], names: int, parent: QWidget) -> None:
        super().__init__(0, len(heads), parent)
        self._names, self._least = names, widths[names]
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column, (title, width) in enumerate(zip(heads, widths, strict=True)):
            self.setColumnWidth(column, width)
            self.setHorizontalHeaderItem(column, _item(title, right=column > names))
        self.doubleClicked.connect(lambda _: self.wanted.emit())

    def fit(self) -> None:
        """Figures stand whole; names take what is left, and enough to be told apart."""
        for column in range(self._names + 1, self.columnCount()):
            self.resizeColumnToContents(column)
        others = sum(self.columnWidth(c) for c in range(self.columnCount()) if c != self._names)
        self.setColumnWidth(self._names, max(self._least, self.viewport().width() - others))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room for the names."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what is behind."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)


class IndicatorList(Figures):
    """Every indicator under its section, with the figure of the whole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Các chỉ tiêu", ("Mã", "Chỉ tiêu", "Tổng số"), (58, 200, 90), 1, parent)

    @property
    def code(self) -> str:
        """The chosen one."""
        item = self.item(self.currentRow(), 0)
        return str(item.data(_CODE) or "") if item is not None else ""

    def show_board(self, board: IndicatorBoard) -> None:
        """Fill it anew; the one chosen before stays chosen."""
        wanted = self.code
        self.blockSignals(True)
        self.clearContents()
        self.clearSpans()
        self.setRowCount(0)
        section = ""
        for one in board.indicators:
            if one.section != section:
                section = one.section
                self._head(section)
            total = board.table.lines[one.code].total
            self._line((one.code, one.label, shown(total)), one.code, typed=total.typed is not None)
        self.blockSignals(False)
        self.fit()
        self.choose(wanted)

    def choose(self, code: str) -> None:
        """Put the keyboard on an indicator, else on the first."""
        rows = [row for row in range(self.rowCount()) if self._code_of(row)]
        row = next((r for r in rows if self._code_of(r) == code), rows[0] if rows else -1)
        self.setCurrentCell(row, 1)

    def _code_of(self, row: int) -> str:
        item = self.item(row, 0)
        return str(item.data(_CODE) or "") if item is not None else ""

    def _head(self, section: str) -> None:
        row = self.rowCount()
        self.insertRow(row)
        item = _item(section, bold=True)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setForeground(QBrush(QColor(colours().quiet)))
        self.setItem(row, 0, item)
        self.setSpan(row, 0, 1, self.columnCount())

    def _line(self, texts: Sequence[str], code: str, *, typed: bool) -> None:
        row = self.rowCount()
        self.insertRow(row)
        for column, text in enumerate(texts):
            item = _item(text, right=column == 2)
            item.setData(_CODE, code)
            item.setToolTip(text if column == 1 else "")
            if typed and column == 2:
                item.setForeground(QBrush(QColor(colours().soon.ink)))
            self.setItem(row, column, item)


class LineTable(Figures):
    """The lines of one indicator: shown, counted, cumulative, last year, reported."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Số liệu theo nơi", _HEADS, (176, 80, 80, 80, 80, 80), 0, parent)
        self.rows: tuple[Row, ...] = ()

    @property
    def chosen(self) -> Row | None:
        """The line with the keyboard."""
        row = self.currentRow()
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Fill it anew; the line chosen before stays chosen."""
        before = self.chosen
        self.blockSignals(True)
        self.rows = tuple(rows)
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            self._fill(place, row)
        self.blockSignals(False)
        self.fit()
        again = (i for i, r in enumerate(rows) if before is not None and (r.key, r.whole) == (before.key, before.whole))
        self.setCurrentCell(next(again, 0), 1)

    def _fill(self, place: int, row: Row) -> None:
        cell = row.cell
        texts = (row.name, shown(cell), *map(figure_text, (cell.counted, cell.cumulative, cell.last_year,
                                                           cell.reported)))  # fmt: skip
        for column, text in enumerate(texts):
            item = _item(text, right=column > 0, bold=row.whole or column == 1)
            if column > 1:
                item.setForeground(QBrush(QColor(colours().quiet)))
            if column == 1 and cell.typed is not None:
                item.setForeground(QBrush(QColor(colours().soon.ink)))
                item.setToolTip(cell.typed.note)
            if column == 0:
                item.setToolTip(row.name)
            self.setItem(place, column, item)


def shown(cell: Cell) -> str:
    """The figure as it stands in a report, marked where it was typed over."""
    return figure_text(cell.shown) + (MARK if cell.typed is not None else "")


def _item(text: str, *, right: bool = False, bold: bool = False) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(_RIGHT if right else _LEFT)
    if bold:
        item.setFont(base_font(bold=True))
    return item
