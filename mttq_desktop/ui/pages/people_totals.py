"""What the people's boards of communes did in a period, by district, with the communes that said nothing."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout

from mttq_desktop.queries.supervisions import DistrictTotals, people_totals
from mttq_desktop.rules.period import Period
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.numbers import decimal, whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.theme import ROW_HEIGHT, base_font

_HEADS = (
    ("Huyện, thị xã, thành phố", 260), ("Xã có số liệu", 110), ("Số cuộc", 90), ("Vụ việc", 90),
    ("Tiền thu hồi (đồng)", 150), ("Đất thu hồi (m²)", 130), ("Kiến nghị", 90),
)  # fmt: skip


class PeopleTotalsPage(Page):
    """One row a district and the total; the period is the working one."""

    help_page = "giam-sat"

    def __init__(self, context: Context) -> None:
        super().__init__("Tổng hợp Ban TTND, Ban GSĐTCĐ theo huyện")
        self.context = context
        self.period = Period.quarter_of(context.today())
        self.rows: tuple[DistrictTotals, ...] = ()
        self.asking = Asker(self)
        self._stale = True
        self.heading, self.remark = QLabel(), QLabel()
        self.heading.setProperty("role", "heading")
        self.remark.setProperty("role", "quiet")
        self.remark.setWordWrap(True)
        self.table = _table()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.remark)
        column.addWidget(self.table, 1)

    def reload(self) -> None:
        """Fetch the period's figures."""
        self._stale = False
        database, period = self.context.database, self.period

        def ask() -> tuple[DistrictTotals, ...]:
            with database.reading() as session:
                return people_totals(session, period)

        self.asking.ask(ask, self._take)

    def _take(self, rows: tuple[DistrictTotals, ...]) -> None:
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
        elif changes.touched & {"people_supervision", "unit"}:
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


def _texts(row: DistrictTotals) -> tuple[str, ...]:
    communes = f"{whole(row.communes)}/{whole(row.expected)}" if row.expected else whole(row.communes)
    return (row.name, communes, *_figures(row.times, row.cases, row.money, row.land, row.recommended))


def _total(rows: Sequence[DistrictTotals]) -> tuple[str, ...]:
    communes = f"{whole(sum(r.communes for r in rows))}/{whole(sum(r.expected for r in rows))}"
    land = sum((r.land for r in rows), Decimal(0))
    times, cases, money, asked = (
        sum(getattr(r, name) for r in rows) for name in ("times", "cases", "money", "recommended")
    )
    return ("Tổng cộng", communes, *_figures(times, cases, money, land, asked))


def _figures(times: int, cases: int, money: int, land: Decimal, asked: int) -> tuple[str, ...]:
    return whole(times), whole(cases), whole(money), _area(land), whole(asked)


def _area(land: Decimal) -> str:
    return decimal(land, 0 if land == land.to_integral_value() else 1)


def _remark(rows: Sequence[DistrictTotals]) -> str:
    if not rows:
        return "Chưa có số liệu nào của kỳ này. Nhập ở trang Ban TTND, Ban GSĐTCĐ, hoặc nhập từ Excel."
    silent = sum(r.expected - r.communes for r in rows if r.expected > r.communes)
    names = [r.name for r in rows if r.expected > r.communes]
    missing = f"Còn {whole(silent)} xã chưa có số liệu ở {whole(len(names))} huyện đã gửi." if silent else ""
    return " ".join(t for t in ("Cộng theo đơn vị ghi trong từng dòng số liệu.", missing) if t)
