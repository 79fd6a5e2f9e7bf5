"""F1: every page of the manual is there, speaks of its screen, and every link in it leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mttq_desktop import paths
from mttq_desktop.ui.help import FIRST, HelpWindow, page_text

PAGES = sorted(p.stem for p in (paths.resources() / "help").glob("*.md"))
LINK = re.compile(r"\]\(([^)]+)\)")
MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual"


@pytest.fixture
def window(qtbot: QtBot, dressed: object) -> Iterator[HelpWindow]:
    """The page of imports, above a window that outlives it."""
    parent = QWidget()
    yield HelpWindow.show_page("nhap-excel", parent)
    parent.deleteLater()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_real_and_its_links_lead_somewhere(page: str) -> None:
    text = page_text(page)
    assert text.startswith("# ")
    assert "\n## " in text
    for link in LINK.findall(text):
        assert link.removesuffix(".md") in PAGES, link


def test_the_manual_shows_pictures_that_are_there() -> None:
    text = (MANUAL / "README.md").read_text(encoding="utf-8")
    links = LINK.findall(text)
    assert len([x for x in links if x.startswith("pictures/")]) > 15
    for link in links:
        assert (MANUAL / link).is_file(), link


def test_links_and_back(window: HelpWindow) -> None:
    assert window.browser.toPlainText().startswith("Nhập từ Excel")
    window.browser.anchorClicked.emit(QUrl("bao-cao.md"))
    assert window.browser.toPlainText().startswith("Báo cáo")
    window.back_button.click()
    assert window.page == "nhap-excel"
    assert not window.back_button.isEnabled()
    window.first_button.click()
    assert window.page == FIRST


def test_escape_closes(window: HelpWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.destroyed):
        QTest.keyClick(window.browser, Qt.Key.Key_Escape)


def test_help_asked_twice_is_one_window(qtbot: QtBot, dressed: object) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    first = HelpWindow.show_page("bao-cao", parent)
    assert HelpWindow.show_page("cai-dat", parent) is first
    assert first.page == "cai-dat"


def test_a_screen_without_a_page_of_its_own_gets_the_first() -> None:
    assert page_text("khong-co") == page_text(FIRST)
