"""Beside any record: every change that was made to it, each to be taken back; and how side panels say and scroll."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from mttq_desktop.queries.history import Change, Entry, history
from mttq_desktop.records.kind import Kind
from mttq_desktop.text.dates import short
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.undoing import Done, noted, take_back
from mttq_desktop.ui.widgets.emptied import empty
from mttq_desktop.ui.widgets.scroll import Scroll

_SHOWN = 70


class SideChanges(QWidget):
    """`did` carries a `Done`; `restore_asked` the name of a field and its earlier value."""

    did = Signal(object)
    restore_asked = Signal(str, object)

    def __init__(self, context: Context, kind: Kind[Any]) -> None:
        super().__init__()
        self.context, self.kind = context, kind
        self.entries: tuple[Entry, ...] = ()
        self._asker, self._doing = Asker(self), Asker(self, in_order=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def clear(self) -> None:
        """Nothing to tell yet; an answer under way is no longer wanted."""
        self._asker.forget()
        self._take(())

    def show_record(self, record_id: int) -> None:
        """Ask for the changes of a record, the newest first."""
        context, kind = self.context, self.kind

        def ask() -> tuple[Entry, ...]:
            with context.database.reading() as session:
                return history(session, kind, record_id, context.vocabulary)

        self._asker.ask(ask, self._take)

    def _take(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        empty(self._column)
        for entry in entries:
            self._column.addWidget(self._entry(entry))

    def _entry(self, entry: Entry) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        when = f"{entry.at:%H:%M} ngày {short(entry.at.date())}" if entry.at else ""
        head = QHBoxLayout()
        head.addWidget(words(" · ".join(t for t in (when, entry.who) if t), "small"), 1)
        if entry.act is not None and not entry.made and not entry.undone:
            head.addWidget(LinkButton("hoàn tác", partial(self._undo, entry.act)))
        column.addLayout(head)
        column.addWidget(words(entry.what + (" (đã hoàn tác)" if entry.undone else ""), ""))
        for change in entry.changes:
            column.addLayout(self._change(change))
        return block

    def _change(self, change: Change) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(words(f"{change.label}: {_cut(change.old)} → {_cut(change.new)}", "quiet"), 1)
        if change.name in self.kind.form:
            back = LinkButton("lấy lại", partial(self.restore_asked.emit, change.name, change.value_before))
            back.setAccessibleName(f"Lấy lại {change.label}: {change.old or 'trống'}")
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _undo(self, act: int) -> None:
        database = self.context.database
        work = noted(database, lambda: take_back(database, Done("", (act,))))
        self._doing.ask(work, self.did.emit, self.context.shell.explain)


def words(text: str, role: str) -> QLabel:
    """Plain words that break at the panel's edge and can be copied."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def scrolled(part: QWidget | QVBoxLayout) -> QScrollArea:
    """A part of a panel that scrolls up and down on the panel's own ground."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 2, 6, 0)
    if isinstance(part, QWidget):
        column.addWidget(part)
    else:
        column.addLayout(part)
    column.addStretch(1)
    return Scroll(inside)


def _cut(text: str) -> str:
    text = text.replace("\n", " ")
    return shortened(text, _SHOWN) or "(trống)"
