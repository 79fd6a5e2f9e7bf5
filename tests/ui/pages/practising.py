"""Pages of plans and meetings over the practice data of both, and a shell that remembers what they asked."""

import shutil
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from mttq_desktop.errors import Trouble
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.practice_duties import fill_duties, meetings, plans
from mttq_desktop.store.database import Database
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_page import KindPage

TODAY = date(2024, 4, 5)
PATIENCE_MS = 10_000


class Told:
    """A shell that remembers what pages asked of it."""

    def __init__(self) -> None:
        self.toasts: list[str] = []
        self.undo: Callable[[], object] | None = None
        self.troubles: list[Trouble] = []
        self.opened: list[tuple[str, int]] = []

    def open_record(self, kind: Kind[Any], record_id: int, among: Sequence[int] = ()) -> None:
        """A record was to be shown."""
        self.opened.append((kind.name, record_id))

    def show_page(self, key: str, **args: object) -> None:
        """Not asked in these tests."""

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """What was done."""
        self.toasts.append(text)
        self.undo = undo

    def explain(self, trouble: Trouble) -> None:
        """What went wrong."""
        self.troubles.append(trouble)


def opened(path: Path) -> Database:
    """A data file on the day of the tests."""
    return Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))


def fill(empty: Path, folder: Path) -> Path:
    """The practice plans and meetings in a data file of their own."""
    path = folder / empty.name
    shutil.copy(empty, path)
    database = opened(path)
    with database.reading() as session:
        words = vocabulary(session)
    with database.writing("test", "Thực hành") as writing:
        fill_duties(writing, words, 7, TODAY, [plans.fill, meetings.fill])
    database.close()
    return path


def in_front(make: Callable[[Context], FamilyPage], context: Context, qtbot: QtBot) -> FamilyPage:
    """The family's page, in front."""
    page = make(context)
    qtbot.addWidget(page)
    page.resize(1138, 700)
    page.show()
    page.opened()
    return page


def kind_page(family: FamilyPage, kind: Kind[Any]) -> KindPage:
    """The page of one kind in it."""
    family.choose(kind.name)
    page = family.current
    assert isinstance(page, KindPage)
    return page


def listed(page: KindPage, qtbot: QtBot) -> list[int]:
    """Every record of the list, of any period."""
    page.list.show_every_period(True)
    qtbot.waitUntil(lambda: len(page.list.table.model.ids) > 0, timeout=PATIENCE_MS)
    return list(page.list.table.model.ids)


def count(context: Context, record: Any, *where: Any) -> int:
    """How many records there are."""
    with context.database.reading() as session:
        return int(session.scalar(select(func.count()).select_from(record).where(*where)) or 0)
