"""Beside a petition's form: its story with the next act, the opinions merged into it, and every change."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from mttq_desktop.queries.history import Change, Entry, history
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button, LinkButton, literal
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.pages.files_part import FilesPart
from mttq_desktop.ui.pages.petitions_acts import ACTS, Offer, PetitionActs, next_act
from mttq_desktop.ui.pages.petitions_compare import read_compared
from mttq_desktop.ui.pages.petitions_data import PetitionFacts
from mttq_desktop.ui.pages.petitions_story import happenings
from mttq_desktop.ui.pages.undoing import Done, noted, take_back
from mttq_desktop.ui.widgets.emptied import empty
from mttq_desktop.ui.widgets.timeline import Timeline

STORY, MERGED, CHANGES = "story", "merged", "changes"
_SECOND = ("reply", "remind", "forward", "tell", "classify")
_SHOWN = 160


class SidePanel(QFrame):
    """Three lists behind pills, and the acts below them."""

    open_asked = Signal(int)
    correct_asked = Signal(object)
    restore_asked = Signal(str, object)

    def __init__(self, context: Context, acts: PetitionActs) -> None:
        super().__init__()
        self.context, self.acts = context, acts
        self.facts: PetitionFacts | None = None
        self.entries: tuple[Entry, ...] = ()
        self._asker, self._doing = Asker(self), Asker(self, in_order=True)
        self.setProperty("role", "card")
        self.pills = ViewPills()
        self.pills.chosen.connect(self.choose)
        self.timeline = Timeline()
        self.merged, self.changes = QVBoxLayout(), QVBoxLayout()
        self.merged.setSpacing(8)
        self.changes.setSpacing(10)
        self.stack = QStackedWidget()
        self.files = FilesPart(context)
        story = QVBoxLayout()
        story.setSpacing(14)
        story.addWidget(self.timeline)
        story.addWidget(self.files)
        for part in (story, self.merged, self.changes):
            self.stack.addWidget(_scrolled(part))
        self.strong = Button("", strong=True, act=self._next)
        self.others = QHBoxLayout()
        self.others.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 14)
        column.setSpacing(10)
        column.addWidget(self.pills)
        column.addWidget(self.stack, 1)
        column.addWidget(self.strong)
        column.addLayout(self.others)

    # ── showing ──────────────────────────────────────────────────────────────

    def show_facts(self, facts: PetitionFacts) -> None:
        """Show a petition's side."""
        self.facts = facts
        self.timeline.show_happenings(happenings(self.context, facts.id, self.correct_asked.emit))
        self.files.show_record(PETITION.name, facts.id)
        self._show_merged(facts)
        self._show_acts(facts)
        views = [View(STORY, "Diễn biến"), View(CHANGES, "Lịch sử sửa")]
        if facts.originals or facts.root:
            views.insert(1, View(MERGED, "Đã gộp", len(facts.originals) or None))
        self.pills.set_views(views)
        self.choose(self.pills.current)
        self._ask_changes(facts)

    def choose(self, key: str) -> None:
        """Show one of the lists."""
        self.pills.choose(key)
        self.stack.setCurrentIndex((STORY, MERGED, CHANGES).index(key))

    def focus_strong(self) -> None:
        """The keyboard stands on the next act."""
        self.strong.setFocus()

    # ── merged ───────────────────────────────────────────────────────────────

    def _show_merged(self, facts: PetitionFacts) -> None:
        empty(self.merged)
        ids = [facts.root.id] if facts.root else [s.id for s in facts.originals]
        said = "Theo dõi ở kiến nghị gốc:" if facts.root else "Bản gốc của từng nơi, số và nơi gửi vẫn giữ:"
        if ids:
            self.merged.addWidget(_words(said, "quiet"))
        for one in read_compared(self.context, ids):
            tile = QFrame()
            tile.setProperty("role", "tile")
            column = QVBoxLayout(tile)
            column.setContentsMargins(12, 8, 12, 8)
            row = QHBoxLayout()
            row.addWidget(LinkButton(one.number, partial(self.open_asked.emit, one.id)))
            row.addStretch(1)
            if facts.root is None:
                row.addWidget(LinkButton("bỏ gộp", partial(self.acts.begin, "unmerge", [one.id])))
            column.addLayout(row)
            column.addWidget(_words(one.about, "small"))
            text = one.content if len(one.content) <= _SHOWN else one.content[:_SHOWN].rstrip() + "…"
            column.addWidget(_words(text, ""))
            self.merged.addWidget(tile)

    # ── changes ──────────────────────────────────────────────────────────────

    def _ask_changes(self, facts: PetitionFacts) -> None:
        context = self.context

        def ask() -> tuple[Entry, ...]:
            with context.database.reading() as session:
                return history(session, PETITION, facts.id, context.vocabulary)

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
        when = f"{entry.at:%H:%M} ngày {entry.at:%d}/{entry.at.month}/{entry.at.year}" if entry.at else ""
        head = QHBoxLayout()
        head.addWidget(_words(" · ".join(t for t in (when, entry.who) if t), "small"), 1)
        if entry.act is not None and not entry.made and not entry.undone:
            head.addWidget(LinkButton("hoàn tác", partial(self._undo, entry.act)))
        column.addLayout(head)
        column.addWidget(_words(entry.what + (" (đã hoàn tác)" if entry.undone else ""), ""))
        for change in entry.changes:
            column.addLayout(self._change(change))
        return block

    def _change(self, change: Change) -> QHBoxLayout:
        row = QHBoxLayout()
        said = f"{change.label}: {_cut(change.old)} → {_cut(change.new)}"
        row.addWidget(_words(said, "quiet"), 1)
        if change.name in PETITION.form:
            back = LinkButton("lấy lại", partial(self.restore_asked.emit, change.name, change.value_before))
            back.setAccessibleName(f"Lấy lại {change.label}: {change.old or 'trống'}")
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _undo(self, act: int) -> None:
        database = self.context.database
        work = noted(database, lambda: take_back(database, Done("", (act,))))
        self._doing.ask(work, self.acts.did.emit, self.context.shell.explain)

    # ── acts ─────────────────────────────────────────────────────────────────

    def _show_acts(self, facts: PetitionFacts) -> None:
        offers = {o.act.key: o for o in self.acts.offers([facts.id], facts.deleted)}
        key = next_act(facts)
        self.strong.setVisible(key is not None)
        if key is not None:
            self.strong.setText(literal(ACTS[key].title))
            self.strong.setAccessibleName(ACTS[key].title)
            offers.pop(key, None)
        empty(self.others)
        for one in [offers.pop(k) for k in _SECOND if k in offers][:2]:
            self.others.addWidget(Button(one.act.title, act=partial(self.acts.begin, one.act.key, one.ids)))
        if offers:
            self.others.addWidget(menu_button("Khác ▾", list(offers.values()), self.acts))

    def _next(self) -> None:
        if self.facts is not None and (key := next_act(self.facts)) is not None:
            self.acts.begin(key, [self.facts.id])


def menu_button(text: str, offers: list[Offer], acts: PetitionActs) -> Button:
    """Acts that are wanted less often, behind one button."""
    button = Button(text)
    menu = QMenu(button)
    for offer in offers:
        menu.addAction(literal(offer.act.title), partial(acts.begin, offer.act.key, offer.ids))
    button.setMenu(menu)
    return button


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _cut(text: str, longest: int = 70) -> str:
    text = text.replace("\n", " ")
    return (text if len(text) <= longest else text[:longest].rstrip() + "…") or "(trống)"


def _scrolled(part: Any) -> QScrollArea:
    inside = QWidget()
    inside.setProperty("role", "clear")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 2, 6, 0)
    if isinstance(part, QWidget):
        column.addWidget(part)
    else:
        column.addLayout(part)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
