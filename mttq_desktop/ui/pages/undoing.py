"""Taking acts back from the window: which acts a page just did, and Hoàn tác for them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mttq_desktop.services.acts import summary, undo, what_stayed
from mttq_desktop.store.changes import Changes
from mttq_desktop.store.database import Database


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
    files = f"{done.outside} vẫn còn." if done.outside else ""
    return " ".join(t for t in (named, *map(what_stayed, undone), files) if t)
