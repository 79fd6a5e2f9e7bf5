"""What is to be done: pills by sort, one line a thing, Enter opens the record or writes the letter."""

from array import array
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mttq_desktop.services.watching import SOON_DAYS, Task, TaskKind, to_do
from mttq_desktop.text.dates import short
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.pages.petitions_words import due_mark
from mttq_desktop.ui.table import Cell, CellKind, Column, Mark, RecordTable
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.card import Card

_COLUMNS = (
    Column("due", "Hạn", 96, CellKind.DAY, sortable=False),
    Column("text", "Việc", 130, stretch=True, sortable=False),
    Column("who", "Cơ quan, đơn vị", 150, sortable=False),
    Column("mark", "Tình trạng", 164, CellKind.PILL, sortable=False),
)
DO, LATE, SOON, PROMISED = "do", "late", "soon", "promised"
_KEEPS: Mapping[str, Callable[[Task], bool]] = {
    LATE: lambda task: task.late and task.kind not in (TaskKind.PROMISE, TaskKind.SENDER),
    SOON: lambda task: task.days is not None and 0 <= task.days <= SOON_DAYS,
    PROMISED: lambda task: task.kind is TaskKind.PROMISE,
}
_TITLES = {DO: "Cần làm", LATE: "Quá hạn", SOON: f"Trong {SOON_DAYS} ngày", PROMISED: "Cam kết đến ngày"}
_NOTHING = {
    DO: "Không còn việc nào chờ", LATE: "Không có việc nào quá hạn", SOON: "Không có gì đến hạn trong 7 ngày tới",
    PROMISED: "Không có cam kết nào đến ngày",
}  # fmt: skip


class TodoSource:
    """Tasks as rows; their ids are their places."""

    columns = _COLUMNS

    def __init__(self, tasks: Sequence[Task], mark: Callable[[Task], Mark]) -> None:
        self.tasks, self._mark = tuple(tasks), mark

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """All of them, in the order given."""
        return array("q", range(len(self.tasks)))

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Day, what, who, how urgent."""
        return {i: self._cells(self.tasks[i]) for i in ids if i < len(self.tasks)}

    def _cells(self, task: Task) -> Sequence[Cell]:
        return (short(task.due) if task.due else "", task.text, task.who, self._mark(task))

    def sums(self) -> Mapping[str, str]:
        """Nothing to sum."""
        return {}


class TodoCard(Card):
    """`opened` carries the task that was chosen; `remind_asked` wants letters for everything late."""

    opened = Signal(object)
    remind_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Việc cần làm", parent=parent)
        self.tasks: tuple[Task, ...] = ()
        self._mark: Callable[[Task], Mark] = lambda task: Mark("")
        self.pills = ViewPills()
        self.pills.set_views([View(key, title) for key, title in _TITLES.items()])
        self.pills.chosen.connect(self.choose)
        self.table = RecordTable("Việc cần làm")
        self.table.setProperty("role", "plain")
        self.table.opened.connect(lambda place: self.opened.emit(self.shown[place]))
        self.remind = Button("Soạn công văn đôn đốc", icon=Icon.REMIND, act=self.remind_asked.emit)
        self.header.add_act(self.remind)
        self.body.setContentsMargins(14, 10, 14, 8)
        self.add(self.pills)
        self.add(self.table, 1)
        self.table.foot.hide()

    @property
    def shown(self) -> tuple[Task, ...]:
        """Lines under the chosen pill."""
        return self._kept(self.pills.current)

    def _kept(self, key: str) -> tuple[Task, ...]:
        return to_do(self.tasks) if key == DO else tuple(t for t in self.tasks if _KEEPS[key](t))

    def show_tasks(self, tasks: Sequence[Task], mark: Callable[[Task], Mark]) -> None:
        """Show what is to be done now."""
        self.tasks, self._mark = tuple(tasks), mark
        self.pills.set_counts({key: len(self._kept(key)) for key in _TITLES})
        late = sum(1 for task in to_do(self.tasks) if task.late and task.kind in (TaskKind.REMIND, TaskKind.PETITION))
        self.remind.setText(f"Soạn công văn đôn đốc ({late})" if late else "Soạn công văn đôn đốc")
        self.remind.setEnabled(bool(late))
        self.choose(self.pills.current)

    def choose(self, key: str) -> None:
        """Show one sort of lines."""
        self.pills.choose(key)
        self.table.set_empty(_NOTHING[key], "Việc mới hiện ở đây khi có hạn trả lời, báo cáo, thông báo đến ngày.")
        self.table.show_source(TodoSource(self.shown, self._mark), noun="việc")


def mark_of(task: Task, long_late_days: int) -> Mark:
    """How urgent a line is, in words."""
    match task.kind:
        case TaskKind.SENDER:
            return Mark(f"Chưa gửi, trễ {-(task.days or 0)} ngày" if task.late else "Chưa gửi",
                        Tone.LATE if task.late else Tone.WAITING)  # fmt: skip
        case TaskKind.TELL:
            return Mark("Chờ thông báo", Tone.WAITING)
        case TaskKind.YEARLY if not task.late:
            return Mark("Chưa có", Tone.WAITING)
        case TaskKind.REPORT:
            return Mark("Chưa lập", Tone.SOON)
        case TaskKind.PROMISE if task.late:
            return Mark(f"Trễ hẹn {-(task.days or 0)} ngày", Tone.SOON)
    if task.due is None or task.days is None:
        return Mark("")
    return due_mark(task.due, task.due.fromordinal(task.due.toordinal() - task.days), long_late_days)
