"""What pages get from the composition root: the data file, its catalogues as of now, the day, the shell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from mttq_desktop.errors import Trouble
from mttq_desktop.fields import Place, Vocabulary
from mttq_desktop.queries import catalogues
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.register import KINDS
from mttq_desktop.services.settings import Settings, read_settings
from mttq_desktop.store.changes import Changes
from mttq_desktop.store.database import Database
from mttq_desktop.text.days import Calendar
from mttq_desktop.ui.jobs import Jobs

_LEARNED = frozenset({"learned_alias", "programme", "programme_section"})
"""Tables behind the vocabulary that are no catalogues."""
CATALOGUES = frozenset(k.table.name for k in KINDS if k.catalogue) | _LEARNED


class Shell(Protocol):
    """What a page may ask of the window around it."""

    def open_record(self, kind: Kind[Any], record_id: int, among: Sequence[int] = ()) -> None:
        """Show one record on its page; `among` is the list it came from, for previous and next."""

    def show_page(self, key: str, **args: object) -> None:
        """Bring a page to the front; with `args` its `go(**args)` is called."""

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A short message that goes by itself, with Hoàn tác where that is possible."""

    def explain(self, trouble: Trouble) -> None:
        """What happened, why and what to do, until the person has read it."""


@dataclass
class Context:
    """Passed to every page. Catalogues, calendar and settings are read once and again when they change."""

    database: Database
    jobs: Jobs
    today: Callable[[], date]
    shell: Shell
    vocabulary: Vocabulary = field(init=False)
    calendar: Calendar = field(init=False)
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        self._read()

    def heed(self, changes: Changes) -> bool:
        """Read again what the news touches, before pages are told; True when catalogues are others now."""
        touched = changes.touched & CATALOGUES
        if touched or "setting" in changes.touched:
            self._read()
        return bool(touched)

    def place(self, on: date | None = None, within: int | None = None) -> Place:
        """Where typed words are read: today's catalogues, on a day, inside a sender's district."""
        return Place(self.vocabulary, on or self.today(), within)

    def _read(self) -> None:
        with self.database.reading() as session:
            self.vocabulary = catalogues.vocabulary(session)
            self.calendar = catalogues.calendar(session)
            self.settings = read_settings(session)
