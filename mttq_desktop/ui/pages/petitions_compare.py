"""Petitions side by side with the words in which they differ; one of them stays, the others are merged into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mttq_desktop.queries.listing import values as read_values
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.text.dates import short
from mttq_desktop.text.differing import Run, differing
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.petitions_data import mark_of
from mttq_desktop.ui.pages.petitions_words import place_long, sender_long, year_number
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import colours
from mttq_desktop.ui.widgets.pill import Pill

_NAMES = ("number", "content", "organisation_id", "sender_unit_id", "commune_id", "received_on", "people", "state",
          "due_on", "merged_count")  # fmt: skip
_WIDTH = 236


@dataclass(frozen=True, slots=True)
class Compared:
    """One text among those compared; id 0 is a text that is not stored yet."""

    id: int
    number: str
    content: str
    about: str
    mark: Mark


def read_compared(context: Context, ids: Sequence[int]) -> list[Compared]:
    """Petitions as they stand beside each other, in the order of the ids."""
    with context.database.reading() as session:
        rows = read_values(session, PETITION, ids, _NAMES)
    return [_compared(context, row[0], dict(zip(_NAMES, row[1:], strict=True))) for row in rows]


def _compared(context: Context, petition_id: int, v: Mapping[str, Any]) -> Compared:
    words = context.vocabulary
    parts = (
        sender_long(v["organisation_id"], v["sender_unit_id"], words),
        place_long(v["commune_id"], words),
        short(v["received_on"]), f"{whole(v['people'])} người, hộ" if v["people"] else "",
        f"đã gộp {v['merged_count']} ý kiến" if v["merged_count"] else "",
    )  # fmt: skip
    mark = mark_of(context, v["state"], v["due_on"])
    return Compared(petition_id, v["number"] or "", v["content"], " · ".join(p for p in parts if p), mark)


class TextCard(QFrame):
    """One text; `away` asks to leave it out of the group (`leave` are the words of that link)."""

    away = Signal(int)

    def __init__(self, text: Compared, choosable: bool, leave: str) -> None:
        super().__init__()
        self.text, self._runs = text, list[Run]()
        self.setProperty("role", "tile")
        self.keep = QRadioButton(year_number(text.number))
        self.keep.setAccessibleName(f"Giữ {text.number} làm kiến nghị gốc")
        name = QLabel(year_number(text.number))
        name.setProperty("role", "heading")
        self.role = QLabel()
        self.role.setProperty("role", "small")
        self.role.hide()
        about = _wrapped(text.about or "Chưa ghi vào sổ", "small")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.addWidget(self.keep if choosable else name)
        head.addStretch(1)
        head.addWidget(Pill(text.mark))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        column.addStrut(_WIDTH - 28)
        column.addLayout(head)
        column.addWidget(self.role)
        column.addWidget(about)
        column.addWidget(self.words)
        if leave:
            link = LinkButton(leave, lambda: self.away.emit(text.id))
            link.setAccessibleName(f"{text.number}: {leave}")
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Own words stand on a coloured ground, and underlined for those who see no colours."""
        self._runs = list(runs)
        shade = colours().soon
        style = f"background-color:{shade.soft};color:{shade.ink};text-decoration:underline"
        parts = (f'<span style="{style}">{_html(r.text)}</span>' if r.differs else _html(r.text) for r in runs)
        self.words.setText("".join(parts))

    def changeEvent(self, event: QEvent) -> None:
        """Another theme colours them anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_runs", None):
            self.show_runs(self._runs)


class CompareBoard(QScrollArea):
    """Texts side by side. `changed` when another one is to stay, or one was left out.

    Texts that are merged already are not choosable; `unmerge_asked` carries the one to be taken out.
    """

    changed = Signal()
    unmerge_asked = Signal(int)

    def __init__(self, context: Context, choosable: bool = True, merged: bool = False) -> None:
        super().__init__()
        self.context, self._choosable, self.merged = context, choosable, merged
        self.texts: list[Compared] = []
        self.cards: list[TextCard] = []
        self.left_out: list[int] = []
        self._group: QButtonGroup | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(240)

    @property
    def root(self) -> int:
        """The one that stays."""
        return next((c.text.id for c in self.cards if c.keep.isChecked()), self.texts[0].id if self.texts else 0)

    @property
    def others(self) -> tuple[int, ...]:
        """Those that would be merged into it."""
        root = self.root
        return tuple(t.id for t in self.texts if t.id != root)

    def number_of(self, petition_id: int) -> str:
        """A petition's number."""
        return next((t.number for t in self.texts if t.id == petition_id), "")

    def show_ids(self, ids: Sequence[int]) -> None:
        """Compare stored petitions; the first one is proposed to stay."""
        self.left_out = []
        self.show_texts(read_compared(self.context, ids))

    def show_texts(self, texts: Sequence[Compared], root: int | None = None) -> None:
        """Compare these."""
        self.texts = list(texts)
        row_of_cards = QWidget()
        row_of_cards.setProperty("role", "clear")
        row = QHBoxLayout(row_of_cards)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._group = QButtonGroup(row_of_cards)
        self.cards = [TextCard(t, self._choosable, self._leave_words(t)) for t in texts]
        for card in self.cards:
            self._group.addButton(card.keep)
            card.away.connect(self._leave_out)
            row.addWidget(card, 1)
        for card in self.cards:
            card.keep.setChecked(card.text.id == (root or (texts[0].id if texts else 0)))
            card.keep.toggled.connect(self._again)
        self.setWidget(row_of_cards)
        self._mark()

    def _leave_words(self, text: Compared) -> str:
        if self._choosable:
            return "không thuộc nhóm này" if len(self.texts) > 2 else ""
        return "bỏ gộp" if self.merged and text is not self.texts[0] else ""

    def _again(self, on: bool) -> None:
        if on:
            self._mark()
            self.changed.emit()

    def _leave_out(self, petition_id: int) -> None:
        if self.merged:
            self.unmerge_asked.emit(petition_id)
            return
        root = self.root
        self.left_out.append(petition_id)
        self.show_texts([t for t in self.texts if t.id != petition_id], None if root == petition_id else root)
        self.changed.emit()

    def _mark(self) -> None:
        """Each text against the one that stays; that one against the first of the others."""
        root = next((c for c in self.cards if c.text.id == self.root), None)
        if root is None:
            return
        for card in self.cards:
            against = root if card is not root else next((c for c in self.cards if c is not root), root)
            card.show_runs(differing(card.text.content, against.text.content)[0])
            if self._choosable:
                card.role.setText("Giữ làm kiến nghị gốc" if card is root else "Gộp vào kiến nghị gốc")
                card.role.show()


def _wrapped(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")
