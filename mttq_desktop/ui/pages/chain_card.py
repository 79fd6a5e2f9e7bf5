"""Beside a record: the steps the law asks for, with their days; done, late, next, and what is missing."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.rules.chain import Link, Standing
from mttq_desktop.text.dates import short
from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.pill import Pill
from mttq_desktop.ui.widgets.reasons import Reasons

_MARKS = {
    Standing.DONE: Mark("Xong", Tone.DONE), Standing.DONE_LATE: Mark("Xong, chậm", Tone.SOON),
    Standing.LATE: Mark("Quá hạn", Tone.LATE), Standing.NEXT: Mark("Bước tiếp", Tone.WAITING),
}  # fmt: skip


class ChainCard(QFrame):
    """The links one below the other, a due day with its "vì sao?"; `reasons` are by the code of the deadline."""

    def __init__(
        self, title: str, links: Sequence[Link], today: date, reasons: Mapping[str, Sequence[str]]
    ) -> None:
        super().__init__()
        self.links = tuple(links)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words(title, "heading"))
        for number, link in enumerate(links, 1):
            column.addWidget(_line(number, link, today, reasons.get(link.code, ())))


def _line(number: int, link: Link, today: date, reasons: Sequence[str]) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(words(f"{number}. {link.title}", "" if link.standing is not Standing.LATER else "quiet"), 1)
    mark = _MARKS.get(link.standing)
    if mark is not None:
        row.addWidget(Pill(mark), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(row)
    told = QHBoxLayout()
    told.setSpacing(6)
    if text := told_of(link, today):
        told.addWidget(words(text, "small"), 1)
    if reasons:
        told.addWidget(_why(link, reasons), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(told)
    return block


def _why(link: Link, reasons: Sequence[str]) -> LinkButton:
    why = LinkButton("vì sao?")
    why.clicked.connect(lambda: Reasons.below(why, link.title, reasons))
    why.setAccessibleName(f"Vì sao hạn {link.title} là ngày {short(link.due_on) if link.due_on else ''}?")
    return why


def told_of(link: Link, today: date) -> str:
    """The day it was done with its document, the day it is due, or what is missing to count that day."""
    if link.done_on is not None:
        number = f" · số {link.number}" if link.number else ""
        due = f" · hạn {short(link.due_on)}" if link.standing is Standing.DONE_LATE and link.due_on else ""
        return f"{short(link.done_on)}{number}{due}"
    if link.due_on is not None:
        late = (today - link.due_on).days
        return f"hạn {short(link.due_on)}" + (f", quá {late} ngày" if late > 0 else "")
    return f"còn thiếu {link.missing} để tính hạn" if link.missing else ""


def words(text: str, role: str) -> QLabel:
    """A wrapped label of plain text."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
