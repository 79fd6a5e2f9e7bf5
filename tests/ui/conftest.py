"""What tests of the window stand on: a dressed application, small catalogues, a way to type Vietnamese."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from mttq_desktop.fields import Entry, Lookup, Place, UnitLookup, Vocabulary
from mttq_desktop.ui import theme
from mttq_desktop.ui.language import speak_vietnamese

HERE = Path(__file__).parent
TypeIn = Callable[[QWidget, str], None]

# The screen without a screen says so each time a window is raised or limited in size.
_OFFSCREEN = "This plugin does not support"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Messages of the offscreen platform are no warnings of ours."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore(_OFFSCREEN, extend=True))


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme, speaking Vietnamese."""
    theme.apply(qapp, theme.Mode.LIGHT)
    assert speak_vietnamese(qapp)
    yield qapp
    qapp.setStyleSheet("")


@pytest.fixture
def type_in(qapp: QApplication) -> TypeIn:
    """Send letters as a Vietnamese keyboard does; keyClicks aborts the process on them."""

    def send(widget: QWidget, text: str) -> None:
        for letter in text:
            key = {"\b": Qt.Key.Key_Backspace, "\n": Qt.Key.Key_Return}.get(letter, Qt.Key.Key_unknown)
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                typed = "" if letter == "\b" else letter
                qapp.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, typed))

    return send


def _lookup(name: str, *labels: str) -> Lookup:
    return Lookup(name, tuple(Entry(label[:2].upper(), label) for label in labels))


@pytest.fixture
def place() -> Place:
    """Small invented catalogues, valid on a day of March 2024."""
    districts = (Entry(1, "Huyện Đồng Mẫu", level="district"), Entry(2, "Thành phố Sông Thử", level="district"))
    communes = (
        Entry(3, "Xã Tam Thanh", parent=2, level="commune"),
        Entry(4, "Xã Tam Thành", parent=1, level="commune"),
        Entry(5, "Xã Tam Thái", parent=1, level="commune"),
        Entry(6, "Xã Hòa An", parent=1, level="commune"),
        Entry(7, "Xã Hòa An", parent=2, level="commune"),
    )
    organisations = (
        Entry(1, "Hội Nông dân tỉnh", "HND tỉnh"),
        Entry(2, "Liên đoàn Lao động tỉnh", "LĐLĐ tỉnh"),
    )
    authorities = (
        Entry(1, "Sở Tài nguyên và Môi trường", "Sở TN&MT"),
        Entry(2, "Sở Giao thông vận tải", "Sở GTVT"),
        Entry(3, "Sở Y tế"),
    )
    vocabulary = Vocabulary(
        codes={"field": _lookup("field", "Đất đai", "Giao thông", "Y tế", "Môi trường")},
        links={"organisation": Lookup("organisation", organisations), "authority": Lookup("authority", authorities)},
        units=UnitLookup("unit", districts + communes),
    )
    return Place(vocabulary, date(2024, 3, 15))
