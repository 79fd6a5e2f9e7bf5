"""Petitions like the one being typed, found after a pause in typing and off the window's thread."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.queries.repeats import Similar, similar
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.petitions_words import state_word, year_number
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.emptied import empty
from mttq_desktop.ui.widgets.pill import Pill
from mttq_desktop.ui.widgets.scroll import Scroll

PAUSE_MS = 350
SURE = 85
"""Likeness in percent from which a repeat is nearly certain."""
_SHOWN = 240


class SimilarPanel(QFrame):
    """`compared` and `parted` carry a `Similar`: to be looked at beside the form, or judged to be different."""

    compared = Signal(object)
    parted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setProperty("role", "card")
        self.found: tuple[Similar, ...] = ()
        self.parted_ids: set[int] = set()
        self._typed = ""
        self._asker = Asker(self, PAUSE_MS)
        title, self.hint = QLabel("Có thể trùng"), QLabel()
        title.setProperty("role", "heading")
        self.hint.setProperty("role", "quiet")
        self.hint.setWordWrap(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.addLayout(self._list)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(16, 14, 12, 12)
        around.addWidget(title)
        around.addWidget(self.hint)
        around.addWidget(Scroll(inside), 1)
        self.clear()

    def clear(self) -> None:
        """Another form begins."""
        self._asker.forget()
        self._typed, self.parted_ids = "", set()
        self._show(())
        self.hint.setText("Kiến nghị giống nội dung đang gõ hiện ở đây, kể cả kiến nghị đã xong.")

    def look_for(self, content: str) -> None:
        """The text changed; look again after a pause."""
        typed = content.strip()
        if typed == self._typed:
            return
        self._typed = typed
        database = self.context.database

        def ask() -> tuple[Similar, ...]:
            with database.reading() as session:
                return similar(session, typed)

        self._asker.ask(ask, self._take)

    def _take(self, found: tuple[Similar, ...]) -> None:
        self._show(tuple(s for s in found if s.id not in self.parted_ids))
        if self._typed:
            words = "Tìm thấy khi bạn gõ. Mở để so sánh cạnh nhau." if self.found else "Chưa thấy kiến nghị nào giống."
            self.hint.setText(words)

    def part(self, one: Similar) -> None:
        """The person says that this one is different; it is not shown again for this form."""
        self.parted_ids.add(one.id)
        self._show(tuple(s for s in self.found if s.id != one.id))
        self.parted.emit(one)

    def _show(self, found: Sequence[Similar]) -> None:
        self.found = tuple(found)
        empty(self._list)
        for one in found:
            self._list.addWidget(self._card(one))

    def _card(self, one: Similar) -> QFrame:
        card = QFrame()
        card.setProperty("role", "tile")
        number = QLabel(year_number(one.number))
        number.setProperty("role", "heading")
        tone = Tone.LATE if one.likeness >= SURE else Tone.SOON
        head, acts = QHBoxLayout(), QHBoxLayout()
        head.addWidget(number)
        head.addStretch(1)
        head.addWidget(Pill(Mark(f"giống {one.likeness}%", tone)))
        words = QLabel(shortened(one.content, _SHOWN))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        state = QLabel(state_word(one.state))
        state.setProperty("role", "small")
        compare = Button("So sánh", act=partial(self.compared.emit, one))
        part = Button("Khác nhau", act=partial(self.part, one))
        compare.setAccessibleName(f"So sánh với {one.number}")
        part.setAccessibleName(f"Khác với {one.number}")
        for button in (compare, part):
            acts.addWidget(button)
        acts.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(words)
        column.addWidget(state)
        column.addLayout(acts)
        return card
