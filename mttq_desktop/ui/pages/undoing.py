"""Taking acts back from the window: which acts a page just did, and Hoàn tác for them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.queries.importing import batch_of_act
from mttq_desktop.services import acts
from mttq_desktop.services.acts import IMPORT, summary, undo, what_stayed
from mttq_desktop.store.changes import Changes
from mttq_desktop.store.database import Database
from mttq_desktop.text.dates import short
from mttq_desktop.ui import entries
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in words, and the acts by which it was done; `outside` is what no undoing reaches (files)."""

    text: str
    acts: tuple[int, ...] = ()
    outside: str = ""

    @property
    def told(self) -> str:
        """All of it, for the message at the foot."""
        return "; ".join(t for t in (self.text, self.outside) if t)


Work = Callable[[], str]
"""Something to be done in a worker; says what was done."""


def noted(database: Database, work: Work) -> Callable[[], Done]:
    """The work, with the acts it wrote."""

    def run() -> Done:
        with noting_acts(database) as acts:
            said = work()
        return Done(said, tuple(acts))

    return run


@contextmanager
def noting_acts(database: Database) -> Iterator[list[int]]:
    """Acts written in this thread meanwhile, in their order."""
    acts: list[int] = []
    here = threading.get_ident()

    def note(changes: Changes) -> None:
        if threading.get_ident() == here:
            acts.append(changes.act)

    stop = database.feed.subscribe(note)
    try:
        yield acts
    finally:
        stop()


def take_back(database: Database, done: Done) -> str:
    """Undo everything a page just did, the last act first; says what was undone and what is left of it."""
    undone = [undo(database, act) for act in reversed(done.acts)]
    if not done.text:
        return summary(undone[-1]) if undone else ""
    named = f"Đã hoàn tác: {done.text.removeprefix('Đã ').rstrip('.')}."
    return " ".join(t for t in (named, *map(what_stayed, undone)) if t)


def ask_last(context: Context, parent: QWidget) -> None:
    """The last act of the book, taken back if the person says so; a workbook is asked about on its own page."""
    with context.database.reading() as session:
        last = acts.last_undoable(session)
        batch = batch_of_act(session, last.id) if last is not None and last.origin == IMPORT else None
    if last is None:
        context.shell.toast("Chưa có việc nào để hoàn tác.")
    elif batch is not None:
        context.shell.show_page(entries.IMPORTING, undo=((batch.id, batch.file_name),))
    elif ConfirmDialog.ask(parent, "Hoàn tác việc gần nhất?", _told(last), "Hoàn tác", harmless=True):
        _take_back_one(context, last.id)


def _told(done: acts.Done) -> str:
    return f"“{done.what}”, {done.at:%H:%M} ngày {short(done.at.date())}. Hồ sơ đã được sửa sau đó thì giữ lại."


def _take_back_one(context: Context, act: int) -> None:
    try:
        context.shell.toast(take_back(context.database, Done("", (act,))))
    except Trouble as trouble:
        context.shell.explain(trouble)
