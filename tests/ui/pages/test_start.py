"""Lines of Hôm nay: each opens the letter to write, the record, or the paper by which the thing is done."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mttq_desktop.services.watching import Task, TaskKind
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.papers_dialog import PapersDialog
from mttq_desktop.ui.pages.petitions_remind import RemindDialog as PetitionsDialog
from mttq_desktop.ui.pages.recommendation_acts import RemindDialog
from mttq_desktop.ui.pages.start import StartPage
from mttq_desktop.ui.pages.start_todo import DO, LATE
from tests.ui.pages.driving import Person

D = TypeVar("D", bound=QWidget)


@pytest.fixture(autouse=True)
def _spoken(dressed: object, qtbot: QtBot) -> None:
    """The words of the application are Vietnamese."""


@pytest.fixture
def page(training: Person) -> StartPage:
    """The page over the practice province, filled."""
    page = training.open(entries.TODAY, StartPage)
    training.until(lambda: page.found is not None)
    return page


def _open(training: Person, page: StartPage, key: str, kind: TaskKind) -> Task:
    """Enter on the first line of a sort, once the lines stand."""
    page.todo.choose(key)
    model = page.todo.table.model
    training.until(lambda: not model.busy and len(model.ids) == len(page.todo.shown))
    place = next(i for i, task in enumerate(page.todo.shown) if task.kind is kind)
    page.todo.table.view.selectRow(place)
    QTest.keyClick(page.todo.table.view, Qt.Key.Key_Return)
    return page.todo.shown[place]


def _dialog(training: Person, kind: type[D]) -> D:
    training.until(lambda: [d for d in training.window.findChildren(kind) if d.isVisible()])
    return next(d for d in training.window.findChildren(kind) if d.isVisible())


def test_a_late_answer_to_petitions_opens_its_letter(training: Person, page: StartPage) -> None:
    task = _open(training, page, DO, TaskKind.REMIND)
    dialog = _dialog(training, PetitionsDialog)
    assert {i for x in dialog.letters for i in x.petition_ids} == set(task.ids)
    dialog.reject()


def test_a_late_answer_to_recommendations_opens_its_letter_and_writes_it(training: Person, page: StartPage) -> None:
    task = _open(training, page, DO, TaskKind.URGE)
    dialog = _dialog(training, RemindDialog)
    assert [x.ids for x in dialog.letters] == [task.ids]
    assert dialog.letters[0].proposed.endswith("/MTTQ-BTT")
    dialog.on_paper.setChecked(False)
    dialog.strong.click()
    training.until(lambda: training.toasts() and "Đã đôn đốc 1 cơ quan" in training.toasts()[-1])
    training.until(lambda: task not in page.todo.shown)


def test_one_late_recommendation_opens_its_record(training: Person, page: StartPage) -> None:
    task = _open(training, page, LATE, TaskKind.ASKED)
    assert training.window.current_key == entries.SUPERVISION
    assert task.record is not None
    assert task.record[0] == "recommendation"


def test_a_duty_done_by_a_paper_opens_the_record_and_the_paper_over_it(training: Person, page: StartPage) -> None:
    papers = [t for t in page.todo.shown if t.paper]
    assert papers
    page.open_task(papers[0])
    dialog = _dialog(training, PapersDialog)
    assert training.window.current_key != entries.TODAY
    dialog.reject()
