"""Beside any record's form: its due days with reasons, the next steps, the kind's own card and acts, every change."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from mttq_desktop.services.records import move_record, trash_records
from mttq_desktop.text.dates import short
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button, LinkButton, literal
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.pages.files_part import FilesPart
from mttq_desktop.ui.pages.kind_facts import Day, Facts, due_mark
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_papers import papers_button
from mttq_desktop.ui.pages.side_changes import SideChanges, scrolled, words
from mttq_desktop.ui.pages.undoing import noted
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.emptied import empty
from mttq_desktop.ui.widgets.pill import Pill
from mttq_desktop.ui.widgets.reasons import Reasons

WORK, CHANGES = "work", "changes"


class KindSide(QFrame):
    """`did` carries a `Done`; `restore_asked` the name of a field and its earlier value."""

    did = Signal(object)
    restore_asked = Signal(str, object)

    def __init__(self, context: Context, look: Look) -> None:
        super().__init__()
        self.context, self.look, self.kind = context, look, look.kind
        self.facts: Facts | None = None
        self._doing = Asker(self, in_order=True)
        self.setProperty("role", "card")
        self.pills = ViewPills()
        self.pills.set_views([View(WORK, "Công việc"), View(CHANGES, "Lịch sử sửa")])
        self.pills.chosen.connect(self.choose)
        self.work, self.changes = QVBoxLayout(), SideChanges(context, self.kind)
        self.work.setSpacing(10)
        self.changes.did.connect(self.did)
        self.changes.restore_asked.connect(self.restore_asked)
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolled(self.work))
        self.stack.addWidget(scrolled(self.changes))
        self.acts = QVBoxLayout()
        self.acts.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 14)
        column.setSpacing(10)
        column.addWidget(self.pills)
        column.addWidget(self.stack, 1)
        column.addLayout(self.acts)

    def choose(self, key: str) -> None:
        """What is to be done, or what was changed."""
        self.pills.choose(key)
        self.stack.setCurrentIndex((WORK, CHANGES).index(key))

    def show_facts(self, facts: Facts | None) -> None:
        """Show a record's side; None for one that is not stored yet."""
        self.facts = facts
        self.changes.clear()
        for layout in (self.work, self.acts):
            empty(layout)
        if self.look.remark:
            self.work.addWidget(words(self.look.remark, "warning"))
        if facts is None:
            self.work.addWidget(words("Lưu xong sẽ thấy hạn, bước tiếp theo và lịch sử ở đây.", "quiet"))
            opening = self.look.opening(self.context) if self.look.opening else None
            if opening is not None:
                self.work.addWidget(opening)
            return
        self._show_days(facts)
        card = self.look.card(self.context, facts) if self.look.card else None
        if card is not None:
            self.work.addWidget(card)
        files = FilesPart(self.context)
        files.show_record(self.kind.name, facts.id)
        self.work.addWidget(files)
        self._show_steps(facts)
        self._show_acts(facts)
        if not facts.deleted and (papers := papers_button(self.context, self, self.kind, facts)) is not None:
            self.acts.addWidget(papers)
        self.changes.show_record(facts.id)

    # ── days ─────────────────────────────────────────────────────────────────

    def _show_days(self, facts: Facts) -> None:
        if not self.kind.deadlines or self.look.card_tells_days:
            return
        self.work.addWidget(words("Thời hạn", "heading"))
        for day in facts.days:
            self.work.addWidget(self._day(day))
        if not facts.days:
            self.work.addWidget(words("Chưa có ngày nào để tính hạn.", "quiet"))

    def _day(self, day: Day) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(words(day.deadline.title, ""))
        row = QHBoxLayout()
        mark = self._mark(day)
        row.addWidget(Pill(mark))
        if mark.text != short(day.due.day):
            row.addWidget(words(short(day.due.day), "quiet"))
        why = LinkButton("vì sao?")
        why.clicked.connect(lambda: Reasons.below(why, day.deadline.title, day.due.reasons))
        why.setAccessibleName(f"Vì sao hạn {day.deadline.title} là ngày {short(day.due.day)}?")
        row.addWidget(why)
        row.addStretch(1)
        column.addLayout(row)
        return block

    def _mark(self, day: Day) -> Mark:
        if day.done is None:
            return due_mark(day.due.day, self.context.today())
        late = (day.done - day.due.day).days
        return Mark(f"Xong, chậm {late} ngày", Tone.SOON) if late > 0 else Mark("Xong đúng hạn", Tone.DONE)

    # ── steps ────────────────────────────────────────────────────────────────

    def _show_steps(self, facts: Facts) -> None:
        """Moves along the flow; those not allowed yet say what is missing."""
        steps, state = self.kind.steps, self.kind.state
        if steps is None or state is None or facts.deleted:
            return
        source = steps.states(facts.values[state])
        if not steps.flow.allowed(source):
            return
        button = Button("Chuyển bước ▾")
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        for target in steps.flow.allowed(source):
            why = steps.flow.refusal(source, target, facts.values)
            word = self.kind.field(state).format(target.value, self.context.vocabulary)
            action = menu.addAction(literal(f"{word}  –  {why}" if why else word), partial(self._move, target))
            action.setEnabled(not why)
        button.setMenu(menu)
        self.acts.addWidget(button)

    def _move(self, target: Any) -> None:
        assert self.facts is not None
        context, kind, record_id = self.context, self.kind, self.facts.id

        def work() -> str:
            return f"Đã chuyển: {move_record(context.database, kind, record_id, target, context.vocabulary)}"

        self._doing.ask(noted(context.database, work), self.did.emit, context.shell.explain)

    def _take_back(self) -> None:
        assert self.facts is not None
        context, kind, record_id = self.context, self.kind, self.facts.id

        def work() -> str:
            trash_records(context.database, kind, [record_id], back=True)
            return f"Đã lấy lại {kind.one}"

        self._doing.ask(noted(context.database, work), self.did.emit, context.shell.explain)

    # ── acts ─────────────────────────────────────────────────────────────────

    def _show_acts(self, facts: Facts) -> None:
        if facts.deleted:
            self.work.insertWidget(0, words("Hồ sơ này nằm trong thùng rác, không sửa được.", "warning"))
            self.acts.addWidget(Button("Lấy lại từ thùng rác", strong=True, act=self._take_back))
            return
        for act in self.look.acts:
            if act.applies(facts.values):
                begin = partial(act.run, self.context, self, [facts.id])
                self.acts.addWidget(Button(act.title, strong=act.strong, act=begin))
