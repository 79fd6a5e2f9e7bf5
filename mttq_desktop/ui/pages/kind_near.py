"""Records that may be the one being typed, found after a pause and off the window's thread."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from mttq_desktop.records.kind import Kind
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.emptied import empty
from mttq_desktop.ui.widgets.pill import Pill

PAUSE_MS = 350
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Near:
    """One record that may be the same: what it is, and why it is thought so."""

    id: int
    title: str
    reason: str
    sure: bool = False


@dataclass(frozen=True)
class Likeness:
    """Fields whose change makes it worth looking, and the question itself (values, the record's own id)."""

    names: tuple[str, ...]
    ask: Callable[[Session, Context, Mapping[str, Any], int | None], Sequence[Near]]


class NearPanel(QFrame):
    """Hidden while nothing is like what is typed; each line opens its record."""

    def __init__(self, context: Context, kind: Kind[Any], likeness: Likeness | None, form: Form) -> None:
        super().__init__()
        self.context, self.kind, self.likeness, self.form = context, kind, likeness, form
        self.record_id: int | None = None
        self.found: tuple[Near, ...] = ()
        self._asker = Asker(self, PAUSE_MS)
        self.setProperty("role", "card")
        self.setAccessibleName("Có thể trùng")
        title = QLabel("Có thể trùng")
        title.setProperty("role", "heading")
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.addWidget(title)
        column.addLayout(self._list)
        self.hide()
        if likeness is not None:
            form.touched.connect(self._touched)

    def begin(self, record_id: int | None) -> None:
        """Another record stands in the form."""
        self.record_id = record_id
        self._asker.forget()
        self._take(())

    def _touched(self, name: str) -> None:
        if self.likeness is not None and name in self.likeness.names:
            self.look(self.likeness)

    def look(self, likeness: Likeness) -> None:
        """Ask after a pause for records like what is typed."""
        values, _ = self.form.read()
        context, record_id = self.context, self.record_id

        def ask() -> tuple[Near, ...]:
            with context.database.reading() as session:
                return tuple(likeness.ask(session, context, values, record_id))

        self._asker.ask(ask, self._take)

    def _take(self, found: tuple[Near, ...]) -> None:
        self.found = found
        empty(self._list)
        for one in found[:_SHOWN]:
            self._list.addWidget(self._line(one))
        self.setVisible(bool(found))

    def _line(self, one: Near) -> QWidget:
        words = QLabel(one.title)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(Pill(Mark(one.reason, Tone.LATE if one.sure else Tone.SOON)))
        row.addStretch(1)
        link = LinkButton("Mở", lambda: self.context.shell.open_record(self.kind, one.id))
        link.setAccessibleName(f"Mở {one.title}")
        row.addWidget(link)
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(words)
        column.addLayout(row)
        return block
