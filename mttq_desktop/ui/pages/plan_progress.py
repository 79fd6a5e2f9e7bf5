"""Progress and results of a year's tasks typed one below the other."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mttq_desktop.queries.plans import TaskLine, tasks
from mttq_desktop.records.plans import JOINT_TASK
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.tasks import Standing
from mttq_desktop.services.progress import record_progress
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.chain_card import words
from mttq_desktop.ui.pages.kind_look import say_done
from mttq_desktop.ui.pages.plan_words import standing_mark
from mttq_desktop.ui.pages.progress_grid import Line, ProgressGrid
from mttq_desktop.ui.pages.sections import inset, scrolled
from mttq_desktop.ui.pages.undoing import Done, noted
from mttq_desktop.ui.widgets.card import Card
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog

OPEN, LATE, ALL, EVERYBODY = "open", "late", "all", "everybody"
_KEEPS = {
    OPEN: (Standing.NOT_YET, Standing.DOING, Standing.LATE), LATE: (Standing.LATE,), ALL: tuple(Standing),
}  # fmt: skip
_KEYS = "Enter: nhiệm vụ sau · Ctrl+↑, Ctrl+↓: lên, xuống"
_TITLES = {OPEN: "Chưa xong", LATE: "Chậm", ALL: "Tất cả"}


class ProgressPage(Page):
    """One year's tasks by heading; Ctrl+S writes everything that was changed, in one act."""

    help_page = "ke-hoach"

    def __init__(self, context: Context) -> None:
        super().__init__("Tiến độ")
        self.context, self.year = context, context.today().year
        self.lines: tuple[TaskLine, ...] = ()
        self._saving = Asker(self, in_order=True)
        self.pills, self.bodies = ViewPills(), ViewPills()
        self.pills.chosen.connect(lambda key: self._choose(self.pills, key))
        self.bodies.chosen.connect(lambda key: self._choose(self.bodies, key))
        self.grid = ProgressGrid(JOINT_TASK, context.place())
        self.grid.touched.connect(self._tell)
        self.nothing = words("Không có nhiệm vụ nào ở đây. Chọn “Tất cả”, hoặc đổi kỳ làm việc ở trên.", "quiet")
        self.remark = words("", "quiet")
        self.save_button = Button("Lưu tiến độ", "Ctrl+S", strong=True, act=self.save)
        self._lay_out()

    def _lay_out(self) -> None:
        self.card = Card("Tiến độ")
        foot = QHBoxLayout()
        foot.addWidget(self.remark, 1)
        foot.addWidget(self.save_button)
        for part in (self.pills, self.bodies, self.nothing):
            self.card.add(part)
        self.card.add(scrolled(inset(self.grid)), 1)
        self.card.add(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.addWidget(self.card)

    # ── showing ──────────────────────────────────────────────────────────────

    def reload(self) -> None:
        """Read the tasks of the year again."""
        with self.context.database.reading() as session:
            self.lines = tasks(session, self.year)
        today = self.context.today()
        counts = {k: sum(t.standing(today) in keeps for t in self.lines) for k, keeps in _KEEPS.items()}
        self.pills.set_views([View(k, _TITLES[k], counts[k]) for k in _KEEPS], self.pills.current or OPEN)
        label = self.context.vocabulary.target("organisation").short
        leads = list(dict.fromkeys(t.lead_id for t in sorted(self.lines, key=lambda t: t.lead_id)))
        views = [View(EVERYBODY, "Mọi tổ chức"), *(View(str(i), label(i)) for i in leads)]
        self.bodies.set_views(views, self.bodies.current or EVERYBODY)
        self._show()

    def _show(self) -> None:
        keeps, body, today = _KEEPS[self.pills.current or OPEN], self.bodies.current, self.context.today()
        shown = [t for t in self.lines if t.standing(today) in keeps and body in (EVERYBODY, "", str(t.lead_id))]
        label = self.context.vocabulary.target("programme_section").label
        groups = [
            (label(section) or "Chưa ghi nhóm nội dung", [self._line(t) for t in them])
            for section, them in groupby(shown, key=lambda t: t.section_id)
        ]
        self.grid.show_groups(groups, self.context.place())
        self.grid.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        self.card.header.tell(f"Tiến độ kế hoạch năm {self.year}", f"{whole(len(shown))} nhiệm vụ")
        self._tell()

    def _line(self, task: TaskLine) -> Line:
        today, label = self.context.today(), self.context.vocabulary.target("organisation").short
        told = " · ".join(t for t in (label(task.lead_id), task.timing) if t)
        mark = standing_mark(task.standing(today), task.ends_on, today)
        return Line(task.id, task.content, told, mark, task.state, task.finished_on, task.result or "")

    def _choose(self, pills: ViewPills, key: str) -> None:
        if not self.may_leave():
            self.reload()
            return
        pills.choose(key)
        self._show()

    def _tell(self) -> None:
        changed = sum(r.changed for r in self.grid.rows)
        self.remark.setText(f"{whole(changed)} nhiệm vụ sửa chưa lưu" if changed else _KEYS)
        self.save_button.setEnabled(changed > 0)

    # ── keeping ──────────────────────────────────────────────────────────────

    def save(self) -> None:
        """Write everything that was changed."""
        given = self.grid.read()
        if not given or self._saving.busy:
            return
        context = self.context

        def work() -> str:
            n = record_progress(context.database, JOINT_TASK, given, context.today(), context.vocabulary)
            return f"Đã ghi tiến độ {whole(n)} nhiệm vụ"

        self._saving.ask(noted(context.database, work), self._saved, context.shell.explain)

    def _saved(self, done: Done) -> None:
        self.reload()
        say_done(self.context, done)

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again."""
        if not self.grid.dirty:
            self.reload()

    def set_period(self, period: Period) -> None:
        """The year of the working period."""
        if self.year != period.end.year and self.may_leave():
            self.year = period.end.year
            self.reload()

    def refresh(self, changes: Changes) -> None:
        """Tasks were written; what is being typed stays."""
        if "joint_task" in changes.touched and self.isVisible() and not self.grid.dirty:
            self.reload()

    def may_leave(self) -> bool:
        """Changes that are not stored are asked about."""
        if not self.grid.dirty:
            return True
        left = ConfirmDialog.ask(self, "Bỏ phần vừa ghi?", "Tiến độ vừa ghi chưa được lưu.", "Bỏ", keep="Ở lại")
        if left:
            self._show()
        return bool(left)


def tasks_of(lines: Sequence[TaskLine], ids: Sequence[int]) -> tuple[TaskLine, ...]:
    """Some of the tasks, in their order."""
    wanted = frozenset(ids)
    return tuple(t for t in lines if t.id in wanted)
