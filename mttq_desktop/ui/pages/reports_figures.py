"""Figures of a document as tables: rows and columns put together from their keys, every number opens its rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from mttq_desktop.fields.measures import tidy
from mttq_desktop.queries.origins import Origins, origins
from mttq_desktop.services.reports import CHANGE, LAST_YEAR, Behind, Drawn
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.theme import base_font

SAME_LAST_YEAR = "Cùng kỳ"
_NUMBER_WIDTH, _NARROW, _NAME_WIDTH = 66, 54, 218
_ROOMY, _MOST_WIDE = 4, 6
"""Numbers with room to spare beside the names; numbers that still leave the names what is over."""
"""With more columns of numbers than this they are narrower, and the names keep a width one can read."""
_KEY = int(Qt.ItemDataRole.UserRole)
_INDICATOR = re.compile(r"[A-E]\d\d(\.\d)?([-&][A-E]\d\d)?")
_FAMILIES = {
    "joint": "Theo tổ chức", "units": "Theo đơn vị", "field": "Theo lĩnh vực", "senders": "Theo nơi gửi",
    "previous": "Kỳ trước", "authority": "Theo cơ quan", "place": "Theo nơi",
    "question": "Theo câu hỏi", "row": "Theo thành phần",
    "group": "Theo nhóm lĩnh vực", "reports": "Theo nơi báo cáo", "result": "Theo kết quả",
    "petition": "Theo kiến nghị", "sum": "Tổng số",
}  # fmt: skip
_FAMILY_OF = {"fields": "field", "unit": "senders", "now": "senders", "organisation": "senders", "unknown": "senders",
              "late": "petition", "merged": "petition"}  # fmt: skip


Find = Callable[[Drawn, str], Behind | None]
Amount = int | Decimal


@dataclass
class Matrix:
    """One table: titles of rows and columns, and the key of each cell."""

    rows: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)

    def put(self, row: str, column: str, key: str) -> None:
        """One figure."""
        if row not in self.rows:
            self.rows.append(row)
        if column not in self.columns:
            self.columns.append(column)
        self.keys[row, column] = key


def matrices(labels: Mapping[str, str]) -> dict[str, Matrix]:
    """Tables by family, from keys ("field/DD/total") and labels ("Đất đai: tổng số")."""
    found: dict[str, Matrix] = {}
    for key, label in labels.items():
        parts = key.split("/")
        row, _, column = label.rpartition(": ")
        if _INDICATOR.fullmatch(parts[0]):
            family, row, column = _joint(parts, label)
        elif len(parts) == 1:
            family, row, column = "sum", label, "Số"
        elif parts[0] == "previous":
            family, row, column = "previous", column[:1].upper() + column[1:], "Số"
        else:
            family = _FAMILY_OF.get(parts[0], parts[0])
            column = column[:1].upper() + column[1:]
        found.setdefault(family, Matrix()).put(row or label, column, key)
    return found


def _joint(parts: Sequence[str], label: str) -> tuple[str, str, str]:
    """Figures of the joint reports: indicators by organisation, and units by indicator."""
    if len(parts) == 1:
        return "joint", label, "Tổng"
    name, _, whose = label.rpartition(" – ")
    if len(parts) > 2 and parts[-1] in (LAST_YEAR, CHANGE):
        name = name.rpartition(" – ")[0]
    return ("units", whose, parts[0]) if parts[1][0] in "un" else ("joint", name, whose)


class FigureTable(QTableWidget):
    """Numbers; Enter or a double click opens what is behind one."""

    wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)


class FiguresPart(QWidget):
    """Families as pills, a table, and below it where the chosen number comes from.

    `opened` carries the key of a figure whose records are to be shown; `look_up` finds them, in a worker.
    """

    opened = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.drawn: Drawn | None = None
        self.before: Mapping[str, Amount] = {}
        self.look_up: Find = _nothing
        self._behind: Behind | None = None
        self._matrices: dict[str, Matrix] = {}
        self._asker = Asker(self, 80)
        self.pills = ViewPills()
        self.pills.chosen.connect(self.choose)
        self.table = _table()
        self.table.wanted.connect(self.open_rows)
        self.table.doubleClicked.connect(lambda _: self.open_rows())
        self.table.currentCellChanged.connect(lambda *_: self._tell_source())
        self.source = QLabel()
        self.source.setProperty("role", "quiet")
        self.open_link = LinkButton("Mở", self.open_rows)
        self.open_link.hide()
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.source)
        foot.addWidget(self.open_link)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.pills)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    # ── what is shown ────────────────────────────────────────────────────────

    def show_drawn(self, drawn: Drawn | None, before: Mapping[str, Amount]) -> None:
        """Show the figures of a document, and those of the same period last year."""
        self.drawn, self.before = drawn, before
        self._matrices = matrices(drawn.figures.labels) if drawn is not None else {}
        views = [View(key, _FAMILIES.get(key, key)) for key in _FAMILIES if key in self._matrices]
        self.pills.setVisible(len(views) > 1)
        self.pills.set_views(views)
        self.choose(self.pills.current)

    def choose(self, family: str) -> None:
        """Show one table."""
        matrix = self._matrices.get(family)
        self.table.clear()
        if matrix is None or self.drawn is None:
            self.table.setRowCount(0)
            self.table.setColumnCount(0)
            self._tell_source()
            return
        self.pills.choose(family)
        columns = [*matrix.columns, *([SAME_LAST_YEAR] if self._compared(matrix) else [])]
        self.table.setRowCount(len(matrix.rows))
        self.table.setColumnCount(len(columns) + 1)
        self.table.setHorizontalHeaderLabels(["Chỉ tiêu", *columns])
        self.table.setHorizontalHeaderItem(0, _item("Chỉ tiêu"))
        for row, name in enumerate(matrix.rows):
            self._fill(matrix, row, name)
        self._widths(len(columns))
        self.table.setCurrentCell(0, 1)

    def _widths(self, numbers: int) -> None:
        header, many, dense = self.table.horizontalHeader(), numbers > _MOST_WIDE, numbers > _ROOMY
        self.table.setProperty("role", "dense" if dense else "")
        self.table.style().unpolish(header)
        self.table.style().polish(header)
        header.setFixedHeight(56 if many else 34 if numbers == 1 else 46)
        header.setDefaultSectionSize(_NARROW if dense else _NUMBER_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed if many else QHeaderView.ResizeMode.Stretch)
        if many:
            self.table.setColumnWidth(0, _NAME_WIDTH)
        for column in range(1, numbers + 1):
            self.table.resizeColumnToContents(column)
            least = _NARROW if dense else _NUMBER_WIDTH
            self.table.setColumnWidth(column, max(least, self.table.columnWidth(column)))

    def _compared(self, matrix: Matrix) -> bool:
        """The same period last year stands beside, unless the document prints it itself."""
        return SAME_LAST_YEAR not in matrix.columns and any(key in self.before for key in matrix.keys.values())

    def _fill(self, matrix: Matrix, row: int, name: str) -> None:
        assert self.drawn is not None
        total = name.startswith("Tổng") or name.startswith("Cộng")
        heading = _item(name, bold=total)
        heading.setToolTip(name)
        self.table.setItem(row, 0, heading)
        for place, column in enumerate(matrix.columns, start=1):
            key = matrix.keys.get((name, column))
            if key is not None:
                number = tidy(Decimal(self.drawn.figures.counts[key]))
                self.table.setItem(row, place, _item(number, key, right=True, bold=total))
        if self._compared(matrix):
            first = matrix.keys.get((name, matrix.columns[0]), "")
            text = tidy(Decimal(self.before[first])) if first in self.before else "–"
            self.table.setItem(row, len(matrix.columns) + 1, _item(text, right=True))

    # ── behind a number ──────────────────────────────────────────────────────

    @property
    def key(self) -> str:
        """The figure with the keyboard."""
        item = self.table.item(self.table.currentRow(), self.table.currentColumn())
        return str(item.data(_KEY) or "") if item is not None else ""

    def _tell_source(self) -> None:
        """Look for what stands behind the chosen number, off the window's thread."""
        self._behind = None
        self.open_link.hide()
        key, drawn = self.key, self.drawn
        if drawn is None or key not in drawn.figures.labels:
            self.source.setText("Chọn một con số để xem nó đếm từ đâu." if drawn is not None else "")
            self._asker.forget()
            return
        label, find, database = drawn.figures.labels[key], self.look_up, self.context.database
        self.source.setText(label)

        def ask() -> tuple[Behind | None, str]:
            found = find(drawn, key)
            if found is None:
                return None, f"{label}: không có dòng nào."
            with database.reading() as session:
                return found, f"{label}: {origin_words(origins(session, found.ids, found.kind))}."

        self._asker.ask(ask, self._found)

    def _found(self, told: tuple[Behind | None, str]) -> None:
        self._behind, text = told
        self.source.setText(text)
        self.source.setToolTip(text)
        self.open_link.setVisible(self._behind is not None)
        if self._behind is not None:
            self.open_link.setText(f"Mở {whole(len(self._behind.ids))} dòng")

    def open_rows(self) -> None:
        """The records behind the chosen number."""
        if self.key:
            self.opened.emit(self.key)


def origin_words(found: Origins) -> str:
    """ "12 từ 3 tệp Excel, 2 ghi tay", without the part that is nothing."""
    files = f"{whole(found.from_files)} từ {whole(found.files)} tệp Excel" if found.from_files else ""
    hand = f"{whole(found.by_hand)} ghi tay" if found.by_hand else ""
    return ", ".join(part for part in (files, hand) if part)


def _table() -> FigureTable:
    table = FigureTable(0, 0)
    table.setAccessibleName("Số liệu của văn bản")
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(31)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
    table.horizontalHeader().setHighlightSections(False)
    middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    table.horizontalHeader().setDefaultAlignment(middle | Qt.TextFlag.TextWordWrap)
    return table


def _item(text: str, key: str = "", *, right: bool = False, bold: bool = False) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setData(_KEY, key)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    if bold:
        item.setFont(base_font(bold=True))
    return item


def _nothing(drawn: Drawn, key: str) -> Behind | None:
    return None


def same_figures(before: Sequence[Drawn]) -> Mapping[str, Amount]:
    """Figures of the same period last year, by key; none when nothing was recorded then."""
    figures = before[0].figures if before else None
    return figures.counts if figures is not None and any(figures.ids.values()) else {}
