"""One year of the joint plan at a glance: by heading, by organisation, and the tasks behind every figure."""

from array import array
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mttq_desktop.queries.plans import Tally, TaskLine, tallied, tasks
from mttq_desktop.records.plans import JOINT_TASK
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.tasks import Standing
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.numbers import percent, whole
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.petitions_words import organisation_sign
from mttq_desktop.ui.pages.plan_progress import tasks_of
from mttq_desktop.ui.pages.plan_words import STANDINGS, standing_mark
from mttq_desktop.ui.table import Cell, CellKind, Column, RecordTable
from mttq_desktop.ui.widgets.card import Card

_HEADS = {
    Standing.DONE: ("Xong", 52), Standing.DOING: ("Đang", 54), Standing.NOT_YET: ("Chưa", 56),
    Standing.LATE: ("Chậm", 60), Standing.CARRIED: ("Chuyển", 68), Standing.DROPPED: ("Bỏ", 44),
}  # fmt: skip
_RARE = (Standing.CARRIED, Standing.DROPPED)
"""Shown where there are any."""
_TASKS = (
    Column("content", "Nhiệm vụ", 140, stretch=True, sortable=False),
    Column("lead", "Chủ trì", 76, sortable=False),
    Column("mark", "Tình trạng", 120, CellKind.PILL, sortable=False),
)


class TallySource:
    """Headings or organisations as rows; their ids are their places."""

    def __init__(self, title: str, names: Sequence[str], tallies: Sequence[Tally]) -> None:
        self.names, self.tallies = tuple(names), tuple(tallies)
        figures = [Column("total", "Tổng", 54, CellKind.NUMBER, sortable=False, bold=True)]
        counted = {s for t in tallies for s in t.counts}
        self.shown = tuple(s for s in STANDINGS if s in counted or s not in _RARE)
        figures += [Column(s.value, *_HEADS[s], CellKind.NUMBER, sortable=False) for s in self.shown]
        self.columns = (Column("name", title, 150, stretch=True, sortable=False), *figures)

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """All of them, in the order of the programme."""
        return array("q", range(len(self.tallies)))

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Name, total, and how many stand how."""
        return {i: self._cells(i) for i in ids if i < len(self.tallies)}

    def _cells(self, at: int) -> Sequence[Cell]:
        tally = self.tallies[at]
        figures = [whole(tally.counts[s]) if tally.counts.get(s) else "" for s in self.shown]
        return (self.names[at], whole(tally.total), *figures)

    def sums(self) -> Mapping[str, str]:
        """Over the year."""
        found = {"total": whole(sum(t.total for t in self.tallies))}
        return found | {s.value: whole(sum(t.counts.get(s, 0) for t in self.tallies)) for s in self.shown}


class TaskSource:
    """Tasks by id with how they stand today."""

    columns = _TASKS

    def __init__(self, context: Context, lines: Sequence[TaskLine]) -> None:
        self.context, self.lines = context, {t.id: t for t in lines}

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """In the order of the plan."""
        return array("q", self.lines)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Words, who leads, how it stands."""
        return {i: self._cells(self.lines[i]) for i in ids if i in self.lines}

    def _cells(self, task: TaskLine) -> Sequence[Cell]:
        today, words = self.context.today(), self.context.vocabulary
        mark = standing_mark(task.standing(today), task.ends_on, today)
        return (" ".join(task.content.split()), organisation_sign(task.lead_id, words), mark)

    def sums(self) -> Mapping[str, str]:
        """Nothing to sum."""
        return {}


class YearPage(Page):
    """Two tables of figures; the one row chosen shows its tasks at the right."""

    help_page = "ke-hoach"

    def __init__(self, context: Context) -> None:
        super().__init__("Nhìn cả năm")
        self.context, self.year = context, context.today().year
        self.lines: tuple[TaskLine, ...] = ()
        self._asker = Asker(self)
        self.sources: dict[RecordTable, TallySource] = {}
        self.by_heading, self.by_body = RecordTable("Theo nội dung"), RecordTable("Theo tổ chức")
        self.tasks = RecordTable("Nhiệm vụ")
        self.tasks.set_empty("Chưa có nhiệm vụ nào", "Nhiệm vụ của năm hiện ở đây.")
        for table in (self.by_heading, self.by_body):
            table.set_empty("Chưa có nhiệm vụ nào trong năm", "Lập kế hoạch năm, hoặc đổi kỳ làm việc ở trên.")
            table.current_changed.connect(lambda at, table=table: self._show_tasks(table, at))
            table.failed.connect(context.shell.explain)
        self.tasks.opened.connect(self._open)
        self.tasks.failed.connect(context.shell.explain)
        self._lay_out()

    def _lay_out(self) -> None:
        self.card, self.list_card = Card("Kế hoạch năm"), Card("Nhiệm vụ")
        self.card.add(self.by_heading, 1)
        self.card.add(self.by_body, 1)
        self.list_card.add(self.tasks, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.card, 10)
        row.addWidget(self.list_card, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.addLayout(row)

    def reload(self) -> None:
        """Ask anew, off the window's thread."""
        context, year = self.context, self.year

        def ask() -> tuple[TaskLine, ...]:
            with context.database.reading() as session:
                return tasks(session, year)

        self._asker.ask(ask, self._show)

    def _show(self, lines: tuple[TaskLine, ...]) -> None:
        self.lines, today, words = lines, self.context.today(), self.context.vocabulary
        headings = tallied(lines, lambda t: t.section_id, today)
        in_order = sorted(lines, key=lambda t: t.lead_id)
        bodies = tallied(in_order, lambda t: t.lead_id, today)
        section, body = words.target("programme_section").label, words.target("organisation").short
        names = [section(t.key) or "Chưa ghi nhóm nội dung" for t in headings]
        self.sources[self.by_heading] = TallySource("Theo nội dung", names, headings)
        self.sources[self.by_body] = TallySource("Theo tổ chức chủ trì", [body(t.key) for t in bodies], bodies)
        self.by_heading.show_source(self.sources[self.by_heading], noun="nhóm nội dung")
        self.by_body.show_source(self.sources[self.by_body], noun="tổ chức")
        self.card.header.tell(f"Kế hoạch liên tịch năm {self.year}", self._told(lines))
        self._show_lines("Mọi nhiệm vụ", lines)

    def _told(self, lines: Sequence[TaskLine]) -> str:
        stands = [t.standing(self.context.today()) for t in lines]
        if not stands:
            return ""
        done, late = stands.count(Standing.DONE), stands.count(Standing.LATE)
        return f"xong {percent(100 * done / len(stands), 0)}, chậm {whole(late)}"

    def _show_tasks(self, table: RecordTable, at: object) -> None:
        source = self.sources.get(table)
        if source is not None and isinstance(at, int) and at < len(source.tallies):
            self._show_lines(source.names[at], tasks_of(self.lines, source.tallies[at].every_id))

    def _show_lines(self, title: str, lines: Sequence[TaskLine]) -> None:
        self.list_card.header.tell(shortened(title, 48), "")
        self.tasks.show_source(TaskSource(self.context, lines), noun="nhiệm vụ")

    def _open(self, task: object) -> None:
        if isinstance(task, int):
            self.context.shell.open_record(JOINT_TASK, task, self.tasks.model.ids)

    def opened(self) -> None:
        """In front again."""
        self.reload()

    def set_period(self, period: Period) -> None:
        """The year of the working period."""
        self.year = period.end.year
        if self.isVisible():
            self.reload()

    def refresh(self, changes: Changes) -> None:
        """Tasks were written."""
        if "joint_task" in changes.touched and self.isVisible():
            self.reload()
