"""Lines of Hôm nay: each opens the letter to write, the record, or the paper by which the thing is done."""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mttq_desktop.queries.watch import Happened
from mttq_desktop.services.watching import Task, TaskKind
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.importing import ImportingPage
from mttq_desktop.ui.pages.importing_board import BoardCard
from mttq_desktop.ui.pages.papers_dialog import PapersDialog
from mttq_desktop.ui.pages.petitions_remind import RemindDialog as PetitionsDialog
from mttq_desktop.ui.pages.recommendation_acts import RemindDialog
from mttq_desktop.ui.pages.start import StartPage
from mttq_desktop.ui.pages.start_todo import DO, LATE
from mttq_desktop.ui.widgets.scroll import Scroll
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


def test_all_of_the_page_is_in_sight_also_with_news_below(training: Person, page: StartPage) -> None:
    training.window.resize(1366, 768)
    assert page.found is not None
    page.show_watch(replace(page.found, news=(Happened(1, "Phục hồi sổ", datetime(2024, 4, 5, 8), "Nguyễn Văn Thử"),)))
    assert page.news.isVisible()
    (around,) = page.findChildren(Scroll)
    inside = around.widget()
    training.until(lambda: around.viewport().height() > 600 and inside.height() >= inside.sizeHint().height())
    assert around.verticalScrollBar().maximum() == 0


def test_the_missing_are_named_by_what_they_are_here_and_on_the_page_of_imports(
    training: Person, page: StartPage
) -> None:
    assert page.found is not None
    missing = [s for s in page.found.board.missing if s.expected]
    districts = [s for s in missing if s.unit_ids]
    assert f"{len(districts)}/18 huyện · {len(missing) - len(districts)}/5 tổ chức" == page.missing.remark.text()
    card = training.open(entries.IMPORTING, ImportingPage).findChild(BoardCard)
    assert card is not None
    training.until(lambda: card.lines)
    pills = [pill.text() for pill in card.pills.findChildren(QPushButton)]
    assert f"Ai đã gửi (thiếu {len(districts)} huyện)" in pills
