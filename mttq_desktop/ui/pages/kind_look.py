"""What one kind adds to its generic page: views of its list, acts on its records, a card beside its form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.records.kind import Kind
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.kind_facts import Facts
from mttq_desktop.ui.pages.kind_near import Likeness
from mttq_desktop.ui.pages.listing_views import ListView
from mttq_desktop.ui.pages.undoing import Done, take_back
from mttq_desktop.ui.part_grid import PartGrid


@dataclass(frozen=True)
class Act:
    """Something to be done with one or several records. `applies` looks at a record's values.

    `begin` gets the page's context, the widget to stand above, and the ids; what it writes it tells by itself.
    """

    key: str
    title: str
    begin: Callable[[Context, QWidget, Sequence[int]], object]
    applies: Callable[[Mapping[str, Any]], bool] = lambda values: True
    strong: bool = False
    several: bool = False

    def run(self, context: Context, parent: QWidget, ids: Sequence[int]) -> None:
        """Begin it; what stands in its way is told."""
        try:
            self.begin(context, parent, ids)
        except Trouble as trouble:
            context.shell.explain(trouble)


@dataclass(frozen=True)
class Look:
    """Everything hand-made on the page of one kind; all of it may be left out.

    `views` stand between "Tất cả" and the trash; `waiting` names those the sidebar counts; `card` makes a widget
    for the record at hand (None hides it); `remark` stands above list and form; `summed` are whole numbers
    summed in the foot; `extra` are buttons above the list: (title, what they do with the context and the page).
    `grids` edit a part otherwise than in rows; `opening` makes a widget beside the form of a new record.
    So many filters stand `ready`, the others wait behind “+ Bộ lọc”. With `every_period` the list begins with all
    periods; with `card_tells_days` the card shows the due days itself.
    `near` finds records that may be the one being typed; `locked` names fields that follow from elsewhere, and says
    why.
    """

    kind: Kind[Any]
    views: tuple[ListView, ...] = ()
    waiting: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    card: Callable[[Context, Facts], QWidget | None] | None = None
    remark: str = ""
    summed: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[str, Callable[[Context, QWidget], object]], ...] = ()
    help_page: str = ""
    first: Mapping[str, Any] | None = None
    grids: Mapping[str, type[PartGrid]] = field(default_factory=dict)
    opening: Callable[[Context], QWidget | None] | None = None
    ready: int = 3
    every_period: bool = False
    card_tells_days: bool = False
    near: Likeness | None = None
    locked: Callable[[Facts], Mapping[str, str]] = lambda facts: {}


def say_done(context: Context, done: Done) -> None:
    """What an act did, with Hoàn tác."""
    shell, database = context.shell, context.database
    shell.toast(done.told, (lambda: shell.toast(take_back(database, done))) if done.acts else None)
