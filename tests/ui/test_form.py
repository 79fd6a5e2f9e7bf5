"""Forms made from fields: columns by width, nothing cut at the right, room for every field in a dialog."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mttq_desktop.fields import Coded, Day, Line, Place, Prose, Several, Whole, YesNo
from mttq_desktop.records.kind import Group, Shown
from mttq_desktop.ui import theme
from mttq_desktop.ui.choosing import ChoiceEditor, SeveralEditor
from mttq_desktop.ui.editors import DayEditor, ProseEditor, YesNoEditor
from mttq_desktop.ui.filter_panel import FilterPanel
from mttq_desktop.ui.form import NARROW, Form
from mttq_desktop.ui.popup import ChoicePopup
from mttq_desktop.ui.theme import colours
from tests.ui.conftest import TypeIn

FIELDS = {
    s.name: s
    for s in (
        Shown("name", Line(label="Tên cơ quan"), True),
        Shown("field", Coded(label="Lĩnh vực", codes="field"), False),
        Shown("day", Day(label="Ngày tiếp nhận"), True),
        Shown("people", Whole(label="Số người, số hộ"), False),
        Shown("returned", Day(label="Ngày trả lại (không đúng thẩm quyền)"), False),
        Shown("working", YesNo(label="Tính ngày làm việc"), False),
        Shown("to", Several(label="Cơ quan", target="authority"), False),
        Shown("content", Prose(label="Nội dung kiến nghị"), True),
    )
}


@pytest.fixture
def form(dressed: QApplication, qtbot: QtBot, place: Place) -> Iterator[Form]:
    """A form with one of every field, shown."""
    around = QWidget()
    made = Form((Group("Cơ quan", tuple(FIELDS)[:4]), Group("Khác", tuple(FIELDS)[4:])), FIELDS, place)
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(made)
    qtbot.addWidget(around)
    around.resize(900, 600)
    around.show()
    qtbot.waitExposed(around)
    yield made
    around.close()


def _resize(form: Form, qtbot: QtBot, width: int) -> None:
    form.window().resize(width, 600)
    qtbot.waitUntil(lambda: form.width() == width)
    qtbot.waitUntil(lambda: form.widget().width() <= form.viewport().width())


@pytest.mark.parametrize("width", [300, 412, NARROW - 1, NARROW, 900])
def test_nothing_is_cut_at_the_right(form: Form, qtbot: QtBot, width: int) -> None:
    _resize(form, qtbot, width)
    for name, box in form.boxes.items():
        right = box.mapTo(form.viewport(), QPoint(box.width(), 0)).x()
        assert right <= form.viewport().width(), name


def test_a_narrow_form_has_two_columns_and_the_same_order_of_tab(form: Form, qtbot: QtBot) -> None:
    def columns() -> int:
        return len({b.mapTo(form, QPoint(0, 0)).x() for b in form.boxes.values()})

    wide = columns()
    _resize(form, qtbot, 400)
    qtbot.waitUntil(lambda: columns() == 2 < wide)
    form.editor("name").setFocus()
    for box in form.boxes.values():
        here = QApplication.focusWidget()
        assert here is not None
        assert here is box.editor.box or box.editor.box.isAncestorOf(here), box.name
        QTest.keyClick(here, Qt.Key.Key_Tab)
    _resize(form, qtbot, 900)
    qtbot.waitUntil(lambda: columns() == wide)


def test_a_form_in_a_dialog_keeps_room_for_its_fields_and_their_problems(form: Form, qtbot: QtBot) -> None:
    form.hold_whole(500)
    before = form.minimumHeight()
    assert before > form.boxes["name"].height() * 3
    form.check()
    qtbot.waitUntil(lambda: form.minimumHeight() > before)
    form.hold_whole(120)
    assert form.minimumHeight() == 120


def test_a_box_of_words_grows_with_its_lines_and_its_width(form: Form, qtbot: QtBot) -> None:
    editor = form.editor("content")
    assert isinstance(editor, ProseEditor)
    least = editor.area.height()
    editor.set_text("Đề nghị sửa chữa tuyến đường bê tông thôn Trung Hòa bị hư hỏng nặng sau mưa lũ. " * 6)
    qtbot.waitUntil(lambda: editor.area.height() > least)
    grown = editor.area.height()
    _resize(form, qtbot, 400)
    qtbot.waitUntil(lambda: editor.area.height() > grown)
    assert not editor.area.verticalScrollBar().isVisible()


def test_a_box_to_tick_is_seen_when_it_is_empty(form: Form, qtbot: QtBot) -> None:
    editor = form.editor("working")
    assert isinstance(editor, YesNoEditor)
    editor.set_text("Không")
    shot = editor.tick.grab().toImage()
    ground = shot.pixelColor(shot.width() - 1, 1)
    edge = [shot.pixelColor(x, shot.height() // 2) for x in range(4)]
    assert any(abs(c.lightness() - ground.lightness()) > 60 for c in edge), "its outline stands out"


def test_the_end_of_a_week_is_as_readable_as_its_other_days(form: Form) -> None:
    editor = form.editor("day")
    assert isinstance(editor, DayEditor)
    calendar = editor.open_calendar()
    ends = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
    assert {calendar.weekdayTextFormat(d).foreground().color().name().upper() for d in ends} == {colours().late.ink}
    calendar.hide()


def test_escape_closes_the_calendar(form: Form) -> None:
    editor = form.editor("day")
    assert isinstance(editor, DayEditor)
    calendar = editor.open_calendar()
    assert calendar.isVisible()
    days = calendar.focusProxy()
    assert days is not None
    QTest.keyClick(days, Qt.Key.Key_Escape)
    assert not calendar.isVisible()


def test_what_is_coloured_word_by_word_follows_the_theme(dressed: QApplication, form: Form) -> None:
    form.check()
    was = form.boxes["name"].sign.pixmap().toImage()
    theme.apply(dressed, theme.Mode.DARK)
    assert theme.DARK.link in form.boxes["name"].caption.text()
    assert form.boxes["name"].sign.pixmap().toImage() != was
    theme.apply(dressed, theme.Mode.LIGHT)


def test_who_types_and_goes_on_is_not_followed_by_a_list(form: Form, qtbot: QtBot) -> None:
    editor = form.editor("field")
    assert isinstance(editor, ChoiceEditor)
    editor.setFocus()
    QTest.keyClicks(editor.line, "giao")
    assert editor._finder._pause.isActive()
    QTest.keyClick(editor.line, Qt.Key.Key_Tab)
    assert not editor._finder._pause.isActive()
    several = form.editor("to")
    assert isinstance(several, SeveralEditor)
    several.setFocus()
    QTest.keyClicks(several.line, "so")
    form.editor("name").setFocus()
    assert not several._finder._pause.isActive()


def test_letters_typed_on_a_chip_go_to_the_line_and_the_chip_stays(
    form: Form, qtbot: QtBot, type_in: TypeIn, qapp: QApplication
) -> None:
    editor = form.editor("to")
    assert isinstance(editor, SeveralEditor)
    editor.pick((1, 3))
    form.window().activateWindow()
    editor.line.setFocus()
    qtbot.waitUntil(editor.line.hasFocus)
    qtbot.waitUntil(lambda: all(chip.isVisible() for chip in editor.frame.findChildren(QPushButton)))
    QTest.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert not editor.line.hasFocus(), "the last chip has the keyboard"
    for letter in ("s", "\b", "ở"):
        here = qapp.focusWidget()
        assert here is not None
        type_in(here, letter)
    assert editor.keys == (1, 3)
    assert editor.line.text() == "ở"


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_who_types_on_and_leaves_at_once_gets_what_stands_in_the_line(
    form: Form, qtbot: QtBot, type_in: TypeIn, key: Qt.Key
) -> None:
    editor = form.editor("to")
    assert isinstance(editor, SeveralEditor)
    form.window().activateWindow()
    editor.line.setFocus()
    qtbot.waitUntil(editor.line.hasFocus)
    type_in(editor.line, "sở")
    finder = editor.findChild(ChoicePopup)
    qtbot.waitUntil(lambda: (found := editor.findChild(ChoicePopup)) is not None and found.isVisible())
    assert finder is None, "it came after the pause"
    type_in(editor.line, " y t")
    QTest.keyClick(editor.line, key)
    assert editor.keys == (3,)


def test_enter_in_a_filter_before_the_pause_ticks_what_was_typed(
    dressed: QApplication, qtbot: QtBot, place: Place, type_in: TypeIn
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    ticked: list[object] = []
    panel = FilterPanel(Several(label="Cơ quan", target="authority"), place, (), {}, around)
    panel.changed.connect(ticked.append)
    panel.show()
    type_in(panel.finder, "y te")
    QTest.keyClick(panel.finder, Qt.Key.Key_Return)
    assert ticked == [(3,)]


def test_the_line_for_the_next_choice_stands_beside_the_chips_while_there_is_room(form: Form) -> None:
    editor = form.editor("to")
    assert isinstance(editor, SeveralEditor)
    lower = editor.frame.height()
    editor.pick((2,))
    QApplication.processEvents()
    assert editor.line.geometry().left() > editor._chips[0].geometry().right()
    assert editor.frame.height() == lower


def test_a_tick_bears_no_star(dressed: QApplication, qtbot: QtBot, place: Place) -> None:
    fields = {s.name: s for s in (Shown("on", YesNo(label="Đã ký"), True), Shown("name", Line(label="Tên"), True))}
    made = Form((Group("", tuple(fields)),), fields, place)
    qtbot.addWidget(made)
    assert "*" not in made.boxes["on"].caption.text()
    assert "*" in made.boxes["name"].caption.text()


def test_a_field_that_grows_keeps_its_room_at_every_width(form: Form, qtbot: QtBot) -> None:
    editor = form.editor("content")
    assert isinstance(editor, ProseEditor)
    editor.set_text("Đề nghị sửa đường bê tông thôn Trung Hòa, mùa mưa lầy lội. " * 5)
    box = form.boxes["content"]
    area = editor.area

    def settled() -> bool:
        words = area.document().size().height() * QFontMetricsF(area.font()).lineSpacing()
        whole = words <= area.height() < words + 24
        return area.width() == form.widget().width() and whole and box.height() == box.heightForWidth(box.width())

    for width in (900, 400, 900, 400, 330, 400, 900):
        _resize(form, qtbot, width)
        qtbot.waitUntil(settled)
