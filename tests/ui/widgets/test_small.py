"""Small widgets: an empty place in a narrow pane, a message that covers no button, lines to tick in the dark."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QListWidgetItem
from pytestqt.qtbot import QtBot

from mttq_desktop.ui import theme
from mttq_desktop.ui.widgets.card import SectionHeader, StatTile
from mttq_desktop.ui.widgets.combo import Combo
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog, GrowingDialog
from mttq_desktop.ui.widgets.elided import ElidedLabel
from mttq_desktop.ui.widgets.empty import EmptyState
from mttq_desktop.ui.widgets.line import Line
from mttq_desktop.ui.widgets.ticked import show_ticks


@pytest.mark.parametrize("width", [240, 322, 900])
def test_the_hint_of_an_empty_place_fits_into_it(dressed: QApplication, qtbot: QtBot, width: int) -> None:
    empty = EmptyState("Chọn một kiến nghị", "Nội dung, hạn và diễn biến hiện ở đây, cùng việc cần làm tiếp theo.")
    qtbot.addWidget(empty)
    empty.resize(width, 400)
    empty.show()
    hint = next(label for label in empty.findChildren(QLabel) if label.text().startswith("Nội dung"))
    qtbot.waitUntil(lambda: hint.mapTo(empty, QPoint(hint.width(), 0)).x() <= width)
    assert hint.mapTo(empty, QPoint(0, 0)).x() >= 0
    assert hint.height() >= hint.heightForWidth(hint.width())


@pytest.mark.parametrize("width", [150, 220, 420])
def test_the_remark_of_a_tile_is_never_cut(dressed: QApplication, qtbot: QtBot, width: int) -> None:
    tile = StatTile("Quá hạn", "77", "kiến nghị chưa được trả lời · 68 quá hạn lâu")
    qtbot.addWidget(tile)
    tile.resize(width, 140)
    tile.show()
    assert tile.width() == width
    assert tile.remark.height() >= tile.remark.heightForWidth(tile.remark.width())


def test_a_long_name_ends_in_dots_and_is_whole_in_its_tip(dressed: QApplication, qtbot: QtBot) -> None:
    name = "ĐT-2024-027 · Việc làm, đời sống của công nhân khu công nghiệp"
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(name)
    label.show()
    label.resize(200, 24)
    assert label.shown.endswith("…")
    assert name.startswith(label.shown.removesuffix("…"))
    assert label.toolTip() == name
    label.resize(label.sizeHint().width(), 24)
    assert label.shown == name


def test_beside_a_heading_the_remark_gives_way_first(dressed: QApplication, qtbot: QtBot) -> None:
    header = SectionHeader("Huyện Phú Ninh · Hội nghị đối thoại", "10_phu_ninh_doi_thoai_1904_ban_gui_lai.xlsx")
    qtbot.addWidget(header)
    header.resize(360, 24)
    header.show()
    qtbot.waitUntil(lambda: header.remark.shown.endswith("…"))
    assert header.title.shown == header.title.text()


def test_a_question_shows_all_of_its_words(dressed: QApplication, qtbot: QtBot) -> None:
    words = "\n".join(["Bản sao này: 1.616 kiến nghị, 88 đợt gửi, 2.210 văn bản đã phát hành, 1.391 trả lời."] * 3)
    dialog = ConfirmDialog("Phục hồi sổ từ bản sao này?", words, "Phục hồi")
    qtbot.addWidget(dialog)
    dialog.show()
    told = next(label for label in dialog.findChildren(QLabel) if label.text() == words)
    qtbot.waitUntil(lambda: told.height() >= told.heightForWidth(told.width()))


def test_a_dialog_is_never_larger_than_its_screen(dressed: QApplication, qtbot: QtBot) -> None:
    dialog = GrowingDialog()
    qtbot.addWidget(dialog)
    dialog.setMinimumWidth(3_000)
    dialog.resize(3_000, 3_000)
    dialog.show()
    screen = dialog.screen().availableGeometry()
    assert dialog.width() < screen.width()
    assert dialog.height() < screen.height()


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[None]:
    """The dark theme, put off again."""
    theme.apply(qapp, theme.Mode.DARK)
    yield
    theme.apply(qapp, theme.Mode.LIGHT)
    qapp.setStyleSheet("")


def test_an_empty_box_in_a_list_is_seen_in_the_dark(dark: None, qtbot: QtBot) -> None:
    shown = QListWidget()
    qtbot.addWidget(shown)
    show_ticks(shown)
    item = QListWidgetItem("Giao thông")
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Unchecked)
    shown.addItem(item)
    shown.show()
    picture = shown.viewport().grab(shown.visualItemRect(item)).toImage()
    ground = picture.pixelColor(picture.width() - 2, 2)
    row = [picture.pixelColor(x, picture.height() // 2) for x in range(24)]
    assert any(c.lightness() - ground.lightness() > 50 for c in row)


def test_a_line_with_too_many_words_ends_in_dots_and_tells_the_rest(qtbot: QtBot) -> None:
    line = Line()
    qtbot.addWidget(line)
    line.setText("Tư pháp, khiếu nại, tố cáo")
    line.resize(120, 30)
    assert line.shown.endswith("…")
    assert line.text() == "Tư pháp, khiếu nại, tố cáo"
    line.resize(400, 30)
    assert line.shown == line.text()


def test_a_combo_box_cuts_with_dots_and_its_list_shows_the_whole(qtbot: QtBot) -> None:
    box = Combo("Cấp thẩm quyền")
    qtbot.addWidget(box)
    words = "Cấp tỉnh (Tỉnh ủy, HĐND, UBND tỉnh)"
    box.addItems(["Cấp xã", words])
    box.setCurrentIndex(1)
    box.resize(140, 30)
    box.show()
    assert box.shown.endswith("…")
    box.showPopup()
    assert box.view().minimumWidth() >= box.view().fontMetrics().horizontalAdvance(words)
    box.hidePopup()
