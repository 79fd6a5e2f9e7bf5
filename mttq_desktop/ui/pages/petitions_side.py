"""Beside a petition's form: its story with the next act, the opinions merged into it, and every change."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout

from mttq_desktop.records.petitions import PETITION
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.buttons import Button, LinkButton, literal
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.pages.files_part import FilesPart
from mttq_desktop.ui.pages.petitions_acts import ACTS, Offer, PetitionActs, next_act
from mttq_desktop.ui.pages.petitions_compare import read_compared
from mttq_desktop.ui.pages.petitions_data import PetitionFacts
from mttq_desktop.ui.pages.petitions_story import happenings
from mttq_desktop.ui.pages.side_changes import SideChanges, scrolled, words
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
        self.setProperty("role", "card")
        self.pills = ViewPills()
        self.pills.chosen.connect(self.choose)
        self.timeline = Timeline()
        self.merged, self.changes = QVBoxLayout(), SideChanges(context, PETITION)
        self.merged.setSpacing(8)
        self.changes.did.connect(acts.did)
        self.changes.restore_asked.connect(self.restore_asked)
        self.stack = QStackedWidget()
        self.files = FilesPart(context)
        story = QVBoxLayout()
        story.setSpacing(14)
        story.addWidget(self.timeline)
        story.addWidget(self.files)
        for part in (story, self.merged, self.changes):
            self.stack.addWidget(scrolled(part))
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
        self.changes.show_record(facts.id)

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
            self.merged.addWidget(words(said, "quiet"))
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
            column.addWidget(words(one.about, "small"))
            text = shortened(one.content, _SHOWN)
            column.addWidget(words(text, ""))
            self.merged.addWidget(tile)

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
