"""By keyboard alone: every stop of Tab has a name, Enter presses what has the keyboard, dialogs stand on their act."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mttq_desktop.records.kind import shown_of
from mttq_desktop.records.petitions import PetitionState
from mttq_desktop.records.recommendations import Recommendation
from mttq_desktop.ui import entries
from mttq_desktop.ui.buttons import Button, IconButton, LinkButton
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.act_dialog import FormDialog
from mttq_desktop.ui.pages.petitions_merge import MergeDialog
from mttq_desktop.ui.pages.rows_dialog import RowsDialog, show_rows
from mttq_desktop.ui.pages.start import StartPage
from tests import makers
from tests.ui.pages.conftest import Clerk
from tests.ui.pages.driving import Person


@pytest.fixture(autouse=True)
def _spoken(dressed: object, qtbot: QtBot) -> None:
    """The words of the application are Vietnamese."""


def _stops(window: QWidget) -> Iterator[QWidget]:
    """Where Tab stops, once around the window."""
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def _said(widget: QWidget) -> str:
    """What a screen reader says of it."""
    words = widget.text() if isinstance(widget, QPushButton) else ""
    return widget.accessibleName() or words


@pytest.mark.parametrize("key", [key for key, *_ in entries._PAGES])
def test_every_stop_of_tab_on_a_page_has_a_name(office: Person, key: str) -> None:
    office.open(key, Page)
    office.idle()
    assert [type(w).__name__ for w in _stops(office.window) if not _said(w)] == []


@pytest.mark.parametrize("key", [entries.PETITIONS, entries.SUPERVISION, entries.MOVEMENT, entries.PLAN])
def test_every_stop_of_tab_in_an_empty_form_has_a_name(office: Person, key: str) -> None:
    office.open(key, Page).add_new()
    assert [type(w).__name__ for w in _stops(office.window) if not _said(w)] == []


def test_enter_is_of_the_button_with_the_keyboard_also_where_another_one_is_bound_to_it(
    clerk: Clerk, enter: Callable[..., int]
) -> None:
    show_rows(clerk.context, "Kiến nghị", [enter()], clerk.window)
    dialog = clerk.window.findChild(RowsDialog)
    assert dialog is not None
    clerk.wait(lambda: dialog.table.current_id() is not None)
    dialog.close_button.setFocus()
    clerk.wait(dialog.isActiveWindow)
    left: list[int] = []
    dialog.finished.connect(left.append)
    clerk.press(Qt.Key.Key_Return)
    assert left == [QDialog.DialogCode.Rejected]
    assert clerk.window.current_key != entries.PETITIONS or clerk.page.current is clerk.page.list


@pytest.mark.parametrize("made", [Button, LinkButton, lambda text, act: IconButton(Icon.ADD, text, act)])
def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, made: object) -> None:
    pressed: list[str] = []
    dialog = QDialog()
    qtbot.addWidget(dialog)
    other = Button("Giữ", act=lambda: pressed.append("giữ"), parent=dialog)
    other.setDefault(True)
    button = made("Bỏ", act=lambda: pressed.append("bỏ"))  # type: ignore[operator]  # one of three makers
    button.setParent(dialog)
    dialog.show()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        QTest.keyClick(button, key)
    assert pressed == ["bỏ"] * 3


def test_merging_stands_on_the_merge_and_enter_does_it(clerk: Clerk) -> None:
    first, second = makers.petitions(clerk.store, clerk.context.vocabulary, 2)
    dialog = clerk.begin("merge", MergeDialog, first, second)
    assert dialog.focusWidget() is dialog.strong
    QTest.keyClick(dialog.strong, Qt.Key.Key_Return)
    clerk.wait(lambda: clerk.state(second) == PetitionState.MERGED)


def test_enter_on_the_one_to_keep_merges_as_well(clerk: Clerk) -> None:
    first, second = makers.petitions(clerk.store, clerk.context.vocabulary, 2)
    dialog = clerk.begin("merge", MergeDialog, first, second)
    dialog.board.cards[1].keep.setChecked(True)
    QTest.keyClick(dialog.board.cards[1].keep, Qt.Key.Key_Return)
    clerk.wait(lambda: clerk.state(first) == PetitionState.MERGED)


def test_the_sidebar_counts_everything_to_do(training: Person) -> None:
    page = training.open(entries.TODAY, StartPage)
    training.until(lambda: page.found is not None)
    counted = training.window.sidebar.pages.counts[entries.TODAY]
    assert counted == len(page.todo.shown) > page.found.figures.late  # type: ignore[union-attr]  # found, above
    training.open(entries.SETTINGS, Page)
    sent: list[object] = []
    page.counted.connect(sent.append)
    page.recount()
    training.until(lambda: sent)
    assert sent == [counted]
    assert QApplication.activeModalWidget() is None


def test_a_dialog_that_asks_stands_in_its_first_empty_field(office: Person) -> None:
    fields = (shown_of(Recommendation.sent_on), shown_of(Recommendation.letter_number))
    dialog = FormDialog(office.context, "Gửi", "", "Ghi", office.window, fields)
    dialog.form.set_values({"sent_on": "5/3/2024"})
    dialog.open()
    office.until(lambda: dialog.focusWidget() is not None)
    assert dialog.focusWidget() is dialog.form.editor("letter_number").box
    dialog.reject()
