"""Who leads how many supervisions of the year, by form, quarter and state; a figure shows its rows below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from mttq_desktop.queries.supervisions import UNFINISHED, Plan
from mttq_desktop.records.supervisions import SupervisionState
from mttq_desktop.rules.period import Period
from mttq_desktop.text.numbers import roman, whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.theme import ROW_HEIGHT, base_font

TOTAL = "Tổng cộng"
_NAME = 220
_REPORTED = tuple(
    s.value for s in (SupervisionState.REPORTED, SupervisionState.RECOMMENDED, SupervisionState.FOLLOWED,
                      SupervisionState.CLOSED)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """One column: its title, its full words, and the rows it counts for a chair (None: all chairs)."""

    title: str
    words: str
    ids: Callable[[Plan, int | None], list[int]]
    width: int = 64


def _by_form(code: str) -> Callable[[Plan, int | None], list[int]]:
    return lambda plan, chair: plan.ids(chair, form=code)


def _by_quarter(number: int) -> Callable[[Plan, int | None], list[int]]:
    return lambda plan, chair: plan.ids(chair, quarter=number)


def _by_state(states: Sequence[str]) -> Callable[[Plan, int | None], list[int]]:
    return lambda plan, chair: plan.ids(chair, states=states)


def figures(context: Context, year: int) -> tuple[Figure, ...]:
    """Columns: all, the forms of the code list, the quarters, and how far it is carried out."""
    forms = [
        Figure(f"HT {n}", e.label, _by_form(str(e.key)))
        for n, e in enumerate(context.vocabulary.codes["supervision_form"].entries, 1)
    ]
    quarters = [Figure(f"Quý {roman(n)}", Period(year, f"Q{n}").label, _by_quarter(n)) for n in range(1, 5)]
    cancelled = (SupervisionState.CANCELLED.value,)
    return (
        Figure("Số cuộc", "Tất cả", lambda plan, chair: plan.ids(chair), 76), *forms, *quarters,
        Figure("Chưa xong", "Chưa có báo cáo kết quả", _by_state(UNFINISHED), 92),
        Figure("Đã báo cáo", "Đã có báo cáo kết quả", _by_state(_REPORTED), 98),
        Figure("Đã hủy", "Đã hủy khỏi kế hoạch", _by_state(cancelled), 76),
    )  # fmt: skip


class SupervisionMatrix(QTableWidget):
    """Chairs down, figures across. `wanted` carries words and the ids behind the chosen figure."""

    wanted = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__(0, 0)
        self.context = context
        self.plan: Plan | None = None
        self.figures: tuple[Figure, ...] = ()
        self.setAccessibleName("Kế hoạch giám sát theo chủ thể, hình thức, quý")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.currentCellChanged.connect(lambda *_: self._tell())

    def show_plan(self, plan: Plan) -> None:
        """Show the figures of a plan; the whole plan is chosen at first."""
        self.plan, self.figures = plan, figures(self.context, plan.year)
        self.blockSignals(True)
        self.clear()
        self.setColumnCount(1 + len(self.figures))
        self.setRowCount(len(plan.chairs) + 1)
        self._head()
        for row, chair in enumerate((*plan.chairs, None)):
            self._row(row, chair)
        self.setCurrentCell(len(plan.chairs), 1)
        self.blockSignals(False)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + self.rowCount() * ROW_HEIGHT + 6)

    def _head(self) -> None:
        chair = QTableWidgetItem("Chủ thể chủ trì")
        chair.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalHeaderItem(0, chair)
        for column, figure in enumerate(self.figures, 1):
            item = QTableWidgetItem(figure.title)
            item.setToolTip(figure.words)
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, item)
            self.setColumnWidth(column, figure.width)
        self.setColumnWidth(0, _NAME)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _row(self, row: int, chair: int | None) -> None:
        assert self.plan is not None
        self.setItem(row, 0, self._cell(self.name_of(chair), chair is None, left=True))
        for column, figure in enumerate(self.figures, 1):
            count = len(figure.ids(self.plan, chair))
            self.setItem(row, column, self._cell(whole(count) if count else "", chair is None))

    def name_of(self, chair: int | None) -> str:
        """The chair's short name, or the total's."""
        return TOTAL if chair is None else self.context.vocabulary.target("organisation").short(chair)

    def _cell(self, text: str, strong: bool, left: bool = False) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        if strong:
            item.setFont(base_font(10, bold=True))
        return item

    def _tell(self) -> None:
        """The rows behind the chosen figure; the name of a chair means all of its rows."""
        if self.plan is None or self.currentRow() < 0:
            return
        chair = (*self.plan.chairs, None)[self.currentRow()]
        figure = self.figures[max(self.currentColumn() - 1, 0)]
        words = [self.name_of(chair) if chair is not None else "Cả kế hoạch", figure.words]
        self.wanted.emit(" · ".join(dict.fromkeys(words)), figure.ids(self.plan, chair))
