"""The year's supervision plan as the six agreed on it: who leads what and when; adjusted, cancelled, carried over."""

from array import array
from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from mttq_desktop.queries import listing
from mttq_desktop.queries.listing import Filter
from mttq_desktop.queries.supervisions import Plan, last_days, plan
from mttq_desktop.records.supervisions import SUPERVISION
from mttq_desktop.rules.period import Period
from mttq_desktop.services.supervisions import carry_over
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button, IconButton, LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.memory import Remembered, WindowMemory
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.kind_list import KindListSource
from mttq_desktop.ui.pages.kind_look import say_done
from mttq_desktop.ui.pages.supervision_matrix import SupervisionMatrix
from mttq_desktop.ui.pages.supervision_plan_acts import begin_adjust, begin_cancel
from mttq_desktop.ui.pages.undoing import noted
from mttq_desktop.ui.table import RecordTable
from mttq_desktop.ui.widgets.scroll import Scroll

_COLUMNS = ("content", "form", "chair_id", "partners", "timing", "next_due_on", "state")
_EARLIEST, _LATEST = 2000, 2100
_ROWS_LEAST = 170


class PlanSource(KindListSource):
    """Supervisions of these ids, by their planned time at first."""

    def __init__(self, context: Context, ids: Sequence[int]) -> None:
        super().__init__(context, SUPERVISION, Filter(today=context.today()))
        self.names, self.chosen = _COLUMNS, array("q", ids)

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """The chosen ones; called in a worker thread."""
        if sort is None:
            return self.chosen[:limit] if limit else self.chosen
        wanted = frozenset(self.chosen)
        with self.context.database.reading() as session:
            found = listing.ids(session, SUPERVISION, Filter(), self.sorting(sort, descending))
        kept = array("q", (i for i in found if i in wanted))
        return kept[:limit] if limit else kept


