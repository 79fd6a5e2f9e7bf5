"""An identity number in a form: masked until asked for, kept whole all the while."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mttq_desktop.fields import IdNumber, Place
from mttq_desktop.ui.editors import editor_for
from mttq_desktop.ui.masking import MaskedEditor
from tests.ui.conftest import TypeIn

NUMBER = "049190000001"


@pytest.fixture
def editor(dressed: QApplication, place: Place, qtbot: QtBot) -> MaskedEditor:
    made = editor_for(IdNumber(label="Số CCCD"), place)
    assert isinstance(made, MaskedEditor)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_stored_number_shows_its_last_digits_alone(editor: MaskedEditor) -> None:
    editor.set_text(NUMBER)
    assert editor.line.text() == "••••••••0001"
    assert editor.text() == NUMBER
    assert editor.line.isReadOnly()


def test_the_eye_shows_the_number_and_hides_it_again(editor: MaskedEditor, type_in: TypeIn) -> None:
    editor.set_text(NUMBER)
    editor.eye.click()
    assert editor.line.text() == NUMBER
    assert not editor.line.isReadOnly()
    editor.line.setCursorPosition(len(NUMBER))
    type_in(editor.line, "\b2")
    editor.eye.click()
    assert editor.line.text() == "••••••••0002"
    assert editor.text() == "049190000002"


def test_an_empty_one_is_typed_at_once_and_the_eye_stays_away(editor: MaskedEditor, type_in: TypeIn) -> None:
    editor.set_text("")
    assert not editor.eye.isVisible()
    type_in(editor.line, "12")
    assert editor.text() == "12"
    assert not editor.masked


def test_a_number_that_cannot_be_read_is_left_as_it_is_so_that_it_can_be_mended(editor: MaskedEditor) -> None:
    editor.set_text("1234")
    assert (editor.line.text(), editor.text(), editor.masked) == ("1234", "1234", False)


def test_the_eye_is_reached_by_tab_and_says_what_it_does(editor: MaskedEditor) -> None:
    editor.set_text(NUMBER)
    assert editor.eye.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert editor.eye.accessibleName() == "Hiện cả số: Số CCCD"
    editor.eye.click()
    assert editor.eye.accessibleName() == "Che số: Số CCCD"
