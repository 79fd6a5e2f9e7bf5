"""What the people's boards of communes did in a period, unit by unit, with the communes that said nothing."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from mttq_desktop.queries.people import FIGURES, UnitTotals, totals
from mttq_desktop.rules.period import Period
from mttq_desktop.services.plain_tables import Cell, PlainTable
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.numbers import decimal, whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.table_out import export_button
from mttq_desktop.ui.pages.unit_choice import UnitChoice
from mttq_desktop.ui.theme import ROW_HEIGHT, base_font

_HEADS = (
    ("Đơn vị", 260), ("Xã có số liệu", 110), ("Số cuộc", 90), ("Vụ việc", 90),
    ("Tiền thu hồi (đồng)", 150), ("Đất thu hồi (m²)", 130), ("Kiến nghị", 90),
)  # fmt: skip


class PeopleTotalsPage(Page):
    """One row a unit and the total; the period is the working one."""

    help_page = "giam-sat"

    def __init__(self, context: Context) -> None:
        super().__init__("Tổng hợp Ban TTND, Ban GSĐTCĐ theo đơn vị")
        self.context = context
        self.period = Period.quarter_of(context.today())
        self.rows: tuple[UnitTotals, ...] = ()
        self.asking = Asker(self)
        self._stale = True
        self.heading, self.remark = QLabel(), QLabel()
        self.heading.setProperty("role", "heading")
        self.remark.setProperty("role", "quiet")
        self.remark.setWordWrap(True)
        self.table = _table()
        self.units = UnitChoice(context)
        self.units.picked.connect(self.reload)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.units)
        head.addWidget(export_button(self, context, self.told))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.remark)
        column.addWidget(self.table, 1)

    def reload(self) -> None:
        """Fetch the period's figures."""
        self._stale = False
        self.units.follow()
        database, period, choice, today = self.context.database, self.period, self.units.choice, self.context.today()

        def ask() -> tuple[UnitTotals, ...]:
            with database.reading() as session:
                return totals(session, period, choice, today)

        self.asking.ask(ask, self._take)

    def _take(self, rows: tuple[UnitTotals, ...]) -> None:
        self.rows = rows
        self.heading.setText(f"Hoạt động của Ban TTND, Ban GSĐTCĐ, {self.period.label}")
        self.remark.setText(_remark(rows))
        self.table.setRowCount(len(rows) + (1 if rows else 0))
        for place, row in enumerate(rows):
            self._write(place, _texts(row), strong=False)
        if rows:
            self._write(len(rows), _total(rows), strong=True)

    def _write(self, row: int, texts: Sequence[str], *, strong: bool) -> None:
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            if strong:
                item.setFont(base_font(10, bold=True))
            self.table.setItem(row, column, item)

    def told(self) -> PlainTable:
        """The table as it stands, for a workbook."""
        rows: list[Sequence[Cell]] = [(r.name, r.communes, *(r.of(f) for f in FIGURES)) for r in self.rows]
        sums = (_sum(self.rows, figure) for figure in FIGURES)
        rows.append(("Tổng cộng", sum(r.communes for r in self.rows), *sums))
        return PlainTable(self.heading.text(), [title for title, _ in _HEADS], rows)

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again."""
        if self._stale:
            self.reload()
        self.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Figures or units were written."""
        if not self.isVisible():
            self._stale = True
        elif changes.touched & {"people_supervision", "unit", "setting"}:
            self.reload()

    def set_period(self, period: Period) -> None:
        """Another period."""
        if period != self.period:
            self.period, self._stale = period, True
            if self.isVisible():
                self.reload()


def _table() -> QTableWidget:
    table = QTableWidget(0, len(_HEADS))
    table.setAccessibleName("Số liệu theo huyện")
    for column, (title, width) in enumerate(_HEADS):
        head = QTableWidgetItem(title)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        table.setHorizontalHeaderItem(column, head)
        table.setColumnWidth(column, width)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setHighlightSections(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    return table


def _texts(row: UnitTotals) -> tuple[str, ...]:
    communes = f"{whole(row.communes)}/{whole(row.expected)}" if row.expected else whole(row.communes)
    return (row.name, communes, *(_figure(row.of(f)) for f in FIGURES))


def _total(rows: Sequence[UnitTotals]) -> tuple[str, ...]:
    communes = f"{whole(sum(r.communes for r in rows))}/{whole(sum(r.expected for r in rows))}"
    return ("Tổng cộng", communes, *(_figure(_sum(rows, f)) for f in FIGURES))


def _sum(rows: Sequence[UnitTotals], figure: str) -> Decimal:
    return sum((r.of(figure) for r in rows), Decimal(0))


def _figure(amount: Decimal) -> str:
    return decimal(amount, 0 if amount == amount.to_integral_value() else 1)


def _remark(rows: Sequence[UnitTotals]) -> str:
    if not rows:
        return "Chưa có số liệu nào của kỳ này. Nhập ở trang Ban TTND, Ban GSĐTCĐ, hoặc nhập từ Excel."
    short = [r for r in rows if r.expected > r.communes]
    silent = sum(r.expected - r.communes for r in short)
    missing = f"Còn {whole(silent)} xã chưa có số liệu ở {whole(len(short))} đơn vị đã gửi." if silent else ""
    rule = "Kỳ dài thay cho kỳ ngắn nằm trong nó, dòng của huyện thay cho dòng của xã: không số nào cộng hai lần."
    return " ".join(t for t in (rule, missing) if t)
