"""Likely repeats of a period, group by group, side by side; and those merged before, to be taken apart again."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
)

from mttq_desktop.errors import Trouble
from mttq_desktop.queries import petitions as queries
from mttq_desktop.queries.listing import Filter, ids
from mttq_desktop.queries.listing import values as read_values
from mttq_desktop.queries.repeats import groups_of_repeats
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.rules.period import Period
from mttq_desktop.services.petitions.merging import merge, not_same, unmerge
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.numbers import whole
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.petitions_compare import CompareBoard
from mttq_desktop.ui.pages.petitions_merge import merge_words
from mttq_desktop.ui.pages.petitions_words import short_number
from mttq_desktop.ui.pages.undoing import Work, noted
from mttq_desktop.ui.widgets.empty import EmptyState
from mttq_desktop.ui.widgets.split import beside
from mttq_desktop.ui.widgets.two_lines import HEADING, two_line_list

LIKELY, MERGED = "likely", "merged"
_BEGINNING = 80


@dataclass(frozen=True, slots=True)
class Group:
    """Petitions that belong together, or may; the first is the one that stays."""

    ids: tuple[int, ...]
    title: str
    text: str


class RepeatsPage(Page):
    """`closed` leads back to the list, `did` carries a `Done`, `found` how many groups wait."""

    help_page = "kien-nghi"
    closed = Signal()
    did = Signal(object)
    found = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__("Gộp kiến nghị trùng")
        self.context = context
        self.period: Period | None = None
        self.groups: dict[str, list[Group]] = {LIKELY: [], MERGED: []}
        self._asker, self._doing = Asker(self), Asker(self, in_order=True)
        self._stale = True
        self._build()
        self._lay_out()
        self._connect()

    # ── building ─────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.pills = ViewPills()
        self.pills.set_views([View(LIKELY, "Có thể trùng"), View(MERGED, "Đã gộp")])
        self.list = two_line_list("Các nhóm")
        self.board = CompareBoard(self.context)
        self.merged = CompareBoard(self.context, choosable=False, merged=True)
        self.strong = Button("Gộp", "Ctrl+Return", strong=True, act=self.merge_group)
        self.different = Button("Khác nhau", "Ctrl+D", act=self.judge_different)
        self.different.setToolTip("Ghi nhớ là khác nhau, không gợi ý gộp nữa")
        self.skip = Button("Để sau", act=self.next_group)
        self.apart = Button("Bỏ gộp cả nhóm", icon=Icon.SPLIT, act=self.unmerge_group)
        self.waiting = EmptyState("Đang tìm kiến nghị giống nhau…", "So nội dung mọi kiến nghị.", icon=Icon.SEARCH)

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(Button("Danh sách   Esc", icon=Icon.LEFT, act=self.closed.emit))
        head.addWidget(self.pills, 1)
        foot.addWidget(self.skip)
        foot.addStretch(1)
        for button in (self.different, self.apart, self.strong):
            foot.addWidget(button)
        self.boards = QStackedWidget()
        for board in (self.board, self.merged):
            self.boards.addWidget(board)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 12, 14, 14)
        inside.setSpacing(10)
        self.said = QLabel()
        self.said.setProperty("role", "quiet")
        self.said.setWordWrap(True)
        for part in (self.said, self.boards):
            inside.addWidget(part, 1 if part is self.boards else 0)
        inside.addLayout(foot)
        split = beside(self.list, card, (300, 780))
        self.body = QStackedWidget()
        for whole_part in (split, self.waiting):
            self.body.addWidget(whole_part)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.body, 1)

    def _connect(self) -> None:
        self.pills.chosen.connect(self.choose)
        self.list.currentRowChanged.connect(lambda _: self._show_group())
        self.board.changed.connect(self._tell)
        self.merged.unmerge_asked.connect(lambda i: self._do(self._unmerging([i])))
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    # ── groups ───────────────────────────────────────────────────────────────

    def reload(self) -> None:
        """Look for repeats anew, off the window's thread."""
        if self.period is None:
            return
        self._stale = False
        context, period = self.context, self.period

        def ask() -> dict[str, list[Group]]:
            with context.database.reading() as session:
                likely = [(r.ids, f"giống {r.likeness}%") for r in groups_of_repeats(session, period)]
                merged = _merged(context, period)
                names = _named([i for them, _ in (*likely, *merged) for i in them], context)
            made = {LIKELY: likely, MERGED: merged}
            return {key: [_group(i, said, names) for i, said in found] for key, found in made.items()}

        self._asker.ask(ask, self._take, self.context.shell.explain)

    def _take(self, groups: dict[str, list[Group]]) -> None:
        row = self.list.currentRow()
        self.groups = groups
        self.pills.set_counts({key: len(them) for key, them in groups.items()})
        self.found.emit(len(groups[LIKELY]))
        self._fill(row)

    def choose(self, key: str) -> None:
        """Likely repeats, or those merged."""
        self.pills.choose(key)
        self._fill(0)

    @property
    def shown(self) -> list[Group]:
        """Groups in the list now."""
        return self.groups[self.pills.current]

    def _fill(self, row: int) -> None:
        likely = self.pills.current == LIKELY
        self.list.blockSignals(True)
        self.list.clear()
        for group in self.shown:
            item = QListWidgetItem(group.text)
            item.setData(HEADING, group.title)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{group.title}. {group.text}")
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(row, len(self.shown) - 1)))
        self.list.blockSignals(False)
        for button in (self.strong, self.different, self.skip):
            button.setVisible(likely)
        self.apart.setVisible(not likely)
        self.boards.setCurrentWidget(self.board if likely else self.merged)
        self._show_group()

    def _show_group(self) -> None:
        group = self.current
        self.body.setCurrentIndex(0 if group is not None else 1)
        if group is None:
            self._tell_empty()
        elif self.pills.current == LIKELY:
            self.board.show_ids(group.ids)
        else:
            self.merged.show_ids(group.ids)
        self._tell()

    def _tell_empty(self) -> None:
        if self.pills.current == LIKELY:
            self.waiting.tell("Không thấy kiến nghị nào trùng nhau trong kỳ này",
                              "Nhóm đã xem và chọn “Khác nhau” không hiện lại.")  # fmt: skip
        else:
            self.waiting.tell("Chưa gộp kiến nghị nào trong kỳ này", "Kiến nghị đã gộp bỏ gộp lại được ở đây.")

    def _tell(self) -> None:
        likely = self.pills.current == LIKELY
        self.said.setText(
            "Chữ tô màu, gạch chân là chỗ khác nhau. Chọn kiến nghị giữ lại; bản gốc của từng nơi vẫn còn sau khi gộp."
            if likely else "Kiến nghị đầu là kiến nghị gốc đang được theo dõi."
        )  # fmt: skip
        self.strong.setText(f"{merge_words(self.board)}   Ctrl+Enter")
        self.strong.setAccessibleName(merge_words(self.board))
        self.strong.setEnabled(bool(self.board.others))

    @property
    def current(self) -> Group | None:
        """The group being looked at."""
        row = self.list.currentRow()
        return self.shown[row] if 0 <= row < len(self.shown) else None

    def next_group(self) -> None:
        """The next one; this one waits."""
        if self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + 1) % self.list.count())

    # ── acts ─────────────────────────────────────────────────────────────────

    def merge_group(self) -> None:
        """Merge what is shown; those left out of the group are remembered as different."""
        database, into, others = self.context.database, self.board.root, self.board.others
        away, kept = tuple(self.board.left_out), (self.board.root, *self.board.others)
        said = f"Đã gộp {whole(len(others))} kiến nghị vào {self.board.number_of(into)}"

        def work() -> str:
            merge(database, into, others)
            for one in away:
                for other in kept:
                    not_same(database, one, other)
            return said

        if others:
            self._do(work)

    def judge_different(self) -> None:
        """All of the group differ, each from each."""
        database, group = self.context.database, [t.id for t in self.board.texts]

        def work() -> str:
            not_same(database, *group)
            return "Đã ghi nhớ là khác nhau, không gợi ý gộp nữa"

        if len(group) > 1:
            self._do(work)

    def unmerge_group(self) -> None:
        """Every opinion of the group stands for itself again."""
        if self.current is not None:
            self._do(self._unmerging(self.current.ids[:1]))

    def _unmerging(self, wanted: Sequence[int]) -> Work:
        database = self.context.database
        return lambda: f"Đã bỏ gộp {whole(len(unmerge(database, wanted)))} kiến nghị"

    def _do(self, work: Work) -> None:
        self._doing.ask(noted(self.context.database, work), self.did.emit, self._refused)

    def _refused(self, trouble: Trouble) -> None:
        self.context.shell.explain(trouble)
        self.reload()

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front: the keyboard stands in the list of groups."""
        if self._stale:
            self.reload()
        self.list.setFocus()

    def set_period(self, period: Period) -> None:
        """The working period is another one."""
        self.period, self._stale = period, True
        if self.isVisible():
            self.reload()

    def refresh(self, changes: Changes) -> None:
        """Petitions were written."""
        if not changes.touched & {"petition", "not_same"}:
            return
        self._stale = True
        if self.isVisible():
            self.reload()

    def go_back(self) -> bool:
        """Alt+←: the list."""
        self.closed.emit()
        return True


Found = list[tuple[tuple[int, ...], str]]


def _merged(context: Context, period: Period) -> Found:
    """Roots of the period's merged petitions, each with those merged into it."""
    with context.database.reading() as session:
        merged = ids(session, PETITION, Filter(period=period.code, merged=True))
        roots = list(dict.fromkeys(s.root for s in queries.standings(session, merged)))
        found = queries.originals(session, roots)
    return [((root, *found[root]), f"{len(found[root]) + 1} nơi") for root in roots if root in found]


def _named(wanted: Sequence[int], context: Context) -> dict[int, tuple[str, str]]:
    with context.database.reading() as session:
        rows = read_values(session, PETITION, wanted, ("number", "content"))
    return {i: (number or "", content) for i, number, content in rows}


def _group(them: tuple[int, ...], said: str, names: dict[int, tuple[str, str]]) -> Group:
    number, content = names.get(them[0], ("", ""))
    others = f"với {short_number(names[them[1]][0])}" if len(them) == 2 else f"và {len(them) - 1} khác"
    begin = shortened(content, _BEGINNING)
    return Group(them, f"{short_number(number)} {others} · {said}", begin)

