"""Beside any record's form: its due days with reasons, the next steps, the kind's own card and acts, every change."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from mttq_desktop.queries.history import Entry, history
from mttq_desktop.services.records import move_record
from mttq_desktop.text.dates import short
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button, LinkButton, literal
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.pages.files_part import FilesPart
from mttq_desktop.ui.pages.kind_facts import Day, Facts, due_mark
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_papers import papers_button
from mttq_desktop.ui.pages.undoing import Done, noted, take_back
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.emptied import empty
from mttq_desktop.ui.widgets.pill import Pill
from mttq_desktop.ui.widgets.reasons import Reasons

WORK, CHANGES = "work", "changes"
_SHOWN = 70


class KindSide(QFrame):
    """`did` carries a `Done`; `restore_asked` the name of a field and its earlier value."""

    did = Signal(object)
    restore_asked = Signal(str, object)

    def __init__(self, context: Context, look: Look) -> None:
        super().__init__()
        self.context, self.look, self.kind = context, look, look.kind
        self.facts: Facts | None = None
        self.entries: tuple[Entry, ...] = ()
        self._asker, self._doing = Asker(self), Asker(self, in_order=True)
        self.setProperty("role", "card")
        self.pills = ViewPills()
        self.pills.set_views([View(WORK, "Công việc"), View(CHANGES, "Lịch sử sửa")])
        self.pills.chosen.connect(self.choose)
        self.work, self.changes = QVBoxLayout(), QVBoxLayout()
        self.work.setSpacing(10)
        self.changes.setSpacing(10)
        self.stack = QStackedWidget()
        for part in (self.work, self.changes):
            self.stack.addWidget(_scrolled(part))
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
        self.facts, self.entries = facts, ()
        for layout in (self.work, self.changes, self.acts):
            empty(layout)
        if self.look.remark:
            self.work.addWidget(_words(self.look.remark, "warning"))
        if facts is None:
            self.work.addWidget(_words("Lưu xong sẽ thấy hạn, bước tiếp theo và lịch sử ở đây.", "quiet"))
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
        self._ask_changes(facts)

    # ── days ─────────────────────────────────────────────────────────────────

    def _show_days(self, facts: Facts) -> None:
        if not self.kind.deadlines or self.look.card_tells_days:
            return
        self.work.addWidget(_words("Thời hạn", "heading"))
        for day in facts.days:
            self.work.addWidget(self._day(day))
        if not facts.days:
            self.work.addWidget(_words("Chưa có ngày nào để tính hạn.", "quiet"))

    def _day(self, day: Day) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(_words(day.deadline.title, ""))
        row = QHBoxLayout()
        row.addWidget(Pill(self._mark(day)))
        row.addWidget(_words(short(day.due.day), "quiet"))
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

    # ── acts ─────────────────────────────────────────────────────────────────

    def _show_acts(self, facts: Facts) -> None:
        if facts.deleted:
            return
        for act in self.look.acts:
            if act.applies(facts.values):
                begin = partial(act.begin, self.context, self, [facts.id])
                self.acts.addWidget(Button(act.title, strong=act.strong, act=begin))

    # ── changes ──────────────────────────────────────────────────────────────

    def _ask_changes(self, facts: Facts) -> None:
        context, kind = self.context, self.kind

        def ask() -> tuple[Entry, ...]:
            with context.database.reading() as session:
                return history(session, kind, facts.id, context.vocabulary)

        self._asker.ask(ask, self._take_changes)

    def _take_changes(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        empty(self.changes)
        for entry in entries:
            self.changes.addWidget(self._entry(entry))

    def _entry(self, entry: Entry) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        when = f"{entry.at:%H:%M} ngày {short(entry.at.date())}" if entry.at else ""
        head = QHBoxLayout()
        head.addWidget(_words(" · ".join(t for t in (when, entry.who) if t), "small"), 1)
        if entry.act is not None and not entry.made and not entry.undone:
            head.addWidget(LinkButton("hoàn tác", partial(self._undo, entry.act)))
        column.addLayout(head)
        column.addWidget(_words(entry.what + (" (đã hoàn tác)" if entry.undone else ""), ""))
        for change in entry.changes:
            row = QHBoxLayout()
            row.addWidget(_words(f"{change.label}: {_cut(change.old)} → {_cut(change.new)}", "quiet"), 1)
            if change.name in self.kind.form:
                back = LinkButton("lấy lại", partial(self.restore_asked.emit, change.name, change.value_before))
                back.setAccessibleName(f"Lấy lại {change.label}: {change.old or 'trống'}")
                row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        return block

    def _undo(self, act: int) -> None:
        database = self.context.database
        work = noted(database, lambda: take_back(database, Done("", (act,))))
        self._doing.ask(work, self.did.emit, self.context.shell.explain)


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label


def _cut(text: str) -> str:
    text = text.replace("\n", " ")
    return (text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…") or "(trống)"


def _scrolled(layout: QVBoxLayout) -> QScrollArea:
    inside = QWidget()
    inside.setProperty("role", "clear")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 2, 6, 0)
    column.addLayout(layout)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
