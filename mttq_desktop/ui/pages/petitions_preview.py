"""The pane beside the list: one petition with its story and next act, or several with what can be done."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import Button, LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.pages.listing_preview import Preview
from mttq_desktop.ui.pages.petitions_acts import ACTS, Offer, PetitionActs, next_act
from mttq_desktop.ui.pages.petitions_data import PetitionFacts, read_facts
from mttq_desktop.ui.pages.petitions_story import happenings, why_lines
from mttq_desktop.ui.pages.petitions_words import place_long, sender_long
from mttq_desktop.ui.widgets.emptied import empty
from mttq_desktop.ui.widgets.empty import EmptyState
from mttq_desktop.ui.widgets.pill import Pill
from mttq_desktop.ui.widgets.reasons import Reasons
from mttq_desktop.ui.widgets.scroll import Scroll
from mttq_desktop.ui.widgets.timeline import Timeline

_SECOND = ("reply", "remind", "forward", "tell")
"""Acts that stand beside the strong one when they apply; the others wait behind "Khác"."""


class PetitionPreview(Preview):
    """`open_asked` carries the id of a record to be opened."""

    gives_way = True
    open_asked = Signal(int)

    def __init__(self, context: Context, acts: PetitionActs) -> None:
        super().__init__()
        self.context, self.acts = context, acts
        self.facts: PetitionFacts | None = None
        self.ids: tuple[int, ...] = ()
        self.setMinimumWidth(280)
        self.empty = EmptyState("Chọn một kiến nghị", "Nội dung, hạn và diễn biến hiện ở đây.", icon=Icon.PETITIONS)
        self.one, self.many = _One(self), _Many(self)
        self.stack = QStackedWidget()
        for part in (self.empty, self.one, self.many):
            self.stack.addWidget(part)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_records(self, ids: Sequence[int]) -> None:
        """Show one petition, several, or a hint."""
        self.ids = tuple(ids)
        self.facts = self._read(ids[0]) if len(ids) == 1 else None
        if self.facts is not None:
            self.one.show_facts(self.facts)
        elif len(ids) > 1:
            self.many.show_ids(self.ids)
        self.stack.setCurrentWidget(self.one if self.facts else self.many if len(ids) > 1 else self.empty)

    def _read(self, petition_id: int) -> PetitionFacts | None:
        with self.context.database.reading() as session:
            return read_facts(self.context, session, petition_id)

    def begin(self, key: str, ids: Sequence[int]) -> None:
        """Start an act."""
        self.acts.begin(key, ids)


class _One(QWidget):
    """One petition."""

    def __init__(self, pane: PetitionPreview) -> None:
        super().__init__()
        self.pane = pane
        self.number, self.pill = QLabel(), Pill()
        self.number.setProperty("role", "heading")
        self.content, self.about = QLabel(), QLabel()
        self.about.setProperty("role", "quiet")
        self.due = QLabel()
        self.why = LinkButton("vì sao?", self.explain)
        self.timeline = Timeline()
        for words in (self.content, self.about):
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.strong = Button("", strong=True, act=self._next)
        self.others = QHBoxLayout()
        self.others.setSpacing(8)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.number, 1)
        head.addWidget(self.pill)
        due = QHBoxLayout()
        due.setSpacing(6)
        due.addWidget(self.due)
        due.addWidget(self.why)
        due.addStretch(1)
        story = QLabel("Diễn biến")
        story.setProperty("role", "heading")
        inside = QWidget()
        inside.setProperty("role", "clear")
        middle = QVBoxLayout(inside)
        middle.setContentsMargins(16, 4, 12, 8)
        middle.setSpacing(8)
        middle.addWidget(self.content)
        middle.addWidget(self.about)
        middle.addLayout(due)
        middle.addSpacing(4)
        middle.addWidget(story)
        middle.addWidget(self.timeline)
        middle.addStretch(1)
        self.area = Scroll(inside)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 4, 16, 14)
        foot.setSpacing(8)
        foot.addWidget(self.strong)
        foot.addLayout(self.others)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        head.setContentsMargins(16, 0, 14, 0)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        column.addLayout(foot)

    def show_facts(self, facts: PetitionFacts) -> None:
        """Show a petition."""
        context = self.pane.context
        self.number.setText(facts.number)
        self.pill.show_mark(facts.mark)
        self.content.setText(facts.values["content"])
        self.about.setText(_about(context, facts))
        self.due.setText(f"Hạn trả lời <b>{short(facts.due_on)}</b>" if facts.due_on else "")
        self.due.setVisible(facts.due_on is not None)
        self.why.setVisible(bool(facts.open))
        self.timeline.show_happenings(happenings(context, facts.id))
        self.area.verticalScrollBar().setValue(0)
        self._show_acts(facts)

    def _show_acts(self, facts: PetitionFacts) -> None:
        offers = {o.act.key: o for o in self.pane.acts.offers([facts.id], facts.deleted)}
        key = next_act(facts)
        self.strong.setVisible(key is not None)
        if key is not None:
            self.strong.setText(ACTS[key].title)
            self.strong.setAccessibleName(ACTS[key].title)
        empty(self.others)
        beside = [offers.pop(k) for k in _SECOND if k in offers and k != key][:1]
        for offer in beside:
            self.others.addWidget(Button(offer.act.title, act=partial(self.pane.begin, offer.act.key, offer.ids)))
        rest = [o for k, o in offers.items() if k not in (key, "merge")]
        if rest:
            self.others.addWidget(_menu_button("Khác ▾", rest, self.pane))
        self.others.addWidget(Button("Mở hồ sơ", act=lambda: self.pane.open_asked.emit(facts.id)))

    def explain(self) -> None:
        """Vì sao hạn là ngày này?"""
        facts = self.pane.facts
        if facts is not None and facts.open:
            title, lines = why_lines(self.pane.context, facts)
            Reasons.below(self.why, title, lines)

    def _next(self) -> None:
        facts = self.pane.facts
        if facts is not None and (key := next_act(facts)) is not None:
            self.pane.begin(key, [facts.id])


class _Many(QWidget):
    """Several petitions: each act with how many of them it applies to."""

    def __init__(self, pane: PetitionPreview) -> None:
        super().__init__()
        self.pane = pane
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        hint = QLabel("Việc làm cho nhiều kiến nghị cùng lúc; Ctrl+Z hoàn tác.")
        hint.setProperty("role", "quiet")
        hint.setWordWrap(True)
        self.buttons = QVBoxLayout()
        self.buttons.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(hint)
        column.addSpacing(6)
        column.addLayout(self.buttons)
        column.addStretch(1)

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show what can be done with these."""
        with self.pane.context.database.reading() as session:
            facts = read_facts(self.pane.context, session, ids[0])
        offers = self.pane.acts.offers(ids, facts is not None and facts.deleted)
        self.title.setText(f"Đã chọn {whole(len(ids))} kiến nghị")
        empty(self.buttons)
        for offer in offers:
            self.buttons.addWidget(_offer_button(offer, len(ids), self.pane))


def _offer_button(offer: Offer, chosen: int, pane: PetitionPreview) -> Button:
    fewer = f"  ({whole(len(offer.ids))})" if len(offer.ids) < chosen else ""
    button = Button(
        offer.act.title + fewer, icon=offer.act.icon, act=partial(pane.begin, offer.act.key, offer.ids)
    )
    button.setProperty("role", "chooser")
    return button


def _menu_button(text: str, offers: Sequence[Offer], pane: PetitionPreview) -> Button:
    button = Button(text)
    menu = QMenu(button)
    for offer in offers:
        menu.addAction(offer.act.title, partial(pane.begin, offer.act.key, offer.ids))
    button.setMenu(menu)
    return button


def _about(context: Context, facts: PetitionFacts) -> str:
    words, values = context.vocabulary, facts.values
    field = words.code_list("petition_field_detail").label(values["field"])
    people = f"{whole(values['people'])} người, hộ" if values["people"] else ""
    parts = (sender_long(values["organisation_id"], values["sender_unit_id"], words),
             place_long(values["commune_id"], words), field, people)  # fmt: skip
    return " · ".join(p for p in parts if p)