class SupervisionPlanPage(Page):
    """A year: figures above, the supervisions behind the chosen figure below."""

    help_page = "giam-sat"

    def __init__(self, context: Context) -> None:
        super().__init__("Kế hoạch giám sát năm")
        self.context = context
        self.year = context.today().year
        self.plan: Plan | None = None
        self.asking, self.doing = Asker(self), Asker(self, in_order=True)
        self._stale = True
        self.heading, self.remark = QLabel(), QLabel()
        self.heading.setProperty("role", "heading")
        self.remark.setProperty("role", "quiet")
        self.remark.setWordWrap(True)
        self.carry = Button("", act=self.carry_over)
        self.matrix = SupervisionMatrix(context)
        self.matrix.wanted.connect(self.show_rows)
        self.shown = QLabel()
        self.shown.setProperty("role", "heading")
        self.whole = LinkButton("xem cả kế hoạch", self.show_whole)
        memory = WindowMemory(context.database.path.parent)
        self.table = RecordTable("Các cuộc giám sát trong kế hoạch", Remembered(memory, "list/supervision_plan"))
        self.table.opened.connect(self.open_record)
        self.table.menu_asked.connect(self.fill_menu)
        self.table.failed.connect(context.shell.explain)
        self.table.set_empty("Không có cuộc giám sát nào", "Chọn ô khác trong bảng trên, hoặc thêm bằng Ctrl+N.")
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(IconButton(Icon.LEFT, "Năm trước", lambda: self.turn(-1)))
        top.addWidget(self.heading)
        top.addWidget(IconButton(Icon.RIGHT, "Năm sau", lambda: self.turn(1)))
        top.addStretch(1)
        top.addWidget(self.carry)
        top.addWidget(Button("Thêm cuộc giám sát   Ctrl+N", strong=True, act=self.add_new))
        middle = QHBoxLayout()
        middle.setSpacing(10)
        middle.addWidget(self.shown)
        middle.addWidget(self.whole)
        middle.addStretch(1)
        self.table.setMinimumHeight(_ROWS_LEAST)
        column = QVBoxLayout(self._inside())
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.remark)
        column.addWidget(self.matrix)
        column.addLayout(middle)
        column.addWidget(self.table, 1)

    def _inside(self) -> QWidget:
        """Figures and rows together; a low window scrolls them."""
        inside = QWidget()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Scroll(inside))
        return inside

    # ── what is shown ────────────────────────────────────────────────────────

    def turn(self, by: int) -> None:
        """Another year."""
        self.year = min(_LATEST, max(_EARLIEST, self.year + by))
        self.reload()

    def reload(self) -> None:
        """Fetch the plan of the year."""
        self._stale = False
        database, year = self.context.database, self.year

        def ask() -> tuple[Plan, str]:
            with database.reading() as session:
                return plan(session, year), _duties(session, year)

        self.asking.ask(ask, self._take)

    def _take(self, found: tuple[Plan, str]) -> None:
        self.plan, remark = found
        self.heading.setText(f"Kế hoạch giám sát năm {self.plan.year}")
        self.remark.setText(remark)
        left = len(self.plan.unfinished)
        self.carry.setText(f"Chép {whole(left)} cuộc chưa xong sang {self.plan.year + 1}")
        self.carry.setEnabled(left > 0)
        self.matrix.show_plan(self.plan)
        self.show_whole()

    def show_whole(self) -> None:
        """Every supervision of the plan."""
        if self.plan is not None:
            self.matrix.blockSignals(True)
            self.matrix.setCurrentCell(len(self.plan.chairs), 1)
            self.matrix.blockSignals(False)
            self.show_rows("Cả kế hoạch", self.plan.ids())

    def show_rows(self, words: str, ids: Sequence[int]) -> None:
        """The supervisions behind one figure."""
        assert self.plan is not None
        self.shown.setText(f"{words} – {whole(len(ids))} cuộc")
        self.whole.setVisible(len(ids) < len(self.plan.rows))
        self.table.show_source(PlanSource(self.context, ids), noun=SUPERVISION.one)

    # ── acts ─────────────────────────────────────────────────────────────────

    def fill_menu(self, menu: QMenu) -> None:
        """Change or cancel what was agreed, always with a reason; copy it to the next year."""
        ids = list(self.table.selected_ids())
        if len(ids) == 1:
            menu.addAction("Điều chỉnh kế hoạch…", lambda: begin_adjust(self.context, self, ids))
        menu.addAction("Hủy khỏi kế hoạch…", lambda: begin_cancel(self.context, self, ids))
        chosen = [i for i in ids if self.plan is not None and i in self.plan.unfinished]
        if chosen:
            menu.addAction(f"Chép sang kế hoạch {self.year + 1} ({whole(len(chosen))})", lambda: self._carry(chosen))

    def carry_over(self) -> None:
        """Everything not done goes into the next year's plan."""
        self._carry(None)

    def _carry(self, ids: Sequence[int] | None) -> None:
        context, year = self.context, self.year

        def work() -> str:
            count = carry_over(context.database, year, context.vocabulary, ids)
            return f"Đã chép {whole(count)} cuộc giám sát sang kế hoạch {year + 1}"

        told = partial(say_done, context)
        self.doing.ask(noted(context.database, work), told, context.shell.explain)

    def open_record(self, record_id: int) -> None:
        """One supervision on its page, with the rows shown around it."""
        self.context.shell.open_record(SUPERVISION, record_id, self.table.model.ids)

    def add_new(self) -> None:
        """Ctrl+N: an empty supervision of this page's family."""
        self.context.shell.show_page("supervision", member=SUPERVISION.name, view="new")

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again."""
        if self._stale:
            self.reload()
        self.table.view.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Supervisions or rules were written."""
        if not self.isVisible():
            self._stale = True
        elif changes.touched & {"supervision", "deadline_rule", "organisation", "recommendation"}:
            self.reload()

    def set_period(self, period: Period) -> None:
        """The plan of the period's year."""
        if period.year != self.year:
            self.year, self._stale = period.year, True
            if self.isVisible():
                self.reload()


def _duties(session: Session, year: int) -> str:
    """The yearly duties around the plan, with their last days and articles."""
    (days, basis), (told, article) = (last_days(session, code, year) for code in ("gs_plan", "gs_report_6m"))
    words = [f"Kế hoạch {year + 1} ban hành chậm nhất {_days(days)} ({basis})" if days else "",
             f"HĐND, UBND nghe kết quả: {_days(told)} ({article})" if told else ""]  # fmt: skip
    return " · ".join(w for w in words if w)


def _days(days: Sequence[date]) -> str:
    return " và ".join(short(d) for d in days)
