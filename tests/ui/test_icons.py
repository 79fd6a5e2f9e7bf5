"""Every icon is in the font, and nothing else of qtawesome is loaded."""

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication

from mttq_desktop.ui import icons
from mttq_desktop.ui.icons import Icon


@pytest.mark.parametrize("icon", Icon, ids=lambda i: i.name)
def test_every_icon_draws_something(qapp: QApplication, icon: Icon) -> None:
    assert icons.family()
    assert icons.letter(icon)
    image = icons.pixmap(icon, "#000000", 24, 1.0).toImage()
    drawn = sum(image.pixelColor(x, y).alpha() > 0 for x in range(24) for y in range(24))
    assert drawn > 15


def test_no_two_icons_look_alike() -> None:
    assert len({icons.letter(icon) for icon in Icon}) == len(Icon)


def test_a_picture_has_every_size(qapp: QApplication) -> None:
    assert not icons.picture(Icon.SEARCH, "#123456").pixmap(20, 20).isNull()


def test_a_picture_is_drawn_once(qapp: QApplication) -> None:
    assert icons.picture(Icon.CLOSE, "#123456") is icons.picture(Icon.CLOSE, "#123456")
    assert icons.picture(Icon.CLOSE, "#123456") is not icons.picture(Icon.CLOSE, "#654321")


def test_qtawesome_itself_is_never_loaded() -> None:
    code = "import sys; from mttq_desktop.ui import icons; icons._letters(); print('qtawesome' in sys.modules)"
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "False"
