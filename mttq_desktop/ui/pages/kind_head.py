"""Above any record's form: back to the list, what it is, its state, its nearest day, previous and next."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import Button, IconButton, LinkButton
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.pages.kind_facts import Facts
from mttq_desktop.ui.widgets.elided import ElidedLabel
from mttq_desktop.ui.widgets.pill import Pill
from mttq_desktop.ui.widgets.reasons import Reasons


class KindHead(QWidget):
    """`back_asked` wants the list, `step_asked` the record before (-1) or after (1)."""

    back_asked = Signal()
    step_asked = Signal(int)

    def __init__(self, one: str) -> None:
        super().__init__()
        self._one = one
        self.facts: Facts | None = None
        self.back = Button("Danh sách   Esc", icon=Icon.LEFT, act=self.back_asked.emit)
        self.heading, self.pill, self.due, self.place = ElidedLabel(), Pill(), QLabel(), QLabel()
        self.heading.setProperty("role", "heading")
        self.why = LinkButton("vì sao?", self.explain)
        self.place.setProperty("role", "quiet")
        self.before = IconButton(
            Icon.UP, f"{one.capitalize()} trước (Ctrl+Page Up)", lambda: self.step_asked.emit(-1)
        )  # fmt: skip
        self.after = IconButton(Icon.DOWN, f"{one.capitalize()} sau (Ctrl+Page Down)", lambda: self.step_asked.emit(1))
        self.before.setShortcut(QKeySequence("Ctrl+PgUp"))
        self.after.setShortcut(QKeySequence("Ctrl+PgDown"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for left in (self.back, self.heading, self.pill, self.due, self.why):
            row.addWidget(left)
        row.addStretch(1)
        for right in (self.place, self.before, self.after):
            row.addWidget(right)

    def show_facts(self, facts: Facts | None, among: Sequence[int]) -> None:
        """Show a stored record among those of its list, or None for a new one."""
        self.facts = facts
        self.heading.setText(facts.name if facts else f"Thêm {self._one}")
        self.pill.setVisible(facts is not None and facts.mark is not None)
        if facts is not None and facts.mark is not None:
            self.pill.show_mark(facts.mark)
        nearest = facts.nearest if facts else None
        self.due.setText(f"Hạn <b>{short(nearest.due.day)}</b>" if nearest else "")
        self.why.setVisible(nearest is not None)
        self._show_place(facts, among)

    def _show_place(self, facts: Facts | None, among: Sequence[int]) -> None:
        at = among.index(facts.id) if facts is not None and facts.id in among else None
        self.place.setText(f"{whole(at + 1)} / {whole(len(among))}" if at is not None else "")
        for button, by in ((self.before, -1), (self.after, 1)):
            button.setVisible(facts is not None)
            button.setEnabled(at is not None and 0 <= at + by < len(among))

    def explain(self) -> None:
        """Vì sao hạn là ngày này?"""
        if self.facts is not None and (day := self.facts.nearest) is not None:
            Reasons.below(self.why, day.deadline.title, day.due.reasons)
