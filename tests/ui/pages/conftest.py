"""The page of petitions in a real window over a small data file, and the hands that drive it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QItemSelectionModel, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from mttq_desktop.records.petitions import Petition
from mttq_desktop.store.database import Database
from mttq_desktop.ui import entries
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.jobs import Jobs
from mttq_desktop.ui.pages.act_dialog import ActDialog
from mttq_desktop.ui.pages.petitions import PetitionsPage
from mttq_desktop.ui.pages.petitions_preview import PetitionPreview
from mttq_desktop.ui.program import Program
from mttq_desktop.ui.shell import OfficeWindow
from mttq_desktop.ui.widgets.toast import Toast
from tests import makers
from tests.ui.pages import practising
from tests.ui.pages.driving import Person, end

NOW = datetime(2024, 4, 5, 9, 30)
PATIENCE_MS = 10_000
NO_KEYS = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
D = TypeVar("D", bound=QObject)


class Clerk:
    """Somebody at the window: looks at the page of petitions, presses keys, waits for what comes."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot

    @property
    def window(self) -> OfficeWindow:
        assert self.program.window is not None
        return self.program.window

    @property
    def context(self) -> Context:
        return self.program.desk.context

    @property
    def store(self) -> Database:
        return self.context.database

    @property
    def page(self) -> PetitionsPage:
        page = self.window.page(entries.PETITIONS)
        assert isinstance(page, PetitionsPage)
        return page

    # ── looking ──────────────────────────────────────────────────────────────

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(until, timeout=PATIENCE_MS)

    def wait_for_rows(self, *ids: int) -> None:
        """Wait until the list shows just these petitions, in any order."""
        model = self.page.list.table.model
        self.wait(lambda: not model.busy and sorted(model.ids) == sorted(ids))

    def read(self, *ids: int) -> list[Petition]:
        """Petitions as stored now."""
        return makers.read(self.store, *ids)

    def state(self, petition: int) -> str:
        """The state of one petition as stored now."""
        return self.read(petition)[0].state

    def message(self) -> Toast | None:
        """The message at the foot of the window."""
        shown = [t for t in self.window.findChildren(Toast) if t.isVisible()]
        return shown[-1] if shown else None

    def toast(self) -> str:
        """What the message says."""
        message = self.message()
        return message.words.text() if message else ""

    def cells(self, key: str) -> list[str]:
        """The texts of one column of the list, from the top."""
        model = self.page.list.table.model
        column = next(i for i, c in enumerate(model.columns) if c.key == key)
        rows = model.texts(range(len(model.ids)))
        found = (row[column] for row in rows)
        return [cell if isinstance(cell, str) else cell.text for cell in found]

    # ── doing ────────────────────────────────────────────────────────────────

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press a key where the keyboard stands; a screen without a screen forgets the window below a list."""
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            self.wait(self.window.isActiveWindow)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def choose(self, *ids: int) -> None:
        """Select these rows of the list."""
        table, flags = self.page.list.table, QItemSelectionModel.SelectionFlag
        table.view.clearSelection()
        for row in (list(table.model.ids).index(i) for i in ids):
            table.view.selectionModel().select(table.model.index(row, 0), flags.Select | flags.Rows)
        preview = self.page.list.preview
        assert isinstance(preview, PetitionPreview)
        self.wait(lambda: sorted(preview.ids) == sorted(ids))

    def begin(self, act: str, kind: type[D], *ids: int) -> D:
        """Start an act on petitions; its dialog."""
        self.page.list.acts.begin(act, ids)
        dialog = self.page.list.acts.dialog
        assert isinstance(dialog, kind)
        return dialog

    def finish(self, dialog: ActDialog) -> None:
        """Ctrl+Enter in a dialog, and until it is gone."""
        gone: list[int] = []
        dialog.finished.connect(gone.append)
        dialog.strong.click()
        self.wait(lambda: gone == [QDialog.DialogCode.Accepted])
        self.wait(lambda: not self.program.jobs.busy)

    def undo(self, until: Callable[[], bool]) -> None:
        """Ctrl+Z once it is offered, until what was done is gone."""
        self.wait(lambda: (message := self.message()) is not None and message.undo_button.isVisible())
        self.press(Qt.Key.Key_Z, CTRL)
        self.wait(until)


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Path], Clerk]]:
    """Open the window over a folder, at the page of petitions; several windows may be open."""
    running: list[Program] = []

    def open_window(folder: Path) -> Clerk:
        program = Program(folder, tmp_path / "settings", now=lambda: NOW)
        with qtbot.waitSignal(program.opened, timeout=PATIENCE_MS):
            program.show()
        running.append(program)
        clerk = Clerk(program, qtbot)
        clerk.window.open_page(entries.PETITIONS)
        clerk.window.activateWindow()
        clerk.wait(lambda: not clerk.page.list.table.model.busy)
        return clerk

    yield open_window
    for program in running:
        end(program)


@pytest.fixture
def clerk(start: Callable[[Path], Clerk], empty_store: Path, tmp_path: Path) -> Clerk:
    """A window over an empty data file."""
    folder = tmp_path / "so"
    folder.mkdir()
    shutil.copy(empty_store, folder / empty_store.name)
    return start(folder)


@pytest.fixture
def enter(clerk: Clerk) -> Callable[..., int]:
    """Keep one invented petition and return its id; any value can be given."""

    def keep(**given: Any) -> int:
        with clerk.store.writing("test", "Thêm kiến nghị") as writing:
            return makers.a_petition(writing, clerk.context.vocabulary, **given)

    return keep


def visible_text(widget: QWidget) -> str:
    """Everything written on a widget that can be seen."""
    from PySide6.QtWidgets import QAbstractButton, QLabel

    parts: list[QLabel | QAbstractButton] = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return "\n".join(p.text() for p in parts if p.isVisible())


# ── at the other pages ───────────────────────────────────────────────────────


@pytest.fixture
def sit_down(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Path], Person]]:
    """Open the program on a copy of a data file; its window is gone afterwards."""
    running: list[Program] = []

    def begin(source: Path) -> Person:
        folder = tmp_path / "so"
        folder.mkdir()
        shutil.copy(source, folder / source.name)
        program = Program(folder, tmp_path / "settings", now=lambda: NOW)
        running.append(program)
        with qtbot.waitSignal(program.opened, timeout=PATIENCE_MS):
            program.show()
        return Person(program, qtbot)

    yield begin
    for program in running:
        end(program)


@pytest.fixture
def office(sit_down: Callable[[Path], Person], empty_store: Path) -> Person:
    """At a window on a book that holds nothing but its catalogues."""
    return sit_down(empty_store)


@pytest.fixture
def training(sit_down: Callable[[Path], Person], practice_file: Path) -> Person:
    """At a window on the practice province."""
    return sit_down(practice_file)


@pytest.fixture(scope="session")
def planned(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice plans and meetings, written once and copied for each test."""
    return practising.fill(empty_store, tmp_path_factory.mktemp("planned"))


@pytest.fixture
def told() -> practising.Told:
    """What pages over plans and meetings asked of their shell."""
    return practising.Told()


@pytest.fixture
def planning(planned: Path, tmp_path: Path, dressed: QApplication, told: practising.Told) -> Iterator[Context]:
    """What pages over plans and meetings are given."""
    path = tmp_path / "planned" / planned.name
    path.parent.mkdir()
    shutil.copy(planned, path)
    database, jobs = practising.opened(path), Jobs()
    yield Context(database, jobs, lambda: practising.TODAY, told)
    assert jobs.stop()
    database.close()
