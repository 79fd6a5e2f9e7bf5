"""The grid of one report: indicators by section, reported beside counted and last year, and a remark on each; three
states typed by key."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from mttq_desktop.errors import Refused
from mttq_desktop.queries.indicators import Value
from mttq_desktop.queries.reports import Sheet, SheetLine
from mttq_desktop.services.periodic import TypedFigure, figure_text, read_figure
from mttq_desktop.ui.theme import base_font, colours

HEADINGS = ("Mã", "Chỉ tiêu", "ĐVT", "Báo cáo", "Đếm từ sổ", "Chênh lệch", "Cùng kỳ", "Ghi chú")
CODE, LABEL, MEASURE, REPORTED, COUNTED, DIFFERENCE, BEFORE, NOTE = range(8)
_WIDTHS = {CODE: 56, MEASURE: 84, REPORTED: 116, COUNTED: 116, DIFFERENCE: 106, BEFORE: 116, NOTE: 190}
_NUMBERS = range(REPORTED, NOTE)
LONGEST_NOTE = 300
_CODE = int(Qt.ItemDataRole.UserRole)
_ROW_HEIGHT = 30


class FigureGrid(QTableWidget):
    """Only the reported figures and the remarks on them are typed.

    `changed` tells how many wait to be saved, `rows_asked` a code.
    """

    changed = Signal(int)
    rows_asked = Signal(str)
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(HEADINGS), parent)
        self.sheet: Sheet | None = None
        self.pending: dict[str, TypedFigure] = {}
        self.wrong: dict[str, str] = {}
        self._filling = False
        self._dress()
        self.itemChanged.connect(self._typed)
        self.cellDoubleClicked.connect(self._ask_rows)
        self.currentCellChanged.connect(lambda *_: self._tell())

    def _dress(self) -> None:
        self.setAccessibleName("Số liệu theo chỉ tiêu")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        trigger = QTableWidget.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(LABEL, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        for column, words in enumerate(HEADINGS):
            self.setHorizontalHeaderItem(column, _item(words, right=column in _NUMBERS))

    # ── showing ──────────────────────────────────────────────────────────────

    def show_sheet(self, sheet: Sheet) -> None:
        """Fill the grid anew; what waits to be saved is forgotten (save first)."""
        place = (self.currentRow(), self.currentColumn())
        self.sheet, self.pending, self.wrong, self._filling = sheet, {}, {}, True
        self.clearContents()
        self.clearSpans()
        sections = dict.fromkeys(line.section for line in sheet.lines)
        self.setRowCount(len(sheet.lines) + len(sections))
        row = 0
        for section in sections:
            self._head(row, section)
            for line in (x for x in sheet.lines if x.section == section):
                row += 1
                self._fill(row, line)
            row += 1
        self._filling = False
        self.setCurrentCell(max(place[0], 1), place[1] if place[0] > 0 else REPORTED)
        self.changed.emit(0)

    def _head(self, row: int, section: str) -> None:
        item = _item(section, bold=True)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setForeground(QBrush(QColor(colours().quiet)))
        self.setItem(row, 0, item)
        self.setSpan(row, 0, 1, len(HEADINGS))

    def _fill(self, row: int, line: SheetLine) -> None:
        assert self.sheet is not None
        texts = (line.code, line.label, line.measure, figure_text(line.reported), figure_text(line.counted),
                 _signed(line.difference), figure_text(line.last_year), line.note or "")  # fmt: skip
        items = [_item(text, right=column in _NUMBERS) for column, text in enumerate(texts)]
        for column, item in enumerate(items):
            item.setData(_CODE, line.code)
            self.setItem(row, column, item)
        _dress_row(items, line, closed=self.sheet.accepted)

    # ── typing ───────────────────────────────────────────────────────────────

    def _typed(self, item: QTableWidgetItem) -> None:
        if self._filling or self.sheet is None or not _editable(item):
            return
        line = self.sheet.line(str(item.data(_CODE)))
        held = self.pending.get(line.code, TypedFigure(line.reported, line.note))
        if item.column() == NOTE:
            self._note_typed(item, line, held)
            return
        try:
            value = read_figure(item.text())
        except Refused as refused:
            self._mark_wrong(item, line.code, f"{refused.message} {refused.advice}")
            return
        self.wrong.pop(line.code, None)
        self._wait(line, replace(held, value=value))
        self._show_typed(item, line, value)

    def _note_typed(self, item: QTableWidgetItem, line: SheetLine, held: TypedFigure) -> None:
        note = " ".join(item.text().split())[:LONGEST_NOTE]
        self._filling = True
        item.setText(note)
        item.setToolTip(note)
        self._filling = False
        self._wait(line, replace(held, note=note or None))
        self.changed.emit(len(self.pending))

    def _wait(self, line: SheetLine, typed: TypedFigure) -> None:
        """What differs from what is kept waits to be saved."""
        if typed == TypedFigure(line.reported, line.note or None):
            self.pending.pop(line.code, None)
        else:
            self.pending[line.code] = typed

    def _mark_wrong(self, item: QTableWidgetItem, code: str, why: str) -> None:
        self.wrong[code] = why
        self.pending.pop(code, None)
        self._filling = True
        item.setForeground(QBrush(QColor(colours().late.ink)))
        item.setToolTip(why)
        self._filling = False
        self.told.emit(why)
        self.changed.emit(len(self.pending))

    def _show_typed(self, item: QTableWidgetItem, line: SheetLine, value: Value) -> None:
        """The figure as it will be read, and how far it is from what was counted."""
        self._filling = True
        item.setText(figure_text(value))
        item.setForeground(QBrush(QColor(colours().text)))
        item.setToolTip("")
        gap = replace(line, reported=value).difference
        if (beside := self.item(item.row(), DIFFERENCE)) is not None:
            beside.setText(_signed(gap))
            beside.setForeground(QBrush(QColor(colours().soon.ink if gap.amount else colours().text)))
        self._filling = False
        self.changed.emit(len(self.pending))
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete: not reported; Enter: the rows behind a counted figure, else the next line."""
        row, column = self.currentRow(), self.currentColumn()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.state() == QTableWidget.State.EditingState:
            return  # the Enter that ends typing comes here too, before the figure is taken
        item = self.item(row, column)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and item is not None and _editable(item):
            item.setText("")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if column in (REPORTED, NOTE):
                self._next(row)
            else:
                self._ask_rows(row, column)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter ends typing and goes to the next line, as in a column of a workbook."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._next(self.currentRow())

    def _next(self, row: int) -> None:
        """The next line, in the column that is typed."""
        below = next((r for r in range(row + 1, self.rowCount()) if self.item(r, REPORTED) is not None), row)
        self.setCurrentCell(below, NOTE if self.currentColumn() == NOTE else REPORTED)

    def moveCursor(self, action: QTableWidget.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Up and down pass over the headings of sections."""
        index = super().moveCursor(action, modifiers)
        up = action == QTableWidget.CursorAction.MoveUp
        down = action == QTableWidget.CursorAction.MoveDown
        if (up or down) and index.isValid() and self.item(index.row(), LABEL) is None:
            row = index.row() + (1 if down else -1)
            return self.model().index(row, self.currentColumn()) if row > 0 else self.currentIndex()
        return index

    # ── behind a figure ──────────────────────────────────────────────────────

    @property
    def code(self) -> str:
        """The indicator with the keyboard."""
        item = self.item(self.currentRow(), LABEL)
        return str(item.data(_CODE)) if item is not None else ""

    def _ask_rows(self, row: int, column: int) -> None:
        item = self.item(row, LABEL)
        if item is not None and column in (COUNTED, DIFFERENCE):
            self.rows_asked.emit(str(item.data(_CODE)))

    def _tell(self) -> None:
        code = self.code
        if code in self.wrong:
            self.told.emit(self.wrong[code])
        elif self.currentColumn() == COUNTED and code:
            self.told.emit("Enter: xem các hồ sơ đếm thành số này.")
        elif self.currentColumn() == NOTE and code:
            self.told.emit("Gõ ghi chú ngắn; in ở cột Ghi chú của phụ lục báo cáo chung.")
        else:
            self.told.emit("Gõ số; gõ - nếu không có; Delete nếu chưa báo cáo. Enter: xuống dòng dưới.")

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: colours of cells are put anew where nothing waits to be saved."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.sheet is not None and not self.pending:
            self.show_sheet(self.sheet)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _item(text: str, *, right: bool = False, bold: bool = False) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setTextAlignment(_RIGHT if right else _LEFT)
    if bold:
        item.setFont(base_font(bold=True))
    return item


def _editable(item: QTableWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsEditable)


def _dress_row(items: Sequence[QTableWidgetItem], line: SheetLine, *, closed: bool) -> None:
    reported, note = items[REPORTED], items[NOTE]
    if not closed:
        for item in (reported, note):
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    reported.setFont(base_font(bold=True))
    note.setToolTip(line.note or "")
    items[LABEL].setToolTip(line.label)
    for column in (CODE, MEASURE, BEFORE):
        items[column].setForeground(QBrush(QColor(colours().quiet)))
    if line.difference.amount:
        items[DIFFERENCE].setForeground(QBrush(QColor(colours().soon.ink)))


def _signed(value: Value) -> str:
    """A difference with its sign; nothing to compare is "-"."""
    if value.amount is None:
        return "-"
    text = figure_text(Value(value.state, abs(value.amount)))
    return text if not value.amount else f"{'+' if value.amount > 0 else '−'}{text}"
